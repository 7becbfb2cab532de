// Setting one claim right: it was misread, or somebody else said it. Both go into the log and can be undone there.
import { useId, useState } from "preact/hooks";
import { api, Failure } from "../base/api";
import { Link } from "../base/router";
import type { Span } from "../base/types";
import { slotWords } from "../base/words";
import { useWho, WhoField } from "../base/who";

interface Props { names: string[]; report: number; span: Span; slot: string; words: string; changed: () => void }

export function ClaimFix({ names, report, span, slot, words, changed }: Props) {
  const [who, setWho] = useWho();
  const [speaker, setSpeaker] = useState("");
  const [state, setState] = useState<{ done?: string; error?: string; busy?: boolean }>({});
  const list = useId();
  const send = async (body: Parameters<typeof api.correct>[0], done: string) => {
    if (state.busy) return;
    if (!who.trim()) { setState({ error: "Give your name first: the log says who decided." }); return; }
    setState({ busy: true });
    try {
      await api.correct(body);
      setState({ done });
      changed();
    } catch (e) {
      setState({ error: e instanceof Failure ? e.message : "That did not work." });
    }
  };
  return (
    <details class="fix">
      <summary>Set this right</summary>
      <WhoField who={who} set={setWho} />
      <p>
        <button type="button" aria-disabled={state.busy} onClick={() => void send({ kind: "misread", report, span, text: slot, who }, "Marked as misread.")}>
          Misread: the report does not say this of “{slotWords(slot).toLowerCase()}”
        </button>
      </p>
      <form onSubmit={(e) => { e.preventDefault(); if (speaker.trim()) void send({ kind: "speaker", report, span, text: speaker.trim(), who }, `Now said by ${speaker.trim()}.`); }}>
        <label class="field">Said by somebody else
          <input type="text" list={list} value={speaker} onInput={(e) => setSpeaker(e.currentTarget.value)} placeholder="name of who says it" />
        </label>
        <datalist id={list}>{names.map((n) => <option key={n} value={n} />)}</datalist>
        <button type="submit" aria-disabled={state.busy} disabled={!speaker.trim()}>Reassign</button>
      </form>
      <p role="status" class={state.error ? "error" : "note"}>
        {state.error ?? state.done ?? `About the words “${words.slice(0, 80)}”.`} {state.done && <Link to="/corrections">Undo in the log</Link>}
      </p>
    </details>
  );
}
