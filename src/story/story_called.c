/* What a source without a name is called outside its own report: "her office" tells nobody whose. The possessive gives way to the
 * name that stands behind it in the report, in brackets as editors do ("[Ann Roe’s] office"), else to the outlet that the source
 * works for ("one of [North Coast Wire’s] photographers"). */
#include "report_words.h"
#include "story_who.h"
#include "story_work.h"
#include <strings.h>

/* "his", "its", "their"; "her", which the list has as an object, may be one. */
static bool is_possessive(const char *s, size_t n) {
    char lower[8];
    if (!n || n >= sizeof lower) return false;
    for (size_t i = 0; i < n; i++) lower[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] | 32 : s[i]);
    const struct report_word *w = report_word(WORDS_PRONOUN, lower, n);
    return w && w->person == 3 && (w->use == USE_POSSESSIVE || (w->use == USE_OBJECT && w->sex == 'f'));
}

/* The first possessive among a name's words; empty where it has none. */
static span possessive_in(const char *name) {
    for (size_t i = 0; name[i];) {
        size_t n = strcspn(name + i, " ");
        if (is_possessive(name + i, n)) return (span){(uint32_t)i, (uint32_t)(i + n)};
        i += n + strspn(name + i + n, " ");
    }
    return (span){0, 0};
}

/* Which of a record's entities each possessive of its text stands for: by the first byte. */
static bool index_possessives(struct who *k, const sayso_record *r, struct hash_table *at) {
    if (!hash_table_init(at, k->w->scratch, 16)) return false;
    for (uint32_t e = 0; e < r->n_entities; e++)
        for (uint32_t m = 0; m < r->entities[e].mentions.n; m++) {
            span s = r->entities[e].mentions.at[m];
            bool fresh;
            if (!is_possessive(r->text + s.beg, span_len(s))) continue;
            if (!hash_table_put(at, s.beg + 1, e, &fresh)) return false;
        }
    return true;
}

/* Its name in place of the possessive. A name that ends in s, too, takes ’s, as most style books have it. */
static const char *call(struct who *k, const char *name, span possessive, const char *whose) {
    return arena_printf(k->w->arena, "%.*s[%s’s]%s", (int)possessive.beg, name, whose, name + possessive.end);
}

sayso_code who_called(struct who *k) {
    struct hash_table behind = {0};
    uint32_t indexed = UINT32_MAX; /* vouchers stand report by report */
    for (uint32_t i = 0; i < k->vouchers.n; i++) {
        const struct voucher *v = &k->vouchers.at[i];
        sayso_story_source *s = v->id >= 0 ? &k->w->sources.at[v->id] : NULL;
        if (!s || s->named || strcmp(s->name, v->name)) continue;
        span at = possessive_in(s->name);
        if (!span_is(at)) continue;
        const sayso_record *r = story_record(k->w, v->report);
        if (indexed != v->report && !index_possessives(k, r, &behind)) return SAYSO_NOMEM;
        indexed = v->report;
        /* the name's words are those of the first mention, where that has not been mended */
        const uint32_t *e = NULL;
        if (v->at.beg + at.end <= v->at.end && !strncasecmp(r->text + v->at.beg, s->name, at.end))
            e = hash_table_get(&behind, v->at.beg + at.beg + 1);
        const char *whose = e && r->entities[*e].named ? r->entities[*e].name : s->of >= 0 ? k->w->sources.at[s->of].name : NULL;
        if (whose && !(s->name = call(k, s->name, at, whose))) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}
