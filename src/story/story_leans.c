/* On whom a report leans for what it saw: the one agency that all its credited pictures and all its eyewitnesses come from;
 * docs/INDEPENDENCE.md, "Pictures and eyewitnesses". */
#include "story_who.h"

struct lean {
    int32_t on;   /* -1: nothing seen yet */
    bool several; /* from more than one, or from somebody who is no agency's */
};

static void add(struct lean *l, int32_t from) {
    if (from < 0 || (l->on >= 0 && l->on != from)) l->several = true;
    if (l->on < 0) l->on = from;
}

/* Whose picture: the agency of its credit, else the outlet that publishes or passed it on; *id -1: nobody is told, or a person
 * alone. */
static sayso_code owner_of(struct who *k, const sayso_media *m, int32_t *id) {
    static const sayso_credit_role order[] = {SAYSO_CREDIT_AGENCY, SAYSO_CREDIT_PUBLISHER, SAYSO_CREDIT_VIA};
    *id = -1;
    for (size_t o = 0; o < sizeof order / sizeof *order && *id < 0; o++)
        for (uint32_t i = 0; i < m->n_chain && *id < 0; i++)
            if (m->chain[i].role == order[o])
                *id = who_outlet(k, m->chain[i].name, strlen(m->chain[i].name), SAYSO_SOURCE_AGENCY, true);
    return *id == -2 ? SAYSO_NOMEM : SAYSO_OK;
}

/* The outlet that a witness comes from: the one it works for, or the one that passes it on in every claim; -1. */
static void add_witnesses(struct who *k, uint32_t report, struct lean *l) {
    const sayso_record *r = story_record(k->w, report);
    const struct voucher *mine = k->vouchers.at + k->first[report];
    for (uint32_t c = 0; c < r->n_claims; c++) {
        sayso_ids chain = r->claims[c].chain;
        int32_t last = chain.n ? chain.at[chain.n - 1] : -1;
        if (last < 0 || (mine[last].kind != SAYSO_SOURCE_WITNESS && !(mine[last].read.people & OFFICE_TRADE))) continue;
        int32_t from = mine[last].outlet;
        if (from < 0 && chain.n > 1 && chain.at[0] >= 0 && mine[chain.at[0]].shape == SHAPE_OF_OUTLET)
            from = mine[chain.at[0]].id;
        add(l, from);
    }
}

sayso_code who_leans(struct who *k) {
    for (uint32_t i = 0; i < k->w->n; i++) {
        const sayso_record *r = story_record(k->w, i);
        struct lean l = {.on = -1};
        for (uint32_t m = 0; m < r->n_media; m++) {
            int32_t id;
            if (!r->media[m].n_chain || r->media[m].kind == SAYSO_MEDIA_POST)
                continue; /* without a credit nothing is known of it */
            sayso_code code = owner_of(k, &r->media[m], &id);
            if (code) return code;
            add(&l, id);
        }
        add_witnesses(k, i, &l);
        if (!l.several && l.on != k->w->reports.at[i].outlet_source) k->w->reports.at[i].leans_on = l.on;
    }
    return SAYSO_OK;
}
