/* Lexemes -> readings: at a word, the rule of data/time_rules.tsv that takes the most words, with what its classes caught.
 * Patterns are short and without repetition; the matcher goes back over optional parts, bounded by the pattern. */
#include "facts_times.h"
#include <ctype.h>

struct matcher {
    const struct report_work *w;
    const struct lexemes *lex;
    const struct reading *prev; /* the one before in the text; NULL */
    uint32_t limit;             /* end of the block */
    struct reading now, best;
    bool found;
};

/* ---- what a word is and what stands around ------------------------------------------------------------------------ */
static bool is(const struct matcher *m, uint32_t t, const char *lower) { return report_token_is(m->w, t, lower); }
static bool is_any(const struct matcher *m, uint32_t t, const char *const *lower) {
    for (; *lower; lower++)
        if (is(m, t, *lower)) return true;
    return false;
}
static bool pos_is(const struct matcher *m, uint32_t t, const char *pos) {
    return t < m->limit && strcmp(report_pos(m->w, t), pos) == 0;
}
static bool has_tags(const struct matcher *m, uint32_t t) { return *report_pos(m->w, t) != 0; }
static bool is_glued(const struct matcher *m, uint32_t t) { return t < m->limit && m->w->tokens[t].glued; }

/* ---- conditions --------------------------------------------------------------------------------------------------- */
static const char *const in_year[] = {"in",      "since", "until", "till", "by",  "from", "before", "after", "during", "through",
                                      "between", "of",    "early", "late", "mid", "to",   "and",    "for",   "circa",  NULL};

/* "1998 Elm Street", "2000 North Water St.": a number before a name that ends in a kind of street. */
static bool is_address(const struct matcher *m, uint32_t t) {
    static const char *const kinds[] = {"street",    "st",   "avenue", "ave",    "road",    "rd",      "lane",    "drive", "dr",
                                        "boulevard", "blvd", "court",  "square", "highway", "parkway", "terrace", NULL};
    for (uint32_t i = t + 1; i < m->limit && i < t + 5; i++) {
        if (i > t + 1 && is_any(m, i, kinds)) return true;
        bool initial = is(m, i, ".") && i > t + 1 && span_len(m->w->tokens[i - 1].at) <= 2;
        if (!initial && !isupper((unsigned char)m->w->text->utf8[m->w->tokens[i].at.beg])) return false;
    }
    return false;
}

/* A bare number of four figures is a year: not an amount, a part of an address, a number of people. */
static bool check_year(const struct matcher *m, const struct reading *r) {
    static const char *const marks[] = {"$", "£", "€", "#", "/", ".", NULL}, *const units[] = {"%",     "percent", "people",
                                                                                               "feet",  "miles",   "jobs",
                                                                                               "block", NULL};
    const struct lexeme *year = times_slot(r, TIME_YEAR, 0);
    uint32_t t = r->slots[r->n_slots - 1].token;
    bool after_word = r->beg > 0 && is_any(m, r->beg - 1, in_year);
    if (r->beg && is_any(m, r->beg - 1, marks)) return false;
    if (is_address(m, t)) return false;
    if (is_any(m, t + 1, units) || (is_glued(m, t + 1) && is(m, t + 1, "%"))) return false;
    if (r->n_slots == 1 && is_glued(m, t) && r->beg && !is(m, r->beg - 1, "(") && !is(m, r->beg - 1, "-") &&
        !is(m, r->beg - 1, "'"))
        return false;
    if (is_glued(m, t + 1) && (is(m, t + 1, "/") || (is(m, t + 1, ",") && is_glued(m, t + 2)))) return false;
    if (year->number < 1500 || year->number > 2100)
        return after_word && is(m, r->beg - 1, "in") && year->number >= 1000 && !pos_is(m, t + 1, "NOUN");
    if (year->number < 1900 || year->number > 2050) return after_word && !(pos_is(m, t + 1, "NOUN") || pos_is(m, t + 1, "ADJ"));
    if (!after_word && r->beg && pos_is(m, r->beg - 1, "PROPN") && !is(m, r->beg - 1, ",") &&
        strcmp(report_name(m->w, t), "O") != 0)
        return false;
    uint32_t head = m->w->tokens[t].head;
    if (strcmp(report_deprel(m->w, t), "nummod") == 0 && head == t + 1 && !after_word) {
        span noun = m->w->tokens[head].at;
        return m->w->text->utf8[noun.end - 1] != 's' || m->w->tokens[head].glued;
    }
    return true;
}

/* A part of the day by its name alone ("the morning"): in, during, by it; not "good morning" and no show of that name. */
static bool check_part(const struct matcher *m, const struct reading *r) {
    static const char *const before[] = {"in", "during", "by", "until", "through", "since", "at", NULL};
    const char *name = report_name(m->w, r->end - 1);
    if (*name && strcmp(name, "O")) return false;
    return r->beg && is_any(m, r->beg - 1, before) && (is(m, r->beg, "the") || is(m, r->beg, "night"));
}

static bool check_overnight(const struct matcher *m, const struct reading *r) { return !is(m, r->end, "delivery"); }

/* "10:35" alone is a time of the day only where something says so: a score and a verse look the same. */
static bool check_clock(const struct matcher *m, const struct reading *r) {
    static const char *const before[] = {"at",     "by",    "until",   "till", "from", "since",   "about", "around",
                                         "before", "after", "between", "and",  "to",   "shortly", "just",  NULL};
    const struct lexeme *c = times_slot(r, TIME_CLOCK, 0);
    if (c->code || r->n_slots > 1) return true;
    return r->beg && is_any(m, r->beg - 1, before);
}

static bool check_weekend(const struct matcher *m, const struct reading *r) {
    (void)m;
    return r->n_slots > 1;
}

/* "quarter" of a year and not of a match, a dollar or the town. */
static bool check_quarter(const struct matcher *m, const struct reading *r) {
    static const char *const no[] = {"final", "finals", "back", "horse", "mile", "moon", "pole", NULL};
    return !is_any(m, r->end, no) && !(is(m, r->end, "-") && is_any(m, r->end + 1, no));
}

/* "a year" as a stretch of time: not a rate ("$5 a day") and not "a day" on which something is. */
static bool check_span(const struct matcher *m, const struct reading *r) {
    static const char *const by[] = {"in",     "for",    "within", "after",  "over",  "during", "than", "about", "around",
                                     "nearly", "almost", "just",   "lasted", "spent", "took",   "take", "takes", "last",
                                     "less",   "more",   "under",  "barely", "only",  "until",  "of",   NULL};
    static const char *const after[] = {"later", "earlier", "before", "after", "or", "from", "to", "in", "long", NULL};
    static const char *const no[] = {"of", "for", "when", "that", "after", NULL};
    const struct lexeme *unit = times_slot(r, TIME_UNIT, 0);
    const char *code = unit ? unit->code : "";
    if (times_word(m->w, r, "second") >= 0) return false;
    if (r->beg && (is_any(m, r->beg - 1, by) || times_slot(r, TIME_APPROX, 0))) return !(*code == 'D' && is_any(m, r->end, no));
    return *code != 'D' && is_any(m, r->end, after) && !is(m, r->end, "in");
}

static bool check_now(const struct matcher *m, const struct reading *r) {
    return !is(m, r->end, "that") && !(r->beg && is(m, r->beg - 1, "by"));
}

/* "current" before a noun; the water's and the wire's are nouns. */
static bool check_current(const struct matcher *m, const struct reading *r) {
    if (has_tags(m, r->beg)) return pos_is(m, r->beg, "ADJ");
    return r->end < m->limit && isalpha((unsigned char)m->w->text->utf8[m->w->tokens[r->end].at.beg]);
}

/* "the past" and not "the past chairman". */
static bool check_noun(const struct matcher *m, const struct reading *r) {
    if (has_tags(m, r->end - 1)) return pos_is(m, r->end - 1, "NOUN");
    return r->end >= m->limit || !isalnum((unsigned char)m->w->text->utf8[m->w->tokens[r->end].at.beg]);
}

/* "one day" of a tale and not of a count. */
static bool check_oneday(const struct matcher *m, const struct reading *r) {
    static const char *const by[] = {"for",   "in",    "within", "after", "only",   "just", "than",
                                     "least", "every", "of",     "by",    "lasted", NULL};
    static const char *const after[] = {"later", "earlier", "after", "before", "ago", "of", "or", "and", NULL};
    return !(r->beg && is_any(m, r->beg - 1, by)) && !is_any(m, r->end, after);
}

/* "years" alone: not "three-quarters", "minutes apart", "days when". */
static bool check_units(const struct matcher *m, const struct reading *r) {
    static const char *const after[] = {"apart", "when", "that", "old", "-", "'", NULL};
    const struct lexeme *unit = times_slot(r, TIME_UNITS, 0);
    return *unit->code != 'Q' && !is_any(m, r->end, after) && !(r->beg && is(m, r->beg - 1, "-"));
}

/* "$5 a day", "50 flights a week": how often. */
static bool check_rate(const struct matcher *m, const struct reading *r) {
    static const char *const after[] = {"ago", "earlier", "later", "before", "after", "or", "and", "from", NULL};
    if (!r->beg || is_any(m, r->end, after)) return false;
    return pos_is(m, r->beg - 1, "NOUN") || pos_is(m, r->beg - 1, "NUM") || pos_is(m, r->beg - 1, "SYM");
}

/* A day behind another of the same month: "April 24 and 25". */
static bool check_afterday(const struct matcher *m, const struct reading *r) {
    const struct lexeme *day = m->prev ? times_slot(m->prev, TIME_DAY, 0) : NULL;
    return day && m->prev->end == r->from && m->prev->rule->op == TIME_OP_DATE && times_slot(m->prev, TIME_MONTH, 0) &&
           times_slot(r, TIME_DAY, 0)->number > day->number && !pos_is(m, r->end, "NOUN");
}

/* How many seconds a unit has, about: which of two is the smaller. */
static int64_t seconds_of(const struct lexeme *unit) {
    static const struct {
        const char *code;
        int64_t seconds;
    } units[] = {{"TS", 1},     {"TM", 60},     {"TH", 3600},   {"D", 86400},
                 {"W", 604800}, {"M", 2629800}, {"Q", 7889400}, {"Y", 31557600}};
    for (uint32_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].code, unit->code) == 0) return units[i].seconds * unit->number;
    return 0;
}

/* "two hours and ten minutes": one stretch, a smaller unit behind a larger one. */
static bool check_smaller(const struct matcher *m, const struct reading *r) {
    const struct lexeme *units[2] = {NULL, NULL};
    for (uint32_t i = 0, n = 0; i < r->n_slots && n < 2; i++)
        if (r->slots[i].is->kind == TIME_UNITS || r->slots[i].is->kind == TIME_UNIT) units[n++] = r->slots[i].is;
    return units[1] && seconds_of(units[1]) < seconds_of(units[0]) && !is(m, r->end, "ago");
}

static bool check_soon(const struct matcher *m, const struct reading *r) {
    static const char *const before[] = {"as", "so", "too", "how", NULL}, *const after[] = {"after", "as", "before", NULL};
    return !(r->beg && is_any(m, r->beg - 1, before)) && !is_any(m, r->end, after);
}

/* "the first half" of a year and not of a match or of something named. */
static bool check_half(const struct matcher *m, const struct reading *r) {
    return r->n_slots > 2 && !is(m, r->end, "of") && !is(m, r->end, "-");
}

/* "summer", "the fall": not a verb, no fall of a government, no name. */
static bool check_season(const struct matcher *m, const struct reading *r) {
    static const char *const before[] = {"in", "during", "by", "since", "until", "through", "for", "after", "before", NULL};
    const struct lexeme *s = times_slot(r, TIME_SEASON, 0);
    bool plain = strcmp(s->code, "SU") == 0 || strcmp(s->code, "WI") == 0 || report_token_is(m->w, r->end - 1, "autumn");
    if (has_tags(m, r->end - 1) && !pos_is(m, r->end - 1, "NOUN") && !pos_is(m, r->end - 1, "PROPN")) return false;
    if (is(m, r->end, "of") && !plain) return false;
    return plain || (r->beg && is_any(m, r->beg - 1, before));
}

typedef bool (*check)(const struct matcher *m, const struct reading *r);
static const check checks[] = {
    [TIME_CHECK_YEAR] = check_year,   [TIME_CHECK_PART] = check_part,         [TIME_CHECK_OVERNIGHT] = check_overnight,
    [TIME_CHECK_CLOCK] = check_clock, [TIME_CHECK_WEEKEND] = check_weekend,   [TIME_CHECK_QUARTER] = check_quarter,
    [TIME_CHECK_SPAN] = check_span,   [TIME_CHECK_NOW] = check_now,           [TIME_CHECK_CURRENT] = check_current,
    [TIME_CHECK_NOUN] = check_noun,   [TIME_CHECK_UNITS] = check_units,       [TIME_CHECK_ONEDAY] = check_oneday,
    [TIME_CHECK_RATE] = check_rate,   [TIME_CHECK_AFTERDAY] = check_afterday, [TIME_CHECK_SOON] = check_soon,
    [TIME_CHECK_HALF] = check_half,   [TIME_CHECK_SEASON] = check_season,     [TIME_CHECK_SMALLER] = check_smaller};

/* ---- matching ----------------------------------------------------------------------------------------------------- */
/* Words that go on in a compound: "in the year" of "in the year-ago quarter". */
static bool is_cut(const struct matcher *m, const struct reading *r) {
    if (!is_glued(m, r->end) || !is(m, r->end, "-") || !is_glued(m, r->end + 1)) return false;
    span last = m->w->tokens[r->end - 1].at, next = m->w->tokens[r->end + 1].at;
    char a = m->w->text->utf8[last.end - 1], b = m->w->text->utf8[next.beg];
    bool range = isupper((unsigned char)m->w->text->utf8[last.beg]) && isupper((unsigned char)b);
    return !isdigit((unsigned char)a) && isalpha((unsigned char)b) && !range;
}

static bool is_name(const struct matcher *m, uint32_t t, bool place) {
    const char *name = report_name(m->w, t);
    return strstr(name, "-person") || strstr(name, "-org") || (place && strstr(name, "-place"));
}
/* Words of a person's, an organization's or a work's name: "June Osborne", "60 Minutes"; a season or month of a place's: "the
 * Spring Branch area", "March Lane". */
static bool is_in_name(const struct matcher *m, const struct reading *r) {
    bool place = times_slot(r, TIME_SEASON, 0) || (times_slot(r, TIME_MONTH, 0) && !times_slot(r, TIME_YEAR, 0));
    uint32_t first = r->beg + (place && is(m, r->beg, "the") && r->beg + 1 < r->end);
    return is_name(m, first, place) && is_name(m, r->end - 1, place);
}

/* A whole pattern has matched up to token `upto`: kept if it takes more words than the best so far. */
static void keep(struct matcher *m, uint32_t upto) {
    struct reading *r = &m->now;
    r->upto = upto;
    if (r->end == UINT32_MAX) r->end = upto;
    bool longer = !m->found || upto > m->best.upto || (upto == m->best.upto && r->rule < m->best.rule);
    if (longer && r->end > r->beg && !is_cut(m, r) && !is_in_name(m, r) &&
        (r->rule->check == TIME_CHECK_ANY || checks[r->rule->check](m, r))) {
        m->best = *r;
        m->found = true;
    }
}

static void match(struct matcher *m, uint32_t element, uint32_t t);

static void match_word(struct matcher *m, uint32_t element, uint32_t t) {
    const uint64_t *set = time_tables.sets[time_tables.elements[element].n];
    if (t >= m->limit) return;
    for (uint32_t i = m->lex->first[t]; i < m->lex->first[t + 1]; i++) {
        const struct lexeme *l = &m->lex->all.at[i];
        if (!(set[l->kind / 64] >> l->kind % 64 & 1)) continue;
        m->now.slots[m->now.n_slots++] = (struct slot){l, t};
        match(m, element + 1, t + l->n);
        m->now.n_slots--;
    }
}

static void match(struct matcher *m, uint32_t element, uint32_t t) {
    const struct time_rule *r = m->now.rule;
    if (element == (uint32_t)r->first + r->n_elements) {
        uint32_t end = m->now.end;
        keep(m, t);
        m->now.end = end;
        return;
    }
    struct time_element e = time_tables.elements[element];
    uint32_t beg = m->now.beg, end = m->now.end;
    switch (e.at) {
    case TIME_AT_WORD:
        match_word(m, element, t);
        break;
    case TIME_AT_OPTIONAL:
        match(m, element + 1, t);
        match(m, element + e.n, t);
        break;
    case TIME_AT_BEGIN:
        m->now.beg = t;
        match(m, element + 1, t);
        m->now.beg = beg;
        break;
    case TIME_AT_END:
        m->now.end = t;
        match(m, element + 1, t);
        m->now.end = end;
        break;
    }
}

bool times_match(const struct report_work *w, const struct lexemes *l, uint32_t token, const struct reading *prev,
                 struct reading *out) {
    uint32_t beg = l->first[token], end = l->first[token + 1];
    if (beg == end) return false;
    struct matcher m = {.w = w, .lex = l, .prev = prev, .limit = token + 1};
    for (uint32_t n = 0; n < 64 && m.limit < w->n_tokens && w->tokens[m.limit].block == w->tokens[token].block; n++) m.limit++;
    for (uint32_t i = beg; i < end; i++) {
        uint16_t kind = l->all.at[i].kind;
        for (uint32_t k = time_tables.begin[kind]; k < time_tables.begin[kind + 1]; k++) {
            const struct time_rule *r = &time_tables.rules[time_tables.begins[k]];
            m.now = (struct reading){.rule = r, .beg = token, .end = UINT32_MAX, .from = token};
            match(&m, r->first, token);
        }
    }
    if (m.found) *out = m.best;
    return m.found;
}

const struct lexeme *times_slot(const struct reading *r, uint16_t kind, uint32_t n) {
    for (uint32_t i = 0; i < r->n_slots; i++)
        if (r->slots[i].is->kind == kind && n-- == 0) return r->slots[i].is;
    return NULL;
}

int times_word(const struct report_work *w, const struct reading *r, const char *lower) {
    for (uint32_t i = 0; i < r->n_slots; i++)
        if (report_token_is(w, r->slots[i].token, lower)) return (int)i;
    return -1;
}
