/* Statements of dead and hurt people: every word of data/tolls.tsv with the people it tells of and how many they are. What is
 * denied, tried or only feared is none. */
#include "facts_tolls.h"
#include "facts_amounts.h"
#include "report_who.h"
#include <string.h>

/* The first row whose form begins with a word; n_toll_table where none does. The table is sorted by first word. */
static uint32_t first_row(const char *lower, size_t n) {
    uint32_t lo = 0, hi = n_toll_table;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const char *form = toll_table[mid].form;
        size_t len = strcspn(form, " ");
        int c = memcmp(form, lower, len < n ? len : n);
        if (c < 0 || (!c && len < n))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool begins_with(const char *form, const char *lower, size_t n) {
    return !strncmp(form, lower, n) && (!form[n] || form[n] == ' ');
}

/* A row fits where the words and the part of speech do: nouns stand for states of affairs, verbs for what is done. */
static bool fits(const struct report_work *w, const struct toll_word *row, uint32_t t) {
    const char *pos = report_pos(w, t);
    bool noun = !strcmp(pos, "NOUN") || !strcmp(pos, "PROPN");
    switch (row->people) {
    case TOLL_OF:
    case TOLL_LIFE:
    case TOLL_BODY:
        return noun;
    case TOLL_HAD:
    case TOLL_SELF:
        return noun || !strcmp(pos, "ADJ") || !strcmp(pos, "VERB");
    case TOLL_STATE:
        if (!strcmp(pos, "ADV")) return !strcmp(report_pos(w, w->tokens[t].head), "VERB"); /* "shot dead", not "dead slow" */
        return !strcmp(pos, "ADJ") || !strcmp(pos, "VERB") || noun;
    case TOLL_COMPLEMENT:
        return true;
    default:
        return !noun;
    }
}

uint32_t toll_words_at(const struct report_work *w, uint32_t t, enum toll_effect *effect) {
    char lower[WHO_FORM];
    uint32_t n = (uint32_t)who_lower(w, t, lower);
    for (uint32_t r = n ? first_row(lower, n) : n_toll_table; r < n_toll_table && begins_with(toll_table[r].form, lower, n);
         r++) {
        uint32_t words = report_words_are(w, t, toll_table[r].form);
        if (!words || !fits(w, &toll_table[r], t)) continue;
        *effect = toll_table[r].effect;
        return words;
    }
    return 0;
}

static int32_t event_at(const struct facts_work *f, uint32_t beg, uint32_t end) {
    uint32_t lo = 0, hi = f->notes.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->notes.at[mid].end <= beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < f->notes.n && f->notes.at[lo].beg < end ? (int32_t)lo : -1;
}

static bool is_unreal(const struct facts_work *f, int32_t event) {
    if (event < 0) return false;
    sayso_status s = f->events.at[event].status;
    return s == SAYSO_STATUS_PLANNED || s == SAYSO_STATUS_CALLED_OFF || s == SAYSO_STATUS_DENIED ||
           s == SAYSO_STATUS_HYPOTHETICAL;
}

static int32_t amount_in(const struct facts_work *f, span people) {
    uint32_t lo = 0, hi = f->amounts.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (f->amounts.at[mid].span.end <= people.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < f->amounts.n && f->amounts.at[lo].span.beg < people.end; lo++) {
        const char *kind = f->amounts.at[lo].kind;
        if (!kind || !strcmp(kind, "count")) return (int32_t)lo;
    }
    return -1;
}

/* The people as the event at the word has them: its patient, whose mention they are. */
static bool people_of_event(const struct facts_work *f, const struct toll_word *row, int32_t event, struct toll_people_at *out) {
    const struct report_work *w = f->r;
    if (event < 0 || row->people == TOLL_STATE || row->people == TOLL_COMPLEMENT || row->people == TOLL_HAD ||
        row->people == TOLL_SELF)
        return false;
    const sayso_event *v = &f->events.at[event];
    for (uint32_t i = 0; i < v->n_participants; i++) {
        if (strcmp(v->participants[i].role, "patient") || !span_is(v->participants[i].span)) continue;
        report_tokens_in(w, v->participants[i].span, &out->beg, &out->end);
        if (out->beg >= out->end) continue;
        out->head = report_head_of(w, out->beg, out->end);
        return true;
    }
    return false;
}

static bool is_agent(const struct facts_work *f, int32_t event, uint32_t head) {
    for (uint32_t i = 0; event >= 0 && i < f->events.at[event].n_participants; i++) {
        const sayso_participant *p = &f->events.at[event].participants[i];
        uint32_t beg, end;
        if (strcmp(p->role, "agent") || !span_is(p->span)) continue;
        report_tokens_in(f->r, p->span, &beg, &end);
        if (beg <= head && head < end) return true;
    }
    return false;
}

/* "5 Wounded in Park Shooting": the number that stands for people alone, whatever the syntax makes it count; behind a comma it is
 * an age. */
static bool bare_number(const struct facts_work *f, const struct toll_people_at *p, sayso_count *out) {
    const struct report_work *w = f->r;
    if (p->end != p->beg + 1 || strcmp(report_pos(w, p->head), "NUM") || (p->beg && report_token_is(w, p->beg - 1, ",")))
        return false;
    int32_t a = amount_in(f, w->tokens[p->head].at);
    if (a < 0 || !f->amounts.at[a].kind || !f->amounts.at[a].count.has_low) return false;
    return *out = f->amounts.at[a].count, true;
}

/* ---- people in a row before those found ------------------------------------------------------------------------------ */
static bool pos_is(const struct report_work *w, uint32_t t, const char *pos) { return !strcmp(report_pos(w, t), pos); }
static bool joins(const struct report_work *w, uint32_t t) {
    return report_token_is(w, t, ",") || report_token_is(w, t, "and") || report_token_is(w, t, "&");
}
static bool of_noun_phrase(const struct report_work *w, uint32_t t) {
    bool hyphen = report_token_is(w, t, "-") && w->tokens[t].glued;
    return hyphen || pos_is(w, t, "NUM") || pos_is(w, t, "DET") || pos_is(w, t, "ADJ") || pos_is(w, t, "NOUN") ||
           pos_is(w, t, "PROPN") || (pos_is(w, t, "PRON") && !strcmp(report_deprel(w, t), "nmod:poss"));
}

static bool in_headline(const struct report_work *w, uint32_t t) {
    int32_t b = w->tokens[t].block;
    sayso_block_kind k = b < 0 ? SAYSO_BLOCK_PARAGRAPH : w->text->blocks[b].kind;
    return k == SAYSO_BLOCK_HEADLINE || k == SAYSO_BLOCK_HEADING || k == SAYSO_BLOCK_DECK;
}

/* "Mother, 8-year-old son shot", "2 adults, six children dead": of a row of people the syntax often has the last alone. Adds
 * those before, where the row begins its sentence or stands behind a colon or "that". */
static void add_row(const struct facts_work *f, struct toll_people_at *p, sayso_count *count) {
    enum { MOST_IN_ROW = 8 };
    const struct report_work *w = f->r;
    uint32_t sentence = w->tokens[p->head].sentence, beg = p->beg;
    if (joins(w, beg) && beg < p->head) beg++;
    if (!of_noun_phrase(w, beg)) return; /* ", including two children" */
    sayso_count sum = *count;
    for (int i = 0; i < MOST_IN_ROW && beg > 1 && joins(w, beg - 1) && w->tokens[beg - 1].sentence == sentence; i++) {
        uint32_t end = beg - 1;
        if (end && joins(w, end - 1)) end--; /* ", and" */
        if (end + 1 == beg && report_token_is(w, end, ",") && !i && !in_headline(w, end))
            return; /* "Ann Roe, a nurse, was shot" */
        uint32_t b = end;
        enum toll_effect told;
        while (b > 0 && w->tokens[b - 1].sentence == sentence && of_noun_phrase(w, b - 1)) {
            if (toll_words_at(w, --b, &told)) return; /* "1 dead, 4 wounded" */
        }
        sayso_count one;
        if (b == end || !facts_count_of(f, b, end, end - 1, &one) || !one.has_low || one.low < 1) return;
        sum = facts_count_sum(&one, &sum), beg = b;
    }
    bool begins =
        !beg || w->tokens[beg - 1].sentence != sentence || report_token_is(w, beg - 1, ":") || pos_is(w, beg - 1, "SCONJ");
    if (sum.low > count->low && begins) *count = sum, p->beg = beg;
}

/* One row at a place: 1 when it tells of people, 0 when not, -1 when memory is out. */
static int add(struct facts_work *f, const struct toll_word *row, uint32_t beg, uint32_t end) {
    const struct report_work *w = f->r;
    struct toll_people_at p = {0};
    int32_t event = event_at(f, beg, end);
    if ((!toll_people_of(w, row, beg, end, &p) || is_agent(f, event, p.head)) && !people_of_event(f, row, event, &p)) return 0;
    struct toll x = {.effect = (uint8_t)row->effect,
                     .word_beg = beg,
                     .word_end = end,
                     .beg = p.beg,
                     .end = p.end,
                     .head = p.head,
                     .amount = -1};
    x.event = event;
    x.counted = facts_count_of(f, p.beg, p.end, p.head, &x.count);
    if (!x.counted) x.counted = bare_number(f, &p, &x.count);
    if (x.counted && x.count.has_low && x.count.low > 0 && p.end <= beg) {
        add_row(f, &p, &x.count);
        x.beg = p.beg;
    }
    if (p.number) {
        x.count = (sayso_count){.has_low = true, .has_high = true, .low = p.number, .high = p.number};
        x.counted = true;
    }
    if (p.fatal && !p.number) x.effect = TOLL_KILLED; /* of a fatal double shooting one is dead, or both */
    bool none = x.counted && x.count.has_high && x.count.high == 0;
    if (!none && (is_unreal(f, x.event) || toll_denied_by(w, report_head_of(w, beg, end)) >= 0)) return 0;
    span people = {w->tokens[p.beg].at.beg, w->tokens[p.end - 1].at.end};
    x.amount = amount_in(f, people);
    int32_t m = report_mention_of(w, people);
    x.entity = m < 0 ? -1 : w->mentions.at[m].entity;
    return VEC_PUSH(w->arena, f->tolls, x) ? 1 : -1;
}

sayso_code facts_tolls(struct facts_work *f) {
    const struct report_work *w = f->r;
    for (uint32_t t = 0; t < w->n_tokens;) {
        char lower[WHO_FORM];
        uint32_t n = (uint32_t)who_lower(w, t, lower), used = 0;
        for (uint32_t r = n ? first_row(lower, n) : n_toll_table; r < n_toll_table && begins_with(toll_table[r].form, lower, n);
             r++) {
            uint32_t words = report_words_are(w, t, toll_table[r].form);
            if (!words || words < used || !fits(w, &toll_table[r], t)) continue;
            int done = add(f, &toll_table[r], t, t + words);
            if (done < 0) return error_set(w->e, SAYSO_NOMEM, "facts", 0, "out of memory");
            if (done) {
                used = words;
                break;
            }
        }
        t += used ? used : 1;
    }
    return SAYSO_OK;
}
