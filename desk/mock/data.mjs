// What the mock server tells: the made-up reports of examples/terminal as the real program reads them, and two invented stories
// that hold every mark (ten outlets with one origin; two hundred reports).
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const run = (sayso, args) => execFileSync(sayso, args, { maxBuffer: 1 << 28, encoding: "utf8" });

export function real(sayso) {
  const folder = path.join(ROOT, "examples/terminal");
  const files = readdirSync(folder).sort().map((f) => path.join(folder, f));
  const story = JSON.parse(run(sayso, ["story", "--one", "--format", "jsonl", ...files]).trim());
  const records = run(sayso, ["read", "--format", "jsonl", ...files]).trim().split("\n").map((l) => JSON.parse(l));
  return { story, records };
}

const OUTLETS = ["Morning Courier", "North Sea Herald", "The Ledger", "Valley Post", "Harbour Times", "City Record", "Daily Beacon", "Evening Star", "Lake Gazette", "Hill Tribune"];
const iso = (minutes) => new Date(Date.UTC(2025, 4, 6, 9, 0) + minutes * 60000).toISOString().replace(".000Z", "+00:00");
const id = (n) => `sha256:${String(n).padStart(64, "0")}`;

/** A story of n reports: one agency whose words most of them carry, officials who disagree, a witness, a denial. */
export function invented(n, title, first) {
  const sources = [
    ["North Coast Wire", "agency"], ["the fire chief", "official"], ["St. Anne Hospital", "official"], ["Ada Lindqvist", "official"], ["Ole Brandt", "witness"],
    ["the plant's owner", "organization"], ["a neighbour", "witness"], ["two residents", "unnamed"],
  ].map(([name, kind], i) => ({ id: `S${i}`, name, kind, named: !/^(the|a|two) /.test(name), root: null, maybe: [], role: kind === "witness" ? "eyewitness" : null, of: null, mentions: [] }));
  const reports = [];
  for (let i = 0; i < n; i++) {
    const outlet = i < OUTLETS.length ? OUTLETS[i] : `${OUTLETS[i % OUTLETS.length]} ${Math.floor(i / OUTLETS.length) + 1}`;
    sources.push({ id: `S${sources.length}`, name: outlet, kind: "outlet", named: true, root: null, maybe: [], role: null, of: null, mentions: [{ report: id(first + i), source: null }] });
    reports.push({ id: id(first + i), name: `${i}.html`, title: `${title}: report ${i + 1}`, outlet, published: iso(i * 7), modified: null, uri: `https://outlet${i}.example/story`,
      source: `S${8 + i}`, carries: i % 3 ? "S0" : null, copy_of: i % 5 === 4 ? id(first + i - 1) : null, copied: i % 5 === 4 ? 0.82 : 0, why: i ? "same day, same place" : null });
  }
  const claim = (i, chain, words, more = {}) => ({ report: id(first + (i % n)), claim: "c0", chain, root: chain.length ? chain[chain.length - 1] : null, stance: "says", hedged: false,
    said_at: iso((i % n) * 7), span: [0, 10], words, ...more });
  const value = (v, status, claims) => {
    const roots = [...new Set(claims.filter((c) => c.stance === "says" && c.root).map((c) => c.root))];
    const said = claims.map((c) => c.said_at).sort();
    return { value: v, status, variants: [], first_said: said[0] ?? null, last_said: said[said.length - 1] ?? null, roots: roots.length, root_sources: roots, reports: [...new Set(claims.map((c) => c.report))], claims };
  };
  const eq = (k) => ({ relation: "eq", low: k, high: k });
  const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
  const wire = range(0, Math.max(1, Math.floor(n * 0.8)));
  const facts = [
    { slot: "killed", about: null, status: "conflicting", values: [
      value(eq(3), "superseded", wire.slice(0, Math.ceil(wire.length / 3)).map((i) => claim(i, ["S0", "S1"], "three people died"))),
      value(eq(4), "conflicting", [...wire.slice(Math.ceil(wire.length / 3)).map((i) => claim(i, ["S0", "S1"], "four people died")), claim(n - 1, ["S2"], "four dead")]),
      value(eq(6), "conflicting", [claim(n - 2, ["S3"], "six workers are dead"), claim(n - 1, ["S5"], "not six", { stance: "denies" })]),
      value({ relation: "at_least", low: 5, high: null }, "unattributed", [claim(2, [], "at least five are said to have died", { hedged: true })]),
    ] },
    { slot: "injured", about: null, status: "corroborated", values: [value(eq(17), "corroborated", [claim(1, ["S2"], "17 were treated"), ...wire.map((i) => claim(i, ["S0", "S2"], "17 were treated"))])] },
    { slot: "motive", about: null, status: "single_source", values: [value("a gas leak", "single_source", [claim(3, ["S7"], "it may have been a gas leak", { hedged: true })])] },
    { slot: "time", about: null, status: "corroborated", values: [value("2025-05-06T08:40", "corroborated", [claim(0, ["S4"], "at 8:40"), claim(1, ["S6"], "8:40")])] },
    { slot: "place", about: null, status: "single_source", values: [value({ name: "Narvik", path: ["Narvik", "Nordland", "Norway"], country: "NO", lat: 68.438, lon: 17.427 }, "corroborated", wire.slice(0, 4).map((i) => claim(i, ["S0"], "in Narvik")))] },
    { slot: "perpetrator", about: null, status: "retracted", values: [value({ name: "a dismissed worker", named: false }, "retracted", [claim(4, ["S3"], "a dismissed worker"), claim(n - 1, ["S3"], "it was no worker", { stance: "retracts" })])] },
  ];
  // Each outlet's own words, so that two hundred reports have about two hundred columns.
  facts.push({ slot: "weapon", about: null, status: "single_source", values: range(0, Math.min(n, 60)).map((k) => value(`detail ${k + 1}`, "single_source",
    range(0, n).filter((i) => (i * 7 + k * 13) % 11 === 0).map((i) => claim(i, [], "its own words", { root: `S${8 + i}` })))) });
  return { sayso: "0.1", story: String(first), title, kind: "explosion", time: "2025-05-06", place: { name: "Narvik", path: ["Narvik", "Nordland", "Norway"], country: "NO", lat: 68.438, lon: 17.427 },
    roots: sources.length - 2, reports, sources, facts,
    timeline: [{ time: "2025-05-06T08:40", event: "explosion at the plant", kind: "explosion", status: "happened", incident: true, claims: [claim(0, ["S4"], "at 8:40")] },
      { time: iso(30), event: "killed: 4 replaces 3", kind: "value", status: "happened", incident: true, claims: [] },
      { time: "2025-05-08", event: "a service of mourning", kind: "meeting", status: "planned", incident: false, claims: [] }],
    conflicts: [{ slot: "killed", fact: 0, why: "Killed: 4, says the fire chief (since 11:06); 6, says Ada Lindqvist.", values: [{ value: eq(4), roots: 2 }, { value: eq(6), roots: 1 }] }] };
}
