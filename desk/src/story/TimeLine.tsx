// The time line: how values changed while reports came in, then what happened, in order.
import { useMemo, useState } from "preact/hooks";
import { DrawingView } from "../base/DrawingView";
import { Link } from "../base/router";
import type { Moment, Story } from "../base/types";
import { clockWords, plural, timeWords } from "../base/words";
import { changesDrawing, changesWords } from "./changes";
import { chainOf } from "./chain";

const STATUS: Record<string, string> = { planned: "planned", called_off: "called off", denied: "denied", hypothetical: "not certain", ongoing: "going on" };

export function TimeLine({ story }: { story: Story }) {
  const drawing = useMemo(() => changesDrawing(story), [story]);
  const [background, setBackground] = useState(false);
  const [all, setAll] = useState(false);
  const moments = story.timeline.filter((m) => background || m.incident || m.kind === "value");
  const hidden = story.timeline.length - story.timeline.filter((m) => m.incident || m.kind === "value").length;
  const shown = all ? moments : moments.slice(0, 24);
  return (
    <>
      {drawing
        ? <figure class="changes"><div class="scroll" tabIndex={0} role="group" aria-label="How values changed, drawn"><DrawingView drawing={drawing} label={`How values changed. ${changesWords(story).join(" ")}`} /></div>
            <figcaption class="note">Each mark is one passage, at the time it was said; a broken line is a value that has been replaced.</figcaption></figure>
        : <p class="empty">No values were said at different times, so there is nothing to draw.</p>}
      {story.timeline.length === 0
        ? <p class="empty">No event in these reports has a time that could be put in order.</p>
        : <ol class="moments">{shown.map((m, i) => <One key={i} m={m} story={story} />)}</ol>}
      {moments.length > shown.length && <button type="button" class="quiet folded" onClick={() => setAll(true)}>{moments.length - shown.length} more</button>}{" "}
      {hidden > 0 && <button type="button" class="quiet" onClick={() => setBackground(!background)}>{background ? "Only the incident" : `Show ${plural(hidden, "event")} of the background, too`}</button>}
    </>
  );
}

function One({ m, story }: { m: Moment; story: Story }) {
  const claim = m.claims[0];
  const report = claim && story.reports.find((r) => r.id === claim.report);
  const who = claim ? chainOf(story, claim).map((l) => l.name).reverse() : [];
  return (
    <li class={m.kind === "value" ? "of-value" : m.incident ? "of-incident" : "of-background"}>
      <span class="when">{m.time ? (m.kind === "value" ? clockWords(m.time, true) : timeWords(m.time)) : "no time given"}</span>
      <span class="event">{m.event}{STATUS[m.status] && <span class="status"> {STATUS[m.status]}</span>}
        {claim && report && (
          <span class="note"> — {who.slice(0, 2).join(", in ")}{" "}
            <Link to={`/reports/${report.report ?? encodeURIComponent(report.id)}${claim.claim ? `#${claim.claim}` : ""}`} aria-label={`The words: ${m.event}`}>words</Link>
            {m.claims.length > 1 && ` and ${m.claims.length - 1} more`}</span>
        )}
      </span>
    </li>
  );
}
