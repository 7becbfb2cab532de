// How values changed: for each count and each contested fact a lane for every value, a mark for every time it was said.
import { clip, type Drawing, type Shape } from "../base/draw";
import type { Fact, Story, StoryValue } from "../base/types";
import { countRank, isCount, slotRank, slotWords, sourcesWords, valueWords } from "../base/words";
import { markShapes } from "../matrix/drawing";

const LEFT = 190, RIGHT = 24, LANE = 26, GAP = 22, TOP = 44, WIDTH = 860;
const timeOf = (s: string | null): number => (s ? Date.parse(s) : NaN);
const said = (v: StoryValue) => v.claims.filter((c) => !Number.isNaN(timeOf(c.said_at)));

function worth(fact: Fact): boolean {
  if (fact.slot === "said" || fact.slot === "what" || fact.about) return false;
  const counts = fact.values.some((v) => isCount(v.value));
  return (counts || fact.status === "conflicting" || fact.status === "superseded") && fact.values.some((v) => said(v).length > 0);
}

/** null where nothing was said at a known time, or all at the same time. */
export function changesDrawing(story: Story): Drawing | null {
  const facts = story.facts.filter(worth).sort((a, b) => slotRank(a.slot) - slotRank(b.slot)).slice(0, 8);
  const times = facts.flatMap((f) => f.values.flatMap((v) => said(v).map((c) => timeOf(c.said_at))));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  if (!times.length || from === to) return null;
  const x = (t: number) => LEFT + ((t - from) / (to - from)) * (WIDTH - LEFT - RIGHT - 20) + 10;
  const shapes: Shape[] = [];
  const sample = facts[0]!.values.flatMap(said)[0]!.said_at!;
  const zone = /([+-]\d\d:?\d\d|Z)$/.exec(sample)?.[1] ?? "Z";
  let y = TOP;
  const ticks = ticksOf(from, to);
  for (const [i, fact] of facts.entries()) {
    if (fact.slot === facts[i - 1]?.slot) y -= GAP;
    else shapes.push({ is: "text", x: 8, y: y + 5, text: slotWords(fact.slot), size: 13, ink: "soft", bold: true });
    const counted = fact.values.some((v) => isCount(v.value));
    const values = fact.values.filter((v) => said(v).length && isCount(v.value) === counted).sort((a, b) =>
      isCount(a.value) && isCount(b.value) ? countRank(b.value) - countRank(a.value) : 0).slice(0, 8);
    for (const v of values) {
      const at = said(v).map((c) => timeOf(c.said_at)).sort((a, b) => a - b);
      shapes.push({ is: "text", x: LEFT - 12, y: y + 5, text: clip(valueWords(v.value), 108, 14), size: 14, ink: "ink", serif: true, anchor: "end" });
      shapes.push({ is: "line", x1: LEFT, y1: y, x2: WIDTH - RIGHT, y2: y, ink: "line", width: 0.7 });
      shapes.push({ is: "line", x1: x(at[0]!), y1: y, x2: x(at[at.length - 1]!), y2: y, ink: v.status === "conflicting" ? "alarm" : "ink", width: 2, ...(v.status === "superseded" ? { dash: [4, 4] } : {}) });
      const seen = new Set<number>();
      for (const c of said(v)) {
        const px = Math.round(x(timeOf(c.said_at)));
        if (seen.has(px)) continue;
        seen.add(px);
        shapes.push(...markShapes(c.stance === "denies" ? "denies" : c.stance === "says" ? (c.hedged ? "hedged" : "says") : "corrected", px, y, 12));
      }
      y += LANE;
    }
    y += GAP;
  }
  const height = y + 4;
  for (const t of ticks) {
    shapes.unshift({ is: "line", x1: x(t), y1: 26, x2: x(t), y2: height - GAP, ink: "line", width: 0.7, dash: [2, 3] });
    shapes.push({ is: "text", x: x(t), y: 18, text: tickWords(t, zone, to - from), size: 11, ink: "soft", anchor: "middle" });
  }
  return { width: WIDTH, height, title: `How values changed: ${story.title ?? ""}`, shapes };
}

const STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200].map((m) => m * 60000);
function ticksOf(from: number, to: number): number[] {
  const step = STEPS.find((s) => (to - from) / s <= 7) ?? (to - from) / 6;
  const ticks: number[] = [];
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) ticks.push(t);
  return ticks;
}
/** On the clock of the reports' own zone. */
function tickWords(t: number, zone: string, length: number): string {
  const m = /([+-])(\d\d):?(\d\d)/.exec(zone);
  const shift = m ? (m[1] === "-" ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60000 : 0;
  const d = new Date(t + shift);
  const clock = `${String(d.getUTCHours()).padStart(2, "0")}:${String(d.getUTCMinutes()).padStart(2, "0")}`;
  const day = `${d.getUTCDate()} ${d.toLocaleString("en", { month: "short", timeZone: "UTC" })}`;
  return length < 86400000 ? clock : length < 5 * 86400000 ? `${day}, ${clock}` : day;
}

/** The same in words, for those who do not see the drawing. */
export function changesWords(story: Story): string[] {
  return story.facts.filter(worth).map((f) => `${slotWords(f.slot)}: ${f.values.map((v) =>
    `${valueWords(v.value)}, ${sourcesWords(v.roots)}${v.first_said ?? v.claims[0]?.said_at ? `, first at ${v.first_said ?? v.claims[0]!.said_at}` : ""}`).join("; ")}.`);
}
