/* Paths -> calls. In a pattern # is a number, @ a report (its number or its record's id), * any one word. */
#include "serve.h"
#include <stdio.h>
#include <string.h>

static const struct call {
    const char *method, *path;
    bool writes; /* run on the deciding thread */
    call_run *run;
} CALLS[] = {
    {"GET", "api/stories", false, get_stories},
    {"GET", "api/stories/#", false, get_story},
    {"GET", "api/stories/#/export", false, get_export},
    {"POST", "api/stories/#/merge", true, post_merge},
    {"POST", "api/stories/#/split", true, post_split},
    {"GET", "api/reports", false, get_reports},
    {"POST", "api/reports", true, post_report},
    {"GET", "api/reports/@", false, get_report},
    {"GET", "api/reports/@/bytes", false, get_bytes},
    {"GET", "api/reports/@/revisions", false, get_revisions},
    {"GET", "api/sources", false, get_sources},
    {"GET", "api/sources/*", false, get_source},
    {"GET", "api/corrections", false, get_corrections},
    {"POST", "api/corrections", true, post_correction},
    {"POST", "api/corrections/#/undo", true, post_undo},
    {"GET", "api/jobs", false, get_jobs},
    {"GET", "api/jobs/#", false, get_job},
    {"GET", "api/feeds", false, get_feeds},
    {"POST", "api/feeds", true, post_feed},
    {"DELETE", "api/feeds/#", true, delete_feed},
    {"GET", "api/changes", false, get_changes},
    {"GET", "api/events", false, get_events},
    {"POST", "api/session", false, post_session},
    {"GET", "feed.atom", false, get_atom},
    {"GET", "openapi.json", false, get_openapi},
};
enum { N_CALLS = sizeof CALLS / sizeof *CALLS };
static const struct call PAGE = {"GET", "", false, get_page};

static bool is_record_id(const char *s) {
    return !strncmp(s, "sha256:", 7) && strlen(s) == 71 && strspn(s + 7, "0123456789abcdef") == 64;
}

static bool fits(struct request *q, const char *path) {
    for (int i = 0;; i++) {
        size_t n = strcspn(path, "/");
        if (i == q->n_segments) return false;
        const char *s = q->segments[i];
        bool number = number_of(s, &q->number);
        bool ok = *path == '#'   ? number
                  : *path == '@' ? number || is_record_id(s)
                  : *path == '*' ? *s != 0
                                 : strlen(s) == n && !strncmp(s, path, n);
        if (!ok) return false;
        if (!path[n]) return i + 1 == q->n_segments;
        path += n + 1;
    }
}

static bool is_api(const struct request *q) { return q->n_segments && !strcmp(q->segments[0], "api"); }

/* The number of a path is the one of its second segment behind "api". */
static void settle_number(struct request *q) {
    q->number = 0;
    if (q->n_segments > 2) number_of(q->segments[2], &q->number);
}

static const struct call *find(struct request *q, const char *method) {
    for (int i = 0; i < N_CALLS; i++)
        if (!strcmp(CALLS[i].method, method) && fits(q, CALLS[i].path)) return settle_number(q), &CALLS[i];
    return !is_api(q) && !strcmp(method, "GET") ? &PAGE : NULL;
}

bool route_takes(struct request *q, const char *method) { return find(q, method) != NULL; }

const char *route_methods(struct request *q, char *out, size_t size) {
    static const char *const methods[][2] = {{"GET", "GET, HEAD"}, {"POST", "POST"}, {"DELETE", "DELETE"}};
    int n = 0;
    *out = 0;
    for (int i = 0; i < 3; i++)
        if (find(q, methods[i][0])) n += snprintf(out + n, size - (size_t)n, "%s%s", n ? ", " : "", methods[i][1]);
    return n ? out : NULL;
}

void route(struct request *q) {
    const struct call *c = find(q, q->method);
    if (!c)
        answer_error(q, 404, "MISSING", "there is nothing at this address");
    else if (c->writes && !q->deferred)
        q->deferred = true;
    else
        c->run(q);
}
