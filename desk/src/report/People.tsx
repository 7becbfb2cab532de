// Who and what the report speaks of, each with all its mentions; a mention that belongs to somebody else is taken out here.
import { useState } from "preact/hooks";
import { api, Failure } from "../base/api";
import { Link } from "../base/router";
import type { Record_, Span } from "../base/types";
import { plural } from "../base/words";
import type { Bytes } from "../base/utf8";
import { useWho, WhoField } from "../base/who";

export function People({ record, bytes, report, changed }: { record: Record_; bytes: Bytes; report: number; changed: () => void }) {
  const [who, setWho] = useWho();
  const [state, setState] = useState<{ done?: string; error?: string }>({});
  const list = (record.entities ?? []).filter((e) => ["person", "group", "organization"].includes(e.kind) && (e.named || e.mentions.length > 1));
  if (!list.length) return null;
  const out = async (span: Span, name: string) => {
    if (!who.trim()) { setState({ error: "Give your name first: the log says who decided." }); return; }
    try {
      await api.correct({ kind: "not_that", report, span, who });
      setState({ done: `“${bytes.slice(span)}” is no longer taken for ${name}.` });
      changed();
    } catch (e) { setState({ error: e instanceof Failure ? e.message : "That did not work." }); }
  };
  return (
    <details class="fix people">
      <summary>{plural(list.length, "person or body", "people and bodies")} in this report: is each mention theirs?</summary>
      <WhoField who={who} set={setWho} />
      <p role="status" class={state.error ? "error" : "note"}>{state.error ?? state.done ?? ""} {state.done && <Link to="/corrections">Undo in the log</Link>}</p>
      <dl>
        {list.map((e) => (
          <div key={e.id}>
            <dt>{e.name}</dt>
            <dd>{e.mentions.map((m, i) => (
              <span key={i} class="mention">“{bytes.slice(m)}” {e.mentions.length > 1 && (
                <button type="button" class="link" onClick={() => void out(m, e.name)} aria-label={`“${bytes.slice(m)}”, mention ${i + 1}, is somebody else than ${e.name}`}>somebody else</button>
              )}</span>
            ))}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
