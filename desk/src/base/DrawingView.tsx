// A drawing in the page: its inks are the page's colours, light or dark.
import type { Drawing, Shape } from "./draw";

function One({ s }: { s: Shape }) {
  if (s.is === "line") return <line class={`ink-${s.ink}`} x1={s.x1} y1={s.y1} x2={s.x2} y2={s.y2} stroke-width={s.width} stroke-dasharray={s.dash?.join(" ")} />;
  if (s.is === "path") {
    return <path class={`ink-${s.ink} ${s.fill ? "filled" : "hollow"}`} transform={`translate(${s.x} ${s.y}) scale(${s.scale})`} d={s.d} stroke-width={s.width}
      stroke-dasharray={s.dash?.join(" ")} />;
  }
  return <text class={`ink-${s.ink} ${s.serif ? "serif" : ""}`} x={s.x} y={s.y} font-size={s.size} font-weight={s.bold ? 600 : undefined} text-anchor={s.anchor ?? "start"}
    transform={s.turn ? `rotate(${s.turn} ${s.x} ${s.y})` : undefined}>{s.text}</text>;
}

export const DrawingView = ({ drawing, label }: { drawing: Drawing; label: string }) => (
  <svg class="drawing" role="img" aria-label={label} width={drawing.width} height={drawing.height} viewBox={`0 0 ${drawing.width} ${drawing.height}`}>
    {drawing.shapes.map((s, i) => <One key={i} s={s} />)}
  </svg>
);
