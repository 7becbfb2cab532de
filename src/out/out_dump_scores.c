/* The dump of stage "model": pieces with what the taggers say, then each head's anchors. Probabilities are shown to one
 * digit: the last ones differ from one CPU to another. */
#include "out_dump.h"
#include <string.h>

/* Probabilities and logits, to a tenth; never "-0.0". */
static void put_tenth(struct sink *s, float p) {
    long tenths = (long)(p * 10 + (p < 0 ? -0.5f : 0.5f));
    sink_printf(s, "%s%ld.%ld", tenths < 0 ? "-" : "", (tenths < 0 ? -tenths : tenths) / 10,
                (tenths < 0 ? -tenths : tenths) % 10);
}

static void put_piece(struct sink *s, const struct out_report *r, uint32_t piece) {
    dump_cut(s, r->text->utf8, r->scores->pieces.at[piece]);
}

static bool is_out(const struct tagger_scores *t, uint32_t piece) {
    const char *label = t->labels[t->label[piece]];
    return label[0] == 'O' && !label[1];
}

static void dump_pieces(struct sink *s, const struct out_report *r) {
    const struct pieces *p = &r->scores->pieces;
    sink_printf(s, "pieces %u, words %u\n", p->n, p->n_words);
    for (uint32_t i = 0; i < p->n; i++) {
        sink_printf(s, "%s %u ", p->first[i] ? "word" : " ...", i);
        put_piece(s, r, i);
        for (uint32_t k = 0; k < r->scores->n_taggers; k++) {
            const struct tagger_scores *t = &r->scores->taggers[k];
            if (!is_out(t, i) && p->first[i]) sink_printf(s, " %s=%s", t->name, t->labels[t->label[i]]);
        }
        sink_char(s, '\n');
    }
}

static void dump_path(struct sink *s, const struct out_report *r, const struct path_scores *h) {
    const struct pieces *p = &r->scores->pieces;
    uint32_t k = 0;
    for (uint32_t a = 0; a < h->n_anchors; a++) {
        sink_printf(s, "%s anchor %u ", h->name, h->anchor[a]);
        put_piece(s, r, h->anchor[a]);
        sink_str(s, " p ");
        put_tenth(s, h->anchor_p[a]);
        for (; k < h->n_spans && h->spans[k].anchor <= a; k++) {
            const struct role_span *x = &h->spans[k];
            if (x->anchor < a || x->end <= x->beg) continue;
            sink_printf(s, "\n    %s ", h->roles[x->role]);
            dump_cut(s, r->text->utf8, span_of(p->at[x->beg].beg, p->at[x->end - 1].end));
        }
        sink_char(s, '\n');
    }
}

static void dump_pick(struct sink *s, const struct out_report *r, const struct pick_scores *h) {
    for (uint32_t a = 0; a < h->n_anchors; a++) {
        sink_printf(s, "%s anchor %u ", h->name, h->anchor[a]);
        put_piece(s, r, h->anchor[a]);
        for (uint32_t k = 0; k < h->n_roles; k++) {
            uint32_t target = h->target[a * h->n_roles + k];
            sink_printf(s, " %s ", h->roles[k]);
            if (target == h->anchor[a])
                sink_char(s, '-');
            else
                sink_number(s, target);
        }
        sink_char(s, '\n');
    }
}

/* The antecedent an anchor would take: the best pair, where it beats having none. */
static void dump_pair(struct sink *s, const struct out_report *r, const struct pair_scores *h) {
    for (uint32_t a = 0; a < h->n_anchors; a++) {
        const struct pair *best = &h->best[a * PAIR_BEST];
        sink_printf(s, "%s anchor %u ", h->name, h->anchor[a]);
        put_piece(s, r, h->anchor[a]);
        if (best->anchor >= 0 && best->logit > h->none[a]) sink_printf(s, " <- %u", h->anchor[best->anchor]);
        sink_char(s, '\n');
    }
}

void dump_scores(struct sink *s, const struct out_report *r) {
    const struct scores *x = r->scores;
    dump_pieces(s, r);
    for (uint32_t i = 0; i < x->n_paths; i++) dump_path(s, r, &x->paths[i]);
    for (uint32_t i = 0; i < x->n_picks; i++) dump_pick(s, r, &x->picks[i]);
    for (uint32_t i = 0; i < x->n_pairs; i++) dump_pair(s, r, &x->pairs[i]);
}
