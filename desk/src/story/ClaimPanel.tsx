// What stands behind one cell of the matrix: the words in each report, and the chain from publisher to the one who knows.
import { useEffect, useRef, useState } from "preact/hooks";
import { citation, copy, textFragment } from "../base/cite";
import { Link } from "../base/router";
import type { Story, StoryClaim } from "../base/types";
import { clockWords, plural } from "../base/words";
import { MarkIcon } from "../matrix/Marks";
import { cellAt, MARKS, markWord, NOBODY, reportName, type Matrix, type Row } from "../matrix/model";
import { Chain } from "./Chain";
import { chainOf, chainSentence } from "./chain";
import { ClaimFix } from "./ClaimFix";
import { around, record, type Kept } from "./reports";

interface Props { story: Story; model: Matrix; row: Row; track: string; close: () => void; changed: () => void }

export function ClaimPanel({ story, model, row, track, close, changed }: Props) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => { head.current?.focus(); }, [row.key, track]);
  const cell = cellAt(row, track);
  if (!cell) return null;
  const [root] = track.split("/");
  const name = root === NOBODY ? "Nobody named" : model.sources.get(root!)?.name ?? "a source";
  const perhaps = likely(story, root!);
  const means = MARKS.find((m) => m.mark === cell.mark)!;
  return (
    <aside class="panel" aria-labelledby="panel-head" onKeyDown={(e) => { if (e.key === "Escape") close(); }}>
      <header>
        <h2 id="panel-head" tabIndex={-1} ref={head}><span class="slot">{row.slot}</span> {row.label}</h2>
        <button type="button" class="close" onClick={close} aria-label="Close, back to the matrix">✕</button>
      </header>
      <p class="lead"><MarkIcon mark={cell.mark} /> <b>{name}</b> — {markWord(cell.mark, !track.includes("/"))}: {means.means}.</p>
      <p class="note">{plural(cell.claims.length, "passage")} in {plural(cell.reports, "report")}, one origin. The origin counts once, however many carry it.</p>
      {perhaps.length > 0 && <p class="note">Perhaps the same as {perhaps.join(", ")}, whose column is its own until <a href="#sources">somebody merges them</a>.</p>}
      <div class="passages">
        {cell.claims.map((c, i) => <Passage key={`${c.report} ${c.claim} ${i}`} story={story} claim={c} row={row} changed={changed} />)}
      </div>
    </aside>
  );
}

/** Others that this origin may be the same as: the record says so, or they bear its name. */
function likely(story: Story, root: string): string[] {
  const source = story.sources.find((s) => s.id === root);
  if (!source) return [];
  const others = story.sources.filter((s) => s !== source && (source.maybe.includes(s.id) || s.maybe.includes(root) || (s.named && s.name === source.name && s.kind !== "outlet")));
  return [...new Set(others.map((s) => (s.name === source.name ? `another ${s.name}` : s.name)))];
}

function Passage({ story, claim, row, changed }: { story: Story; claim: StoryClaim; row: Row; changed: () => void }) {
  const [kept, setKept] = useState<Kept | null>(null);
  const [copied, setCopied] = useState("");
  useEffect(() => {
    let live = true;
    record(claim.report).then((k) => { if (live) setKept(k); }, () => undefined);
    return () => { live = false; };
  }, [claim.report]);
  const at = story.reports.findIndex((r) => r.id === claim.report);
  const report = story.reports[at];
  const links = chainOf(story, claim);
  const words = claim.words ?? "";
  const original = words ? textFragment(report?.uri, words) : report?.uri ?? null;
  const shown = kept && claim.span ? around(kept, claim.span) : null;
  const cite = async () => {
    const who = links.slice(1).map((l) => l.name).reverse();
    const ok = await copy(citation(words, who, { outlet: report?.outlet ?? null, title: report?.title ?? null, published: report?.published ?? null, uri: report?.uri ?? null, id: claim.report }));
    setCopied(ok ? "Copied." : "The browser did not allow copying.");
  };
  return (
    <article class="passage">
      <h3>{reportName(story, at)} <time dateTime={report?.published ?? undefined}>{clockWords(claim.said_at ?? report?.published, true)}</time></h3>
      {shown
        ? <blockquote>{shown.before}<mark>{shown.words}</mark>{shown.after}</blockquote>
        : words ? <blockquote><mark>{words}</mark></blockquote>
          : <p class="note">No single passage says this: it follows from the report as a whole.</p>}
      <Chain links={links} stance={claim.stance} hedged={claim.hedged} />
      <p class="sr">{chainSentence(links, claim.stance, claim.hedged)}</p>
      <p class="actions">
        <Link to={`/reports/${report?.report ?? encodeURIComponent(claim.report)}${claim.claim ? `#${claim.claim}` : ""}`}>In the report</Link>
        {original && <a href={original} rel="noreferrer" target="_blank">At the original <span class="sr">(new window)</span>↗</a>}
        {words && <button type="button" class="link" onClick={cite}>Copy citation</button>}
        <span role="status" class="note">{copied}</span>
      </p>
      {claim.span && report?.report !== undefined && <ClaimFix names={story.sources.filter((s) => s.named).map((s) => s.name)} report={report.report} span={claim.span} slot={row.fact.slot} words={words} changed={changed} />}
    </article>
  );
}
