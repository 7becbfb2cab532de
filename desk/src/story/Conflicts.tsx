// What cannot all be true, one sentence each, above everything else.
import type { Story } from "../base/types";
import { plural, slotWords, valueWords } from "../base/words";
import type { Chosen } from "../matrix/Matrix";
import type { Matrix } from "../matrix/model";

export function Conflicts({ story, model, choose }: { story: Story; model: Matrix; choose: (c: Chosen) => void }) {
  if (!story.conflicts.length) return <p class="no-conflict">No values in these reports are in open conflict.</p>;
  return (
    <section class="conflicts" aria-labelledby="conflicts-head">
      <h2 id="conflicts-head">{plural(story.conflicts.length, "open conflict")}</h2>
      <ul>
        {story.conflicts.map((c, i) => (
          <li key={i}>
            <p>{c.why || `${slotWords(c.slot)}: ${c.values.map((v) => valueWords(v.value)).join(" or ")}`}</p>
            <p class="choices">
              {c.values.map((v, k) => {
                const words = valueWords(v.value);
                const row = model.rows.find((r) => r.fact === story.facts[c.fact] && r.label === words);
                const track = row && row.cells.keys().next().value;
                return (
                  <button type="button" key={k} class="pill" disabled={!row || !track} onClick={() => { if (row && track) choose({ row: row.key, track }); }}>
                    <b>{words}</b> {plural(v.roots, "independent source")}
                  </button>
                );
              })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
