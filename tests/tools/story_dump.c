/* What stories are grouped by, for train/story_*.py and tests/score: story_dump WHAT FILE...
 *   terms FILE...      records (JSON Lines) -> a line for each: its name, a tab, the hashes of its words
 *   sign FILE...       records -> a line for each: its name, a tab, its signature in hex
 *   pairs FILE...      signatures -> binary, for each pair that shares a key: two u32 places in the input, then its features as
 * f32 near FILE...       the same for each pair whose words are alike by more than a tenth, whether or not it shares a key group
 * FILE...      signatures -> stories as JSON Lines: {"reports": [{"id": name}]} one FILE...        the same, one report after the
 * other, as the store does it why FILE A B       why (not) two of them, by name keys FILE...       signatures -> a line for each:
 * its name, a tab, its keys */
#include "record_parse.h"
#include "story_background.h"
#include "story_pair.h"
#include <stdio.h>
#include <stdlib.h>

struct signed_report {
    char *name;
    struct signature s;
};

static struct signed_report *reports;
static uint32_t n_reports, size_reports;
static struct arena keep, scratch;

static void fail(const char *what, const char *where) {
    fprintf(stderr, "story_dump: %s: %s\n", where, what);
    exit(1);
}

static void each_line(const char *path, void (*take)(char *line, size_t n)) {
    FILE *f = fopen(path, "rb");
    char *line = NULL;
    size_t size = 0;
    if (!f) fail("cannot be read", path);
    for (ssize_t n; (n = getline(&line, &size, f)) > 0;) take(line, (size_t)n);
    free(line);
    fclose(f);
}

/* The base name without its ending. */
static char *named(const char *name) {
    const char *slash = strrchr(name, '/');
    char *s = arena_strdup(&keep, slash ? slash + 1 : name), *dot = strrchr(s, '.');
    if (dot) *dot = 0;
    return s;
}

static bool parse(char *line, size_t n, sayso_record *r) {
    sayso_error e;
    bool read;
    if (!record_parse(&scratch, &scratch, line, n, r, &read, &e)) return true;
    fprintf(stderr, "story_dump: byte %llu: %s\n", (unsigned long long)e.byte, e.message);
    return false;
}

static void terms(char *line, size_t n) {
    sayso_record r;
    struct word_terms words;
    if (parse(line, n, &r) && words_of_record(&r, &scratch, &words)) {
        printf("%s\t", named(r.input.name));
        for (uint32_t i = 0; i < words.n; i++) printf("%x ", words.at[i].hash);
        puts("");
    }
    arena_clear(&scratch);
}

static void sign(char *line, size_t n) {
    sayso_record r;
    struct signature s;
    if (parse(line, n, &r)) {
        if (signature_make(&r, &scratch, &scratch, &s) || !signature_valid(s)) fail("no sound signature", r.input.name);
        printf("%s\t", named(r.input.name));
        for (uint32_t i = 0; i < s.n; i++) printf("%02x", s.bytes[i]);
        puts("");
    }
    arena_clear(&scratch);
}

static void take_signature(char *line, size_t n) {
    char *tab = memchr(line, '\t', n);
    if (!tab) fail("no tab", line);
    if (n_reports == size_reports) reports = realloc(reports, (size_reports = 2 * size_reports + 64) * sizeof *reports);
    uint32_t bytes = (uint32_t)(line + n - tab - 1) / 2;
    unsigned char *at = arena_alloc(&keep, bytes + 1);
    for (uint32_t i = 0; i < bytes; i++) sscanf((char[]){tab[1 + 2 * i], tab[2 + 2 * i], 0}, "%2hhx", &at[i]);
    reports[n_reports] = (struct signed_report){arena_strndup(&keep, line, (size_t)(tab - line)), {at, bytes}};
    if (!signature_valid(reports[n_reports].s)) fail("no sound signature", reports[n_reports].name);
    n_reports++;
}

struct keyed {
    uint64_t key;
    uint32_t report;
};

static int by_key(const void *a, const void *b) {
    const struct keyed *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->report > y->report) - (x->report < y->report);
}

static int by_number(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void print_pair(uint32_t i, uint32_t j, float least) {
    uint32_t ab[2] = {i, j};
    struct signature_view a, b;
    float f[N_PAIR_FEATURES];
    signature_open(reports[i].s, &a), signature_open(reports[j].s, &b);
    pair_features(&a, &b, f);
    if (!(f[PAIR_WORDS] > least)) return;
    fwrite(ab, sizeof ab, 1, stdout);
    fwrite(f, sizeof f, 1, stdout);
}

static void pairs(void) {
    struct keyed *k = malloc((size_t)n_reports * SIGNATURE_MAX_KEYS * sizeof *k);
    uint64_t keys[SIGNATURE_MAX_KEYS], *found = NULL;
    size_t n = 0, n_found = 0, size = 0;
    for (uint32_t i = 0; i < n_reports; i++)
        for (uint32_t j = 0, m = signature_keys(reports[i].s, keys); j < m; j++) k[n++] = (struct keyed){keys[j], i};
    qsort(k, n, sizeof *k, by_key);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && k[j].key == k[i].key; j++) continue;
        for (size_t a = i; a < j && j - i <= 300; a++)
            for (size_t b = a + 1; b < j; b++) {
                if (n_found == size) found = realloc(found, (size = 2 * size + 1024) * sizeof *found);
                if (k[a].report != k[b].report) found[n_found++] = (uint64_t)k[a].report << 32 | k[b].report;
            }
    }
    qsort(found, n_found, sizeof *found, by_number);
    for (size_t i = 0; i < n_found; i++)
        if (!i || found[i] != found[i - 1]) print_pair((uint32_t)(found[i] >> 32), (uint32_t)found[i], -1);
}

static void near(void) {
    for (uint32_t i = 0; i < n_reports; i++)
        for (uint32_t j = i + 1; j < n_reports; j++) print_pair(i, j, 0.1f);
}

static void print_groups(const uint32_t *group, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        if (group[i] != i) continue;
        printf("{\"reports\": [");
        for (uint32_t j = i, any = 0; j < n; j++)
            if (group[j] == i) printf("%s{\"id\": \"%s\"}", any++ ? ", " : "", reports[j].name);
        puts("]}");
    }
}

static void group_all(void) {
    struct signature *s = malloc(n_reports * sizeof *s);
    uint32_t *group = malloc(n_reports * sizeof *group);
    for (uint32_t i = 0; i < n_reports; i++) s[i] = reports[i].s;
    if (story_group(s, n_reports, NULL, 0, &scratch, group)) fail("no memory", "group");
    print_groups(group, n_reports);
}

/* Each report's candidates by keys, the stories these lie in, and those grouped anew with it. */
static void one_by_one(void) {
    uint32_t *group = malloc(n_reports * sizeof *group), *local = malloc(n_reports * sizeof *local),
             *who = malloc(n_reports * sizeof *who);
    bool *touched = malloc(n_reports);
    uint64_t keys[SIGNATURE_MAX_KEYS], *all = malloc((size_t)n_reports * SIGNATURE_MAX_KEYS * sizeof *all);
    uint32_t *n_keys = malloc(n_reports * sizeof *n_keys);
    struct signature *s = malloc(n_reports * sizeof *s);
    for (uint32_t i = 0; i < n_reports; i++) {
        n_keys[i] = signature_keys(reports[i].s, keys);
        memcpy(all + (size_t)i * SIGNATURE_MAX_KEYS, keys, sizeof keys);
        group[i] = i;
        memset(touched, 0, n_reports);
        for (uint32_t j = 0; j < i; j++)
            for (uint32_t a = 0; a < n_keys[j] && !touched[group[j]]; a++)
                for (uint32_t b = 0; b < n_keys[i]; b++)
                    if (all[(size_t)j * SIGNATURE_MAX_KEYS + a] == keys[b]) touched[group[j]] = true;
        uint32_t n = 0;
        for (uint32_t j = 0; j <= i; j++)
            if (j == i || touched[group[j]]) who[n] = j, s[n++] = reports[j].s;
        if (story_group(s, n, NULL, 0, &scratch, local)) fail("no memory", "group");
        for (uint32_t j = 0; j < n; j++) group[who[j]] = who[local[j]];
        arena_clear(&scratch);
    }
    print_groups(group, n_reports);
}

static uint32_t find(const char *name) {
    for (uint32_t i = 0; i < n_reports; i++)
        if (!strcmp(reports[i].name, name)) return i;
    fail("not there", name);
    return 0;
}

static void why(const char *a, const char *b) {
    struct signature x = reports[find(a)].s, y = reports[find(b)].s;
    struct signature_view v, u;
    float f[N_PAIR_FEATURES];
    signature_open(x, &v), signature_open(y, &u);
    pair_features(&v, &u, f);
    for (int i = 0; i < N_PAIR_FEATURES; i++) printf("%-24s %g\n", pair_feature_names[i], (double)f[i]);
    printf("%.3f %s\n", signature_score(x, y), signature_why(x, y, &scratch));
}

int main(int argc, char **argv) {
    if (argc < 3) fail("terms|sign|pairs|group|one|keys FILE... or why FILE A B", "usage");
    bool records = !strcmp(argv[1], "terms") || !strcmp(argv[1], "sign");
    for (int i = 2; i < (strcmp(argv[1], "why") ? argc : 3); i++)
        each_line(argv[i], !records ? take_signature : argv[1][0] == 't' ? terms : sign);
    if (!strcmp(argv[1], "pairs")) pairs();
    if (!strcmp(argv[1], "near")) near();
    if (!strcmp(argv[1], "group")) group_all();
    if (!strcmp(argv[1], "one")) one_by_one();
    if (!strcmp(argv[1], "why") && argc == 5) why(argv[3], argv[4]);
    uint64_t keys[SIGNATURE_MAX_KEYS];
    for (uint32_t i = 0; i < n_reports && !strcmp(argv[1], "keys"); i++) {
        printf("%s\t", reports[i].name);
        for (uint32_t j = 0, n = signature_keys(reports[i].s, keys); j < n; j++) printf("%llx ", (unsigned long long)keys[j]);
        puts("");
    }
    return 0;
}
