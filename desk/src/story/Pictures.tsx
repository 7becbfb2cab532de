// Pictures and their credit chains: the same picture in several outlets stands once, with all who carry it. The pictures
// themselves stay where they are: the desk asks no other host for anything.
import type { Media, Story } from "../base/types";
import { plural } from "../base/words";
import { reportName } from "../matrix/model";
import { useRecords } from "./reports";
import { Link } from "../base/router";
import { Waiting } from "../views/State";

interface Use { report: number; media: Media; caption: string; credit: string }
interface Group { key: string; uses: Use[]; maker: string | null }

/** The same picture: the same file, or the same maker's with the same caption. */
export function sameKey(m: Media, caption: string, credit: string): string[] {
  const keys: string[] = [];
  if (m.uri) keys.push(`uri ${m.uri.split(/[?#]/)[0]}`);
  const maker = m.chain.find((c) => c.role === "creator")?.name ?? m.chain[0]?.name;
  const words = caption.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  if (maker && words.length > 20) keys.push(`words ${maker.toLowerCase()} ${words.slice(0, 160)}`);
  if (!keys.length) keys.push(`alone ${caption} ${credit}`);
  return keys;
}

function groupsOf(uses: Use[]): Group[] {
  const at = new Map<string, Group>();
  const groups: Group[] = [];
  for (const use of uses) {
    const keys = sameKey(use.media, use.caption, use.credit);
    let group = keys.map((k) => at.get(k)).find((g) => g !== undefined);
    if (!group) groups.push(group = { key: keys[0]!, uses: [], maker: use.media.chain[0]?.name ?? null });
    group.uses.push(use);
    for (const k of keys) at.set(k, group);
  }
  return groups.sort((a, b) => b.uses.length - a.uses.length || (a.maker ?? "~").localeCompare(b.maker ?? "~"));
}

export function Pictures({ story }: { story: Story }) {
  const { at, pending } = useRecords(story, 200);
  const uses: Use[] = [];
  story.reports.forEach((r, i) => {
    const k = at.get(r.id);
    for (const media of k?.record.media ?? []) {
      uses.push({ report: i, media, caption: media.caption ? k!.bytes.slice(media.caption) : media.span ? k!.bytes.slice(media.span) : "",
        credit: media.credit ? k!.bytes.slice(media.credit) : "" });
    }
  });
  if (pending && !uses.length) return <Waiting what="pictures" />;
  if (!uses.length) return <p class="empty">No report here has a picture, a video or a post.</p>;
  const makers = new Map<string, number>();
  for (const g of groupsOf(uses)) if (g.maker) makers.set(g.maker, (makers.get(g.maker) ?? 0) + 1);
  return (
    <>
      <p class="note">{plural(uses.length, "picture")} shown, by {plural(makers.size, "maker")} that {makers.size === 1 ? "is" : "are"} named. The desk does not load them: follow a link to see one.</p>
      <ul class="pictures">
        {groupsOf(uses).map((g) => (
          <li key={g.key}>
            <p class="kind">{g.uses[0]!.media.kind}{g.uses.length > 1 && <b> — the same in {plural(g.uses.length, "report")}</b>}</p>
            <p class="caption">{g.uses[0]!.caption || "No caption."}</p>
            {g.uses[0]!.media.chain.length > 0
              ? <ol class="chain" aria-label="Credit, from the maker on">{g.uses[0]!.media.chain.map((c, i) => <li key={i}><span class="who">{c.name}</span><span class="role">{c.role}</span></li>)}</ol>
              : <p class="note">{g.uses[0]!.credit ? `Credit: ${g.uses[0]!.credit}` : "Nobody is credited."}</p>}
            <p class="note">Shown by {g.uses.map((u, i) => (
              <span key={i}>{i > 0 && ", "}<Link to={`/reports/${story.reports[u.report]?.report ?? encodeURIComponent(story.reports[u.report]?.id ?? "")}`}>{reportName(story, u.report)}</Link>
                {u.media.uri && /^https?:/.test(u.media.uri) && <> (<a href={u.media.uri} target="_blank" rel="noreferrer noopener">see it<span class="sr"> at {reportName(story, u.report)}, new window</span> ↗</a>)</>}</span>
            ))}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
