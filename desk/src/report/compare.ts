// What a later revision of a report changed: its claims, each by slot and say-so, then its paragraphs.
import type { Claim, Record_ } from "../base/types";
import { Bytes } from "../base/utf8";
import { slotWords } from "../base/words";
import { claimChain, claimValue } from "./claims";

export interface Change { what: "added" | "removed" | "changed"; where: string; before: string | null; after: string | null }

interface Item { key: string; slot: string; who: string; value: string }
/** Slots whose values a reader of revisions asks for; parts of single events follow from them. */
const PARTS = new Set(["agent", "patient", "theme", "what"]);

function itemsOf(record: Record_): Item[] {
  const bytes = new Bytes(record.text);
  const seen = new Set<string>();
  return (record.claims ?? []).filter((c: Claim) => !PARTS.has(c.slot)).flatMap((c) => {
    const who = claimChain(c.chain, record).slice(c.chain.length ? 1 : 0).map((l) => l.name).join(" > ");
    const value = claimValue(c, record, bytes);
    const key = `${c.slot}|${who}|${value}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ key, slot: c.slot, who, value }];
  });
}

function paragraphs(record: Record_): string[] {
  const bytes = new Bytes(record.text);
  return record.blocks.map((b) => bytes.slice(b.span));
}

export function compare(old: Record_, now: Record_): Change[] {
  const before = itemsOf(old);
  const after = itemsOf(now);
  const gone = before.filter((b) => !after.some((a) => a.key === b.key));
  const come = after.filter((a) => !before.some((b) => b.key === a.key));
  const changes: Change[] = [];
  for (const g of gone) {
    const same = come.findIndex((c) => c.slot === g.slot && c.who === g.who);
    const where = `${slotWords(g.slot)}, ${g.who}`;
    if (same >= 0) changes.push({ what: "changed", where, before: g.value, after: come.splice(same, 1)[0]!.value });
    else changes.push({ what: "removed", where, before: g.value, after: null });
  }
  for (const c of come) changes.push({ what: "added", where: `${slotWords(c.slot)}, ${c.who}`, before: null, after: c.value });
  const [oldWords, newWords] = [new Set(paragraphs(old)), new Set(paragraphs(now))];
  for (const p of newWords) if (!oldWords.has(p)) changes.push({ what: "added", where: "Text", before: null, after: p });
  for (const p of oldWords) if (!newWords.has(p)) changes.push({ what: "removed", where: "Text", before: p, after: null });
  return changes;
}
