/* The pair model: trees, made by train/story_pairs.py. */
#include "story_pair.h"
#include "gen_story_pair.h"
#include <math.h>

double pair_score(const float f[N_PAIR_FEATURES]) {
    double sum = STORY_PAIR_BIAS;
    for (uint32_t t = 0; t < STORY_PAIR_TREES; t++) {
        const struct story_pair_node *node = &story_pair_nodes[story_pair_roots[t]];
        while (node->feature != STORY_PAIR_LEAF) {
            float x = f[node->feature];
            bool left = isnan(x) ? node->missing_left : x <= node->value;
            node = &story_pair_nodes[story_pair_roots[t] + (left ? node->left : node->right)];
        }
        sum += (double)node->value;
    }
    return sum;
}

double signature_score(struct signature a, struct signature b) {
    struct signature_view v, w;
    float f[N_PAIR_FEATURES];
    if (!signature_open(a, &v) || !signature_open(b, &w)) return -100;
    pair_features(&v, &w, f);
    return pair_score(f);
}
