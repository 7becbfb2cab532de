/* From the parts of a credit to its chain: which role each name has, in the order the rights passed.
 *
 * Rules, in this order:
 *   1. What stands behind "via" is via; known platforms are via wherever they stand.
 *   2. Known agencies and picture agencies are agency; known outlets are publisher.
 *   3. What stands behind "for" or "special to" is publisher.
 *   4. Unknown names go by their words (wire, press: agency; times, tv: publisher; police, ministry: the creator, or the
 *      agency where a creator stands before it), then by shape: a person is creator; a short word in capitals is agency; a
 *      name behind a creator and a mark is agency.
 *   5. Words like handout, pool, file, dates and licences name nobody and are left out.
 * The chain is creators first (some agencies write themselves before them), then agencies and publishers as written, then via. */
#include "page_credit.h"
#include "page_credit_parts.h"
#include <string.h>

struct roles {
    bool creator; /* one was found before */
    bool via;     /* inside what stands behind "via" */
};

static sayso_credit_role role_of_unknown(const char *s, const struct credit_part *p, const struct roles *r, bool first) {
    bool mark = p->join == CUT_SLASH || p->join == CUT_DASH || p->join == CUT_COMMA || p->join == CUT_BRACKET;
    bool article = span_len(p->at) > 4 && !memcmp(s + p->at.beg, "The ", 4);
    if (r->creator && mark && article && p->shape != SHAPE_WIRE)
        return SAYSO_CREDIT_PUBLISHER; /* papers have one: "Jane Roe/The Union" */
    switch (p->shape) {
    case SHAPE_WIRE:
        return SAYSO_CREDIT_AGENCY;
    case SHAPE_PAPER:
        return SAYSO_CREDIT_PUBLISHER;
    case SHAPE_CAPS:
        return SAYSO_CREDIT_AGENCY;
    case SHAPE_ORG:
        return r->creator ? SAYSO_CREDIT_AGENCY : SAYSO_CREDIT_CREATOR;
    case SHAPE_PERSON:
    case SHAPE_WORD:
        if (first || !r->creator || p->join == CUT_AND || p->join == CUT_BY) return SAYSO_CREDIT_CREATOR;
        return mark && !(p->join == CUT_COMMA && p->shape == SHAPE_PERSON) ? SAYSO_CREDIT_AGENCY : SAYSO_CREDIT_CREATOR;
    default:
        return SAYSO_CREDIT_CREATOR;
    }
}

static sayso_credit_role role_of(const char *s, const struct credit_part *p, struct roles *r, bool first) {
    if (p->join == CUT_VIA)
        r->via = true;
    else if (p->join >= CUT_FOR && p->join != CUT_AND)
        r->via = false;
    bool person = p->shape == SHAPE_HANDLE || (p->shape == SHAPE_PERSON && p->join != CUT_VIA);
    if (p->shape == SHAPE_KNOWN && p->outlet->kind == OUTLET_SOCIAL) return SAYSO_CREDIT_VIA;
    if (r->via && !person) return SAYSO_CREDIT_VIA;
    if (p->shape == SHAPE_KNOWN) return p->outlet->kind == OUTLET_OUTLET ? SAYSO_CREDIT_PUBLISHER : SAYSO_CREDIT_AGENCY;
    if (p->join == CUT_FOR && p->shape != SHAPE_HANDLE) return SAYSO_CREDIT_PUBLISHER;
    if (p->join == CUT_COURTESY && p->shape != SHAPE_PAPER) return SAYSO_CREDIT_CREATOR;
    return role_of_unknown(s, p, r, first);
}

static bool same_link(const sayso_credit *c, uint32_t n, const char *s, const struct credit_part *p, sayso_credit_role role) {
    for (uint32_t i = 0; i < n; i++)
        if (c[i].role == role && strlen(c[i].name) == span_len(p->at) && !memcmp(c[i].name, s + p->at.beg, span_len(p->at)))
            return true;
    return false;
}

/* Whether a part can be a name here; running text ends the credit where it has a name and a label, and makes the whole no
 * credit otherwise. */
static bool usable(const struct credit_parts *c, const struct credit_part *p, uint32_t n_links) {
    if (p->shape == SHAPE_BAD) return false;
    if (p->shape != SHAPE_LOOSE) return true;
    return n_links == 0 && (p->join == CUT_COURTESY || ((c->strong || c->joined) && p->n_words <= 3));
}

sayso_code page_credit_read(struct arena *arena, const char *s, size_t n, sayso_credit **chain, uint32_t *n_chain) {
    struct credit_parts c;
    *chain = NULL;
    *n_chain = 0;
    if (!credit_cut(s, n, false, &c) || !c.n) return SAYSO_OK;
    sayso_credit *links = ARENA_ARRAY(arena, sayso_credit, c.n), *sorted = ARENA_ARRAY(arena, sayso_credit, c.n);
    if (!links || !sorted) return SAYSO_NOMEM;
    struct roles r = {0};
    uint32_t n_links = 0;
    int body = -1; /* the link before, where it is a body that stands as creator */
    for (uint32_t i = 0; i < c.n; i++) {
        const struct credit_part *p = &c.at[i];
        if (p->shape == SHAPE_DROP || p->shape == SHAPE_DATE) continue;
        if (p->shape == SHAPE_LOOSE && p->join == CUT_BRACKET && p->n_words == 1 && n_links) continue; /* "Jane Roe (he)" */
        if (!usable(&c, p, n_links)) {
            if (n_links && c.joined && p->join == CUT_COMMA) break;
            return SAYSO_OK;
        }
        sayso_credit_role role = role_of(s, p, &r, n_links == 0);
        if (body >= 0 && p->shape == SHAPE_PERSON &&
            p->join == CUT_SLASH) { /* "Harbour Museum/Jane Roe": the body holds, the person made */
            links[body].role = SAYSO_CREDIT_AGENCY;
            role = SAYSO_CREDIT_CREATOR;
        }
        body = p->shape == SHAPE_ORG && role == SAYSO_CREDIT_CREATOR ? (int)n_links : -1;
        if (role == SAYSO_CREDIT_CREATOR) r.creator = true;
        if (same_link(links, n_links, s, p, role)) continue;
        links[n_links] = (sayso_credit){arena_strndup(arena, s + p->at.beg, span_len(p->at)), role};
        if (!links[n_links++].name) return SAYSO_NOMEM;
    }
    for (int pass = 0; pass < 3; pass++) /* creators, then as written, then via */
        for (uint32_t i = 0; i < n_links; i++)
            if ((links[i].role == SAYSO_CREDIT_CREATOR ? 0 : links[i].role == SAYSO_CREDIT_VIA ? 2 : 1) == pass)
                sorted[(*n_chain)++] = links[i];
    *chain = sorted;
    return SAYSO_OK;
}
