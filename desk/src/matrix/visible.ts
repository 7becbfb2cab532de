// Which rows of a matrix are shown: what the incident's facts say at once, long slots and free words when asked for.
import type { Row } from "./model";

export interface RowGroup { key: string; slot: string; about: string | null; rows: Row[]; hidden: number }
/** What was said in words, and the parts of single events: many, and of interest when the incident's own facts are known. */
const FREE = new Set(["said", "what", "agent", "patient", "theme", "plan"]);
export const isFree = (slot: string): boolean => FREE.has(slot);
const FIRST = 6;

/** Rows by fact. `whole`: keys of facts to show whole, "free" for statements. */
export function groupsOf(rows: readonly Row[], whole: ReadonlySet<string>, onlyOpen: boolean): { groups: RowGroup[]; free: number } {
  const groups: RowGroup[] = [];
  let free = 0;
  const contested = new Set(rows.filter((r) => r.fact.status === "conflicting" || r.value.status === "conflicting").map((r) => r.group));
  for (const row of rows) {
    if (isFree(row.fact.slot) && !whole.has("free")) { free++; continue; }
    if (onlyOpen && !contested.has(row.group)) continue;
    let last = groups[groups.length - 1];
    if (!last || last.key !== row.group) {
      groups.push(last = { key: row.group, slot: row.slot, about: row.fact.about, rows: [], hidden: 0 });
    }
    last.rows.push(row);
  }
  for (const g of groups) {
    if (g.rows.length <= FIRST + 1 || whole.has(g.key)) continue;
    const kept = new Set([...g.rows].sort((a, b) => b.value.roots - a.value.roots || b.value.reports.length - a.value.reports.length).slice(0, FIRST));
    if (g.rows[0]) kept.add(g.rows[0]);
    g.hidden = g.rows.length - kept.size;
    g.rows = g.rows.filter((r) => kept.has(r));
  }
  return { groups, free };
}
