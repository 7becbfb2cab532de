/* Attributions: each anchor of the model with the spans of its roles, made into source, cue and content as the PolNeAR
 * guidelines would have them. What the model cannot know is put right here: a source stays in its block, a content runs on
 * only into the blocks that follow, a cue is one stretch, marks of quotation come in pairs, no fragment is a stray word. */
#include "report_cues.h"
#include <stdlib.h>
#include <string.h>

enum role { SOURCE, CUE, CONTENT, N_ROLES };
enum {
    HEARER = 10, /* words that tell who is told */
    REACH = 3,   /* words a fragment may be lengthened by, to reach the quotation mark it lacks */
};

struct fragment {
    uint32_t beg, end; /* tokens */
    float p;
};
struct fragments {
    struct fragment *at;
    uint32_t n, size;
};
struct draft {
    uint32_t anchor; /* token */
    float p;
    struct fragments role[N_ROLES];
    bool dead, turned; /* turned: read with source and cue in each other's place */
};

/* ---- words at the ends ------------------------------------------------------------------------------------------- */
static bool is_mark(const struct report_work *w, uint32_t t, const char *set) {
    span at = w->tokens[t].at;
    const char *s = w->text->utf8 + at.beg;
    for (const char *p = set; *p;) {
        size_t n = strcspn(p, " ");
        if (n == span_len(at) && !memcmp(s, p, n)) return true;
        p += n + (p[n] == ' ');
    }
    return false;
}
/* The quotation feature of the word (docs/MODEL.md, section 5): 0 outside, 1 opening, 2 inside, 3 closing. */
static uint8_t quote_of(const struct report_work *w, uint32_t t) { return w->scores->pieces.quote[w->tokens[t].piece]; }

static bool is_word(const struct report_work *w, uint32_t t) {
    unsigned char c = (unsigned char)w->text->utf8[w->tokens[t].at.beg];
    return c >= 0x80 ? strcmp(report_pos(w, t), "PUNCT") && !is_mark(w, t, "“ ” ‘ ’ „ « » – — …")
                     : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static uint32_t words_in(const struct report_work *w, uint32_t beg, uint32_t end) {
    uint32_t n = 0;
    for (uint32_t t = beg; t < end; t++) n += is_word(w, t);
    return n;
}

/* A full stop that ends an abbreviation of single letters ("U.S.") or a title is part of its word. */
static bool stop_is_part(const struct report_work *w, uint32_t t) {
    return t >= 2 && w->tokens[t].glued && span_len(w->tokens[t - 1].at) == 1 && is_word(w, t - 1) && is_mark(w, t - 2, ".");
}

static void trim(const struct report_work *w, struct fragment *f, enum role role) {
    while (f->beg < f->end && is_mark(w, f->beg, ", ; . ! ? ) ] ’ ” – — -") && !(role == CONTENT && quote_of(w, f->beg) == 1))
        f->beg++;
    if (role != CUE)
        while (f->beg < f->end && is_mark(w, f->beg, ":")) f->beg++;
    while (f->end > f->beg) {
        uint32_t last = f->end - 1;
        bool off = is_mark(w, last, ", ; : ( [ – — -");
        if (is_mark(w, last, ".")) off = !stop_is_part(w, last);
        if (role == CUE && is_mark(w, last, ":") && f->end - f->beg == 1) off = false;
        if (role == SOURCE && is_mark(w, last, ",")) /* an apposition's closing comma belongs to it */
            for (uint32_t t = f->beg; t + 1 < last && off; t++) off = !is_mark(w, t, ",");
        if (!off) break;
        f->end--;
    }
}

static bool holds_other_role(const struct draft *d, uint32_t beg, uint32_t end) {
    for (int r = SOURCE; r <= CUE; r++)
        for (uint32_t i = 0; i < d->role[r].n; i++)
            if (d->role[r].at[i].beg < end && beg < d->role[r].at[i].end) return true;
    return false;
}

/* Takes in a quotation mark that stands at an end, or a little way behind it while the end lies inside the quotation. What
 * both begins and ends inside one quotation is a part of it, not cut short: it stays. */
static void close_quotes(const struct report_work *w, const struct draft *d, struct fragment *f) {
    int32_t block = w->tokens[f->beg].block;
    uint32_t beg = f->beg, end = f->end;
    for (uint32_t i = 0; i < REACH && beg > 0 && quote_of(w, beg) == 2 && w->tokens[beg - 1].block == block; i++)
        if (holds_other_role(d, beg - 1, beg))
            break;
        else
            beg--;
    for (uint32_t i = 0; i < REACH && end < w->n_tokens && quote_of(w, end - 1) == 2 && w->tokens[end].block == block; i++)
        if (holds_other_role(d, end, end + 1))
            break;
        else
            end++;
    bool opens = quote_of(w, beg) == 1, closes = quote_of(w, end - 1) == 3;
    bool from_inside = quote_of(w, f->beg) == 2 && !opens, to_inside = quote_of(w, f->end - 1) == 2 && !closes;
    if (opens && !to_inside) f->beg = beg;
    if (closes && !from_inside) f->end = end;
}

/* A source does not cut a name in two. */
static void keep_name(const struct report_work *w, struct fragment *f) {
    int32_t block = w->tokens[f->beg].block;
    while (f->beg > 0 && report_name(w, f->beg)[0] == 'I' && w->tokens[f->beg - 1].block == block &&
           report_name(w, f->beg - 1)[0] != 'O')
        f->beg--;
    while (f->end < w->n_tokens && report_name(w, f->end)[0] == 'I' && w->tokens[f->end].block == block) f->end++;
}

/* ---- fragments of one attribution -------------------------------------------------------------------------------- */
static bool add_fragment(struct report_work *w, struct fragments *list, struct fragment f) {
    return f.beg >= f.end || VEC_PUSH(w->scratch, *list, f);
}

/* Cuts a fragment at the borders of blocks. */
static bool add_by_block(struct report_work *w, struct fragments *list, struct fragment f) {
    for (uint32_t t = f.beg; t < f.end;) {
        struct fragment part = {t, t, f.p};
        while (part.end < f.end && w->tokens[part.end].block == w->tokens[t].block) part.end++;
        if (!add_fragment(w, list, part)) return false;
        t = part.end;
    }
    return true;
}

static uint32_t token_from_piece(const struct report_work *w, uint32_t piece) {
    return piece < w->scores->pieces.n ? report_token_at(w, w->scores->pieces.at[piece].beg) : w->n_tokens;
}

static enum role role_of(const struct path_scores *p, uint8_t role) {
    const char *name = p->roles[role];
    return !strcmp(name, "source") ? SOURCE : !strcmp(name, "cue") ? CUE : !strcmp(name, "content") ? CONTENT : N_ROLES;
}

/* One stretch: the one that holds the anchor; without one, the anchor's word alone. */
static void settle_cue(struct report_work *w, struct draft *d) {
    struct fragments *c = &d->role[CUE];
    struct fragment own = {d->anchor, d->anchor + 1, d->p};
    for (uint32_t i = 0; i < c->n; i++)
        if (c->at[i].beg <= d->anchor && d->anchor < c->at[i].end) own = c->at[i];
    trim(w, &own, CUE);
    if (own.beg >= own.end) own = (struct fragment){d->anchor, d->anchor + 1, d->p};
    c->n = 0;
    d->dead |= !add_fragment(w, c, own);
}

/* One stretch in the cue's block: what lies close together is joined, then the surest and longest is kept. */
static void settle_source(const struct report_work *w, struct draft *d) {
    struct fragments *s = &d->role[SOURCE];
    int32_t block = w->tokens[d->anchor].block;
    struct fragment best = {0}, cue = d->role[CUE].at[0];
    float best_weight = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        struct fragment f = s->at[i];
        while (i + 1 < s->n && w->tokens[s->at[i + 1].beg].block == w->tokens[f.beg].block &&
               !words_in(w, f.end, s->at[i + 1].beg) && !(f.end <= cue.beg && cue.end <= s->at[i + 1].beg))
            f.end = s->at[++i].end;
        float weight = f.p * (1 + 0.2f * (float)words_in(w, f.beg, f.end));
        if (w->tokens[f.beg].block != block || !words_in(w, f.beg, f.end) || weight <= best_weight) continue;
        best = f;
        best_weight = weight;
    }
    s->n = 0;
    if (best_weight <= 0) return;
    keep_name(w, &best);
    trim(w, &best, SOURCE);
    if (best.beg < best.end) s->at[s->n++] = best;
}

/* Whether content may stand here: in the cue's own block, or in the one behind it into which it runs on: from its start. */
static bool content_may_stand(const struct report_work *w, uint32_t t, int32_t own, int32_t last) {
    int32_t block = w->tokens[t].block;
    if (block == own) return true;
    if (block < own || !report_is_body(w, own) || !report_is_body(w, block)) return false;
    if (block == last) return true; /* a later part of what runs on */
    bool starts =
        t == 0 || w->tokens[t - 1].block != block || (quote_of(w, t - 1) == 1 && (t == 1 || w->tokens[t - 2].block != block));
    return block == last + 1 && starts;
}

/* Whether a word alone stays: the only content, a relative pronoun that stands for it, a quotation of one word. */
static bool may_stand_alone(const struct report_work *w, struct fragment f, uint32_t n_fragments) {
    if (n_fragments == 1 || words_in(w, f.beg, f.end) > 1) return true;
    return f.p >= 0.6f || quote_of(w, f.beg) == 1;
}

/* What runs on into the next block is a quotation that is opened again there, or what a colon led to. */
static bool may_run_on(const struct report_work *w, struct fragment f, int32_t own) {
    span block = w->text->blocks[own].span;
    return w->tokens[f.beg].block == own || quote_of(w, f.beg) || w->text->utf8[block.end - 1] == ':' ||
           w->text->utf8[block.end - 1] == ';';
}

static void settle_content(const struct report_work *w, struct draft *d) {
    struct fragments *c = &d->role[CONTENT];
    int32_t own = w->tokens[d->anchor].block, last = own;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++) { /* those where content can be, joined over gaps of no words */
        struct fragment f = c->at[i];
        int32_t block = w->tokens[f.beg].block;
        if (!content_may_stand(w, f.beg, own, last)) continue;
        if (block > last) last = block;
        struct fragment *before = n ? &c->at[n - 1] : NULL;
        if (before && block == w->tokens[before->beg].block && !holds_other_role(d, before->end, f.beg) &&
            words_in(w, before->end, f.beg) == 0)
            before->end = f.end;
        else
            c->at[n++] = f;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct fragment f = c->at[i];
        close_quotes(w, d, &f);
        trim(w, &f, CONTENT);
        if (!words_in(w, f.beg, f.end) || !may_stand_alone(w, f, n)) continue;
        if (kept && w->tokens[c->at[0].beg].block == own && !may_run_on(w, f, own)) continue;
        if (kept && f.beg < c->at[kept - 1].end) f.beg = c->at[kept - 1].end;
        if (f.beg < f.end) c->at[kept++] = f;
    }
    c->n = kept;
}

static bool words_in_quotes(const struct report_work *w, uint32_t beg, uint32_t end) {
    for (uint32_t t = beg; t < end; t++)
        if (quote_of(w, t)) return true;
    return false;
}

/* ", said Roe", "Roe said": now and then the verb is read as the source and the name as the cue. */
static bool is_turned(const struct report_work *w, const struct draft *d) {
    if (!d->role[SOURCE].n) return false;
    struct fragment source = d->role[SOURCE].at[0], cue = d->role[CUE].at[0];
    uint32_t n;
    const struct cue *verb = cue_at(w, source.beg, source.end, &n);
    if (!verb || verb->kind != 'v' || !(verb->flags & CUE_SAY) || (verb->inflection != 'd' && verb->inflection != 's'))
        return false;
    const char *pos = report_pos(w, d->anchor);
    bool noun = !strcmp(pos, "PROPN") || !strcmp(pos, "NOUN") || !strcmp(pos, "PRON") || report_name(w, d->anchor)[0] != 'O';
    uint32_t beg = source.end <= cue.beg ? source.end : cue.end, end = source.end <= cue.beg ? cue.beg : source.beg;
    return noun && end < beg + HEARER && !words_in_quotes(w, beg, end);
}

static void turn_back(const struct report_work *w, struct draft *d) {
    if (!is_turned(w, d)) return;
    struct fragment verb = d->role[SOURCE].at[0];
    d->role[SOURCE].at[0] = d->role[CUE].at[0];
    d->role[CUE].at[0] = verb;
    d->turned = true;
}

static sayso_code make_draft(struct report_work *w, const struct path_scores *p, uint32_t anchor, uint32_t *next,
                             struct draft *d) {
    *d = (struct draft){.anchor = token_from_piece(w, p->anchor[anchor]), .p = p->anchor_p[anchor]};
    for (; *next < p->n_spans && p->spans[*next].anchor == anchor; (*next)++) {
        const struct role_span *s = &p->spans[*next];
        enum role role = role_of(p, s->role);
        struct fragment f = {token_from_piece(w, s->beg), token_from_piece(w, s->end), s->p};
        if (role < N_ROLES && !add_by_block(w, &d->role[role], f)) return SAYSO_NOMEM;
    }
    settle_cue(w, d);
    settle_source(w, d);
    turn_back(w, d);
    settle_content(w, d);
    d->dead |= !d->role[CONTENT].n;
    return SAYSO_OK;
}

/* ---- the same one twice ------------------------------------------------------------------------------------------ */
static uint32_t size_of(const struct fragments *f) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n; i++) n += f->at[i].end - f->at[i].beg;
    return n;
}
static float dice(const struct fragments *a, const struct fragments *b) {
    uint32_t shared = 0, all = size_of(a) + size_of(b);
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++)
            shared += span_shared((span){a->at[i].beg, a->at[i].end}, (span){b->at[k].beg, b->at[k].end});
    return all ? 2.0f * (float)shared / (float)all : 1.0f;
}

/* Two anchors read as one attribution: their cues meet, or one source says the same twice. */
static bool same_attribution(const struct draft *a, const struct draft *b) {
    if (dice(&a->role[CUE], &b->role[CUE]) > 0)
        return a->turned || b->turned || dice(&a->role[CONTENT], &b->role[CONTENT]) >= 0.5f;
    return dice(&a->role[CONTENT], &b->role[CONTENT]) >= 0.8f && dice(&a->role[SOURCE], &b->role[SOURCE]) >= 0.8f;
}

static void drop_doubles(struct draft *d, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n && !d[i].dead && d[k].anchor < d[i].anchor + 60; k++)
            if (!d[k].dead && same_attribution(&d[i], &d[k])) d[d[i].p >= d[k].p ? k : i].dead = true;
}

/* ---- words that two claim ----------------------------------------------------------------------------------------- */
static uint32_t shared_with(struct fragment f, const struct fragments *list) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) n += span_shared((span){f.beg, f.end}, (span){list->at[i].beg, list->at[i].end});
    return n;
}

/* The sentence of a says it nearer: its cue stands in the fragment's sentence, or in its block where `by_block`, and not among
 * the fragment's words (then it is told, not teller). */
static bool says_nearer(const struct report_work *w, const struct draft *d, struct fragment f, bool by_block) {
    struct fragment cue = d->role[CUE].at[0];
    bool near =
        by_block ? w->tokens[cue.beg].block == w->tokens[f.beg].block : w->tokens[cue.beg].sentence == w->tokens[f.beg].sentence;
    return !d->dead && near && !(f.beg <= cue.beg && cue.beg < f.end) && 2 * shared_with(f, &d->role[CONTENT]) >= f.end - f.beg;
}

/* A stretch in a sentence without the cue goes to the attribution whose cue stands there, if that claims it too. */
static void settle_claims(const struct report_work *w, struct draft *d, uint32_t n) {
    enum { NEAR = 6 }; /* drafts to each side that can meet it */
    for (uint32_t i = 0; i < n; i++) {
        struct fragments *c = &d[i].role[CONTENT];
        uint32_t kept = 0, own = d[i].dead ? 0 : w->tokens[d[i].role[CUE].at[0].beg].sentence;
        for (uint32_t k = 0; k < c->n; k++) {
            bool taken = false, ran_on = w->tokens[c->at[k].beg].block != w->tokens[d[i].anchor].block;
            uint32_t from = i > NEAR ? i - NEAR : 0, to = i + NEAR < n ? i + NEAR : n - 1;
            for (uint32_t j = from; !d[i].dead && j <= to && !taken; j++)
                taken = j != i && w->tokens[c->at[k].beg].sentence != own && says_nearer(w, &d[j], c->at[k], ran_on);
            if (!taken) c->at[kept++] = c->at[k];
        }
        if (kept) c->n = kept; /* never all of it */
    }
}

/* ---- who is told ------------------------------------------------------------------------------------------------- */
/* "told a veterans' group that ...": whom it is told is no content. */
static void leave_hearer(const struct report_work *w, struct draft *d) {
    struct fragment cue = d->role[CUE].at[0], *c = d->role[CONTENT].at;
    struct cue_reading r = cue_read(w, cue.beg, cue.end);
    if (!r.cue || !(r.cue->flags & CUE_TELL) || c->beg != cue.end || quote_of(w, c->beg)) return;
    for (uint32_t t = c->beg + 1; t < c->end && t <= c->beg + HEARER; t++) {
        const char *pos = report_pos(w, t - 1);
        if (!strcmp(pos, "VERB") || !strcmp(pos, "AUX")) return;
        if (!report_token_is(w, t, "that")) continue;
        c->beg = t;
        return;
    }
}

/* ---- into the record --------------------------------------------------------------------------------------------- */
static sayso_spans spans_of(struct report_work *w, const struct fragments *f) {
    sayso_span *at = ARENA_ARRAY(w->arena, sayso_span, f->n);
    for (uint32_t i = 0; at && i < f->n; i++)
        at[i] = (sayso_span){w->tokens[f->at[i].beg].at.beg, w->tokens[f->at[i].end - 1].at.end};
    return (sayso_spans){at, at ? f->n : 0};
}

static bool inside_quotes(const struct report_work *w, uint32_t t) {
    if (quote_of(w, t) == 2) return true;
    uint32_t lo = 0, hi = w->quotes.n; /* the last that begins before the word, and the one round it */
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->quotes.at[mid].span.beg <= w->tokens[t].at.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i-- > 0 && i + 2 >= lo;)
        if (span_in(w->tokens[t].at, w->quotes.at[i].span)) return true;
    return false;
}

/* Direct where nine words in ten stand in quotation marks, indirect where none does. */
sayso_form report_form(const struct report_work *w, sayso_spans content) {
    uint32_t all = 0, quoted = 0;
    for (uint32_t i = 0; i < content.n; i++) {
        uint32_t beg, end;
        report_tokens_in(w, content.at[i], &beg, &end);
        for (uint32_t t = beg; t < end; t++) {
            if (!is_word(w, t)) continue;
            all++;
            quoted += inside_quotes(w, t);
        }
    }
    return quoted * 10 >= all * 9 && quoted ? SAYSO_FORM_DIRECT : quoted ? SAYSO_FORM_MIXED : SAYSO_FORM_INDIRECT;
}

static sayso_code record_draft(struct report_work *w, const struct draft *d) {
    sayso_attribution a = {.source_id = -1, .within = -1, .score = d->p};
    a.source = spans_of(w, &d->role[SOURCE]);
    a.cue = spans_of(w, &d->role[CUE]);
    a.content = spans_of(w, &d->role[CONTENT]);
    if (!a.cue.n || !a.content.n) return SAYSO_NOMEM;
    a.form = report_form(w, a.content);
    a.attitude = cue_attitude(w, d->role[CUE].at[0].beg, d->role[CUE].at[0].end);
    return VEC_PUSH(w->arena, w->attributions, a) ? SAYSO_OK : SAYSO_NOMEM;
}

/* ---- none at all ------------------------------------------------------------------------------------------------- */
/* "Anyone with information is asked to call the police": an appeal that nobody is said to make. */
static bool is_appeal(const struct report_work *w, const struct draft *d) {
    enum { FARTHEST = 40 };
    static const char *const kinds[] = {"any", "more", "additional", "further", "relevant", "potential", NULL};
    uint32_t t = d->role[CUE].at[0].beg, sentence = w->tokens[t].sentence;
    while (t > 0 && w->tokens[t - 1].sentence == sentence && d->role[CUE].at[0].beg - t < FARTHEST) t--;
    for (; t + 1 < d->role[CUE].at[0].beg; t++) {
        if (!report_token_is(w, t, "with")) continue;
        uint32_t next = t + 1;
        for (const char *const *k = kinds; *k; k++)
            if (report_token_is(w, t + 1, *k)) next = t + 2;
        if (next >= d->role[CUE].at[0].beg || !report_token_is(w, next, "information")) continue;
        return !d->role[SOURCE].n ||
               (d->role[SOURCE].at[0].beg < t && t < d->role[SOURCE].at[0].end); /* not "police ask anyone with ..." */
    }
    return false;
}

/* "appears to be armed", "it seems to have sunk": a hedge on the reporter's words, no say-so of what appears. */
static bool only_appears(const struct report_work *w, const struct draft *d) {
    struct fragment cue = d->role[CUE].at[0];
    struct cue_reading r = cue_read(w, cue.beg, cue.end);
    if (!r.cue || r.cue->kind != 'v' || strcmp(cue_attitudes[r.cue->attitude].name, "appears") != 0) return false;
    return !d->role[SOURCE].n ||
           (cue.end < w->n_tokens && (report_token_is(w, cue.end, "to") || report_token_is(w, cue.end - 1, "to")));
}

/* "Nobody knows where he is": nobody vouches for anything. */
static bool nobody_knows(const struct report_work *w, const struct draft *d) {
    struct fragment cue = d->role[CUE].at[0];
    if (!d->role[SOURCE].n) return false;
    uint32_t beg = d->role[SOURCE].at[0].beg;
    struct cue_reading r = cue_read(w, cue.beg, cue.end);
    return (report_token_is(w, beg, "nobody") || report_words_are(w, beg, "no one")) && r.cue &&
           cue_attitudes[r.cue->attitude].kind == ATTITUDE_THOUGHT && !r.negated;
}

/* "..., you know, ...", "also known as": words of no say-so. */
static bool is_filler(const struct report_work *w, const struct draft *d) {
    struct fragment cue = d->role[CUE].at[0];
    if (report_words_are(w, cue.beg, "also known as") || report_words_are(w, cue.beg, "known as")) return true;
    bool you = cue.beg > 0 && report_token_is(w, cue.beg - 1, "you") && report_token_is(w, cue.beg, "know");
    return you && cue.end < w->n_tokens && !is_word(w, cue.end);
}

sayso_code report_attributions(struct report_work *w) {
    const struct path_scores *p = scores_path(w->scores, "attr");
    if (!p || !p->n_anchors || !w->n_tokens) return SAYSO_OK;
    struct draft *drafts = ARENA_ARRAY(w->scratch, struct draft, p->n_anchors);
    sayso_code code = drafts ? SAYSO_OK : SAYSO_NOMEM;
    for (uint32_t i = 0, next = 0; !code && i < p->n_anchors; i++) code = make_draft(w, p, i, &next, &drafts[i]);
    if (!code) drop_doubles(drafts, p->n_anchors);
    if (!code) settle_claims(w, drafts, p->n_anchors);
    for (uint32_t i = 0; !code && i < p->n_anchors; i++)
        if (!drafts[i].dead && !is_appeal(w, &drafts[i]) && !only_appears(w, &drafts[i]) && !nobody_knows(w, &drafts[i]) &&
            !is_filler(w, &drafts[i])) {
            leave_hearer(w, &drafts[i]);
            code = record_draft(w, &drafts[i]);
        }
    return code ? error_set(w->e, code, "report", 0, "out of memory") : SAYSO_OK;
}
