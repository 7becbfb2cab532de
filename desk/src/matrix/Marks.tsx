// The six marks: each is told by its shape, each stands with its word.
import type { Mark } from "./model";

/** Shapes in a 20 × 20 box: paths, and whether they are filled. The exported drawings use the same. */
export const SHAPES: Record<Mark, { d: string; fill: boolean; dash?: number[] }[]> = {
  says: [{ d: "M10 3.5A6.5 6.5 0 1 1 9.99 3.5Z", fill: true }],
  relays: [{ d: "M3 5.5H9.5V2.5L17.5 10L9.5 17.5V14.5H3Z", fill: false }],
  hedged: [{ d: "M10 3.5A6.5 6.5 0 1 1 9.99 3.5Z", fill: false, dash: [2.4, 2.4] }],
  earlier: [{ d: "M10 3.5A6.5 6.5 0 1 1 9.99 3.5Z", fill: false }, { d: "M10 6.2V10.4L13 12", fill: false }],
  corrected: [{ d: "M10 3.5A6.5 6.5 0 1 1 9.99 3.5Z", fill: false }, { d: "M2.5 10H17.5", fill: false }],
  denies: [{ d: "M4 4L16 16M16 4L4 16", fill: false }],
};

/** Each mark as one path: a matrix has hundreds of them, and every element counts. How they are drawn stands in matrix.css. */
const ICONS = Object.fromEntries((Object.keys(SHAPES) as Mark[]).map((m) => [m, SHAPES[m].map((s) => s.d).join("")])) as Record<Mark, string>;

export const MarkIcon = ({ mark }: { mark: Mark }) => (
  <svg class={`mark mark-${mark}`} viewBox="0 0 20 20" aria-hidden="true"><path d={ICONS[mark]} /></svg>
);
