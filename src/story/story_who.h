/* What the files of story_sources*.c share: what each source of each record is, before and while they are brought together.
 *   story_sources.c   the steps in their order; outlets; organizations
 *   story_vouchers.c  reads each source of a record
 *   story_offices.c   bodies: "Dunmore police", "the police department", "police"
 *   story_people.c    persons by name, and posts held by one person at a time
 *   story_workers.c   who works for whom, who may be whom
 *   story_leans.c     whose pictures and eyewitnesses a report stands on
 *   story_called.c    what those without a name are called */
#ifndef STORY_WHO_H
#define STORY_WHO_H
#include "story_phrase.h"
#include "story_shingles.h"

enum shape {
    SHAPE_OF_OUTLET, /* an agency or outlet by its name */
    SHAPE_OF_PERSON, /* by name */
    SHAPE_OF_OFFICE, /* a body, or its own statement */
    SHAPE_OF_POST,   /* "the police commissioner" */
    SHAPE_OF_BODY,   /* any other organization, document, place, by name */
    SHAPE_OF_UNNAMED /* somebody: "a police official", "witnesses" */
};
struct voucher { /* one source of one record */
    uint32_t report;
    int32_t source;
    enum shape shape;
    const char *name;
    sayso_source_kind kind;
    bool named;
    bool nothing;               /* no source at all: a verb that was taken for one */
    char sex;                   /* that a person's title tells: m, f, - */
    struct phrase_reading read; /* of a person: of the titles */
    span at;                    /* its first mention */
    int32_t outlet;             /* story source of the outlet it works for, -1 */
    int32_t group;              /* body it is or belongs to: index of offices, -1 */
    uint32_t person;            /* of SHAPE_OF_PERSON: index of a distinct name */
    int32_t id;                 /* story source, -1 until settled */
};
struct office { /* a body as one set of words tells it */
    int body;
    const char *which;
    bool force, own; /* own: of one report alone */
    uint32_t parent;
    int32_t id; /* story source, -1 */
};
struct more { /* of a source of the story, while it is made */
    VEC(sayso_story_mention) mentions;
    VEC(int32_t) maybe;
    uint32_t voice;
    uint64_t blur;
    bool nothing;
    size_t which; /* bytes of the words that tell which body it is, in the name it has */
};
struct who {
    struct story_work *w;
    VEC(struct more) more;        /* [source] */
    VEC(struct voucher) vouchers; /* report by report */
    uint32_t *first;              /* [report] its first voucher; [n]: all */
    struct hash_table outlets;    /* folded name -> story source */
    VEC(struct office) offices;
    struct hash_table office_of;
    struct hash_table blurs; /* blur -> the first source that has it */
};

sayso_code who_vouchers(struct who *k);
sayso_code who_offices(struct who *k);
sayso_code who_people(struct who *k);
sayso_code who_posts(struct who *k);
sayso_code who_unnamed(struct who *k);
sayso_code who_workers(struct who *k);
sayso_code who_leans(struct who *k);
sayso_code who_called(struct who *k);

/* A new source of the story; -1 when memory is out. */
int32_t who_new(struct who *k, const char *name, sayso_source_kind kind, bool named);
/* Settles a voucher on a source: mention, fuller name, surer kind. */
bool who_settle(struct who *k, struct voucher *v, int32_t id);
/* The outlet of that name, made where it is new (`make`); -1: none, -2: memory is out. */
int32_t who_outlet(struct who *k, const char *name, size_t n, sayso_source_kind kind, bool make);
/* Three capitals or more and nothing else: "IMPD". */
bool who_is_acronym(const char *name);
/* Says that two sources are possibly the same. */
bool who_maybe(struct who *k, int32_t a, int32_t b);
/* The same of all that share a blur (not 0), told of the first of them. */
bool who_blur(struct who *k, int32_t id, uint64_t blur);
/* The office that stands for all its kin. */
uint32_t who_office_root(struct who *k, uint32_t office);
static inline uint64_t who_text_hash(uint64_t h, const char *s) { return hash_bytes(h, s, strlen(s)); }
#endif
