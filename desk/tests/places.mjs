// Back and forward keep the place: what was open, how far it was scrolled, which link had the focus; a reload does, too.
export default async function places(t) {
  const { page } = t;
  const { item } = await t.example();
  await page.setViewportSize({ width: 1000, height: 500 });
  const y = () => page.evaluate(() => Math.round(scrollY));
  const near = async (wanted, what) => {
    await page.waitForFunction((w) => Math.abs(scrollY - w) < 3, wanted, { timeout: 6000 }).catch(() => undefined);
    t.ok(Math.abs(await y() - wanted) < 3, `${what}: at ${await y()}, left at ${wanted}`);
  };
  try {
    await t.go("/stories", ".story-list > li");
    const title = page.getByRole("link", { name: item.title }).first();
    await title.scrollIntoViewIfNeeded();
    const inList = await y();
    await title.click();
    await page.locator("#reports .report-list").waitFor();
    const link = page.locator("#reports .report-list a[href^='/reports/']").last();
    await link.scrollIntoViewIfNeeded();
    await page.waitForTimeout(600); // parts that come into sight have fetched what they show
    await link.focus();
    await page.waitForTimeout(250);
    const inStory = await y();
    const href = await link.getAttribute("href");
    t.ok(inStory > 600, "the story was scrolled");
    await page.keyboard.press("Enter");
    await page.locator(".report-text").waitFor();
    t.same(await y(), 0, "a report begins at its top");
    await page.mouse.wheel(0, 260);
    await page.waitForTimeout(400);
    const inReport = await y();

    await page.goBack();
    await page.locator("#reports .report-list").waitFor();
    await near(inStory, "back to the story");
    t.same(await page.evaluate(() => document.activeElement?.getAttribute("href")), href, "the focus is where it was");
    await page.goForward();
    await page.locator(".report-text").waitFor();
    await near(inReport, "forward to the report");
    await page.goBack();
    await page.locator("#reports .report-list").waitFor();
    await near(inStory, "back again");
    await page.waitForTimeout(300);
    await page.reload();
    await page.locator("#reports .report-list").waitFor();
    await near(inStory, "a reload");
    await page.goBack();
    await page.locator(".story-list > li").first().waitFor();
    await near(inList, "the list of stories");

    // A mark that was opened is a place of its own.
    await t.go(`/stories/${item.story}`, "[role=grid][aria-busy=false]");
    await page.locator(".matrix .cell button").first().click();
    await page.locator(".panel").waitFor();
    const open = page.url();
    await page.goBack();
    await page.locator(".panel").waitFor({ state: "detached" });
    await page.goForward();
    t.ok(await page.locator(".panel").waitFor().then(() => true, () => false), "forward opens the mark again");
    t.same(page.url(), open, "its address");
  } finally { await page.setViewportSize({ width: 1360, height: 900 }); }
}
