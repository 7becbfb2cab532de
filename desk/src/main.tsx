// The page's beginning: the frame around every view, and which address shows which view.
import { render } from "preact";
import { lazy, Suspense } from "preact/compat";
import { useEffect, useState } from "preact/hooks";
import { start, useConnection } from "./base/live";
import { Link, usePlace } from "./base/router";
import { useShortcuts } from "./base/shortcuts";
import { nextTheme, themeNow } from "./base/theme";
import { Help } from "./views/Help";
import { Stories } from "./views/Stories";
import { Waiting } from "./views/State";
import "./style/base.css";
import "./style/lists.css";
import "./style/matrix.css";
import "./style/story.css";
import "./style/report.css";
import "./style/print.css";

const StoryView = lazy(() => import("./views/Story"));
const ReportView = lazy(() => import("./views/Report"));
const SourceView = lazy(() => import("./views/Source"));
const SourcesView = lazy(() => import("./views/Sources"));
const CorrectionsView = lazy(() => import("./views/Corrections"));
const AddView = lazy(() => import("./views/Add"));

function view(path: string) {
  const parts = path.split("/").filter(Boolean);
  let id = parts[1] ?? "";
  try { id = decodeURIComponent(id); } catch { /* as it stands */ }
  switch (parts[0]) {
    case undefined: return <Stories />;
    case "stories": return id ? <StoryView key={id} id={id} /> : <Stories />;
    case "reports": return id ? <ReportView key={id} id={id} /> : <Nowhere />;
    case "sources": return id ? <SourceView key={id} name={id} /> : <SourcesView />;
    case "corrections": return <CorrectionsView />;
    case "add": return <AddView />;
    default: return <Nowhere />;
  }
}

const Nowhere = () => (
  <div class="page"><h1>Nothing here</h1><p>No view has this address. <Link to="/stories">All stories</Link></p></div>
);

const NAV = [["/stories", "Stories"], ["/sources", "Sources"], ["/add", "Add"], ["/corrections", "Corrections"]] as const;

const LIVE = { none: "not live", on: "live", lost: "connection lost: what is shown may be old. Trying again" };

function Desk() {
  const place = usePlace();
  const connection = useConnection();
  const [help, setHelp] = useState(false);
  const [theme, setTheme] = useState(themeNow());
  useEffect(start, []);
  useShortcuts(() => setHelp(true));
  const here = place.path === "/" ? "/stories" : place.path;
  return (
    <>
      <a class="skip" href="#view">To the content</a>
      <header class="masthead">
        <Link to="/stories" class="wordmark">The desk<span class="by"> sayso</span></Link>
        <nav aria-label="Views">
          {NAV.map(([to, word]) => <Link key={to} to={to} aria-current={here.startsWith(to) ? "page" : undefined}>{word}</Link>)}
        </nav>
        <p class={`live ${connection}`} role="status">{LIVE[connection]}</p>
        <button type="button" class="quiet" onClick={() => setTheme(nextTheme())} aria-label={`Colours: ${theme}. Change`}>{theme}</button>
        <button type="button" class="quiet" onClick={() => setHelp(true)} aria-label="Keys and signs">?</button>
      </header>
      <main id="view" tabIndex={-1}>
        <Suspense fallback={<Waiting what="the view" />}>{view(place.path)}</Suspense>
      </main>
      {help && <Help close={() => setHelp(false)} />}
    </>
  );
}

render(<Desk />, document.getElementById("desk")!);
