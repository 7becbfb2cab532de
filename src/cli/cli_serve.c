/* sayso serve: the desk, until SIGINT or SIGTERM. */
#include "cli.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* The token's file: its first line. NULL with a message on stderr. */
static char *token_of(const char *path) {
    char line[1024];
    FILE *f = fopen(path, "r");
    bool ok = f && fgets(line, sizeof line, f);
    if (f) fclose(f);
    if (ok) line[strcspn(line, "\r\n")] = 0;
    char *out = ok && strlen(line) < sizeof line - 1 ? strdup(line) : NULL;
    if (!out) fprintf(stderr, "sayso serve: %s: no token can be read there: a file whose first line is the token\n", path);
    memset(line, 0, sizeof line);
    return out;
}

static void tell(const struct options *o, const sayso_serve *d, const char *address) {
    bool six = strchr(address, ':');
    if (o->quiet) return;
    printf("http://%s%s%s:%u/\n", six ? "[" : "", address, six ? "]" : "", (unsigned)sayso_serve_port(d));
    fflush(stdout);
}

/* Waits for a signal, held back since before the server's threads began. */
static int run(const struct options *o, const sayso_serve_options *so) {
    sayso_error e;
    sigset_t signals, before;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, &before);
    sayso_serve *d = sayso_serve_start(so, &e);
    if (d) {
        int signal;
        tell(o, d, so->address ? so->address : "127.0.0.1");
        while (sigwait(&signals, &signal)) {
        }
        sayso_serve_stop(d);
    } else {
        complain(&e);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return d ? EXIT_READ : e.code == SAYSO_USAGE ? EXIT_USAGE : EXIT_STORE;
}

int serve_command(struct options *o) {
    if (o->n_words) {
        fprintf(stderr, "sayso serve: what is '%s'? Reports are added on the page, or by 'sayso add'\n", o->words[0]);
        return EXIT_USAGE;
    }
    char *token = o->token ? token_of(o->token) : NULL;
    if (o->token && !token) return EXIT_USAGE;
    sayso_model *m;
    int code = open_model(o, &m);
    if (!code)
        code = run(o, &(sayso_serve_options){.db = o->db,
                                             .address = o->address,
                                             .port = (uint16_t)(o->port_given ? o->port : 8417),
                                             .token = token,
                                             .hosts = {o->hosts, o->n_hosts},
                                             .origins = {o->origins, o->n_origins},
                                             .model = m,
                                             .allow_private = o->allow_private,
                                             .max_bytes = o->max_bytes,
                                             .rate = o->rate,
                                             .threads = o->threads,
                                             .slow_s = o->slow_ms / 1000});
    sayso_model_free(m);
    if (token) memset(token, 0, strlen(token));
    free(token);
    return code;
}
