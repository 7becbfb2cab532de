// A source: found by name, what it said across stories, who relayed it.
export default async function source(t) {
  const { page } = t;
  const { items } = await t.api("/api/sources?limit=100");
  await t.go("/sources", "table");
  const { story } = await t.example();
  const name = story.sources.find((s) => s.named && s.kind !== "outlet" && story.facts.some((f) => f.values.some((v) => v.claims.some((c) => c.root === s.id))))?.name ?? items[0].name;
  await page.getByRole("searchbox").fill(name);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name, exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  const answer = await t.api(`/api/sources/${encodeURIComponent(name)}`);
  const first = answer.stories.find((s) => s.claims.length);
  t.ok(first, `${name} has claims`);
  t.ok(await page.getByRole("link", { name: first.title }).first().isVisible(), "their story is linked");
  const claims = answer.stories.reduce((n, s) => n + s.claims.length, 0);
  t.ok(await page.locator(".standing").textContent().then((s) => s.startsWith(`${claims} claim`)), `${claims} claims counted`);
}
