/* What stands behind the two public handles. Internal to api/. */
#ifndef API_H
#define API_H
#include "base_error.h"
#include "gazetteer.h"
#include "out.h"
#include "report.h"
#include <pthread.h>

/* What one thread needs while it makes a report: the model's buffers and a scratch arena, kept from read to read so that
 * neither is asked of the system again. */
struct workspace {
    struct model_work *work; /* NULL: no model */
    struct arena scratch;
};

/* The idle workspaces of a model. Reads borrow from it and give back; at most MAX_IDLE are kept. */
enum { MAX_IDLE = 64 };
struct pool {
    pthread_mutex_t lock;
    struct workspace *idle[MAX_IDLE];
    uint32_t n_idle;
};

struct sayso_model {
    struct model *weights;
    struct gazetteer *gazetteer;
    struct pool *pool; /* the one part that changes; guarded by its lock */
};

struct sayso_report {
    struct arena arena;
    struct page page;
    struct text text;
    struct scores scores; /* of a record read back: empty */
    bool has_scores;      /* read with a model */
    bool parsed;          /* a record read back: no page, no runs, no scores */
    sayso_record record;
};

/* Borrow a workspace of m (NULL: one without buffers for a model), and give it back. NULL when memory is out. */
struct workspace *workspace_take(const sayso_model *m);
void workspace_give(const sayso_model *m, struct workspace *w);

/* Settles what printing asks of a report beside a record that was read back; read: it has what only a model fills. */
void report_settle_parsed(struct sayso_report *r, bool read);

/* Finds the weights file of a name ("full") by the program's and the library's own place, or takes a path as it is.
 *   out      [size], NUL-terminated
 *   errors   SAYSO_IO when no such file is there */
sayso_code model_place(const char *name, char *out, size_t size, sayso_error *e);
/* Finds the gazetteer's file, likewise, or beside the weights at `model`. */
sayso_code gazetteer_file_place(const char *model, char *out, size_t size, sayso_error *e);
#endif
