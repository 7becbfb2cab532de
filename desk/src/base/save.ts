// Files made in the page: CSV cells that no spreadsheet runs, and handing a file to the browser.

export function save(name: string, type: string, data: string | Blob): void {
  const url = URL.createObjectURL(data instanceof Blob ? data : new Blob([data], { type: `${type};charset=utf-8` }));
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** RFC 4180; a cell that a spreadsheet would run as a formula gets an apostrophe before it, as in docs/FORMATS.md. */
export function cell(v: unknown): string {
  if (v === null || v === undefined) return "";
  if (typeof v === "number" || typeof v === "boolean") return String(v);
  let s = typeof v === "string" ? v : JSON.stringify(v);
  if (/^'*[=+\-@\t\r]/.test(s)) s = `'${s}`;
  return /[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
}
export function csvOf(rows: readonly Record<string, unknown>[]): string {
  const heads = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  return [heads, ...rows.map((r) => heads.map((h) => r[h]))].map((r) => `${r.map(cell).join(",")}\r\n`).join("");
}
export const fileName = (s: string): string => s.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "story";
