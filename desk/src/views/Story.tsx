// One story: conflicts first, then the matrix of who says what, and what else is known, each part by its own heading.
import { lazy, Suspense } from "preact/compat";
import { useEffect, useMemo, useState } from "preact/hooks";
import { api } from "../base/api";
import { useLive } from "../base/live";
import { go, useLoaded, usePlace } from "../base/router";
import { useTitle } from "../base/title";
import type { Story } from "../base/types";
import { placeWords, plural, sourcesWords, timeWords } from "../base/words";
import { Matrix, type Chosen } from "../matrix/Matrix";
import { cellAt, makeMatrix } from "../matrix/model";
import { ClaimPanel } from "../story/ClaimPanel";
import { Conflicts } from "../story/Conflicts";
import { Exports } from "../story/Exports";
import { Pictures } from "../story/Pictures";
import { Quotes } from "../story/Quotes";
import { Reports } from "../story/Reports";
import { Sources } from "../story/Sources";
import { TimeLine } from "../story/TimeLine";
import { forget } from "../story/reports";
import { Later, WhenSeen } from "./Later";
import { Trouble, Waiting } from "./State";

const WorldMap = lazy(() => import("../story/WorldMap"));

export default function StoryView({ id }: { id: string }) {
  const { value: story, error, again } = useLoaded((s) => api.story(id, s), [id]);
  const [news, setNews] = useState("");
  useTitle(story?.title ?? `Story ${id}`);
  useLive({ change: (c) => { if (String(c.story) === id) { setNews(c.words); forget(); again(); } }, back: () => { forget(); again(); } }, [id]);
  if (error && !story) return <div class="page"><h1>Story {id}</h1><Trouble error={error} again={again} /></div>;
  if (!story) return <Waiting what="the story" />;
  return <Whole id={id} story={story} news={news} again={() => { forget(); again(); }} />;
}

function Whole({ id, story, news, again }: { id: string; story: Story; news: string; again: () => void }) {
  const { search } = usePlace();
  const begun = useMemo(() => performance.now(), [story]);
  const model = useMemo(() => makeMatrix(story), [story]);
  const row = search.get("row");
  const track = search.get("by");
  const chosen: Chosen | null = row && track ? { row, track } : null;
  const at = chosen ? model.rows.find((r) => r.key === chosen.row) : undefined;
  const shown = at && chosen && cellAt(at, chosen.track) ? at : null;
  const close = () => {
    go(`/stories/${id}`, "replace");
    setTimeout(() => document.querySelector<HTMLElement>('.matrix [data-c][tabindex="0"]')?.focus(), 0);
  };
  useEffect(() => {
    if (!shown) return;
    const esc = (e: KeyboardEvent) => { if (e.key === "Escape" && !document.querySelector("dialog[open]")) close(); };
    addEventListener("keydown", esc);
    return () => removeEventListener("keydown", esc);
  });
  const facts = [story.kind, story.place && placeWords(story.place), story.time && timeWords(story.time)].filter(Boolean);
  return (
    <div class={`page story ${shown ? "with-panel" : ""}`}>
      <div class="story-main">
        <header class="story-head">
          <p class="kicker">{facts.join(" · ") || "Place and time not known"}</p>
          <h1>{story.title ?? `Story ${id}`}</h1>
          <p class="standing"><b>{plural(story.reports.length, "report")}</b> from <b>{sourcesWords(story.roots)}</b>, <b>{plural(story.conflicts.length, "open conflict")}</b></p>
          {news && <p class="news" role="status">Just changed: {news}</p>}
          <nav class="parts" aria-label="Parts of this story">
            {["matrix", "time", "map", "pictures", "quotes", "sources", "reports"].map((p) => <a key={p} href={`#${p}`}>{p}</a>)}
          </nav>
          <Exports id={id} story={story} model={model} />
        </header>
        <Conflicts story={story} model={model} choose={(c) => go(`/stories/${id}?row=${c.row}&by=${encodeURIComponent(c.track)}`)} />
        <section id="matrix" aria-labelledby="matrix-head">
          <h2 id="matrix-head">Who says what</h2>
          <Matrix story={story} model={model} begun={begun} chosen={shown ? chosen : null}
            choose={(c) => go(`/stories/${id}?row=${c.row}&by=${encodeURIComponent(c.track)}`, shown ? "replace" : "push")} />
        </section>
        <section id="time" aria-labelledby="time-head"><h2 id="time-head">Time line</h2><Later><TimeLine story={story} /></Later></section>
        <section id="map" aria-labelledby="map-head">
          <h2 id="map-head">Map</h2>
          <Later><Suspense fallback={<Waiting what="the map" />}><WorldMap story={story} /></Suspense></Later>
        </section>
        <section id="pictures" aria-labelledby="pictures-head"><h2 id="pictures-head">Pictures and their credits</h2><WhenSeen><Pictures story={story} /></WhenSeen></section>
        <section id="quotes" aria-labelledby="quotes-head"><h2 id="quotes-head">Quotes by speaker</h2><WhenSeen><Quotes story={story} /></WhenSeen></section>
        <section id="sources" aria-labelledby="sources-head"><h2 id="sources-head">Who is heard</h2><Later><Sources story={story} model={model} changed={again} /></Later></section>
        <section id="reports" aria-labelledby="reports-head"><h2 id="reports-head">Reports</h2><Later><Reports id={id} story={story} changed={again} /></Later></section>
      </div>
      {shown && chosen && <ClaimPanel story={story} model={model} row={shown} track={chosen.track} close={close} changed={again} />}
    </div>
  );
}
