/* Making and printing stories: the public calls before story/ and out/. */
#include "api_story.h"
#include "out_story.h"
#include <stdlib.h>

struct grouped {
    struct signature *signatures;
    const sayso_record **records; /* each text once, by id: the order of the inputs leaves no trace */
    uint32_t *group, *order;      /* order: the records by group, then index */
    uint32_t n;
};

static int by_id(const void *a, const void *b) {
    const sayso_record *x = *(const sayso_record *const *)a, *y = *(const sayso_record *const *)b;
    return strcmp(x->id, y->id);
}

static sayso_code gather(struct grouped *g, const sayso_report *const *reports, uint32_t n, struct arena *scratch) {
    g->records = ARENA_ARRAY(scratch, const sayso_record *, n + 1);
    g->signatures = ARENA_ARRAY(scratch, struct signature, n + 1);
    g->group = ARENA_ARRAY(scratch, uint32_t, n + 1);
    g->order = ARENA_ARRAY(scratch, uint32_t, n + 1);
    if (!g->records || !g->signatures || !g->group || !g->order) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < n; i++) g->records[i] = &reports[i]->record;
    qsort(g->records, n, sizeof *g->records, by_id);
    for (uint32_t i = 0; i < n; i++)
        if (!g->n || strcmp(g->records[g->n - 1]->id, g->records[i]->id)) g->records[g->n++] = g->records[i];
    return SAYSO_OK;
}

static sayso_code part(struct grouped *g, bool one, struct arena *scratch) {
    if (one) return SAYSO_OK; /* group is all 0 */
    struct arena inner;
    arena_init(&inner, 0);
    sayso_code code = SAYSO_OK;
    for (uint32_t i = 0; i < g->n && !code; i++) {
        code = signature_make(g->records[i], scratch, &inner, &g->signatures[i]);
        arena_clear(&inner);
    }
    if (!code) code = story_group(g->signatures, g->n, NULL, 0, &inner, g->group);
    arena_release(&inner);
    return code;
}

static sayso_code make_one(struct grouped *g, const uint32_t *members, uint32_t n, sayso_stories *s) {
    struct arena scratch;
    arena_init(&scratch, 0);
    struct story_input *inputs = ARENA_ARRAY(&scratch, struct story_input, n);
    sayso_code code = inputs ? SAYSO_OK : SAYSO_NOMEM;
    for (uint32_t i = 0; i < n && !code; i++) inputs[i].record = g->records[members[i]];
    if (!code) code = story_make(inputs, n, &s->arena, &scratch, &s->at[s->n]);
    if (!code) s->n++;
    arena_release(&scratch);
    return code;
}

/* The members of each group side by side, groups in the order of their lowest member. */
static void sort_by_group(struct grouped *g, uint32_t *at) {
    for (uint32_t i = 0; i < g->n; i++) at[g->group[i] + 1]++;
    for (uint32_t i = 0; i < g->n; i++) at[i + 1] += at[i];
    for (uint32_t i = 0; i < g->n; i++) g->order[at[g->group[i]]++] = i;
}

static sayso_code make_all(struct grouped *g, sayso_stories *s, struct arena *scratch) {
    uint32_t *at = ARENA_ARRAY(scratch, uint32_t, g->n + 1);
    if (!at) return SAYSO_NOMEM;
    sort_by_group(g, at);
    for (uint32_t beg = 0, end; beg < g->n; beg = end) {
        for (end = beg; end < g->n && g->group[g->order[end]] == g->group[g->order[beg]]; end++) {
        }
        sayso_code code = make_one(g, g->order + beg, end - beg, s);
        if (code) return code;
    }
    return SAYSO_OK;
}

static int newest_first(const void *a, const void *b) {
    const char *x = story_last_told(a), *y = story_last_told(b);
    int c = strcmp(y ? y : "", x ? x : "");
    return c ? c : strcmp(((const sayso_story *)a)->id, ((const sayso_story *)b)->id);
}

sayso_stories *sayso_stories_make(const sayso_report *const *reports, uint32_t n, const sayso_story_options *options,
                                  sayso_error *e) {
    if (e) *e = (sayso_error){0};
    sayso_stories *s = calloc(1, sizeof *s);
    struct arena scratch;
    struct grouped g = {0};
    arena_init(&scratch, 0);
    sayso_code code = s ? SAYSO_OK : SAYSO_NOMEM;
    if (s) arena_init(&s->arena, 0);
    if (!code) code = gather(&g, reports, n, &scratch);
    if (!code && !(s->at = ARENA_ARRAY(&s->arena, sayso_story, g.n + 1))) code = SAYSO_NOMEM;
    if (!code) code = part(&g, options && options->one, &scratch);
    if (!code) code = make_all(&g, s, &scratch);
    arena_release(&scratch);
    if (!code) {
        if (s->n) qsort(s->at, s->n, sizeof *s->at, newest_first);
        return s;
    }
    error_set(e, code, "story", 0, "out of memory");
    sayso_stories_free(s);
    return NULL;
}

void sayso_stories_free(sayso_stories *s) {
    if (!s) return;
    arena_release(&s->arena);
    free(s);
}

uint32_t sayso_stories_count(const sayso_stories *s) { return s->n; }
const sayso_story *sayso_stories_at(const sayso_stories *s, uint32_t i) { return &s->at[i]; }

static sayso_code print_as(const sayso_story *s, sayso_format f, const sayso_print_options *options, struct arena *scratch,
                           struct sink *sink, sayso_error *e) {
    switch (f) {
    case SAYSO_TEXT:
        return out_story_text(s, options, scratch, sink);
    case SAYSO_JSON:
    case SAYSO_JSONL:
        return out_story_json(s, f == SAYSO_JSON, sink);
    case SAYSO_CSV:
        return out_story_csv(s, options, scratch, sink);
    case SAYSO_PLOVER:
        return out_story_plover(s, scratch, sink);
    case SAYSO_GEOJSON:
        return out_story_geojson(s, scratch, sink);
    case SAYSO_CLAIMREVIEW:
        return out_story_claimreview(s, scratch, sink);
    default:
        return error_set(e, SAYSO_USAGE, "out", 0, "stories are not printed in this format");
    }
}

sayso_code sayso_story_print(const sayso_stories *s, uint32_t i, sayso_format f, const sayso_print_options *options,
                             sayso_write write, void *stream, sayso_error *e) {
    static const sayso_print_options defaults = {0};
    if (e) *e = (sayso_error){0};
    if (i >= s->n) return error_set(e, SAYSO_USAGE, "out", 0, "no story %u", i);
    struct sink sink;
    struct arena scratch;
    sink_init(&sink, write, stream);
    arena_init(&scratch, 0);
    sink_allow(&sink, out_story_bytes(&s->at[i]));
    sayso_code code = print_as(&s->at[i], f, options ? options : &defaults, &scratch, &sink, e);
    arena_release(&scratch);
    if (sink_end(&sink) && !code) return error_set(e, SAYSO_IO, "out", 0, "the output cannot be written");
    if (code == SAYSO_NOMEM) return error_set(e, code, "out", 0, "out of memory");
    return code;
}

sayso_code sayso_story_print_header(sayso_format f, sayso_write write, void *stream) {
    struct sink sink;
    sink_init(&sink, write, stream);
    if (f == SAYSO_CSV) out_story_csv_header(&sink);
    return sink_end(&sink);
}
