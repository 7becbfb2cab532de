/* Claims: what is said to be so, each on one chain of say-so. An attribution makes a claim of its content unless another
 * within it passes on most of these words: then that one's claim has the longer chain. What no attribution covers stands on
 * the report's own word, and says so with an empty chain. */
#include "report_work.h"
#include "report_kinds.h"
#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 3 /* words of a sentence that claims anything */, LONGEST_CHAIN = 16 };

/* ---- hedges ------------------------------------------------------------------------------------------------------ */
typedef VEC(sayso_span) span_list;

static sayso_code hedges_in(struct report_work *w, span s, span_list *out, bool *hearsay) {
    uint32_t beg, end;
    report_tokens_in(w, s, &beg, &end);
    for (uint32_t t = beg; t < end;) {
        enum hedge_class kind;
        uint32_t n = hearsay_at(w, t, w->n_tokens < end + 2 ? w->n_tokens : end + 2);
        if (n && t + n <= end)
            *hearsay = true;
        else
            n = hedge_at(w, t, end, &kind);
        if (!n) {
            t++;
            continue;
        }
        sayso_span at = {w->tokens[t].at.beg, w->tokens[t + n - 1].at.end};
        bool known = false;
        for (uint32_t i = 0; i < out->n && !known; i++) known = span_meet(out->at[i], at);
        if (!known && !VEC_PUSH(w->arena, *out, at)) return SAYSO_NOMEM;
        t += n;
    }
    return SAYSO_OK;
}

static int by_place(const void *a, const void *b) { return span_cmp(*(const sayso_span *)a, *(const sayso_span *)b); }

static sayso_spans as_spans(span_list *list) {
    if (list->n) qsort(list->at, list->n, sizeof *list->at, by_place);
    return (sayso_spans){list->at, list->n};
}

/* The words between source and cue, and the one beside the cue ("reportedly said"). */
static span clause_of(const struct report_work *w, const sayso_attribution *a) {
    span cue = a->cue.at[0];
    uint32_t beg, end;
    report_tokens_in(w, cue, &beg, &end);
    if (beg > 0 && w->tokens[beg - 1].sentence == w->tokens[beg].sentence) beg--;
    span s = {w->tokens[beg].at.beg, cue.end};
    if (a->source.n && a->source.at[0].end <= cue.beg && a->source.at[0].end < s.beg) s.beg = a->source.at[0].end;
    return s;
}

/* ---- chains ------------------------------------------------------------------------------------------------------ */
/* Hearsay for which somebody is named all the same: "are said to have been fired, according to the union". */
static bool is_vouched_for(const struct report_work *w, int32_t i) {
    enum { DEEP = 16 };
    if (w->attributions.at[i].source.n) return false;
    for (int32_t up = w->attributions.at[i].within, n = 0; up >= 0 && n < DEEP; up = w->attributions.at[up].within, n++) {
        uint32_t beg, end;
        report_tokens_in(w, w->attributions.at[up].cue.at[0], &beg, &end);
        if (beg < end && report_words_are(w, beg, "according to")) return true;
    }
    return false;
}

/* Sources from the outermost to attribution i; the same one twice running counts once. */
sayso_code report_chain(struct report_work *w, int32_t i, sayso_ids *out) {
    int32_t links[LONGEST_CHAIN];
    uint32_t n = 0;
    if (i >= 0 && is_vouched_for(w, i)) i = w->attributions.at[i].within;
    for (; i >= 0 && n < LONGEST_CHAIN; i = w->attributions.at[i].within) {
        int32_t s = w->attributions.at[i].source_id;
        if (!n || s < 0 || links[n - 1] != s) links[n++] = s;
    }
    int32_t *at = ARENA_ARRAY(w->arena, int32_t, n);
    if (!at) return SAYSO_NOMEM;
    for (uint32_t k = 0; k < n; k++) at[k] = links[n - 1 - k];
    *out = (sayso_ids){at, n};
    return SAYSO_OK;
}

/* Whether those within it pass on most of what i says; the words that name them and their saying count with theirs. */
static bool passed_on(const struct report_work *w, uint32_t i) {
    const sayso_attribution *a = &w->attributions.at[i];
    uint32_t covered = 0;
    for (uint32_t k = 0; k < w->attributions.n; k++)
        if (w->attributions.at[k].within == (int32_t)i)
            covered += spans_shared(a->content, w->attributions.at[k].content) +
                       spans_shared(a->content, w->attributions.at[k].cue) +
                       spans_shared(a->content, w->attributions.at[k].source);
    return 2 * covered > spans_len(a->content);
}

static span hull(sayso_spans s) { return (span){s.at[0].beg, s.at[s.n - 1].end}; }

static sayso_code claim_of(struct report_work *w, uint32_t i) {
    const sayso_attribution *a = &w->attributions.at[i];
    sayso_claim c = {
        .slot = a->form == SAYSO_FORM_DIRECT ? "said" : "what", .about = -1, .attribution = (int32_t)i, .span = hull(a->content)};
    span_list hedges = {0};
    bool hearsay = false;
    sayso_code code = report_chain(w, (int32_t)i, &c.chain);
    for (uint32_t k = 0; !code && k < a->content.n; k++) code = hedges_in(w, a->content.at[k], &hedges, &hearsay);
    for (int32_t up = (int32_t)i; !code && up >= 0; up = w->attributions.at[up].within)
        code = hedges_in(w, clause_of(w, &w->attributions.at[up]), &hedges, &hearsay);
    c.hedges = as_spans(&hedges);
    if (!code && !VEC_PUSH(w->arena, w->claims, c)) code = SAYSO_NOMEM;
    return code;
}

/* ---- the report's own word --------------------------------------------------------------------------------------- */
static bool is_telling(const struct report_work *w, int32_t block) {
    if (block < 0) return false;
    sayso_block_kind k = w->text->blocks[block].kind;
    return report_is_body(w, block) ? k != SAYSO_BLOCK_HEADING
                                    : k == SAYSO_BLOCK_HEADLINE || k == SAYSO_BLOCK_DECK || k == SAYSO_BLOCK_CAPTION;
}

static bool has_verb(const struct report_work *w, uint32_t beg, uint32_t end) {
    for (uint32_t t = beg; t < end; t++) {
        const char *pos = report_pos(w, t);
        if (!*pos || !strcmp(pos, "VERB") || !strcmp(pos, "AUX")) return true;
    }
    return false;
}

/* Marks the sentences that an attribution touches; one byte each. */
static void mark_told(const struct report_work *w, uint8_t *told) {
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        const sayso_spans *roles[] = {&w->attributions.at[i].source, &w->attributions.at[i].cue, &w->attributions.at[i].content};
        for (uint32_t r = 0; r < 3; r++)
            for (uint32_t k = 0; k < roles[r]->n; k++) {
                uint32_t beg, end;
                report_tokens_in(w, roles[r]->at[k], &beg, &end);
                for (uint32_t t = beg; t < end; t++) told[w->tokens[t].sentence] = 1;
            }
    }
}

static sayso_code own_word(struct report_work *w, uint32_t sentence) {
    uint32_t beg, end;
    report_tokens_in(w, w->sentences[sentence], &beg, &end);
    if (end - beg < SHORTEST || !is_telling(w, w->tokens[beg].block) || !has_verb(w, beg, end)) return SAYSO_OK;
    sayso_claim c = {.slot = "what", .about = -1, .attribution = -1, .span = w->sentences[sentence]};
    span_list hedges = {0};
    bool hearsay = false;
    sayso_code code = hedges_in(w, c.span, &hedges, &hearsay);
    c.hedges = as_spans(&hedges);
    if (!code && hearsay) {
        int32_t *nobody = ARENA_NEW(w->arena, int32_t);
        if (!nobody) return SAYSO_NOMEM;
        *nobody = -1;
        c.chain = (sayso_ids){nobody, 1};
    }
    if (!code && !VEC_PUSH(w->arena, w->claims, c)) code = SAYSO_NOMEM;
    return code;
}

static int by_span(const void *a, const void *b) {
    const sayso_claim *x = a, *y = b;
    int c = span_cmp(x->span, y->span);
    return c ? c : x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

void report_sort_claims(struct report_work *w) {
    if (w->claims.n) qsort(w->claims.at, w->claims.n, sizeof *w->claims.at, by_span);
}

sayso_code report_claims(struct report_work *w) {
    uint8_t *told = arena_alloc(w->scratch, w->n_sentences);
    sayso_code code = told ? SAYSO_OK : SAYSO_NOMEM;
    if (told) mark_told(w, told);
    for (uint32_t i = 0; !code && i < w->attributions.n; i++)
        if (!passed_on(w, i)) code = claim_of(w, i);
    for (uint32_t s = 0; !code && s < w->n_sentences; s++)
        if (!told[s]) code = own_word(w, s);
    if (!code) report_sort_claims(w);
    return code ? error_set(w->e, code, "report", 0, "out of memory") : SAYSO_OK;
}
