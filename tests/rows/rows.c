/* Checks a report's record against rows a person wrote: one line for each thing the report holds.
 *
 *     rows MODEL CASE...      CASE is a folder with in.* and rows.txt
 *
 * A row that begins with "?" is known to fail today: it is printed, and does not fail the run (when it passes, the run
 * says so, that the mark may go). Uses the public header alone. The forms of row:
 *
 *     headline: WORDS                     the title, and the one headline block
 *     block KIND: WORDS                   a block of this kind holds the words
 *     images: N                           so many images, each with credit and chain
 *     image: CAPTION | ROLE NAME | ...    the image with this caption ("-": none) has just this chain
 *     media KIND: WORDS                   an item of this kind, whose span meets the words
 *     entity: KIND named|unnamed | PHRASE ; ... | not PHRASE ; ...
 *                                         one entity has a mention at the end of each phrase, and none at these others
 *     source: KIND, KIND | WORDS          a source of one of these kinds whose name or mentions hold the words
 *     distinct: WORDS ; WORDS ; ...       that many sources, all different, and each phrase's only one
 *     said: SOURCE WORDS | CONTENT WORDS  an attribution with these words
 *     unsaid: CONTENT WORDS               no attribution has these words: they are the report's own
 *     attitude: ATTITUDE | CONTENT WORDS
 *     chain: CONTENT WORDS | WORDS > WORDS   a claim on these words whose chain holds these links side by side ("-": a link
 * nobody names) hedge: WORDS                        a claim has this hedge quote: WORDS | PHRASE | REPORTER WORDS  a quotation,
 * spoken by the entity with a mention at the end of PHRASE, relayed by notquote: WORDS                     no quotation holds
 * these words and those of times, places, amounts, events, claims and the incident: rows_facts.c.
 */
#include "rows.h"
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *find_in(const char *hay, size_t n, const char *words) {
    size_t m = strlen(words);
    for (size_t i = 0; i + m <= n; i++)
        if (!strncasecmp(hay + i, words, m)) return hay + i;
    return NULL;
}

bool cut_has(record r, sayso_span s, const char *words) { return find_in(r->text + s.beg, s.end - s.beg, words) != NULL; }

sayso_span place_of(record r, const char *words) {
    const char *p = find_in(r->text, r->n_text, words);
    return p ? (sayso_span){(uint32_t)(p - r->text), (uint32_t)(p - r->text + (long)strlen(words))} : (sayso_span){0, 0};
}

int split(char *s, char by, char *out[MAX_PARTS]) {
    int n = 0;
    while (s && n < MAX_PARTS) {
        char *next = strchr(s, by);
        if (next) *next++ = 0;
        while (isspace((unsigned char)*s)) s++;
        char *end = s + strlen(s);
        while (end > s && isspace((unsigned char)end[-1])) *--end = 0;
        out[n++] = s;
        s = next;
    }
    return n;
}

bool same_words(record r, sayso_span s, const char *words) {
    return s.end - s.beg == strlen(words) && !strncasecmp(r->text + s.beg, words, s.end - s.beg);
}

static bool check_headline(record r, char *words) {
    uint32_t n = 0, good = 0;
    for (uint32_t i = 0; i < r->n_blocks; i++)
        if (r->blocks[i].kind == SAYSO_BLOCK_HEADLINE) n++, good += same_words(r, r->blocks[i].span, words);
    return n == 1 && good == 1 && r->publication.title && !strcmp(r->publication.title, words);
}

static bool check_block(record r, const char *kind, const char *words) {
    for (uint32_t i = 0; i < r->n_blocks; i++)
        if (!strcmp(sayso_block_kind_name(r->blocks[i].kind), kind) && cut_has(r, r->blocks[i].span, words)) return true;
    return false;
}

static bool check_images(record r, int want) {
    int n = 0;
    for (uint32_t i = 0; i < r->n_media; i++)
        if (r->media[i].kind == SAYSO_MEDIA_IMAGE) {
            n++;
            if (!r->media[i].credit.end || !r->media[i].n_chain) return false;
        }
    return n == want;
}

static bool check_image(record r, char **part, int n) {
    for (uint32_t i = 0; i < r->n_media; i++) {
        const sayso_media *m = &r->media[i];
        if (m->kind != SAYSO_MEDIA_IMAGE || m->n_chain != (uint32_t)n - 1) continue;
        if (strcmp(part[0], "-") ? !same_words(r, m->caption, part[0]) : m->caption.end != 0) continue;
        int k = 1;
        for (; k < n; k++) {
            const char *role = sayso_credit_role_name(m->chain[k - 1].role);
            size_t len = strlen(role);
            if (strncmp(part[k], role, len) || part[k][len] != ' ' || strcmp(part[k] + len + 1, m->chain[k - 1].name)) break;
        }
        if (k == n) return true;
    }
    return false;
}

static bool check_media(record r, const char *kind, const char *words) {
    sayso_span s = place_of(r, words);
    for (uint32_t i = 0; i < r->n_media; i++) {
        sayso_span m = r->media[i].span;
        if (!strcmp(sayso_media_kind_name(r->media[i].kind), kind) && m.beg < s.end && s.beg < m.end) return true;
    }
    return false;
}

bool held(record r, const sayso_entity *e, const char *phrase) {
    size_t n = strlen(phrase);
    for (const char *p = r->text; (p = find_in(p, (size_t)(r->text + r->n_text - p), phrase)); p++) {
        uint32_t beg = (uint32_t)(p - r->text), end = beg + (uint32_t)n;
        for (uint32_t i = 0; i < e->mentions.n; i++)
            if (e->mentions.at[i].end == end && e->mentions.at[i].end - e->mentions.at[i].beg < 90) return true;
    }
    return false;
}

static const sayso_entity *entity_of(record r, const char *phrase) {
    for (uint32_t i = 0; i < r->n_entities; i++)
        if (held(r, &r->entities[i], phrase)) return &r->entities[i];
    return NULL;
}

static bool check_entity(record r, char **part, int n) {
    char *kind[MAX_PARTS], *yes[MAX_PARTS], *no[MAX_PARTS];
    int n_yes = split(part[1], ';', yes), n_no = n > 2 ? split(part[2] + 4, ';', no) : 0;
    if (split(part[0], ' ', kind) != 2) return false;
    const sayso_entity *e = entity_of(r, yes[0]);
    if (!e || strcmp(sayso_entity_kind_name(e->kind), kind[0]) || e->named != !strcmp(kind[1], "named")) return false;
    for (int i = 0; i < n_yes; i++)
        if (!held(r, e, yes[i])) return false;
    for (int i = 0; i < n_no; i++)
        if (held(r, e, no[i])) return false;
    return true;
}

bool source_has(record r, int32_t id, const char *words) {
    if (id < 0 || (uint32_t)id >= r->n_sources) return false;
    const sayso_source *s = &r->sources[id];
    if (s->name && find_in(s->name, strlen(s->name), words)) return true;
    for (uint32_t i = 0; i < s->mentions.n; i++)
        if (cut_has(r, s->mentions.at[i], words)) return true;
    return false;
}

static bool check_source(record r, char **part) {
    char *kinds[MAX_PARTS];
    int n = split(part[0], ',', kinds);
    for (uint32_t i = 0; i < r->n_sources; i++)
        for (int k = 0; k < n; k++)
            if (source_has(r, (int32_t)i, part[1]) && !strcmp(sayso_source_kind_name(r->sources[i].kind), kinds[k])) return true;
    return false;
}

static bool check_distinct(record r, char *list) {
    char *words[MAX_PARTS];
    int32_t of[MAX_PARTS];
    int n = split(list, ';', words);
    for (int i = 0; i < n; i++) {
        of[i] = -1;
        for (uint32_t s = 0; s < r->n_sources; s++)
            if (source_has(r, (int32_t)s, words[i])) {
                if (of[i] >= 0) return false;
                of[i] = (int32_t)s;
            }
        if (of[i] < 0) return false;
        for (int k = 0; k < i; k++)
            if (of[k] == of[i]) return false;
    }
    return true;
}

bool spans_have(record r, sayso_spans list, const char *words) {
    for (uint32_t i = 0; i < list.n; i++)
        if (cut_has(r, list.at[i], words)) return true;
    return false;
}

static bool check_said(record r, char **part) {
    for (uint32_t i = 0; i < r->n_attributions; i++)
        if (spans_have(r, r->attributions[i].source, part[0]) && spans_have(r, r->attributions[i].content, part[1])) return true;
    return false;
}

static bool check_attitude(record r, char **part) {
    for (uint32_t i = 0; i < r->n_attributions; i++)
        if (r->attributions[i].attitude && !strcmp(r->attributions[i].attitude, part[0]) &&
            spans_have(r, r->attributions[i].content, part[1]))
            return true;
    return false;
}

static bool check_unsaid(record r, const char *words) {
    for (uint32_t i = 0; i < r->n_attributions; i++)
        if (spans_have(r, r->attributions[i].content, words)) return false;
    return find_in(r->text, r->n_text, words) != NULL;
}

bool chain_has(record r, sayso_ids chain, char **link, int n) {
    for (uint32_t i = 0; i + (uint32_t)n <= chain.n; i++) {
        int k = 0;
        while (k < n &&
               (strcmp(link[k], "-") ? source_has(r, chain.at[i + (uint32_t)k], link[k]) : chain.at[i + (uint32_t)k] < 0))
            k++;
        if (k == n) return true;
    }
    return false;
}

static bool check_chain(record r, char **part) {
    char *link[MAX_PARTS];
    int n = split(part[1], '>', link);
    sayso_span s = place_of(r, part[0]);
    for (uint32_t i = 0; s.end && i < r->n_claims; i++)
        if (r->claims[i].span.beg < s.end && s.beg < r->claims[i].span.end && chain_has(r, r->claims[i].chain, link, n))
            return true;
    return false;
}

static bool check_hedge(record r, const char *words) {
    for (uint32_t i = 0; i < r->n_claims; i++)
        if (spans_have(r, r->claims[i].hedges, words)) return true;
    return false;
}

static bool check_quote(record r, char **part, int n) {
    const sayso_entity *speaker = n > 1 ? entity_of(r, part[1]) : NULL;
    for (uint32_t i = 0; i < r->n_quotes; i++) {
        const sayso_quote *q = &r->quotes[i];
        if (!cut_has(r, q->span, part[0])) continue;
        if (n > 1 && (!speaker || q->speaker != speaker - r->entities)) continue;
        if (n > 2 && !chain_has(r, q->chain, &part[2], 1)) continue;
        return true;
    }
    return false;
}

static bool check(record r, char *row) {
    char *part[MAX_PARTS], *colon = strchr(row, ':');
    if (!colon) return false;
    *colon = 0;
    char *kind = strchr(row, ' ');
    if (kind) *kind++ = 0;
    int n = split(colon + 1, '|', part);
    if (!strcmp(row, "headline")) return check_headline(r, part[0]);
    if (!strcmp(row, "block") && kind) return check_block(r, kind, part[0]);
    if (!strcmp(row, "images")) return check_images(r, atoi(part[0]));
    if (!strcmp(row, "image")) return check_image(r, part, n);
    if (!strcmp(row, "media") && kind) return check_media(r, kind, part[0]);
    if (!strcmp(row, "entity") && n > 1) return check_entity(r, part, n);
    if (!strcmp(row, "source") && n > 1) return check_source(r, part);
    if (!strcmp(row, "distinct")) return check_distinct(r, part[0]);
    if (!strcmp(row, "said") && n > 1) return check_said(r, part);
    if (!strcmp(row, "attitude") && n > 1) return check_attitude(r, part);
    if (!strcmp(row, "unsaid")) return check_unsaid(r, part[0]);
    if (!strcmp(row, "chain") && n > 1) return check_chain(r, part);
    if (!strcmp(row, "hedge")) return check_hedge(r, part[0]);
    if (!strcmp(row, "quote")) return check_quote(r, part, n);
    if (!strcmp(row, "notquote")) return !check_quote(r, part, 1);
    int facts = check_facts(r, row, kind, part, n);
    if (facts < 0) printf("no such row: %s\n", row);
    return facts > 0;
}

static char *slurp(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *s = size < 0 ? NULL : malloc((size_t)size + 1);
    *n = s ? fread(s, 1, (size_t)size, f) : 0;
    if (s) s[*n] = 0;
    fclose(f);
    return s;
}

static int run_case(const sayso_model *model, const char *folder, int *passed, int *known) {
    char path[4096];
    glob_t found;
    snprintf(path, sizeof path, "%s/in.*", folder);
    if (glob(path, 0, NULL, &found) || !found.gl_pathc) return printf("%s: no in.*\n", folder), 1;
    size_t n = 0, n_rows = 0;
    char *bytes = slurp(found.gl_pathv[0], &n);
    snprintf(path, sizeof path, "%s/rows.txt", folder);
    char *rows = slurp(path, &n_rows), *save = NULL;
    sayso_error e = {0};
    sayso_report *r = bytes && rows ? sayso_read(model, bytes, n, &(sayso_read_options){.name = found.gl_pathv[0]}, &e) : NULL;
    int failed = 0;
    if (!r) failed = 1, printf("%s: cannot be read: %s\n", folder, e.message);
    for (char *line = r ? strtok_r(rows, "\n", &save) : NULL; line; line = strtok_r(NULL, "\n", &save)) {
        if (!*line || *line == '#') continue;
        bool mark = *line == '?';
        char *copy = strdup(line + mark);
        bool ok = check(sayso_report_record(r), copy);
        free(copy);
        *passed += ok;
        if (!ok && mark) ++*known;
        if (!ok && !mark) failed++;
        if (!ok || mark) printf("%s %s: %s\n", ok ? "now passes (take the ? off)" : mark ? "known" : "FAIL", folder, line);
    }
    sayso_report_free(r);
    free(bytes);
    free(rows);
    globfree(&found);
    return failed;
}

int main(int argc, char **argv) {
    if (argc < 3) return fprintf(stderr, "usage: rows MODEL CASE...\n"), 2;
    sayso_error e = {0};
    sayso_model *model = sayso_model_open(argv[1], NULL, &e);
    if (!model) return fprintf(stderr, "rows: %s\n", e.message), 2;
    int passed = 0, failed = 0, known = 0;
    for (int i = 2; i < argc; i++) failed += run_case(model, argv[i], &passed, &known);
    sayso_model_free(model);
    printf("%d passed, %d failed, %d known to fail\n", passed, failed, known);
    return failed != 0;
}
