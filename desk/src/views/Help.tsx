// Keys and signs: what every shortcut does and what every mark means.
import { useEffect, useRef, useState } from "preact/hooks";
import { keysOn, setKeys } from "../base/shortcuts";
import { MarkIcon } from "../matrix/Marks";
import { MARKS } from "../matrix/model";

const KEYS: [string, string][] = [
  ["/", "look for words"], ["j, k", "next and previous in a list"], ["g s", "stories"], ["g o", "sources"], ["g a", "add reports"],
  ["g c", "corrections"], ["m", "into the matrix"], ["← ↑ → ↓", "in the matrix: from mark to mark"], ["Home, End", "first and last of a row; with Ctrl of all"],
  ["Enter", "what stands behind a mark; on a column: its reports"], ["Esc", "close, back to the mark"], ["?", "this list"],
];

export function Help({ close }: { close: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  const [keys, set] = useState(keysOn());
  useEffect(() => { ref.current?.showModal(); }, []);
  return (
    <dialog ref={ref} class="help" aria-labelledby="help-head" onClose={close}>
      <h2 id="help-head">Keys and signs</h2>
      <dl class="marks">
        {MARKS.map((m) => <div key={m.mark}><dt><MarkIcon mark={m.mark} /> {m.word}</dt><dd>{m.means}</dd></div>)}
      </dl>
      <dl class="keys">{KEYS.map(([k, what]) => <div key={k}><dt><kbd>{k}</kbd></dt><dd>{what}</dd></div>)}</dl>
      <label class="check"><input type="checkbox" checked={keys} onChange={() => { setKeys(!keys); set(!keys); }} /> Single keys do something</label>
      <p class="note">An independent source is one who could know: ten outlets that carry one agency’s words are one source.</p>
      <form method="dialog"><button>Close</button></form>
    </dialog>
  );
}
