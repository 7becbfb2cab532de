// Keys that work everywhere. They rest while somebody types, and can be turned off (docs/DESK.md lists them).
import { useEffect } from "preact/hooks";
import { go } from "./router";

const KEY = "desk.keys";
export const keysOn = (): boolean => { try { return localStorage.getItem(KEY) !== "off"; } catch { return true; } };
export function setKeys(on: boolean): void { try { localStorage.setItem(KEY, on ? "on" : "off"); } catch { /* holds for this view */ } }

const GOES: Record<string, string> = { s: "/stories", o: "/sources", a: "/add", c: "/corrections" };
const typing = (t: EventTarget | null): boolean =>
  t instanceof HTMLElement && (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName));

/** j and k walk the links of a list that bear data-item. */
function walk(by: number): boolean {
  const items = [...document.querySelectorAll<HTMLElement>("[data-item]")];
  if (!items.length) return false;
  const now = items.indexOf(document.activeElement as HTMLElement);
  const next = items[Math.max(0, Math.min(items.length - 1, now + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

function focusOn(selector: string): boolean {
  const el = document.querySelector<HTMLElement>(selector);
  el?.focus();
  el?.scrollIntoView({ block: "nearest" });
  return el !== null;
}

export function useShortcuts(help: () => void): void {
  useEffect(() => {
    let g = 0;
    const key = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || !keysOn() || document.querySelector("dialog[open]")) return;
      let done = true;
      if (g && Date.now() - g < 1200 && GOES[e.key]) go(GOES[e.key]!);
      else if (e.key === "?") help();
      else if (e.key === "/") done = focusOn("[data-search]");
      else if (e.key === "j") done = walk(1);
      else if (e.key === "k") done = walk(-1);
      else if (e.key === "m") done = focusOn('.matrix [data-c][tabindex="0"]');
      else done = false;
      g = e.key === "g" ? Date.now() : 0;
      if (done) e.preventDefault();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
}
