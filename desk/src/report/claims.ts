// A report's claims in words, and their chains.
import type { Claim, Record_ } from "../base/types";
import { isCount, isNamed, kindWords, timeWords, valueWords } from "../base/words";
import type { Bytes } from "../base/utf8";
import type { Link } from "../story/chain";

/** A claim's value: a count, the name of what an id names, a time, or just the words. */
export function claimValue(c: Claim, record: Record_, bytes: Bytes): string {
  const v = c.value;
  if (isCount(v) || isNamed(v)) return valueWords(v);
  if (typeof v === "string") {
    const entity = record.entities?.find((e) => e.id === v);
    if (entity) return entity.name;
    const place = record.places?.find((p) => p.id === v);
    if (place) return place.name;
    const time = record.times?.find((t) => t.id === v);
    if (time) return timeWords(time.value);
    if (!/^v\d+$/.test(v)) return v;
  }
  return bytes.slice(c.span);
}

export function claimChain(chain: readonly (string | null)[], record: Record_): Link[] {
  const links: Link[] = [{ name: record.publication.outlet ?? record.input.name ?? "the report", role: "published it", source: "outlet", named: record.publication.outlet !== null }];
  for (const id of chain) {
    const s = record.sources?.find((x) => x.id === id);
    links.push({ name: s?.name ?? "nobody named", role: s ? kindWords(s.kind) : "“is said to”", source: s?.id ?? null, named: s?.named ?? false });
  }
  return links;
}
