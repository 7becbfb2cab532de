// The report's words by blocks. What somebody else is credited with is underlined, nested words twice, and bears the number of
// its source; a claim's words can be pointed at.
import { memo } from "preact/compat";
import { useMemo } from "preact/hooks";
import type { Block, Record_ } from "../base/types";
import type { Bytes } from "../base/utf8";
import { marksOf, piecesOf, signKey, signsOf, type Piece } from "./segments";

interface Props { record: Record_; bytes: Bytes; chosen: string | null; choose: (claim: string) => void }

export const ReportText = memo(function ReportText({ record, bytes, chosen, choose }: Props) {
  const signs = useMemo(() => signsOf(record), [record]);
  const blocks = useMemo(() => {
    const marks = marksOf(record);
    const seen = new Set<string>();
    return record.blocks.map((block) => ({ block, pieces: piecesOf(block, marks, bytes).map((p) => {
      const first = p.inside.filter((a) => !seen.has(a.id));
      for (const a of first) seen.add(a.id);
      return { ...p, first: first.map((a) => signs.get(signKey(a)) ?? 0) };
    }) }));
  }, [record, bytes]);
  const span = chosen ? record.claims?.find((c) => c.id === chosen)?.span ?? null : null;
  return (
    <div class="report-text" lang={record.publication.language ?? undefined}>
      {blocks.map(({ block, pieces }, i) => (
        <BlockOf key={i} block={block}>
          {pieces.map((p) => <PieceOf key={p.beg} p={p} signs={signs} choose={choose}
            lit={span !== null && p.beg >= span[0] && p.beg < span[1]} />)}
        </BlockOf>
      ))}
    </div>
  );
});

function BlockOf({ block, children }: { block: Block; children: preact.ComponentChildren }) {
  switch (block.kind) {
    case "headline": return <h2 class="b-headline">{children}</h2>;
    case "heading": return <h3 class="b-heading">{children}</h3>;
    case "quote": return <blockquote class="b-quote">{children}</blockquote>;
    default: return <p class={`b-${block.kind}`} data-kind={block.kind}>{children}</p>;
  }
}

function PieceOf({ p, signs, lit, choose }: { p: Piece & { first: number[] }; signs: Map<string, number>; lit: boolean; choose: (c: string) => void }) {
  const claim = p.claims[0];
  let body: preact.ComponentChildren = p.text;
  const names = p.names && signs.get(signKey(p.names));
  if (p.names) body = <span class={`names s${(names ?? 0) % 8}`}>{body}</span>;
  if (p.cue) body = <span class="cue">{body}</span>;
  for (const [depth, a] of [...p.inside.entries()].reverse()) {
    body = <span class={`said d${Math.min(depth, 2)} s${(signs.get(signKey(a)) ?? 0) % 8}`}>{body}</span>;
  }
  return (
    <span class={`${claim ? "claim" : ""}${lit ? " lit" : ""}`} onClick={claim ? () => choose(claim.id) : undefined}>
      {p.first.length > 0 && <sup class="sign"><span class="sr">source </span>{p.first.join(", ")}<span class="sr"> says: </span></sup>}{body}
    </span>
  );
}
