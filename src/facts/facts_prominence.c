/* How much a place in the report counts for what the report is about. */
#include "facts_work.h"

double facts_prominence(const struct facts_work *f, uint32_t token) {
    const struct report_work *w = f->r;
    int32_t b = w->tokens[token].block;
    sayso_block_kind k = b < 0 ? SAYSO_BLOCK_PARAGRAPH : w->text->blocks[b].kind;
    if (k == SAYSO_BLOCK_RELATED || k == SAYSO_BLOCK_NOTE) return 0.1;
    if (k == SAYSO_BLOCK_HEADLINE) return 4;
    if (k == SAYSO_BLOCK_DECK) return PROMINENCE_DECK;
    uint32_t s = w->tokens[token].sentence, depth = s > f->first_body ? s - f->first_body : 0;
    return depth < 2 ? 2.9 : depth < 5 ? 2 : depth < 12 ? 1 : 0.5;
}
