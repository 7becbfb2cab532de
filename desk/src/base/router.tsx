// Addresses: every view has one; links move by the history API, and the first heading gets the focus after a move.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

export interface Place { path: string; search: URLSearchParams; hash: string }
const now = (): Place => ({ path: location.pathname, search: new URLSearchParams(location.search), hash: location.hash });
const watchers = new Set<(p: Place) => void>();

/** What an entry of the history keeps: how far it was scrolled, which link had the focus, how many rows of a list were shown. */
interface Kept { y?: number; at?: string | null; rows?: number }
export const kept = (): Kept => (history.state as Kept | null) ?? {};
export const keep = (k: Kept): void => history.replaceState({ ...kept(), ...k }, "");

let timer = 0;
let stop = (): void => undefined;
function keepPlace(): void {
  clearTimeout(timer);
  keep({ y: scrollY, at: document.activeElement?.closest("main a")?.getAttribute("href") ?? null });
}
/** Back where somebody was, as soon as the view is long enough; not against somebody who scrolls meanwhile. */
function restore({ y, at }: Kept): void {
  stop();
  if (y === undefined) return;
  let on = true;
  const end = Date.now() + 5000;
  stop = () => { on = false; for (const e of ["wheel", "touchmove", "keydown", "pointerdown"]) removeEventListener(e, stop); };
  for (const e of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(e, stop, { passive: true });
  const tick = (): void => {
    if (!on) return;
    const link = at ? document.querySelector<HTMLElement>(`main a[href="${CSS.escape(at)}"]`) : null;
    if (document.documentElement.scrollHeight >= y + innerHeight && (link || !at || y > 0)) {
      scrollTo({ top: y, behavior: "instant" });
      link?.focus({ preventScroll: true });
      stop();
    } else if (Date.now() < end) requestAnimationFrame(tick);
    else stop();
  };
  requestAnimationFrame(tick);
}
history.scrollRestoration = "manual";
addEventListener("scroll", () => { clearTimeout(timer); timer = window.setTimeout(keepPlace, 150); }, { passive: true });
addEventListener("pagehide", keepPlace);
addEventListener("popstate", () => { clearTimeout(timer); restore(kept()); });
restore(kept());

export function go(to: string, how: "push" | "replace" = "push"): void {
  const before = location.pathname;
  stop();
  keepPlace();
  if (how === "push") history.pushState({}, "", to); else history.replaceState(kept(), "", to);
  for (const w of watchers) w(now());
  if (location.pathname !== before) {
    scrollTo({ top: 0, behavior: "instant" });
    document.getElementById("view")?.focus({ preventScroll: true });
  }
}

export function usePlace(): Place {
  const [place, set] = useState(now);
  useEffect(() => {
    watchers.add(set);
    const back = () => { for (const w of watchers) w(now()); };
    addEventListener("popstate", back);
    return () => { watchers.delete(set); removeEventListener("popstate", back); };
  }, []);
  return place;
}

interface LinkProps {
  to: string; children?: ComponentChildren; class?: string; "aria-label"?: string; "aria-current"?: "page" | "true" | undefined; "data-item"?: boolean;
}
export function Link({ to, children, ...rest }: LinkProps) {
  const click = (e: MouseEvent) => {
    if (e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    go(to);
  };
  return <a {...rest} href={to} onClick={click}>{children}</a>;
}

/** Loads what a view shows; again whenever a dependency changes, dropping an answer that is no longer wanted. The
 *  call goes out before the waiting view is painted, not after. */
export function useLoaded<A>(load: (s: AbortSignal) => Promise<A>, deps: readonly unknown[]): { value: A | null; error: Error | null; again: () => void } {
  const [state, set] = useState<{ value: A | null; error: Error | null }>({ value: null, error: null });
  const [turn, next] = useState(0);
  useLayoutEffect(() => {
    const stop = new AbortController();
    load(stop.signal).then((value) => set({ value, error: null }), (error: unknown) => {
      if (!stop.signal.aborted) set((s) => ({ value: s.value, error: error as Error }));
    });
    return () => stop.abort();
  }, [...deps, turn]);
  return { ...state, again: () => next((n) => n + 1) };
}
