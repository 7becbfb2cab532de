// The whole way without a pointer: a report is added, its story opened, a mark and the chain behind it, the report itself; it is corrected
// and the correction undone. Keys alone from the desk's address on; what has the focus is always to be seen.
export default async function keyboard(t) {
  const { page } = t;
  const press = (...keys) => keys.reduce((p, k) => p.then(() => page.keyboard.press(k)), Promise.resolve());
  const seen = async (what) => t.ok(await page.evaluate(() => {
    const el = document.activeElement;
    const box = el.getBoundingClientRect();
    const style = getComputedStyle(el);
    return el !== document.body && box.bottom > 0 && box.top < innerHeight && (style.outlineStyle !== "none" || /^H[12]|MAIN$/.test(el.tagName));
  }), `${what}: the focus is not to be seen`);
  /** Tab until what has the focus fits; how many it took. */
  const tab = async (what, fits, most = 60, key = "Tab") => {
    for (let i = 1; i <= most; i++) {
      await page.keyboard.press(key);
      const here = await page.evaluate(() => { const e = document.activeElement; return { tag: e.tagName, text: (e.getAttribute("aria-label") ?? e.labels?.[0]?.textContent ?? e.textContent ?? "").trim(), href: e.getAttribute("href") }; });
      if (fits(here)) { await seen(what); return i; }
    }
    throw new Error(`${what} is not reached by the Tab key`);
  };
  const settled = async (n) => { for (let i = 0; i < 80 && (await t.api("/api/corrections")).items.length < n; i++) await page.waitForTimeout(100); };

  // Add.
  await page.goto(t.base);
  await page.locator("h1").first().waitFor();
  await press("g", "a");
  await page.getByRole("heading", { level: 1 }).waitFor();
  t.ok(page.url().endsWith("/add"), "g a leads to adding");
  await tab("the field for a text", (h) => h.tag === "TEXTAREA");
  await page.keyboard.type("Roof falls in at Elvrum swimming hall\n\nFour people were injured when a roof fell in at the swimming hall of Elvrum on Friday, the police chief, Sunniva Krogh, said.\n", { delay: 0 });
  await tab("the button", (h) => h.text === "Read it");
  await press("Enter");
  await page.getByRole("link", { name: "its story" }).first().waitFor({ timeout: 20_000 });
  await tab("its story", (h) => h.text === "its story", 30);

  // Its story, a mark, the chain.
  await press("Enter");
  await page.locator("[role=grid][aria-busy=false]").waitFor();
  const storyUrl = page.url();
  await press("m", "ArrowDown");
  const row = () => page.evaluate(() => document.activeElement.closest("[role=row]")?.getAttribute("aria-label") ?? "");
  for (let i = 0; i < 20 && !/^Injured: 4/.test(await row()); i++) await press("ArrowDown");
  t.ok(/^Injured: 4/.test(await row()), "the number of injured has a row");
  await press("End");
  await seen("a mark");
  t.ok(/: (says|relayed|hedged), /.test(await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? "")), "End leads to a mark");
  await press("Enter");
  const panel = page.locator(".panel");
  await panel.waitFor();
  t.ok(await panel.getByRole("list", { name: /who published it/ }).first().isVisible(), "the chain");

  // The report, a claim there, corrected.
  await tab("the report", (h) => h.text === "In the report", 30);
  await press("Enter");
  await page.locator(".report-text").waitFor();
  const before = (await t.api("/api/corrections")).items.length;
  const chosen = page.getByRole("region", { name: "The claim chosen" });
  await chosen.waitFor({ timeout: 5000 }).catch(() => { throw new Error(`no claim is chosen at ${page.url()}`); });
  await tab("setting right", (h) => h.tag === "SUMMARY");
  await press("Enter");
  await tab("the name of who decides", (h) => /^Your name/.test(h.text));
  await press("Control+a");
  await page.keyboard.type("Key Desk");
  await tab("misread", (h) => /^Misread/.test(h.text), 20).catch(() => tab("misread", (h) => /^Misread/.test(h.text), 20, "Shift+Tab"));
  await press("Enter");
  await settled(before + 1);
  const log = (await t.api("/api/corrections")).items;
  t.same([log.length, log[0]?.who, log[0]?.kind], [before + 1, "Key Desk", "misread"], "the correction");

  // Undone in the log.
  await page.evaluate(() => document.activeElement.blur());
  await press("g", "c");
  await page.locator(".log > li").first().waitFor();
  await tab("undoing", (h) => /^Undo: /.test(h.text));
  await press("Enter");
  await page.getByText(/^Undone: /).waitFor();
  t.same((await t.api("/api/corrections")).items.find((c) => c.id === log[0].id).undone, true, "undone");
  t.ok(await page.evaluate(() => document.activeElement !== document.body), "the focus is not lost with the button");

  // Back: the report, then the story with the mark open.
  await page.goBack();
  await page.locator(".report-text").waitFor();
  await page.goBack();
  t.ok(await panel.waitFor().then(() => true, () => false) && page.url().startsWith(storyUrl), "back to the mark that was opened");
}
