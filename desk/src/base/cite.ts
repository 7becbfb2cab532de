// Words to be quoted elsewhere: a citation with the exact words, an address that opens the original at them.
import { clockWords } from "./words";

/** The address of a page with a text fragment that marks these words; null where the report has no address of the web. */
export function textFragment(uri: string | null | undefined, words: string): string | null {
  if (!uri || !/^https?:\/\//.test(uri)) return null;
  const enc = (s: string) => encodeURIComponent(s).replaceAll("-", "%2D");
  const clean = words.replace(/\s+/g, " ").trim();
  const parts = clean.split(" ");
  const fragment = parts.length <= 8 ? enc(clean) : `${enc(parts.slice(0, 4).join(" "))},${enc(parts.slice(-4).join(" "))}`;
  return `${uri.split("#")[0]}#:~:text=${fragment}`;
}

export interface Cited { outlet: string | null; title: string | null; published: string | null; uri: string | null; id: string }
export function citation(words: string, who: string[], r: Cited): string {
  const chain = who.length ? `${who.join(", via ")}, in ` : "";
  const where = [r.outlet, r.title ? `“${r.title}”` : null, r.published ? clockWords(r.published) : null].filter(Boolean).join(", ");
  return `“${words}” (${chain}${where}${r.uri ? `. ${r.uri}` : ""}) [${r.id.slice(0, 19)}]`;
}
export async function copy(text: string): Promise<boolean> {
  try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
}
