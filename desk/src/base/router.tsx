// Addresses: every view has one; links move by the history API, and the first heading gets the focus after a move.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

export interface Place { path: string; search: URLSearchParams; hash: string }
const now = (): Place => ({ path: location.pathname, search: new URLSearchParams(location.search), hash: location.hash });
const watchers = new Set<(p: Place) => void>();

export function go(to: string, how: "push" | "replace" = "push"): void {
  const before = location.pathname;
  history[how === "push" ? "pushState" : "replaceState"](null, "", to);
  for (const w of watchers) w(now());
  if (location.pathname !== before) {
    scrollTo(0, 0);
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

/** Loads what a view shows; again whenever a dependency changes, dropping an answer that is no longer wanted. */
export function useLoaded<A>(load: (s: AbortSignal) => Promise<A>, deps: readonly unknown[]): { value: A | null; error: Error | null; again: () => void } {
  const [state, set] = useState<{ value: A | null; error: Error | null }>({ value: null, error: null });
  const [turn, next] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    load(stop.signal).then((value) => set({ value, error: null }), (error: unknown) => {
      if (!stop.signal.aborted) set((s) => ({ value: s.value, error: error as Error }));
    });
    return () => stop.abort();
  }, [...deps, turn]);
  return { ...state, again: () => next((n) => n + 1) };
}
