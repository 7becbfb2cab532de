// Takes the pictures in docs/desk of a running desk with the example stories.
//   node desk/tests/pictures.mjs BASE
import { mkdirSync } from "node:fs";
import { open } from "./browser.mjs";

const base = process.argv[2]?.replace(/\/$/, "");
if (!base) throw new Error("which desk? node desk/tests/pictures.mjs BASE");
const folder = new URL("../../docs/desk/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const stories = (await (await fetch(`${base}/api/stories`)).json()).items;
const item = stories.find((s) => /Halden/.test(`${s.title} ${s.place}`)) ?? stories[0];
const story = await (await fetch(`${base}/api/stories/${item.story}`)).json();
const report = story.reports[2] ?? story.reports[0];

async function take(name, path, how, act) {
  const { page, close } = await open(how);
  if (!how.phone) await page.setViewportSize({ width: 1140, height: 600 });
  await page.goto(base + path);
  await page.locator("h1").first().waitFor();
  await page.waitForTimeout(700);
  if (act) await act(page);
  await page.screenshot({ path: `${folder}${name}.png` });
  await close();
}
const openMark = async (page) => {
  await page.locator('[role=row][aria-label^="Killed: "] .cell button').first().click();
  await page.locator(".panel mark, .panel .note").first().waitFor();
  await page.waitForTimeout(400);
};
await take("stories", "/stories", {});
await take("story", `/stories/${item.story}`, {}, openMark);
await take("story-phone-dark", `/stories/${item.story}`, { phone: true, dark: true }, (page) => page.evaluate(() => document.querySelector("#matrix").scrollIntoView()));
await take("report", `/reports/${report.report}`, { dark: true }, async (page) => {
  await page.getByRole("region", { name: "Claims" }).getByRole("button").nth(1).click();
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(200);
});
