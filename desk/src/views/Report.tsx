// One report: its text as published with who is credited with what, its claims with their chains, its revisions.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api } from "../base/api";
import { citation, copy, textFragment } from "../base/cite";
import { Link, useLoaded } from "../base/router";
import { cell, fileName, save } from "../base/save";
import { useTitle } from "../base/title";
import type { Claim, ReportAnswer } from "../base/types";
import { clockWords, plural, slotWords } from "../base/words";
import { Bytes } from "../base/utf8";
import { claimChain, claimValue } from "../report/claims";
import { People } from "../report/People";
import { Revisions } from "../report/Revisions";
import { signKey, signsOf } from "../report/segments";
import { ReportText } from "../report/Text";
import { Chain } from "../story/Chain";
import { ClaimFix } from "../story/ClaimFix";
import { Trouble, Waiting } from "./State";

export default function ReportView({ id }: { id: string }) {
  const { value, error, again } = useLoaded((s) => api.report(id, s), [id]);
  useTitle(value?.record.publication.title ?? `Report ${id}`);
  if (error && !value) return <div class="page"><h1>Report</h1><Trouble error={error} again={again} /></div>;
  if (!value) return <Waiting what="the report" />;
  return <Whole id={id} answer={value} again={again} />;
}

function Whole({ id, answer, again }: { id: string; answer: ReportAnswer; again: () => void }) {
  const { record, report } = answer;
  const p = record.publication;
  const bytes = useMemo(() => new Bytes(record.text), [record]);
  const [chosen, setChosen] = useState<string | null>(() => location.hash.slice(1) || null);
  const claim = record.claims?.find((c) => c.id === chosen) ?? null;
  const choose = (c: string) => { setChosen(c); history.replaceState(null, "", `#${c}`); };
  const uri = p.canonical_uri ?? report.uri ?? record.input.uri;
  const web = uri && /^https?:\/\//.test(uri) ? uri : null;
  useEffect(() => {
    if (chosen) document.querySelector(".lit")?.scrollIntoView({ block: "center" });
  }, []);
  const csv = () => save(`${fileName(p.title ?? id)}-claims.csv`, "text/csv",
    [["claim", "slot", "value", "said by", "words", "begin", "end"], ...(record.claims ?? []).map((c) => [c.id, c.slot, claimValue(c, record, bytes),
      claimChain(c.chain, record).map((l) => l.name).join(" > "), bytes.slice(c.span), c.span[0], c.span[1]])].map((r) => `${r.map(cell).join(",")}\r\n`).join(""));
  return (
    <div class="page report">
      <header class="story-head">
        <p class="kicker">{[p.outlet ?? "no outlet named", p.bylines.length ? p.bylines.join(", ") : null, clockWords(p.published)].filter(Boolean).join(" · ")}</p>
        <h1>{p.title ?? report.name ?? "A report without a title"}</h1>
        <p class="actions">
          <Link to={`/stories/${report.story}`}>Its story</Link>
          {web && <a href={web} target="_blank" rel="noreferrer noopener">The original <span class="sr">(new window)</span>↗</a>}
          <a href={`/api/reports/${encodeURIComponent(id)}/bytes`} download>As received</a>
          <button type="button" class="link" onClick={() => save(`${fileName(p.title ?? id)}.json`, "application/json", JSON.stringify(record, null, 1))}>JSON</button>
          <button type="button" class="link" onClick={csv}>CSV of claims</button>
        </p>
      </header>
      <div class="report-columns">
        <article aria-label="The report's text"><ReportText record={record} bytes={bytes} chosen={chosen} choose={choose} /></article>
        <aside class="report-side" aria-label="What is claimed">
          <Shown claim={claim} answer={answer} bytes={bytes} uri={web} again={again} />
          <Legend answer={answer} />
          <ClaimList answer={answer} bytes={bytes} chosen={chosen} choose={choose} />
        </aside>
      </div>
      <People record={record} bytes={bytes} report={report.report} changed={again} />
      <Revisions id={id} />
    </div>
  );
}

function Shown({ claim, answer, bytes, uri, again }: { claim: Claim | null; answer: ReportAnswer; bytes: Bytes; uri: string | null; again: () => void }) {
  const [copied, setCopied] = useState("");
  const { record, report } = answer;
  if (!claim) return <p class="shown note">Point at underlined words, or choose a claim below: here stands on whose say-so.</p>;
  const links = claimChain(claim.chain, record);
  const words = bytes.slice(claim.span);
  const original = textFragment(uri, words);
  const attitude = record.attributions?.find((a) => a.id === claim.attribution)?.attitude ?? "states";
  const cite = async () => setCopied(await copy(citation(words, links.slice(1).map((l) => l.name).reverse(), {
    outlet: record.publication.outlet, title: record.publication.title, published: record.publication.published, uri, id: record.id })) ? "Copied." : "The browser did not allow copying.");
  return (
    <section class="shown" aria-live="polite" aria-label="The claim chosen">
      <h2><span class="slot">{slotWords(claim.slot)}</span> {claimValue(claim, record, bytes)}</h2>
      <blockquote><mark>{words}</mark></blockquote>
      <Chain links={links} stance={attitude === "denies" ? "denies" : "says"} hedged={claim.hedges.length > 0} />
      {claim.hedges.length > 0 && <p class="note">Hedged: {claim.hedges.map((h) => `“${bytes.slice(h)}”`).join(", ")}</p>}
      <p class="actions">
        {original && <a href={original} target="_blank" rel="noreferrer noopener">At the original <span class="sr">(new window)</span>↗</a>}
        <button type="button" class="link" onClick={cite}>Copy citation</button><span role="status" class="note">{copied}</span>
      </p>
      <ClaimFix key={claim.id} names={(record.sources ?? []).filter((s) => s.named).map((s) => s.name)} report={report.report} span={claim.span} slot={claim.slot} words={words} changed={again} />
    </section>
  );
}

function Legend({ answer }: { answer: ReportAnswer }) {
  const { record } = answer;
  const signs = signsOf(record);
  if (!signs.size) return null;
  const of = new Map((record.attributions ?? []).map((a) => [signKey(a), a]));
  return (
    <section class="legend" aria-label="Sources in this report">
      <h2>Underlined by source</h2>
      <ol>{[...signs].map(([key, n]) => {
        const s = record.sources?.find((x) => x.id === key);
        const a = of.get(key);
        const outer = a?.within ? record.attributions?.find((x) => x.id === a.within) : undefined;
        const outerName = outer && record.sources?.find((x) => x.id === outer.source_id)?.name;
        return <li key={key}><span class={`said d0 s${n % 8}`}>{s?.named ? <Link to={`/sources/${encodeURIComponent(s.name)}`}>{s.name}</Link> : s?.name ?? "nobody named"}</span>
          {outerName && <span class="note"> as told by {outerName}</span>}</li>;
      })}</ol>
    </section>
  );
}

function ClaimList({ answer, bytes, chosen, choose }: { answer: ReportAnswer; bytes: Bytes; chosen: string | null; choose: (c: string) => void }) {
  const { record } = answer;
  const list = useRef<HTMLUListElement>(null);
  const claims = [...(record.claims ?? [])].sort((a, b) => a.span[0] - b.span[0]);
  if (!claims.length) return <p class="empty">No claims were found in this report.</p>;
  const key = (e: KeyboardEvent) => {
    const by = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
    if (!by || !list.current) return;
    const all = [...list.current.querySelectorAll<HTMLElement>("button")];
    const next = all[all.indexOf(document.activeElement as HTMLElement) + by];
    if (next) { e.preventDefault(); next.focus(); }
  };
  return (
    <section aria-label="Claims">
      <h2>{plural(claims.length, "claim")}</h2>
      <ul class="claim-list" ref={list} onKeyDown={key}>
        {claims.map((c) => (
          <li key={c.id}>
            <button type="button" aria-pressed={c.id === chosen} onClick={() => choose(c.id)} onFocus={() => choose(c.id)}>
              <span class="slot">{slotWords(c.slot)}</span> <b>{claimValue(c, record, bytes)}</b>
              <span class="note"> {claimChain(c.chain, record).slice(c.chain.length ? 1 : 0).map((l) => l.name).reverse().join(" via ")}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
