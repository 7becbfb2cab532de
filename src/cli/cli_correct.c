/* sayso correct: what a person knows better than the program, written down in the database and applied from then on. */
#include "cli.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int failed(const sayso_error *e) {
    complain(e);
    return e->code == SAYSO_USAGE ? EXIT_USAGE : EXIT_STORE;
}

static const char *decider(const struct options *o) { return o->who ? o->who : getenv("USER"); }

/* ---- words of a report ------------------------------------------------------------------------------------------- */
static int wrong(const char *words, const char *why) {
    fprintf(stderr, "sayso correct: '%s' %s\n", words, why);
    return EXIT_USAGE;
}

/* "120-134". */
static bool is_span(const char *word, sayso_span *out) {
    char *end;
    if (!isdigit((unsigned char)*word)) return false;
    unsigned long beg = strtoul(word, &end, 10);
    if (*end != '-' || !isdigit((unsigned char)end[1])) return false;
    unsigned long stop = strtoul(end + 1, &end, 10);
    if (*end || beg > UINT32_MAX || stop > UINT32_MAX) return false;
    *out = (sayso_span){(uint32_t)beg, (uint32_t)stop};
    return true;
}

static bool is_letter(char c) { return isalnum((unsigned char)c) || (unsigned char)c >= 0x80; }

/* Where the words stand, as whole words; *n how often. */
static sayso_span occurrence(const sayso_record *r, const char *words, uint32_t *n) {
    size_t len = strlen(words);
    sayso_span found = {0};
    const char *at = r->text, *end = r->text + r->n_text;
    *n = 0;
    while (len && (at = memmem(at, (size_t)(end - at), words, len))) {
        bool cut = (at > r->text && is_letter(at[-1]) && is_letter(*words)) ||
                   (at + len < end && is_letter(at[len]) && is_letter(words[len - 1]));
        if (!cut) found = (sayso_span){(uint32_t)(at - r->text), (uint32_t)((size_t)(at - r->text) + len)}, (*n)++;
        at++;
    }
    return found;
}

/* BEG-END, or words that stand once in the report. */
static int place_of(sayso_store *s, int64_t report, const char *word, sayso_span *out) {
    sayso_error e;
    uint32_t n;
    sayso_report *r = sayso_store_report(s, report, &e);
    if (!r) return failed(&e);
    const sayso_record *c = sayso_report_record(r);
    int code = EXIT_READ;
    if (is_span(word, out)) {
        if (out->beg >= out->end || out->end > c->n_text) code = wrong(word, "lies outside the report's text");
    } else {
        *out = occurrence(c, word, &n);
        if (!n) code = wrong(word, "does not stand in the report");
        if (n > 1) {
            fprintf(stderr, "sayso correct: '%s' stands there %u times; give more words, or BEG-END\n", word, n);
            code = EXIT_USAGE;
        }
    }
    sayso_report_free(r);
    return code;
}

/* ---- the corrections --------------------------------------------------------------------------------------------- */
/* The words behind the report, in what is left of the command line. */
struct reading {
    struct options *o;
    sayso_store *s;
    sayso_correction c;
    int at; /* the next word */
};

static const char *next_word(struct reading *r) { return r->at < r->o->n_words ? r->o->words[r->at++] : NULL; }

static int read_report(struct reading *r, int64_t *out) {
    const char *word = next_word(r);
    return word && db_number(r->o, word, out) ? EXIT_READ : EXIT_USAGE;
}

static int write_down(struct reading *r) {
    sayso_error e;
    int64_t id, story;
    r->c.who = decider(r->o);
    if (sayso_store_correct(r->s, &r->c, &id, &e)) return failed(&e);
    printf("correction %" PRId64 ": %s", id, sayso_correction_name(r->c.kind));
    if (!sayso_store_story_of(r->s, r->c.report, &story, &e)) printf(", story %" PRId64 " made anew", story);
    printf("; 'sayso correct undo %" PRId64 "' takes it back\n", id);
    return EXIT_READ;
}

static int misread(struct reading *r) {
    int code = read_report(r, &r->c.report);
    if (!code) code = place_of(r->s, r->c.report, next_word(r), &r->c.span);
    r->c.text = next_word(r);
    return code ? code : write_down(r);
}

/* By a name; "@" before it: words of the report that name whoever it is. */
static int speaker(struct reading *r) {
    int code = read_report(r, &r->c.report);
    if (!code) code = place_of(r->s, r->c.report, next_word(r), &r->c.span);
    const char *by = next_word(r);
    sayso_span span;
    if (!code && (*by == '@' || is_span(by, &span)))
        code = place_of(r->s, r->c.report, by + (*by == '@'), &r->c.other_span);
    else
        r->c.text = by;
    return code ? code : write_down(r);
}

static int not_that(struct reading *r) {
    int code = read_report(r, &r->c.report);
    if (!code) code = place_of(r->s, r->c.report, next_word(r), &r->c.span);
    return code ? code : write_down(r);
}

/* REPORT WORDS WORDS, or REPORT WORDS REPORT WORDS. */
static int two(struct reading *r) {
    int code = read_report(r, &r->c.report);
    if (!code) code = place_of(r->s, r->c.report, next_word(r), &r->c.span);
    if (code) return code;
    int64_t other = r->c.report;
    if (r->at + 1 < r->o->n_words && (code = read_report(r, &other))) return code;
    r->c.other = other == r->c.report ? 0 : other;
    code = place_of(r->s, other, next_word(r), &r->c.other_span);
    return code ? code : write_down(r);
}

static int undo(struct reading *r) {
    sayso_error e;
    for (const char *word; (word = next_word(r));) {
        int64_t id;
        if (!db_number(r->o, word, &id)) return EXIT_USAGE;
        if (sayso_store_undo(r->s, id, decider(r->o), &e)) return failed(&e);
        printf("correction %" PRId64 " is taken back\n", id);
    }
    return EXIT_READ;
}

/* ---- list -------------------------------------------------------------------------------------------------------- */
static bool print_correction(void *taker, const sayso_correction *c) {
    uint32_t *left = taker;
    if (!*left) return false;
    --*left;
    printf("%" PRId64 "  %s, report %" PRId64, c->id, sayso_correction_name(c->kind), c->report);
    if (c->span.end > c->span.beg) printf(" [%u-%u]", c->span.beg, c->span.end);
    if (c->words) printf(" \"%s\"", c->words);
    if (c->other && c->other != c->report) printf(", report %" PRId64, c->other);
    if (c->other_span.end > c->other_span.beg) printf(" [%u-%u]", c->other_span.beg, c->other_span.end);
    if (c->text) printf(": %s", c->text);
    printf("\n    %s%s%s%s\n", c->who ? c->who : "", c->who ? ", " : "", c->made ? c->made : "", c->undone ? "; taken back" : "");
    return !ferror(stdout);
}

static int list(struct reading *r) {
    sayso_error e;
    int64_t story = 0;
    uint32_t left = r->o->limit ? r->o->limit : 50;
    const char *word = next_word(r);
    if (word && !db_number(r->o, word, &story)) return EXIT_USAGE;
    return sayso_store_corrections(r->s, story, print_correction, &left, &e) ? failed(&e) : EXIT_READ;
}

static const struct {
    const char *name;
    int least, most; /* words behind it; -1: any number */
    sayso_correction_kind kind;
    int (*run)(struct reading *r);
} PARTS[] = {{"list", 0, 1, 0, list},
             {"misread", 2, 3, SAYSO_CORRECTION_MISREAD, misread},
             {"speaker", 3, 3, SAYSO_CORRECTION_SPEAKER, speaker},
             {"not-that", 2, 2, SAYSO_CORRECTION_NOT_THAT, not_that},
             {"same", 3, 4, SAYSO_CORRECTION_SAME, two},
             {"different", 3, 4, SAYSO_CORRECTION_DIFFERENT, two},
             {"undo", 1, -1, 0, undo}};

int correct_command(struct options *o) {
    static const char *const listing[] = {"list"};
    if (!o->n_words) o->words[o->n_words++] = listing[0];
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (strcmp(o->words[0], PARTS[i].name)) continue;
        int n = o->n_words - 1;
        if (n < PARTS[i].least || (PARTS[i].most >= 0 && n > PARTS[i].most)) break;
        struct reading r = {.o = o, .s = db_open(o, PARTS[i].run == list), .c = {.kind = PARTS[i].kind}, .at = 1};
        if (!r.s) return EXIT_STORE;
        int code = PARTS[i].run(&r);
        sayso_store_close(r.s);
        return code;
    }
    fputs("sayso correct: list [STORY], misread REPORT WORDS [SLOT], speaker REPORT WORDS NAME|@WORDS, not-that REPORT WORDS,\n"
          "same or different REPORT WORDS [REPORT] WORDS, undo CORRECTION...\n",
          stderr);
    return EXIT_USAGE;
}
