/* facts_incident: see facts.h. */
#include "facts_work.h"

sayso_code facts_incident(struct facts_work *f) {
    (void)f;
    return SAYSO_OK;
}
