// The first view's weight and time, and how long the matrix of two hundred reports takes to draw. Machines are shared, so each time
// has a floor beside it, taken in the same run: what the browser takes for the same with nothing of the desk's in it. A time holds that is
// under its bound at the median, or within a few times the floor where the machine is slow.
import http from "node:http";
import { cpus, loadavg } from "node:os";
import { gzipSync } from "node:zlib";
import { invented } from "../mock/data.mjs";

const TURNS = 7;

/** Bytes of an answer as they pass, or as they would pass compressed. */
function weight(url) {
  return new Promise((yes, no) => http.get(url, { headers: { "Accept-Encoding": "gzip" } }, (answer) => {
    const parts = [];
    answer.on("data", (d) => parts.push(d));
    answer.on("end", () => { const all = Buffer.concat(parts); yes(answer.headers["content-encoding"] ? all.length : gzipSync(all).length); });
    answer.on("error", no);
  }).on("error", no));
}

const sorted = (a) => [...a].sort((x, y) => x - y);
const median = (a) => sorted(a)[a.length >> 1];
const told = (a) => `${sorted(a)[0].toFixed(0)} to ${sorted(a).at(-1).toFixed(0)} ms, median ${median(a).toFixed(0)}`;

/** Bytes that the first view asks for, all compressed; other hosts are none of them. */
async function first(t) {
  const wanted = new Set();
  const asked = (r) => { if (!r.url().includes("/api/events")) wanted.add(r.url()); };
  t.page.on("request", asked);
  await t.go("/", ".story-list, .empty");
  t.page.off("request", asked);
  let bytes = 0;
  for (const url of wanted) bytes += await weight(url);
  t.ok(wanted.size >= 3 && bytes < 100_000, `the first view takes ${bytes} bytes, compressed`);
  t.ok([...wanted].every((u) => u.startsWith(`${t.base}/`)), `another host is asked: ${[...wanted].join(" ")}`);
  return bytes;
}

/** From navigation's start until the frame with `selector` was painted. */
async function shown(page, url, selector) {
  await page.goto("about:blank");
  await page.goto(url, { waitUntil: "commit" });
  return page.evaluate((s) => new Promise((yes) => {
    const look = () => (document.querySelector(s) ? setTimeout(() => yes(performance.now()), 0) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  }), selector);
}

/** The first view's time; beside it that of a bare page of the same server, the floor. */
export async function firstView(t) {
  const bytes = await first(t);
  t.expect(/404/); // of the picture alone, that has no icon
  const view = [], floor = [];
  for (let i = 0; i < TURNS; i++) {
    floor.push(await shown(t.page, `${t.base}/icon.svg`, "svg"));
    view.push(await shown(t.page, `${t.base}/stories`, ".story-list > li"));
  }
  const { total } = await t.api("/api/stories?limit=1");
  console.log(`  ${t.name}: ${total ?? "some"} stories: first view ${bytes} bytes compressed, painted after ${told(view)}; a bare picture of the same server ${told(floor)}`);
  t.ok(median(view) < Math.max(300, 4 * median(floor)), `the first view takes ${median(view).toFixed(0)} ms, a bare picture ${median(floor).toFixed(0)}`);
}

/** Milliseconds until a table of bare cells is painted, words where the matrix has its marks. */
const bare = (page, rows, columns, marks) => page.evaluate(({ rows, columns, marks }) => new Promise((yes) => {
  document.body.replaceChildren();
  requestAnimationFrame(() => setTimeout(() => {
    const begun = performance.now();
    const table = document.createElement("table");
    const step = (rows * columns) / marks;
    let due = 0;
    for (let r = 0; r < rows; r++) {
      const row = table.insertRow();
      for (let c = 0; c < columns; c++) {
        const cell = row.insertCell();
        if (r * columns + c >= due) { cell.textContent = "relayed"; due += step; }
      }
    }
    document.body.append(table);
    requestAnimationFrame(() => setTimeout(() => yes(performance.now() - begun), 0));
  }, 0));
}), { rows, columns, marks });

async function matrix(t) {
  const { page } = t;
  const story = invented(200, "Two hundred reports of one explosion", 1000);
  const { item } = await t.example();
  await page.route(`**/api/stories/${item.story}`, (r) => r.fulfill({ json: story }));
  t.expect(/404/); // the records of made-up reports
  const sight = [], whole = [], floor = [];
  let size;
  for (let i = 0; i < TURNS; i++) {
    await t.go("/stories", ".story-list a");
    await page.getByRole("link", { name: item.title }).first().click();
    await page.waitForFunction(() => performance.getEntriesByName("matrix whole").length > 0);
    const took = await page.evaluate(() => ["matrix", "matrix whole"].map((n) => performance.getEntriesByName(n)[0].duration));
    size = await page.evaluate(() => ({ rows: document.querySelectorAll(".matrix .row").length, columns: document.querySelectorAll("[role=columnheader]").length, marks: document.querySelectorAll(".matrix .cell").length }));
    sight.push(took[0]);
    whole.push(took[1]);
    floor.push(await bare(page, size.rows, size.columns, size.marks));
  }
  await page.unroute(`**/api/stories/${item.story}`);
  t.ok(size.columns > 40 && size.marks > 100, `the matrix is too small to be timed: ${JSON.stringify(size)}`);
  console.log(`  ${t.name}: matrix of 200 reports (${size.rows} rows, ${size.columns} columns, ${size.marks} marks): what is in sight painted after ${told(sight)}; ` +
    `all of it ${told(whole)}; as many bare cells of a table ${told(floor)}. Load ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`);
  t.ok(median(sight) < Math.max(100, 6 * median(floor)), `the matrix of 200 reports takes ${median(sight).toFixed(0)} ms, bare cells ${median(floor).toFixed(0)}`);
}

export default async function speed(t) {
  await firstView(t);
  await matrix(t);
}
