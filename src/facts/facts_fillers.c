/* Noun phrases as fillers of an incident's roles. A form is a letter for the place, "=", and a word in lower case:
 *     h      the head word                             k      another word of the phrase
 *     d      its article, number or possessor          w      kind of entity, named or not, singular or plural
 *     l, m   one, two words before                     r, q   one to three words behind
 *     g      relation, case and governor               u      the governor's governor
 *     c      a word that explains it, or that it explains; what hangs behind it
 *     s      a verb or noun of the sentence            a      cue of the attribution in whose content it stands
 *     x      what else is known: place, how often, events, tolls
 * Numbers are "0". */
#include "facts_fillers.h"
#include "facts_claims.h"
#include "report_who.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM = 256, SENTENCE = 40 /* words looked at to either side */ };

static bool is_noun(const struct report_work *w, uint32_t t) { return who_pos(w, t, "NOUN") || who_pos(w, t, "PROPN"); }

static bool is_part(const struct report_work *w, uint32_t t) {
    return who_rel(w, t, "compound") || who_rel(w, t, "flat") || who_rel(w, t, "goeswith");
}

static bool here(const struct report_work *w, uint32_t a, uint32_t b) {
    return b < w->n_tokens && w->tokens[a].sentence == w->tokens[b].sentence;
}

static bool hangs_in(const struct report_work *w, uint32_t t, uint32_t beg, uint32_t end) {
    return w->tokens[t].head >= beg && w->tokens[t].head < end;
}

static bool is_joint(const struct report_work *w, uint32_t t) { return report_token_is(w, t, "-") || report_token_is(w, t, "."); }

static int role_of(const char *label) {
    static const char *const labels[] = {"perp_ind", "victim", "target", "weapon", "perp_org"};
    static const uint8_t roles[] = {ROLE_PERPETRATOR, ROLE_VICTIM, ROLE_TARGET, ROLE_WEAPON, ROLE_PERPETRATOR};
    for (uint32_t i = 0; i < sizeof roles; i++)
        if (!strcmp(label, labels[i])) return roles[i];
    return -1;
}

static void read_tags(const struct report_work *w, struct noun_phrase *x) {
    const struct tagger_scores *t = scores_tagger(w->scores, "fill");
    for (uint32_t i = x->beg; t && i < x->end; i++) {
        const uint32_t piece = w->tokens[i].piece;
        const int role = role_of(t->labels[t->label[piece]]);
        const float p = t->p[piece], open = role < 0 ? 1 - p : p;
        if (role >= 0 && p > x->tagged[role]) x->tagged[role] = p;
        if (open > x->open) x->open = open;
    }
}

bool filler_phrase(const struct facts_work *f, uint32_t head, struct noun_phrase *out) {
    const struct report_work *w = f->r;
    if (!is_noun(w, head) || (is_part(w, head) && here(w, head, w->tokens[head].head) && is_noun(w, w->tokens[head].head)))
        return false;
    struct noun_phrase x = {.beg = head, .end = head + 1, .head = head, .core = head};
    while (here(w, head, x.end) && (is_part(w, x.end) || is_joint(w, x.end)) &&
           (hangs_in(w, x.end, x.beg, x.end) ||
            (here(w, head, x.end + 1) && is_part(w, x.end + 1) && hangs_in(w, x.end + 1, x.beg, x.end))))
        x.end++;
    bool core = true;
    while (x.beg > 0 && here(w, head, x.beg - 1)) {
        const uint32_t t = x.beg - 1;
        const bool part = is_part(w, t) && w->tokens[t].head <= head + 3;
        const bool mark = is_joint(w, t) && w->tokens[x.beg].glued;
        if (!(part || mark || (hangs_in(w, t, x.beg, x.end) && (who_rel(w, t, "amod") || who_rel(w, t, "nummod"))) ||
              (who_rel(w, t, "punct") && w->tokens[x.beg].glued && w->tokens[t].glued)))
            break;
        core = core && (part || mark);
        x.beg = t;
        if (core) x.core = t;
    }
    x.mention = who_mention_at(w, head);
    if (x.mention >= 0 && w->mentions.at[x.mention].head != head) x.mention = -1;
    read_tags(w, &x);
    *out = x;
    return true;
}

/* ---- the report -------------------------------------------------------------------------------------------------- */
struct by_word {
    uint32_t token;
    const char *form;
};
static int word_order(const void *a, const void *b) {
    return strcmp(((const struct by_word *)a)->form, ((const struct by_word *)b)->form);
}

static bool count_words(struct filler_view *v) {
    const struct report_work *w = v->f->r;
    struct by_word *all = ARENA_ARRAY(w->scratch, struct by_word, w->n_tokens + 1);
    uint32_t n = 0;
    char form[WHO_FORM];
    if (!all) return false;
    for (uint32_t t = 0; t < w->n_tokens; t++)
        if (is_noun(w, t)) {
            size_t size = who_lower(w, t, form);
            const char *kept = arena_strndup(w->scratch, form, size);
            if (!kept) return false;
            all[n++] = (struct by_word){t, kept};
        }
    if (n) qsort(all, n, sizeof *all, word_order);
    for (uint32_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && !strcmp(all[i].form, all[k].form);) k++;
        for (uint32_t j = i; j < k; j++) v->times[all[j].token] = k - i;
    }
    return true;
}

sayso_code filler_view(const struct facts_work *f, struct filler_view *out) {
    struct report_work *w = f->r;
    *out = (struct filler_view){.f = f};
    out->attribution = ARENA_ARRAY(w->scratch, int32_t, w->n_tokens + 1);
    out->part = arena_alloc(w->scratch, w->n_tokens + 1);
    out->toll = arena_alloc(w->scratch, w->n_tokens + 1);
    out->times = ARENA_ARRAY(w->scratch, uint32_t, w->n_tokens + 1);
    if (!out->attribution || !out->part || !out->toll || !out->times || !count_words(out)) return SAYSO_NOMEM;
    memset(out->part, 0, w->n_tokens + 1), memset(out->toll, 0, w->n_tokens + 1);
    for (uint32_t t = 0; t < w->n_tokens; t++) out->attribution[t] = -1;
    for (uint32_t i = 0; i < w->attributions.n; i++)
        for (uint32_t k = 0; k < w->attributions.at[i].content.n; k++) {
            uint32_t beg, end;
            report_tokens_in(w, w->attributions.at[i].content.at[k], &beg, &end);
            for (uint32_t t = beg; t < end; t++) out->attribution[t] = (int32_t)i;
        }
    for (uint32_t i = 0; i < f->roles.n; i++)
        if (!f->roles.at[i].by_model && f->roles.at[i].event >= 0)
            out->part[f->roles.at[i].token] = (uint8_t)(f->roles.at[i].role + 1);
    for (uint32_t i = 0; i < f->tolls.n; i++) out->toll[f->tolls.at[i].head] = (uint8_t)(f->tolls.at[i].effect + 1);
    return SAYSO_OK;
}

/* ---- forms ------------------------------------------------------------------------------------------------------- */
struct looker {
    const struct filler_view *v;
    const struct report_work *w;
    const struct noun_phrase *x;
    filler_form_at *take;
    void *to;
};

static void plain(const struct report_work *w, uint32_t t, char out[WHO_FORM]) {
    who_lower(w, t, out);
    if (out[0] >= '0' && out[0] <= '9') memcpy(out, "0", 2);
}

static void say_words(const struct looker *l, const char *kind, const char *rel, const char *word) {
    char form[FORM];
    snprintf(form, sizeof form, "%s=%s%s%s", kind, rel, *rel ? "|" : "", word);
    l->take(l->to, l->x, form);
}

static void say(const struct looker *l, const char *kind, const char *rel, uint32_t t) {
    char word[WHO_FORM];
    plain(l->w, t, word);
    say_words(l, kind, rel, word);
}

static void inside(const struct looker *l) {
    const struct report_work *w = l->w;
    const struct noun_phrase *x = l->x;
    say(l, "h", "", x->head);
    for (uint32_t t = x->beg; t < x->end; t++)
        if (t != x->head && !who_pos(w, t, "PUNCT")) say(l, "k", "", t);
    bool any = false;
    uint32_t beg, end;
    who_sentence(w, x->head, &beg, &end);
    for (uint32_t t = beg; t < end; t++) {
        if (w->tokens[t].head != x->head || t == x->head) continue;
        if (who_rel(w, t, "det") || who_rel(w, t, "nummod")) any = true, say(l, "d", "", t);
        if (who_rel(w, t, "nmod") && t < x->head) any = true, l->take(l->to, x, "d='s");
        if (who_rel(w, t, "acl") || who_rel(w, t, "appos") || who_rel(w, t, "nmod") || who_rel(w, t, "amod")) {
            char rel[WHO_FORM] = "";
            const uint32_t at = who_child(w, t, "case");
            if (at != t) plain(w, at, rel);
            say(l, "c", rel, t);
        }
    }
    if (!any) l->take(l->to, x, "d=-");
    if (x->mention < 0) {
        l->take(l->to, x, "w=-");
        return;
    }
    static const char *const kinds[] = {"person", "group", "organization", "place", "facility", "thing"};
    const struct mention *m = &w->mentions.at[x->mention];
    char form[FORM];
    const uint32_t kind = (uint32_t)m->kind < 6 ? (uint32_t)m->kind : 5;
    snprintf(form, sizeof form, "w=%s%s%s", kinds[kind], m->form == MENTION_NAME ? "+name" : "", m->plural ? "+many" : "");
    l->take(l->to, x, form);
}

static void around(const struct looker *l) {
    static const char *const before[] = {"l", "m"}, *const behind[] = {"r", "q", "q"};
    const struct report_work *w = l->w;
    const struct noun_phrase *x = l->x;
    uint32_t beg = x->beg;
    while (beg > 0 && here(w, beg, beg - 1) && who_pos(w, beg - 1, "DET")) beg--;
    for (uint32_t i = 0; i < 2 && beg > i && here(w, beg, beg - 1 - i); i++) say(l, before[i], "", beg - 1 - i);
    for (uint32_t i = 0; i < 3 && here(w, x->head, x->end + i); i++) say(l, behind[i], "", x->end + i);
    uint32_t b = x->beg, e = x->end;
    while (b > 0 && x->beg - b < SENTENCE && here(w, x->beg, b - 1)) b--;
    while (e - x->end < SENTENCE && here(w, x->beg, e)) e++;
    for (uint32_t t = b; t < e; t++)
        if ((t < x->beg || t >= x->end) && (who_pos(w, t, "NOUN") || who_pos(w, t, "VERB"))) say(l, "s", "", t);
}

static void governors(const struct looker *l) {
    const struct report_work *w = l->w;
    uint32_t t = l->x->head;
    for (int i = 0; i < 4 && (who_rel(w, t, "conj") || who_rel(w, t, "appos")) && w->tokens[t].head != t; i++) {
        say(l, "c", "of", w->tokens[t].head);
        t = w->tokens[t].head;
    }
    char rel[2 * WHO_FORM], at[WHO_FORM] = "";
    const uint32_t marker = who_child(w, t, "case");
    if (marker != t) plain(w, marker, at);
    snprintf(rel, sizeof rel, "%s:%s", report_deprel(w, t), at);
    if (w->tokens[t].head == t) {
        l->take(l->to, l->x, "g=root");
        return;
    }
    uint32_t up = w->tokens[t].head;
    say(l, "g", rel, up);
    say(l, "v", "", up);
    say_words(l, "p", "", rel);
    for (int i = 0; i < 2 && w->tokens[up].head != up; i++) {
        say(l, "u", report_deprel(w, up), w->tokens[up].head);
        up = w->tokens[up].head;
    }
}

static void statements(const struct looker *l) {
    static const char *const toll[] = {"x=killed", "x=injured", "x=shot", "x=hospital"}, *const part[] = {"x=agent", "x=patient",
                                                                                                          "x=hit",
                                                                                                          "x=instrument"};
    const struct noun_phrase *x = l->x;
    const double p = facts_prominence(l->v->f, x->head);
    l->take(l->to, x,
            p >= PROMINENCE_DECK ? "x=headline"
            : p > 2              ? "x=lead"
            : p > 1              ? "x=upper"
            : p > 0.5            ? "x=middle"
                                 : "x=deep");
    const uint32_t times = l->v->times[x->head];
    l->take(l->to, x, times > 6 ? "x=often" : times > 3 ? "x=four" : times > 1 ? "x=two" : "x=once");
    if (l->v->part[x->head]) l->take(l->to, x, part[l->v->part[x->head] - 1]);
    if (l->v->toll[x->head]) l->take(l->to, x, toll[l->v->toll[x->head] - 1]);
    const int32_t a = l->v->attribution[x->head];
    if (a >= 0 && l->w->attributions.at[a].cue.n) {
        uint32_t beg, end;
        report_tokens_in(l->w, l->w->attributions.at[a].cue.at[0], &beg, &end);
        if (beg < end) say(l, "a", "", beg);
    }
}

void filler_forms(const struct filler_view *v, const struct noun_phrase *x, filler_form_at *take, void *to) {
    const struct looker l = {v, v->f->r, x, take, to};
    inside(&l);
    around(&l);
    governors(&l);
    statements(&l);
}

/* ---- weighing ---------------------------------------------------------------------------------------------------- */
enum { MOST_FORMS = 128 };
struct weigher {
    const struct filler_word *met[MOST_FORMS]; /* each form weighs once */
    uint32_t n;
};

static int by_form(const void *key, const void *row) { return strcmp(key, ((const struct filler_word *)row)->form); }

static void weigh(void *to, const struct noun_phrase *x, const char *form) {
    struct weigher *w = to;
    const struct filler_word *row = bsearch(form, filler_words, n_filler_words, sizeof *filler_words, by_form);
    (void)x;
    if (!row || w->n == MOST_FORMS) return;
    for (uint32_t i = 0; i < w->n; i++)
        if (w->met[i] == row) return;
    w->met[w->n++] = row;
}

static float odds(float p) { return logf((p + 0.02f) / (1.02f - p)); }

void filler_judge(const struct filler_view *v, const struct noun_phrase *x, float p[N_ROLES]) {
    struct weigher w = {.n = 0};
    filler_forms(v, x, weigh, &w);
    for (int r = 0; r < N_ROLES; r++) {
        int32_t words = 0;
        float other = 0;
        for (uint32_t i = 0; i < w.n; i++) words += w.met[i]->weight[r];
        for (int k = 0; k < N_ROLES; k++)
            if (k != r && x->tagged[k] > other) other = x->tagged[k];
        const float *u = filler_weights[r];
        const float sum = u[FILLER_CONSTANT] + u[FILLER_WORDS] * (float)words / 100 + u[FILLER_TAGGED] * odds(x->tagged[r]) +
                          u[FILLER_OTHER] * other + u[FILLER_OPEN] * odds(x->open) + u[FILLER_IS_TAGGED] * (x->tagged[r] > 0);
        p[r] = 1 / (1 + expf(-sum));
    }
}

sayso_code facts_show_fillers(struct facts_work *f) {
    const struct report_work *w = f->r;
    struct filler_view v;
    if (!scores_tagger(w->scores, "fill")) return SAYSO_OK;
    sayso_code code = filler_view(f, &v);
    for (uint32_t t = 0; !code && t < w->n_tokens; t++) {
        struct noun_phrase x;
        float p[N_ROLES];
        if (!filler_phrase(f, t, &x)) continue;
        filler_judge(&v, &x, p);
        const int32_t entity = x.mention < 0 ? -1 : w->mentions.at[x.mention].entity;
        for (int i = 0; i < 2 && entity >= 0; i++) {
            const float q = p[i ? ROLE_PERPETRATOR : ROLE_VICTIM];
            if (q > f->people[entity].phrase[i]) f->people[entity].phrase[i] = q;
        }
        for (uint8_t r = 0; !code && r < N_ROLES; r++) {
            if (p[r] < filler_least[r]) continue;
            const uint32_t beg = r == ROLE_TARGET || r == ROLE_WEAPON ? x.core : x.beg;
            const struct role_evidence e = {.role = r,
                                            .entity = entity,
                                            .token = x.head,
                                            .at = {w->tokens[beg].at.beg, w->tokens[x.end - 1].at.end},
                                            .event = -1,
                                            .score = p[r],
                                            .chosen = true};
            if (!VEC_PUSH(w->arena, f->roles, e)) code = SAYSO_NOMEM;
        }
    }
    return code;
}
