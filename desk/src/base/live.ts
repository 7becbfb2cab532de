// What changes while the page is open: one stream of server-sent events, shared by all views.
import { useEffect, useState } from "preact/hooks";
import type { Change, Job } from "./types";

type Listener = { change?: (c: Change) => void; job?: (j: Job) => void };
const listeners = new Set<Listener>();
let stream: EventSource | null = null;
let connected = false;
const watchers = new Set<(on: boolean) => void>();

function tell(on: boolean): void {
  connected = on;
  for (const w of watchers) w(on);
}

function read<A>(e: Event): A | null {
  try { return JSON.parse((e as MessageEvent<string>).data) as A; } catch { return null; }
}

export function start(): void {
  if (stream || typeof EventSource === "undefined") return;
  stream = new EventSource("/api/events");
  stream.onopen = () => tell(true);
  stream.onerror = () => tell(false);
  stream.addEventListener("change", (e) => { const c = read<Change>(e); if (c) for (const l of listeners) l.change?.(c); });
  stream.addEventListener("job", (e) => { const j = read<Job>(e); if (j) for (const l of listeners) l.job?.(j); });
  addEventListener("pagehide", () => stream?.close());
}

/** Calls back while the component is shown. */
export function useLive(l: Listener, deps: readonly unknown[]): void {
  useEffect(() => { listeners.add(l); return () => { listeners.delete(l); }; }, [...deps]);
}

export function useConnected(): boolean {
  const [on, set] = useState(connected);
  useEffect(() => { watchers.add(set); set(connected); return () => { watchers.delete(set); }; }, []);
  return on;
}
