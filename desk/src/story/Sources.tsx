// Who is heard in a story, and how each is joined to the others; here people are split or merged.
import { useMemo, useState } from "preact/hooks";
import { api, Failure } from "../base/api";
import { Link } from "../base/router";
import type { Span, Story, StorySource } from "../base/types";
import { kindWords, plural } from "../base/words";
import { useWho, WhoField } from "../base/who";
import type { Matrix } from "../matrix/model";
import { record } from "./reports";

interface Props { story: Story; model: Matrix; changed: () => void }

export function Sources({ story, model, changed }: Props) {
  const [all, setAll] = useState(false);
  const weight = useMemo(() => {
    const w = new Map<string, number>();
    for (const row of model.rows) for (const key of row.cells.keys()) w.set(key, (w.get(key) ?? 0) + 1);
    return w;
  }, [model]);
  const list = [...story.sources].sort((a, b) => (weight.get(b.id) ?? 0) - (weight.get(a.id) ?? 0) || b.mentions.length - a.mentions.length);
  const shown = all ? list : list.slice(0, 15);
  const name = (id: string | null) => story.sources.find((s) => s.id === id)?.name ?? "";
  if (!list.length) return <p class="empty">Nobody is named as a source.</p>;
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label="Table of sources">
        <table class="list">
          <thead><tr><th scope="col">Source</th><th scope="col">What they are</th><th scope="col" class="num">Values</th><th scope="col" class="num">Reports</th><th scope="col">Joined to</th></tr></thead>
          <tbody>
            {shown.map((s) => (
              <tr key={s.id}>
                <th scope="row">{s.named ? <Link to={`/sources/${encodeURIComponent(s.name)}`}>{s.name}</Link> : s.name}</th>
                <td>{s.role ?? kindWords(s.kind)}{s.of && ` of ${name(s.of)}`}</td>
                <td class="num">{weight.get(s.id) ?? 0}</td>
                <td class="num">{new Set(s.mentions.map((m) => m.report)).size}</td>
                <td>{[s.root && `relays ${name(s.root)}`, s.maybe.length > 0 && `perhaps the same as ${s.maybe.map(name).join(", ")}`].filter(Boolean).join("; ") || "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {list.length > shown.length && <button type="button" class="quiet folded" onClick={() => setAll(true)}>{plural(list.length - shown.length, "more source")}</button>}
      <Join story={story} sources={list} changed={changed} />
    </>
  );
}

async function mentionOf(story: Story, s: StorySource): Promise<{ report: number; span: Span } | null> {
  for (const m of s.mentions) {
    const report = story.reports.find((r) => r.id === m.report)?.report;
    if (report === undefined || m.source === null) continue;
    try {
      const k = await record(m.report);
      const span = k.record.sources?.find((x) => x.id === m.source)?.mentions[0];
      if (span) return { report, span };
    } catch { /* the next mention */ }
  }
  return null;
}

function Join({ story, sources, changed }: { story: Story; sources: StorySource[]; changed: () => void }) {
  const [who, setWho] = useWho();
  const [pair, setPair] = useState<[string, string]>(["", ""]);
  const [state, setState] = useState<{ done?: string; error?: string; busy?: boolean }>({});
  const send = async (kind: "same" | "different") => {
    const [a, b] = pair.map((id) => sources.find((s) => s.id === id));
    if (state.busy) return;
    if (!who.trim()) { setState({ error: "Give your name first: the log says who decided." }); return; }
    if (!a || !b || a === b) { setState({ error: "Choose two of them." }); return; }
    setState({ busy: true });
    try {
      const [x, y] = [await mentionOf(story, a), await mentionOf(story, b)];
      if (!x || !y) { setState({ error: "One of them is only known as the outlet that published: outlets go by their names." }); return; }
      await api.correct({ kind, report: x.report, span: x.span, other: y.report, other_span: y.span, who });
      setState({ done: kind === "same" ? `${a.name} and ${b.name} are one now.` : `${a.name} and ${b.name} are kept apart now.` });
      changed();
    } catch (e) { setState({ error: e instanceof Failure ? e.message : "That did not work." }); }
  };
  const choice = (i: 0 | 1, label: string) => (
    <label class="field">{label}
      <select value={pair[i]} onChange={(e) => setPair(i === 0 ? [e.currentTarget.value, pair[1]] : [pair[0], e.currentTarget.value])}>
        <option value="">choose</option>
        {sources.map((s) => <option key={s.id} value={s.id}>{s.name} ({s.role ?? kindWords(s.kind)})</option>)}
      </select>
    </label>
  );
  return (
    <details class="fix">
      <summary>Merge or split people</summary>
      <p class="note">Two names for one person count as two origins until somebody says so; one name for two people counts as one.</p>
      <div class="fields">{choice(0, "This one")}{choice(1, "and this one")}<WhoField who={who} set={setWho} /></div>
      <p><button type="button" aria-disabled={state.busy} onClick={() => void send("same")}>are the same</button>{" "}
        <button type="button" aria-disabled={state.busy} onClick={() => void send("different")}>are two</button></p>
      <p role="status" class={state.error ? "error" : "note"}>{state.error ?? state.done ?? ""} {state.done && <Link to="/corrections">Undo in the log</Link>}</p>
    </details>
  );
}
