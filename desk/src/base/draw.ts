// Drawings as lists of shapes: shown in the page, written as SVG, painted as PNG, all from one list.

export type Ink = "ink" | "soft" | "line" | "alarm" | "paper";
export type Shape =
  | { is: "text"; x: number; y: number; text: string; size: number; ink: Ink; bold?: boolean; serif?: boolean; anchor?: "start" | "middle" | "end"; turn?: number }
  | { is: "path"; d: string; x: number; y: number; scale: number; ink: Ink; fill: boolean; width: number; dash?: number[] }
  | { is: "line"; x1: number; y1: number; x2: number; y2: number; ink: Ink; width: number; dash?: number[] };
export interface Drawing { width: number; height: number; title: string; shapes: Shape[] }

const COLOUR: Record<Ink, string> = { ink: "#1c1b19", soft: "#5f5a52", line: "#cfc8bc", alarm: "#9c2a12", paper: "#fffdf8" };
const SANS = "system-ui, sans-serif";
const SERIF = "Georgia, serif";
const esc = (s: string): string => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
  // eslint-disable-next-line no-control-regex
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

function one(s: Shape): string {
  const colour = COLOUR[s.ink];
  if (s.is === "line") {
    return `<line x1="${s.x1}" y1="${s.y1}" x2="${s.x2}" y2="${s.y2}" stroke="${colour}" stroke-width="${s.width}"${s.dash ? ` stroke-dasharray="${s.dash.join(" ")}"` : ""}/>`;
  }
  if (s.is === "path") {
    return `<path transform="translate(${s.x} ${s.y}) scale(${s.scale})" d="${s.d}" fill="${s.fill ? colour : "none"}" stroke="${colour}" stroke-width="${s.width}"` +
      ` stroke-linejoin="round" stroke-linecap="round"${s.dash ? ` stroke-dasharray="${s.dash.join(" ")}"` : ""}/>`;
  }
  const turn = s.turn ? ` transform="rotate(${s.turn} ${s.x} ${s.y})"` : "";
  return `<text x="${s.x}" y="${s.y}" font-family="${s.serif ? SERIF : SANS}" font-size="${s.size}" fill="${colour}"` +
    `${s.bold ? ' font-weight="600"' : ""} text-anchor="${s.anchor ?? "start"}"${turn}>${esc(s.text)}</text>`;
}

export function svgText(d: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${d.width}" height="${d.height}" viewBox="0 0 ${d.width} ${d.height}" role="img">` +
    `<title>${esc(d.title)}</title><rect width="100%" height="100%" fill="${COLOUR.paper}"/>${d.shapes.map(one).join("")}</svg>\n`;
}

/** Painted on a canvas, not through an image: no policy of the page stands in its way. Twice the size, where that fits. */
export async function png(d: Drawing): Promise<Blob> {
  const scale = Math.min(2, 16000 / Math.max(d.width, d.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(d.width * scale);
  canvas.height = Math.ceil(d.height * scale);
  const g = canvas.getContext("2d");
  if (!g) throw new Error("This browser does not paint.");
  g.scale(scale, scale);
  g.fillStyle = COLOUR.paper;
  g.fillRect(0, 0, d.width, d.height);
  g.lineJoin = g.lineCap = "round";
  for (const s of d.shapes) paint(g, s);
  return await new Promise((yes, no) => canvas.toBlob((b) => (b ? yes(b) : no(new Error("The picture is too large."))), "image/png"));
}

function paint(g: CanvasRenderingContext2D, s: Shape): void {
  g.save();
  g.fillStyle = g.strokeStyle = COLOUR[s.ink];
  if (s.is === "text") {
    g.translate(s.x, s.y);
    if (s.turn) g.rotate((s.turn * Math.PI) / 180);
    g.font = `${s.bold ? "600 " : ""}${s.size}px ${s.serif ? SERIF : SANS}`;
    g.textAlign = s.anchor === "middle" ? "center" : s.anchor ?? "start";
    g.fillText(s.text, 0, 0);
  } else {
    g.lineWidth = s.width;
    g.setLineDash(s.dash ?? []);
    if (s.is === "line") {
      g.beginPath();
      g.moveTo(s.x1, s.y1);
      g.lineTo(s.x2, s.y2);
      g.stroke();
    } else {
      g.translate(s.x, s.y);
      g.scale(s.scale, s.scale);
      const p = new Path2D(s.d);
      if (s.fill) g.fill(p);
      g.stroke(p);
    }
  }
  g.restore();
}

/** Cut to a width, by the average of a letter. */
export function clip(text: string, width: number, size: number): string {
  const most = Math.floor(width / (size * 0.55));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
