/* Who shows in which role of an incident, words by words: by the model's tagger "fill" where it has one, by the participants of
 * violent events, by the tolls, and by nouns that name a role of themselves ("the gunman", "two suspects", "the victim"). */
#include "facts_fillers.h"
#include "facts_people.h"
#include "facts_roles.h"
#include "facts_tolls.h"
#include "report_kinds.h"
#include "report_words.h"
#include <string.h>

enum { LONGEST_FORM = 64 };

static bool add(struct facts_work *f, uint8_t role, int32_t entity, uint32_t token, span at, int32_t event, double score) {
    struct role_evidence e = {.role = role, .entity = entity, .token = token, .at = at, .event = event, .score = (float)score};
    return VEC_PUSH(f->r->arena, f->roles, e);
}

/* ---- the model's tagger ------------------------------------------------------------------------------------------ */
static int role_of_label(const char *label) {
    static const struct {
        const char *label;
        int role;
    } names[] = {{"perp_ind", ROLE_PERPETRATOR},
                 {"perp_org", ROLE_PERPETRATOR},
                 {"target", ROLE_TARGET},
                 {"victim", ROLE_VICTIM},
                 {"weapon", ROLE_WEAPON}};
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(label, names[i].label)) return names[i].role;
    return -1;
}

/* The mention that the words [beg, end) are, or stand in with its head among them; -1. */
static int32_t mention_with_head_in(const struct report_work *w, uint32_t beg, uint32_t end, uint32_t head) {
    uint32_t lo = 0, hi = w->mentions.n;
    uint32_t from = w->tokens[beg].at.beg;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->mentions.at[mid].at.beg < from)
            lo = mid + 1;
        else
            hi = mid;
    }
    enum { BACK = 24 };
    int32_t best = -1;
    for (uint32_t i = lo > BACK ? lo - BACK : 0; i < w->mentions.n && w->mentions.at[i].beg < end; i++) {
        const struct mention *m = &w->mentions.at[i];
        if (m->head == head) return (int32_t)i;
        if (m->head >= beg && m->head < end) best = (int32_t)i;
    }
    return best;
}

struct run {
    uint32_t beg, end;
    int role; /* -1: none */
    double p; /* summed over its words */
};

static int label_at(const struct report_work *w, const struct tagger_scores *t, uint32_t token) {
    return t->label[w->tokens[token].piece];
}

static bool is_inside_name(const struct report_work *w, uint32_t token) { return !strncmp(report_name(w, token), "I-", 2); }

/* A stretch of one role from `beg` on: over short words that the tagger left out between two of them ("d'Angelo", "bank of the
 * north"), and to the ends of the names it cuts. */
static struct run run_at(const struct report_work *w, const struct tagger_scores *t, uint32_t beg, uint32_t from) {
    enum { GAP = 2 };
    const int label = label_at(w, t, beg);
    struct run r = {beg, beg + 1, role_of_label(t->labels[label]), (double)t->p[w->tokens[beg].piece]};
    if (r.role < 0) return r;
    for (uint32_t i = beg + 1, gap = 0; i < w->n_tokens && gap <= GAP && w->tokens[i].sentence == w->tokens[beg].sentence; i++) {
        if (label_at(w, t, i) == label) {
            r.end = i + 1, gap = 0;
            r.p += (double)t->p[w->tokens[i].piece];
        } else {
            const char *pos = report_pos(w, i);
            bool small = w->tokens[i].glued || !strcmp(pos, "ADP") || !strcmp(pos, "DET") || is_inside_name(w, i);
            if (!small || role_of_label(t->labels[label_at(w, t, i)]) >= 0 || report_token_is(w, i, ",")) break;
            gap++;
        }
    }
    while (r.beg > from && is_inside_name(w, r.beg) && w->tokens[r.beg - 1].sentence == w->tokens[beg].sentence) r.beg--;
    while (r.end < w->n_tokens && is_inside_name(w, r.end) && w->tokens[r.end].sentence == w->tokens[beg].sentence) r.end++;
    return r;
}

static sayso_code from_tagger(struct facts_work *f) {
    const struct report_work *w = f->r;
    const struct tagger_scores *t = scores_tagger(w->scores, "fill");
    uint32_t last = 0;
    for (uint32_t i = 0; t && i < w->n_tokens;) {
        struct run r = run_at(w, t, i, last);
        i = r.end;
        struct role_words x = {.beg = r.beg, .end = r.end, .role = (uint8_t)r.role};
        if (r.role >= 0 && role_phrase(w, last, &x)) {
            int32_t m = mention_with_head_in(w, x.beg, x.end, x.head);
            span at = {w->tokens[x.beg].at.beg, w->tokens[x.end - 1].at.end};
            double p = r.p / (r.end - r.beg);
            if (!add(f, x.role, m < 0 ? -1 : w->mentions.at[m].entity, x.head, at, -1, p < 1 ? p : 1)) return SAYSO_NOMEM;
            if (x.end > i) i = x.end;
            last = i;
        }
    }
    return SAYSO_OK;
}

/* ---- events and tolls -------------------------------------------------------------------------------------------- */
static bool is_violent(const sayso_event *v) {
    return v->type && (!strcmp(v->type, "ASSAULT") || !strcmp(v->type, "FIGHT") || !strcmp(v->type, "CRIME") ||
                       !strcmp(v->type, "TERRORISM"));
}

/* A video, a statement, a post: what shows or tells of the deed is not what was hit. */
static bool tells_of_it(const struct report_work *w, span at) {
    uint32_t beg, end;
    report_tokens_in(w, at, &beg, &end);
    if (beg >= end) return false;
    struct kind_reading r = kind_read(w, beg, end);
    return r.known && (r.kind == SAYSO_SOURCE_DOCUMENT || r.kind == SAYSO_SOURCE_SOCIAL);
}

static sayso_code from_events(struct facts_work *f) {
    static const struct {
        const char *role;
        uint8_t as;
        double score;
    } roles[] = {{"agent", ROLE_PERPETRATOR, 0.7}, {"patient", ROLE_VICTIM, 0.6}, {"instrument", ROLE_WEAPON, 0.7}};
    for (uint32_t i = 0; i < f->events.n; i++) {
        const sayso_event *v = &f->events.at[i];
        if (!is_violent(v) || v->status > SAYSO_STATUS_ONGOING) continue;
        for (uint32_t k = 0; k < v->n_participants; k++)
            for (uint32_t r = 0; r < sizeof roles / sizeof *roles; r++) {
                const sayso_participant *p = &v->participants[k];
                if (strcmp(p->role, roles[r].role) || !span_is(p->span)) continue;
                uint8_t as = roles[r].as;
                sayso_entity_kind kind = p->entity >= 0 ? f->r->entities.at[p->entity].kind : SAYSO_ENTITY_THING;
                if (as == ROLE_VICTIM && kind != SAYSO_ENTITY_PERSON && kind != SAYSO_ENTITY_GROUP) as = ROLE_TARGET;
                if (as == ROLE_TARGET && tells_of_it(f->r, p->span)) continue;
                if (as == ROLE_PERPETRATOR &&
                    (kind == SAYSO_ENTITY_THING || kind == SAYSO_ENTITY_PLACE || kind == SAYSO_ENTITY_FACILITY))
                    continue;
                if (!add(f, as, p->entity, report_token_at(f->r, p->span.beg), p->span, (int32_t)i, roles[r].score))
                    return SAYSO_NOMEM;
            }
    }
    return SAYSO_OK;
}

static sayso_code from_tolls(struct facts_work *f) {
    for (uint32_t i = 0; i < f->tolls.n; i++) {
        const struct toll *x = &f->tolls.at[i];
        bool none = x->counted && x->count.has_high && x->count.high == 0;
        if (none || x->entity < 0 || x->effect == TOLL_HOSPITAL) continue;
        sayso_entity_kind kind = f->r->entities.at[x->entity].kind;
        if (kind != SAYSO_ENTITY_PERSON && kind != SAYSO_ENTITY_GROUP) continue;
        span at = {f->r->tokens[x->beg].at.beg, f->r->tokens[x->end - 1].at.end};
        if (!add(f, ROLE_VICTIM, x->entity, x->head, at, x->event, x->effect == TOLL_SHOT ? 0.6 : 0.8)) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

/* ---- weapons ----------------------------------------------------------------------------------------------------- */
/* Whether somebody is armed with what a noun names, or uses it: it is the object, or stands behind "with". */
static bool is_borne(const struct report_work *w, uint32_t noun) {
    const uint32_t verb = w->tokens[noun].head;
    const char *rel = report_deprel(w, noun);
    if (verb == noun || !toll_is_context(w, verb, TOLL_ARMS) || toll_denied_by(w, verb) >= 0) return false;
    return !strcmp(rel, "obj") || !strncmp(rel, "obl", 3) || !strcmp(rel, "nsubj:pass");
}

/* "was armed with a hunting rifle", "brandished two knives". */
static sayso_code from_arms(struct facts_work *f) {
    const struct report_work *w = f->r;
    for (uint32_t t = 0; t < w->n_tokens; t++) {
        if (strcmp(report_pos(w, t), "NOUN") || !toll_is_context(w, t, TOLL_WEAPON) || !is_borne(w, t)) continue;
        uint32_t beg = t;
        while (beg > 0 && w->tokens[beg - 1].sentence == w->tokens[t].sentence && w->tokens[beg - 1].head == t &&
               (!strcmp(report_deprel(w, beg - 1), "compound") || !strcmp(report_deprel(w, beg - 1), "amod")))
            beg--;
        const span at = {w->tokens[beg].at.beg, w->tokens[t].at.end};
        if (!add(f, ROLE_WEAPON, -1, t, at, -1, 0.6)) return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

/* ---- nouns ------------------------------------------------------------------------------------------------------- */
static sayso_code from_nouns(struct facts_work *f) {
    const struct report_work *w = f->r;
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        const struct mention *m = &w->mentions.at[i];
        char lower[LONGEST_FORM];
        if (m->entity < 0 || m->form == MENTION_PRONOUN || span_len(w->tokens[m->head].at) >= sizeof lower) continue;
        uint32_t n = span_len(w->tokens[m->head].at);
        for (uint32_t k = 0; k < n; k++) {
            char c = w->text->utf8[w->tokens[m->head].at.beg + k];
            lower[k] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
        const struct report_word *row = report_word(WORDS_NOUN, lower, n);
        if (!row || (row->use != USE_ACTOR && row->use != USE_VICTIM)) continue;
        if (!add(f, row->use == USE_ACTOR ? ROLE_PERPETRATOR : ROLE_VICTIM, m->entity, m->head, m->at, -1, 0.5))
            return SAYSO_NOMEM;
    }
    return SAYSO_OK;
}

sayso_code facts_roles(struct facts_work *f) {
    sayso_code code = from_tagger(f);
    uint32_t read = f->roles.n;
    for (uint32_t i = 0; i < read; i++) f->roles.at[i].by_model = true;
    if (!code) code = from_events(f);
    if (!code) code = from_tolls(f);
    if (!code) code = from_nouns(f);
    double much = scores_tagger(f->r->scores, "fill") ? 0.1 : 1;
    for (uint32_t i = read; i < f->roles.n; i++) f->roles.at[i].score *= (float)much;
    if (!code) code = from_arms(f);
    if (!code) code = facts_show_people(f);
    if (!code) code = facts_show_fillers(f);
    return code ? error_set(f->r->e, code, "facts", 0, "out of memory") : SAYSO_OK;
}
