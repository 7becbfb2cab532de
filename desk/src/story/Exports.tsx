// A story's files: the server's formats, and what this page draws.
import { useMemo, useState } from "preact/hooks";
import { png, svgText, type Drawing } from "../base/draw";
import { csvOf, fileName, save } from "../base/save";
import type { Story } from "../base/types";
import { matrixDrawing } from "../matrix/drawing";
import { columnsOf, type Matrix } from "../matrix/model";
import { changesDrawing } from "./changes";

const FORMATS: [string, string][] = [
  ["json", "JSON"], ["csv", "CSV, a row for each claim"], ["text", "text, to be read aloud"], ["jsonl", "JSON Lines"], ["plover", "PLOVER events"], ["geojson", "GeoJSON"],
  ["claimreview", "ClaimReview drafts"],
];

function matrixCsv(model: Matrix): string {
  const columns = columnsOf(model.rows, model.sources, model.reportAt);
  const names = columns.map((c, i) => { const n = columns.slice(0, i).filter((o) => o.name === c.name).length; return n ? `${c.name} (${n + 1})` : c.name; });
  return csvOf(model.rows.map((r) => ({
    slot: r.fact.slot, about: r.fact.about, value: r.label, status: r.value.status, independent_sources: r.value.roots, reports: r.value.reports.length,
    ...Object.fromEntries(columns.map((c, i) => [names[i]!, r.cells.get(c.key)?.mark ?? ""])),
  })));
}

export function Exports({ id, story, model }: { id: string; story: Story; model: Matrix }) {
  const name = fileName(story.title ?? id);
  const draw = async (d: Drawing, what: string, as: "svg" | "png") =>
    as === "svg" ? save(`${name}-${what}.svg`, "image/svg+xml", svgText(d)) : save(`${name}-${what}.png`, "image/png", await png(d));
  const [open, setOpen] = useState(false);
  const changes = useMemo(() => (open ? changesDrawing(story) : null), [open, story]);
  return (
    <details class="menu" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>Export</summary>
      <div class="menu-body">
        <p><b>Matrix</b> <button type="button" class="link" onClick={() => void draw(matrixDrawing(story, model), "matrix", "svg")}>SVG</button>{" "}
          <button type="button" class="link" onClick={() => void draw(matrixDrawing(story, model), "matrix", "png")}>PNG</button>{" "}
          <button type="button" class="link" onClick={() => save(`${name}-matrix.csv`, "text/csv", matrixCsv(model))}>CSV</button></p>
        {changes && (
          <p><b>Time line</b> <button type="button" class="link" onClick={() => void draw(changes, "time", "svg")}>SVG</button>{" "}
            <button type="button" class="link" onClick={() => void draw(changes, "time", "png")}>PNG</button></p>
        )}
        <ul>{FORMATS.map(([f, word]) => <li key={f}><a href={`/api/stories/${encodeURIComponent(id)}/export?format=${f}`} download>{word}</a></li>)}</ul>
        <p><button type="button" class="link" onClick={() => print()}>Print</button></p>
      </div>
    </details>
  );
}
