/* Whose words a report repeats (wire copy, syndication), and whose line it carries. */
#include "story_work.h"

sayso_code story_copies(struct story_work *w) {
    (void)w;
    return SAYSO_OK;
}
