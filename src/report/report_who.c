/* Look-ups in words and syntax that mentions, entities and speakers share. */
#include "report_who.h"
#include "base_utf8.h"
#include <string.h>

size_t who_lower(const struct report_work *w, uint32_t token, char out[WHO_FORM]) {
    span at = w->tokens[token].at;
    char buffer[4 * WHO_FORM];
    size_t n = span_len(at) < WHO_FORM ? span_len(at) : WHO_FORM - 1;
    n = utf8_lower_copy(w->text->utf8 + at.beg, n, buffer);
    if (n >= WHO_FORM) n = WHO_FORM - 1;
    memcpy(out, buffer, n);
    out[n] = '\0';
    return n;
}

const struct report_word *who_word(const struct report_work *w, uint32_t token, enum word_list list) {
    char form[WHO_FORM];
    return report_word(list, form, who_lower(w, token, form));
}

bool who_pos(const struct report_work *w, uint32_t token, const char *pos) { return strcmp(report_pos(w, token), pos) == 0; }

bool who_rel(const struct report_work *w, uint32_t token, const char *rel) {
    const char *s = report_deprel(w, token);
    size_t n = strlen(rel);
    return strncmp(s, rel, n) == 0 && (s[n] == '\0' || s[n] == ':');
}

bool who_capital(const struct report_work *w, uint32_t token) {
    uint32_t len;
    span at = w->tokens[token].at;
    return utf8_is_upper(utf8_at(w->text->utf8 + at.beg, span_len(at), &len));
}

const struct report_word *who_pronoun(const struct report_work *w, uint32_t token) {
    const struct report_word *p = who_word(w, token, WORDS_PRONOUN);
    if (!p) return NULL;
    const char *pos = report_pos(w, token), *kind = report_mention_kind(w, token), *s = w->text->utf8 + w->tokens[token].at.beg;
    bool tagged = strcmp(pos, "PRON") == 0;
    if (*pos && !tagged && !(p->use == USE_POSSESSIVE && strcmp(pos, "DET") == 0)) return NULL;
    if (p->use == USE_DEMONSTRATIVE && (!*kind || strcmp(kind, "O") == 0)) return NULL;
    if (span_len(w->tokens[token].at) == 2 && s[0] == 'U' && s[1] == 'S') return NULL;
    return who_rel(w, token, "expl") ? NULL : p;
}

enum { SENTENCE_REACH = 128 };
void who_sentence(const struct report_work *w, uint32_t token, uint32_t *beg, uint32_t *end) {
    uint32_t sentence = w->tokens[token].sentence;
    *beg = token;
    *end = token + 1;
    while (*beg > 0 && token - *beg < SENTENCE_REACH && w->tokens[*beg - 1].sentence == sentence) --*beg;
    while (*end < w->n_tokens && *end - token < SENTENCE_REACH && w->tokens[*end].sentence == sentence) ++*end;
}

uint32_t who_child(const struct report_work *w, uint32_t head, const char *rel) {
    uint32_t beg, end;
    who_sentence(w, head, &beg, &end);
    for (uint32_t i = beg; i < end; i++)
        if (i != head && w->tokens[i].head == head && who_rel(w, i, rel)) return i;
    return head;
}

/* A dependent by `rel` that is introduced by this preposition; head: none. */
static uint32_t child_behind(const struct report_work *w, uint32_t head, const char *rel, const char *preposition) {
    uint32_t beg, end;
    who_sentence(w, head, &beg, &end);
    for (uint32_t i = beg; i < end; i++) {
        if (i == head || w->tokens[i].head != head || !who_rel(w, i, rel)) continue;
        for (uint32_t k = i; k > beg && i - k < 12; k--)
            if (w->tokens[k - 1].head == i && who_rel(w, k - 1, "case") && report_token_is(w, k - 1, preposition)) return i;
    }
    return head;
}

static bool is_passive(const struct report_work *w, uint32_t verb) {
    return who_child(w, verb, "nsubj:pass") != verb || who_child(w, verb, "aux:pass") != verb;
}

/* A relative clause's who, which, that stands for the noun the clause hangs on. */
static uint32_t behind_relative(const struct report_work *w, uint32_t verb, uint32_t subject) {
    static const char *const words[] = {"who", "which", "that", "whom", NULL};
    for (const char *const *s = words; *s; s++)
        if (report_token_is(w, subject, *s)) return who_rel(w, verb, "acl") ? w->tokens[verb].head : verb;
    return subject;
}

/* Where no dependent bears the label of a subject: the noun before the verb that hangs on it without a preposition. */
static uint32_t likely_subject(const struct report_work *w, uint32_t verb) {
    static const char *const others[] = {"obl",      "obj",  "iobj", "vocative",  "advmod", "conj",
                                         "compound", "amod", "det",  "nmod:poss", "expl",   NULL};
    uint32_t beg, end;
    who_sentence(w, verb, &beg, &end);
    for (uint32_t i = verb; i-- > beg;) {
        if (w->tokens[i].head != verb || !(who_pos(w, i, "NOUN") || who_pos(w, i, "PROPN") || who_pos(w, i, "PRON"))) continue;
        bool other = who_child(w, i, "case") < i;
        for (const char *const *s = others; *s; s++) other |= who_rel(w, i, *s);
        if (!other) return i;
    }
    return verb;
}

/* The subject of a verb, or of the one it shares it with. */
static uint32_t subject_of(const struct report_work *w, uint32_t verb, int depth) {
    uint32_t subject = who_child(w, verb, "nsubj");
    if (subject == verb && !depth) subject = likely_subject(w, verb);
    if (subject != verb) return behind_relative(w, verb, subject) == verb ? verb : behind_relative(w, verb, subject);
    uint32_t head = w->tokens[verb].head;
    if (head == verb || depth > 3) return verb;
    if (who_rel(w, verb, "conj") || who_rel(w, verb, "advcl") || who_rel(w, verb, "xcomp") || who_rel(w, verb, "parataxis")) {
        subject = subject_of(w, head, depth + 1);
        return subject == head ? verb : subject;
    }
    if (who_rel(w, verb, "acl")) return head; /* "a man wielding a knife" */
    return verb;
}

uint32_t who_agent(const struct report_work *w, uint32_t verb) {
    uint32_t by = child_behind(w, verb, "obl", "by");
    if (by != verb) return by;
    by = child_behind(w, verb, "nmod", "by");
    if (by != verb || is_passive(w, verb)) return by;
    return subject_of(w, verb, 0);
}

uint32_t who_patient(const struct report_work *w, uint32_t verb) {
    uint32_t subject = who_child(w, verb, "nsubj:pass");
    if (subject != verb) return behind_relative(w, verb, subject);
    if (is_passive(w, verb)) {
        subject = subject_of(w, verb, 0);
        return subject;
    }
    uint32_t object = who_child(w, verb, "obj");
    return object != verb ? object : child_behind(w, verb, "nmod", "of");
}

bool who_negated(const struct report_work *w, uint32_t head) {
    uint32_t beg, end;
    who_sentence(w, head, &beg, &end);
    for (uint32_t i = beg; i < end; i++)
        if (w->tokens[i].head == head &&
            (report_token_is(w, i, "not") || report_token_is(w, i, "never") || report_token_is(w, i, "t") ||
             report_token_is(w, i, "no") || report_token_is(w, i, "if")))
            return true;
    return false;
}

int32_t who_mention_at(const struct report_work *w, uint32_t token) {
    uint32_t lo = 0, hi = w->mentions.n;
    uint32_t beg, end, back = w->tokens[token].at.beg;
    who_sentence(w, token, &beg, &end);
    while (lo < hi) { /* the last mention that begins at or before the token */
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->mentions.at[mid].at.beg <= back)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo; i-- > 0 && w->mentions.at[i].at.beg >= w->tokens[beg].at.beg;)
        if (w->mentions.at[i].head == token) return (int32_t)i;
    for (uint32_t i = lo; i-- > 0 && w->mentions.at[i].at.beg >= w->tokens[beg].at.beg;) {
        span name = w->mentions.at[i].name; /* any word of a name answers for it */
        if (span_is(name) && span_in(w->tokens[token].at, name)) return (int32_t)i;
    }
    return -1;
}
