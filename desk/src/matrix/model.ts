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
  cells: Map<string, Cell>; // by column key
  inReport: (column: string, report: string) => Cell | undefined; // what an opened column has for one of its reports (by id)
}
export interface Matrix { rows: Row[]; sources: Map<string, StorySource>; reportAt: Map<string, number> }

export const NOBODY = "nobody";
const columnKey = (c: StoryClaim): string => c.root ?? NOBODY;
const groupOf = (fact: Fact): string => `${fact.slot} ${fact.about ?? ""}`;

/** What stands at a column, or at one report of an opened one ("S3/report id"). */
export function cellAt(row: Row, track: string): Cell | undefined {
  const slash = track.indexOf("/");
  return slash < 0 ? row.cells.get(track) : row.inReport(track.slice(0, slash), track.slice(slash + 1));
}

/** What marks are made from, looked up in the story once. */
class Ground {
  readonly at: Map<string, number>;
  private readonly times = new Map<string, number>();
  private readonly names: Map<string, string>;
  private readonly latest = new Map<string, Map<StoryValue, number>>(); // of counts: by group and origin, when each value was last said

  constructor(private readonly story: Story) {
    this.at = new Map(story.reports.map((r, i) => [r.id, i]));
    this.names = new Map(story.sources.map((s) => [s.id, s.name]));
    for (const fact of story.facts) for (const value of fact.values) {
      if (isCount(value.value)) for (const c of value.claims) if (c.stance === "says") this.note(this.whose(fact, c.root), value, this.time(c));
    }
  }
  time(c: StoryClaim): number {
    if (!c.said_at) return 0;
    let t = this.times.get(c.said_at);
    if (t === undefined) this.times.set(c.said_at, t = Date.parse(c.said_at) || 0);
    return t;
  }
  private whose(fact: Fact, root: string | null): string { return `${groupOf(fact)}\n${root ?? NOBODY}`; }
  private note(key: string, value: StoryValue, time: number): void {
    let values = this.latest.get(key);
    if (!values) this.latest.set(key, values = new Map());
    values.set(value, Math.max(time, values.get(value) ?? 0));
  }
  /** A count's origin has said another value of the same thing after this one. */
  movedOn(fact: Fact, value: StoryValue, root: string | null, last: number): boolean {
    if (!isCount(value.value) || last === 0) return false;
    for (const [other, time] of this.latest.get(this.whose(fact, root)) ?? []) if (other !== value && time > last) return true;
    return false;
  }
  /** The report did not hear the origin itself: a link stands between, or its words are another report's. */
  relayed(c: StoryClaim): boolean {
    const report = this.story.reports[this.at.get(c.report) ?? -1];
    if (report?.copy_of) return true;
    // "told Radio Fjord", in Radio Fjord's own report: that is hearing it.
    const own = (id: string | null): boolean => id !== null && (id === report?.source || (report?.outlet != null && this.names.get(id) === report.outlet));
    const links = c.chain.length > 1 && own(c.chain[0]!) ? c.chain.slice(1) : c.chain;
    return links.length > 1 || (links.length === 1 && c.root !== null && links[0] !== c.root);
  }
}

function markOf(ground: Ground, fact: Fact, value: StoryValue, claims: StoryClaim[]): Mark {
  const latest = claims.reduce((a, b) => (ground.time(b) >= ground.time(a) ? b : a));
  if (latest.stance === "denies") return "denies";
  if (latest.stance === "corrects" || latest.stance === "retracts") return "corrected";
  if (ground.movedOn(fact, value, latest.root, ground.time(latest))) return "earlier";
  const plain = claims.filter((c) => !c.hedged && c.stance === "says");
  if (!plain.length) return "hedged";
  return plain.every((c) => ground.relayed(c)) ? "relays" : "says";
}

/** No words stand behind it: the reports tell of no dead, which nobody said. */
const isSilence = (value: StoryValue): boolean => isCount(value.value) && value.claims.every((c) => c.claim === null);

/** A time that the reports leave open ("Tuesday" of no known week, XXXX-WXX-2) is told in their words. */
const labelOf = ({ value, claims }: StoryValue): string => (typeof value === "string" && /^[X\d]{4}-.*X|^XXXX/.test(value) && claims[0]?.words) || valueWords(value);

function rowsOf(story: Story, ground: Ground): Row[] {
  const rows: Row[] = [];
  story.facts.forEach((fact, f) => fact.values.forEach((value, v) => {
    if (isSilence(value)) return;
    const groups = new Map<string, StoryClaim[]>();
    for (const c of value.claims) {
      const key = columnKey(c);
      const g = groups.get(key);
      if (g) g.push(c); else groups.set(key, [c]);
    }
    const cellOf = (claims: StoryClaim[]): Cell => ({ mark: markOf(ground, fact, value, claims), claims, reports: new Set(claims.map((c) => c.report)).size });
    const cells = new Map<string, Cell>();
    for (const [key, claims] of groups) cells.set(key, cellOf(claims));
    const inReport = (column: string, report: string): Cell | undefined => {
      const claims = groups.get(column)?.filter((c) => c.report === report) ?? [];
      return claims.length ? cellOf(claims) : undefined;
    };
    const slot = fact.about ? `${slotWords(fact.slot)}, ${fact.about}` : slotWords(fact.slot);
    rows.push({ key: `${f}.${v}`, group: groupOf(fact), fact, value, slot, label: labelOf(value), rank: slotRank(fact.slot), cells, inReport });
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
  const ground = new Ground(story);
  return { rows: rowsOf(story, ground), sources: new Map(story.sources.map((s) => [s.id, s])), reportAt: ground.at };
}

const collate = new Intl.Collator("en");
/** The columns that these rows need: by the first value they speak to, then those carried most; nobody last. */
export function columnsOf(rows: readonly Row[], sources: Map<string, StorySource>, reportAt: Map<string, number>): Column[] {
  const found = new Map<string, { reports: Set<number>; weight: number; first: number }>();
  rows.forEach((row, i) => {
    for (const [key, cell] of row.cells) {
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
    collate.compare(a.column.name, b.column.name));
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
