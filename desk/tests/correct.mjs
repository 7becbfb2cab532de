// Setting right: a claim marked as misread, a speaker reassigned, people merged; each stands in the log and is undone there.
export default async function correct(t) {
  const { page } = t;
  const { item, story } = await t.example();
  const before = (await t.api("/api/corrections")).items.length;
  await t.go(`/stories/${item.story}`, "[role=grid]");
  const withWords = story.facts.flatMap((f, i) => f.values.map((v, k) => ({ row: `${i}.${k}`, c: v.claims.find((c) => c.span && c.root) }))).find((x) => x.c);
  await page.goto(`${t.base}/stories/${item.story}?row=${withWords.row}&by=${withWords.c.root}`);
  const panel = page.locator(".panel");
  await panel.waitFor();
  const fix = panel.locator("details.fix").first();
  await fix.locator("summary").click();
  await fix.getByRole("button", { name: /Misread/ }).click();
  t.ok(await fix.getByText("Give your name first").isVisible(), "no decision without a name");
  await fix.getByLabel("Your name").fill("Test Desk");
  await fix.getByRole("button", { name: /Misread/ }).click();
  for (let i = 0; i < 50 && (await t.api("/api/corrections")).items.length === before; i++) await page.waitForTimeout(100);
  const log = (await t.api("/api/corrections")).items;
  t.same(log.length, before + 1, "corrections in the log");
  t.same([log[0].kind, log[0].who, log[0].undone], ["misread", "Test Desk", false], "the newest");

  await t.go("/corrections", ".log");
  t.ok(await page.locator(".log > li").first().textContent().then((s) => s.includes("Test Desk") && s.includes("misread")), "the log says who and what");
  await page.getByRole("button", { name: /^Undo: / }).first().click();
  await page.getByText(/^Undone: /).waitFor();
  t.same((await t.api("/api/corrections")).items.find((c) => c.id === log[0].id).undone, true, "undone");

  // A speaker, from the report's own page.
  const report = story.reports.find((r) => r.id === withWords.c.report);
  await page.goto(`${t.base}/reports/${report.report}#${withWords.c.claim}`);
  await page.reload();
  const shown = page.getByRole("region", { name: "The claim chosen" });
  await shown.waitFor();
  await shown.locator("summary").click();
  await shown.getByLabel("Said by somebody else").fill("Marit Oldervik");
  await shown.getByRole("button", { name: "Reassign" }).click();
  for (let i = 0; i < 50 && (await t.api("/api/corrections")).items.length === before + 1; i++) await page.waitForTimeout(100);
  const second = (await t.api("/api/corrections")).items[0];
  t.same([second.kind, second.text], ["speaker", "Marit Oldervik"], "a speaker is reassigned");
  await t.api(`/api/corrections/${second.id}/undo`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ who: "Test Desk" }) });

  // Two sources are one: said, logged, taken back.
  await t.go(`/stories/${item.story}`, "#sources table");
  const people = page.locator("#sources details.fix");
  await people.locator("summary").click();
  const pair = story.sources.filter((s) => s.mentions.some((m) => m.source !== null)).slice(0, 2);
  await people.getByRole("combobox").nth(0).selectOption(pair[0].id);
  await people.getByRole("combobox").nth(1).selectOption(pair[1].id);
  const count = (await t.api("/api/corrections")).items.length;
  await people.getByRole("button", { name: "are the same" }).click();
  for (let i = 0; i < 50 && (await t.api("/api/corrections")).items.length === count; i++) await page.waitForTimeout(100);
  const third = (await t.api("/api/corrections")).items[0];
  t.same(third.kind, "same", "two people are one");
  await t.api(`/api/corrections/${third.id}/undo`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ who: "Test Desk" }) });

  // A report gets a story of its own, which is then taken in again.
  await t.go(`/stories/${item.story}`, "#reports .report-list");
  await page.getByRole("checkbox", { name: /^Choose / }).last().check();
  const regroup = page.locator("#reports details.fix");
  await regroup.locator("summary").click();
  await regroup.getByRole("button", { name: /^Move 1 chosen report/ }).click();
  await page.waitForURL((u) => /\/stories\/\d+$/.test(u.pathname) && u.pathname !== `/stories/${item.story}`);
  const own = page.url().split("/").pop();
  t.ok(own !== String(item.story), "a report in a story of its own");
  await t.go(`/stories/${item.story}`, "#reports .report-list");
  await regroup.locator("summary").click();
  await regroup.getByLabel("Number of the story to take in").fill(own);
  await regroup.getByRole("button", { name: "Merge" }).click();
  await regroup.getByText(`Story ${own} is part of this one now.`).waitFor();
  for (let i = 0; i < 50 && (await t.api(`/api/stories/${item.story}`)).reports.length !== story.reports.length; i++) await page.waitForTimeout(100);
  t.same((await t.api(`/api/stories/${item.story}`)).reports.length, story.reports.length, "reports after split and merge");
}
