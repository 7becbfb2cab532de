// A desk on a network asks for its token: a wrong one is refused in words, the right one opens it, for this session of the browser
// alone; it stands in no address, no history, no storage.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { fill, Served } from "./served.mjs";

const TOKEN = "Kf3-desk-test-0123456789abcdef";

export default async function token(t) {
  const folder = mkdtempSync(path.join(tmpdir(), "desk-"));
  const file = path.join(folder, "token.txt");
  writeFileSync(file, `${TOKEN}\n`);
  const own = Object.values(networkInterfaces()).flat().find((a) => a.family === "IPv4" && !a.internal)?.address;
  const served = new Served(path.join(folder, "token.db"), "--address", own ?? "0.0.0.0", "--token", file, "--rate", "10000");
  const context = await t.browser.newContext({ reducedMotion: "reduce" });
  try {
    fill(served.db, 3);
    t.base = (await served.start()).base.replace("0.0.0.0", "127.0.0.1");
    t.same((await fetch(`${t.base}/api/stories`)).status, 401, "without a token");
    const page = await context.newPage();
    t.watch(page);
    t.expect(/401|Cross-Origin-Opener-Policy header has been ignored/); // the second: this is plain HTTP, not loopback
    const urls = [];
    page.on("request", (r) => urls.push(r.url()));
    await page.goto(`${t.base}/stories`);
    const field = page.getByLabel("Token");
    await field.waitFor();
    t.same(await field.getAttribute("type"), "password", "the field hides what is typed");
    t.same(await page.locator(".story-list > li").count(), 0, "stories before the token");
    await field.fill("not-the-token-0123456789");
    await page.keyboard.press("Enter");
    const wrong = page.locator("form").getByRole("alert");
    await wrong.waitFor();
    t.ok(/token/i.test(await wrong.textContent()), `a wrong token is told: ${await wrong.textContent()}`);
    t.ok(await field.isVisible(), "another can be tried");
    await field.fill(TOKEN);
    await page.getByRole("button", { name: "Enter" }).click();
    await page.locator(".story-list > li").first().waitFor();
    t.same(await page.locator(".story-list > li").count(), 3, "stories with the token");
    t.ok(await page.locator(".live.on").waitFor({ timeout: 10_000 }).then(() => true, () => false), "changes come in at once, too");

    t.ok(urls.every((u) => !u.includes(TOKEN)) && !page.url().includes(TOKEN), "in no address");
    t.ok(!JSON.stringify(await page.evaluate(() => [history.state, { ...localStorage }, { ...sessionStorage }, document.cookie])).includes(TOKEN), "in no storage or history, in no cookie that scripts see");
    const cookies = await context.cookies();
    t.same(cookies.map((c) => [c.httpOnly, c.sameSite, c.expires, c.value.includes(TOKEN)]), [[true, "Strict", -1, false]], "one cookie, for the session alone");
    await page.reload();
    await page.locator(".story-list > li").first().waitFor();
    await page.goto(`${t.base}/add`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    t.same(await page.getByLabel("Token").count(), 0, "it is asked once a session");
    await page.close();

    const other = await t.browser.newContext();
    const stranger = await other.newPage();
    await stranger.goto(`${t.base}/stories`);
    t.ok(await stranger.getByLabel("Token").waitFor().then(() => true, () => false), "another session is asked again");
    await other.close();
  } finally {
    await context.close();
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
