// A connection that breaks off is told in words and taken up again, with what changed meanwhile; the view stays.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fill, SAYSO, Served } from "./served.mjs";

export default async function lost(t) {
  const { page } = t;
  const folder = mkdtempSync(path.join(tmpdir(), "desk-"));
  const served = new Served(path.join(folder, "lost.db"));
  try {
    fill(served.db, 3);
    t.base = (await served.start()).base;
    await t.go("/stories", ".story-list > li");
    await page.locator(".live.on").waitFor();
    const link = page.locator(".story-list h2 a").nth(1);
    const title = await link.textContent();
    await link.focus();
    t.expect(/ERR_|Failed to load/); // the browser's own words about the server that is gone
    await served.stop();
    const told = page.getByRole("status").filter({ hasText: "connection lost: what is shown may be old" });
    t.ok(await told.waitFor({ timeout: 10_000 }).then(() => true, () => false), "the loss is told in words");
    t.same(await page.locator(".story-list > li").count(), 3, "stories that stay in sight");
    const more = path.join(folder, "more.txt");
    writeFileSync(more, "Ferry turned back off Sund\n\nA ferry turned back on Monday, the coast guard said, and nobody was hurt.\n");
    execFileSync(SAYSO, ["add", "--quiet", "--db", served.db, more], { stdio: "inherit" });
    await served.start();
    t.ok(await page.locator(".live.on").waitFor({ timeout: 20_000 }).then(() => true, () => false), "the connection is taken up again");
    t.ok(await page.waitForFunction(() => document.querySelectorAll(".story-list > li").length === 4, null, { timeout: 10_000 }).then(() => true, () => false), "what changed meanwhile comes in");
    t.same(await page.evaluate(() => document.activeElement?.textContent), title, "the focus stays");
    t.same(await page.getByRole("alert").count(), 0, "no trouble is left standing");
  } finally {
    await page.goto("about:blank");
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
