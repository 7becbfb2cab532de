// Values, slots, times and states in words that a person reads.
import type { Count, Named, Value } from "./types";

const SLOTS: Record<string, string> = {
  killed: "Killed", injured: "Injured", agent: "By whom", perpetrator: "Perpetrator", perpetrators: "Perpetrator", patient: "To whom",
  victim: "Victim", victims: "Victim", target: "Target", targets: "Target", weapon: "Weapon", weapons: "Weapon", shots: "Shots fired",
  hospital: "In hospital", hit: "Hit", theme: "About what", plan: "Planned", hostages: "Hostages",
  place: "Where", time: "When", motive: "Motive", what: "What happened", said: "Said", arrested: "Arrested", kind: "What it was", event: "What happened",
};
export const slotWords = (slot: string): string => SLOTS[slot] ?? slot.charAt(0).toUpperCase() + slot.slice(1).replaceAll("_", " ");

/** Slots in the order in which a desk asks. */
const ORDER = ["killed", "injured", "arrested", "perpetrator", "perpetrators", "agent", "victim", "victims", "patient", "target", "targets", "weapon", "weapons",
  "shots", "hospital", "missing", "rescued", "evacuated", "place", "time", "motive", "kind", "event", "what", "said"];
export function slotRank(slot: string): number {
  const i = ORDER.indexOf(slot);
  return i < 0 ? ORDER.length - 2.5 : i;
}

const RELATION: Record<string, string> = {
  at_least: "at least ", at_most: "at most ", more_than: "more than ", less_than: "fewer than ", about: "about ", dozens: "dozens, at least ",
};
export const isCount = (v: unknown): v is Count => typeof v === "object" && v !== null && "relation" in v;
export const isNamed = (v: unknown): v is Named => typeof v === "object" && v !== null && "name" in v;
const number = new Intl.NumberFormat("en");
const digits = (n: number | null): string => (n === null ? "" : number.format(n));

export function countWords(c: Count): string {
  if (c.relation === "between") return `${digits(c.low)} to ${digits(c.high)}`;
  if (c.relation === "some") return c.low === null ? "some" : `some, at least ${digits(c.low)}`;
  return (RELATION[c.relation] ?? "") + digits(c.low ?? c.high);
}
export function valueWords(v: Value): string {
  if (v === null) return "in the report's words";
  if (isCount(v)) return countWords(v);
  if (isNamed(v)) return v.name;
  return timeWords(v);
}
/** What a count is sorted by: its number, bounds after the number itself. */
export const countRank = (c: Count): number => (c.low ?? c.high ?? 0) + (c.relation === "eq" ? 0 : 0.1);

const PARTS: Record<string, string> = { MO: "morning", AF: "afternoon", EV: "evening", NI: "night", MI: "midday", DT: "daytime" };
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/** A TIMEX3 value in words; anything else as it is. */
export function timeWords(v: string): string {
  if (v === "PAST_REF") return "in the past";
  if (v === "PRESENT_REF") return "now";
  if (v === "FUTURE_REF") return "to come";
  const m = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d:\d\d(?::\d\d)?|[A-Z]{2})(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(v);
  if (!m) return v;
  const [, year, month, day, clock] = m;
  const date = month ? `${day ? `${Number(day)} ` : ""}${MONTHS[Number(month) - 1] ?? month} ${year}` : year!;
  if (!clock) return date;
  return PARTS[clock] ? `${date}, ${PARTS[clock]}` : `${date}, ${clock.slice(0, 5)}`;
}

/** A moment as the report's own clock shows it: "13 Mar 2025, 18:05". */
export function clockWords(iso: string | null | undefined, short = false): string {
  if (!iso) return "";
  const m = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d))?/.exec(iso);
  if (!m) return iso;
  const date = `${Number(m[3])} ${MONTHS[Number(m[2]) - 1]?.slice(0, 3) ?? m[2]}${short ? "" : ` ${m[1]}`}`;
  return m[4] ? `${date}, ${m[4]}` : date;
}

/** How long ago: "4 min ago". */
export function agoWords(iso: string | null | undefined, nowMs = Date.now()): string {
  const t = iso ? Date.parse(iso) : NaN;
  if (Number.isNaN(t)) return "";
  const minutes = Math.round((nowMs - t) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 60 * 36) return `${Math.round(minutes / 60)} h ago`;
  if (minutes < 60 * 24 * 60) return `${Math.round(minutes / 1440)} days ago`;
  return clockWords(iso);
}

const STATUS: Record<string, string> = {
  corroborated: "corroborated", single_source: "single source", conflicting: "in conflict", superseded: "replaced since",
  unattributed: "nobody vouches", denied: "denied", retracted: "retracted", confirmed: "confirmed", called_off: "called off",
};
export const statusWords = (s: string): string => STATUS[s] ?? s.replaceAll("_", " ");

export const plural = (n: number, one: string, many = `${one}s`): string => `${digits(n)} ${n === 1 ? one : many}`;
export const sourcesWords = (n: number): string => plural(n, "independent source");
export const placeWords = (p: Named | null): string => (p ? (p.path?.length ? [...new Set(p.path)].join(", ") : p.name) : "");
const KINDS: Record<string, string> = { agency: "news agency", official: "official", outlet: "outlet", unnamed: "not named", social: "on social media" };
export const kindWords = (k: string): string => KINDS[k] ?? k;
