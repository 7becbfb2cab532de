// A small server that answers as DESK.md's contract says, for working on the page without the real one.
//   node mock/server.mjs [--port 8899] [--sayso ../build/sayso]
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { invented, real } from "./data.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const DIST = path.join(HERE, "../dist");
const arg = (name, otherwise) => { const i = process.argv.indexOf(name); return i > 0 ? process.argv[i + 1] : otherwise; };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml" };

const { story: terminal, records } = real(arg("--sayso", process.env.SAYSO ?? path.join(HERE, "../../build/sayso")));
const stories = new Map([[1, { ...terminal, story: "1" }], [2, invented(10, "Explosion at a plant in Narvik", 100)], [3, invented(200, "Two hundred reports of one explosion", 1000)]]);
stories.get(1).reports = terminal.reports.map((r, i) => ({ ...r, report: i + 1 }));
for (const [n, s] of stories) if (n > 1) s.reports = s.reports.map((r, i) => ({ ...r, report: n * 1000 + i }));
for (const s of stories.values()) for (const r of s.reports) r.report ??= null;

const recordOf = (key) => {
  const k = records.findIndex((r, i) => r.id === key || String(i + 1) === key);
  if (k >= 0) return { report: row(1, k), record: records[k] };
  for (const [n, s] of stories) {
    const i = s.reports.findIndex((r) => r.id === key || String(r.report) === key);
    if (i < 0) continue;
    const text = `Words of a made-up report, number ${i + 1}. ${"It goes on for a while. ".repeat(4)}`;
    return { report: { report: s.reports[i].report, story: n, id: s.reports[i].id, title: s.reports[i].title, outlet: s.reports[i].outlet, published: s.reports[i].published, uri: s.reports[i].uri, name: s.reports[i].name },
      record: { sayso: "0.1", id: s.reports[i].id, input: { name: s.reports[i].name, uri: null }, publication: { title: s.reports[i].title, outlet: s.reports[i].outlet, bylines: [], published: s.reports[i].published, modified: null, language: "en", canonical_uri: s.reports[i].uri },
        text, blocks: [{ kind: "paragraph", span: [0, text.length] }],
        media: [{ id: "m0", kind: "image", uri: "https://wire.example/p.jpg", span: null, caption: null, credit: null, chain: [{ name: "Sela Okonjo", role: "creator" }, { name: "North Coast Wire", role: "agency" }] }], entities: [], sources: [], attributions: [], quotes: [], claims: [] } };
  }
  return null;
};
function row(n, k) {
  const r = stories.get(n).reports[k];
  return { report: k + 1, story: n, previous: null, revision: 1, latest: true, id: r.id, title: r.title, outlet: r.outlet, published: r.published, received: r.published, uri: r.uri, name: r.name, why: r.why };
}
const storyRow = ([n, s], i) => ({ story: n, title: s.title, kind: s.kind, time: s.time, place: s.place?.name ?? null, country: s.place?.country ?? null, lat: s.place?.lat ?? null, lon: s.place?.lon ?? null,
  reports: s.reports.length, roots: s.roots, conflicts: s.conflicts.length, changed: new Date(Date.now() - (i + 1) * 1000 * 60 * 13).toISOString(), change: 100 - i, published: s.reports[0].published });
const listed = () => [...stories].map(storyRow);

let corrections = [];
const jobs = new Map();
let feeds = [];
const clients = new Set();
const tell = (event, data) => { for (const c of clients) c.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`); };

const wrong = (status, code, message) => ({ status, body: { error: { code, message } } });
let moved = 0; // the report that a split took out
const nameOf = (s, id_) => s.sources.find((x) => x.id === id_)?.name ?? null;

function sourceAnswer(name) {
  const out = { name, kind: "person", stories: [] };
  for (const [n, s] of stories) {
    const own = s.sources.filter((x) => x.name === name);
    if (!own.length) continue;
    out.kind = own[0].kind;
    const claims = s.facts.flatMap((f) => f.values.flatMap((v) => v.claims.filter((c) => own.some((o) => o.id === c.root)).map((c) => ({ slot: f.slot, about: f.about, value: v.value, words: c.words,
      report: s.reports.find((r) => r.id === c.report)?.report ?? c.report, stance: c.stance, chain: c.chain.map((x) => nameOf(s, x)), outlet: s.reports.find((r) => r.id === c.report)?.outlet }))));
    out.stories.push({ story: n, title: s.title, claims, relayed_by: [...new Set(claims.map((c) => c.outlet))] });
  }
  return out.stories.length ? { body: out } : wrong(404, "USAGE", "Nobody of that name is a source.");
}

function answer(method, p, q, body, type) {
  let m;
  if (p === "/api/stories") {
    let items = listed();
    const has = (a, b) => String(a ?? "").toLowerCase().includes(b.toLowerCase());
    if (q.get("words")) items = items.filter((s) => has(s.title, q.get("words")));
    if (q.get("place")) items = items.filter((s) => has(s.place, q.get("place")) || s.country === q.get("place").toUpperCase());
    if (q.get("kind")) items = items.filter((s) => has(s.kind, q.get("kind")));
    return { body: { items, total: items.length, next: null } };
  }
  if ((m = /^\/api\/stories\/(\d+)$/.exec(p))) return stories.has(+m[1]) ? { body: stories.get(+m[1]) } : wrong(404, "USAGE", `There is no story ${m[1]}.`);
  if ((m = /^\/api\/stories\/(\d+)\/export$/.exec(p))) return { body: stories.get(+m[1]), file: `story-${m[1]}.json` };
  if ((m = /^\/api\/stories\/(\d+)\/(merge|split)$/.exec(p)) && method === "POST") { moved = m[2] === "split" ? JSON.parse(body).reports[0] : 0; return { body: { story: m[2] === "split" ? 2 : +m[1] } }; }
  if ((m = /^\/api\/reports\/([^/]+)\/revisions$/.exec(p))) {
    const r = recordOf(m[1]);
    if (!r) return wrong(404, "USAGE", "There is no such report.");
    const first = r.report;
    return { body: { items: first.report === 1 ? [first, { ...first, report: 2, revision: 2, previous: 1 }] : [first] } }; // the second example stands for a revision of the first
  }
  if ((m = /^\/api\/reports\/([^/]+)$/.exec(p)) && method === "GET") { const r = recordOf(m[1]); if (r && r.report.report === moved) r.report.story = 2; return r ? { body: r } : wrong(404, "USAGE", "There is no such report."); }
  if (p === "/api/reports" && method === "GET") return { body: { items: records.map((_, k) => row(1, k)), total: records.length, next: null } };
  if (p === "/api/reports" && method === "POST") return addReport(q, body, type);
  if (p === "/api/sources") {
    const by = new Map();
    for (const s of stories.values()) for (const x of s.sources) if (x.named && x.name.toLowerCase().startsWith((q.get("name") ?? "").toLowerCase())) { const o = by.get(x.name) ?? { name: x.name, kind: x.kind, stories: 0 }; o.stories++; by.set(x.name, o); }
    return { body: { items: [...by.values()].slice(0, 100), total: by.size, next: null } };
  }
  if ((m = /^\/api\/sources\/(.+)$/.exec(p))) return sourceAnswer(m[1]);
  if (p === "/api/corrections" && method === "GET") return { body: { items: corrections, total: corrections.length, next: null } };
  if (p === "/api/corrections" && method === "POST") {
    const b = JSON.parse(body);
    const r = recordOf(String(b.report));
    if (!r) return wrong(400, "USAGE", "There is no such report.");
    const words = b.span ? Buffer.from(r.record.text).subarray(...b.span).toString() : null;
    corrections = [{ id: corrections.length + 1, other: null, span: null, other_span: null, text: null, ...b, made: new Date().toISOString(), words, undone: false }, ...corrections];
    tell("change", { change: 200 + corrections.length, story: r.report.story, at: new Date().toISOString(), title: stories.get(r.report.story).title, words: `corrected: ${words}` });
    return { body: { id: corrections[0].id } };
  }
  if ((m = /^\/api\/corrections\/(\d+)\/undo$/.exec(p)) && method === "POST") { const c = corrections.find((x) => x.id === +m[1]); if (c) c.undone = true; return { body: {} }; }
  if (p === "/api/jobs") return { body: { items: [...jobs.values()] } };
  if ((m = /^\/api\/jobs\/(\d+)$/.exec(p))) return jobs.has(+m[1]) ? { body: jobs.get(+m[1]) } : wrong(404, "USAGE", "There is no such job.");
  if (p === "/api/feeds" && method === "GET") return { body: { items: feeds } };
  if (p === "/api/feeds") { feeds.push({ feed: feeds.length + 1, uri: JSON.parse(body).uri, title: null, last: null, next: null, failures: 0 }); return { body: {} }; }
  if ((m = /^\/api\/feeds\/(\d+)$/.exec(p)) && method === "DELETE") { feeds = feeds.filter((f) => f.feed !== +m[1]); return { body: {} }; }
  return wrong(404, "USAGE", "There is nothing at this address.");
}

function addReport(q, body, type) {
  const json = type?.startsWith("application/json") ? JSON.parse(body) : null;
  if (json?.uri && /localhost|127\.|10\.|192\.168/.test(json.uri)) return wrong(400, "FETCH", "That address lies inside a private network.");
  const job = { job: jobs.size + 1, state: "waiting", name: q.get("name") ?? json?.uri ?? "pasted text", report: null, story: null, error: null };
  jobs.set(job.job, job);
  const fails = (json?.text ?? body).trim().length < 20 && !json?.uri;
  setTimeout(() => { job.state = "reading"; tell("job", job); }, 100);
  setTimeout(() => { Object.assign(job, fails ? { state: "failed", error: { code: "EMPTY", message: "There is no report in it: no text was found." } } : { state: "done", report: 1, story: 1 }); tell("job", job); }, 300);
  return { status: 202, body: { job: job.job } };
}

createServer((req, res) => {
  const url = new URL(req.url, "http://x");
  let p = url.pathname;
  try { p = decodeURIComponent(p); } catch { /* as it is */ }
  const chunks = [];
  req.on("data", (c) => chunks.push(c));
  req.on("end", () => {
    res.setHeader("Content-Security-Policy", CSP);
    res.setHeader("X-Content-Type-Options", "nosniff");
    if (p === "/api/events") { res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" }); res.write(": here\n\n"); clients.add(res); req.on("close", () => clients.delete(res)); return; }
    if (p.startsWith("/api/")) {
      let a;
      try { a = answer(req.method, p, url.searchParams, Buffer.concat(chunks).toString(), req.headers["content-type"]); } catch (e) { a = wrong(400, "FORMAT", String(e)); }
      if (a.file) res.setHeader("Content-Disposition", `attachment; filename="${a.file}"`);
      res.writeHead(a.status ?? 200, { "Content-Type": "application/json" });
      return res.end(JSON.stringify(a.body));
    }
    const file = path.join(DIST, path.normalize(p));
    const found = p !== "/" && file.startsWith(DIST) && existsSync(file) && path.extname(file) ? file : path.join(DIST, "index.html");
    res.writeHead(200, { "Content-Type": TYPES[path.extname(found)] ?? "application/octet-stream" });
    res.end(readFileSync(found));
  });
}).listen(Number(arg("--port", "8899")), "127.0.0.1", function listening() { console.log(`http://127.0.0.1:${this.address().port}`); });
