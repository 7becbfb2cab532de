/* facts_events: see facts.h. */
#include "facts_work.h"

sayso_code facts_events(struct facts_work *f) {
    (void)f;
    return SAYSO_OK;
}
