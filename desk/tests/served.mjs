// A server of a test's own: sayso serve on a database, stopped and started as the test needs. SAYSO names the program (program.sh).
import { execFileSync, spawn } from "node:child_process";
import { openSync, closeSync } from "node:fs";
import { once } from "node:events";

export const SAYSO = process.env.SAYSO;

export class Served {
  constructor(db, ...options) { Object.assign(this, { db, options, port: 0, base: null, child: null }); }

  async start() {
    const child = this.child = spawn(SAYSO, ["serve", "--db", this.db, "--port", String(this.port), "--model", "none", ...this.options], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => { throw new Error("sayso serve did not start"); })]);
    this.base = String(line).trim().split("\n")[0].replace(/\/$/, "");
    this.port = Number(new URL(this.base).port);
    return this;
  }

  async stop() {
    if (!this.child || this.child.exitCode !== null) return;
    this.child.kill();
    await once(this.child, "exit");
  }
}

/** A database of made-up stories, a report each. */
export function fill(db, stories) {
  const file = `${db}.jsonl`;
  const out = openSync(file, "w");
  execFileSync("python3", [new URL("../../tests/store/make_records.py", import.meta.url).pathname, String(stories), "1"], { stdio: ["ignore", out, "inherit"] });
  closeSync(out);
  execFileSync(SAYSO, ["add", "--quiet", "--db", db, file], { stdio: "inherit" });
}
