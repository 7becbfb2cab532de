// Takes a picture of one page, to be looked at.
//   node tests/shot.mjs URL OUT.png [--phone] [--dark] [--full] [--click "accessible name of a button"]
import { open } from "./browser.mjs";

const [url, out, ...flags] = process.argv.slice(2);
const has = (f) => flags.includes(f);
const { page, close } = await open({ phone: has("--phone"), dark: has("--dark") });
page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") console.error(`${m.type()}: ${m.text()}`); });
page.on("pageerror", (e) => console.error(`error: ${e}`));
await page.goto(url);
await page.waitForTimeout(900);
if (has("--click")) { await page.getByRole("button", { name: flags[flags.indexOf("--click") + 1] }).first().click(); await page.waitForTimeout(500); }
await page.screenshot({ path: out, fullPage: has("--full") });
await close();
