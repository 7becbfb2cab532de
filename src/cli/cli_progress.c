/* The progress bar, on stderr, for a person who waits: so many of so many, how fast, how long yet. */
#include "cli.h"
#include <math.h>
#include <time.h>

enum { BAR = 24 };

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void progress_begin(struct progress *p, bool on, int n) {
    *p = (struct progress){.on = on, .n = n, .shown = -1, .began = seconds()};
}

/* Drawn anew only when the bar or the per mille would change. */
void progress_step(struct progress *p, int done, int failed) {
    int mille = p->n ? (int)(1000.0 * done / p->n) : 1000;
    if (!p->on || mille == p->shown) return;
    p->shown = mille;
    double spent = seconds() - p->began, rate = spent > 0 ? done / spent : 0;
    char bar[BAR + 1];
    for (int i = 0; i < BAR; i++) bar[i] = i * 1000 < mille * BAR ? '#' : '.';
    bar[BAR] = 0;
    fprintf(stderr, "\r[%s] %d of %d, %.1f a second", bar, done, p->n, rate);
    if (rate > 0 && done < p->n) fprintf(stderr, ", %.0f s left", ceil((p->n - done) / rate));
    if (failed) fprintf(stderr, ", %d not read", failed);
    fputs("\033[K", stderr);
    fflush(stderr);
}

void progress_hide(struct progress *p) {
    if (p->on && p->shown >= 0) fputs("\r\033[K", stderr);
    p->shown = -1;
}
