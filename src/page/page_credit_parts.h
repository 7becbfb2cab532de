/* A credit line cut into its parts and what each part is: between page_credit.c (roles), page_credit_parts.c (cutting and
 * shapes) and page_credit_find.c (where a credit stands). Offsets count bytes of the string that was given. */
#ifndef PAGE_CREDIT_PARTS_H
#define PAGE_CREDIT_PARTS_H
#include "page_outlets.h"
#include "base_span.h"

enum credit_join {
    CUT_START,
    CUT_SLASH,
    CUT_COMMA,
    CUT_DASH,
    CUT_BRACKET,
    CUT_VIA,
    CUT_FOR,
    CUT_BY,
    CUT_COURTESY,
    CUT_FROM,
    CUT_AND
};

enum credit_shape {
    SHAPE_DROP,   /* tells how the image was had, a licence: no name */
    SHAPE_DATE,   /* a date or figure: no name */
    SHAPE_KNOWN,  /* in the table of outlets */
    SHAPE_PERSON, /* two to four capitalised words */
    SHAPE_HANDLE, /* @name */
    SHAPE_ORG,    /* holds a word of bodies: police, ministry, museum */
    SHAPE_WIRE,   /* holds a word of agencies: wire, press, images */
    SHAPE_PAPER,  /* holds a word of outlets: times, tv, a host name */
    SHAPE_CAPS,   /* one short word in capitals */
    SHAPE_WORD,   /* one capitalised word */
    SHAPE_LOOSE,  /* lower-case words that are no sentence: only after a label */
    SHAPE_BAD     /* running text */
};

struct credit_part {
    span at; /* trimmed */
    enum credit_join join;
    enum credit_shape shape;
    const struct outlet *outlet; /* of SHAPE_KNOWN */
    uint32_t n_words;
};

enum { CREDIT_MAX_BYTES = 400, CREDIT_MAX_PARTS = 24 };

struct credit_parts {
    struct credit_part at[CREDIT_MAX_PARTS];
    uint32_t n;
    bool label;  /* begins with "Photo", "Image", ... */
    bool joined; /* ... and ":", "by", "via" or "courtesy of" behind it */
    bool inner;  /* a label stands further behind, where a credit without one would have begun */
    bool strong; /* begins with a label that is one without these: "Photo credit", a copyright sign, "Courtesy" */
};

/* Cuts s; false when it is too long or in too many parts to be a credit, and, where `strict`, at the first running text. */
bool credit_cut(const char *s, size_t n, bool strict, struct credit_parts *out);
/* What one part is, by the table of outlets, word lists and letter case. */
void credit_classify(const char *s, struct credit_part *p);
#endif
