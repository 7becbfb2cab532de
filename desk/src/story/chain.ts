// The chain of say-so of one claim, from who published it to the one who knows.
import type { Story, StoryClaim } from "../base/types";
import { kindWords } from "../base/words";

export interface Link { name: string; role: string; source: string | null; named: boolean }

export function chainOf(story: Story, claim: StoryClaim): Link[] {
  const source = (id: string | null) => story.sources.find((s) => s.id === id);
  const report = story.reports.find((r) => r.id === claim.report);
  const outlet = source(report?.source ?? null);
  const links: Link[] = [{ name: report?.outlet ?? outlet?.name ?? report?.name ?? "the report", role: "published it", source: outlet?.id ?? null, named: true }];
  const original = report?.copy_of ? story.reports.find((r) => r.id === report.copy_of) : undefined;
  if (original && original.outlet !== report?.outlet) {
    links.push({ name: original.outlet ?? original.name ?? "another report", role: "whose words it repeats", source: original.source, named: true });
  }
  const ids = [...claim.chain];
  const last = ids.length ? ids[ids.length - 1] : report?.source;
  if (claim.root !== null && last !== claim.root && !ids.includes(claim.root)) ids.push(claim.root);
  ids.forEach((id) => {
    const s = source(id);
    const before = links[links.length - 1];
    if (s && before && (before.source === s.id || (links.length === 1 && before.name === s.name))) return;
    links.push({
      name: s?.name ?? "nobody named", role: s ? [s.role, kindWords(s.kind)].filter(Boolean)[0]! : "“is said to”", source: s?.id ?? null, named: s?.named ?? false,
    });
  });
  if (claim.root === null && ids.length === 0) links.push({ name: "nobody named", role: "“is said to”", source: null, named: false });
  return links;
}

const VERB: Record<string, string> = { says: "says", denies: "denies", retracts: "takes it back", corrects: "corrects it" };
/** "Halden Post ← Coast Wire ← its photographer", in a sentence. */
export function chainSentence(links: readonly Link[], stance: string, hedged: boolean): string {
  const who = links[links.length - 1]!;
  const through = links.slice(0, -1).map((l) => l.name);
  const verb = `${VERB[stance] ?? stance}${hedged ? ", with reserve" : ""}`;
  if (!through.length) return `${who.name} ${verb}, in its own words.`;
  return `${who.name} ${verb}, as passed on by ${through.reverse().join(", then ")}.`;
}
