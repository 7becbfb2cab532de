// What every test uses: saying what was found, asking the server, and watching the page for errors and breaches of its policy.
export class Checks {
  constructor(name, base, page, context, browser) {
    Object.assign(this, { name, base, page, context, browser, passed: 0, failures: 0, trouble: [], expected: [] });
  }

  async begin() {
    this.page.removeAllListeners("console");
    this.page.removeAllListeners("pageerror");
    this.watch(this.page);
  }

  /** Errors that the page logs are failures, save those of answers that the test asked for. */
  watch(page) {
    page.on("console", (m) => { if (m.type() === "error") this.trouble.push(m.text()); });
    page.on("pageerror", (e) => this.trouble.push(`error: ${e}`));
  }

  expect(pattern) { this.expected.push(pattern); }
  ok(true_, what) { if (true_) this.passed++; else this.fail(what); }
  same(a, b, what) { this.ok(JSON.stringify(a) === JSON.stringify(b), `${what}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`); }
  fail(what) { this.failures++; console.error(`  ${this.name}: ${what}`); }

  end() {
    for (const line of this.trouble) if (!this.expected.some((p) => p.test(line))) this.fail(`in the browser: ${line}`);
    console.log(`${this.failures ? "not ok" : "ok"} ${this.name}: ${this.passed} checks${this.failures ? `, ${this.failures} failed` : ""}`);
  }

  async go(path_, wait = "h1") {
    await this.page.goto(this.base + path_);
    await this.page.locator(wait).first().waitFor();
  }

  async api(path_, init) {
    const answer = await fetch(this.base + path_, init);
    if (!answer.ok) throw new Error(`${path_}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** The example story: most claims of how many were killed, of those with a title that the examples bear. */
  async example() {
    const { items } = await this.api("/api/stories?limit=50");
    const item = items.find((s) => /Halden/.test(`${s.title} ${s.place}`)) ?? items[0];
    if (!item) throw new Error("there is no story at this desk");
    return { item, story: await this.api(`/api/stories/${item.story}`) };
  }
}

/** Words of a count as the page writes them. */
export function countWords(c) {
  const RELATION = { at_least: "at least ", at_most: "at most ", more_than: "more than ", less_than: "fewer than ", about: "about ", dozens: "dozens, at least " };
  if (c.relation === "between") return `${c.low} to ${c.high}`;
  if (c.relation === "some") return c.low === null ? "some" : `some, at least ${c.low}`;
  return `${RELATION[c.relation] ?? ""}${c.low ?? c.high}`;
}
