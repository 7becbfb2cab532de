/* See amounts_show.h. */
#include "amounts_show.h"
#include <string.h>

bool amounts_of(struct facts_work *f, struct report_work *w, struct arena *arena, struct arena *scratch, const struct text *text,
                const struct scores *scores, sayso_error *e) {
    *w = (struct report_work){.arena = arena, .scratch = scratch, .text = text, .scores = scores, .e = e};
    *f = (struct facts_work){.r = w};
    return !report_run(w) && !facts_amounts(f);
}

const char *amounts_show_count(struct arena *arena, const sayso_count *c) {
    const char *relation = c->relation == SAYSO_RELATION_EQ ? "" : sayso_relation_name(c->relation);
    const char *space = *relation && (c->has_low || c->has_high) ? " " : "";
    if (c->has_low && c->has_high && c->low != c->high)
        return arena_printf(arena, "%s%s%.15g to %.15g", relation, space, c->low, c->high);
    if (c->has_low || c->has_high) return arena_printf(arena, "%s%s%.15g", relation, space, c->has_low ? c->low : c->high);
    return arena_printf(arena, "%s", relation);
}

const char *amounts_show(struct arena *arena, const struct facts_work *f) {
    const char *out = "";
    for (uint32_t i = 0; i < f->amounts.n; i++) {
        const sayso_amount *a = &f->amounts.at[i];
        bool count = strcmp(a->kind, "count") == 0;
        out = arena_printf(arena, "%s%s%.*s = %s%s%s%s%s%s%s%s%s", out, i ? "; " : "", (int)(a->span.end - a->span.beg),
                           f->r->text->utf8 + a->span.beg, count ? "" : a->kind, count ? "" : " ",
                           amounts_show_count(arena, &a->count), a->unit ? " " : "", a->unit ? a->unit : "", a->of ? " of " : "",
                           a->of ? a->of : "", a->others ? " +others" : "", f->amount_notes.at[i].part ? " +part" : "");
    }
    return *out ? out : "-";
}
