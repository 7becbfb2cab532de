// A chain drawn: boxes from the publisher on the left to the one who knows on the right.
import { Link } from "../base/router";
import type { Link as Step } from "./chain";

export function Chain({ links, stance, hedged }: { links: Step[]; stance: string; hedged: boolean }) {
  return (
    <ol class="chain" aria-label="From who published it to the one who knows">
      {links.map((l, i) => (
        <li key={i} class={i === links.length - 1 ? "knows" : ""}>
          {l.source && l.named ? <Link to={`/sources/${encodeURIComponent(l.name)}`} class="who">{l.name}</Link> : <span class="who">{l.name}</span>}
          <span class="role">{i === links.length - 1 ? `${l.role === "published it" ? "its own word" : l.role}${stance === "says" ? "" : `, ${stance}`}${hedged ? ", hedged" : ""}` : l.role}</span>
        </li>
      ))}
    </ol>
  );
}
