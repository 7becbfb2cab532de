// Who is at the desk: a name that stands beside every correction, kept in this browser alone.
import { useState } from "preact/hooks";

const KEY = "desk.who";
export const whoNow = (): string => { try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; } };
export function keepWho(name: string): void { try { localStorage.setItem(KEY, name.trim()); } catch { /* private window: asked again */ } }

export function useWho(): [string, (s: string) => void] {
  const [who, set] = useState(whoNow);
  return [who, (s) => { set(s); keepWho(s); }];
}

export function WhoField({ who, set }: { who: string; set: (s: string) => void }) {
  return (
    <label class="field">Your name, for the log
      <input type="text" autocomplete="name" required value={who} onInput={(e) => set(e.currentTarget.value)} maxLength={80} />
    </label>
  );
}
