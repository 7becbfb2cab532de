// The revisions of one address, and what each changed in claims and text.
import { useEffect, useState } from "preact/hooks";
import { api } from "../base/api";
import { Link, useLoaded } from "../base/router";
import type { Revision } from "../base/types";
import { clockWords } from "../base/words";
import { record } from "../story/reports";
import { Trouble } from "../views/State";
import { compare, type Change } from "./compare";

const WORD: Record<Change["what"], string> = { added: "new", removed: "gone", changed: "changed" };

export function Revisions({ id }: { id: string }) {
  const { value, error, again } = useLoaded((s) => api.revisions(id, s), [id]);
  if (error) return <Trouble error={error} again={again} />;
  if (!value || value.items.length < 2) return null;
  return (
    <section class="revisions" aria-labelledby="revisions-head">
      <h2 id="revisions-head">Revisions of this page</h2>
      <ol>{value.items.map((r: Revision, i) => (
        <li key={r.report}>
          <h3><Link to={`/reports/${r.report}`} aria-current={String(r.report) === id || r.id === id ? "true" : undefined}>Revision {r.revision ?? i + 1}</Link>{" "}
            <span class="note">{clockWords(r.received ?? r.published)}{r.latest ? ", the latest" : ""}</span></h3>
          {i === 0 ? <p class="note">The first that was seen.</p> : <Changes before={value.items[i - 1]!.report} now={r.report} />}
        </li>
      ))}</ol>
    </section>
  );
}

function Changes({ before, now }: { before: number; now: number }) {
  const [changes, set] = useState<Change[] | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let live = true;
    Promise.all([record(before), record(now)]).then(([a, b]) => { if (live) set(compare(a.record, b.record)); }, () => { if (live) setFailed(true); });
    return () => { live = false; };
  }, [before, now]);
  if (failed) return <p class="note">The two could not be compared: one of them did not come.</p>;
  if (!changes) return <p class="note">Comparing …</p>;
  if (!changes.length) return <p class="note">No word and no claim of the report changed.</p>;
  return (
    <ul>{changes.map((c, i) => (
      <li key={i}><b>{WORD[c.what]}</b> <span class="slot">{c.where}</span>{" "}
        {c.before !== null && <del>{c.before}</del>}{c.before !== null && c.after !== null && " → "}{c.after !== null && <ins>{c.after}</ins>}</li>
    ))}</ul>
  );
}
