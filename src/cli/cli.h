/* The command's own parts. They see the library through sayso.h alone. */
#ifndef CLI_H
#define CLI_H
#include "sayso.h"
#include <stdio.h>

/* Exit codes, as docs/man/sayso.1 states them. */
enum { EXIT_READ = 0, EXIT_SOME = 1, EXIT_USAGE = 2, EXIT_MODEL = 3, EXIT_OUTPUT = 4, EXIT_STORE = 5 };

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* A command line, parsed: cli_options.c. Strings are borrowed from argv. */
struct options {
    sayso_format format;
    bool format_given, quiet, help, allow_private;
    enum color color;
    sayso_compute compute;
    const char *model;  /* NULL: full; "none": page and text alone */
    const char *output; /* NULL: standard output */
    const char *name;   /* what standard input is called */
    uint32_t threads, width;
    uint64_t max_bytes;
    const char *db;                             /* NULL: sayso.db */
    const char *place, *kind, *from, *to, *who; /* of lists and corrections; NULL */
    uint32_t limit;                             /* 0: default */
    bool no_keep, one, once, no_db;
    const char *state;            /* file of a watch; NULL */
    const char *feed_out;         /* file of an Atom feed; NULL */
    uint32_t interval_ms, gap_ms; /* of a watch; 0: default */
    const char *address, *token;  /* of serve; NULL. token: a file */
    const char *hosts[16], *origins[16];
    uint32_t n_hosts, n_origins, rate, slow_ms;
    uint16_t port;
    bool port_given;
    const char **words; /* what is no option: inputs; before them the stage, for dump */
    int n_words;
};

struct command {
    const char *name;
    const char *arguments; /* shown behind the name */
    const char *what;      /* one line */
    const char *options;   /* letters of OPTIONS that it takes */
    int (*run)(struct options *o);
    const char *more; /* further lines of its help */
};
extern const struct command COMMANDS[];
const struct command *command_find(const char *name);

/* Fills *o from the words behind the command's name; o->words must have room for argc. False with a message on stderr. */
bool options_parse(const struct command *c, int argc, char **argv, struct options *o);
/* The options a command takes, a line each. */
void options_print(const struct command *c, FILE *f);

/* The bytes of an input: a file, "-" or an address: cli_input.c. */
struct input {
    char *bytes;
    size_t n;
    char *media_type, *uri; /* of an address; NULL */
};
bool input_load(const char *name, const struct options *o, struct input *in, sayso_error *e);
void input_free(struct input *in);

/* Bytes that grow; its write function fits sayso_write. */
struct buffer {
    char *bytes;
    size_t n, size;
};
int buffer_write(void *buffer, const char *bytes, size_t n);
void buffer_free(struct buffer *b);

/* Reads all inputs on o->threads threads and prints them in their order: cli_batch.c. stage NULL: records. */
int batch_run(const struct options *o, const sayso_model *m, const char *stage, const char *const *inputs, int n);

/* Reads all inputs likewise and hands the reports on in their order, from the calling thread: `report` is the taker's from
 * then on, *in is lent. A false return stops the batch. */
typedef bool batch_take(void *taker, int i, sayso_report *report, const struct input *in);
int batch_read(const struct options *o, const sayso_model *m, const char *const *inputs, int n, batch_take *take, void *taker);

/* Whether an input is records (.json, .jsonl): cli_records.c. Such files are read back, all others read by the model that the
 * options name; the reports come to `take` as in batch_read, records first. */
bool records_named(const char *input);
int records_read(const struct options *o, const char *const *inputs, int n, batch_take *take, void *taker);
int reports_read(const struct options *o, batch_take *take, void *taker);

/* Commands with a file of their own. */
int story_command(struct options *o);   /* cli_story.c */
int add_command(struct options *o);     /* cli_add.c */
int stories_command(struct options *o); /* cli_stories.c */
int export_command(struct options *o);  /* cli_export.c */
int find_command(struct options *o);    /* cli_find.c */
int correct_command(struct options *o); /* cli_correct.c */
int watch_command(struct options *o);   /* cli_watch.c */
int serve_command(struct options *o);   /* cli_serve.c */

/* Watches the feeds that the options name and hands on each report that comes; the request's strings and *f are lent. What
 * the taker refuses (false) stops it, and is fetched again another time. Returns an exit code: cli_watch.c. */
typedef bool watch_take(void *taker, const sayso_watch_request *r, const sayso_fetched *f);
/* Where the state of a watch lies, unless the options name a file; false with a message on stderr. */
struct watch_state {
    bool (*load)(void *taker, struct buffer *b); /* empty: there is none */
    bool (*save)(void *taker, const struct buffer *b);
    void *taker;
};
int watch_run(const struct options *o, watch_take *take, const struct watch_state *state, void *taker);
int watch_into_db(const struct options *o); /* cli_watch_db.c */

/* Prints stories in the format asked for, text on a terminal. */
int stories_print(const struct options *o, const sayso_stories *s);
/* Opens the options' database (default sayso.db); NULL with a message on stderr. */
sayso_store *db_open(const struct options *o, bool read_only);
/* A number of a report or story as a person types it ("12", "#12", "s12"); false with a message on stderr. */
bool db_number(const struct options *o, const char *word, int64_t *out);

/* Opens the model that the options name (NULL with "none"); 0, or EXIT_MODEL with a message on stderr. */
int open_model(const struct options *o, sayso_model **m);

/* Where the output goes: standard output, one file, or a file for each input in a folder: cli_output.c. */
struct output;
struct output *output_open(const struct options *o, const char *const *inputs, int n_inputs); /* NULL with a message on stderr */
/* beside: what goes to a second file of the same name, ending in .txt; empty where there is none. Only into a folder. */
bool output_put(struct output *out, const char *input, const struct buffer *b, const struct buffer *beside);
bool output_close(struct output *out); /* false: something was not written; a message is on stderr */
bool output_is_terminal(const struct output *out);
bool output_is_folder(const struct options *o); /* --output names one */
bool options_color(const struct options *o);    /* settled for standard output */
uint32_t options_width(const struct options *o);

/* The progress bar on stderr: cli_progress.c. */
struct progress {
    bool on;
    int n, shown;
    double began;
};
void progress_begin(struct progress *p, bool on, int n);
void progress_step(struct progress *p, int done, int failed);
void progress_hide(struct progress *p); /* before other lines on stderr */

void complain(const sayso_error *e); /* one line on stderr: input, stage, byte, message */
#endif
