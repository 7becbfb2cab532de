/* The words that tell of an event: those of the lexicon whose part of speech and surroundings fit, each with its light verb
 * ("carried out an attack"). One pass over the words; phrases take their words, so that "opened fire" is no fire. */
#include "facts_events.h"
#include <string.h>

enum { MOST_APART = 8 }; /* words between the parts of a verb: "gunned the guard and his wife down" */

/* ---- phrases ----------------------------------------------------------------------------------------------------- */
static bool is_reflexive(const struct syntax *x, uint32_t t) {
    static const char *const words[] = {"himself", "herself", "itself", "themselves", "myself", "ourselves", "yourself", NULL};
    for (const char *const *p = words; *p; p++)
        if (report_token_is(x->w, t, *p)) return true;
    return false;
}

/* How many tokens from t on these words are; "oneself" is any reflexive pronoun, the last may be in the plural. */
static uint32_t words_at(const struct syntax *x, uint32_t t, const char *words) {
    uint32_t n = 0;
    for (const char *p = words; *p; n++) {
        size_t len = strcspn(p, " ");
        char want[WORD_BYTES], lower[WORD_BYTES];
        if (len + 2 >= WORD_BYTES || t + n >= x->w->n_tokens || !syntax_lower(x, t + n, lower)) return 0;
        memcpy(want, p, len);
        want[len] = 0;
        bool same = !strcmp(lower, want) || (!strcmp(want, "oneself") && is_reflexive(x, t + n));
        if (!same && !p[len] && !strncmp(lower, want, len) && !strcmp(lower + len, "s")) same = true; /* "lay down arms" */
        if (!same) return 0;
        p += len + (p[len] == ' ');
    }
    return n;
}

/* Where the other words of a verb's phrase stand: right behind it, or apart and hung on it. */
static bool find_rest(const struct syntax *x, uint32_t verb, const char *rest, bool apart, uint32_t *beg, uint32_t *end) {
    *beg = *end = verb + 1;
    if (!*rest) return true;
    const struct report_work *w = x->w;
    for (uint32_t t = verb + 1; t < w->n_tokens && t <= verb + (apart ? MOST_APART : 1); t++) {
        if (w->tokens[t].sentence != w->tokens[verb].sentence) return false;
        uint32_t n = words_at(x, t, rest);
        if (!n) continue;
        uint32_t last = t + n - 1;
        if (t != verb + 1 && w->tokens[t].head != verb && w->tokens[last].head != verb) continue;
        *beg = t;
        *end = t + n;
        return true;
    }
    return false;
}

/* ---- tests ------------------------------------------------------------------------------------------------------- */
static bool is_word(const struct syntax *x, uint32_t t, const char *const *words) {
    char lower[WORD_BYTES];
    if (!syntax_lower(x, t, lower)) return false;
    for (; *words; words++)
        if (!strcmp(*words, lower)) return true;
    return false;
}

/* "700 kilos of medicine", "part of the town": what a measure is of. */
static bool holds_word(const struct syntax *x, uint32_t t, const char *const *words) {
    for (uint32_t c = x->child[t]; c != NO_TOKEN; c = x->sibling[c])
        if (c > t && syntax_rel(x, c, "nmod") && syntax_child_word(x, c, "of") != NO_TOKEN && is_word(x, c, words)) return true;
    return false;
}

/* The verb of the clause or infinitive below, and its object. */
static void clause_words(const struct syntax *x, uint32_t verb, struct arguments *out) {
    for (uint32_t c = x->child[verb]; c != NO_TOKEN; c = x->sibling[c]) {
        bool below = syntax_rel(x, c, "ccomp") || syntax_rel(x, c, "xcomp") ||
                     (syntax_rel(x, c, "advcl") && syntax_child_word(x, c, "to") != NO_TOKEN);
        if (!below || c < verb || out->n + 2 > MOST_ARGUMENTS) continue;
        out->at[out->n++] = c;
        uint32_t o = syntax_child(x, c, "obj");
        if (o != NO_TOKEN) out->at[out->n++] = o;
    }
}

/* Whether somebody bears one of the words as a title, here or elsewhere in the report. */
static bool has_title(const struct syntax *x, uint32_t t, const char *const *words) {
    int32_t m = x->mention[t], e = m < 0 ? -1 : x->w->mentions.at[m].entity;
    if (m < 0) return false;
    for (uint32_t i = x->w->mentions.at[m].beg; span_is(x->w->mentions.at[m].title) && i < x->w->mentions.at[m].end; i++)
        if (span_in(x->w->tokens[i].at, x->w->mentions.at[m].title) && is_word(x, i, words)) return true;
    sayso_spans titles = e < 0 ? (sayso_spans){0} : x->w->entities.at[e].titles;
    for (uint32_t i = 0; i < titles.n && i < MOST_ARGUMENTS; i++) {
        uint32_t beg, end;
        report_tokens_in(x->w, titles.at[i], &beg, &end);
        if (end > beg && is_word(x, end - 1, words)) return true;
    }
    return false;
}

static bool holds(const struct syntax *x, const struct draft *d, const struct event_test *test) {
    struct arguments a = {.n = 0};
    if (!strcmp(test->function, "clause")) {
        clause_words(x, d->head, &a);
    } else if (d->sense->pos == 'n') {
        syntax_of_noun(x, d->head, test->function, &a);
        for (uint32_t t = d->head; !strcmp(test->function, "mod") && t-- > 0 && t + 3 > d->head;) /* "suicide car bombing" */
            if (syntax_pos(x, t, "NOUN") && !syntax_has(&a, t) && a.n < MOST_ARGUMENTS && !syntax_rel(x, t, "nsubj"))
                a.at[a.n++] = t;
    } else {
        syntax_of_verb(x, d->head, d->passive, test->function, &a);
    }
    bool found = false;
    for (uint32_t i = 0; i < a.n && !found; i++) switch (test->kind) {
        case TEST_THERE:
            found = true;
            break;
        case TEST_WORD:
            found = is_word(x, a.at[i], test->words) || holds_word(x, a.at[i], test->words) || has_title(x, a.at[i], test->words);
            break;
        case TEST_PERSON:
            found = syntax_is_person(x, a.at[i]);
            break;
        case TEST_PLACE:
            found = syntax_is_place(x, a.at[i]);
            break;
        }
    return found != test->negated;
}

static bool tests_hold(const struct syntax *x, const struct draft *d) {
    const struct event_test *tests = event_tests(d->sense);
    for (uint32_t i = 0; i < d->sense->n_tests; i++)
        if (!holds(x, d, &tests[i])) return false;
    return true;
}

/* ---- parts of speech --------------------------------------------------------------------------------------------- */
/* Nouns that keep an event before them one: "the shooting suspect"; before others it only says of which kind they are. */
static const char *const around[] = {
    "suspect", "suspects", "victim",   "victims",       "scene",    "site",      "survivor",   "survivors",   "attempt",
    "plot",    "spree",    "rampage",  "investigation", "case",     "probe",     "trial",      "charge",      "charges",
    "attack",  "attacks",  "toll",     "conviction",    "plan",     "suspicion", "allegation", "allegations", "inquiry",
    "threat",  "threats",  "incident", "wave",          "campaign", "deal",      "bid",        NULL};

static bool in_name(const struct report_work *w, uint32_t t) {
    const char *name = report_name(w, t);
    return *name && strcmp(name, "O") && !strstr(name, "misc");
}

static bool is_event_noun(const struct syntax *x, uint32_t head, uint32_t end) {
    if (!syntax_pos(x, head, "NOUN") && !syntax_pos(x, head, "PROPN")) return false;
    if (in_name(x->w, head)) return false;
    uint32_t outer = x->w->tokens[head].head;
    if (outer < end || outer == head || !syntax_rel(x, head, "compound")) return true;
    return is_word(x, outer, around);
}

static bool pos_fits(const struct syntax *x, const struct draft *d) {
    switch (d->sense->pos) {
    case 'n':
        return is_event_noun(x, d->head, d->end);
    case 'a':
        if (syntax_pos(x, d->head, "ADJ") || syntax_rel(x, d->head, "xcomp"))
            return !syntax_rel(x, d->head, "amod") || !syntax_pos(x, d->head, "VERB");
        return d->head > 0 && syntax_pos(x, d->head - 1, "NUM"); /* "Four dead", taken for a noun */
    default:
        if (syntax_is_rel(x, d->head, "amod") && (d->inflection != 'd' || !event_kind_at(d->sense->kind)->needs)) return false;
        if (syntax_pos(x, d->head, "VERB")) return !in_name(x->w, d->head);
        if (syntax_pos(x, d->head, "NOUN")) /* tagged wrongly: "to assassinate", "prisoners rioted" */
            return (d->inflection == 'd' && syntax_rel(x, d->head, "root")) ||
                   (d->inflection == 'b' && syntax_child_word(x, d->head, "to") != NO_TOKEN);
        return d->inflection == 'd' && syntax_pos(x, d->head, "ADJ") && event_kind_at(d->sense->kind)->needs;
    }
}

/* ---- light verbs ------------------------------------------------------------------------------------------------- */
static bool joined_to(const struct syntax *x, uint32_t noun, uint32_t *outer) {
    if (!syntax_is_rel(x, noun, "conj")) return false;
    *outer = x->w->tokens[noun].head;
    return *outer != noun;
}

static bool function_is(const struct syntax *x, uint32_t noun, bool passive, const char *function) {
    if (!strcmp(function, "obj"))
        return syntax_is_rel(x, noun, "obj") || syntax_rel(x, noun, "nsubj:pass") || (passive && syntax_rel(x, noun, "nsubj"));
    if (!strcmp(function, "subj")) return syntax_is_rel(x, noun, "nsubj");
    uint32_t c = syntax_case(x, noun);
    return c != NO_TOKEN && report_token_is(x->w, c, function);
}

static bool light_row(const struct syntax *x, uint32_t verb, uint32_t noun, bool below, struct support *out) {
    char lower[WORD_BYTES];
    uint32_t n, beg, end;
    if (!syntax_lower(x, verb, lower)) return false;
    const struct light_verb *rows = event_light(lower, &n);
    for (uint32_t i = 0; i < n; i++) {
        bool passive = syntax_is_passive(x, verb, rows[i].inflection, rows[i].obj != NULL);
        if (!find_rest(x, verb, rows[i].rest, true, &beg, &end)) continue;
        if (below ? strcmp(rows[i].noun, "obj") != 0 : !function_is(x, noun, passive, rows[i].noun)) continue;
        *out = (struct support){&rows[i], verb, passive};
        return true;
    }
    return false;
}

static struct support find_support(const struct syntax *x, uint32_t noun) {
    struct support out = {.verb = NO_TOKEN};
    uint32_t outer = noun, first = noun;
    for (int i = 0; i < 3 && joined_to(x, first, &outer); i++) first = outer;
    uint32_t verb = x->w->tokens[first].head;
    if (verb != first && syntax_pos(x, verb, "NOUN") &&
        syntax_rel(x, first, "nmod")) { /* "claimed responsibility for the attack" */
        uint32_t above = x->w->tokens[verb].head;
        if (above != verb && light_row(x, above, first, false, &out)) return out;
    }
    if (verb != first && light_row(x, verb, first, false, &out)) return out;
    for (uint32_t c = x->child[noun]; c != NO_TOKEN;
         c = x->sibling[c]) /* "an attack carried out by", "the attack that they launched" */
        if (syntax_rel(x, c, "acl") && light_row(x, c, noun, true, &out)) return out;
    return (struct support){.verb = NO_TOKEN};
}

/* ---- the pass ---------------------------------------------------------------------------------------------------- */
/* Whether a participle without an object can only be passive: by its kind, by "dead", "to death", "down" behind it, or in a
 * headline, where the past is told in the present. */
static bool needs_object(const struct events *ev, const struct event_sense *s, const struct event_word *word, uint32_t t) {
    const char *last = strrchr(word->rest, ' ');
    last = last ? last + 1 : word->rest;
    if (event_kind_at(s->kind)->needs || !strcmp(last, "dead") || !strcmp(last, "death") || !strcmp(last, "down")) return true;
    int32_t b = ev->w->tokens[t].block;
    if (b < 0 || !s->type || (strcmp(s->type, "ASSAULT") != 0 && strcmp(s->type, "COERCE") != 0)) return false;
    sayso_block_kind k = ev->w->text->blocks[b].kind;
    if (k != SAYSO_BLOCK_HEADLINE && k != SAYSO_BLOCK_DECK && k != SAYSO_BLOCK_HEADING) return false;
    uint32_t n;
    const struct event_role *roles = event_roles(s->frame, &n);
    for (uint32_t r = 0; r < n; r++)
        for (const char *const *f = roles[r].functions; !strcmp(roles[r].role, "patient") && *f; f++)
            if (!strcmp(*f, "obj")) return true;
    return false;
}

static bool read_word(const struct events *ev, uint32_t t, const struct event_word *word, struct draft *out, uint32_t *rest_beg,
                      uint32_t *rest_end) {
    const struct syntax *x = &ev->x;
    const struct event_sense *s = event_sense_at(word->sense);
    if (!find_rest(x, t, word->rest, s->pos == 'v', rest_beg, rest_end)) return false;
    bool whole = *rest_beg == t + 1;
    *out = (struct draft){.beg = t, .end = whole ? *rest_end : t + 1, .head = t, .sense = s, .inflection = word->inflection};
    out->support.verb = NO_TOKEN;
    if (s->pos == 'n') out->head = report_head_of(ev->w, out->beg, out->end);
    if (!pos_fits(x, out)) return false;
    if (s->pos == 'v') out->passive = syntax_is_passive(x, t, word->inflection, needs_object(ev, s, word, t));
    if (out->passive && !event_kind_at(s->kind)->weight && syntax_child(x, t, "xcomp") != NO_TOKEN)
        return false; /* "is said to" */
    return tests_hold(x, out);
}

static bool find_trigger(const struct events *ev, uint32_t t, const uint8_t *taken, struct draft *out, uint32_t *beg,
                         uint32_t *end) {
    char lower[WORD_BYTES];
    uint32_t n;
    if (taken[t] || !syntax_lower(&ev->x, t, lower)) return false;
    const struct event_word *words = event_words(lower, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (!read_word(ev, t, &words[i], out, beg, end)) continue;
        if (out->sense->pos == 'n') out->support = find_support(&ev->x, out->head);
        return true;
    }
    return false;
}

/* "In March": the month is no march. */
static void leave_months(const struct events *ev, uint8_t *taken) {
    for (uint32_t i = 0; i < ev->f->times.n; i++) {
        uint32_t beg, end;
        report_tokens_in(ev->w, ev->f->times.at[i].span, &beg, &end);
        for (uint32_t t = beg; t < end; t++)
            if (report_token_is(ev->w, t, "march") && ev->w->text->utf8[ev->w->tokens[t].at.beg] == 'M') taken[t] = 1;
    }
}

sayso_code events_triggers(struct events *ev) {
    struct report_work *w = ev->w;
    uint8_t *taken = ARENA_ARRAY(w->scratch, uint8_t, w->n_tokens + 1);
    ev->event_of = ARENA_ARRAY(w->scratch, int32_t, (size_t)w->n_tokens + 1);
    if (ev->event_of) memset(ev->event_of, -1, sizeof *ev->event_of * ((size_t)w->n_tokens + 1));
    if (!taken || !ev->event_of) return error_set(w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
    leave_months(ev, taken);
    for (uint32_t t = 0; t < w->n_tokens; t++) {
        struct draft d;
        uint32_t beg, end;
        if (!find_trigger(ev, t, taken, &d, &beg, &end)) continue;
        for (uint32_t i = d.beg; i < d.end; i++) taken[i] = 1;
        for (uint32_t i = beg; i < end && i < w->n_tokens; i++) taken[i] = 1;
        if (ev->event_of[d.head] < 0) ev->event_of[d.head] = (int32_t)ev->drafts.n;
        if (!VEC_PUSH(w->scratch, ev->drafts, d))
            return error_set(w->e, SAYSO_NOMEM, "facts", w->tokens[t].at.beg, "out of memory");
    }
    return SAYSO_OK;
}
