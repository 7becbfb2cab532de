// Report records that the parts of a story's page look words up in: fetched once each, kept while the page is open.
import { useEffect, useState } from "preact/hooks";
import { api } from "../base/api";
import type { Record_, Story } from "../base/types";
import { Bytes } from "../base/utf8";

export interface Kept { record: Record_; bytes: Bytes }
const kept = new Map<string, Promise<Kept>>();

export function record(id: string | number): Promise<Kept> {
  const key = String(id);
  let p = kept.get(key);
  if (!p) {
    p = api.report(key).then((a) => ({ record: a.record, bytes: new Bytes(a.record.text) }));
    p.catch(() => kept.delete(key));
    kept.set(key, p);
    if (kept.size > 400) kept.delete(kept.keys().next().value!);
  }
  return p;
}
export const forget = (): void => kept.clear();

/** Records of some reports of a story, as they come in, at most `limit`; in the story's order. */
export function useRecords(story: Story, limit: number): { at: Map<string, Kept>; pending: boolean } {
  const [state, set] = useState<{ at: Map<string, Kept>; pending: boolean }>({ at: new Map(), pending: true });
  const ids = story.reports.slice(0, limit).map((r) => r.id).join(" ");
  useEffect(() => {
    let live = true;
    const all = ids ? ids.split(" ") : [];
    const at = new Map<string, Kept>();
    let next = 0;
    const worker = async (): Promise<void> => {
      while (live && next < all.length) {
        const id = all[next++]!;
        try { at.set(id, await record(id)); } catch { /* shown as missing */ }
      }
    };
    set({ at, pending: all.length > 0 });
    void Promise.all([worker(), worker(), worker()]).then(() => { if (live) set({ at: new Map(at), pending: false }); });
    return () => { live = false; };
  }, [ids]);
  return state;
}

/** The block that a span stands in, and the words before and after it there. */
export function around(k: Kept, span: readonly [number, number]): { before: string; words: string; after: string; kind: string } {
  const block = k.record.blocks.find((b) => b.span[0] <= span[0] && span[1] <= b.span[1]);
  const [beg, end] = block?.span ?? span;
  const before = k.bytes.slice([beg, span[0]]);
  const after = k.bytes.slice([span[1], end]);
  const cutBefore = before.length > 260 ? `… ${before.slice(-240).replace(/^\S*\s/, "")}` : before;
  const cutAfter = after.length > 260 ? `${after.slice(0, 240).replace(/\s\S*$/, "")} …` : after;
  return { before: cutBefore, words: k.bytes.slice(span), after: cutAfter, kind: block?.kind ?? "paragraph" };
}
