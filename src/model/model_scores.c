/* The scores of a head by its name. */
#include "model.h"
#include <string.h>

#define FIND(list, n)                                         \
    for (uint32_t i = 0; i < (n); i++)                        \
        if (!strcmp((list)[i].name, name)) return &(list)[i]; \
    return NULL

const struct tagger_scores *scores_tagger(const struct scores *s, const char *name) { FIND(s->taggers, s->n_taggers); }
const struct path_scores *scores_path(const struct scores *s, const char *name) { FIND(s->paths, s->n_paths); }
const struct pick_scores *scores_pick(const struct scores *s, const char *name) { FIND(s->picks, s->n_picks); }
const struct pair_scores *scores_pair(const struct scores *s, const char *name) { FIND(s->pairs, s->n_pairs); }
