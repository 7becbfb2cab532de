// The server's calls. Every failure becomes a Failure that says in plain words what happened and what can be done.
import type * as T from "./types";

export class Failure extends Error {
  constructor(readonly status: number, readonly code: string, message: string) { super(message); }
}

const PLAIN: Record<number, string> = {
  0: "The desk's server does not answer. Is sayso serve still running?",
  401: "This desk asks for a token before it shows anything.",
  403: "The server refused this page's address.",
  404: "There is nothing at this address.",
  413: "That is more than the server takes at once.",
  429: "Too many calls at once. Wait a moment.",
  503: "The server is busy. Try again in a moment.",
};

async function call(path: string, init?: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers: { Accept: "application/json", ...init?.headers } });
  } catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") throw e;
    throw new Failure(0, "OFFLINE", PLAIN[0]!);
  }
  if (answer.ok) return answer;
  let code = String(answer.status);
  let message = PLAIN[answer.status] ?? `The server answered ${answer.status}.`;
  try {
    const body = await answer.json() as { error?: { code?: string; message?: string } };
    if (body.error?.code) code = body.error.code;
    if (body.error?.message) message = body.error.message;
  } catch { /* no JSON: the plain words stand */ }
  throw new Failure(answer.status, code, message);
}

const get = async <A>(path: string, signal?: AbortSignal): Promise<A> =>
  await (await call(path, signal ? { signal } : undefined)).json() as A;

async function send<A>(method: string, path: string, body?: unknown): Promise<A> {
  const answer = await call(path, body === undefined ? { method }
    : { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  const text = await answer.text();
  return (text ? JSON.parse(text) : {}) as A;
}

export function query(params: Record<string, string | number | null | undefined>): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(params)) if (v !== null && v !== undefined && v !== "") q.set(k, String(v));
  const s = q.toString();
  return s ? `?${s}` : "";
}

export interface StoryQuery { words?: string; place?: string; kind?: string; from?: string; to?: string; limit?: number; before?: string | number | null }
export type CorrectionBody = { kind: string; report: number; span?: T.Span; other?: number; other_span?: T.Span; text?: string; who: string };

export const api = {
  stories: (q: StoryQuery, s?: AbortSignal) => get<T.List<T.StoryRow>>(`/api/stories${query({ ...q })}`, s),
  story: (id: string, s?: AbortSignal) => get<T.Story>(`/api/stories/${encodeURIComponent(id)}`, s),
  merge: (id: string, other: number, who: string) => send<{ story: number }>("POST", `/api/stories/${id}/merge`, { with: other, who }),
  split: (id: string, reports: number[], who: string) => send<{ story: number }>("POST", `/api/stories/${id}/split`, { reports, who }),
  reports: (q: { words?: string; story?: string | number; limit?: number; offset?: number }, s?: AbortSignal) =>
    get<T.List<T.ReportRow>>(`/api/reports${query(q)}`, s),
  report: (id: string | number, s?: AbortSignal) => get<T.ReportAnswer>(`/api/reports/${encodeURIComponent(id)}`, s),
  revisions: (id: string | number, s?: AbortSignal) => get<T.List<T.Revision>>(`/api/reports/${encodeURIComponent(id)}/revisions`, s),
  sources: (q: { name?: string; limit?: number }, s?: AbortSignal) => get<T.List<T.SourceRow>>(`/api/sources${query(q)}`, s),
  source: (name: string, s?: AbortSignal) => get<T.SourceAnswer>(`/api/sources/${encodeURIComponent(name)}`, s),
  corrections: (story?: string, s?: AbortSignal) => get<T.List<T.Correction>>(`/api/corrections${query({ story })}`, s),
  correct: (c: CorrectionBody) => send<{ id: number }>("POST", "/api/corrections", c),
  undo: (id: number, who: string) => send<unknown>("POST", `/api/corrections/${id}/undo`, { who }),
  addText: (text: string) => send<{ job: number }>("POST", "/api/reports", { text }),
  addUri: (uri: string) => send<{ job: number }>("POST", "/api/reports", { uri }),
  addFile: async (file: File) => await (await call(`/api/reports${query({ name: file.name })}`, {
    method: "POST", body: file, headers: { "Content-Type": file.type || "application/octet-stream" },
  })).json() as { job: number },
  jobs: (s?: AbortSignal) => get<T.List<T.Job>>("/api/jobs", s),
  job: (n: number) => get<T.Job>(`/api/jobs/${n}`),
  feeds: (s?: AbortSignal) => get<T.List<T.Feed>>("/api/feeds", s),
  addFeed: (uri: string) => send<unknown>("POST", "/api/feeds", { uri }),
  dropFeed: (n: number) => send<unknown>("DELETE", `/api/feeds/${n}`),
  session: (token: string) => send<unknown>("POST", "/api/session", { token }),
};
