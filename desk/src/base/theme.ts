// Light or dark: as the system has it, unless somebody chose.
const KEY = "desk.theme";
const ORDER = ["auto", "light", "dark"] as const;
export type Theme = (typeof ORDER)[number];

function put(t: Theme): Theme {
  if (t === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = t;
  return t;
}
export function themeNow(): Theme {
  let kept: string | null = null;
  try { kept = localStorage.getItem(KEY); } catch { /* private window */ }
  return put(ORDER.find((t) => t === kept) ?? "auto");
}
export function nextTheme(): Theme {
  const t = ORDER[(ORDER.indexOf(themeNow()) + 1) % ORDER.length]!;
  try { localStorage.setItem(KEY, t); } catch { /* holds until the page is left */ }
  return put(t);
}
