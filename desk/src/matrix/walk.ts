// Moving in the matrix by keys: one stop for the Tab key, arrows between the cells that hold something.

/** Cells that can have the focus bear data-r and data-c. Returns where a key leads from `from`, or null. */
export function step(grid: HTMLElement, from: HTMLElement, e: KeyboardEvent): HTMLElement | null {
  const r = Number(from.dataset["r"]);
  const c = Number(from.dataset["c"]);
  const inRow = (row: number) => [...grid.querySelectorAll<HTMLElement>(`[data-r="${row}"][data-c]`)];
  const at = (el: HTMLElement) => Number(el.dataset["c"]);
  const rows = Number(grid.dataset["rows"]);
  const near = (row: number) => inRow(row).reduce<HTMLElement | null>((best, el) =>
    best === null || Math.abs(at(el) - c) < Math.abs(at(best) - c) ? el : best, null);
  const edge = (row: number, last: boolean) => { const all = inRow(row); return (last ? all[all.length - 1] : all[0]) ?? null; };
  switch (e.key) {
    case "ArrowRight": return inRow(r).find((el) => at(el) > c) ?? null;
    case "ArrowLeft": return inRow(r).reverse().find((el) => at(el) < c) ?? null;
    case "ArrowDown": for (let i = r + 1; i < rows; i++) { const el = near(i); if (el) return el; } return null;
    case "ArrowUp": for (let i = r - 1; i >= 0; i--) { const el = near(i); if (el) return el; } return null;
    case "PageDown": return near(Math.min(rows - 1, r + 8));
    case "PageUp": return near(Math.max(0, r - 8));
    case "Home": return edge(e.ctrlKey ? 0 : r, false);
    case "End": return edge(e.ctrlKey ? rows - 1 : r, true);
    default: return null;
  }
}
