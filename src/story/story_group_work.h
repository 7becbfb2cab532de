/* What the files of grouping share. */
#ifndef STORY_GROUP_WORK_H
#define STORY_GROUP_WORK_H
#include "story_pair.h"

enum { KEY_NEIGHBOURS = 48, MAX_BLOCK = 640 };
#define MOST_SCORE 3.0f /* log odds beyond these say no more when they are averaged */
#define LEAST_SCORE -3.0f
#define BLOCK_SCORE -2.0f /* pairs above it hold a block together */
#define JOIN_SCORE -1.5f  /* two clusters whose pairs' mean is above it are one */

struct group_pair {
    uint32_t a, b; /* a < b */
    float score;
};

struct group_work {
    const struct signature *s; /* in order of their bytes */
    struct signature_view *views;
    uint32_t n;
    struct arena *scratch;
    VEC(struct group_pair) pairs;
    uint32_t *together; /* union-find of the bonds */
    VEC(struct group_pair) apart;
    uint32_t *group; /* out: any member of the story */
};

float group_score(const struct group_work *w, uint32_t a, uint32_t b);
uint32_t group_root(uint32_t *up, uint32_t i);
void group_join(uint32_t *up, uint32_t a, uint32_t b);
/* Clusters the members of one block. False: no memory. O(n^2) pairs. */
bool group_cluster(struct group_work *w, const uint32_t *members, uint32_t n);
#endif
