// The list of stories: its order and numbers as the server tells them, narrowed by words, live, walked by keys.
export default async function stories(t) {
  const { page } = t;
  const { items } = await t.api("/api/stories?limit=50");
  await t.go("/stories", ".story-list");
  const rows = page.locator(".story-list > li");
  t.same(await rows.count(), items.length, "stories shown");
  for (let i = 0; i < Math.min(5, items.length); i++) {
    const got = await rows.nth(i).evaluate((li) => [li.querySelector("h2").textContent, ...[...li.querySelectorAll("dd")].map((d) => Number(d.textContent))]);
    t.same(got, [items[i].title, items[i].roots, items[i].reports, items[i].conflicts], `story ${i + 1}`);
  }

  const word = items[0].title.split(/\W+/).sort((a, b) => b.length - a.length)[0];
  await page.keyboard.press("/");
  await page.keyboard.type(word);
  await page.keyboard.press("Enter");
  await page.waitForURL(/words=/);
  const found = await t.api(`/api/stories?words=${encodeURIComponent(word)}&limit=50`);
  await page.waitForFunction((n) => document.querySelectorAll(".story-list > li").length === n, found.items.length);
  t.ok(found.items.length > 0, `stories with “${word}”`);
  await page.getByRole("searchbox").fill("qqxzzyqq");
  await page.keyboard.press("Enter");
  t.ok(await page.getByText("No story fits.").waitFor().then(() => true), "nothing fits, in words");
  await page.getByRole("link", { name: "Show all" }).click();
  await rows.first().waitFor();

  await page.locator("h1").click();
  await page.keyboard.press("j");
  t.same(await page.evaluate(() => document.activeElement?.textContent), items[0].title, "j leads to the first story");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys and signs" });
  t.ok(await help.waitFor().then(() => true, () => false), "? shows keys and signs");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });

  t.ok(await page.locator(".live.on").waitFor({ timeout: 5000 }).then(() => true, () => false), "the stream of changes is there");
  await t.go("/reports/");
  t.ok(await page.getByText("No view has this address.").isVisible(), "an address without a view says so");
  t.expect(/404/);
  await page.goto(`${t.base}/stories/999999`);
  t.ok(await page.getByRole("alert").waitFor().then(() => true, () => false), "a story that is not there says so");
}
