// All stories, the one that changed last first; narrowed by words, place, kind and day; new changes come in by themselves.
import { useEffect, useRef, useState } from "preact/hooks";
import { api, type StoryQuery } from "../base/api";
import { useLive } from "../base/live";
import { go, keep, kept, Link, useLoaded, usePlace } from "../base/router";
import type { List, StoryRow } from "../base/types";
import { agoWords, clockWords, plural, timeWords } from "../base/words";
import { csvOf, save } from "../base/save";
import { useTitle } from "../base/title";
import { Trouble, Waiting } from "./State";

const FIELDS = ["words", "place", "kind", "from", "to"] as const;
const PAGE = 50, MOST = 500;

export function Stories() {
  useTitle("Stories");
  const { search } = usePlace();
  const q: StoryQuery = {};
  for (const f of FIELDS) { const v = search.get(f); if (v) q[f] = v; }
  const narrowed = Object.keys(q).length > 0;
  const key = JSON.stringify(q);
  const wanted = useRef(Math.min(MOST, kept().rows ?? PAGE)); // as many as were shown: a change, or going back, does not fold the list
  const before = useRef(key);
  if (before.current !== key) { before.current = key; wanted.current = PAGE; }
  const { value, error, again } = useLoaded((s) => api.stories({ ...q, limit: wanted.current }, s), [key]);
  const [more, setMore] = useState<StoryRow[]>([]);
  const [next, setNext] = useState<string | number | null>(null);
  const [news, setNews] = useState<ReadonlyMap<number, string>>(new Map());
  const timer = useRef(0);
  useEffect(() => { setMore([]); setNext(value?.next ?? null); }, [value]);
  useLive({ change: (c) => {
    setNews((n) => new Map(n).set(c.story, c.words));
    clearTimeout(timer.current);
    timer.current = window.setTimeout(again, 400);
  }, back: again }, [key]);
  const loadMore = async () => {
    const page: List<StoryRow> = await api.stories({ ...q, limit: PAGE, before: next });
    setMore((m) => [...m, ...page.items]);
    wanted.current = Math.min(MOST, rows.length + page.items.length);
    keep({ rows: wanted.current });
    setNext(page.next ?? null);
  };
  const rows = value ? [...value.items, ...more] : [];
  return (
    <div class="page stories">
      <div class="page-head">
        <h1>Stories</h1>
        {value && <p class="note" role="status">{value.total != null ? plural(value.total, "story", "stories") : plural(rows.length, "story", "stories")}{narrowed ? " that fit" : ""}, newest change first</p>}
      </div>
      <Filter q={q} />
      {error && <Trouble error={error} again={again} />}
      {!value && !error && <Waiting what="stories" />}
      {value && rows.length === 0 && (narrowed
        ? <p class="empty">No story fits. <Link to="/stories">Show all</Link></p>
        : <p class="empty">There are no stories yet. <Link to="/add">Add the first reports</Link>: paste a text, drop files, or follow a feed.</p>)}
      {rows.length > 0 && <ol class="story-list">{rows.map((r) => <Row key={r.story} row={r} news={news.get(r.story)} />)}</ol>}
      {next !== null && <p><button type="button" onClick={() => void loadMore()}>More stories</button></p>}
      {rows.length > 0 && (
        <p class="exports note">Export this list: <button type="button" class="link" onClick={() => save("stories.json", "application/json", JSON.stringify(rows, null, 1))}>JSON</button>{" "}
          <button type="button" class="link" onClick={() => save("stories.csv", "text/csv", csvOf(rows as unknown as Record<string, unknown>[]))}>CSV</button>{" "}
          <a href="/feed.atom">Atom feed</a></p>
      )}
    </div>
  );
}

function Filter({ q }: { q: StoryQuery }) {
  const form = useRef<HTMLFormElement>(null);
  const apply = () => {
    const p = new URLSearchParams();
    for (const [k, v] of new FormData(form.current!)) if (typeof v === "string" && v.trim()) p.set(k, v.trim());
    const s = p.toString();
    go(`/stories${s ? `?${s}` : ""}`, "replace");
  };
  return (
    <form ref={form} class="filter" role="search" aria-label="Narrow the stories" onSubmit={(e) => { e.preventDefault(); apply(); }}>
      <label class="wide">Words <input type="search" name="words" data-search value={q.words ?? ""} placeholder="people, places, what happened" onChange={apply} /></label>
      <label>Place <input type="text" name="place" value={q.place ?? ""} placeholder="town or NO" onChange={apply} /></label>
      <label>Kind <input type="text" name="kind" value={q.kind ?? ""} placeholder="shooting" onChange={apply} /></label>
      <label>From <input type="date" name="from" value={q.from ?? ""} onChange={apply} /></label>
      <label>To <input type="date" name="to" value={q.to ?? ""} onChange={apply} /></label>
      <button type="submit">Show</button>
      {Object.keys(q).length > 0 && <Link to="/stories">Clear</Link>}
    </form>
  );
}

function Row({ row, news }: { row: StoryRow; news: string | undefined }) {
  const facts = [row.kind, row.place, row.time && timeWords(row.time)].filter(Boolean).join(" · ");
  return (
    <li class={news ? "fresh" : ""}>
      <div class="what">
        <h2><Link to={`/stories/${row.story}`} data-item>{row.title ?? `Story ${row.story}`}</Link></h2>
        <p class="facts">{facts || "place and time not known"}</p>
        <p class="note">changed {agoWords(row.changed) || "at an unknown time"}{row.changed && <span class="sr"> ({clockWords(row.changed)})</span>}{news && <b> · {news}</b>}</p>
      </div>
      <dl class="figures">
        <div><dt>{row.roots === 1 ? "independent source" : "independent sources"}</dt><dd class="big">{row.roots}</dd></div>
        <div><dt>{row.reports === 1 ? "report" : "reports"}</dt><dd>{row.reports}</dd></div>
        <div class={row.conflicts ? "alarm" : ""}><dt>{row.conflicts === 1 ? "open conflict" : "open conflicts"}</dt><dd>{row.conflicts}</dd></div>
      </dl>
    </li>
  );
}
