/* Options: one table for all commands; a command names the letters it takes. Long forms take their value behind "=" or as
 * the next word; "--" ends the options. */
#include "cli.h"
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const struct option {
    char letter; /* a capital has no short form */
    const char *name, *value, *what;
} OPTIONS[] = {
    {'f', "format", "text|json|jsonl|html|plover|csv|webannotation|brat|geojson|claimreview|atom", "how records are printed"},
    {'o', "output", "PATH", "to this file; to a folder (that exists, or PATH ends in /): a file for each input"},
    {'m', "model", "full|fast|none|PATH", "weights (default full); none: blocks, publication and media alone"},
    {'c', "compute", "auto|fp32|int8", "how the model computes (default auto: what this CPU gains by)"},
    {'t', "threads", "N", "threads (default: all cores)"},
    {'q', "quiet", NULL, "no progress bar, no summary; errors are still told"},
    {'C', "color", "auto|always|never", "colours in text (default auto: on a terminal)"},
    {'w', "width", "N", "columns of text (default: the terminal's, at most 100)"},
    {'s', "max-bytes", "N", "largest input, with k, m or g behind it (default 64m)"},
    {'n', "name", "NAME", "what standard input is called in the record"},
    {'p', "allow-private", NULL, "fetch from loopback and private addresses too"},
    {'D', "db", "FILE", "the database (default sayso.db)"},
    {'K', "no-keep", NULL, "do not keep the bytes as received"},
    {'1', "one", NULL, "all inputs are of one incident"},
    {'L', "limit", "N", "at most so many lines (default 50)"},
    {'P', "place", "NAME", "stories at this place, or in this country (two letters)"},
    {'Y', "kind", "KIND", "stories of this kind: shooting, fire, ..."},
    {'F', "from", "DAY", "incidents from this day on (2025-03-12)"},
    {'T', "to", "DAY", "incidents up to this day"},
    {'W', "who", "NAME", "who decides (default: $USER)"},
    {'I', "interval", "TIME", "least time between two looks at a feed: 90s, 15m (default), 2h"},
    {'G', "gap", "TIME", "least time between two requests to a host (default 2s)"},
    {'B', "no-db", NULL, "read and keep nothing: a line for each report that comes"},
    {'U', "feed-out", "FILE", "what changed in which story, as an Atom feed"},
    {'S', "state", "FILE", "what is known of the feeds, kept from one run to the next"},
    {'O', "once", NULL, "look at each feed once, fetch what is new, stop"},
    {'N', "port", "N", "the port to serve at (default 8417; 0: one that is free)"},
    {'A', "address", "ADDRESS", "the numeric address to serve at (default 127.0.0.1); any but loopback needs --token"},
    {'E', "token", "FILE", "a file whose first line whoever asks must know"},
    {'H', "host", "NAME", "also answer to this name; may be given again"},
    {'X', "origin", "ORIGIN", "let pages from there call (https://desk.example); may be given again"},
    {'R', "rate", "N", "requests a second from one address (default 100; from loopback any number)"},
    {'V', "slow", "TIME", "longest time for one request to come in, and to be answered (default 20s)"},
    {'h', "help", NULL, "shows this"},
};
enum { N_OPTIONS = sizeof OPTIONS / sizeof *OPTIONS };

static bool takes(const struct command *c, const struct option *p) { return p->letter == 'h' || strchr(c->options, p->letter); }
static bool has_short(const struct option *p) {
    return p->letter == 'f' || p->letter == 'o' || p->letter == 'm' || p->letter == 't' || p->letter == 'q' || p->letter == 'h';
}

void options_print(const struct command *c, FILE *f) {
    for (int i = 0; i < N_OPTIONS; i++) {
        const struct option *p = &OPTIONS[i];
        char left[128];
        if (!takes(c, p)) continue;
        snprintf(left, sizeof left, "--%s%s%s", p->name, p->value ? " " : "", p->value ? p->value : "");
        char letter[8] = "";
        if (has_short(p)) snprintf(letter, sizeof letter, "-%c,", p->letter);
        fprintf(f, "  %-3s %-30s", letter, left);
        if (strlen(left) > 30) fprintf(f, "\n%36s", ""); /* what it is for on a line of its own */
        fprintf(f, " %s\n", p->what);
    }
}

/* Index of a word in "a|b|c", -1. */
static int choice(const char *list, const char *word) {
    size_t n = strlen(word);
    for (int i = 0; list; i++) {
        if (!strncmp(list, word, n) && (list[n] == '|' || !list[n])) return i;
        list = strchr(list, '|');
        if (list) list++;
    }
    return -1;
}

static bool number(const char *s, uint64_t max, uint64_t *out) {
    char *end;
    errno = 0;
    if (*s < '0' || *s > '9') return false;
    uint64_t n = strtoull(s, &end, 10), unit = 1;
    if (*end == 'k' || *end == 'K')
        unit = 1u << 10, end++;
    else if (*end == 'm' || *end == 'M')
        unit = 1u << 20, end++;
    else if (*end == 'g' || *end == 'G')
        unit = 1u << 30, end++;
    if (*end || errno || !n || n > max / unit) return false;
    *out = n * unit;
    return true;
}

/* "90", "90s", "1.5m", "2h", "1d": milliseconds. */
static bool duration(const char *s, uint32_t *ms) {
    char *end;
    if (*s < '0' || *s > '9') return false;
    double n = strtod(s, &end);
    static const char UNITS[] = "smhd";
    static const double SECONDS[] = {1, 60, 3600, 86400};
    const char *unit = *end ? strchr(UNITS, *end) : NULL;
    if (*end && (!unit || end[1])) return false;
    n *= (unit ? SECONDS[unit - UNITS] : 1) * 1000;
    if (!(n >= 1 && n <= UINT32_MAX)) return false;
    *ms = (uint32_t)n;
    return true;
}

static bool set_choice(struct options *o, const struct option *p, const char *value) {
    int i = choice(p->value, value);
    if (i < 0) return false;
    if (p->letter == 'f') o->format = (sayso_format)i, o->format_given = true;
    if (p->letter == 'c') o->compute = (sayso_compute)i;
    if (p->letter == 'C') o->color = (enum color)i;
    return true;
}

static bool set_number(struct options *o, const struct option *p, const char *value) {
    uint64_t n, max = p->letter == 't' ? 1024 : p->letter == 'w' ? 10000 : UINT64_C(1) << 31;
    if (!number(value, max, &n)) return false;
    if (p->letter == 't') o->threads = (uint32_t)n;
    if (p->letter == 'w') o->width = n < 30 ? 30 : (uint32_t)n;
    if (p->letter == 's') o->max_bytes = n;
    if (p->letter == 'L') o->limit = (uint32_t)n;
    if (p->letter == 'R') o->rate = (uint32_t)n;
    return true;
}

/* Options that are words kept as they stand: where each is kept. */
static const char **word_of(struct options *o, char letter) {
    switch (letter) {
    case 'm':
        return &o->model;
    case 'n':
        return &o->name;
    case 'D':
        return &o->db;
    case 'P':
        return &o->place;
    case 'Y':
        return &o->kind;
    case 'F':
        return &o->from;
    case 'T':
        return &o->to;
    case 'W':
        return &o->who;
    case 'A':
        return &o->address;
    case 'E':
        return &o->token;
    default:
        return NULL;
    }
}

static bool set_port(struct options *o, const char *value) {
    size_t n = strspn(value, "0123456789");
    long port = n && !value[n] && n < 6 ? strtol(value, NULL, 10) : -1;
    o->port = (uint16_t)port;
    o->port_given = true;
    return port >= 0 && port <= 65535;
}

/* One more of a list. */
static bool add(const char **list, uint32_t *n, const char *value) {
    if (!*value || *n == 16) return false;
    list[(*n)++] = value;
    return true;
}

static bool set(struct options *o, const struct option *p, const char *value) {
    const char **word = word_of(o, p->letter);
    if (word) {
        *word = value;
        return *value != 0;
    }
    switch (p->letter) {
    case 'f':
    case 'c':
    case 'C':
        return set_choice(o, p, value);
    case 't':
    case 'w':
    case 's':
    case 'L':
    case 'R':
        return set_number(o, p, value);
    case 'N':
        return set_port(o, value);
    case 'H':
        return add(o->hosts, &o->n_hosts, value);
    case 'X':
        return add(o->origins, &o->n_origins, value);
    case 'V':
        return duration(value, &o->slow_ms) && o->slow_ms >= 1000;
    case 'o':
        o->output = strcmp(value, "-") ? value : NULL;
        return *value != 0;
    case 'K':
        o->no_keep = true;
        return true;
    case '1':
        o->one = true;
        return true;
    case 'q':
        o->quiet = true;
        return true;
    case 'p':
        o->allow_private = true;
        return true;
    case 'I':
        return duration(value, &o->interval_ms);
    case 'G':
        return duration(value, &o->gap_ms);
    case 'S':
        o->state = value;
        return *value != 0;
    case 'B':
        o->no_db = true;
        return true;
    case 'U':
        o->feed_out = value;
        return *value != 0;
    case 'O':
        o->once = true;
        return true;
    case 'h':
        o->help = true;
        return true;
    default:
        return false;
    }
}

/* Letters to change, add or drop to make b of a; for names of up to 20 letters. */
static int distance(const char *a, const char *b) {
    int row[24], n = (int)strcspn(b, "=");
    if (n > 20) return 99;
    for (int k = 0; k <= n; k++) row[k] = k;
    for (int i = 0; a[i]; i++) {
        int corner = row[0]++;
        for (int k = 0; k < n; k++) {
            int best = corner + (a[i] != b[k]);
            if (row[k] + 1 < best) best = row[k] + 1;
            if (row[k + 1] + 1 < best) best = row[k + 1] + 1;
            corner = row[k + 1];
            row[k + 1] = best;
        }
    }
    return row[n];
}

static bool unknown(const struct command *c, const char *word, const char *name) {
    const struct option *near = NULL;
    for (int i = 0; i < N_OPTIONS && *name; i++)
        if (takes(c, &OPTIONS[i]) && distance(OPTIONS[i].name, name) <= 2) near = &OPTIONS[i];
    fprintf(stderr, "sayso %s: unknown option '%s'", c->name, word);
    if (near) fprintf(stderr, "; did you mean --%s?", near->name);
    fprintf(stderr, " ('sayso help %s' lists them)\n", c->name);
    return false;
}

static const struct option *find(const struct command *c, const char *word, const char **value) {
    for (int i = 0; i < N_OPTIONS; i++) {
        const struct option *p = &OPTIONS[i];
        if (!takes(c, p)) continue;
        *value = NULL;
        if (word[1] != '-') {
            if (!has_short(p) || word[1] != p->letter) continue;
            if (word[2] && !p->value) continue;
            if (word[2]) *value = word + 2 + (word[2] == '=');
            return p;
        }
        size_t n = strlen(p->name);
        if (strncmp(word + 2, p->name, n) || (word[2 + n] && word[2 + n] != '=')) continue;
        if (word[2 + n] == '=') *value = word + 2 + n + 1;
        return p;
    }
    return NULL;
}

bool options_parse(const struct command *c, int argc, char **argv, struct options *o) {
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i], *value;
        if (!strcmp(word, "--")) {
            while (++i < argc) o->words[o->n_words++] = argv[i];
            break;
        }
        if (word[0] != '-' || !word[1]) {
            o->words[o->n_words++] = word;
            continue;
        }
        const struct option *p = find(c, word, &value);
        if (!p) return unknown(c, word, word[1] == '-' ? word + 2 : "");
        if (!p->value && value) return fprintf(stderr, "sayso %s: --%s takes no value\n", c->name, p->name), false;
        if (p->value && !value && i + 1 < argc) value = argv[++i];
        if (p->value && !value) return fprintf(stderr, "sayso %s: --%s wants %s\n", c->name, p->name, p->value), false;
        if (!set(o, p, value))
            return fprintf(stderr, "sayso %s: --%s wants %s, not '%s'\n", c->name, p->name, p->value, value), false;
    }
    return true;
}

bool options_color(const struct options *o) {
    if (o->color != COLOR_AUTO) return o->color == COLOR_ALWAYS;
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
    return !o->output && isatty(STDOUT_FILENO) && !(no && *no) && !(term && !strcmp(term, "dumb"));
}

uint32_t options_width(const struct options *o) {
    struct winsize w;
    if (o->width) return o->width;
    if (o->output || ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) || w.ws_col < 30) return 80;
    return w.ws_col > 100 ? 100 : w.ws_col;
}
