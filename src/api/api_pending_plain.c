/* Stands in for page_plain_read until it lands. */
#include "api.h"
__attribute__((weak)) sayso_code page_plain_read(struct arena *arena, struct arena *scratch, const char *bytes, size_t n, const struct page_options *o, struct page *out, sayso_error *e) {
    (void)scratch; (void)o;
    out->encoding = "utf-8"; out->media_type = "text/plain";
    VEC(struct page_block) v = {0};
    for (size_t i = 0; i < n;) {
        while (i < n && bytes[i] == '\n') i++;
        size_t b = i;
        while (i < n && !(bytes[i] == '\n' && (i + 1 == n || bytes[i + 1] == '\n'))) i++;
        if (i == b) continue;
        struct page_block x = {.kind = v.n ? SAYSO_BLOCK_PARAGRAPH : SAYSO_BLOCK_HEADLINE, .media = -1, .n = (uint32_t)(i - b)};
        x.text = arena_strndup(arena, bytes + b, i - b);
        x.runs = ARENA_NEW(arena, struct page_run);
        if (!x.text || !x.runs) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
        *x.runs = (struct page_run){0, (uint32_t)b, x.n, x.n};
        x.n_runs = 1;
        if (!VEC_PUSH(arena, v, x)) return error_set(e, SAYSO_NOMEM, "page", 0, "out of memory");
    }
    out->blocks = v.at; out->n_blocks = v.n;
    return v.n ? SAYSO_OK : error_set(e, SAYSO_EMPTY, "page", 0, "no words");
}
