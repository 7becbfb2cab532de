/* Publication facts of a page: collected as candidates with their origin, then settled by order of trust:
 * JSON-LD, OpenGraph, meta, microdata, <time>, byline text, URL. */
#ifndef PAGE_META_H
#define PAGE_META_H
#include "base_arena.h"
#include "base_span.h"

enum meta_origin { META_JSON_LD, META_OPENGRAPH, META_META, META_MICRODATA, META_TIME, META_BYLINE, META_URL, META_N };
enum meta_field {
    FIELD_TITLE,
    FIELD_OUTLET,
    FIELD_AUTHOR,
    FIELD_PUBLISHED,
    FIELD_MODIFIED,
    FIELD_LANGUAGE,
    FIELD_CANONICAL,
    FIELD_DATELINE,
    FIELD_BODY,
    FIELD_N
};

struct meta_candidate {
    enum meta_field field;
    enum meta_origin origin;
    const char *value; /* as written, in the arena */
};
struct meta {
    struct arena *arena;
    VEC(struct meta_candidate) found;
};

/* All return false only when memory is out; broken input is skipped. */
bool meta_add(struct meta *m, enum meta_field f, enum meta_origin o, const char *s, size_t n);
/* One <meta> element: its property, name or itemprop, and its content. */
bool meta_add_tag(struct meta *m, const char *key, const char *content);
/* One <script type="application/ld+json">: NewsArticle and kin, also in @graph and arrays; takes articleBody as FIELD_BODY.
 * ImageObject creditText/creator/caption come out as images. */
struct meta_image {
    const char *uri, *caption, *credit;
};
bool meta_add_json_ld(struct meta *m, const char *json, size_t n, struct meta_image **images, uint32_t *n_images);
/* A line "By Jane Roe and John Doe, Staff Writer": names go to FIELD_AUTHOR; false in *is when it is no byline. */
bool meta_add_byline(struct meta *m, const char *line, size_t n, bool *is);
/* "TIRVANE, Sept 12 (Meridian Press) - ": span of the dateline at the start of a paragraph, {0,0} if none. */
span meta_dateline(const char *paragraph, size_t n);

/* Settles each field and normalises: dates to ISO 8601 with zone where known; title without the outlet's name behind it. */
bool meta_settle(const struct meta *m, struct arena *arena, sayso_publication *out);
/* A date as written in news ("2016-12-19T18:05:00+03:00", "Mon, 19 Dec 2016 ...", "Dec. 19, 2016, 6:05 p.m. EST", epoch) -> ISO
 * 8601, NULL if it is none. */
const char *meta_date(struct arena *arena, const char *s, size_t n);
#endif
