// The first view over a database of thousands of stories: painted in time, all of them counted, the next ones at hand; coming back from a
// story leads to where the list was left. DESK_STORIES says how many (make bench: 10,000).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fill, Served } from "./served.mjs";
import { firstView } from "./speed.mjs";

export default async function many(t) {
  const folder = mkdtempSync(path.join(tmpdir(), "desk-"));
  const served = new Served(path.join(folder, "many.db"));
  try {
    fill(served.db, Number(process.env.DESK_STORIES ?? 2000));
    t.base = (await served.start()).base;
    await list(t);
  } finally {
    await t.page.goto("about:blank");
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function list(t) {
  const { page } = t;
  await firstView(t);
  const { total, items } = await t.api("/api/stories?limit=50");
  await t.go("/stories", ".story-list > li");
  const rows = page.locator(".story-list > li");
  const count = (n) => page.waitForFunction((k) => document.querySelectorAll(".story-list > li").length === k, n);
  t.ok(total > 1000, `only ${total} stories`);
  t.same(await rows.count(), items.length, "stories of the first view");
  t.ok(await page.getByText(`${total.toLocaleString("en")} stories, newest change first`).isVisible(), "how many there are");
  await page.getByRole("button", { name: "More stories" }).click();
  await count(2 * items.length);
  const links = await page.locator(".story-list h2 a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  t.same(new Set(links).size, links.length, "no story twice");

  const link = rows.nth(items.length + 20).getByRole("link");
  const title = await link.textContent();
  await link.focus();
  await page.waitForTimeout(250);
  const left = await page.evaluate(() => scrollY);
  t.ok(left > 500, "the list was scrolled");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  t.same(await page.evaluate(() => scrollY), 0, "a story begins at its top");
  await page.goBack();
  await count(2 * items.length);
  await page.waitForFunction((t_) => document.activeElement?.textContent === t_, title, { timeout: 5000 }).catch(() => undefined);
  t.same(await page.evaluate(() => document.activeElement?.textContent), title, "back leads to the story that was left");
  t.ok(Math.abs(await page.evaluate(() => scrollY) - left) < 3, "and to where the list was scrolled");
}
