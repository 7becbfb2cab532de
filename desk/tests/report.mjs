// A report: its text as published, its claims and chains, its original; text that looks like markup stays text.
export default async function report(t) {
  const { page } = t;
  const { story } = await t.example();
  const row = story.reports.find((r) => r.uri) ?? story.reports[0];
  const { record } = await t.api(`/api/reports/${row.report ?? encodeURIComponent(row.id)}`);
  await t.go(`/reports/${row.report ?? encodeURIComponent(row.id)}`, ".report-text");
  const bytes = Buffer.from(record.text);
  const shown = await page.locator(".report-text > *").evaluateAll((all) => all.map((el) => {
    const copy = el.cloneNode(true);
    for (const s of copy.querySelectorAll(".sign")) s.remove();
    return copy.textContent;
  }));
  t.same(shown, record.blocks.map((b) => bytes.subarray(...b.span).toString()), "blocks as published");

  const claim = record.claims.find((c) => c.chain.length > 0);
  const names = [record.publication.outlet, ...claim.chain.map((id) => record.sources.find((s) => s.id === id)?.name ?? "nobody named")];
  await page.goto(`${t.base}/reports/${row.report ?? encodeURIComponent(row.id)}#${claim.id}`);
  await page.reload();
  const shownClaim = page.getByRole("region", { name: "The claim chosen" });
  await shownClaim.waitFor();
  t.same(await shownClaim.locator(".chain .who").allTextContents(), names, "the chain of the claim in the address");
  t.same(await page.locator(".lit").allTextContents().then((a) => a.join("").replace(/source [\d, ]+ says: /g, "").replaceAll("\n", " ")).then((s) => s.length > 0), true, "its words are marked");
  const original = shownClaim.getByRole("link", { name: /At the original/ });
  t.ok((await original.getAttribute("href")).includes("#:~:text="), "the original opens at the words");
  const claims = page.getByRole("region", { name: "Claims" }).getByRole("button");
  t.same(await claims.count(), record.claims.length, "claims listed");
  await claims.first().focus();
  await page.keyboard.press("ArrowDown");
  t.same(await claims.nth(1).getAttribute("aria-pressed"), "true", "focus on a claim shows its chain");

  // Revisions: what changed between two pages of one address, in claims and words.
  const revisions = (await t.api(`/api/reports/${row.report}/revisions`)).items;
  if (revisions.length > 1) {
    const section = page.getByRole("region", { name: "Revisions of this page" });
    t.same(await section.locator("h3").count(), revisions.length, "revisions listed");
    await section.locator("ins, del").first().waitFor();
    t.ok(await section.locator("li li").count() > 0, "what a revision changed");
  } else {
    t.same(await page.getByText("Revisions of this page").count(), 0, "no revisions where there is one");
  }

  // What a report says is never markup.
  const evil = 'Fire <img src=x onerror="document.title=1"> in <script>document.title=2</script> town\n\nTwo people were killed, "<b>police</b>" said on Monday.\n';
  const { job } = await t.api("/api/reports", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: evil }) });
  let state;
  for (let i = 0; i < 100; i++) {
    state = await t.api(`/api/jobs/${job}`);
    if (state.state === "done" || state.state === "failed") break;
    await page.waitForTimeout(100);
  }
  t.same(state.state, "done", "a text full of markup is read");
  if (state.report) {
    await t.go(`/reports/${state.report}`, ".report-text");
    t.same(await page.locator(".report-text img, .report-text script, .report-text b").count(), 0, "elements made of a report's words");
    await t.go(`/stories/${state.story}`);
    t.same(await page.locator("main img, main script").count(), 0, "elements made of a story's words");
  }
}
