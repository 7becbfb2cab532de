// Somebody new to the desk, given reports that disagree: how many independent sources stand behind the highest toll? By accessible
// names alone, from the desk's address, within three clicks.
export default async function newcomer(t) {
  const { page } = t;
  const { item, story } = await t.example();
  const killed = story.facts.filter((f) => f.slot === "killed" && !f.about);
  const number = (c) => c.low ?? c.high;
  const values = killed.flatMap((f) => f.values).filter((v) => v.value && typeof v.value === "object");
  const most = Math.max(...values.map((v) => number(v.value)));
  const wanted = values.find((v) => number(v.value) === most && v.value.relation === "eq") ?? values.find((v) => number(v.value) === most);

  await page.goto(t.base);
  let clicks = 0;
  await page.getByRole("link", { name: item.title }).first().click();
  clicks++;
  const grid = page.getByRole("grid", { name: "Who says what" });
  await grid.waitFor();
  const names = await grid.getByRole("rowheader", { name: /^Killed/ }).allTextContents();
  const seen = names.map((n) => ({ n, toll: Number(/(\d[\d,]*)/.exec(n)?.[1]?.replaceAll(",", "") ?? -1), plain: /^Killed\d/.test(n) }));
  const highest = seen.sort((a, b) => b.toll - a.toll || Number(b.plain) - Number(a.plain))[0];
  t.same(highest?.toll, most, "the highest toll that is to be seen");
  const label = /^Killed(.*?\d[\d,]*)/.exec(highest.n)[1];
  const cell = grid.getByRole("row", { name: `Killed: ${label}`, exact: true }).getByRole("gridcell", { name: /independent source/ });
  const found = Number(/^(\d+) independent source/.exec(await cell.first().textContent())[1]);
  t.same(found, wanted.roots, "independent sources of the highest toll");
  t.same((await cell.first().locator("b").textContent()).trim(), String(wanted.roots), "the number in sight");
  t.ok(clicks <= 3, `${clicks} clicks`);
}
