/* Reading recordings (recorded.h) and showing what became of them. */
#include "recorded.h"
#include "model_features.h"
#include "model_wordpiece.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct arena *arena;
    struct recorded *out;
    const char *path, *at; /* at: the rest of the line being read */
    uint32_t line;
    VEC(struct role_span) spans;
    VEC(uint32_t) anchors;
    VEC(float) anchor_ps;
    VEC(struct tagger_scores) taggers;
    VEC(struct pair) pairs; /* flat: mention, then its antecedent, see pair_line */
    VEC(uint32_t) pair_anchors;
    struct pick_scores *dep;
    VEC(uint32_t) extent_anchors;
    VEC(uint32_t) extent_targets;
};

static bool wrong(const struct reader *r, const char *what) {
    fprintf(stderr, "%s:%u: %s at \"%.30s\"\n", r->path, r->line, what, r->at ? r->at : "");
    return false;
}

/* ---- words of a line --------------------------------------------------------------------------------------------- */
static void skip_blanks(struct reader *r) {
    while (*r->at == ' ' || *r->at == '\t') r->at++;
}
static const char *next_word(struct reader *r) {
    skip_blanks(r);
    size_t n = strcspn(r->at, " \t\n");
    if (!n) return NULL;
    const char *word = arena_strndup(r->arena, r->at, n);
    r->at += n;
    return word;
}

/* A phrase, as pieces (one for each word). */
struct stretch {
    uint32_t beg, end;
};
static bool pieces_of(struct reader *r, uint32_t beg, uint32_t end, struct stretch *out) {
    const struct pieces *p = &r->out->scores.pieces;
    out->beg = 0;
    while (out->beg < p->n && p->at[out->beg].end <= beg) out->beg++;
    out->end = out->beg;
    while (out->end < p->n && p->at[out->end].beg < end) out->end++;
    return out->beg < out->end;
}

static bool next_phrase(struct reader *r, struct stretch *out) {
    skip_blanks(r);
    unsigned beg, end;
    int used = 0;
    if (*r->at == '@' && sscanf(r->at, "@%u-%u%n", &beg, &end, &used) == 2) {
        r->at += used;
        return pieces_of(r, beg, end, out) || wrong(r, "no words there");
    }
    if (*r->at != '"') return wrong(r, "a phrase is wanted");
    char phrase[2048];
    size_t n = 0;
    for (r->at++; *r->at && *r->at != '"' && *r->at != '\n' && n + 1 < sizeof phrase; r->at++) {
        if (*r->at == '\\') r->at++;
        phrase[n++] = *r->at;
    }
    phrase[n] = 0;
    if (*r->at == '"') r->at++;
    unsigned which = 1;
    if (*r->at == '#' && sscanf(r->at, "#%u%n", &which, &used) == 1) r->at += used;
    const char *text = r->out->text.utf8, *found = text - 1;
    while (which && (found = strstr(found + 1, phrase))) { /* whole words */
        beg = (unsigned)(found - text);
        end = beg + (unsigned)n;
        const span *at = r->out->scores.pieces.at;
        if (pieces_of(r, beg, end, out) && at[out->beg].beg == beg && at[out->end - 1].end == end) which--;
    }
    return found || wrong(r, "the text has no such phrase before here");
}

/* ---- the text ---------------------------------------------------------------------------------------------------- */
static int block_kind(const char *name) {
    for (int k = 0; k <= SAYSO_BLOCK_NOTE; k++)
        if (!strcmp(name, sayso_block_kind_name((sayso_block_kind)k))) return k;
    return -1;
}

static bool read_blocks(struct reader *r, const char *file) {
    char *text = arena_alloc(r->arena, strlen(file) + 1);
    VEC(sayso_block) blocks = {0};
    uint32_t n = 0;
    for (const char *line = file; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        r->line++;
        if (strncmp(line, "block ", 6)) continue;
        r->at = line + 6;
        const char *word = next_word(r);
        int kind = word ? block_kind(word) : -1;
        if (kind < 0) return wrong(r, "no such kind of block");
        skip_blanks(r);
        if (n) n += 2, text[n - 2] = text[n - 1] = '\n';
        uint32_t length = (uint32_t)strcspn(r->at, "\n");
        memcpy(text + n, r->at, length);
        sayso_block b = {.kind = (sayso_block_kind)kind, .media = -1, .span = {n, n + length}};
        if (!VEC_PUSH(r->arena, blocks, b)) return false;
        n += length;
    }
    r->out->text = (struct text){.utf8 = text, .n = n, .blocks = blocks.at, .n_blocks = blocks.n};
    return n || wrong(r, "no blocks");
}

static bool cut_words(struct reader *r) {
    static const char vocabulary[] = "[UNK]\n[CLS]\n[SEP]\n";
    struct wordpiece w;
    sayso_error e;
    if (wordpiece_init(&w, vocabulary, sizeof vocabulary - 1, &e)) return wrong(r, e.message);
    struct pieces *p = &r->out->scores.pieces;
    bool ok =
        !wordpiece_cut(&w, r->arena, r->out->text.utf8, r->out->text.n, p, &e) && features_fill(r->arena, r->out->text.utf8, p);
    wordpiece_release(&w);
    return ok;
}

/* ---- scores ------------------------------------------------------------------------------------------------------ */
static bool attr_line(struct reader *r) {
    static const char *const roles[] = {"source", "cue", "content"};
    const char *p = next_word(r), *role;
    struct stretch s;
    if (!p || !next_phrase(r, &s)) return false;
    uint32_t anchor = r->anchors.n;
    if (anchor && r->anchors.at[anchor - 1] >= s.beg) return wrong(r, "attributions stand in the order of their anchors");
    if (!VEC_PUSH(r->arena, r->anchors, s.beg) || !VEC_PUSH(r->arena, r->anchor_ps, (float)atof(p))) return false;
    while ((role = next_word(r))) {
        uint8_t k = 0;
        while (k < 3 && strcmp(roles[k], role)) k++;
        if (k == 3 || !next_phrase(r, &s)) return wrong(r, "a role is wanted");
        struct role_span part = {anchor, k, s.beg, s.end, (float)atof(p)};
        if (!VEC_PUSH(r->arena, r->spans, part)) return false;
    }
    return true;
}

/* The tagger of a name, with room for labels as they come. */
static struct tagger_scores *tagger_of(struct reader *r, const char *name) {
    for (uint32_t i = 0; i < r->taggers.n; i++)
        if (!strcmp(r->taggers.at[i].name, name)) return &r->taggers.at[i];
    uint32_t n = r->out->scores.pieces.n;
    const char **labels = ARENA_ARRAY(r->arena, const char *, 256);
    labels[0] = "O";
    struct tagger_scores t = {
        .name = name, .labels = labels, .n_labels = 1, .label = arena_alloc(r->arena, n), .p = ARENA_ARRAY(r->arena, float, n)};
    return VEC_PUSH(r->arena, r->taggers, t) ? &r->taggers.at[r->taggers.n - 1] : NULL;
}
static uint8_t label_of(struct tagger_scores *t, const char *label) {
    for (uint32_t i = 0; i < t->n_labels; i++)
        if (!strcmp(t->labels[i], label)) return (uint8_t)i;
    ((const char **)(uintptr_t)t->labels)[t->n_labels] = label;
    return (uint8_t)t->n_labels++;
}

static bool tag_line(struct reader *r) {
    const char *name = next_word(r), *label = next_word(r);
    struct stretch s;
    if (!name || !label || !next_phrase(r, &s)) return wrong(r, "tag TAGGER LABEL PHRASE");
    struct tagger_scores *t = tagger_of(r, name);
    for (uint32_t i = s.beg; i < s.end; i++) {
        const char *full = strcmp(name, "name") ? label : arena_printf(r->arena, "%c-%s", i == s.beg ? 'B' : 'I', label);
        t->label[i] = label_of(t, full);
        t->p[i] = 1;
    }
    return true;
}

static bool head_line(struct reader *r) {
    struct stretch word, head;
    if (!next_phrase(r, &word) || !next_phrase(r, &head)) return false;
    if (!r->dep) {
        uint32_t n = r->out->scores.pieces.n;
        static const char *const roles[] = {"head"};
        r->dep = ARENA_NEW(r->arena, struct pick_scores);
        *r->dep = (struct pick_scores){"dep",
                                       roles,
                                       1,
                                       n,
                                       ARENA_ARRAY(r->arena, uint32_t, n),
                                       ARENA_ARRAY(r->arena, uint32_t, n),
                                       ARENA_ARRAY(r->arena, float, n)};
        for (uint32_t i = 0; i < n; i++) r->dep->anchor[i] = r->dep->target[i] = i;
    }
    r->dep->target[word.beg] = head.beg;
    return true;
}

static bool extent_line(struct reader *r) {
    struct stretch word, left, right;
    if (!next_phrase(r, &word) || !next_phrase(r, &left) || !next_phrase(r, &right)) return false;
    return VEC_PUSH(r->arena, r->extent_anchors, word.beg) && VEC_PUSH(r->arena, r->extent_targets, left.beg) &&
           VEC_PUSH(r->arena, r->extent_targets, right.end - 1);
}

static bool coref_line(struct reader *r) {
    struct stretch word, earlier;
    if (!next_phrase(r, &word) || !next_phrase(r, &earlier)) return false;
    const char *logit = next_word(r);
    struct pair p = {(int32_t)earlier.beg, logit ? (float)atof(logit) : 1};
    return VEC_PUSH(r->arena, r->pair_anchors, word.beg) && VEC_PUSH(r->arena, r->pairs, p);
}

/* Every mention is an anchor; each "coref" line gives one of them its antecedent. */
static bool finish_pairs(struct reader *r) {
    uint32_t n = 0, pieces = r->out->scores.pieces.n;
    uint8_t *is_anchor = arena_alloc(r->arena, pieces + 1);
    for (uint32_t i = 0; i < r->pairs.n; i++) is_anchor[r->pair_anchors.at[i]] = is_anchor[r->pairs.at[i].anchor] = 1;
    int32_t *number = ARENA_ARRAY(r->arena, int32_t, pieces + 1);
    struct pair_scores *c = ARENA_NEW(r->arena, struct pair_scores);
    *c = (struct pair_scores){.name = "coref", .anchor = ARENA_ARRAY(r->arena, uint32_t, pieces)};
    for (uint32_t i = 0; i < pieces; i++)
        if (is_anchor[i]) number[i] = (int32_t)n, c->anchor[n++] = i;
    c->n_anchors = n;
    c->none = ARENA_ARRAY(r->arena, float, n);
    c->best = arena_alloc(r->arena, sizeof *c->best * PAIR_BEST * (n + 1));
    for (uint32_t i = 0; i < n * PAIR_BEST; i++) c->best[i].anchor = -1;
    for (uint32_t i = 0; i < r->pairs.n; i++) {
        struct pair *best = &c->best[number[r->pair_anchors.at[i]] * PAIR_BEST];
        for (int k = 0; k < PAIR_BEST; k++)
            if (best[k].anchor < 0) {
                best[k] = (struct pair){number[r->pairs.at[i].anchor], r->pairs.at[i].logit};
                break;
            }
    }
    r->out->scores.pairs = c;
    r->out->scores.n_pairs = n ? 1 : 0;
    return true;
}

static bool finish(struct reader *r) {
    static const char *const roles[] = {"source", "cue", "content"};
    static const char *const sides[] = {"left", "right"};
    struct scores *s = &r->out->scores;
    struct path_scores *path = ARENA_NEW(r->arena, struct path_scores);
    *path = (struct path_scores){"attr", roles, 3, r->anchors.n, r->anchors.at, r->anchor_ps.at, r->spans.at, r->spans.n};
    s->paths = path;
    s->n_paths = 1;
    s->taggers = r->taggers.at;
    s->n_taggers = r->taggers.n;
    s->picks = ARENA_ARRAY(r->arena, struct pick_scores, 2);
    if (r->dep) s->picks[s->n_picks++] = *r->dep;
    if (r->extent_anchors.n)
        s->picks[s->n_picks++] = (struct pick_scores){"extent",
                                                      sides,
                                                      2,
                                                      r->extent_anchors.n,
                                                      r->extent_anchors.at,
                                                      r->extent_targets.at,
                                                      ARENA_ARRAY(r->arena, float, 2 * r->extent_anchors.n)};
    return finish_pairs(r);
}

bool recorded_read(struct arena *arena, const char *path, struct recorded *out) {
    static const struct {
        const char *word;
        bool (*read)(struct reader *r);
    } lines[] = {{"attr", attr_line}, {"tag", tag_line}, {"head", head_line}, {"extent", extent_line}, {"coref", coref_line}};
    *out = (struct recorded){.want = ""};
    struct reader r = {.arena = arena, .out = out, .path = path};
    FILE *f = fopen(path, "rb");
    if (!f) return wrong(&r, "cannot be opened");
    char *file = arena_alloc(arena, 1 << 20);
    size_t n = fread(file, 1, (1 << 20) - 1, f);
    fclose(f);
    file[n] = 0;
    char *want = strstr(file, "\nwant\n");
    if (want) {
        out->want = want + 6;
        want[1] = 0;
    }
    if (!read_blocks(&r, file) || !cut_words(&r)) return false;
    r.line = 0;
    for (const char *line = file; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        r.line++;
        r.at = line;
        if (*line == '#' || *line == '\n' || !strncmp(line, "block ", 6)) continue;
        const char *word = next_word(&r);
        uint32_t k = 0;
        while (k < 5 && (!word || strcmp(lines[k].word, word))) k++;
        if (k == 5) return wrong(&r, "unknown line");
        if (!lines[k].read(&r)) return false;
    }
    return finish(&r);
}

/* ---- showing ----------------------------------------------------------------------------------------------------- */
struct paper {
    struct arena *arena;
    const sayso_record *r;
    char *text;
};
static void print(struct paper *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void print(struct paper *p, const char *format, ...) {
    char line[4096];
    va_list list;
    va_start(list, format);
    vsnprintf(line, sizeof line, format, list);
    va_end(list);
    p->text = arena_printf(p->arena, "%s%s", p->text, line);
}
static void print_spans(struct paper *p, const char *role, sayso_spans s) {
    print(p, " %s", role);
    for (uint32_t i = 0; i < s.n; i++)
        print(p, "%s[%.*s]", i ? " " : " ", (int)(s.at[i].end - s.at[i].beg), p->r->text + s.at[i].beg);
}
static void print_chain(struct paper *p, sayso_ids chain) {
    print(p, " (");
    for (uint32_t i = 0; i < chain.n; i++)
        print(p, "%s%s", i ? " > " : "", chain.at[i] < 0 ? "nobody named" : p->r->sources[chain.at[i]].name);
    print(p, ")");
}

const char *recorded_show(struct arena *arena, const sayso_record *r) {
    struct paper p = {arena, r, arena_strdup(arena, "")};
    for (uint32_t i = 0; i < r->n_attributions; i++) {
        const sayso_attribution *a = &r->attributions[i];
        print(&p, "a%u %s %s", i, a->attitude, sayso_form_name(a->form));
        if (a->within >= 0) print(&p, " within a%d", a->within);
        if (a->source_id >= 0) print(&p, " s%d", a->source_id);
        print_spans(&p, "source", a->source);
        print_spans(&p, "cue", a->cue);
        print_spans(&p, "content", a->content);
        print(&p, "\n");
    }
    for (uint32_t i = 0; i < r->n_sources; i++) {
        const sayso_source *s = &r->sources[i];
        print(&p, "s%u %s %s \"%s\"", i, sayso_source_kind_name(s->kind), s->named ? "named" : "unnamed", s->name);
        print_spans(&p, "as", s->mentions);
        print(&p, "\n");
    }
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const sayso_claim *c = &r->claims[i];
        print(&p, "claim %s", c->slot);
        print_chain(&p, c->chain);
        if (c->hedges.n) print_spans(&p, "hedged", c->hedges);
        print(&p, " [%.*s]\n", (int)(c->span.end - c->span.beg), r->text + c->span.beg);
    }
    return p.text;
}
