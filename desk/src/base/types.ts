// What the server answers, as TypeScript: docs/RECORD.md (reports and stories) and the lists of the desk's own calls.

export type Span = [number, number];
export interface Count { relation: string; low: number | null; high: number | null }
export interface Named { name: string; named?: boolean; path?: string[]; country?: string | null; lat?: number | null; lon?: number | null }
export type Value = string | Count | Named | null;
export type Stance = "says" | "denies" | "retracts" | "corrects";

export interface StoryClaim {
  report: string; claim: string | null; chain: (string | null)[]; root: string | null;
  stance: Stance; hedged: boolean; said_at: string | null; span: Span | null; words: string | null;
}
export interface StoryValue {
  value: Value; status: string; variants: string[]; first_said: string | null; last_said: string | null;
  roots: number; root_sources: string[]; reports: string[]; claims: StoryClaim[];
}
export interface Fact { slot: string; about: string | null; status: string; values: StoryValue[] }
export interface StoryReport {
  id: string; report?: number; name: string | null; title: string | null; outlet: string | null; published: string | null;
  modified: string | null; uri: string | null; source: string | null; carries: string | null; copy_of: string | null;
  copied: number; leans_on?: string | null; why: string | null;
}
export interface StorySource {
  id: string; name: string; kind: string; named: boolean; root: string | null; maybe: string[]; role: string | null; of: string | null;
  voice?: boolean; mentions: { report: string; source: string | null }[];
}
export interface Moment { time: string | null; event: string; kind: string | null; status: string; incident: boolean; claims: StoryClaim[] }
export interface Conflict { slot: string; why: string; fact: number; values: { value: Value; roots: number }[] }
export interface Story {
  story: string; title: string | null; kind: string | null; time: string | null; place: Named | null; roots: number;
  reports: StoryReport[]; sources: StorySource[]; facts: Fact[]; timeline: Moment[]; conflicts: Conflict[];
}

export interface StoryRow {
  story: number; title: string | null; kind: string | null; time: string | null; place: string | null; country: string | null;
  lat: number | null; lon: number | null; reports: number; roots: number; conflicts: number;
  changed: string | null; change: number; published: string | null;
}
export interface ReportRow {
  report: number; story: number; previous?: number | null; revision?: number; latest?: boolean; id: string; title: string | null;
  outlet: string | null; published: string | null; received?: string | null; uri: string | null; name: string | null;
  why?: string | null; snippet?: string | null;
}
export interface List<T> { items: T[]; total?: number | null; next?: string | number | null }

export interface Block { kind: string; span: Span; level?: number; media?: string | null }
export interface Media { id: string; kind: string; uri: string | null; span: Span | null; caption: Span | null; credit: Span | null; chain: { name: string; role: string }[] }
export interface Entity { id: string; kind: string; name: string; aliases: string[]; named: boolean; mentions: Span[] }
export interface Source { id: string; entity: string | null; name: string; kind: string; named: boolean; mentions: Span[] }
export interface Attribution {
  id: string; source: Span[]; cue: Span[]; content: Span[]; source_id: string | null; within: string | null; form: string;
  attitude: string | null; score?: number;
}
export interface Quote { id?: string; span: Span; speaker: string | null; attribution: string | null; chain: (string | null)[] }
export interface Claim {
  id: string; slot: string; value: unknown; about: string | null; span: Span; chain: (string | null)[]; hedges: Span[]; attribution: string | null;
}
export interface Place { id: string; span: Span; name: string; lat: number | null; lon: number | null; country: string | null; path: string[]; role?: string }
export interface TimeExpr { id: string; span: Span; value: string }
export interface Record_ {
  id: string; text: string;
  input: { name: string | null; uri: string | null };
  publication: { title: string | null; outlet: string | null; bylines: string[]; published: string | null; modified: string | null; language: string | null; canonical_uri: string | null };
  blocks: Block[]; media: Media[]; entities?: Entity[]; sources?: Source[]; attributions?: Attribution[]; quotes?: Quote[];
  claims?: Claim[]; places?: Place[]; times?: TimeExpr[];
}
export interface ReportAnswer { report: ReportRow; record: Record_ }
export type Revision = ReportRow;

export interface SourceRow { name: string; kind: string; stories: number }
export interface SourceClaim { slot: string; about: string | null; value: Value; words: string | null; report: number | string; stance: Stance; chain: (string | null)[] }
export interface SourceAnswer { name: string; kind: string; stories: { story: number; title: string | null; claims: SourceClaim[]; relayed_by: string[] }[] }

export interface Correction {
  id: number; kind: string; report: number; other: number | null; span: Span | null; other_span: Span | null; text: string | null;
  who: string | null; made: string | null; words: string | null; undone: boolean;
}
export interface Job { job: number; state: "waiting" | "reading" | "done" | "failed"; name: string | null; report: number | null; story: number | null; error: { code?: string; message?: string } | string | null }
export interface Feed { feed: number; uri: string; title: string | null; last: string | null; next: string | null; failures: number }
export interface Change { change: number; story: number; at: string; title: string | null; words: string }
