/* Reading the words that name a source: cut into tokens, the longest phrases of data/offices.tsv found, the rest kept as what
 * tells one body of a class from another. */
#include "story_phrase.h"
#include "base_utf8.h"
#include "report_words.h"
#include <stdio.h>

enum { LONGEST = 5, FORM = 64 };

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }

void story_phrase_cut(const char *s, size_t n, struct phrase *out) {
    size_t to = 0;
    uint32_t len;
    out->n = 0;
    for (size_t i = 0; i < n && out->n < PHRASE_TOKENS;) {
        while (i < n && !utf8_is_alnum(utf8_at(s + i, n - i, &len))) i += len;
        if (i >= n) break;
        struct phrase_token t = {
            .word = out->bytes + to, .beg = (uint32_t)i, .capital = utf8_is_upper(utf8_at(s + i, n - i, &len))};
        for (; i < n && to + 5 < PHRASE_BYTES; i += len) {
            uint32_t c = utf8_at(s + i, n - i, &len);
            uint32_t next = i + len < n ? utf8_at(s + i + len, n - i - len, &(uint32_t){0}) : 0;
            if (is_apostrophe(c) && (next == 's' || next == 'S') &&
                (i + len + 1 >= n || !utf8_is_alnum(utf8_at(s + i + len + 1, n - i - len - 1, &(uint32_t){0})))) {
                t.end = (uint32_t)i, i += len + 1; /* genitive */
                break;
            }
            bool inside = (c == '.' || c == '-' || is_apostrophe(c)) && utf8_is_alnum(next);
            if (!utf8_is_alnum(c) && !inside) break;
            if (c == '-' || utf8_is_alnum(c)) to += utf8_put(utf8_lower(c), out->bytes + to);
        }
        if (!t.end) t.end = (uint32_t)i;
        out->bytes[to++] = 0;
        out->at[out->n++] = t;
        if (to + 5 >= PHRASE_BYTES) break;
    }
}

/* Cuts at a clause or participle behind the noun: what the police are said to have done is not who they are. */
static void cut_clause(struct phrase *p) {
    static const char *const relatives[] = {"who", "that", "which", "whose", "whom", "where", "when"};
    for (uint32_t i = 1; i < p->n; i++) {
        const struct phrase_token *t = &p->at[i];
        size_t n = strlen(t->word);
        bool verb = !t->is && !t->capital && n > 4 && (!strcmp(t->word + n - 2, "ed") || !strcmp(t->word + n - 3, "ing"));
        for (size_t k = 0; k < sizeof relatives / sizeof *relatives; k++) verb |= !strcmp(t->word, relatives[k]);
        if (verb) p->n = i;
    }
}

/* Gives each token the classes of the longest phrase it is part of. */
static void classify(struct phrase *p) {
    for (uint32_t i = 0; i < p->n;) {
        uint32_t take = 0;
        for (uint32_t n = p->n - i < LONGEST ? p->n - i : LONGEST; n && !take; n--) {
            char words[FORM * 2];
            size_t to = 0;
            for (uint32_t k = i; k < i + n; k++) {
                int more = snprintf(words + to, sizeof words - to, "%s%s", k > i ? " " : "", p->at[k].word);
                if (more < 0 || (to += (size_t)more) >= FORM) break;
            }
            uint32_t is = to && to < FORM ? words_of(&offices_words, words, to) : 0;
            for (uint32_t k = i; is && k < i + n; k++) p->at[k].is = is;
            if (is) take = n;
        }
        i += take ? take : 1;
    }
}

/* The body: the last that is told by a word of its own; failing that one that a post implies ("mayor"). */
static int find_body(const struct phrase *p) {
    int body = NO_BODY, implied = NO_BODY;
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t is = p->at[i].is & OFFICE_BODIES;
        if (!is) continue;
        int lowest = __builtin_ctz(is);
        if (p->at[i].is & OFFICE_PEOPLE)
            implied = lowest;
        else
            body = lowest;
    }
    return body >= 0 ? body : implied;
}

static bool is_of(const char *word, const char *const *list) {
    for (; *list; list++)
        if (!strcmp(word, *list)) return true;
    return false;
}

static bool in_name(const char *word, const struct phrase *name) {
    for (uint32_t i = 0; i < name->n; i++)
        if (!strcmp(name->at[i].word, word)) return true;
    return false;
}

/* A capital at the start of a sentence tells of a name only where the word is no common one. */
static bool is_common(const char *word) {
    size_t n = strlen(word);
    return report_word(WORDS_MODIFIER, word, n) || report_word(WORDS_NOUN, word, n) || report_word(WORDS_PRONOUN, word, n);
}

/* Where the words begin that stand right before a body's own word and modify it: "ferry workers" in "the ferry workers' union".
 */
static uint32_t modifiers_of(const struct phrase *p, uint32_t body) {
    static const char *const ends[] = {"the", "a",  "an",   "its", "their", "our", "this", "that", "one", "of",
                                       "at",  "in", "from", "for", "with",  "by",  "and",  "or",   "to",  NULL};
    uint32_t beg = body;
    while (beg > 0 && !is_of(p->at[beg - 1].word, ends) && !(p->at[beg - 1].is & (OFFICE_HEAD | OFFICE_SPOKES | OFFICE_UNION)))
        beg--;
    return beg;
}

/* Those who belong to a body that their word modifies do not speak: "the officers' union" is the union. */
static void drop_members(struct phrase *p) {
    for (uint32_t i = 0; i < p->n; i++) {
        if (!(p->at[i].is & OFFICE_UNION) || p->at[i].is & OFFICE_PEOPLE) continue;
        for (uint32_t k = modifiers_of(p, i); k < i; k++) p->at[k].is = 0, p->at[k].trade = true;
    }
}

/* Puts the words that tell which body it is into out->which, sorted. */
static void find_which(const struct phrase *p, const struct phrase *name, bool at_start, struct phrase_reading *out) {
    const char *kept[PHRASE_TOKENS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const struct phrase_token *t = &p->at[i];
        bool force = t->is & OFFICE_FORCE && !(t->is & OFFICE_BODIES),
             ministry = out->body >= 0 && 1 << out->body == OFFICE_MINISTRY;
        bool names = !t->is && t->capital && !(i == 0 && at_start && is_common(t->word));
        if (report_word(WORDS_TITLE, t->word, strlen(t->word)) && !t->is) names = false;
        if ((ministry && !t->is) || t->trade) names = true;
        if ((!names && !force) || in_name(t->word, name)) continue;
        out->force |=
            force && ministry == false && out->body >= 0 && 1 << out->body == OFFICE_POLICE; /* a county has one coroner */
        uint32_t k = n++;
        for (; k > 0 && strcmp(kept[k - 1], t->word) > 0; k--) kept[k] = kept[k - 1];
        kept[k] = t->word;
    }
    size_t to = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i && !strcmp(kept[i], kept[i - 1])) continue;
        if (to + strlen(kept[i]) + 2 > sizeof out->which) break;
        to += (size_t)snprintf(out->which + to, sizeof out->which - to, "%s%s", to ? " " : "", kept[i]);
    }
}

/* The post or trade: of several the one that speaks ("police chief's spokesman"), else the first. */
static void find_role(const struct phrase *p, struct phrase_reading *out) {
    static const uint32_t order[] = {OFFICE_SPOKES, OFFICE_TRADE, OFFICE_HEAD, OFFICE_STATEMENT, OFFICE_LEAK, OFFICE_STAFF};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (uint32_t i = 0; i < p->n; i++) {
            if (!(p->at[i].is & order[k])) continue;
            uint32_t last = i;
            while (last + 1 < p->n && p->at[last + 1].is == p->at[i].is) last++;
            const char *word = p->at[last].word;
            if (last >= i + 2 && !strcmp(p->at[i + 1].word, "of")) word = p->at[i].word; /* "chief of police" */
            snprintf(out->role, sizeof out->role, "%.47s", word);
            size_t n = strlen(out->role);
            const struct report_word *noun = report_word(WORDS_NOUN, out->role, n);
            out->plural = noun ? noun->number == 'p' : n > 3 && out->role[n - 1] == 's' && out->role[n - 2] != 's';
            static const char *const one_of[] = {"one", "another", NULL};
            if (out->plural && n > 2 && out->role[n - 1] == 's' && is_of(p->at[0].word, one_of))
                out->role[n - 1] = 0, out->plural = false;
            return;
        }
}

void story_phrase_read(const char *s, size_t n, const char *name, bool at_start, struct phrase_reading *out) {
    static const char *const definite[] = {"the", "its", "their", "his", "her", "our", "this", "that", NULL};
    static const char *const indefinite[] = {"a",    "an",      "one",  "another", "two", "three",
                                             "four", "several", "some", "many",    NULL};
    static const char *const owners[] = {"its",    "their",       "agency",  "newspaper", "paper",
                                         "outlet", "broadcaster", "channel", "wire",      NULL};
    struct phrase p, of_name;
    story_phrase_cut(s, n, &p);
    story_phrase_cut(name ? name : "", name ? strlen(name) : 0, &of_name);
    classify(&p);
    cut_clause(&p);
    drop_members(&p);
    *out = (struct phrase_reading){.body = find_body(&p)};
    for (uint32_t i = 0; i < p.n; i++) {
        out->people |= p.at[i].is & OFFICE_PEOPLE;
        out->under |= (p.at[i].is & OFFICE_UNDER) != 0;
        out->its |= is_of(p.at[i].word, owners);
    }
    if (out->under && out->people & OFFICE_HEAD) out->people = (out->people & ~(uint32_t)OFFICE_HEAD) | OFFICE_STAFF;
    if (p.n && is_of(p.at[0].word, definite)) out->article = ARTICLE_DEFINITE;
    if (p.n && is_of(p.at[0].word, indefinite)) out->article = ARTICLE_INDEFINITE;
    find_role(&p, out);
    find_which(&p, &of_name, at_start, out);
}

size_t story_phrase_fold(const char *s, size_t n, char *out, size_t size) {
    size_t to = 0;
    uint32_t len;
    bool blank = false;
    if (n > 4 && utf8_same(s, 4, "the ", 4)) s += 4, n -= 4;
    for (size_t i = 0; i < n && to + 6 < size; i += len) {
        uint32_t c = utf8_at(s + i, n - i, &len), parts[UTF8_MAX_PARTS], k = utf8_decompose(c, parts);
        if (c == '.' || is_apostrophe(c)) continue;
        if (!utf8_is_alnum(c)) {
            blank = to > 0;
            continue;
        }
        if (blank) out[to++] = ' ', blank = false;
        for (uint32_t p = 0; p < k && to + 5 < size; p++)
            if (!utf8_is_mark(parts[p])) to += utf8_put(utf8_lower(parts[p]), out + to);
    }
    out[to] = 0;
    return to;
}
