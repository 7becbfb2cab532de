/* Reads each source of each record: what shape it has, and what its words tell of body, post and trade. */
#include "story_who.h"
#include "base_utf8.h"
#include "page_outlets.h"
#include "report_cues.h"
#include "report_words.h"

enum { MOST_READ = 10 }; /* mentions looked at: more tell nothing new */

static bool starts_sentence(const sayso_record *r, uint32_t at) {
    uint32_t lo = 0, hi = r->n_sentences; /* the last sentence that begins at or before `at` */
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->sentences[mid].beg <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return !lo || at - r->sentences[lo - 1].beg <= 3;
}

static int worth(const struct phrase_reading *r) {
    return 4 * (r->body >= 0) + 2 * (r->people != 0) + (*r->which != 0) + (r->article != ARTICLE_NONE);
}

static void take(struct voucher *v, const struct phrase_reading *r, bool of_person) {
    if (of_person && !(r->people & ~(uint32_t)OFFICE_STATEMENT)) return; /* a person has a post; a body alone is none */
    if (worth(r) <= worth(&v->read)) return;
    bool its = v->read.its | r->its;
    v->read = *r, v->read.its = its;
}

static char sex_of_title(const char *s, size_t n) {
    struct phrase p;
    story_phrase_cut(s, n, &p);
    const struct report_word *t = p.n > 1 ? report_word(WORDS_TITLE, p.at[0].word, strlen(p.at[0].word)) : NULL;
    return t ? t->sex : '-';
}

static bool is_pronoun(const char *s, size_t n) {
    char low[32];
    if (n > 12) return false;
    size_t k = utf8_lower_copy(s, n, low);
    return report_word(WORDS_PRONOUN, low, k) != NULL;
}

/* How long the words of a post are with the body behind them, where the record has the post alone: "president" of "Ida Moen,
 * president of the teachers' union, said". */
static size_t with_body(const sayso_record *r, span at) {
    enum { FAR = 80 };
    static const char *const links[] = {" of ", " for ", " at "};
    const char *s = r->text + at.end;
    size_t left = r->n_text - at.end;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        size_t n = strlen(links[i]);
        if (left < n || memcmp(s, links[i], n) != 0) continue;
        for (; n < left && n < FAR && !strchr(",.;:()\n\"", s[n]);) n++;
        return span_len(at) + (n < FAR ? n : 0);
    }
    return span_len(at);
}

/* Reads all the words of a record that name the source, those of its entity too. */
static void read_words(const sayso_record *r, struct voucher *v, const char *person) {
    const sayso_source *s = &r->sources[v->source];
    const sayso_entity *e = s->entity >= 0 && (uint32_t)s->entity < r->n_entities ? &r->entities[s->entity] : NULL;
    const sayso_spans lists[] = {s->mentions, person && e ? e->titles : (sayso_spans){0},
                                 person && e ? e->mentions : (sayso_spans){0}};
    struct phrase_reading read;
    v->sex = '-';
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (uint32_t i = 0; i < lists[l].n && i < MOST_READ; i++) {
            span at = lists[l].at[i];
            if (at.end > r->n_text || at.end <= at.beg || is_pronoun(r->text + at.beg, span_len(at))) continue;
            story_phrase_read(r->text + at.beg, span_len(at), person, starts_sentence(r, at.beg), &read);
            if (read.body < 0 && read.people & (OFFICE_HEAD | OFFICE_SPOKES))
                story_phrase_read(r->text + at.beg, with_body(r, at), person, starts_sentence(r, at.beg), &read);
            take(v, &read, person != NULL);
            if (v->sex == '-' && l != 1) v->sex = sex_of_title(r->text + at.beg, span_len(at));
        }
    story_phrase_read(s->name, strlen(s->name), person, false, &read);
    take(v, &read, person != NULL);
}

static bool is_outlet_name(const sayso_source *s) {
    const struct outlet *o = outlet_find(s->name, strlen(s->name));
    if (o) return o->kind == OUTLET_AGENCY || o->kind == OUTLET_OUTLET || o->kind == OUTLET_PHOTO;
    return s->named && (s->kind == SAYSO_SOURCE_AGENCY || s->kind == SAYSO_SOURCE_OUTLET);
}

static bool is_person(const sayso_record *r, const sayso_source *s) {
    if (s->entity >= 0 && (uint32_t)s->entity < r->n_entities)
        return s->named && r->entities[s->entity].kind == SAYSO_ENTITY_PERSON && r->entities[s->entity].named &&
               !who_is_acronym(s->name);
    return s->named && !who_is_acronym(s->name) && (s->kind == SAYSO_SOURCE_PERSON || s->kind == SAYSO_SOURCE_WITNESS);
}

static bool is_organization(const sayso_record *r, const sayso_source *s) {
    return s->named && s->entity >= 0 && (uint32_t)s->entity < r->n_entities && r->entities[s->entity].named &&
           r->entities[s->entity].kind == SAYSO_ENTITY_ORGANIZATION;
}

/* A word of saying where its subject should stand ("said", "told reporters"): the record names nobody there. */
static bool is_nothing(const sayso_source *s) {
    char low[64];
    size_t n = strcspn(s->name, " ");
    if (s->named || s->entity >= 0 || n > 24 || (s->name[n] && strchr(s->name + n + 1, ' '))) return false;
    size_t k = utf8_lower_copy(s->name, n, low);
    const struct cue *c = cue_find(low, k);
    return c && c->kind == 'v' && c->inflection != 'b' && !report_word(WORDS_NOUN, low, k);
}

/* Who nobody could name, by the words: a body, a post, somebody. */
static enum shape shape_of(const sayso_source *s, const struct phrase_reading *r, bool organization) {
    if (organization &&
        !(r->people & (OFFICE_SPOKES | OFFICE_LEAK | OFFICE_TRADE | OFFICE_HEAD))) /* "... Officers Memorial Fund" */
        return r->body >= 0 ? SHAPE_OF_OFFICE : SHAPE_OF_BODY;
    bool people = r->people & (OFFICE_SPOKES | OFFICE_LEAK | OFFICE_TRADE | OFFICE_STAFF);
    if (r->body >= 0 && !people) {
        if (r->people & OFFICE_HEAD) return r->article == ARTICLE_INDEFINITE || r->plural ? SHAPE_OF_UNNAMED : SHAPE_OF_POST;
        return s->kind == SAYSO_SOURCE_WITNESS ? SHAPE_OF_UNNAMED : SHAPE_OF_OFFICE;
    }
    return s->named && !people ? SHAPE_OF_BODY : SHAPE_OF_UNNAMED;
}

/* A name that ends in a hospital's or school's own word is none of a person, whatever the record says: "Norby Hospital". */
static bool is_house(const char *name) {
    struct phrase_reading read;
    const char *last = strrchr(name, ' ');
    if (!last) return false;
    story_phrase_read(last + 1, strlen(last + 1), NULL, false, &read);
    return read.body >= 0 && 1u << read.body & (OFFICE_HOSPITAL | OFFICE_SCHOOL) && !read.people;
}

static void read_one(const sayso_record *r, struct voucher *v) {
    const sayso_source *s = &r->sources[v->source];
    v->name = s->name, v->kind = s->kind, v->named = s->named;
    if (s->mentions.n) v->at = s->mentions.at[0];
    v->nothing = is_nothing(s);
    bool person = is_person(r, s) && !is_house(s->name);
    v->read.body = NO_BODY;
    read_words(r, v, person ? s->name : NULL);
    bool trade = v->read.people & OFFICE_TRADE;
    v->shape = person                        ? SHAPE_OF_PERSON
               : is_outlet_name(s) && !trade ? SHAPE_OF_OUTLET
                                             : shape_of(s, &v->read, is_organization(r, s));
}

sayso_code who_vouchers(struct who *k) {
    struct story_work *w = k->w;
    k->first = ARENA_ARRAY(w->scratch, uint32_t, w->n + 1);
    if (!k->first) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_record *r = story_record(w, i);
        k->first[i] = k->vouchers.n;
        for (uint32_t s = 0; s < r->n_sources; s++) {
            struct voucher v = {.report = i, .source = (int32_t)s, .outlet = -1, .group = -1, .id = -1};
            read_one(r, &v);
            if (!VEC_PUSH(w->scratch, k->vouchers, v)) return SAYSO_NOMEM;
        }
    }
    k->first[w->n] = k->vouchers.n;
    return SAYSO_OK;
}
