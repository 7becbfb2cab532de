// The log of what people decided: who, when, what, and undoing it.
import { useRef, useState } from "preact/hooks";
import { api, Failure } from "../base/api";
import { Link, useLoaded, usePlace } from "../base/router";
import { csvOf, save } from "../base/save";
import { useTitle } from "../base/title";
import type { Correction } from "../base/types";
import { clockWords, plural, slotWords } from "../base/words";
import { useWho, WhoField } from "../base/who";
import { Trouble, Waiting } from "./State";

export function correctionWords(c: Correction): string {
  const words = c.words ? `“${c.words}”` : "a passage";
  switch (c.kind) {
    case "together": return `reports ${c.report} and ${c.other ?? "?"} belong to one story`;
    case "apart": return `reports ${c.report} and ${c.other ?? "?"} belong to two stories`;
    case "same": return `${words} and a mention in report ${c.other ?? c.report} are the same`;
    case "different": return `${words} and a mention in report ${c.other ?? c.report} are two`;
    case "not_that": return `${words} is somebody else than it was taken for`;
    case "speaker": return `${words} is said by ${c.text ?? "somebody else"}`;
    case "misread": return `${words} was misread${c.text ? ` as “${slotWords(c.text).toLowerCase()}”` : ""}`;
    default: return `${c.kind.replaceAll("_", " ")}: ${words}`;
  }
}

export default function CorrectionsView() {
  useTitle("Corrections");
  const story = usePlace().search.get("story") ?? undefined;
  const { value, error, again } = useLoaded((s) => api.corrections(story, s), [story]);
  const [who, setWho] = useWho();
  const [state, setState] = useState<{ done?: string; error?: string }>({});
  const told = useRef<HTMLParagraphElement>(null); // takes the focus from the button, which goes
  const undo = async (c: Correction) => {
    if (!who.trim()) { setState({ error: "Give your name first: the log says who decided." }); return; }
    try { await api.undo(c.id, who); setState({ done: `Undone: ${correctionWords(c)}.` }); again(); told.current?.focus(); } catch (e) { setState({ error: e instanceof Failure ? e.message : "That did not work." }); }
  };
  return (
    <div class="page">
      <div class="page-head"><h1>Corrections</h1><p class="note">What people decided, newest first. It is kept when reports are read again.</p></div>
      {error && <Trouble error={error} again={again} />}
      {!value && !error && <Waiting what="the log" />}
      {value && value.items.length === 0 && <p class="empty">Nobody has corrected anything. Open a mark in a story’s matrix, or a claim in a report, and choose “Set this right”.</p>}
      {value && value.items.length > 0 && (
        <>
          <WhoField who={who} set={setWho} />
          <p role="status" tabIndex={-1} ref={told} class={state.error ? "error" : "note"}>{state.error ?? state.done ?? ""}</p>
          <ol class="log">
            {value.items.map((c) => (
              <li key={c.id} class={c.undone ? "undone" : ""}>
                <p><b>{c.who ?? "somebody"}</b>: {correctionWords(c)} <Link to={`/reports/${c.report}`} aria-label={`Report ${c.report} of: ${correctionWords(c)}`}>report {c.report}</Link></p>
                <p class="note">{clockWords(c.made)} {c.undone ? "· undone" : <button type="button" class="link" onClick={() => void undo(c)} aria-label={`Undo: ${correctionWords(c)}`}>Undo</button>}</p>
              </li>
            ))}
          </ol>
          <p class="exports note">{plural(value.items.length, "decision")}. Export: <button type="button" class="link" onClick={() => save("corrections.json", "application/json", JSON.stringify(value.items, null, 1))}>JSON</button>{" "}
            <button type="button" class="link" onClick={() => save("corrections.csv", "text/csv", csvOf(value.items as unknown as Record<string, unknown>[]))}>CSV</button></p>
        </>
      )}
    </div>
  );
}
