/* Who says what stands in quotation marks. First the verb of speech that governs the quotation, or stands right beside it: its
 * subject speaks, even where an attribution of somebody else covers the whole ("a photographer said the man shouted '...'").
 * Else the source of the innermost attribution around it; else, for a quotation that stands free, whoever spoke before it.
 * The chain is that of the innermost attribution around it, as in claims. */
#include "report_cues.h"
#include "report_who.h"
#include "base_utf8.h"
#include <string.h>

enum {
    REACH = 12 /* tokens from a quotation to the verb beside it */,
    NONE = -1,
    NARROW = 60 /* bytes: an attribution with no more content than this beside words in marks is of these words */
};

struct place {
    uint32_t beg, end;    /* tokens of the quotation */
    uint32_t left, right; /* tokens of its sentences: where its words in marks begin and end */
};

/* ---- verbs of speech --------------------------------------------------------------------------------------------- */
static bool is_speech(const struct report_work *w, uint32_t t) {
    char form[WHO_FORM];
    if (!who_pos(w, t, "VERB") && *report_pos(w, t)) return false;
    const struct cue *c = cue_find(form, who_lower(w, t, form));
    return c && c->kind == 'v' && (c->flags & CUE_TELL || cue_attitudes[c->attitude].kind == ATTITUDE_SPEECH);
}

static bool is_in_quote(const struct report_work *w, uint32_t t, uint32_t i) {
    return span_in(w->tokens[t].at, w->quotes.at[i].span);
}

/* The verb of speech above the quotation's head, or hanging on it from outside. */
static int32_t governing(const struct report_work *w, const struct place *p) {
    uint32_t head = report_head_of(w, p->beg, p->end), up = w->tokens[head].head;
    if (up < p->beg || up >= p->end) return is_speech(w, up) ? (int32_t)up : NONE;
    for (uint32_t i = p->left; i < p->right; i++)
        if ((i < p->beg || i >= p->end) && w->tokens[i].head == head && is_speech(w, i) &&
            (who_rel(w, i, "parataxis") || who_rel(w, i, "ccomp")))
            return (int32_t)i;
    return NONE;
}

static bool is_ending(const struct report_work *w, uint32_t t) {
    return report_token_is(w, t, ".") || report_token_is(w, t, "!") || report_token_is(w, t, "?");
}

/* First token of a quotation that ends right before `token` ("'A' and 'B'" hang on one verb); token: none does. */
static uint32_t before_quote(const struct report_work *w, uint32_t quote, uint32_t token) {
    for (uint32_t k = quote; k-- > 0 && quote - k < 4;)
        if (w->quotes.at[k].span.end == w->tokens[token - 1].at.end) return report_token_at(w, w->quotes.at[k].span.beg);
    return token;
}

/* The verb of speech nearest before the quotation with nothing between that ends a sentence; other quotations may stand
 * between. */
static int32_t before(const struct report_work *w, uint32_t quote, const struct place *p) {
    for (uint32_t i = p->beg, words = 0; i > p->left && words < REACH; words++) {
        uint32_t jump = before_quote(w, quote, i);
        if (jump < i) {
            i = jump;
            continue;
        }
        if (is_speech(w, i - 1)) return (int32_t)i - 1;
        if (is_ending(w, i - 1) || who_pos(w, i - 1, "VERB")) return NONE; /* "as he fired 'eight shots'" */
        i--;
    }
    return NONE;
}

static bool ends_inside(const struct report_work *w, const struct place *p) {
    return p->end - p->beg > 2 && is_ending(w, p->end - 2);
}

/* The verb of speech behind it: "...," he said. */
static int32_t behind(const struct report_work *w, const struct place *p) {
    bool stopped = ends_inside(w, p) && report_token_is(w, p->end - 2, ".");
    for (uint32_t i = p->end; !stopped && i < p->right && i - p->end < REACH; i++) {
        if (is_speech(w, i)) return (int32_t)i;
        if (is_ending(w, i) || report_token_is(w, i, ";") || report_token_is(w, i, "and")) return NONE;
    }
    return NONE;
}

/* ---- its speaker ------------------------------------------------------------------------------------------------- */
static bool can_speak(const struct report_work *w, int32_t m) {
    return m >= 0 && w->mentions.at[m].kind <= SAYSO_ENTITY_PLACE; /* "Moscow said" */
}

/* Whether a word stands in another quotation beside the one at p. */
static bool is_quoted(const struct report_work *w, uint32_t t, const struct place *p) {
    for (uint32_t i = 0; i < w->quotes.n && w->quotes.at[i].span.beg <= w->tokens[t].at.beg; i++) {
        span q = w->quotes.at[i].span;
        if (span_in(w->tokens[t].at, q) && !(p->beg < w->n_tokens && span_in(w->tokens[p->beg].at, q))) return true;
    }
    return false;
}

/* By the syntax, else the nearest noun phrase beside the verb that can speak. */
static int32_t subject_mention(const struct report_work *w, uint32_t verb, const struct place *p) {
    uint32_t subject = who_agent(w, verb);
    int32_t m = subject == verb ? NONE : who_mention_at(w, subject);
    if (m >= 0 && !(subject >= p->beg && subject < p->end)) return m; /* "the ruling said" */
    for (uint32_t step = 1; step < REACH; step++)
        for (int side = 0; side < 2; side++) {
            uint32_t t = side ? verb + step : verb - step;
            if ((!side && (step > verb || t < p->left)) || (side && (t >= p->right || step > 6)) || (t >= p->beg && t < p->end))
                continue;
            m = who_mention_at(w, t);
            if (can_speak(w, m) && w->mentions.at[m].head == t && !is_quoted(w, t, p)) return m;
        }
    return NONE;
}

static int32_t entity_of(const struct report_work *w, int32_t mention) {
    return mention < 0 ? NONE : w->mentions.at[mention].entity;
}

/* ---- attributions around a quotation ----------------------------------------------------------------------------- */
static uint32_t size_of(sayso_spans s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) n += span_len(s.at[i]);
    return n;
}
static uint32_t shared(sayso_spans s, span q) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) n += span_shared(s.at[i], q);
    return n;
}
static uint32_t depth_of(const struct report_work *w, int32_t a) {
    uint32_t depth = 0;
    for (; a >= 0 && depth < 16; a = w->attributions.at[a].within) depth++;
    return depth;
}

static bool fills_sentence(const struct report_work *w, span q) {
    uint32_t beg, end, x, first, last;
    report_tokens_in(w, q, &beg, &end);
    if (end <= beg) return false;
    who_sentence(w, beg, &first, &x);
    who_sentence(w, end - 1, &x, &last);
    return beg <= first + 1 && last <= end + 1;
}

/* Whether attribution a is of other words in marks at the start of its content, and a clause stands between them and q. */
static bool is_of_another(const struct report_work *w, const sayso_attribution *a, span q) {
    if (a->cue.n && text_block_at(w->text, a->cue.at[0].beg) == text_block_at(w->text, q.beg) && fills_sentence(w, q))
        return false; /* it goes on */
    for (uint32_t i = 0; i < w->quotes.n && w->quotes.at[i].span.beg <= a->content.at[0].beg + 4; i++) {
        span first = w->quotes.at[i].span;
        if (first.beg + 4 < a->content.at[0].beg || first.end >= q.beg) continue;
        uint32_t beg, end;
        report_tokens_in(w, (span){first.end, q.beg}, &beg, &end);
        for (uint32_t t = beg; t < end; t++)
            if (who_pos(w, t, "VERB")) return true;
    }
    return false;
}

/* The attribution whose content holds most of the quotation: the deepest, then the shortest. */
static int32_t innermost(const struct report_work *w, span q) {
    int32_t best = NONE;
    uint32_t best_depth = 0, best_size = 0;
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        const sayso_attribution *a = &w->attributions.at[i];
        if (a->cue.n && span_in(a->cue.at[0], q)) continue; /* told of in these words: not who says them */
        if (!a->content.n || a->content.at[0].beg >= q.end || 2 * shared(a->content, q) <= span_len(q) || is_of_another(w, a, q))
            continue;
        uint32_t depth = depth_of(w, (int32_t)i), size = size_of(a->content);
        if (best < 0 || depth > best_depth || (depth == best_depth && size < best_size))
            best = (int32_t)i, best_depth = depth, best_size = size;
    }
    return best;
}

/* Of hearsay without a source ("is suspected of") the one who passes it on. */
static int32_t source_entity(const struct report_work *w, const sayso_attribution *a) {
    for (int up = 0; up < 4 && !a->source.n && a->source_id < 0 && a->within >= 0; up++) a = &w->attributions.at[a->within];
    int32_t e = NONE;
    if (a->source.n) e = entity_of(w, report_mention_of(w, (span){a->source.at[0].beg, a->source.at[a->source.n - 1].end}));
    if (e < 0 && a->source_id >= 0) e = w->sources.at[a->source_id].entity;
    return e;
}

/* Whether a mention of an entity, or only a name of it, stands in a span. */
static bool stands_in(const struct report_work *w, int32_t entity, span s, bool by_name) {
    uint32_t lo = 0, hi = w->mentions.n;
    while (lo < hi) { /* the first mention that begins in it or behind */
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->mentions.at[mid].at.beg < s.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i < w->mentions.n && w->mentions.at[i].at.beg < s.end; i++) {
        const struct mention *m = &w->mentions.at[i];
        if (m->entity == entity && span_in(m->at, s) && (!by_name || m->form == MENTION_NAME)) return true;
    }
    return false;
}

/* "The prime minister, Karl Roe, said", "U.S. Attorney Karl Roe said": the one who is named in the source, not the one whom its
 * head word was taken for. */
static int32_t by_name(const struct report_work *w, const sayso_attribution *a, int32_t speaker) {
    int32_t own = a && a->source_id >= 0 ? w->sources.at[a->source_id].entity : NONE;
    if (speaker < 0 || own < 0 || own == speaker || !w->entities.at[own].named || !a->source.n) return speaker;
    const sayso_entity *other = &w->entities.at[speaker];
    span source = a->source.at[0];
    bool taken = !other->named || other->kind == SAYSO_ENTITY_PLACE ||
                 (stands_in(w, own, source, true) && !stands_in(w, speaker, source, true));
    return taken && stands_in(w, speaker, source, false) ? own : speaker;
}

/* Whether an attribution has the source of the one it stands in: then another's words are meant more often than not. */
static bool quotes_himself(const struct report_work *w, const sayso_attribution *a) {
    int32_t e = source_entity(w, a);
    return a->within >= 0 && e >= 0 && e == source_entity(w, &w->attributions.at[a->within]);
}

static bool has_cue(const struct report_work *w, const sayso_attribution *a, uint32_t verb) {
    return shared(a->cue, w->tokens[verb].at) > 0;
}

/* ---- quotations -------------------------------------------------------------------------------------------------- */
static struct place place_of(const struct report_work *w, span q) {
    struct place p;
    report_tokens_in(w, q, &p.beg, &p.end);
    if (p.end <= p.beg) p.end = p.beg + 1;
    uint32_t x;
    who_sentence(w, p.beg, &p.left, &x);
    who_sentence(w, p.end - 1, &x, &p.right);
    while (p.left > 0 && p.left == p.beg && w->tokens[p.left - 1].block == w->tokens[p.beg].block &&
           report_token_is(w, p.left - 1, ":"))
        who_sentence(w, p.left - 1, &p.left, &x); /* what leads to it by a colon */
    if (p.right < w->n_tokens && p.right == p.end && w->tokens[p.right].block == w->tokens[p.end - 1].block &&
        !w->tokens[p.right].glued)
        if (!ends_inside(w, &p) || !report_token_is(w, p.end - 2, ".")) who_sentence(w, p.right, &x, &p.right);
    return p;
}

/* Speaker and attribution by the words around; false: nothing there says that these words are spoken. */
static bool by_words(const struct report_work *w, uint32_t i, sayso_quote *q) {
    struct place p = place_of(w, q->span);
    q->attribution = innermost(w, q->span);
    int32_t verb = governing(w, &p);
    if (verb < 0) verb = before(w, i, &p);
    if (verb < 0) verb = behind(w, &p);
    if (verb >= 0 && is_in_quote(w, (uint32_t)verb, i)) verb = NONE;
    const sayso_attribution *a = q->attribution < 0 ? NULL : &w->attributions.at[q->attribution];
    if (verb >= 0 && !(a && has_cue(w, a, (uint32_t)verb) && !quotes_himself(w, a))) {
        q->speaker = by_name(w, a, entity_of(w, subject_mention(w, (uint32_t)verb, &p)));
        if (q->speaker >= 0) return true;
    }
    if (a) q->speaker = by_name(w, a, source_entity(w, a));
    if (q->speaker < 0 && verb >= 0) q->speaker = entity_of(w, subject_mention(w, (uint32_t)verb, &p));
    return verb >= 0 || (a && size_of(a->content) <= span_len(q->span) + NARROW);
}

int32_t who_speaker(const struct report_work *w, uint32_t quote) {
    struct place p = place_of(w, w->quotes.at[quote].span);
    int32_t verb = governing(w, &p);
    if (verb < 0) verb = before(w, quote, &p);
    if (verb < 0) verb = behind(w, &p);
    if (verb < 0 || is_in_quote(w, (uint32_t)verb, quote)) return NONE;
    return subject_mention(w, (uint32_t)verb, &p);
}

int32_t who_quote_around(const struct report_work *w, span s) {
    uint32_t lo = 0, hi = w->quotes.n;
    while (lo < hi) { /* the last that begins at or before s */
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->quotes.at[mid].span.beg <= s.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i-- > 0 && lo - i < 8;)
        if (span_in(s, w->quotes.at[i].span)) return (int32_t)i;
    return NONE;
}

bool who_goes_on(const struct report_work *w, uint32_t quote) {
    span q = w->quotes.at[quote].span;
    int32_t block = text_block_at(w->text, q.beg);
    return quote > 0 && block >= 0 && w->quotes.at[quote - 1].span.beg >= w->text->blocks[block].span.beg && fills_sentence(w, q);
}

static bool block_ends_with(const struct report_work *w, int32_t block, span q, bool colon) {
    span s = w->text->blocks[block].span;
    if (colon) return w->text->utf8[s.end - 1] == ':';
    return q.end + 1 >= s.end;
}

/* The last verb of speech of a block: its subject. */
static int32_t last_speaker(const struct report_work *w, int32_t block) {
    uint32_t beg, end;
    report_tokens_in(w, w->text->blocks[block].span, &beg, &end);
    for (uint32_t t = end; t > beg && end - t < 60; t--) {
        if (!is_speech(w, t - 1)) continue;
        struct place p = {.beg = end, .end = end, .left = beg, .right = end};
        int32_t e = entity_of(w, subject_mention(w, t - 1, &p));
        if (e >= 0) return e;
    }
    return NONE;
}

/* A quotation that stands free: the speaker of the one before it in the paragraph, or at the end of the paragraph before. */
static int32_t by_neighbour(const struct report_work *w, uint32_t i) {
    const sayso_quote *q = &w->quotes.at[i];
    int32_t block = text_block_at(w->text, q->span.beg);
    if (block < 0 || !report_is_body(w, block) || !fills_sentence(w, q->span)) return NONE;
    const sayso_quote *last = i ? &w->quotes.at[i - 1] : NULL;
    if (last && last->speaker >= 0 && last->span.beg >= w->text->blocks[block].span.beg) return last->speaker;
    if (block == 0 || !report_is_body(w, block - 1)) return NONE;
    if (block_ends_with(w, block - 1, q->span, true)) return last_speaker(w, block - 1);
    bool whole = q->span.beg == w->text->blocks[block].span.beg && block_ends_with(w, block, q->span, false);
    bool touches = last && last->speaker >= 0 && last->span.beg >= w->text->blocks[block - 1].span.beg;
    return whole && touches ? last->speaker : NONE;
}

/* Letters and digits alone, lower case, at most `size`. */
static size_t letters(const struct report_work *w, span q, char *out, size_t size) {
    size_t n = 0;
    for (uint32_t i = q.beg, len; i < q.end && n + 4 < size; i += len) {
        uint32_t c = utf8_at(w->text->utf8 + i, q.end - i, &len);
        if (utf8_is_alnum(c)) n += utf8_put(utf8_lower(c), out + n);
    }
    out[n] = '\0';
    return n;
}

/* Words that a headline or deck quotes, from where the story has them. */
static int32_t by_repetition(const struct report_work *w, uint32_t i) {
    char words[256], other[1024];
    size_t n = letters(w, w->quotes.at[i].span, words, sizeof words);
    int32_t block = text_block_at(w->text, w->quotes.at[i].span.beg);
    if (n < 8 || block < 0 || report_is_body(w, block)) return NONE;
    for (uint32_t k = 0; k < w->quotes.n && k < 400; k++) {
        if (k == i || w->quotes.at[k].speaker < 0) continue;
        letters(w, w->quotes.at[k].span, other, sizeof other);
        if (strstr(other, words)) return w->quotes.at[k].speaker;
    }
    return NONE;
}

/* Takes out what is in marks without being said. */
static void drop(struct report_work *w, const uint8_t *is_said) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->quotes.n; i++)
        if (is_said[i] || !w->quote_is_weak.at[i]) {
            w->quote_is_weak.at[n] = w->quote_is_weak.at[i];
            w->quotes.at[n++] = w->quotes.at[i];
        }
    w->quotes.n = w->quote_is_weak.n = n;
}

sayso_code report_speakers(struct report_work *w) {
    if (!w->n_tokens) return SAYSO_OK;
    uint8_t *is_said = ARENA_ARRAY(w->scratch, uint8_t, w->quotes.n + 1);
    if (!is_said) return error_set(w->e, SAYSO_NOMEM, "report", 0, "out of memory");
    for (uint32_t i = 0; i < w->quotes.n; i++) {
        sayso_quote *q = &w->quotes.at[i];
        is_said[i] = by_words(w, i, q);
        if (q->speaker < 0) q->speaker = by_neighbour(w, i);
    }
    for (uint32_t i = 0; i < w->quotes.n; i++) {
        sayso_quote *q = &w->quotes.at[i];
        if (q->speaker < 0) q->speaker = by_repetition(w, i);
        sayso_code code = q->attribution < 0 ? SAYSO_OK : report_chain(w, q->attribution, &q->chain);
        if (code) return code;
    }
    drop(w, is_said);
    return SAYSO_OK;
}
