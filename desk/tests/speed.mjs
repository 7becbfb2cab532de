// The first view's weight and time, and how long the matrix of two hundred reports takes to draw. Times are the best of five: other
// work on the machine is not the page's.
import http from "node:http";
import { gzipSync } from "node:zlib";
import { invented } from "../mock/data.mjs";

/** Bytes of an answer as they pass, or as they would pass compressed. */
function weight(url) {
  return new Promise((yes, no) => http.get(url, { headers: { "Accept-Encoding": "gzip" } }, (answer) => {
    const parts = [];
    answer.on("data", (d) => parts.push(d));
    answer.on("end", () => { const all = Buffer.concat(parts); yes(answer.headers["content-encoding"] ? all.length : gzipSync(all).length); });
    answer.on("error", no);
  }).on("error", no));
}

export default async function speed(t) {
  const { page } = t;
  const wanted = new Set();
  const asked = (r) => { if (!r.url().includes("/api/events")) wanted.add(r.url()); };
  page.on("request", asked);
  await t.go("/", ".story-list, .empty");
  page.off("request", asked);
  let bytes = 0;
  for (const url of wanted) bytes += await weight(url);
  t.ok(wanted.size >= 3 && bytes < 100_000, `the first view takes ${bytes} bytes, compressed`);
  t.ok([...wanted].every((u) => u.startsWith(`${t.base}/`)), `another host is asked: ${[...wanted].join(" ")}`);

  const shown = [];
  for (let i = 0; i < 5; i++) {
    await page.goto(`${t.base}/stories`, { waitUntil: "commit" });
    shown.push(await page.evaluate(() => new Promise((yes) => {
      const look = () => (document.querySelector(".story-list > li") ? yes(performance.now()) : requestAnimationFrame(look));
      look();
    })));
  }
  shown.sort((a, b) => a - b);
  t.ok(shown[0] < 300, `the first view takes ${shown[0].toFixed(0)} ms at best`);

  const story = invented(200, "Two hundred reports of one explosion", 1000);
  const { item } = await t.example();
  await page.route(`**/api/stories/${item.story}`, (r) => r.fulfill({ json: story }));
  t.expect(/404/); // the records of made-up reports
  const times = [];
  for (let i = 0; i < 5; i++) {
    await t.go("/stories", ".story-list a");
    await page.getByRole("link", { name: item.title }).first().click();
    await page.locator("[role=grid]").waitFor();
    await page.waitForFunction(() => performance.getEntriesByName("matrix").length > 0);
    times.push(await page.evaluate(() => performance.getEntriesByName("matrix")[0].duration));
  }
  await page.unroute(`**/api/stories/${item.story}`);
  times.sort((a, b) => a - b);
  const told = (a) => `${a[0].toFixed(0)} to ${a[4].toFixed(0)} ms, median ${a[2].toFixed(0)}`;
  console.log(`  speed: first view ${bytes} bytes compressed, shown after ${told(shown)}; matrix of 200 reports ${told(times)}`);
  t.ok(times[0] < 100, `the matrix of 200 reports takes ${times[0].toFixed(0)} ms at best`);
}
