// Makes src/story/outlines.json, the map's outlines, of Natural Earth 1:50m (npm world-atlas): countries without names, on a grid of
// 10,000 × 10,000, which is finer than the map draws.
import { readFileSync, writeFileSync } from "node:fs";
import { quantize } from "topojson-client";

const world = JSON.parse(readFileSync(new URL("node_modules/world-atlas/countries-50m.json", import.meta.url), "utf8"));
delete world.objects.land;
for (const g of world.objects.countries.geometries) {
  delete g.properties;
  delete g.id;
}
const { transform, ...plain } = world;
const unpacked = { ...plain, arcs: world.arcs.map((arc) => {
  let x = 0, y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * transform.scale[0] + transform.translate[0], (y += dy) * transform.scale[1] + transform.translate[1]]);
}) };
const small = quantize(unpacked, 1e4);
// Points that fall on the one before them say nothing.
small.arcs = small.arcs.map((arc) => arc.filter(([dx, dy], i) => i === 0 || i === arc.length - 1 || dx !== 0 || dy !== 0));
writeFileSync(new URL("src/story/outlines.json", import.meta.url), JSON.stringify(small));
