// What changes while the page is open: one stream of server-sent events, shared by all views. A stream that breaks off is taken up
// again: by the browser, or where that gives up (the server refused, a proxy answered) from here. Views are told when it is back.
import { useEffect, useState } from "preact/hooks";
import type { Change, Job } from "./types";

type Listener = { change?: (c: Change) => void; job?: (j: Job) => void; back?: () => void };
export type Connection = "none" | "on" | "lost"; // none: not yet, or it was never let in
const listeners = new Set<Listener>();
let stream: EventSource | null = null;
let connection: Connection = "none";
const watchers = new Set<(c: Connection) => void>();
const FIRST_WAIT = 3000, LONGEST_WAIT = 60_000; // ms
let wait = FIRST_WAIT;
let timer = 0;

function tell(c: Connection): void {
  if (c === connection) return;
  connection = c;
  for (const w of watchers) w(c);
}

function read<A>(e: Event): A | null {
  try { return JSON.parse((e as MessageEvent<string>).data) as A; } catch { return null; }
}

function open(): void {
  clearTimeout(timer);
  stream?.close();
  const s = stream = new EventSource("/api/events");
  s.onopen = () => {
    wait = FIRST_WAIT;
    const lost = connection === "lost";
    tell("on");
    if (lost) for (const l of listeners) l.back?.();
  };
  s.onerror = () => {
    tell(connection === "none" ? "none" : "lost");
    if (s.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    clearTimeout(timer);
    timer = window.setTimeout(open, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  };
  s.addEventListener("change", (e) => { const c = read<Change>(e); if (c) for (const l of listeners) l.change?.(c); });
  s.addEventListener("job", (e) => { const j = read<Job>(e); if (j) for (const l of listeners) l.job?.(j); });
}

export function start(): void {
  if (stream || typeof EventSource === "undefined") return;
  open();
  addEventListener("pagehide", () => { clearTimeout(timer); stream?.close(); });
  addEventListener("pageshow", (e) => { if (e.persisted) open(); });
  addEventListener("online", () => { if (connection !== "on") open(); });
}
/** At once, where somebody has just been let in. */
export function restart(): void { if (stream) { wait = FIRST_WAIT; open(); } }

/** Calls back while the component is shown. */
export function useLive(l: Listener, deps: readonly unknown[]): void {
  useEffect(() => { listeners.add(l); return () => { listeners.delete(l); }; }, [...deps]);
}

export function useConnection(): Connection {
  const [c, set] = useState(connection);
  useEffect(() => { watchers.add(set); set(connection); return () => { watchers.delete(set); }; }, []);
  return c;
}
