// Other shapes of the page: 320 px wide (which is 1280 at 400 %), twice the size of letters, no motion, forced colours, paper. Nothing is lost.
import { invented } from "../mock/data.mjs";
import { open } from "./browser.mjs";

export default async function shapes(t) {
  const { item, story } = await t.example();
  const report = story.reports[0].report;
  const at = story.facts.flatMap((f, i) => f.values.map((v, k) => ({ row: `${i}.${k}`, c: v.claims.find((c) => c.root && c.span) }))).find((x) => x.c);
  const name = story.sources.find((s) => s.named)?.name;
  const views = ["/stories", `/stories/${item.story}`, `/stories/${item.story}?row=${at.row}&by=${at.c.root}`, `/reports/${report}#${at.c.claim}`, "/sources", `/sources/${encodeURIComponent(name)}`, "/add", "/corrections"];
  await t.page.goto("about:blank");
  const { page, close } = await open();
  t.watch(page);
  try {
    await narrow(t, page, views);
    await motion(t, page, item);
    await forced(t, page, item);
    await paper(t, page, item, story, report);
  } finally { await close(); }
}

async function go(t, page, view) {
  await page.goto(t.base + view);
  await page.locator("h1").first().waitFor();
  await page.waitForTimeout(300);
}

/** What cannot be read: text that runs over the side of the page, or is cut off in its box, where nothing scrolls. */
const lost = () => {
  const out = [];
  const clipped = (el) => { for (let e = el; e && e !== document.body; e = e.parentElement) { const s = getComputedStyle(e); if (/auto|scroll/.test(s.overflowX) || s.position === "fixed") return true; } return false; };
  const hidden = (el) => el.closest(".sr, .skip, [aria-hidden=true], details:not([open]) > :not(summary), .clip, .value") || !el.checkVisibility({ visibilityProperty: true });
  for (const el of document.querySelectorAll("body *")) {
    if (![...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || hidden(el)) continue;
    const box = el.getBoundingClientRect();
    if (box.width === 0) continue;
    const over = box.right > innerWidth + 1 && !clipped(el);
    const s = getComputedStyle(el);
    const cut = s.overflowX === "hidden" && el.scrollWidth > el.clientWidth + 1;
    if (over || cut) out.push(`${el.tagName}.${el.className} “${el.textContent.trim().slice(0, 30)}” ${over ? "runs over the side" : "is cut off"}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) out.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  return out;
};

async function narrow(t, page, views) {
  for (const [how, size, letters] of [["320 px", { width: 320, height: 640 }, null], ["twice as large letters", { width: 1280, height: 800 }, "200%"], ["200 % zoom", { width: 640, height: 400 }, null]]) {
    await page.setViewportSize(size);
    for (const view of views) {
      await go(t, page, view);
      if (letters) await page.evaluate((l) => { document.documentElement.style.fontSize = `calc(15px * ${parseInt(l) / 100})`; }, letters);
      const found = await page.evaluate(lost);
      t.ok(found.length === 0, `${view}, ${how}: ${found.slice(0, 4).join("; ")}`);
      // The heading and the ways on are within reach.
      t.ok(await page.getByRole("navigation", { name: "Views" }).getByRole("link").count() === 4, `${view}, ${how}: the ways on`);
    }
  }
  await page.setViewportSize({ width: 1360, height: 900 });
}

async function motion(t, page, item) {
  for (const [wanted, kind] of [["reduce", "none"], ["no-preference", "some"]]) {
    await page.emulateMedia({ reducedMotion: wanted });
    await go(t, page, `/stories/${item.story}`);
    const moving = await page.evaluate(() => {
      const long = (s) => s.split(",").some((d) => parseFloat(d) > 0);
      return { scroll: getComputedStyle(document.documentElement).scrollBehavior,
        parts: [...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e); return long(s.transitionDuration) || (s.animationName !== "none" && long(s.animationDuration)); }).length };
    });
    if (kind === "none") t.same(moving, { scroll: "auto", parts: 0 }, "what moves where motion is not wanted");
    else t.same(moving.scroll, "smooth", "scrolling where motion is welcome");
  }
  await page.emulateMedia({ reducedMotion: "reduce" });
}

async function forced(t, page, item) {
  await page.emulateMedia({ forcedColors: "active" });
  await go(t, page, `/stories/${item.story}`);
  t.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches), "colours are forced");
  const marks = await page.locator(".matrix .cell .mark").evaluateAll((all) => all.map((m) => {
    const own = getComputedStyle(m.querySelector("path"));
    let back = m;
    while (back && /rgba\(0, 0, 0, 0\)|transparent/.test(getComputedStyle(back).backgroundColor)) back = back.parentElement;
    return [own.stroke, back ? getComputedStyle(back).backgroundColor : "none"];
  }));
  t.ok(marks.length > 5 && marks.every(([stroke, ground]) => stroke !== "none" && stroke !== ground), `marks against their ground: ${JSON.stringify(marks.slice(0, 3))}`);
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowDown");
  t.ok(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none"), "the focus is to be seen with forced colours");
  // The chosen mark is told by more than its ground, which is forced away.
  await page.locator(".matrix .cell button").first().click();
  await page.locator(".panel").waitFor();
  const told = await page.locator('.matrix .cell[aria-selected="true"]').evaluate((c) => { const s = getComputedStyle(c); const b = getComputedStyle(c.querySelector("button")); return s.outlineStyle !== "none" || s.borderTopStyle !== "none" || b.outlineStyle !== "none"; });
  t.ok(told, "the chosen mark with forced colours");
  // Who says what in a report's text is told by underlines and numbers, not by colour.
  await page.emulateMedia({ forcedColors: "none" });
}

async function paper(t, page, item, story, report) {
  await go(t, page, `/stories/${item.story}`);
  await page.locator("#reports .report-list").waitFor();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForTimeout(500);
  await page.setViewportSize({ width: 718, height: 1000 }); // what A4 leaves between margins of a centimetre
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const found = await page.evaluate(() => {
    const out = { over: [], boxes: [], ground: getComputedStyle(document.documentElement).backgroundColor, ink: getComputedStyle(document.body).color,
      marks: [...document.querySelectorAll(".matrix .cell")].filter((c) => c.getBoundingClientRect().right > innerWidth).length, links: 0, masthead: document.querySelector(".masthead").checkVisibility() };
    for (const el of document.querySelectorAll("main *")) {
      const s = getComputedStyle(el);
      if (!el.checkVisibility() || el.closest(".sr")) continue;
      if (/auto|scroll/.test(s.overflowY) && el.scrollHeight > el.clientHeight + 1) out.boxes.push(el.className);
      if (/auto|scroll/.test(s.overflowX) && el.scrollWidth > el.clientWidth + 1) out.boxes.push(el.className);
      if (el.matches("p, li, h1, h2, td, th, blockquote") && el.getBoundingClientRect().right > innerWidth + 1) out.over.push(`${el.tagName}.${el.className} ${el.textContent.slice(0, 30)}`);
    }
    out.links = [...document.querySelectorAll('main a[href^="http"]')].filter((a) => a.checkVisibility() && !getComputedStyle(a, "::after").content.includes(a.getAttribute("href"))).length;
    return out;
  });
  t.same(found.boxes, [], "boxes that cut off on paper what they hold");
  t.same(found.over, [], "what runs over the side of the paper");
  t.same(found.marks, 0, "marks beyond the side of the paper");
  t.same([found.ground, found.ink], ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], "ink on white, in dark, too");
  t.same(found.links, 0, "links to the web whose address is not printed");
  t.same(found.masthead, false, "what can only be clicked is left out");
  const pdf = await page.pdf({ format: "A4", margin: { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" } });
  t.ok(pdf.subarray(0, 5).toString() === "%PDF-" && (pdf.toString("latin1").match(/\/Type \/Page\b/g) ?? []).length >= 2, "a story on paper");
  t.ok(pdf.toString("latin1").includes(story.reports.find((r) => r.uri)?.uri ?? ""), "the reports' addresses stand in the file as links");
  await go(t, page, `/reports/${report}`);
  const text = await page.evaluate(() => [...document.querySelectorAll(".report-text *")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).length);
  t.same(text, 0, "words of a report that run over the side of the paper");
  // Two hundred reports have more origins than a sheet is wide: every mark is there, in words.
  await page.emulateMedia({ media: null, colorScheme: "light" });
  await page.route(`**/api/stories/${item.story}`, (r) => r.fulfill({ json: invented(200, "Two hundred reports of one explosion", 1000) }));
  t.expect(/404/); // the records of made-up reports
  await page.goto(`${t.base}/stories/${item.story}`);
  await page.locator("[role=grid][aria-busy=false]").waitFor();
  await page.emulateMedia({ media: "print" });
  const wide = await page.evaluate(() => ({ marks: document.querySelectorAll(".matrix .cell").length, over: [...document.querySelectorAll(".matrix .cell, .matrix .label")].filter((c) => c.getBoundingClientRect().right > innerWidth + 1).length,
    words: [...document.querySelectorAll(".matrix .cell button")].every((b) => getComputedStyle(b, "::after").content.includes(b.getAttribute("aria-label").split(":")[0])) }));
  t.ok(await page.getByText("54 more for “Weapon”").isVisible(), "how many values are not printed");
  t.ok(wide.marks > 100 && wide.over === 0 && wide.words, `a wide matrix on paper: ${JSON.stringify(wide)}`);
  if (process.env.DESK_PICTURE) await page.screenshot({ path: process.env.DESK_PICTURE, fullPage: true });
  await page.emulateMedia({ media: null });
}
