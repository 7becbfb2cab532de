/* Values and say-so in words, see out_say.h. */
#include "out_say.h"
#include "base_utf8.h"
#include "out_sink.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_NAMED = 6, /* say-sos told of one value */
    PHRASES_LONG = 16 << 20
}; /* bytes of phrases until they are short */

static void put(struct phrase *p, const char *words, size_t n) {
    if (p->failed || !n) return;
    p->total += n;
    if (p->n + n + 1 > p->size) {
        size_t size = (p->n + n + 1) * 2 < 128 ? 128 : (p->n + n + 1) * 2;
        char *at = p->at ? arena_grow(p->arena, p->at, p->size, size) : arena_alloc(p->arena, size);
        p->failed = !at;
        if (!at) return;
        p->at = at;
        p->size = size;
    }
    memcpy(p->at + p->n, words, n);
    p->n += n;
    p->at[p->n] = 0;
}

/* Many long phrases are a record that repeats its words (out_sink.h): from then on each is short. */
static size_t phrase_room(struct phrase *p, const char *words, size_t n) {
    if (p->total <= PHRASES_LONG || p->n + n <= WORDS_SHORT) return n;
    if (p->cut) return 0;
    p->cut = true;
    n = p->n < WORDS_SHORT ? WORDS_SHORT - p->n : 0;
    while (n && ((unsigned char)words[n] & 0xc0) == 0x80) n--;
    return n;
}

void phrase_put(struct phrase *p, const char *words, size_t n) {
    bool was_cut = p->cut;
    n = phrase_room(p, words, n);
    put(p, words, n);
    if (p->cut && !was_cut) put(p, WORDS_CUT, sizeof WORDS_CUT - 1);
}

void phrase_str(struct phrase *p, const char *words) {
    if (words) phrase_put(p, words, strlen(words));
}

void phrase_cut(struct phrase *p, const sayso_record *r, span at) { phrase_put(p, r->text + at.beg, span_len(at)); }

const char *phrase_end(struct phrase *p) {
    const char *string = p->n && !p->failed ? p->at : "";
    *p = (struct phrase){.arena = p->arena, .failed = p->failed, .total = p->total};
    return string;
}

/* ---- counts and times ---- */
static void put_number(struct phrase *p, double value) {
    char text[40];
    snprintf(text, sizeof text, "%.15g", value);
    phrase_str(p, text);
}

void say_count(struct phrase *p, const sayso_count *c) {
    static const char *const before[] = {[SAYSO_RELATION_AT_LEAST] = "at least ",   [SAYSO_RELATION_AT_MOST] = "at most ",
                                         [SAYSO_RELATION_MORE_THAN] = "more than ", [SAYSO_RELATION_LESS_THAN] = "fewer than ",
                                         [SAYSO_RELATION_ABOUT] = "about ",         [SAYSO_RELATION_SOME] = NULL};
    bool upper = c->relation == SAYSO_RELATION_AT_MOST || c->relation == SAYSO_RELATION_LESS_THAN;
    if (c->relation == SAYSO_RELATION_DOZENS || c->relation == SAYSO_RELATION_SOME) {
        phrase_str(p, c->relation == SAYSO_RELATION_DOZENS ? "dozens" : "some");
        return;
    }
    if (!c->has_low && !c->has_high) {
        phrase_str(p, "a number not told");
        return;
    }
    if (c->relation == SAYSO_RELATION_BETWEEN && c->has_low && c->has_high) {
        phrase_str(p, "between ");
        put_number(p, c->low);
        phrase_str(p, " and ");
        put_number(p, c->high);
        return;
    }
    double value = upper ? (c->has_high ? c->high : c->low) : (c->has_low ? c->low : c->high);
    if (c->relation == SAYSO_RELATION_EQ && value == 0) {
        phrase_str(p, "none");
        return;
    }
    if (c->relation < SAYSO_RELATION_BETWEEN) phrase_str(p, before[c->relation]);
    put_number(p, value);
}

static const char *const MONTHS[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

struct code_word {
    const char *code, *word;
};
static const char *word_of(const struct code_word *table, const char *code, size_t n) {
    for (; table->code; table++)
        if (strlen(table->code) == n && !strncmp(table->code, code, n)) return table->word;
    return NULL;
}

/* Behind "T": a clock time or a part of the day (TIMEX3); false for others. */
static bool say_clock(struct phrase *p, const char *t) {
    static const struct code_word parts[] = {{"MO", "morning"}, {"MI", "midday"},  {"AF", "afternoon"}, {"EV", "evening"},
                                             {"NI", "night"},   {"DT", "daytime"}, {NULL, NULL}};
    const char *part = word_of(parts, t, strlen(t));
    int hour, minute, n = 0;
    char text[16];
    if (part) {
        phrase_str(p, ", ");
        phrase_str(p, part);
        return true;
    }
    if (sscanf(t, "%2d:%2d%n", &hour, &minute, &n) < 2 || n != 5) {
        if (sscanf(t, "%2d%n", &hour, &n) < 1 || n != 2 || t[2]) return false;
        minute = 0;
    }
    snprintf(text, sizeof text, ", %02u:%02u", (unsigned)hour % 100, (unsigned)minute % 100);
    phrase_str(p, text);
    return true;
}

static bool say_duration(struct phrase *p, const char *value) {
    static const struct code_word dates[] = {{"Y", "year"},     {"M", "month"},   {"W", "week"},
                                             {"D", "day"},      {"DE", "decade"}, {"CE", "century"},
                                             {"WE", "weekend"}, {"Q", "quarter"}, {NULL, NULL}};
    static const struct code_word clocks[] = {{"H", "hour"}, {"M", "minute"}, {"S", "second"}, {NULL, NULL}};
    bool clock = value[1] == 'T';
    const char *number = value + 1 + clock, *unit = number + strspn(number, "0123456789.");
    const char *word = word_of(clock ? clocks : dates, unit, strlen(unit));
    if (unit == number || !word) return false;
    phrase_put(p, number, (size_t)(unit - number));
    phrase_str(p, " ");
    phrase_str(p, word);
    if (unit - number != 1 || *number != '1') phrase_str(p, strcmp(word, "century") ? "s" : "");
    return true;
}

/* "2016-W51", "2016-Q3", "2016-SP": a stretch of a year. */
static bool say_stretch(struct phrase *p, int year, const char *rest) {
    static const struct code_word stretches[] = {{"SP", "spring"},
                                                 {"SU", "summer"},
                                                 {"FA", "autumn"},
                                                 {"WI", "winter"},
                                                 {"H1", "first half of"},
                                                 {"H2", "second half of"},
                                                 {"Q1", "first quarter of"},
                                                 {"Q2", "second quarter of"},
                                                 {"Q3", "third quarter of"},
                                                 {"Q4", "fourth quarter of"},
                                                 {NULL, NULL}};
    char text[64];
    const char *word = word_of(stretches, rest, strlen(rest));
    int week, n = 0;
    if (word)
        snprintf(text, sizeof text, "%s %d", word, year);
    else if (sscanf(rest, "W%2d%n", &week, &n) == 1 && !rest[n])
        snprintf(text, sizeof text, "week %d of %d", week, year);
    else
        return false;
    phrase_str(p, text);
    return true;
}

bool say_timex(struct phrase *p, const char *value) {
    int year, month, day, n = 0;
    char text[64];
    size_t before = p->n;
    if (!value) return false;
    if (*value == 'P' && value[1]) return say_duration(p, value);
    size_t digits = strspn(value, "0123456789");
    if (digits == 3 && !value[3]) { /* a decade */
        snprintf(text, sizeof text, "the %.3s0s", value);
        phrase_str(p, text);
        return true;
    }
    if (digits != 4) return false;
    year = atoi(value);
    if (!value[4] || (value[4] == '-' && sscanf(value + 4, "-%2d%n", &month, &n) == 1 && n == 3)) {
        if (value[4] && (month < 1 || month > 12)) return false;
        const char *rest = value + 4 + (value[4] ? 3 : 0);
        if (!*rest) {
            snprintf(text, sizeof text, "%s%s%d", value[4] ? MONTHS[month - 1] : "", value[4] ? " " : "", year);
            phrase_str(p, text);
            return true;
        }
        if (sscanf(rest, "-%2d%n", &day, &n) < 1 || n != 3 || (rest[3] && rest[3] != 'T')) return false;
        snprintf(text, sizeof text, "%d %s %d", day, MONTHS[month - 1], year);
        phrase_str(p, text);
        if (rest[3] && !say_clock(p, rest + 4)) {
            p->n = before; /* a form that is not known: rather nothing than half */
            if (p->at) p->at[p->n] = 0;
            return false;
        }
        return true;
    }
    return value[4] == '-' && say_stretch(p, year, value + 5);
}

/* ---- values ---- */
void say_place(struct phrase *p, const sayso_place *place) {
    if (!place->path.n) phrase_str(p, place->name);
    for (uint32_t i = 0; i < place->path.n; i++) {
        if (i) phrase_str(p, ", ");
        phrase_str(p, place->path.at[i]);
    }
}

/* The words, and what they come to where that says more. */
static void say_time(struct phrase *p, const sayso_record *r, const sayso_time *t) {
    phrase_cut(p, r, t->span);
    struct phrase value = {.arena = p->arena, .total = p->total};
    if (!say_timex(&value, t->value)) return;
    size_t n = value.n;
    const char *words = phrase_end(&value);
    if (utf8_same(words, n, r->text + t->span.beg, span_len(t->span))) return;
    phrase_str(p, " (");
    phrase_str(p, words);
    phrase_str(p, ")");
}

void say_value(struct phrase *p, const sayso_record *r, const sayso_value *v, span words) {
    switch (v->kind) {
    case SAYSO_VALUE_NONE:
        phrase_cut(p, r, words);
        break;
    case SAYSO_VALUE_TEXT:
        phrase_str(p, v->text);
        break;
    case SAYSO_VALUE_COUNT:
        say_count(p, &v->count);
        break;
    case SAYSO_VALUE_ENTITY:
        phrase_str(p, v->id >= 0 && r->entities[v->id].name ? r->entities[v->id].name : "somebody");
        break;
    case SAYSO_VALUE_TIME:
        if (v->id >= 0) say_time(p, r, &r->times[v->id]);
        break;
    case SAYSO_VALUE_PLACE:
        if (v->id >= 0) say_place(p, &r->places[v->id]);
        break;
    case SAYSO_VALUE_EVENT:
        if (v->id >= 0) phrase_cut(p, r, r->events[v->id].trigger);
        break;
    }
}

static bool same_count(const sayso_count *a, const sayso_count *b) {
    return a->relation == b->relation && a->has_low == b->has_low && a->has_high == b->has_high &&
           (!a->has_low || a->low == b->low) && (!a->has_high || a->high == b->high);
}

bool say_same_value(const sayso_record *r, const sayso_value *a, span words_a, const sayso_value *b, span words_b) {
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case SAYSO_VALUE_NONE:
        return span_len(words_a) == span_len(words_b) && !memcmp(r->text + words_a.beg, r->text + words_b.beg, span_len(words_a));
    case SAYSO_VALUE_TEXT:
        return !strcmp(a->text ? a->text : "", b->text ? b->text : "");
    case SAYSO_VALUE_COUNT:
        return same_count(&a->count, &b->count);
    default:
        return a->id == b->id;
    }
}

/* ---- say-so ---- */
static const char *source_name(const sayso_record *r, int32_t source) {
    return source < 0 || !r->sources[source].name ? "somebody not named" : r->sources[source].name;
}

void say_chain(struct phrase *p, const sayso_record *r, sayso_ids chain) {
    if (!chain.n) {
        phrase_str(p, "the report itself");
        if (!r->publication.outlet) return;
        phrase_str(p, " (");
        phrase_str(p, r->publication.outlet);
        phrase_str(p, ")");
        return;
    }
    int32_t last = chain.at[chain.n - 1];
    phrase_str(p, last < 0 ? "nobody named" : source_name(r, last));
    for (uint32_t i = chain.n - 1; i-- > 0;) {
        phrase_str(p, i + 2 == chain.n ? " (" : ", ");
        phrase_str(p, source_name(r, chain.at[i]));
        if (!i) phrase_str(p, ")");
    }
}

/* How the words of a claim stand to its source: a verb before the name, or a note behind it. */
struct stand {
    const char *verb, *note;
};
static struct stand stand_of(const sayso_record *r, const sayso_claim *c) {
    static const struct stand denials[] = {{"denied by", "denies"}, {"rejected by", "rejects"}, {"doubted by", "doubts"}};
    static const char *const plain[] = {"states", "adds", "reports", "announces", "is said"};
    const char *attitude = c->attribution < 0 ? NULL : r->attributions[c->attribution].attitude;
    if (!attitude) return (struct stand){"says", NULL};
    for (size_t i = 0; i < sizeof denials / sizeof *denials; i++)
        if (!strcmp(attitude, denials[i].note)) return (struct stand){denials[i].verb, NULL};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (!strcmp(attitude, plain[i])) return (struct stand){"says", NULL};
    return (struct stand){"says", attitude};
}

static bool unnamed(const sayso_claim *c) { return c->chain.n && c->chain.at[c->chain.n - 1] < 0; }

void say_who(struct phrase *p, const sayso_record *r, const sayso_claim *c) {
    struct stand stand = stand_of(r, c);
    if (!unnamed(c)) {
        phrase_str(p, stand.verb);
        phrase_str(p, " ");
    }
    say_chain(p, r, c->chain);
    if (!stand.note || unnamed(c)) return;
    phrase_str(p, " (");
    phrase_str(p, stand.note);
    phrase_str(p, ")");
}

static void say_hedges(struct phrase *p, const sayso_record *r, sayso_spans hedges) {
    for (uint32_t i = 0; i < hedges.n; i++) {
        phrase_str(p, i ? "\xe2\x80\x9d, \xe2\x80\x9c" : ", hedged \xe2\x80\x9c");
        phrase_cut(p, r, hedges.at[i]);
    }
    if (hedges.n) phrase_str(p, "\xe2\x80\x9d");
}

void say_so(struct phrase *p, const sayso_record *r, sayso_ids claims) {
    const char *told[MOST_NAMED];
    uint32_t n = 0, more = 0;
    for (uint32_t i = 0; i < claims.n; i++) {
        const sayso_claim *c = &r->claims[claims.at[i]];
        struct phrase one = {.arena = p->arena, .total = p->total};
        say_who(&one, r, c);
        say_hedges(&one, r, c->hedges);
        const char *words = phrase_end(&one);
        p->total = one.total, p->failed = p->failed || one.failed;
        uint32_t k = 0;
        while (k < n && strcmp(told[k], words)) k++;
        if (k < n) continue;
        if (n < MOST_NAMED)
            told[n++] = words;
        else
            more++;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (i) phrase_str(p, i + 1 == n && !more ? " and " : ", ");
        bool again = i && !strncmp(told[i], "says ", 5) && !strncmp(told[i - 1], "says ", 5);
        phrase_str(p, told[i] + (again ? 5 : 0)); /* the verb stands once before several names */
    }
    char text[48];
    snprintf(text, sizeof text, " and %u more", more);
    if (more) phrase_str(p, text);
}
