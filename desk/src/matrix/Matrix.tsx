// The matrix as a grid that can be walked by keys. Empty cells are not elements: the cells that there are say their column.
import { memo } from "preact/compat";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Story } from "../base/types";
import { kindWords, plural, sourcesWords, statusWords } from "../base/words";
import { MarkIcon } from "./Marks";
import { cellAt, columnsOf, markWord, NOBODY, reportName, tracksOf, type Matrix as Model, type Row, type Track } from "./model";
import { groupsOf } from "./visible";
import { step } from "./walk";

export interface Chosen { row: string; track: string }
interface Props { story: Story; model: Model; begun: number; chosen: Chosen | null; choose: (c: Chosen) => void }
const LEAD = 2; // columns before the first origin: the value, its number of independent sources

/** What is in sight is drawn first, and once that is painted the rest; false until then. Leaves two measures for whoever looks, the
 *  tests do: "matrix" from where the story began to be rendered, before anything was made of its record, until the frame with all
 *  that is in sight was painted; "matrix whole" until the one with everything was. */
function useSettled(begun: number): boolean {
  const [settled, settle] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setTimeout(() => {
      performance.measure(settled ? "matrix whole" : "matrix", { start: begun, end: performance.now() });
      settle(true);
    }, 0));
    return () => cancelAnimationFrame(frame);
  }, [begun, settled]);
  return settled;
}
const SHEET = 14; // columns that fit on paper
const NARROWEST = 50, LOWEST = 40; // px: a column, a row

export function Matrix({ story, model, begun, chosen, choose }: Props) {
  const settled = useSettled(begun);
  const columns = settled ? Infinity : Math.ceil(innerWidth / NARROWEST);
  const rows = settled ? Infinity : Math.ceil(innerHeight / LOWEST);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const [onlyOpen, setOnlyOpen] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const { groups, free } = useMemo(() => groupsOf(model.rows, whole, onlyOpen), [model, whole, onlyOpen]);
  const tracks = useMemo(() => {
    const shown = groups.flatMap((g) => g.rows);
    return tracksOf(columnsOf(shown, model.sources, model.reportAt), open, story);
  }, [groups, open, model, story]);
  const toggle = (set: ReadonlySet<string>, key: string) => { const next = new Set(set); if (!next.delete(key)) next.add(key); return next; };
  const conflicting = model.rows.some((r) => r.fact.status === "conflicting" || r.value.status === "conflicting");
  let r = 0;
  const rowCount = 1 + groups.reduce((n, g) => n + g.rows.length + (g.hidden ? 1 : 0), 0);
  useRoving(grid, [groups, tracks]);

  const key = (e: KeyboardEvent) => {
    const cell = (e.target as HTMLElement).closest<HTMLElement>("[data-c]");
    if (!cell || !grid.current) return;
    const next = step(grid.current, cell, e);
    if (!next) return;
    e.preventDefault();
    focusCell(grid.current, next);
  };
  const press = (e: MouseEvent) => {
    const button = (e.target as HTMLElement).closest<HTMLElement>(".cell button");
    const row = button?.closest<HTMLElement>("[data-row]")?.dataset["row"];
    const track = tracks[Number(button?.dataset["c"]) - LEAD];
    if (row && track) choose({ row, track: track.key });
  };
  return (
    <div class="matrix-frame">
      <div class="matrix-tools">
        <p class="note">
          {plural(tracks.filter((t) => t.report === null && t.column.key !== NOBODY).length, "origin")} across, {plural(groups.reduce((n, g) => n + g.rows.length, 0), "value")} down.
          However many reports carry an origin’s words, it is one column; the column opens into them. Origins that speak for one body count as one source.
        </p>
        {conflicting && (
          <label class="check"><input type="checkbox" checked={onlyOpen} onChange={() => setOnlyOpen(!onlyOpen)} /> Only what is in conflict</label>
        )}
        <button type="button" class="quiet" onClick={() => setOpen(open.size ? new Set() : new Set(tracks.filter((t) => t.column.reports.length > 1).map((t) => t.column.key)))}>
          {open.size ? "Close all columns" : "Open all columns"}
        </button>
      </div>
      <div class="matrix-scroll">
        <div role="grid" class={tracks.length > SHEET ? "matrix wide" : "matrix"} ref={grid} aria-label="Who says what" aria-rowcount={rowCount} aria-colcount={tracks.length + LEAD}
          aria-busy={!settled} data-rows={rowCount} onKeyDown={key} onClick={press} style={{ "--n": String(tracks.length) }}
          onFocusIn={(e) => { const c = (e.target as HTMLElement).closest<HTMLElement>("[data-c]"); if (c && grid.current) rove(grid.current, c); }}>
          <div role="rowgroup">
            <Head story={story} tracks={tracks} upTo={columns} toggle={(k) => setOpen(toggle(open, k))} />
          </div>
          {groups.map((g) => r < rows && (
            <div role="rowgroup" key={g.key} class="slot-group" aria-label={g.slot}>
              {g.rows.map((row, i) => (
                <MatrixRow key={row.key} row={row} r={++r} first={i === 0} tracks={tracks} upTo={columns} story={story}
                  chosen={chosen?.row === row.key ? chosen.track : null} />
              ))}
              {g.hidden > 0 && (
                <div role="row" class="row more-row" aria-rowindex={++r + 1}>
                  <div role="gridcell" class="more-cell" aria-colindex={1}>
                    <button type="button" class="quiet folded" data-r={r} data-c={0} tabIndex={-1} onClick={() => setWhole(toggle(whole, g.key))}>
                      {g.hidden} more for “{g.slot}”
                    </button>
                  </div>
                </div>
              )}
            </div>
          ))}
        </div>
      </div>
      {groups.length === 0 && <p class="empty">{onlyOpen ? "Nothing is in conflict." : "No report of this story makes a claim that can be set against another."}</p>}
      {(free > 0 || whole.has("free")) && (
        <button type="button" class="quiet" onClick={() => setWhole(toggle(whole, "free"))}>
          {whole.has("free") ? "Only the facts of the incident" : `Show ${plural(free, "further claim")}: statements, and who did what to whom`}
        </button>
      )}
    </div>
  );
}

function Head({ story, tracks, upTo, toggle }: { story: Story; tracks: Track[]; upTo: number; toggle: (key: string) => void }) {
  return (
    <div role="row" class="row head-row" aria-rowindex={1}>
      <div role="columnheader" class="corner" aria-colindex={1} data-r={0} data-c={0} tabIndex={0}>Claim</div>
      <div role="columnheader" class="corner roots" aria-colindex={2} data-r={0} data-c={1} tabIndex={-1}>Independent sources</div>
      {tracks.map((t, i) => i < upTo && (
        <div role="columnheader" key={t.key} aria-colindex={i + 1 + LEAD} style={{ "--i": String(i) }}
          class={`head ${t.report === null ? "" : "sub"} ${t.open ? "open" : ""}`}>
          {t.report !== null
            ? <span class="name" data-r={0} data-c={i + LEAD} tabIndex={-1} title={story.reports[t.report]?.title ?? ""}><span class="clip">{reportName(story, t.report)}</span></span>
            : t.column.reports.length > 1
              ? <button type="button" class="name" data-r={0} data-c={i + LEAD} tabIndex={-1} aria-expanded={t.open} onClick={() => toggle(t.column.key)}
                  title={`${t.column.name} (${kindWords(t.column.kind)}), in ${plural(t.column.reports.length, "report")}: ${t.open ? "close" : "open"}`}>
                  <span class="clip">{t.column.name}</span><span class="count">{t.column.reports.length}<span class="sr"> reports</span> <span aria-hidden="true">{t.open ? "−" : "+"}</span></span>
                </button>
              : <span class="name" data-r={0} data-c={i + LEAD} tabIndex={-1} title={`${t.column.name} (${kindWords(t.column.kind)}), in 1 report`}>
                  <span class="clip">{t.column.name}</span>
                </span>}
        </div>
      ))}
    </div>
  );
}

interface RowProps { row: Row; r: number; first: boolean; tracks: Track[]; upTo: number; story: Story; chosen: string | null }
const MatrixRow = memo(function MatrixRow({ row, r, first, tracks, upTo, story, chosen }: RowProps) {
  const { value } = row;
  const about = `${row.slot}: ${row.label}`;
  return (
    <div role="row" class={first ? "row first" : "row"} data-row={row.key} aria-rowindex={r + 1} aria-label={about}>
      <div role="rowheader" class="label" aria-colindex={1} data-r={r} data-c={0} tabIndex={-1}
        title={value.variants.length ? `also: ${value.variants.join(", ")}` : undefined}>
        <span class={first ? "slot" : "slot sr"}>{row.slot}</span>
        <span class="value">{row.label}</span>
        <span class={`status status-${value.status}`}>{statusWords(value.status)}</span>
      </div>
      <div role="gridcell" class="roots" aria-colindex={2} data-r={r} data-c={1} tabIndex={-1}>
        <b>{value.roots}</b><span class="sr">{sourcesWords(value.roots).replace(/^\S+/, "")} for {about}, </span>
        <span class="of">in {plural(value.reports.length, "report")}</span>
      </div>
      {tracks.map((t, i) => {
        const cell = i < upTo ? cellAt(row, t.key) : undefined;
        if (!cell) return null;
        const who = t.report === null ? t.column.name : `${t.column.name}, in ${reportName(story, t.report)}`;
        const word = markWord(cell.mark, t.report === null);
        const many = t.report === null && cell.reports > 1 ? `, in ${cell.reports} reports` : "";
        return (
          <div role="gridcell" key={t.key} class={t.report === null ? "cell" : "cell sub"} aria-colindex={i + 1 + LEAD} aria-selected={chosen === t.key || undefined}
            style={{ "--i": String(i) }}>
            <button type="button" data-r={r} data-c={i + LEAD} tabIndex={-1} aria-label={`${who}: ${word}, ${about}${many}`}>
              {many ? <span class="mark-sign" data-n={`×${cell.reports}`}>{MarkIcon(cell)}</span> : MarkIcon(cell)}
              {word}
            </button>
          </div>
        );
      })}
    </div>
  );
});

function rove(grid: HTMLElement, cell: HTMLElement): void {
  for (const old of grid.querySelectorAll<HTMLElement>('[data-c][tabindex="0"]')) old.tabIndex = -1;
  cell.tabIndex = 0;
}
function focusCell(grid: HTMLElement, cell: HTMLElement): void {
  rove(grid, cell);
  cell.focus();
}
/** After rows or columns have changed, exactly one cell still takes the Tab key. */
function useRoving(grid: { current: HTMLElement | null }, deps: readonly unknown[]): void {
  useEffect(() => {
    const g = grid.current;
    if (g && !g.querySelector('[data-c][tabindex="0"]')) g.querySelector<HTMLElement>("[data-c]")?.setAttribute("tabindex", "0");
  }, [...deps]);
}
