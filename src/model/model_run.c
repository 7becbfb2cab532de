/* Reading a text: pieces, windows shared out among threads, scores joined. Windows are read in groups, so that what a text
 * needs beside its scores does not grow with it. */
#include "model_pairs.h"
#include "base_error.h"
#include "model_decode.h"
#include "model_features.h"
#include <pthread.h>
#include <stdatomic.h>

enum { GROUP = 64, MAX_THREADS = 256 };

sayso_code model_pieces(const struct model *m, struct arena *arena, const char *utf8, uint32_t n, struct pieces *out,
                        sayso_error *e) {
    sayso_code code = wordpiece_cut(&m->wordpiece, arena, utf8, n, out, e);
    if (code) return code;
    return features_fill(arena, utf8, out) ? SAYSO_OK : error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
}

/* ---- windows and threads ----------------------------------------------------------------------------------------- */
struct group { /* windows [first, first + n) and their findings [n, n_heads] */
    const struct reading *r;
    uint32_t first, n;
    struct role_result *found;
    atomic_uint next;
    atomic_int code;
};

struct reader { /* a thread */
    struct group *group;
    struct model_work *work;
    pthread_t thread;
};

static void *read_windows(void *arg) {
    struct reader *t = arg;
    struct group *g = t->group;
    const int before = gemm_enter();
    for (uint32_t i; (i = atomic_fetch_add(&g->next, 1)) < g->n;) {
        const struct window at = window_at(&g->r->m->shape, g->r->p->n, g->first + i);
        sayso_code code = window_read(g->r, t->work, &at, g->found + (size_t)i * g->r->m->n_heads);
        if (code) atomic_store(&g->code, (int)code);
    }
    gemm_leave(before);
    return NULL;
}

/* Reads the group with up to n_threads threads, this one included; one that cannot be started is done without. */
static sayso_code read_group(struct group *g, struct model_work *const *work, uint32_t n_threads) {
    struct reader readers[MAX_THREADS];
    uint32_t started = 1;
    if (n_threads > MAX_THREADS) n_threads = MAX_THREADS;
    if (n_threads > g->n) n_threads = g->n;
    for (uint32_t i = 0; i < n_threads; i++) readers[i] = (struct reader){.group = g, .work = work[i]};
    while (started < n_threads && !pthread_create(&readers[started].thread, NULL, read_windows, &readers[started])) started++;
    read_windows(&readers[0]);
    for (uint32_t i = 1; i < started; i++) pthread_join(readers[i].thread, NULL);
    return (sayso_code)atomic_load(&g->code);
}

static bool add_group(const struct group *g, struct gathered *all, struct model_work *w, struct arena *arena) {
    const struct model *m = g->r->m;
    for (uint32_t i = 0; i < g->n; i++)
        for (uint32_t h = 0; h < m->n_heads; h++)
            if (m->heads[h].kind != HEAD_TAGGER &&
                !gathered_add(&all[h], g->r, &m->heads[h], w, arena, &g->found[(size_t)i * m->n_heads + h]))
                return false;
    return true;
}

static sayso_code read_all(const struct reading *r, struct model_work *const *work, uint32_t n_threads, struct gathered *all,
                           struct arena *arena, struct arena *scratch) {
    const uint32_t n_windows = window_count(&r->m->shape, r->p->n);
    struct role_result *found = ARENA_ARRAY(scratch, struct role_result, (size_t)GROUP * r->m->n_heads);
    if (!found) return SAYSO_NOMEM;
    for (uint32_t first = 0; first < n_windows; first += GROUP) {
        struct group g = {.r = r, .first = first, .n = n_windows - first < GROUP ? n_windows - first : GROUP, .found = found};
        sayso_code code = read_group(&g, work, n_threads);
        if (!code) {
            const int before = gemm_enter();
            if (!add_group(&g, all, work[0], arena)) code = SAYSO_NOMEM;
            gemm_leave(before);
        }
        for (uint32_t i = 0; i < n_threads; i++) arena_clear(&work[i]->arena);
        if (code) return code;
    }
    return SAYSO_OK;
}

/* ---- taggers ----------------------------------------------------------------------------------------------------- */
static bool init_taggers(struct reading *r, struct arena *arena, struct arena *scratch) {
    const struct model *m = r->m;
    r->taggers = ARENA_ARRAY(scratch, struct tagger_scores, m->n_heads);
    r->emit = ARENA_ARRAY(scratch, float *, m->n_heads);
    if (!r->taggers || !r->emit) return false;
    for (uint32_t i = 0; i < m->n_heads; i++) {
        const struct head *h = &m->heads[i];
        if (h->kind != HEAD_TAGGER) continue;
        r->taggers[i] = (struct tagger_scores){.name = h->name, .labels = h->labels, .n_labels = h->n_labels};
        r->taggers[i].label = ARENA_ARRAY(arena, uint8_t, r->p->n);
        r->taggers[i].p = ARENA_ARRAY(arena, float, r->p->n);
        if (!r->taggers[i].label || !r->taggers[i].p) return false;
        if (h->trans && !(r->emit[i] = ARENA_ARRAY(scratch, float, (size_t)r->p->n_words *(size_t)h->stride))) return false;
    }
    return true;
}

/* Best path over the words of the text, or of each line. */
static bool find_path(const struct reading *r, uint32_t head, struct arena *scratch) {
    const struct head *h = &r->m->heads[head];
    const struct pieces *p = r->p;
    const float *emit = r->emit[head];
    const uint32_t labels = h->n_labels;
    const size_t stride = (size_t)h->stride;
    uint8_t *back = ARENA_ARRAY(scratch, uint8_t, (size_t)p->n_words * stride), *path = ARENA_ARRAY(scratch, uint8_t, p->n_words);
    if (!back || !path) return false;
    for (uint32_t beg = 0, end; beg < p->n_words; beg = end) {
        for (end = beg + 1; end < p->n_words && !(h->lines && p->line[p->word[end]]);) end++;
        r->m->ops->path(emit + (size_t)beg * stride, end - beg, (int)labels, h->stride, h->steps, h->begin, back, path + beg);
    }
    for (uint32_t i = 0; i < p->n_words; i++) {
        const uint32_t piece = p->word[i];
        r->taggers[head].label[piece] = path[i];
        r->taggers[head].p[piece] = decode_probability(emit + (size_t)i * stride, labels, labels == 2 ? 1 : path[i]);
    }
    return true;
}

/* Paths where there are transitions; then each word's label goes to all its pieces. */
static bool finish_taggers(const struct reading *r, struct arena *scratch) {
    for (uint32_t i = 0; i < r->m->n_heads; i++) {
        struct tagger_scores *t = &r->taggers[i];
        if (!t->name) continue;
        if (r->emit[i] && !find_path(r, i, scratch)) return false;
        for (uint32_t k = 1; k < r->p->n; k++)
            if (!r->p->first[k]) t->label[k] = t->label[k - 1], t->p[k] = t->p[k - 1];
    }
    return true;
}

/* ---- the result -------------------------------------------------------------------------------------------------- */
static bool publish(const struct reading *r, const struct gathered *all, struct arena *arena, struct scores *out) {
    const struct model *m = r->m;
    out->taggers = ARENA_ARRAY(arena, struct tagger_scores, m->n_heads);
    out->paths = ARENA_ARRAY(arena, struct path_scores, m->n_heads);
    out->picks = ARENA_ARRAY(arena, struct pick_scores, m->n_heads);
    out->pairs = ARENA_ARRAY(arena, struct pair_scores, m->n_heads);
    if (!out->taggers || !out->paths || !out->picks || !out->pairs) return false;
    for (uint32_t i = 0; i < m->n_heads; i++) {
        const struct head *h = &m->heads[i];
        const struct gathered *g = &all[i];
        switch (h->kind) {
        case HEAD_TAGGER:
            out->taggers[out->n_taggers++] = r->taggers[i];
            break;
        case HEAD_PATH:
            out->paths[out->n_paths++] = (struct path_scores){h->name,      h->roles,       h->n_roles,  g->anchor.n,
                                                              g->anchor.at, g->anchor_p.at, g->spans.at, g->spans.n};
            break;
        case HEAD_PICK:
            out->picks[out->n_picks++] =
                (struct pick_scores){h->name, h->labels, h->n_labels, g->anchor.n, g->anchor.at, g->target.at, g->p.at};
            break;
        case HEAD_PAIR:
            out->pairs[out->n_pairs++] = (struct pair_scores){h->name, g->anchor.n, g->anchor.at, g->none.at, g->best.at};
            break;
        }
    }
    return true;
}

static sayso_code read_pieces(struct reading *r, struct model_work *const *work, uint32_t n_threads, struct arena *arena,
                              struct arena *scratch, struct scores *out) {
    const struct model *m = r->m;
    struct gathered *all = ARENA_ARRAY(scratch, struct gathered, m->n_heads);
    if (!all || !init_taggers(r, arena, scratch)) return SAYSO_NOMEM;
    for (uint32_t i = 0; i < m->n_heads; i++)
        if (!gathered_init(&all[i], m, &m->heads[i], scratch)) return SAYSO_NOMEM;
    sayso_code code = read_all(r, work, n_threads, all, arena, scratch);
    if (code) return code;
    return finish_taggers(r, scratch) && publish(r, all, arena, out) ? SAYSO_OK : SAYSO_NOMEM;
}

sayso_code model_read(const struct model *m, struct model_work *const *work, uint32_t n_threads, struct arena *arena,
                      const char *utf8, uint32_t n, struct scores *out, sayso_error *e) {
    *out = (struct scores){0};
    sayso_code code = model_pieces(m, arena, utf8, n, &out->pieces, e);
    if (code) return code;
    struct arena scratch;
    arena_init(&scratch, arena->limit);
    struct reading r = {.m = m, .p = &out->pieces};
    code = read_pieces(&r, work, n_threads, arena, &scratch, out);
    arena_release(&scratch);
    return code ? error_set(e, code, "model", 0, "out of memory") : SAYSO_OK;
}
