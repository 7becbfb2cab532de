/* Who: people and things that reports name in a role, the same across reports by name.
 *   names         all words of one in the other ("Ortega", "Maria Ortega"), or last names and first names or initials alike
 *                 ("M. Ortega"). Full names are taken first, so that a bare last name finds them; one that fits two of them stays
 *                 by itself.
 *   descriptions  equal but for article and case. One is a variant of a name only where a report calls the bearer of that name
 *                 so ("the dock worker, Sela Okonjo") and no other name of the role is called so. Else apart.
 *   things        facilities, places and objects that two reports call alike somewhere, in two words or more ("the ferry
 *                 terminal in Halden", "the ferry terminal"), and no other of the role. Persons are not so joined: any report
 *                 may call two men "a young man". */
#include "base_utf8.h"
#include "story_persons.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_WORDS = 12, MOST_NAMESAKES = 32 };

struct name {
    const char *words[MOST_WORDS];
    uint32_t n;
};
struct person {
    const char *text;     /* fullest form */
    struct name name;     /* its words, of a name; n 0: a description */
    sayso_ids told_apart; /* what people have decided */
};
struct namesakes {
    VEC(uint32_t) people;
};
struct use { /* an entity, or words, in a role */
    const char *slot;
    uint32_t report;
    int32_t entity; /* -1: words */
    const char *words;
    const sayso_ids *claims; /* of a filler */
    int32_t claim;           /* of a claim alone; -1 */
    double score;            /* of a filler */
    struct name name;
    uint32_t order;
};
struct people {
    struct story_work *w;
    VEC(struct use) uses;
    VEC(struct person) all;
    VEC(struct namesakes) by_last;
    struct story_map of_key;    /* a name's key -> person */
    struct story_map of_last;   /* a word of a name -> by_last */
    struct story_map of_called; /* slot and description -> person so called; AMBIGUOUS */
    struct story_map of_value;  /* slot and person -> value in the fact */
};
static const double UNKNOWN = 0.7; /* score of one whose record does not say how likely it is */
static const uint32_t AMBIGUOUS = UINT32_MAX - 1;

/* ---- names -------------------------------------------------------------------------------------------------------- */
static bool is_suffix(const char *word) {
    static const char *const suffixes[] = {"jr", "sr", "ii", "iii", "iv"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (!strcmp(word, suffixes[i])) return true;
    return false;
}

static bool cut(struct people *p, const char *text, struct name *out) {
    char *key = story_key(p->w, text);
    if (!key) return false;
    *out = (struct name){0};
    for (char *s = key; *s && out->n < MOST_WORDS;) {
        char *end = s + strcspn(s, " "), *next = *end ? end + 1 : end;
        *end = '\0';
        if (!is_suffix(s) || !out->n) out->words[out->n++] = s;
        s = next;
    }
    return true;
}

static bool has_word(const struct name *name, const char *word) {
    for (uint32_t i = 0; i < name->n; i++)
        if (!strcmp(name->words[i], word)) return true;
    return false;
}

static bool all_in(const struct name *few, const struct name *many) {
    for (uint32_t i = 0; i < few->n; i++)
        if (!has_word(many, few->words[i])) return false;
    return true;
}

static bool same_first(const char *a, const char *b) {
    return !strcmp(a, b) || (a[0] == b[0] && (!a[1] || !b[1])); /* an initial */
}

static bool same_name(const struct name *a, const struct name *b) {
    if (all_in(a, b) || all_in(b, a)) return true;
    return a->n > 1 && b->n > 1 && !strcmp(a->words[a->n - 1], b->words[b->n - 1]) && same_first(a->words[0], b->words[0]);
}

static char *joined(struct people *p, const struct name *name) {
    char *out = arena_printf(p->w->scratch, "%s", name->n ? name->words[0] : "");
    for (uint32_t i = 1; out && i < name->n; i++) out = arena_printf(p->w->scratch, "%s %s", out, name->words[i]);
    return out;
}

static struct namesakes *namesakes_of(struct people *p, const char *last) {
    uint32_t at = story_map_get(&p->of_last, last);
    if (at != STORY_MAP_NONE) return &p->by_last.at[at];
    if (!story_map_put(&p->of_last, p->w->scratch, last, p->by_last.n)) return NULL;
    return VEC_PUSH(p->w->scratch, p->by_last, ((struct namesakes){{0}})) ? &p->by_last.at[p->by_last.n - 1] : NULL;
}

/* The one person with that word whose name goes with it; STORY_MAP_NONE: nobody, or several. */
static uint32_t find_person(const struct people *p, const struct namesakes *n, const struct name *name, sayso_ids marks) {
    uint32_t found = STORY_MAP_NONE;
    for (uint32_t i = 0; i < n->people.n && i < MOST_NAMESAKES; i++) {
        const struct person *who = &p->all.at[n->people.at[i]];
        if (!same_name(&who->name, name) || story_told_apart(who->told_apart, marks)) continue;
        if (found != STORY_MAP_NONE) return STORY_MAP_NONE;
        found = n->people.at[i];
    }
    return found;
}

/* A new person, to be found by each word of the name: of "Maria Ortega" by "Ortega" and by "Maria". */
static uint32_t add_person(struct people *p, const struct use *u, sayso_ids marks) {
    uint32_t at = p->all.n;
    if (!VEC_PUSH(p->w->scratch, p->all, ((struct person){u->words, u->name, marks}))) return STORY_MAP_NONE;
    for (uint32_t i = 0; i < u->name.n; i++) {
        struct namesakes *n = namesakes_of(p, u->name.words[i]);
        if (!n || ((!n->people.n || n->people.at[n->people.n - 1] != at) && !VEC_PUSH(p->w->scratch, n->people, at)))
            return STORY_MAP_NONE;
    }
    return at;
}

/* The person of a name, found or new. */
static uint32_t person_named(struct people *p, const struct use *u) {
    struct arena *scratch = p->w->scratch;
    char *key = joined(p, &u->name);
    sayso_ids marks = u->entity >= 0 ? story_record(p->w, u->report)->entities[u->entity].told_apart : (sayso_ids){0};
    for (uint32_t i = 0; key && i < marks.n; i++) key = arena_printf(scratch, "%s %d", key, marks.at[i]);
    if (!key) return STORY_MAP_NONE;
    uint32_t at = story_map_get(&p->of_key, key);
    if (at != STORY_MAP_NONE) return at;
    struct namesakes *n = namesakes_of(p, u->name.words[u->name.n - 1]);
    if (!n) return STORY_MAP_NONE;
    if ((at = find_person(p, n, &u->name, marks)) == STORY_MAP_NONE && (at = add_person(p, u, marks)) == STORY_MAP_NONE)
        return at;
    return story_map_put(&p->of_key, scratch, key, at) ? at : STORY_MAP_NONE;
}

/* ---- what is used in a role ----------------------------------------------------------------------------------------- */
static bool looks_named(const char *words) {
    bool upper = false;
    for (const char *s = words; *s; s += strcspn(s, " "), s += strspn(s, " ")) {
        uint32_t len;
        if (utf8_is_lower(utf8_at(s, strlen(s), &len)) && strncmp(s, "al-", 3)) return false;
        upper |= utf8_is_upper(utf8_at(s, strlen(s), &len));
    }
    return upper;
}

static bool add_use(struct people *p, const char *slot, uint32_t report, const sayso_value *v, const sayso_ids *claims,
                    int32_t claim, double score) {
    const sayso_record *r = story_record(p->w, report);
    struct use u = {
        .slot = slot, .report = report, .entity = -1, .claims = claims, .claim = claim, .score = score, .order = p->uses.n};
    if (v->kind == SAYSO_VALUE_ENTITY) {
        u.entity = v->id, u.words = r->entities[v->id].name;
        if (r->entities[v->id].named && !cut(p, u.words, &u.name)) return false;
    } else if (v->kind == SAYSO_VALUE_TEXT) {
        u.words = v->text;
        if (looks_named(u.words) && !cut(p, u.words, &u.name)) return false;
    } else {
        return true;
    }
    return !u.words || !*u.words || VEC_PUSH(p->w->scratch, p->uses, u);
}

static bool add_fillers(struct people *p, const char *slot, uint32_t report, sayso_fillers f) {
    for (uint32_t i = 0; i < f.n; i++) {
        double score = f.at[i].score > 0 ? (double)f.at[i].score : UNKNOWN;
        if (!add_use(p, slot, report, &f.at[i].value, &f.at[i].claims, -1, score)) return false;
    }
    return true;
}

static const char *role_of(const char *slot) {
    static const char *const roles[] = {"victim", "perpetrator", "target", "agent", "patient"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (!strcmp(slot, roles[i])) return roles[i];
    return NULL;
}

static bool add_claims(struct people *p, uint32_t report) {
    const sayso_record *r = story_record(p->w, report);
    for (uint32_t k = 0; k < r->n_claims; k++) {
        const sayso_claim *c = &r->claims[k];
        const char *role = role_of(c->slot);
        if (!role || c->about < 0 || !story_of_incident(p->w, report, c)) continue;
        if (!add_use(p, role, report, &c->value, NULL, (int32_t)k, 0)) return false;
    }
    return true;
}

static int longest_first(const void *a, const void *b) {
    const struct use *x = a, *y = b;
    if (x->name.n != y->name.n) return x->name.n < y->name.n ? 1 : -1;
    return (x->order > y->order) - (x->order < y->order);
}

/* ---- values --------------------------------------------------------------------------------------------------------- */
static char *called_key(struct people *p, const char *slot, const char *words) {
    char *key = story_key(p->w, words);
    return key ? arena_printf(p->w->scratch, "%s\x1f%s", slot, key) : NULL;
}

/* The descriptions that a report has for the bearer of a name, in a role. */
static bool note_called(struct people *p, const struct use *u, uint32_t person) {
    if (u->entity < 0) return true;
    const sayso_entity *e = &story_record(p->w, u->report)->entities[u->entity];
    for (uint32_t i = 0; i < e->aliases.n; i++) {
        if (looks_named(e->aliases.at[i])) continue;
        char *key = called_key(p, u->slot, e->aliases.at[i]);
        if (!key) return false;
        uint32_t have = story_map_get(&p->of_called, key);
        if (have == person) continue;
        if (!story_map_put(&p->of_called, p->w->scratch, key, have == STORY_MAP_NONE ? person : AMBIGUOUS)) return false;
    }
    return true;
}

/* Whether the report has a word, in just these letters, by itself. */
static bool has_by_itself(const sayso_record *r, const char *word, size_t n) {
    enum { FAR = 1 << 16 }; /* that far into the text */
    const char *text = r->text, *end = text + (r->n_text < FAR ? r->n_text : FAR);
    for (const char *s = text; (size_t)(end - s) >= n && (s = memmem(s, (size_t)(end - s), word, n)); s += n) {
        bool before = s > text && ((unsigned char)s[-1] >= 128 || isalnum((unsigned char)s[-1]));
        bool behind = s + n < end && ((unsigned char)s[n] >= 128 || isalnum((unsigned char)s[n]));
        if (!before && !behind) return true;
    }
    return false;
}

/* A description as it stands within a sentence: "Girl" of a headline is "girl" where the report writes so elsewhere. NULL: memory
 * is out. */
static const char *within_sentence(struct people *p, const struct use *u) {
    char *low = arena_strdup(p->w->scratch, u->words);
    size_t n = strcspn(u->words, " ");
    if (!low || !(low[0] >= 'A' && low[0] <= 'Z')) return low;
    low[0] = (char)(low[0] - 'A' + 'a');
    return has_by_itself(story_record(p->w, u->report), low, n) ? low : u->words;
}

/* The i-th description that its report has for a thing in a role; NULL: no more, or no thing. Targets and weapons that are words
 * alone are things. */
static const char *thing_words(const struct people *p, const struct use *u, uint32_t i) {
    if (u->entity < 0) return i || (strcmp(u->slot, "target") && strcmp(u->slot, "weapon")) ? NULL : u->words;
    const sayso_entity *e = &story_record(p->w, u->report)->entities[u->entity];
    bool thing = e->kind == SAYSO_ENTITY_FACILITY || e->kind == SAYSO_ENTITY_PLACE || e->kind == SAYSO_ENTITY_THING;
    if (!thing || e->named || i > e->aliases.n) return NULL;
    return i ? e->aliases.at[i - 1] : u->words;
}

/* Without what tells where it is: "ferry terminal in Halden" is a ferry terminal. */
static char *without_where(char *key) {
    static const char *const where[] = {" in ", " at ", " near ", " on ", " inside ", " outside "};
    for (size_t i = 0; i < sizeof where / sizeof *where; i++) {
        char *at = strstr(key, where[i]);
        if (at) *at = '\0';
    }
    return key;
}
static char *thing_key(struct people *p, const struct use *u, const char *words) {
    char *key = story_key(p->w, words);
    if (!key || looks_named(words) || !strchr(without_where(key), ' ')) return NULL;
    return arena_printf(p->w->scratch, "%s\x1f%s\x1fthing", u->slot, key);
}

/* The thing of another report that is called so; STORY_MAP_NONE where there is none, or two are. */
static uint32_t thing_called(struct people *p, const struct use *u) {
    uint32_t found = STORY_MAP_NONE, i = 0;
    for (const char *words; (words = thing_words(p, u, i)); i++) {
        char *key = thing_key(p, u, words);
        uint32_t at = key ? story_map_get(&p->of_called, key) : STORY_MAP_NONE;
        if (at == STORY_MAP_NONE || at == found) continue;
        if (at == AMBIGUOUS || found != STORY_MAP_NONE) return STORY_MAP_NONE;
        found = at;
    }
    return found;
}

static bool note_thing(struct people *p, const struct use *u, uint32_t thing) {
    uint32_t i = 0;
    for (const char *words; (words = thing_words(p, u, i)); i++) {
        char *key = thing_key(p, u, words);
        uint32_t at = key ? story_map_get(&p->of_called, key) : thing;
        if (at == thing) continue;
        if (!story_map_put(&p->of_called, p->w->scratch, key, at == STORY_MAP_NONE ? thing : AMBIGUOUS)) return false;
    }
    return true;
}

/* Whether words hold the others and more, and are no whole clause: "the ferry terminal in Halden" for "ferry terminal". */
static bool is_fuller(const char *words, const char *than) {
    enum { LONGEST = 40 };
    size_t n = strlen(words);
    return n > strlen(than) && n <= LONGEST && strcasestr(words, than);
}

/* Whose description it is: somebody's with a name, or a person known by it alone. */
static uint32_t person_described(struct people *p, const struct use *u) {
    char *key = called_key(p, u->slot, u->words);
    if (!key) return STORY_MAP_NONE;
    uint32_t at = story_map_get(&p->of_called, key);
    if (at != STORY_MAP_NONE && at != AMBIGUOUS) return at;
    key = arena_printf(p->w->scratch, "%s\x1f", key); /* of its own */
    if (!key) return STORY_MAP_NONE;
    at = story_map_get(&p->of_called, key);
    if (at != STORY_MAP_NONE) return at;
    if ((at = thing_called(p, u)) != STORY_MAP_NONE) {
        struct person *thing = &p->all.at[at];
        if (is_fuller(u->words, thing->text) && !(thing->text = within_sentence(p, u))) return STORY_MAP_NONE;
    } else {
        if (!VEC_PUSH(p->w->scratch, p->all, ((struct person){.text = within_sentence(p, u)}))) return STORY_MAP_NONE;
        at = p->all.n - 1;
    }
    return story_map_put(&p->of_called, p->w->scratch, key, at) && note_thing(p, u, at) ? at : STORY_MAP_NONE;
}

static struct value_draft *value_of(struct people *p, const char *slot, uint32_t person) {
    struct fact_draft *f = story_fact(p->w, slot, NULL);
    char *key = arena_printf(p->w->scratch, "%s\x1f%u", slot, person);
    if (!f || !key) return NULL;
    uint32_t at = story_map_get(&p->of_value, key);
    if (at != STORY_MAP_NONE) return f->values.at[at];
    if (!story_map_put(&p->of_value, p->w->scratch, key, f->values.n)) return NULL;
    const struct person *who = &p->all.at[person];
    return story_add_value(p->w, f, (sayso_story_value){.kind = SAYSO_STORY_NAME, .text = who->text, .named = who->name.n > 0});
}

static bool add_to_value(struct people *p, const struct use *u, uint32_t person) {
    struct value_draft *v = value_of(p, u->slot, person);
    bool same = v && !u->name.n && v->v.text && !strcasecmp(v->v.text, u->words);
    if (!v || (!same && !story_add_variant(p->w, v, u->words))) return false;
    if (u->entity >= 0) {
        sayso_strings aliases = story_record(p->w, u->report)->entities[u->entity].aliases;
        for (uint32_t i = 0; i < aliases.n; i++)
            if (!story_add_variant(p->w, v, aliases.at[i])) return false;
    }
    if (!u->claims || !u->claims->n) return story_add_claim(p->w, v, u->report, u->claims ? -1 : u->claim);
    for (uint32_t i = 0; i < u->claims->n; i++)
        if (!story_add_claim(p->w, v, u->report, u->claims->at[i])) return false;
    return true;
}

/* ---- which of the named are what reports call them ------------------------------------------------------------------ */
/* The person of an entity's name, among those who have a role; STORY_MAP_NONE. */
static uint32_t person_of(struct people *p, const sayso_entity *e) {
    struct name name;
    if (!e->named || !e->name || !cut(p, e->name, &name) || !name.n) return STORY_MAP_NONE;
    char *key = joined(p, &name);
    uint32_t at = key ? story_map_get(&p->of_key, key) : STORY_MAP_NONE;
    if (at != STORY_MAP_NONE) return at;
    uint32_t last = story_map_get(&p->of_last, name.words[name.n - 1]);
    return last == STORY_MAP_NONE ? last : find_person(p, &p->by_last.at[last], &name, e->told_apart);
}

static void note_named(struct people *p, struct story_person *all, uint32_t report) {
    const sayso_record *r = story_record(p->w, report);
    for (uint32_t i = 0; i < r->n_entities; i++) {
        uint32_t at = person_of(p, &r->entities[i]);
        if (at == STORY_MAP_NONE) continue;
        struct story_person *x = &all[at];
        x->named_in += x->last_named != report + 1, x->last_named = report + 1;
    }
    for (uint32_t i = 0; i < r->n_sources; i++) {
        if (r->sources[i].entity < 0) continue;
        uint32_t at = person_of(p, &r->entities[r->sources[i].entity]);
        if (at == STORY_MAP_NONE) continue;
        struct story_person *x = &all[at];
        x->speaks_in += x->last_spoke != report + 1, x->last_spoke = report + 1;
    }
}

static bool weigh(struct people *p, const uint32_t *person, uint32_t n_named) {
    struct story_work *w = p->w;
    struct story_person *all = ARENA_ARRAY(w->scratch, struct story_person, p->all.n + 1);
    if (!all) return false;
    for (uint32_t i = 0; i < p->all.n; i++) all[i].body = true;
    for (uint32_t i = 0; i < n_named; i++) {
        const struct use *u = &p->uses.at[i];
        struct story_person *x = &all[person[i]];
        int role = story_person_role(u->slot);
        x->name = p->all.at[person[i]].text;
        if (u->entity >= 0 && story_record(w, u->report)->entities[u->entity].kind == SAYSO_ENTITY_PERSON) x->body = false;
        if (role < 0 || w->reports.at[u->report].copy_of >= 0) continue;
        x->judged = true;
        if (!u->claims) {
            x->claims[role] += 1;
            continue;
        }
        x->sum[role] += u->score, x->fillers[role] += 1;
        if (u->score > x->most[role]) x->most[role] = u->score;
    }
    uint32_t told = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->reports.at[i].copy_of >= 0) continue;
        told++;
        note_named(p, all, i);
    }
    for (uint32_t i = 0; i < p->all.n; i++) story_person_look(&all[i], told);
    w->gathered->persons = all, w->gathered->n_persons = p->all.n;
    return true;
}

/* Whether a use makes a value: those that a report names in one of the two roles, where all together do not speak against it. */
static bool counts(const struct people *p, const struct use *u, uint32_t person) {
    int role = u->name.n ? story_person_role(u->slot) : -1;
    return role < 0 || story_person_has(&p->w->gathered->persons[person], (enum person_role)role);
}

sayso_code story_roles(struct story_work *w) {
    struct people p = {.w = w};
    for (uint32_t i = 0; i < w->n; i++) {
        const sayso_incident *in = &story_record(w, i)->incident;
        if (!add_fillers(&p, "victim", i, in->victims) || !add_fillers(&p, "perpetrator", i, in->perpetrators) ||
            !add_fillers(&p, "target", i, in->targets) || !add_claims(&p, i))
            return SAYSO_NOMEM;
    }
    if (!p.uses.n) return SAYSO_OK;
    qsort(p.uses.at, p.uses.n, sizeof *p.uses.at, longest_first);
    uint32_t *person = ARENA_ARRAY(w->scratch, uint32_t, p.uses.n), named = 0;
    if (!person) return SAYSO_NOMEM;
    for (; named < p.uses.n && p.uses.at[named].name.n; named++)
        if ((person[named] = person_named(&p, &p.uses.at[named])) == STORY_MAP_NONE ||
            !note_called(&p, &p.uses.at[named], person[named]))
            return SAYSO_NOMEM;
    if (!weigh(&p, person, named)) return SAYSO_NOMEM;
    for (uint32_t i = named; i < p.uses.n; i++)
        if ((person[i] = person_described(&p, &p.uses.at[i])) == STORY_MAP_NONE) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < p.uses.n; i++)
        if (counts(&p, &p.uses.at[i], person[i]) && !add_to_value(&p, &p.uses.at[i], person[i])) return SAYSO_NOMEM;
    return SAYSO_OK;
}
