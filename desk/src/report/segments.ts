// A report's text cut where attributions, claims and the words that name a source begin or end, so that each piece is drawn once.
import type { Attribution, Block, Claim, Record_, Span } from "../base/types";
import type { Bytes } from "../base/utf8";

export interface Piece {
  text: string;
  beg: number;
  inside: Attribution[]; // whose content this is, outermost first
  names: Attribution | null; // whose source is named here
  cue: boolean;
  claims: Claim[];       // the shortest first
}

interface Mark { span: Span; attribution?: Attribution; part?: "source" | "cue" | "content"; claim?: Claim }

export function marksOf(record: Record_): Mark[] {
  const marks: Mark[] = [];
  for (const a of record.attributions ?? []) {
    for (const part of ["source", "cue", "content"] as const) for (const span of a[part]) marks.push({ span, attribution: a, part });
  }
  for (const claim of record.claims ?? []) marks.push({ span: claim.span, claim });
  return marks.sort((a, b) => a.span[0] - b.span[0]);
}

const length = (s: Span): number => s[1] - s[0];
const extent = (a: Attribution): number => a.content.reduce((n, s) => n + length(s), 0);

export function piecesOf(block: Block, marks: readonly Mark[], bytes: Bytes): Piece[] {
  const [beg, end] = block.span;
  const here = marks.filter((m) => m.span[0] < end && m.span[1] > beg);
  const cuts = [...new Set([beg, end, ...here.flatMap((m) => m.span)].filter((c) => c >= beg && c <= end))].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const span: Span = [cuts[i]!, cuts[i + 1]!];
    const over = here.filter((m) => m.span[0] <= span[0] && m.span[1] >= span[1]);
    const inside = over.flatMap((m) => (m.part === "content" && m.attribution ? [m.attribution] : []));
    pieces.push({
      text: bytes.slice(span), beg: span[0],
      inside: [...new Set(inside)].sort((a, b) => extent(b) - extent(a)),
      names: over.find((m) => m.part === "source")?.attribution ?? null,
      cue: over.some((m) => m.part === "cue"),
      claims: over.flatMap((m) => (m.claim ? [m.claim] : [])).sort((a, b) => length(a.span) - length(b.span)),
    });
  }
  return pieces;
}

/** A number for each source, in the order in which the text brings them: the sign under which its words are underlined. */
export function signsOf(record: Record_): Map<string, number> {
  const signs = new Map<string, number>();
  for (const a of [...(record.attributions ?? [])].sort((x, y) => (x.content[0]?.[0] ?? 0) - (y.content[0]?.[0] ?? 0))) {
    const key = a.source_id ?? a.id;
    if (!signs.has(key)) signs.set(key, signs.size + 1);
  }
  return signs;
}
export const signKey = (a: Attribution): string => a.source_id ?? a.id;
