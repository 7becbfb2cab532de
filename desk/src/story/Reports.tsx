// The reports of a story, copies under what they copy; here reports are taken out, and stories put together.
import { useState } from "preact/hooks";
import { api, Failure } from "../base/api";
import { go, Link } from "../base/router";
import type { Story, StoryReport } from "../base/types";
import { clockWords, plural } from "../base/words";
import { useWho, WhoField } from "../base/who";

export function Reports({ id, story, changed }: { id: string; story: Story; changed: () => void }) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [all, setAll] = useState(false);
  const toggle = (n: number) => { const next = new Set(chosen); if (!next.delete(n)) next.add(n); setChosen(next); };
  const own = story.reports.filter((r) => !r.copy_of || !story.reports.some((x) => x.id === r.copy_of));
  const copies = (r: StoryReport) => story.reports.filter((x) => x.copy_of === r.id && x !== r);
  const shown = all ? own : own.slice(0, 30);
  return (
    <>
      <p class="note">{plural(story.reports.length, "report")}, of which {plural(story.reports.length - own.length, "repeats", "repeat")} the words of another.</p>
      <ol class="report-list">
        {shown.map((r) => (
          <li key={r.id}><One r={r} story={story} chosen={chosen} toggle={toggle} />
            {copies(r).length > 0 && <ol>{copies(r).map((c) => <li key={c.id}><One r={c} story={story} chosen={chosen} toggle={toggle} /></li>)}</ol>}
          </li>
        ))}
      </ol>
      {own.length > shown.length && <button type="button" class="quiet" onClick={() => setAll(true)}>{own.length - shown.length} more</button>}
      <Regroup id={id} chosen={[...chosen]} changed={() => { setChosen(new Set()); changed(); }} />
    </>
  );
}

function One({ r, story, chosen, toggle }: { r: StoryReport; story: Story; chosen: ReadonlySet<number>; toggle: (n: number) => void }) {
  const title = r.title ?? r.name ?? r.id.slice(0, 19);
  const carries = story.sources.find((s) => s.id === r.carries)?.name;
  const leans = story.sources.find((s) => s.id === r.leans_on)?.name;
  return (
    <div class="report-line">
      {r.report !== undefined && <input type="checkbox" checked={chosen.has(r.report)} onChange={() => toggle(r.report!)} aria-label={`Choose ${r.outlet ?? ""}: ${title}`} />}
      <div>
        <Link to={`/reports/${r.report ?? encodeURIComponent(r.id)}`}>{title}</Link>
        <p class="note"><b>{r.outlet ?? "no outlet named"}</b> {clockWords(r.published)}
          {r.copy_of && r.copied > 0 && ` · repeats ${Math.round(r.copied * 100)}% of its words from another`}
          {carries && ` · carries ${carries}`}{leans && ` · leans on ${leans}`}{r.why && ` · here because: ${r.why}`}</p>
      </div>
    </div>
  );
}

/** Where the reports went is asked of one of them. */
async function split(id: string, chosen: number[], who: string): Promise<{ story: number }> {
  await api.split(id, chosen, who);
  return { story: (await api.report(chosen[0]!)).report.story };
}

function Regroup({ id, chosen, changed }: { id: string; chosen: number[]; changed: () => void }) {
  const [who, setWho] = useWho();
  const [other, setOther] = useState("");
  const [state, setState] = useState<{ done?: string; error?: string; busy?: boolean }>({});
  const run = async (work: () => Promise<{ story: number }>, done: string) => {
    if (!who.trim()) { setState({ error: "Give your name first: the log says who decided." }); return; }
    setState({ busy: true });
    try {
      const to = await work();
      setState({ done });
      changed();
      if (String(to.story) !== id) go(`/stories/${to.story}`);
    } catch (e) { setState({ error: e instanceof Failure ? e.message : "That did not work." }); }
  };
  return (
    <details class="fix">
      <summary>Split or merge this story</summary>
      <div class="fields"><WhoField who={who} set={setWho} /></div>
      <p><button type="button" disabled={state.busy || !chosen.length} onClick={() => void run(() => split(id, chosen, who), "They have a story of their own now.")}>
        {chosen.length ? `Move ${plural(chosen.length, "chosen report")} into a story of their own` : "Choose reports above to move them into a story of their own"}</button></p>
      <form onSubmit={(e) => { e.preventDefault(); const n = Number(other); if (n) void run(() => api.merge(id, n, who), `Story ${n} is part of this one now.`); }}>
        <label class="field">Number of the story to take in <input type="text" inputMode="numeric" pattern="[0-9]+" value={other} onInput={(e) => setOther(e.currentTarget.value)} /></label>
        <button type="submit" disabled={state.busy || !/^\d+$/.test(other)}>Merge</button>
      </form>
      <p role="status" class={state.error ? "error" : "note"}>{state.error ?? state.done ?? ""}</p>
    </details>
  );
}
