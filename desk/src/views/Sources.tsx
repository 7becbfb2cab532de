// Everybody who has been a source, found by name.
import { useState } from "preact/hooks";
import { api } from "../base/api";
import { go, Link, useLoaded, usePlace } from "../base/router";
import { csvOf, save } from "../base/save";
import { useTitle } from "../base/title";
import { kindWords, plural } from "../base/words";
import { Trouble, Waiting } from "./State";

export default function SourcesView() {
  useTitle("Sources");
  const name = usePlace().search.get("name") ?? "";
  const [typed, setTyped] = useState(name);
  const { value, error, again } = useLoaded((s) => api.sources({ name, limit: 200 }, s), [name]);
  return (
    <div class="page">
      <div class="page-head"><h1>Sources</h1><p class="note">Who has vouched for something, in any story</p></div>
      <form class="filter" role="search" aria-label="Find a source" onSubmit={(e) => { e.preventDefault(); go(`/sources${typed ? `?name=${encodeURIComponent(typed)}` : ""}`, "replace"); }}>
        <label class="wide">Name or its beginning <input type="search" data-search value={typed} onInput={(e) => setTyped(e.currentTarget.value)} /></label>
        <button type="submit">Show</button>
      </form>
      {error && <Trouble error={error} again={again} />}
      {!value && !error && <Waiting what="sources" />}
      {value && value.items.length === 0 && <p class="empty">{name ? "Nobody of that name has been a source." : "Nobody has been a source yet: add reports first."}</p>}
      {value && value.items.length > 0 && (
        <>
          <div class="scroll" tabIndex={0} role="group" aria-label="Table of sources"><table class="list">
            <thead><tr><th scope="col">Source</th><th scope="col">What they are</th><th scope="col" class="num">Stories</th></tr></thead>
            <tbody>{value.items.map((s) => (
              <tr key={`${s.name} ${s.kind}`}><th scope="row"><Link to={`/sources/${encodeURIComponent(s.name)}`} data-item>{s.name}</Link></th><td>{kindWords(s.kind)}</td><td class="num">{s.stories}</td></tr>
            ))}</tbody>
          </table></div>
          <p class="exports note">{plural(value.items.length, "source")} shown. Export: <button type="button" class="link" onClick={() => save("sources.json", "application/json", JSON.stringify(value.items, null, 1))}>JSON</button>{" "}
            <button type="button" class="link" onClick={() => save("sources.csv", "text/csv", csvOf(value.items as unknown as Record<string, unknown>[]))}>CSV</button></p>
        </>
      )}
    </div>
  );
}
