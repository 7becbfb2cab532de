/* What a report's words show of dead and hurt beside its counted statements. */
#include "facts_counts_signs.h"
#include "facts_tolls.h"
#include <math.h>
#include <string.h>

enum { NEAR = 12 /* words to either side */ };

uint8_t count_place_of(const struct facts_work *f, uint32_t token) {
    double p = facts_prominence(f, token);
    return p > 3 || p == PROMINENCE_DECK ? 0 : p > 2 ? 1 : p > 0.5 ? 2 : 3;
}

/* "attempted murder", "no deaths", "would have been killed". */
static bool is_undone(const struct report_work *w, uint32_t t) {
    if (t && w->tokens[t - 1].sentence == w->tokens[t].sentence &&
        (toll_is_context(w, t - 1, TOLL_UNDONE_NOUN) || toll_is_context(w, t - 1, TOLL_UNDONE)))
        return true;
    return toll_denied_by(w, t) >= 0;
}

static void count_words(const struct facts_work *f, struct count_signs *s) {
    const struct report_work *w = f->r;
    for (uint32_t t = 0; t < w->n_tokens;) {
        enum toll_effect effect = TOLL_KILLED;
        uint32_t words = toll_words_at(w, t, &effect);
        bool told = words > 0 || toll_is_context(w, t, TOLL_FATAL);
        if (told && !f->past[w->tokens[t].sentence] && !is_undone(w, t)) {
            uint8_t place = count_place_of(f, t);
            float *at = effect == TOLL_KILLED ? s->dead : s->hurt;
            at[place < SIGN_PLACES ? place : SIGN_PLACES - 1] += 1;
        }
        t += words ? words : 1;
    }
    for (int i = 0; i < SIGN_PLACES; i++) s->dead[i] = log1pf(s->dead[i]), s->hurt[i] = log1pf(s->hurt[i]);
}

static bool is_near(const struct report_work *w, const struct toll *x, enum toll_context_kind kind) {
    uint32_t beg = x->word_beg > NEAR ? x->word_beg - NEAR : 0;
    for (uint32_t t = beg; t < x->word_end + NEAR && t < w->n_tokens; t++)
        if (w->tokens[t].sentence == w->tokens[x->word_beg].sentence && toll_is_context(w, t, kind)) return true;
    return false;
}

/* "five people, including the gunman, were killed", "three are dead, among them the shooter". */
static bool has_doer(const struct report_work *w, const struct toll *x) {
    uint32_t end = (x->word_end > x->end ? x->word_end : x->end) + NEAR;
    for (uint32_t t = x->beg; t < end && t < w->n_tokens && w->tokens[t].sentence == w->tokens[x->beg].sentence; t++) {
        if (!report_token_is(w, t, "including") && !report_token_is(w, t, "among")) continue;
        for (uint32_t k = t + 1; k < t + 5 && k < w->n_tokens; k++)
            if (toll_is_context(w, k, TOLL_DOER)) return true;
    }
    return false;
}

static uint8_t nth_of(const struct report_work *w, const struct toll *x) {
    static const char *const words[] = {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", NULL};
    for (uint32_t t = x->beg; t < x->end && t < x->beg + 3; t++)
        for (uint8_t i = 0; words[i]; i++)
            if (report_token_is(w, t, words[i])) return i + 2;
    return 0;
}

static bool tells_of_several(const struct report_work *w, uint32_t token) {
    uint32_t s = w->tokens[token].sentence, t = token;
    while (t > 0 && w->tokens[t - 1].sentence == s) t--;
    for (; t < w->n_tokens && w->tokens[t].sentence == s; t++)
        if (toll_is_context(w, t, TOLL_SEVERAL)) return true;
    return false;
}

sayso_code facts_count_signs(const struct facts_work *f, struct count_signs *out) {
    const struct report_work *w = f->r;
    uint32_t n = f->tolls.n + 1, sentence = UINT32_MAX;
    bool several = false;
    *out = (struct count_signs){.alive = arena_alloc(w->scratch, n),
                                .several = arena_alloc(w->scratch, n),
                                .doer_in = arena_alloc(w->scratch, n),
                                .nth = arena_alloc(w->scratch, n)};
    if (!out->alive || !out->several || !out->doer_in || !out->nth) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < f->tolls.n; i++) {
        const struct toll *x = &f->tolls.at[i];
        if (w->tokens[x->word_beg].sentence != sentence) { /* tolls stand by place: each sentence is looked through once */
            sentence = w->tokens[x->word_beg].sentence;
            several = tells_of_several(w, x->word_beg);
        }
        out->several[i] = several;
        out->alive[i] = x->effect != TOLL_KILLED && is_near(w, x, TOLL_ALIVE);
        out->doer_in[i] = has_doer(w, x);
        out->nth[i] = nth_of(w, x);
    }
    count_words(f, out);
    return SAYSO_OK;
}
