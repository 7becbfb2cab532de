// The matrix of a story: a row for each value of each slot, a column for each independent origin, and what stands where they
// meet. Made from the story record alone; what is drawn, printed and exported all comes from here.
import type { Fact, Story, StoryClaim, StorySource, StoryValue } from "../base/types";
import { countRank, isCount, slotRank, slotWords, valueWords } from "../base/words";

export type Mark = "says" | "relays" | "hedged" | "earlier" | "corrected" | "denies";
export const MARKS: { mark: Mark; word: string; means: string }[] = [
  { mark: "says", word: "says", means: "the origin says so itself" },
  { mark: "relays", word: "relays", means: "heard only through another: passed on" },
  { mark: "hedged", word: "hedged", means: "said with reserve: “reportedly”, “may have”" },
  { mark: "earlier", word: "earlier", means: "said before; the same origin has since said another value" },
  { mark: "corrected", word: "corrected", means: "taken back or corrected by the origin" },
  { mark: "denies", word: "denies", means: "says that it is not so" },
];

/** In an origin's own column its words are "relayed"; in the column of a report, the report "relays" them. */
export const markWord = (mark: Mark, origin: boolean): string => (mark === "relays" && origin ? "relayed" : mark);

export interface Cell { mark: Mark; claims: StoryClaim[]; reports: number }
export interface Column {
  key: string;             // source id, or "nobody"
  source: StorySource | null;
  name: string;
  kind: string;
  reports: number[];       // indexes into the story's reports that carry it, earliest first
}
export interface Row {
  key: string;             // "fact.value", indexes into the record
  group: string;           // the same for all facts of one slot about one thing: they stand together
  fact: Fact;
  value: StoryValue;
  slot: string;            // in words
  label: string;
  rank: number;            // of its slot
  cells: Map<string, Cell>; // by column key; of an opened column also "S3/report id"
}
export interface Matrix { rows: Row[]; columns: Column[]; sources: Map<string, StorySource>; reportAt: Map<string, number> }

export const NOBODY = "nobody";
const time = (c: StoryClaim): number => (c.said_at ? Date.parse(c.said_at) || 0 : 0);
const columnKey = (c: StoryClaim): string => c.root ?? NOBODY;

const groupOf = (fact: Fact): string => `${fact.slot} ${fact.about ?? ""}`;

/** A count's origin has said another value of the same thing after this one. */
function movedOn(story: Story, fact: Fact, value: StoryValue, root: string | null, last: number): boolean {
  if (!isCount(value.value) || last === 0) return false;
  return story.facts.filter((f) => groupOf(f) === groupOf(fact)).flatMap((f) => f.values).some((other) => other !== value && isCount(other.value) && other.claims.some((c) =>
    c.root === root && c.stance === "says" && time(c) > last));
}

function markOf(story: Story, fact: Fact, value: StoryValue, claims: StoryClaim[], at: Map<string, number>): Mark {
  const latest = claims.reduce((a, b) => (time(b) >= time(a) ? b : a));
  if (latest.stance === "denies") return "denies";
  if (latest.stance === "corrects" || latest.stance === "retracts") return "corrected";
  if (movedOn(story, fact, value, latest.root, time(latest))) return "earlier";
  const plain = claims.filter((c) => !c.hedged && c.stance === "says");
  if (!plain.length) return "hedged";
  return plain.every((c) => isRelayed(story, c, at)) ? "relays" : "says";
}

/** The report did not hear the origin itself: a link stands between, or its words are another report's. */
export function isRelayed(story: Story, c: StoryClaim, at: Map<string, number>): boolean {
  const report = story.reports[at.get(c.report) ?? -1];
  if (report?.copy_of) return true;
  // "told Radio Fjord", in Radio Fjord's own report: that is hearing it.
  const own = (id: string | null): boolean => id !== null && (id === report?.source || (report?.outlet != null && story.sources.find((s) => s.id === id)?.name === report.outlet));
  const links = c.chain.length > 1 && own(c.chain[0]!) ? c.chain.slice(1) : c.chain;
  return links.length > 1 || (links.length === 1 && c.root !== null && links[0] !== c.root);
}

function rowsOf(story: Story, at: Map<string, number>): Row[] {
  const rows: Row[] = [];
  story.facts.forEach((fact, f) => fact.values.forEach((value, v) => {
    const groups = new Map<string, StoryClaim[]>();
    for (const c of value.claims) {
      for (const key of [columnKey(c), `${columnKey(c)}/${c.report}`]) {
        const g = groups.get(key);
        if (g) g.push(c); else groups.set(key, [c]);
      }
    }
    const cells = new Map<string, Cell>();
    for (const [key, claims] of groups) {
      const reports = new Set(claims.map((c) => c.report)).size;
      cells.set(key, { mark: markOf(story, fact, value, claims, at), claims, reports });
    }
    const slot = fact.about ? `${slotWords(fact.slot)}, ${fact.about}` : slotWords(fact.slot);
    rows.push({ key: `${f}.${v}`, group: groupOf(fact), fact, value, slot, label: valueWords(value.value), rank: slotRank(fact.slot), cells });
  }));
  const first = new Map<string, number>();
  story.facts.forEach((f, i) => { if (!first.has(groupOf(f))) first.set(groupOf(f), i); });
  return rows.sort((a, b) => {
    if (a.group !== b.group) return a.rank - b.rank || first.get(a.group)! - first.get(b.group)!;
    if (isCount(a.value.value) && isCount(b.value.value)) return countRank(b.value.value) - countRank(a.value.value);
    return 0;
  });
}

export function makeMatrix(story: Story): Matrix {
  const sources = new Map(story.sources.map((s) => [s.id, s]));
  const reportAt = new Map(story.reports.map((r, i) => [r.id, i]));
  const rows = rowsOf(story, reportAt);
  return { rows, columns: columnsOf(rows, sources, reportAt), sources, reportAt };
}

/** The columns that these rows need: by the first value they speak to, then those carried most; nobody last. */
export function columnsOf(rows: readonly Row[], sources: Map<string, StorySource>, reportAt: Map<string, number>): Column[] {
  const found = new Map<string, { reports: Set<number>; weight: number; first: number }>();
  rows.forEach((row, i) => {
    for (const [key, cell] of row.cells) {
      if (key.includes("/")) continue;
      let c = found.get(key);
      if (!c) found.set(key, c = { reports: new Set(), weight: 0, first: i });
      c.weight += 1;
      for (const claim of cell.claims) c.reports.add(reportAt.get(claim.report) ?? 0);
    }
  });
  const columns = [...found].map(([key, c]) => {
    const source = sources.get(key) ?? null;
    return { weight: c.weight, first: c.first, column: {
      key, source, name: source?.name ?? "Nobody named", kind: source?.kind ?? "unnamed",
      reports: [...c.reports].sort((a, b) => a - b),
    } };
  });
  const last = (key: string): number => (key === NOBODY ? 1 : 0);
  columns.sort((a, b) => last(a.column.key) - last(b.column.key) || a.first - b.first || b.column.reports.length - a.column.reports.length || b.weight - a.weight ||
    a.column.name.localeCompare(b.column.name));
  return columns.map((c) => c.column);
}

/** A column as it is drawn: closed, or one of the reports an opened one holds. */
export interface Track { key: string; column: Column; report: number | null; open: boolean }
export function tracksOf(columns: readonly Column[], open: ReadonlySet<string>, story: Story): Track[] {
  const tracks: Track[] = [];
  for (const column of columns) {
    const isOpen = open.has(column.key);
    tracks.push({ key: column.key, column, report: null, open: isOpen });
    if (isOpen) for (const r of column.reports) tracks.push({ key: `${column.key}/${story.reports[r]!.id}`, column, report: r, open: false });
  }
  return tracks;
}

export const reportName = (story: Story, r: number): string => {
  const report = story.reports[r];
  return report ? report.outlet ?? report.title ?? report.name ?? `report ${r + 1}` : "a report";
};
