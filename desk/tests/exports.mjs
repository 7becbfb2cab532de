// Files: the matrix and time line as SVG and PNG, tables as CSV, records as JSON, a citation with the exact words.
import { readFileSync } from "node:fs";

export default async function exports_(t) {
  const { page, context } = t;
  const { item, story } = await t.example();
  await t.go(`/stories/${item.story}`, "[role=grid]");
  await page.locator("details.menu summary").click();
  const file = async (locator) => {
    const [download] = await Promise.all([page.waitForEvent("download"), locator.click()]);
    return { name: download.suggestedFilename(), data: readFileSync(await download.path()) };
  };
  const matrix = page.locator(".menu-body p").filter({ hasText: "Matrix" });
  const svg = await file(matrix.getByRole("button", { name: "SVG" }));
  const parsed = await page.evaluate((s) => {
    const d = new DOMParser().parseFromString(s, "image/svg+xml");
    return { bad: d.querySelector("parsererror")?.textContent ?? null, texts: [...d.querySelectorAll("text")].map((x) => x.textContent) };
  }, svg.data.toString());
  t.same(parsed.bad, null, "the SVG is well formed");
  t.ok(parsed.texts.some((x) => story.title.startsWith(x.replace("…", ""))), "the SVG bears the title");
  const png = await file(matrix.getByRole("button", { name: "PNG" }));
  t.ok(png.data.subarray(1, 4).toString() === "PNG" && png.data.length > 5000, "a PNG");
  const csv = await file(matrix.getByRole("button", { name: "CSV" }));
  const values = story.facts.reduce((n, f) => n + f.values.length, 0);
  t.ok(csv.data.toString().split("\r\n").length >= values + 2, "a row for each value");
  const json = await file(page.locator(".menu-body").getByRole("link", { name: "JSON", exact: true }));
  t.same(JSON.parse(json.data.toString()).facts.length, story.facts.length, "facts in the JSON");

  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(t.base).origin });
  const at = story.facts.flatMap((f, i) => f.values.map((v, k) => ({ row: `${i}.${k}`, c: v.claims.find((c) => c.words && c.root) }))).find((x) => x.c);
  await page.goto(`${t.base}/stories/${item.story}?row=${at.row}&by=${at.c.root}`);
  await page.locator(".panel").getByRole("button", { name: "Copy citation" }).first().click();
  await page.getByText("Copied.").first().waitFor();
  const cited = await page.evaluate(() => navigator.clipboard.readText());
  t.ok(cited.startsWith("“") && cited.includes("sha256:"), `a citation: ${cited}`);
}
