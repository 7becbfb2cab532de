// Parts of a view that wait: until what stands above them is drawn, or until they come into sight.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Three frames are the matrix's: what is in sight of it, then the rest, painted. */
export function Later({ children }: { children: ComponentChildren }) {
  const [on, set] = useState(false);
  useEffect(() => {
    let frame = 0;
    const wait = (frames: number) => { frame = requestAnimationFrame(() => setTimeout(() => (frames > 1 ? wait(frames - 1) : set(true)), 0)); };
    wait(3);
    return () => cancelAnimationFrame(frame);
  }, []);
  return <>{on ? children : null}</>;
}

/** For what has to fetch a record of each report: only when it is looked at, or printed. */
export function WhenSeen({ children }: { children: ComponentChildren }) {
  const [on, set] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = () => set(true);
    const seen = new IntersectionObserver((all) => { if (all.some((e) => e.isIntersecting)) show(); }, { rootMargin: "400px" });
    if (ref.current) seen.observe(ref.current);
    addEventListener("beforeprint", show);
    return () => { seen.disconnect(); removeEventListener("beforeprint", show); };
  }, []);
  return <div ref={ref} class="when-seen">{on ? children : null}</div>;
}
