/* From a table of words to text and scores. One word is one piece. */
#include "report_fixture.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 4096, MOST_BLOCKS = 256, MOST_LABELS = 64 };

struct labels {
    const char *at[MOST_LABELS];
    uint32_t n;
};

struct row {
    const char *column[9];
    uint32_t block, number; /* of the word in its block, from 1 */
    span at;
};
struct anchor {
    uint32_t cue; /* word */
    struct role_span spans[12];
    uint32_t n;
};
struct maker {
    struct fixture *f;
    char *text;
    uint32_t n_text;
    struct row rows[MOST_WORDS];
    uint32_t n_rows;
    sayso_block blocks[MOST_BLOCKS];
    uint32_t first[MOST_BLOCKS]; /* row of the block's first word */
    uint32_t n_blocks;
    struct anchor anchors[64];
    uint32_t n_anchors;
};

static void start(struct fixture *f) {
    memset(f, 0, sizeof *f);
    arena_init(&f->arena, 0);
    arena_init(&f->scratch, 0);
}

void fixture_text(struct fixture *f, const char *const *blocks, const sayso_block_kind *kinds, uint32_t n) {
    start(f);
    size_t size = 1;
    for (uint32_t i = 0; i < n; i++) size += strlen(blocks[i]) + 2;
    char *text = arena_alloc(&f->arena, size);
    f->text.blocks = ARENA_ARRAY(&f->arena, sayso_block, n);
    for (uint32_t i = 0; i < n; i++) {
        if (i) f->text.n += (uint32_t)sprintf(text + f->text.n, "\n\n");
        uint32_t beg = f->text.n;
        f->text.n += (uint32_t)sprintf(text + f->text.n, "%s", blocks[i]);
        f->text.blocks[i] =
            (sayso_block){.kind = kinds ? kinds[i] : SAYSO_BLOCK_PARAGRAPH, .media = -1, .span = {beg, f->text.n}};
    }
    f->text.utf8 = text;
    f->text.n_blocks = n;
}

static sayso_block_kind kind_of(const char *name) {
    for (sayso_block_kind k = SAYSO_BLOCK_HEADLINE; k <= SAYSO_BLOCK_NOTE; k++)
        if (strcmp(sayso_block_kind_name(k), name) == 0) return k;
    assert(!"a kind of block");
    return SAYSO_BLOCK_PARAGRAPH;
}

static void begin_block(struct maker *m, const char *kind) {
    assert(m->n_blocks < MOST_BLOCKS);
    if (m->n_text) m->n_text += (uint32_t)sprintf(m->text + m->n_text, "\n\n");
    m->blocks[m->n_blocks] = (sayso_block){.kind = kind_of(kind), .media = -1, .span = {m->n_text, m->n_text}};
    m->first[m->n_blocks++] = m->n_rows;
}

static void add_word(struct maker *m, char *line) {
    assert(m->n_rows < MOST_WORDS && m->n_blocks);
    struct row *r = &m->rows[m->n_rows];
    uint32_t k = 0;
    for (int i = 0; i < 9; i++) r->column[i] = "_";
    for (char *save = NULL, *s = strtok_r(line, " \t", &save); s && k < 9; s = strtok_r(NULL, " \t", &save))
        r->column[k++] = arena_strdup(&m->f->arena, s);
    sayso_block *b = &m->blocks[m->n_blocks - 1];
    bool glued = r->column[0][0] == '~' && r->column[0][1];
    const char *word = r->column[0] + glued;
    r->block = m->n_blocks - 1;
    r->number = m->n_rows - m->first[r->block] + 1;
    if (!glued && r->number > 1) m->text[m->n_text++] = ' ';
    r->at.beg = m->n_text;
    m->n_text += (uint32_t)sprintf(m->text + m->n_text, "%s", word);
    r->at.end = b->span.end = m->n_text;
    m->n_rows++;
}

static void add_attribution(struct maker *m, char *line) {
    static const char *const roles[] = {"source", "cue", "content"};
    struct anchor *a = &m->anchors[m->n_anchors++];
    uint32_t base = m->first[m->n_blocks - 1], beg, end;
    char *save = NULL;
    for (char *role = strtok_r(line, " ", &save); role; role = strtok_r(NULL, " ", &save)) {
        char *range = strtok_r(NULL, " ", &save);
        int which = strcmp(role, roles[0]) == 0 ? 0 : strcmp(role, roles[1]) == 0 ? 1 : 2;
        int got = range ? sscanf(range, "%u-%u", &beg, &end) : 0;
        assert(got == 2);
        (void)got;
        if (which == 1 && !a->cue) a->cue = base + beg;
        a->spans[a->n++] = (struct role_span){.role = (uint8_t)which, .beg = base + beg - 1, .end = base + end, .p = 1};
    }
    assert(a->cue);
    a->cue--;
}

/* ---- scores ------------------------------------------------------------------------------------------------------ */
static uint8_t label(struct labels *l, const char *name) {
    for (uint32_t i = 0; i < l->n; i++)
        if (strcmp(l->at[i], name) == 0) return (uint8_t)i;
    assert(l->n < MOST_LABELS);
    l->at[l->n] = name;
    return (uint8_t)l->n++;
}

static void tagger(struct maker *m, const char *name, int column) {
    struct arena *a = &m->f->arena;
    struct scores *s = &m->f->scores;
    struct labels *l = arena_alloc(a, sizeof *l);
    struct tagger_scores *t = &s->taggers[s->n_taggers++];
    *t = (struct tagger_scores){.name = name, .label = ARENA_ARRAY(a, uint8_t, m->n_rows), .p = ARENA_ARRAY(a, float, m->n_rows)};
    label(l, "O");
    for (uint32_t i = 0; i < m->n_rows; i++) {
        const char *s2 = m->rows[i].column[column];
        t->label[i] = label(l, strcmp(s2, "_") == 0 ? "O" : s2);
        t->p[i] = 1;
    }
    t->labels = l->at;
    t->n_labels = l->n;
}

static uint32_t word_at(const struct maker *m, uint32_t row, const char *number) {
    uint32_t n = (uint32_t)atoi(number);
    return n ? m->first[m->rows[row].block] + n - 1 : row;
}
static bool has(const struct row *r, int column) { return strcmp(r->column[column], "_") != 0; }

static void pick(struct maker *m, const char *name, const char *const *roles, uint32_t n_roles, int first, bool mentions) {
    struct arena *a = &m->f->arena;
    struct pick_scores *p = &m->f->scores.picks[m->f->scores.n_picks++];
    *p = (struct pick_scores){.name = name, .roles = roles, .n_roles = n_roles};
    p->anchor = ARENA_ARRAY(a, uint32_t, m->n_rows);
    p->target = ARENA_ARRAY(a, uint32_t, m->n_rows * n_roles);
    p->p = ARENA_ARRAY(a, float, m->n_rows *n_roles);
    for (uint32_t i = 0; i < m->n_rows; i++) {
        if (mentions && (!has(&m->rows[i], 5) || !has(&m->rows[i], first))) continue;
        for (uint32_t r = 0; r < n_roles; r++) {
            p->target[p->n_anchors * n_roles + r] = word_at(m, i, m->rows[i].column[first + (int)r]);
            p->p[p->n_anchors * n_roles + r] = 1;
        }
        p->anchor[p->n_anchors++] = i;
    }
}

static void pairs(struct maker *m) {
    struct arena *a = &m->f->arena;
    struct pair_scores *p = ARENA_NEW(a, struct pair_scores);
    *p = (struct pair_scores){
        .name = "coref", .anchor = ARENA_ARRAY(a, uint32_t, m->n_rows), .none = ARENA_ARRAY(a, float, m->n_rows)};
    p->best = arena_alloc(a, sizeof *p->best * m->n_rows * PAIR_BEST);
    for (uint32_t i = 0; i < m->n_rows; i++) {
        uint32_t block, word;
        if (!has(&m->rows[i], 5)) continue;
        struct pair *best = &p->best[p->n_anchors * PAIR_BEST];
        for (int k = 0; k < PAIR_BEST; k++) best[k].anchor = -1;
        if (sscanf(m->rows[i].column[8], "%u:%u", &block, &word) == 2) {
            uint32_t want = m->first[block - 1] + word - 1;
            for (uint32_t k = 0; k < p->n_anchors; k++)
                if (p->anchor[k] == want) best[0] = (struct pair){(int32_t)k, 6};
            assert(best[0].anchor >= 0);
        }
        p->anchor[p->n_anchors++] = i;
    }
    m->f->scores.pairs = p;
    m->f->scores.n_pairs = 1;
}

static void paths(struct maker *m) {
    static const char *const roles[] = {"source", "cue", "content"};
    struct arena *a = &m->f->arena;
    struct path_scores *p = ARENA_NEW(a, struct path_scores);
    *p = (struct path_scores){.name = "attr", .roles = roles, .n_roles = 3, .n_anchors = m->n_anchors};
    p->anchor = ARENA_ARRAY(a, uint32_t, m->n_anchors + 1);
    p->anchor_p = ARENA_ARRAY(a, float, m->n_anchors + 1);
    p->spans = ARENA_ARRAY(a, struct role_span, 12 * m->n_anchors + 1);
    for (uint32_t i = 0; i < m->n_anchors; i++) {
        p->anchor[i] = m->anchors[i].cue;
        p->anchor_p[i] = 1;
        for (uint32_t k = 0; k < m->anchors[i].n; k++) {
            p->spans[p->n_spans] = m->anchors[i].spans[k];
            p->spans[p->n_spans++].anchor = i;
        }
    }
    m->f->scores.paths = p;
    m->f->scores.n_paths = 1;
}

static void pieces(struct maker *m) {
    struct arena *a = &m->f->arena;
    struct pieces *p = &m->f->scores.pieces;
    *p = (struct pieces){.n = m->n_rows,
                         .n_words = m->n_rows,
                         .id = ARENA_ARRAY(a, int32_t, m->n_rows),
                         .at = ARENA_ARRAY(a, span, m->n_rows),
                         .first = ARENA_ARRAY(a, uint8_t, m->n_rows),
                         .kase = ARENA_ARRAY(a, uint8_t, m->n_rows),
                         .line = ARENA_ARRAY(a, uint8_t, m->n_rows),
                         .quote = ARENA_ARRAY(a, uint8_t, m->n_rows),
                         .word = ARENA_ARRAY(a, uint32_t, m->n_rows)};
    for (uint32_t i = 0; i < m->n_rows; i++) {
        p->at[i] = m->rows[i].at;
        p->first[i] = 1;
        p->word[i] = i;
    }
}

void fixture_table(struct fixture *f, const char *table) {
    static const char *const head[] = {"head"}, *const extent[] = {"left", "right"};
    start(f);
    struct maker *m = arena_alloc(&f->arena, sizeof *m);
    m->f = f;
    m->text = arena_alloc(&f->arena, strlen(table) + MOST_BLOCKS * 2);
    char *copy = arena_strdup(&f->arena, table), *save = NULL;
    for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        while (*line == ' ') line++;
        if (line[0] == '#' || !*line) continue;
        if (line[0] == '=' && line[1] == ' ')
            begin_block(m, line + 2);
        else if (line[0] == '>' && line[1] == ' ')
            add_attribution(m, line + 2);
        else
            add_word(m, line);
    }
    f->text.utf8 = m->text;
    f->text.n = m->n_text;
    f->text.blocks = m->blocks;
    f->text.n_blocks = m->n_blocks;
    f->scores.taggers = arena_alloc(&f->arena, 4 * sizeof *f->scores.taggers);
    f->scores.picks = arena_alloc(&f->arena, 2 * sizeof *f->scores.picks);
    pieces(m);
    tagger(m, "pos", 1);
    tagger(m, "deprel", 2);
    tagger(m, "name", 4);
    tagger(m, "mention", 5);
    pick(m, "dep", head, 1, 3, false);
    pick(m, "extent", extent, 2, 6, true);
    pairs(m);
    paths(m);
}

void fixture_file(struct fixture *f, const char *path) {
    static char buffer[1 << 18];
    FILE *file = fopen(path, "rb");
    assert(file);
    size_t n = fread(buffer, 1, sizeof buffer - 1, file);
    fclose(file);
    buffer[n] = '\0';
    fixture_table(f, buffer);
}

void fixture_build(struct fixture *f) {
    sayso_error e = {0};
    sayso_code code = report_build(&f->arena, &f->scratch, &f->text, f->scores.pieces.n ? &f->scores : NULL, &f->record, &e);
    if (code) fprintf(stderr, "%s\n", e.message);
    assert(!code);
    (void)code;
}

void fixture_release(struct fixture *f) {
    arena_release(&f->arena);
    arena_release(&f->scratch);
}

/* ---- looking ----------------------------------------------------------------------------------------------------- */
static bool is_words(const struct fixture *f, span s, const char *words) {
    return span_len(s) == strlen(words) && memcmp(f->text.utf8 + s.beg, words, span_len(s)) == 0;
}

int32_t fixture_entity_nth(const struct fixture *f, const char *mention, uint32_t nth) {
    uint32_t from = 0;
    for (;;) { /* by place in the text, whatever the order of the entities */
        int32_t best = -1;
        uint32_t at = UINT32_MAX;
        for (uint32_t i = 0; i < f->record.n_entities; i++)
            for (uint32_t k = 0; k < f->record.entities[i].mentions.n; k++) {
                span s = f->record.entities[i].mentions.at[k];
                if (s.beg >= from && s.beg < at && is_words(f, s, mention)) best = (int32_t)i, at = s.beg;
            }
        if (best < 0 || nth == 0) return best;
        nth--;
        from = at + 1;
    }
}
int32_t fixture_entity(const struct fixture *f, const char *mention) { return fixture_entity_nth(f, mention, 0); }

const sayso_quote *fixture_quote(const struct fixture *f, const char *words) {
    for (uint32_t i = 0; i < f->record.n_quotes; i++) {
        span s = f->record.quotes[i].span;
        for (uint32_t k = s.beg; k + strlen(words) <= s.end; k++)
            if (memcmp(f->text.utf8 + k, words, strlen(words)) == 0) return &f->record.quotes[i];
    }
    return NULL;
}
