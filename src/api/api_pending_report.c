/* Stands in for report_build until it lands: blocks, publication and media alone. */
#include "api.h"
__attribute__((weak)) sayso_code report_build(struct arena *arena, struct arena *scratch, const struct text *text, const struct scores *scores,
                        sayso_record *out, sayso_error *e) {
    (void)arena; (void)scratch; (void)scores; (void)e;
    out->publication = text->publication;
    out->blocks = text->blocks; out->n_blocks = text->n_blocks;
    out->media = text->media; out->n_media = text->n_media;
    return SAYSO_OK;
}
