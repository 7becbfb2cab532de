/* sayso, the command: one table of commands, and the way into it. */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

int open_model(const struct options *o, sayso_model **m) {
    *m = NULL;
    if (o->model && !strcmp(o->model, "none")) return 0;
    sayso_error e;
    *m = sayso_model_open(o->model, &(sayso_model_options){.compute = o->compute}, &e);
    if (*m) return 0;
    complain(&e);
    return EXIT_MODEL;
}

static int read_command(struct options *o) {
    if (!o->n_words) {
        fputs("sayso read: no input; give files, addresses, or - for standard input\n", stderr);
        return EXIT_USAGE;
    }
    sayso_model *m;
    int code = open_model(o, &m);
    if (!code) code = batch_run(o, m, NULL, o->words, o->n_words);
    sayso_model_free(m);
    return code;
}

static int dump_command(struct options *o) {
    static const char *const stages[] = {"page", "text", "model", "report", "facts"};
    int stage = -1;
    for (int i = 0; i < 5 && o->n_words; i++)
        if (!strcmp(o->words[0], stages[i])) stage = i;
    if (stage < 0 || o->n_words < 2) {
        fprintf(stderr, "sayso dump: %s; usage: sayso dump page|text|model|report|facts INPUT...\n",
                stage < 0 ? "no such stage" : "no input");
        return EXIT_USAGE;
    }
    if (stage < 2) o->model = "none";
    sayso_model *m;
    int code = open_model(o, &m);
    if (!code) code = batch_run(o, m, stages[stage], o->words + 1, o->n_words - 1);
    sayso_model_free(m);
    return code;
}

static int print_help(FILE *f) {
    fputs("sayso reads news reports and shows what is claimed, and on whose say-so.\n\n", f);
    for (const struct command *c = COMMANDS; c->name; c++) fprintf(f, "  sayso %-8s %-34s %s\n", c->name, c->arguments, c->what);
    fputs("\n'sayso help COMMAND' shows a command's options; the manual: man sayso.\n", f);
    return 0;
}

static int print_command_help(const struct command *c) {
    printf("sayso %s %s\n\n%s.\n", c->name, c->arguments, c->what);
    if (c->more) printf("\n%s", c->more);
    if (*c->options) puts("\nOptions:");
    options_print(c, stdout);
    return 0;
}

static int help_command(struct options *o) {
    if (!o->n_words) return print_help(stdout);
    const struct command *c = command_find(o->words[0]);
    if (c) return print_command_help(c);
    fprintf(stderr, "sayso help: no command '%s'\n", o->words[0]);
    return EXIT_USAGE;
}

static int version_command(struct options *o) {
    (void)o;
    printf("sayso %s, record format %s\n", SAYSO_VERSION, SAYSO_RECORD_VERSION);
    return 0;
}

const struct command COMMANDS[] = {
    {"read", "[OPTION]... FILE|URL|-...", "Reads reports and prints the record of each", "fomctqCwsnp", read_command,
     "A file is an HTML page or plain text; - is standard input. Records come in the order of the inputs.\n"
     "Without --format: text on a terminal; else json for one input and jsonl for more.\n"
     "Exit code: 0 all read, 1 some not, 2 wrong use, 3 no model, 4 output not written.\n"},
    {"dump", "[OPTION]... STAGE FILE|URL|-...", "Prints what a stage made: page, text, model, report or facts", "omctqsnp",
     dump_command, NULL},
    {"story", "[OPTION]... FILE|URL|-...", "Reads reports and prints their stories: what agrees, what does not, on whose say-so",
     "fomctqCwsp1", story_command,
     "Reports of one incident become one story; without a database. Formats: text, json, jsonl (a story a line).\n"
     "Without --format: text on a terminal, else jsonl. Inputs ending in .json or .jsonl are records, read back.\n"},
    {"add", "[OPTION]... FILE|URL|-...", "Adds reports to a database and finds the story of each", "DKomctqsnp", add_command,
     "Adding the same bytes again changes nothing; a changed page is a new revision. A line for each report.\n"},
    {"stories", "[list|show ID|why REPORT|revisions REPORT|merge ID ID|split REPORT...]",
     "Looks at the stories of a database, and mends them", "DfoCwLPYFTW", stories_command,
     "list: newest change first. show: one story. why: what puts a report into its story. revisions: what\n"
     "later revisions of the page changed in it. merge, split: decided by you,\n"
     "and kept whatever is added later; undone by 'sayso correct undo'.\n"},
    {"find", "[OPTION]... WORD...", "Finds reports by words, people, places, dates, claims", "DfoCwL", find_command,
     "All words must be there; \"a phrase\" in quotation marks stands together; a word* ending so is the beginning of words.\n"},
    {"correct", "[list [STORY]|misread|speaker|not-that|same|different|undo ...]", "Corrects what was read, for good", "DLW",
     correct_command,
     "misread REPORT WORDS [SLOT]            the claim at these words is not what the report says\n"
     "speaker REPORT WORDS NAME|@WORDS       what is said there is said by this one; @: named by these words of the report\n"
     "not-that REPORT WORDS                  these words do not mean whom they were taken to mean\n"
     "same, different REPORT WORDS [REPORT] WORDS   these are one person or thing, or two\n"
     "undo CORRECTION...                     takes it back, with merges and splits of stories\n"
     "WORDS: words that stand once in the report, or BEG-END, byte offsets into its text. A correction holds when the text is\n"
     "read anew, in later revisions of the page where its sentence is still there, and in whatever story the report lies.\n"},
    {"export", "[OPTION]... [STORY]...", "Prints the stories of a database for other programs", "DfoLPYFT", export_command,
     "Formats: jsonl (default, a story a line), json, csv (a row for each claim of each value), plover, geojson, claimreview\n"
     "(drafts without a rating), atom (what changed last). Without STORY: all, or those that the filters leave.\n"},
    {"watch", "[OPTION]... FEED...",
     "Watches feeds (RSS, Atom, news sitemaps), adds their reports, prints what changed in which story", "DKBULIGSOmctqsp",
     watch_command,
     "It asks robots.txt, keeps to the pace of each host and to what servers ask for, and stops on Ctrl-C. A line for each\n"
     "change of a story; the database keeps what is known of the feeds. With --no-db a line for each report: address, bytes,\n"
     "title. Exit code with --once: 0 all came, 1 some did not.\n"},
    {"serve", "[OPTION]...", "Serves the stories of a database, and the page that shows them (the desk)", "DNAEmctHXRVsqp",
     serve_command,
     "On this machine alone, unless an --address and a --token are given. Its calls: /openapi.json. Stops on Ctrl-C.\n"},
    {"help", "[COMMAND]", "Shows this, or a command's options", "", help_command, NULL},
    {"version", "", "Shows the version", "", version_command, NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL}};

const struct command *command_find(const char *name) {
    for (const struct command *c = COMMANDS; c->name; c++)
        if (!strcmp(name, c->name)) return c;
    return NULL;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (!strcmp(name, "--help") || !strcmp(name, "-h")) name = "help";
    if (!strcmp(name, "--version") || !strcmp(name, "-V")) name = "version";
    const struct command *c = command_find(name);
    if (!c) {
        fprintf(stderr, "sayso: no command '%s'; 'sayso help' lists them\n", name);
        return EXIT_USAGE;
    }
    struct options o = {0};
    int code = EXIT_USAGE;
    o.words = calloc((size_t)argc, sizeof *o.words);
    if (!o.words)
        fputs("sayso: out of memory\n", stderr);
    else if (options_parse(c, argc - 2, argv + 2, &o))
        code = o.help ? print_command_help(c) : c->run(&o);
    free(o.words);
    if (fflush(stdout) && !code) code = EXIT_OUTPUT;
    return code;
}
