// Bringing reports in: a pasted text, files, an address, a feed; what becomes of each, and in plain words why it failed.
import { useEffect, useRef, useState } from "preact/hooks";
import { api, Failure } from "../base/api";
import { useLive } from "../base/live";
import { Link, useLoaded } from "../base/router";
import { useTitle } from "../base/title";
import type { Feed, Job } from "../base/types";
import { clockWords, plural } from "../base/words";
import { Trouble } from "./State";

interface Item { key: number; name: string; job: Job | null; error: string | null }
let keys = 0;

export default function AddView() {
  useTitle("Add reports");
  const [items, setItems] = useState<Item[]>([]);
  const change = (key: number, to: Partial<Item>) => setItems((all) => all.map((i) => (i.key === key ? { ...i, ...to } : i)));
  const add = async (name: string, work: () => Promise<{ job: number }>): Promise<boolean> => {
    const key = ++keys;
    setItems((all) => [{ key, name, job: null, error: null }, ...all]);
    try {
      const { job } = await work();
      change(key, { job: { job, state: "waiting", name, report: null, story: null, error: null } });
      return true;
    } catch (e) { change(key, { error: e instanceof Failure ? e.message : "That did not work." }); return false; }
  };
  useLive({ job: (j) => setItems((all) => all.map((i) => (i.job?.job === j.job ? { ...i, job: j } : i))) }, []);
  const open = items.filter((i) => i.job && (i.job.state === "waiting" || i.job.state === "reading")).map((i) => i.job!.job).join(",");
  useEffect(() => {
    if (!open) return;
    let turn = 0;
    let timer = 0;
    const look = async () => {
      for (const n of open.split(",")) {
        try { const j = await api.job(Number(n)); setItems((all) => all.map((i) => (i.job?.job === j.job ? { ...i, job: j } : i))); } catch { /* the stream tells, or the next turn */ }
      }
      timer = window.setTimeout(look, Math.min(5000, 400 * 1.5 ** turn++));
    };
    timer = window.setTimeout(look, 400);
    return () => clearTimeout(timer);
  }, [open]);
  const files = async (list: FileList | null) => {
    const all = [...list ?? []];
    for (const f of all) await add(f.name, () => api.addFile(f));
  };
  return (
    <div class="page add">
      <div class="page-head"><h1>Add reports</h1><p class="note">What you add is read here, on this machine, and put into its story.</p></div>
      <div class="add-columns">
        <Drop files={files} />
        <One label="An address" name="uri" placeholder="https://…" button="Fetch it" send={(u) => add(u, () => api.addUri(u))} note="Fetched once; addresses inside your own network are refused." />
        <Paste send={(t) => add(t.trim().split("\n")[0]!.slice(0, 80), () => api.addText(t))} />
        <Feeds />
      </div>
      <Progress items={items} />
    </div>
  );
}

function Drop({ files }: { files: (l: FileList | null) => void }) {
  const [over, setOver] = useState(false);
  return (
    <section class={`drop ${over ? "over" : ""}`} aria-labelledby="drop-head"
      onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(e) => { e.preventDefault(); setOver(false); files(e.dataTransfer?.files ?? null); }}>
      <h2 id="drop-head">Files</h2>
      <label class="field">Drop web pages, texts, feeds or web archives here, or choose them
        <input type="file" multiple onChange={(e) => { files(e.currentTarget.files); e.currentTarget.value = ""; }} /></label>
    </section>
  );
}

function One({ label, name, placeholder, button, send, note }: { label: string; name: string; placeholder: string; button: string; send: (v: string) => Promise<boolean>; note: string }) {
  const [v, set] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event) => { e.preventDefault(); if (!v.trim()) return; setBusy(true); if (await send(v.trim())) set(""); setBusy(false); };
  return (
    <section aria-labelledby={`${name}-head`}>
      <h2 id={`${name}-head`}>{label}</h2>
      <form onSubmit={submit}>
        <label class="field">{label === "An address" ? "Address of a report" : "Address of a feed"} <input type="url" name={name} value={v} placeholder={placeholder} required onInput={(e) => set(e.currentTarget.value)} /></label>
        <button type="submit" disabled={busy}>{button}</button> <span class="note">{note}</span>
      </form>
    </section>
  );
}

function Paste({ send }: { send: (t: string) => Promise<boolean> }) {
  const [text, set] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const submit = async (e: Event) => { e.preventDefault(); if (text.trim() && await send(text)) { set(""); area.current?.focus(); } };
  return (
    <section aria-labelledby="paste-head">
      <h2 id="paste-head">A text</h2>
      <form onSubmit={submit}>
        <label class="field">The report, its headline first <textarea ref={area} rows={7} value={text} onInput={(e) => set(e.currentTarget.value)} required /></label>
        <button type="submit" disabled={!text.trim()}>Read it</button>
      </form>
    </section>
  );
}

function Feeds() {
  const { value, error, again } = useLoaded((s) => api.feeds(s), []);
  const [trouble, setTrouble] = useState("");
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    try { await work(); setTrouble(""); again(); return true; } catch (e) { setTrouble(e instanceof Failure ? e.message : "That did not work."); return false; }
  };
  return (
    <div>
      <One label="A feed" name="feed" placeholder="https://…/rss.xml" button="Follow it" send={(u) => run(() => api.addFeed(u))} note="New reports of it are read as they come." />
      {trouble && <p class="error" role="alert">{trouble}</p>}
      {error && <Trouble error={error} again={again} />}
      {value && (value.items.length === 0 ? <p class="empty">No feed is followed.</p> : (
        <ul class="feeds">{value.items.map((f: Feed) => (
          <li key={f.feed}><b>{f.title ?? f.uri}</b> <span class="note">{f.title && f.uri} {f.last ? `last read ${clockWords(f.last)}` : "not read yet"}{f.failures > 0 && `, failed ${plural(f.failures, "time")}`}</span>{" "}
            <button type="button" class="link" onClick={() => void run(() => api.dropFeed(f.feed))} aria-label={`Stop following ${f.title ?? f.uri}`}>Stop</button></li>
        ))}</ul>
      ))}
    </div>
  );
}

const errorWords = (j: Job): string => (typeof j.error === "string" ? j.error : j.error?.message ?? "It could not be read.");
const STATE: Record<Job["state"], string> = { waiting: "waiting its turn", reading: "being read", done: "read", failed: "failed" };

function Progress({ items }: { items: Item[] }) {
  const jobs = items.filter((i) => i.job);
  const done = jobs.filter((i) => i.job!.state === "done" || i.job!.state === "failed").length;
  const failed = jobs.filter((i) => i.job!.state === "failed").length;
  return (
    <section aria-labelledby="progress-head" class="progress">
      <h2 id="progress-head">What became of it</h2>
      {items.length === 0 ? <p class="empty">Nothing added in this window yet.</p> : (
        <p role="status">{done} of {plural(jobs.length, "report")} done{failed > 0 && `, ${failed} not read`} <progress max={Math.max(1, jobs.length)} value={done} aria-label="Reports read" /></p>
      )}
      <ul>{items.map((i) => (
        <li key={i.key} class={i.error || i.job?.state === "failed" ? "failed" : ""}>
          <b>{i.name}</b>{" "}
          {i.error ? <span class="error">not taken: {i.error}</span>
            : !i.job ? <span class="note">being sent</span>
              : i.job.state === "failed" ? <span class="error">failed: {errorWords(i.job)}</span>
                : <span class="note">{STATE[i.job.state]}</span>}{" "}
          {i.job?.story != null && <Link to={`/stories/${i.job.story}`}>its story</Link>}{" "}
          {i.job?.report != null && <Link to={`/reports/${i.job.report}`}>as it was read</Link>}
        </li>
      ))}</ul>
    </section>
  );
}
