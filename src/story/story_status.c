/* What agrees, what conflicts, what is superseded or denied; the conflicts in words. */
#include "story_work.h"

sayso_code story_status(struct story_work *w) {
    for (uint32_t i = 0; i < w->facts.n; i++) {
        sayso_story_fact *f = &w->facts.at[i];
        sayso_story_value *values = (sayso_story_value *)(uintptr_t)f->values;
        for (uint32_t v = 0; v < f->n_values; v++)
            values[v].status = values[v].roots.n > 1 ? SAYSO_FACT_CORROBORATED
                               : values[v].roots.n   ? SAYSO_FACT_SINGLE_SOURCE
                                                     : SAYSO_FACT_UNATTRIBUTED;
        f->status = f->n_values ? values[0].status : SAYSO_FACT_UNATTRIBUTED;
    }
    return SAYSO_OK;
}
