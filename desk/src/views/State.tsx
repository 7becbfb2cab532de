// What a view shows before it has anything to show: waiting, an error in plain words, nothing there.
import { Failure, api } from "../base/api";
import { restart } from "../base/live";
import { useState } from "preact/hooks";

export function Waiting({ what }: { what: string }) { return <p class="waiting" role="status">Fetching {what} …</p>; }

export function Trouble({ error, again }: { error: Error; again: () => void }) {
  if (error instanceof Failure && error.status === 401) return <Token again={again} />;
  return (
    <div class="trouble" role="alert">
      <p><b>{error instanceof Failure ? error.message : "Something went wrong in this page."}</b></p>
      {!(error instanceof Failure) && <p class="note">{error.message}</p>}
      <button type="button" onClick={again}>Try again</button>
    </div>
  );
}

function Token({ again }: { again: () => void }) {
  const [token, set] = useState("");
  const [wrong, setWrong] = useState("");
  const enter = async (e: Event) => {
    e.preventDefault();
    setWrong("");
    try { await api.session(token.trim()); restart(); again(); } catch (x) { setWrong((x as Error).message); }
  };
  return (
    <form class="trouble" onSubmit={enter}>
      <p><b>This desk asks for a token.</b> Whoever runs it keeps it in the file given to <code>sayso serve --token</code>.</p>
      <label class="field">Token <input type="password" autocomplete="current-password" value={token} onInput={(e) => set(e.currentTarget.value)} required /></label>
      <button type="submit">Enter</button> {wrong && <span class="error" role="alert">{wrong}</span>}
    </form>
  );
}
