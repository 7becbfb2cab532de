/* Events of the reports in their order, past and upcoming ones too, and the changes of values. */
#include "story_work.h"

sayso_code story_timeline(struct story_work *w) {
    (void)w;
    return SAYSO_OK;
}
