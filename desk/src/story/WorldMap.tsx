// Where it happened: outlines from Natural Earth (npm world-atlas, public domain), drawn here; no tiles, no other host. Outlines
// are fetched from the desk itself when the map comes into sight.
import { geoMercator, geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import type { FeatureCollection } from "geojson";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import atlas from "./outlines.json?url";
import type { Named, Story } from "../base/types";
import { isNamed, placeWords, sourcesWords } from "../base/words";

const W = 860, H = 420;
interface Spot { name: string; where: string; lat: number; lon: number; roots: number; main: boolean }

function spotsOf(story: Story): Spot[] {
  const spots = new Map<string, Spot>();
  const add = (p: Named, roots: number, main: boolean) => {
    if (p.lat == null || p.lon == null) return;
    const key = `${p.lat} ${p.lon}`;
    const old = spots.get(key);
    if (old) { old.roots = Math.max(old.roots, roots); old.main ||= main; return; }
    spots.set(key, { name: p.name, where: placeWords(p), lat: p.lat, lon: p.lon, roots, main });
  };
  if (story.place) add(story.place, 0, true);
  for (const f of story.facts) if (f.slot === "place") for (const v of f.values) if (isNamed(v.value)) add(v.value, v.roots, false);
  return [...spots.values()].slice(0, 30);
}

/** The main place is drawn last, over the others. */
function inOrder<A>(spots: Spot[], draw: (s: Spot, i: number) => A): A[] {
  return spots.map((s, i) => [s, i] as const).sort(([a], [b]) => Number(a.main) - Number(b.main)).map(([s, i]) => draw(s, i));
}

/** Close around the main place; the whole world where there is only a country. */
function projectionOf(spots: Spot[], wide: boolean): GeoProjection {
  const main = spots.find((s) => s.main) ?? spots[0]!;
  if (wide) return geoNaturalEarth1().fitExtent([[4, 4], [W - 4, H - 4]], { type: "Sphere" });
  return geoMercator().center([main.lon, main.lat]).scale(2600).translate([W / 2, H / 2]).clipExtent([[0, 0], [W, H]]);
}

export default function WorldMap({ story }: { story: Story }) {
  const frame = useRef<HTMLDivElement>(null);
  const [world, setWorld] = useState<FeatureCollection | null>(null);
  const [failed, setFailed] = useState(false);
  const [wide, setWide] = useState(false);
  const spots = useMemo(() => spotsOf(story), [story]);
  useEffect(() => {
    if (!frame.current || !spots.length) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      seen.disconnect();
      fetch(atlas).then((r) => r.json()).then((t: Topology) => setWorld(feature(t, t.objects["countries"]!) as FeatureCollection), () => setFailed(true));
    }, { rootMargin: "300px" });
    seen.observe(frame.current);
    return () => seen.disconnect();
  }, [spots]);
  const drawn = useMemo(() => {
    if (!spots.length) return null;
    const projection = projectionOf(spots, wide);
    const path = geoPath(projection).digits(1);
    return { land: world ? world.features.map((f) => path(f) ?? "").join("") : "", at: spots.map((s) => projection([s.lon, s.lat])) };
  }, [world, spots, wide]);
  if (!spots.length || !drawn) return <p class="empty">No place in these reports is known to the gazetteer, so there is nothing to draw.</p>;
  const inside = (p: [number, number] | null): p is [number, number] => p !== null && p[0] > 0 && p[0] < W && p[1] > 0 && p[1] < H;
  return (
    <div ref={frame} class="map">
      <svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={`Map: ${spots.map((s) => s.where).join("; ")}`}>
        <rect class="sea" width={W} height={H} />
        <path class="land" d={drawn.land} />
        {inOrder(spots, (s, i) => {
          const p = drawn.at[i] ?? null;
          if (!inside(p)) return null;
          const named = s.main || !spots.some((_, k) => k < i && inside(drawn.at[k] ?? null) && Math.hypot(drawn.at[k]![0] - p[0], drawn.at[k]![1] - p[1]) < 26);
          return (
            <g key={i} class={s.main ? "spot main" : "spot"} transform={`translate(${p[0].toFixed(1)} ${p[1].toFixed(1)})`}>
              <circle r={s.main ? 7 : 4} />
              {named && <text x={s.main ? 12 : 8} y={5}>{s.name}</text>}
            </g>
          );
        })}
      </svg>
      <p class="note">
        <button type="button" class="quiet" onClick={() => setWide(!wide)}>{wide ? "Closer" : "The whole world"}</button>{" "}
        {failed ? "The outlines could not be fetched; the places stand below." : "Outlines: Natural Earth."}
      </p>
      <ul class="spots">{spots.map((s, i) => <li key={i}>{s.main && <b>Here: </b>}{s.where}{s.roots > 0 && <span class="note"> {sourcesWords(s.roots)}</span>}</li>)}</ul>
    </div>
  );
}
