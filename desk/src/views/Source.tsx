// One person or agency: what they have said across stories, in whose reports, and who relayed them.
import { useState } from "preact/hooks";
import { api } from "../base/api";
import { citation, copy } from "../base/cite";
import { Link, useLoaded } from "../base/router";
import { csvOf, fileName, save } from "../base/save";
import { useTitle } from "../base/title";
import type { SourceAnswer, SourceClaim } from "../base/types";
import { kindWords, plural, slotRank, slotWords, valueWords } from "../base/words";
import { MarkIcon } from "../matrix/Marks";
import { Trouble, Waiting } from "./State";

export default function SourceView({ name }: { name: string }) {
  useTitle(name);
  const { value, error, again } = useLoaded((s) => api.source(name, s), [name]);
  if (error && !value) return <div class="page"><h1>{name}</h1><Trouble error={error} again={again} /></div>;
  if (!value) return <Waiting what="what they said" />;
  const claims = value.stories.reduce((n, s) => n + s.claims.length, 0);
  const rows = () => value.stories.flatMap((s) => s.claims.map((c) => ({ story: s.story, title: s.title, slot: c.slot, about: c.about, value: valueWords(c.value), stance: c.stance,
    words: c.words, report: c.report, through: c.chain.filter(Boolean).join(" > ") })));
  return (
    <div class="page source">
      <header class="story-head">
        <p class="kicker">{kindWords(value.kind)}</p>
        <h1>{value.name}</h1>
        <p class="standing"><b>{plural(claims, "claim")}</b> in <b>{plural(value.stories.length, "story", "stories")}</b></p>
        <p class="exports note">Export: <button type="button" class="link" onClick={() => save(`${fileName(name)}.json`, "application/json", JSON.stringify(value, null, 1))}>JSON</button>{" "}
          <button type="button" class="link" onClick={() => save(`${fileName(name)}.csv`, "text/csv", csvOf(rows()))}>CSV</button></p>
      </header>
      {value.stories.length === 0 && <p class="empty">No story counts a claim of theirs.</p>}
      {value.stories.map((s) => <OfStory key={s.story} s={s} of={value.name} />)}
    </div>
  );
}

function OfStory({ s, of }: { s: SourceAnswer["stories"][number]; of: string }) {
  const claims = [...s.claims].sort((a, b) => slotRank(a.slot) - slotRank(b.slot));
  const [all, setAll] = useState(false);
  const shown = all ? claims : claims.slice(0, 12);
  return (
    <section class="of-story">
      <h2><Link to={`/stories/${s.story}`} data-item>{s.title ?? `Story ${s.story}`}</Link></h2>
      {s.relayed_by.length > 0 && <p class="note">Relayed by {s.relayed_by.join(", ")}.</p>}
      {claims.length === 0 ? <p class="empty">Named, but no claim rests on them.</p> : <ul class="said-list">{shown.map((c, i) => <Said key={i} c={c} of={of} />)}</ul>}
      {claims.length > shown.length && <button type="button" class="quiet" onClick={() => setAll(true)}>{plural(claims.length - shown.length, "more claim")}</button>}
    </section>
  );
}

function Said({ c, of }: { c: SourceClaim; of: string }) {
  const [copied, setCopied] = useState("");
  const cite = async () => setCopied(await copy(citation(c.words ?? "", c.chain.length ? (c.chain.filter(Boolean) as string[]).reverse() : [of],
    { outlet: null, title: null, published: null, uri: null, id: String(c.report) })) ? "Copied." : "The browser did not allow copying.");
  return (
    <li>
      <p><MarkIcon mark={c.stance === "denies" ? "denies" : c.stance === "says" ? "says" : "corrected"} /> <span class="slot">{c.stance === "says" ? "" : `${c.stance} · `}{slotWords(c.slot)}{c.about ? `, ${c.about}` : ""}</span> <b>{valueWords(c.value)}</b></p>
      {c.words && <blockquote>{c.words}</blockquote>}
      <p class="note">{c.chain.length > 1 && `as passed on by ${c.chain.slice(0, -1).map((n) => n ?? "somebody").reverse().join(", then ")} · `}
        <Link to={`/reports/${encodeURIComponent(String(c.report))}`}>the report</Link>{" "}
        {c.words && <button type="button" class="link" onClick={cite}>copy citation</button>} <span role="status">{copied}</span></p>
    </li>
  );
}
