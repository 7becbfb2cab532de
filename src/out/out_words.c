/* What the formats for people share: dates, attitudes and chains as one says them. */
#include "out.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

const char *out_date(const char *iso, char out[64]) {
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    int year, month, day, hour, minute, n = 0, m = 0;
    if (!iso || sscanf(iso, "%4d-%2d-%2d%n", &year, &month, &day, &n) < 3 || month < 1 || month > 12) return iso;
    int len = snprintf(out, 64, "%d %s %d", day, months[month - 1], year);
    if (sscanf(iso + n, "T%2d:%2d%n", &hour, &minute, &m) < 2) return iso[n] ? iso : out;
    const char *zone = iso + n + m;
    zone += strspn(zone, ":0123456789.");
    snprintf(out + len, 64 - (size_t)len, ", %02d:%02d%s%s", hour, minute, *zone ? " " : "", strcmp(zone, "Z") ? zone : "UTC");
    return out;
}

const char *out_attitude(const sayso_record *r, const sayso_attribution *a) {
    if (!a->attitude || !strcmp(a->attitude, "states")) return NULL;
    for (uint32_t i = 0; i < a->cue.n; i++)
        for (uint32_t at = a->cue.at[i].beg; at + 3 <= a->cue.at[i].end; at++)
            if ((at == a->cue.at[i].beg || r->text[at - 1] == ' ') && !strncasecmp(r->text + at, a->attitude, 3)) return NULL;
    return a->attitude;
}

sayso_ids out_relays(const sayso_record *r, const sayso_quote *q) {
    sayso_ids chain = q->chain;
    int32_t last = chain.n ? chain.at[chain.n - 1] : -1;
    if (last >= 0 && q->speaker >= 0 && r->sources[last].entity == q->speaker) chain.n--;
    return chain;
}
