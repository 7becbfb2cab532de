// What later revisions of the same address changed.
import { api } from "../base/api";
import { Link, useLoaded } from "../base/router";
import type { Revision, RevisionChange } from "../base/types";
import { clockWords, slotWords, valueWords } from "../base/words";
import type { Value } from "../base/types";
import { Trouble } from "../views/State";

const asWords = (v: unknown): string => (v === null || v === undefined ? "" : typeof v === "string" ? v : valueWords(v as Value));

function changeWords(c: RevisionChange | string): string {
  if (typeof c === "string") return c;
  const what = c.change ?? c.kind ?? "changed";
  const slot = c.slot ? `${slotWords(c.slot)}: ` : "";
  const before = asWords(c.before ?? c.was);
  const after = asWords(c.after ?? c.value ?? c.words);
  if (before && after) return `${slot}“${before}” became “${after}”`;
  return `${slot}${what} ${after || before ? `“${after || before}”` : ""}`;
}

export function Revisions({ id }: { id: string }) {
  const { value, error, again } = useLoaded((s) => api.revisions(id, s), [id]);
  if (error) return <Trouble error={error} again={again} />;
  if (!value || value.items.length < 2) return null;
  return (
    <section class="revisions" aria-labelledby="revisions-head">
      <h2 id="revisions-head">Revisions of this page</h2>
      <ol>{value.items.map((r: Revision) => (
        <li key={r.report}>
          <p><Link to={`/reports/${r.report}`} aria-current={String(r.report) === id ? "true" : undefined}>Revision {r.revision ?? "?"}</Link> <span class="note">{clockWords(r.received ?? r.published)}{r.latest ? ", the latest" : ""}</span></p>
          {r.changes && r.changes.length > 0
            ? <ul>{r.changes.map((c, i) => <li key={i}>{changeWords(c)}</li>)}</ul>
            : <p class="note">{r.previous ? "No claim changed." : "The first that was seen."}</p>}
        </li>
      ))}</ol>
    </section>
  );
}
