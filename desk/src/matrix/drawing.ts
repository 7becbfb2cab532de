// The matrix as a drawing for print: every shown value, every origin, the marks with their key below.
import { clip, type Drawing, type Shape } from "../base/draw";
import type { Story } from "../base/types";
import { plural } from "../base/words";
import { SHAPES } from "./Marks";
import { columnsOf, MARKS, markWord, type Mark, type Matrix } from "./model";
import { groupsOf } from "./visible";

const LEFT = 250, ROOTS = 70, COL = 46, ROW = 30, HEAD = 190;

export function markShapes(mark: Mark, x: number, y: number, size: number): Shape[] {
  return SHAPES[mark].map((s) => ({
    is: "path", d: s.d, x: x - size / 2, y: y - size / 2, scale: size / 20, ink: "ink", fill: s.fill, width: mark === "denies" ? 3 : 2, ...(s.dash ? { dash: s.dash } : {}),
  }));
}

export function matrixDrawing(story: Story, model: Matrix): Drawing {
  const { groups } = groupsOf(model.rows, new Set(), false);
  const rows = groups.flatMap((g) => g.rows);
  const columns = columnsOf(rows, model.sources, model.reportAt);
  const width = Math.max(640, LEFT + ROOTS + columns.length * COL + 60);
  const height = HEAD + rows.length * ROW + 70;
  const shapes: Shape[] = [
    { is: "text", x: 16, y: 30, text: clip(story.title ?? "Story", width - 32, 18), size: 18, ink: "ink", bold: true, serif: true },
    { is: "text", x: 16, y: 50, text: `${plural(story.reports.length, "report")}, ${plural(story.roots, "independent source")}`, size: 12, ink: "soft" },
    { is: "text", x: LEFT + ROOTS / 2, y: HEAD - 8, text: "sources", size: 11, ink: "soft", anchor: "middle" },
  ];
  columns.forEach((c, i) => {
    const x = LEFT + ROOTS + i * COL + COL / 2;
    shapes.push({ is: "text", x: x + 4, y: HEAD - 8, text: clip(c.name, 120, 11), size: 11, ink: "ink", turn: -55 });
    shapes.push({ is: "line", x1: x, y1: HEAD, x2: x, y2: HEAD + rows.length * ROW, ink: "line", width: 0.5 });
  });
  let last = "";
  rows.forEach((row, r) => {
    const y = HEAD + r * ROW + ROW / 2;
    const group = row.group;
    shapes.push({ is: "line", x1: group === last ? 110 : 16, y1: HEAD + r * ROW, x2: width - 16, y2: HEAD + r * ROW, ink: "line", width: group === last ? 0.5 : 1.2 });
    if (group !== last) shapes.push({ is: "text", x: 16, y: y + 4, text: clip(row.slot, 94, 12), size: 12, ink: "soft" });
    last = group;
    shapes.push({ is: "text", x: 112, y: y + 5, text: clip(row.label, LEFT - 116, 14), size: 14, ink: "ink", serif: true });
    shapes.push({ is: "text", x: LEFT + ROOTS / 2, y: y + 5, text: String(row.value.roots), size: 15, ink: "ink", bold: true, anchor: "middle" });
    columns.forEach((c, i) => {
      const cell = row.cells.get(c.key);
      if (!cell) return;
      const x = LEFT + ROOTS + i * COL + COL / 2;
      shapes.push(...markShapes(cell.mark, x, y - 4, 14), { is: "text", x, y: y + 12, text: markWord(cell.mark, true) + (cell.reports > 1 ? ` ×${cell.reports}` : ""), size: 8, ink: "soft", anchor: "middle" });
    });
  });
  MARKS.forEach((m, i) => {
    const x = 26 + (i % 6) * 100;
    shapes.push(...markShapes(m.mark, x, height - 28, 14), { is: "text", x: x + 14, y: height - 24, text: m.word, size: 11, ink: "soft" });
  });
  return { width, height, title: `Who says what: ${story.title ?? ""}`, shapes };
}
