// The matrix against the story record, and walked by keys alone.
import { countWords } from "./checks.mjs";

export default async function matrix(t) {
  const { page } = t;
  const { item, story } = await t.example();
  await t.go(`/stories/${item.story}`, "[role=grid][aria-busy=false]");
  await openAll(page);
  const grid = page.getByRole("grid", { name: "Who says what" });

  // Every value has its row, its number of roots, and a mark for each origin that speaks of it.
  const counts = story.facts.flatMap((f) => f.values.filter((v) => typeof v.value === "object" && v.value && "relation" in v.value).map((v) => ({ f, v })));
  for (const { f, v } of counts) {
    if (f.about) continue;
    const name = `${f.slot.charAt(0).toUpperCase()}${f.slot.slice(1)}: ${countWords(v.value)}`;
    const row = page.locator(`[role=row][aria-label="${name}"]`);
    if (!(await row.count())) { if (["killed", "injured"].includes(f.slot)) t.fail(`no row “${name}”`); continue; }
    t.same(Number(await row.locator(".roots b").textContent()), v.roots, `roots of ${name}`);
    const origins = new Set(v.claims.map((c) => c.root ?? "nobody"));
    t.same(await row.locator(".cell:not(.sub)").count(), origins.size, `marks of ${name}`);
  }
  t.same(await page.locator('[role=grid] [data-c][tabindex="0"]').count(), 1, "stops for the Tab key in the grid");

  // Marks are told in words, each cell says which column it is in.
  for (const cell of await page.locator(".cell").all()) {
    const label = await cell.locator("button").getAttribute("aria-label");
    t.ok(/: (says|relays|relayed|hedged|earlier|corrected|denies), /.test(label), `a mark without a word: ${label}`);
    t.ok(Number(await cell.getAttribute("aria-colindex")) > 2, `a mark without a column: ${label}`);
  }

  // By keys: into the grid, to a mark, what stands behind it, back.
  await page.keyboard.press("m");
  const focused = () => page.evaluate(() => ({ r: document.activeElement?.dataset["r"], c: document.activeElement?.dataset["c"], text: document.activeElement?.textContent }));
  t.same((await focused()).r, "0", "m leads to the head of the grid");
  await page.keyboard.press("ArrowDown");
  t.same(await focused().then((f) => f.r), "1", "down leads to the first value");
  await page.keyboard.press("End");
  const at = await focused();
  t.ok(Number(at.c) >= 2, "End leads to the last mark of the row");
  t.ok(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none"), "the focus can be seen");
  await page.keyboard.press("Enter");
  const panel = page.locator(".panel");
  await panel.waitFor();
  t.ok(await panel.locator("mark").first().textContent().then((s) => s.length > 0, () => panel.getByText("No single passage").first().isVisible()), "the words, or that there are none");
  t.ok(await panel.getByRole("list", { name: /who published it/ }).first().isVisible(), "the chain is drawn");
  t.ok(/row=.*by=/.test(page.url()), "the mark has an address");
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await page.waitForTimeout(80);
  t.same(await focused().then((f) => [f.r, f.c]), [at.r, at.c], "Escape leads back to the mark");

  // The address of a mark opens it.
  await page.goBack().catch(() => undefined);

  // One origin in many reports is one column, which opens into them.
  const many = grid.getByRole("columnheader").locator("button[aria-expanded]");
  if (await many.count()) {
    const head = many.first();
    const n = Number(await head.locator(".count").textContent().then((s) => /\d+/.exec(s)[0]));
    await head.click();
    t.same(await page.locator(".head.sub").count(), n, "reports in the opened column");
    await head.click();
    t.same(await page.locator(".head.sub").count(), 0, "reports in the closed column");
  }
}

/** Shows all rows that are folded away. */
export async function openAll(page) {
  for (let i = 0; i < 60; i++) {
    const more = page.locator(".more-cell button").first();
    if (!(await more.count())) break;
    await more.click();
  }
}
