// Drives the page in a real browser, view by view.
//   node tests/run.mjs [BASE] [--only NAME]
// BASE: the address of a running desk; without it a mock server is started for the time of the tests. The stories there are the
// examples' (examples/terminal), others may stand beside them. The tests add a report and make corrections, which they undo.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "./browser.mjs";
import { Checks } from "./checks.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : null;
let base = args.find((a) => a.startsWith("http"))?.replace(/\/$/, "");
let mock = null;
if (!base) {
  mock = spawn(process.execPath, [path.join(HERE, "../mock/server.mjs"), "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(mock.stdout, "data");
  base = String(line).trim();
}
const NAMES = ["newcomer", "matrix", "speed", "stories", "report", "source", "places", "live", "correct", "keyboard", "add", "exports", "access", "shapes"];
const ALONE = ["many", "token", "lost"]; // each on servers of its own, of the program SAYSO
const { page, context, browser, close } = await open();
let failed = 0;
try {
  for (const name of [...NAMES, ...ALONE]) {
    if (only ? only !== name : ALONE.includes(name) && !process.env.SAYSO) continue;
    const { default: test } = await import(`./${name}.mjs`);
    const t = new Checks(name, base, page, context, browser);
    await t.begin();
    try { await test(t); } catch (e) { t.fail(String(e?.stack ?? e).split("\n").slice(0, 6).join("\n      ")); }
    t.end();
    failed += t.failures;
  }
} finally {
  await close();
  mock?.kill();
}
process.exit(failed ? 1 : 0);
