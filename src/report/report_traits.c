/* What a mention tells of who it stands for: head noun, sex, number, nation, what it belongs to, modifiers. */
#include "report_who.h"
#include "base_utf8.h"
#include <string.h>

/* "gunmen" -> "gunman", "policies" -> "policy", "shots" -> "shot". */
static void singular(char *s) {
    size_t n = strlen(s);
    if (n > 3 && strcmp(s + n - 3, "men") == 0)
        s[n - 2] = 'a';
    else if (n > 4 && strcmp(s + n - 3, "ies") == 0)
        strcpy(s + n - 3, "y");
    else if (n > 4 && (strcmp(s + n - 4, "sses") == 0 || strcmp(s + n - 4, "ches") == 0 || strcmp(s + n - 4, "shes") == 0))
        s[n - 2] = '\0';
    else if (n > 3 && s[n - 1] == 's' && s[n - 2] != 's' && s[n - 2] != 'u' && s[n - 2] != 'i')
        s[n - 1] = '\0';
}

static bool is_one_of(const struct report_work *w, uint32_t t, const char *const *words) {
    for (; *words; words++)
        if (report_token_is(w, t, *words)) return true;
    return false;
}

static enum definite definite_of(const struct report_work *w, const struct mention *m) {
    static const char *const yes[] = {"the", "this", "that", "these", "those", "both", "such", NULL};
    static const char *const no[] = {"a",   "an",  "another", "some", "one",  "several", "many",
                                     "few", "two", "three",   "four", "five", "dozens",  NULL};
    static const char *const none[] = {"any", "no", "every", "each", "either", "neither", "all", "most", NULL};
    if (is_one_of(w, m->beg, yes)) return DEFINITE_YES;
    if (is_one_of(w, m->beg, no)) return DEFINITE_NOT;
    if (is_one_of(w, m->beg, none)) return DEFINITE_NONE;
    const struct report_word *p = who_word(w, m->beg, WORDS_PRONOUN);
    if (p && p->use == USE_POSSESSIVE) return DEFINITE_YES;
    for (uint32_t i = m->beg; i < m->head; i++)
        if (who_rel(w, i, "nmod:poss") && w->tokens[i].head == m->head) return DEFINITE_YES;
    return DEFINITE_BARE;
}

/* A place as demonyms and genitives tell it, in lower case. */
static const char *place_form(struct report_work *w, uint32_t t) {
    char form[WHO_FORM];
    size_t n = who_lower(w, t, form);
    const struct report_word *d = report_word(WORDS_DEMONYM, form, n);
    if (d && d->of) return d->of;
    return arena_strndup(w->scratch, form, n);
}

/* The name that a genitive or demonym before the head tells of. */
static const char *nation_of(struct report_work *w, const struct mention *m) {
    for (uint32_t i = m->beg; i < m->head; i++) {
        const struct report_word *d = who_word(w, i, WORDS_DEMONYM);
        if (d && who_capital(w, i)) return d->of ? d->of : d->form;
        if (who_rel(w, i, "nmod:poss") && w->tokens[i].head == m->head && who_pos(w, i, "PROPN")) return place_form(w, i);
        const char *label = report_name(w, i);
        if (strcmp(label, "B-place") == 0 || strcmp(label, "B-organization") == 0) return place_form(w, i);
    }
    return NULL;
}

/* The name in a phrase behind the head: "ambassador to Turkey", "mayor of Ankara". */
static const char *complement_of(struct report_work *w, const struct mention *m) {
    static const char *const prepositions[] = {"to", "of", "for", "in", NULL};
    for (uint32_t i = m->head + 1; i + 1 < m->end; i++) {
        if (!is_one_of(w, i, prepositions)) continue;
        for (uint32_t k = i + 1; k < m->end && k < i + 4; k++)
            if (report_name(w, k)[0] == 'B') return place_form(w, k);
        return NULL;
    }
    return NULL;
}

static void modifiers_of(const struct report_work *w, const struct mention *m, struct traits *t) {
    for (uint32_t i = m->beg; i < m->head && t->n_modifiers < WHO_MODIFIERS; i++) {
        bool word = who_pos(w, i, "ADJ") || who_pos(w, i, "NOUN") || who_pos(w, i, "VERB") || who_pos(w, i, "PROPN") ||
                    who_pos(w, i, "NUM");
        const struct report_word *d = who_word(w, i, WORDS_DEMONYM);
        if (!word || (d && who_capital(w, i))) continue;
        char form[WHO_FORM];
        size_t n = who_lower(w, i, form);
        if (n >= sizeof t->modifier[0]) n = sizeof t->modifier[0] - 1;
        memcpy(t->modifier[t->n_modifiers++], form, n);
    }
}

static char sex_of_title(const struct report_work *w, span title) {
    char words[WHO_FORM * 2 + 4], plain[WHO_FORM * 2 + 4];
    size_t n = 0,
           len = utf8_lower_copy(w->text->utf8 + title.beg, span_len(title) < WHO_FORM ? span_len(title) : WHO_FORM - 1, words);
    for (size_t i = 0; i < len; i++)
        if (words[i] != '.') plain[n++] = words[i];
    const struct report_word *row = report_word(WORDS_TITLE, plain, n);
    return row ? row->sex : '-';
}

static void fill_name(const struct report_work *w, const struct mention *m, struct traits *t) {
    t->sex = '-';
    t->number = m->kind == SAYSO_ENTITY_PERSON ? 's' : '-';
    t->definite = DEFINITE_YES;
    if (m->kind != SAYSO_ENTITY_PERSON) return;
    if (span_is(m->title)) t->sex = sex_of_title(w, m->title);
    if (t->sex == '-') t->sex = name_sex(w->text->utf8 + m->name.beg, span_len(m->name));
}

static void fill_pronoun(const struct report_word *p, struct traits *t) {
    t->sex = p->sex;
    t->number = p->number;
    t->person = p->person;
    t->use = p->use;
    t->definite = DEFINITE_YES;
}

static void fill_description(struct report_work *w, const struct mention *m, struct traits *t) {
    const struct report_word *noun = who_word(w, m->head, WORDS_NOUN);
    t->nominal = true;
    t->sex = noun ? noun->sex : '-';
    t->use = noun ? noun->use : 0;
    t->number = noun && noun->number == '-' ? '-' : m->plural ? 'p' : 's';
    t->definite = definite_of(w, m);
    t->nation = nation_of(w, m);
    t->of = complement_of(w, m);
    modifiers_of(w, m, t);
}

sayso_code who_traits(struct report_work *w, struct traits **out) {
    struct traits *all = *out = ARENA_ARRAY(w->scratch, struct traits, w->mentions.n + 1);
    if (!all) return error_set(w->e, SAYSO_NOMEM, "report", 0, "out of memory");
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        const struct mention *m = &w->mentions.at[i];
        struct traits *t = &all[i];
        int32_t block = w->tokens[m->head].block;
        sayso_block_kind kind = block < 0 ? SAYSO_BLOCK_PARAGRAPH : w->text->blocks[block].kind;
        who_lower(w, m->head, t->head);
        singular(t->head);
        t->credit = kind == SAYSO_BLOCK_CREDIT || kind == SAYSO_BLOCK_BYLINE;
        const struct report_word *p = m->form == MENTION_PRONOUN ? who_pronoun(w, m->head) : NULL;
        if (p)
            fill_pronoun(p, t);
        else if (m->form == MENTION_NAME)
            fill_name(w, m, t);
        else
            fill_description(w, m, t);
    }
    return SAYSO_OK;
}
