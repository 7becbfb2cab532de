// axe-core on every view, light and dark, at desktop and phone width; nothing runs over the side of a phone.
import axe from "axe-core";
import { open } from "./browser.mjs";

export default async function access(t) {
  const { item, story } = await t.example();
  const report = story.reports[0].report ?? encodeURIComponent(story.reports[0].id);
  const at = story.facts.flatMap((f, i) => f.values.map((v, k) => ({ row: `${i}.${k}`, c: v.claims.find((c) => c.root) }))).find((x) => x.c);
  const name = story.sources.find((s) => s.named)?.name;
  const views = ["/stories", `/stories/${item.story}`, `/stories/${item.story}?row=${at.row}&by=${at.c.root}`, `/reports/${report}`, "/sources", `/sources/${encodeURIComponent(name)}`, "/add", "/corrections"];
  await t.page.goto("about:blank");
  for (const [phone, dark] of [[false, false], [false, true], [true, false], [true, true]]) {
    const { page, close } = await open({ phone, dark });
    t.watch(page);
    for (const view of views) {
      await page.goto(t.base + view);
      await page.locator("h1").first().waitFor();
      await page.waitForTimeout(350);
      const how = `${view}${phone ? ", phone" : ""}${dark ? ", dark" : ""}`;
      // By the browser's own door: the page's policy allows no script from outside.
      const session = await page.context().newCDPSession(page);
      await session.send("Runtime.evaluate", { expression: axe.source });
      const { result } = await session.send("Runtime.evaluate", {
        expression: `axe.run(document, { resultTypes: ["violations"] }).then((r) => JSON.stringify(r.violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => [v.id, v.help, v.nodes.length, v.nodes[0].html.slice(0, 160)])))`,
        awaitPromise: true, returnByValue: true });
      const faults = JSON.parse(result.value);
      t.ok(faults.length === 0, `${how}: ${faults.map((f) => f.join(" | ")).join("; ")}`);
      if (phone) t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${how}: runs over the side`);
    }
    await close();
  }
}
