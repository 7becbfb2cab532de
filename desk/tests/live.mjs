// What changes while somebody reads: it comes into an open list and an open story by itself, and leaves place, focus and what is open as
// they are.
const JSON_ = { "Content-Type": "application/json" };

export default async function live(t) {
  const { page } = t;
  await page.setViewportSize({ width: 1360, height: 420 });
  try {
    await list(t);
    await story(t);
  } finally { await page.setViewportSize({ width: 1360, height: 900 }); }
}

const place = (page) => page.evaluate(() => ({ y: Math.round(scrollY), at: document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent, top: Math.round(document.activeElement?.getBoundingClientRect().top ?? 0) }));

async function list(t) {
  const { page } = t;
  await t.go("/stories", ".story-list > li");
  await page.locator(".live.on").waitFor();
  const rows = page.locator(".story-list > li");
  const count = await rows.count();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await rows.last().getByRole("link").focus();
  await page.waitForTimeout(200);
  const before = await place(page);
  t.ok(before.y > 50, `the list was scrolled: ${before.y}`);
  const town = `Aud${String.fromCharCode(97 + Math.floor(Math.random() * 26))}vik`;
  const { job } = await t.api("/api/reports", { method: "POST", headers: JSON_, body: JSON.stringify({ text: `Barn burns down in ${town}\n\nA barn burned down in ${town} on Sunday morning, the county's rescue service said. Nobody was injured.\n` }) });
  await page.waitForFunction((n) => document.querySelectorAll(".story-list > li").length > n, count, { timeout: 20_000 });
  const { story: number } = await t.api(`/api/jobs/${job}`);
  const fresh = page.locator(".story-list > li.fresh", { has: page.locator(`a[href="/stories/${number}"]`) });
  t.same(await fresh.count(), 1, "the new story is in the list, and marked as new");
  t.same(await rows.first().locator("a").getAttribute("href"), `/stories/${number}`, "it stands first");
  const after = await place(page);
  t.same(after.at, before.at, "the focus stays on its story");
  t.ok(Math.abs(after.top - before.top) < 3, `what is being read does not move: ${before.top} to ${after.top}`);
}

async function story(t) {
  const { page } = t;
  const { item, story: s } = await t.example();
  const at = s.facts.flatMap((f, i) => f.values.map((v, k) => ({ row: `${i}.${k}`, f, c: v.claims.find((c) => c.span && c.root) }))).find((x) => x.c && x.f.slot === "killed");
  await t.go(`/stories/${item.story}`, "[role=grid][aria-busy=false]");
  await page.locator(".live.on").waitFor();
  const report = s.reports.find((r) => r.id === at.c.report).report;

  // In the matrix: the focus on a mark, the page scrolled to it.
  const mark = page.locator(".matrix .cell button").nth(3);
  await mark.scrollIntoViewIfNeeded();
  await mark.focus();
  await page.waitForTimeout(200);
  const before = await place(page);
  const said = await t.api("/api/corrections", { method: "POST", headers: JSON_, body: JSON.stringify({ kind: "speaker", report, span: at.c.span, text: "Torunn Hauklid", who: "Night Desk" }) });
  const news = page.getByRole("status").filter({ hasText: "Just changed" });
  t.ok(await news.waitFor({ timeout: 15_000 }).then(() => true, () => false), "the story says what just changed");
  await page.getByRole("columnheader", { name: /Torunn Hauklid/ }).first().waitFor({ timeout: 10_000 }).then(() => t.ok(true), () => t.fail("the matrix shows the new speaker by itself"));
  const after = await place(page);
  t.same(after.at, before.at, "the focus stays on its mark");
  t.ok(Math.abs(after.top - before.top) < 3, `the mark does not move: ${before.top} to ${after.top}`);
  t.same(await page.locator('[role=grid] [data-c][tabindex="0"]').count(), 1, "one stop for the Tab key");

  // With a mark opened: what stands behind it stays open.
  await page.keyboard.press("Enter");
  await page.locator(".panel").waitFor();
  const head = await page.locator("#panel-head").textContent();
  await t.api(`/api/corrections/${said.id}/undo`, { method: "POST", headers: JSON_, body: JSON.stringify({ who: "Night Desk" }) });
  await page.waitForFunction(() => !document.querySelector(".matrix")?.textContent.includes("Torunn Hauklid"), null, { timeout: 15_000 }).then(() => t.ok(true), () => t.fail("the undoing comes in by itself"));
  t.same(await page.locator("#panel-head").textContent().catch(() => null), head, "what was opened stays open");
  t.ok(await page.evaluate(() => document.querySelector(".panel")?.contains(document.activeElement)), "the focus stays in it");
}
