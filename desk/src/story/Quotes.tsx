// What was said in quotation marks, by speaker; the same words in several reports stand once.
import { useState } from "preact/hooks";
import { textFragment } from "../base/cite";
import { Link } from "../base/router";
import type { Story } from "../base/types";
import { plural } from "../base/words";
import { reportName } from "../matrix/model";
import { Waiting } from "../views/State";
import { useRecords } from "./reports";

interface Said { words: string; reports: { at: number; id: string; uri: string | null }[] }
interface Speaker { name: string; named: boolean; said: Said[] }
const norm = (s: string): string => s.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

export function Quotes({ story }: { story: Story }) {
  const { at, pending } = useRecords(story, 200);
  const [all, setAll] = useState(false);
  const speakers = new Map<string, Speaker>();
  story.reports.forEach((r, i) => {
    const k = at.get(r.id);
    for (const q of k?.record.quotes ?? []) {
      const record = k!.record;
      const last = q.chain[q.chain.length - 1];
      const source = record.sources?.find((s) => s.id === last);
      const merged = source && story.sources.find((s) => s.mentions.some((m) => m.report === r.id && m.source === source.id));
      const entity = record.entities?.find((e) => e.id === q.speaker);
      const name = merged?.name ?? entity?.name ?? source?.name ?? "Nobody named";
      let speaker = speakers.get(name);
      if (!speaker) speakers.set(name, speaker = { name, named: merged?.named ?? entity?.named ?? false, said: [] });
      const words = k!.bytes.slice(q.span);
      const same = speaker.said.find((s) => norm(s.words) === norm(words));
      const use = { at: i, id: r.id, uri: r.uri };
      if (same) same.reports.push(use); else speaker.said.push({ words, reports: [use] });
    }
  });
  if (pending && !speakers.size) return <Waiting what="quotes" />;
  if (!speakers.size) return <p class="empty">Nobody is quoted in these reports.</p>;
  const list = [...speakers.values()].sort((a, b) => b.said.length - a.said.length || a.name.localeCompare(b.name));
  const shown = all ? list : list.slice(0, 12);
  return (
    <>
      <div class="quotes">
        {shown.map((s) => (
          <section key={s.name} aria-label={s.name}>
            <h3>{s.named ? <Link to={`/sources/${encodeURIComponent(s.name)}`}>{s.name}</Link> : s.name}</h3>
            <ul>{s.said.map((q, i) => (
              <li key={i}><q>{q.words.replace(/^["“”«»„‘']+|["“”«»‘’']+$/g, "")}</q>
                <span class="note"> {q.reports.map((u, n) => {
                  const original = textFragment(u.uri, q.words);
                  return <span key={n}>{n > 0 && ", "}<Link to={`/reports/${story.reports[u.at]?.report ?? encodeURIComponent(u.id)}`}>{reportName(story, u.at)}</Link>
                    {original && <> <a href={original} target="_blank" rel="noreferrer noopener" aria-label={`At the original in ${reportName(story, u.at)}, new window`}>↗</a></>}</span>;
                })}</span>
              </li>
            ))}</ul>
          </section>
        ))}
      </div>
      {list.length > shown.length && <button type="button" class="quiet" onClick={() => setAll(true)}>{plural(list.length - shown.length, "more speaker")}</button>}
    </>
  );
}
