/* The weights file's description of the net: metadata "encoder" and "heads". Every number is checked here, so that sizes
 * worked out of them later cannot overflow and no head refers to another that is not there. */
#include "model_net.h"
#include "base_error.h"
#include <jansson.h>

static sayso_code bad(sayso_error *e, const char *what, const char *which) {
    return error_set(e, SAYSO_MODEL, "model", 8, "%s: %.80s", what, which);
}

static bool number_in(const json_t *object, const char *key, int least, int most, int *out) {
    const json_t *j = json_object_get(object, key);
    if (!json_is_integer(j) || json_integer_value(j) < least || json_integer_value(j) > most) return false;
    *out = (int)json_integer_value(j);
    return true;
}

static sayso_code read_shape(struct net_shape *s, const json_t *j, sayso_error *e) {
    const struct {
        const char *key;
        int least, most, *out;
    } NUMBERS[] = {
        {"layers", 1, MODEL_MAX_LAYERS, &s->layers},
        {"hidden", 16, 4096, &s->hidden},
        {"heads", 1, 256, &s->heads},
        {"ffn", 16, 1 << 14, &s->ffn},
        {"vocab", 4, 1 << 20, &s->vocab},
        {"positions", 4, 1 << 13, &s->positions},
        {"window", 2, 1 << 13, &s->window},
        {"overlap", 0, 1 << 11, &s->overlap},
        {"case", 5, 16, &s->kase},
        {"line", 2, 16, &s->line},
        {"quote", 4, 16, &s->quote},
    };
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
        if (!number_in(j, NUMBERS[i].key, NUMBERS[i].least, NUMBERS[i].most, NUMBERS[i].out))
            return bad(e, "encoder: missing or out of range", NUMBERS[i].key);
    const json_t *eps = json_object_get(j, "eps");
    if (!json_is_number(eps) || !(json_number_value(eps) > 0) || json_number_value(eps) > 0.1) return bad(e, "encoder", "eps");
    s->eps = (float)json_number_value(eps);
    if (s->hidden % 16 || s->ffn % 16 || s->hidden % s->heads)
        return bad(e, "encoder", "widths must be multiples of 16, and of heads");
    if (s->window + 2 > s->positions || s->overlap * 4 >= s->window) return bad(e, "encoder", "window, overlap or positions");
    return SAYSO_OK;
}

/* Strings of a JSON array, copied; NULL where it is none, or too long or short. */
static const char **read_labels(struct model *m, const json_t *j, uint32_t *n) {
    const size_t size = json_array_size(j);
    if (!size || size > MODEL_MAX_LABELS) return NULL;
    const char **labels = ARENA_ARRAY(&m->arena, const char *, size);
    for (size_t i = 0; labels && i < size; i++) {
        const char *s = json_string_value(json_array_get(j, i));
        if (!s || !(labels[i] = arena_strdup(&m->arena, s))) return NULL;
    }
    *n = (uint32_t)size;
    return labels;
}

static const char *text_of(const json_t *j, const char *key) {
    const char *s = json_string_value(json_object_get(j, key));
    return s ? s : "";
}

static int find_tagger(const struct model *m, const char *name) {
    for (uint32_t i = 0; i < m->n_heads; i++)
        if (m->heads[i].kind == HEAD_TAGGER && !strcmp(m->heads[i].name, name)) return (int)i;
    return -2;
}

static int label_number(const struct head *h, const char *label) {
    for (uint32_t i = 0; i < h->n_labels; i++)
        if (!strcmp(h->labels[i], label)) return (int)i;
    return -1;
}

/* What a path must keep to: "own", "must" and "inside" name labels. */
static bool read_rules(struct head *h, const json_t *j) {
    const json_t *inside = json_object_get(j, "inside");
    const char *own = text_of(j, "own"), *must = text_of(j, "must");
    for (size_t i = 0; i < json_array_size(inside); i++) {
        const char *label = json_string_value(json_array_get(inside, i));
        const int y = label ? label_number(h, label) : -1;
        if (y < 0) return false;
        h->inside[y] = true;
    }
    h->own = label_number(h, own), h->must = label_number(h, must);
    return (h->own >= 0 || !*own) && (h->must >= 0 || !*must) && (h->must < 0 || h->n_labels * 2 <= MODEL_MAX_LABELS);
}

/* What the labels of a path mean: "O", "B-role", "I-role". */
static bool read_roles(struct model *m, struct head *h, const json_t *j) {
    h->role = ARENA_ARRAY(&m->arena, int16_t, h->n_labels);
    h->begins = ARENA_ARRAY(&m->arena, bool, h->n_labels);
    h->confined = ARENA_ARRAY(&m->arena, bool, h->n_labels);
    h->roles = ARENA_ARRAY(&m->arena, const char *, h->n_labels);
    h->inside = ARENA_ARRAY(&m->arena, bool, h->n_labels);
    if (!h->role || !h->begins || !h->confined || !h->inside || !h->roles) return false;
    const json_t *confine = json_object_get(j, "confine");
    for (uint32_t i = 0; i < h->n_labels; i++) {
        const char *s = h->labels[i];
        h->role[i] = -1;
        if (!strcmp(s, "O")) continue;
        h->begins[i] = !strncmp(s, "B-", 2);
        if (h->begins[i] || !strncmp(s, "I-", 2)) s += 2;
        uint32_t r = 0;
        while (r < h->n_roles && strcmp(h->roles[r], s)) r++;
        if (r == h->n_roles) h->roles[h->n_roles++] = s;
        h->role[i] = (int16_t)r;
        h->confined[i] = !strcmp(text_of(confine, s), "line");
    }
    return true;
}

static sayso_code read_head(struct model *m, struct head *h, const json_t *j, sayso_error *e) {
    const char *kind = text_of(j, "kind"), *decode = text_of(j, "decode"), *anchors = text_of(j, "anchors");
    h->name = arena_strdup(&m->arena, text_of(j, "name"));
    h->labels = read_labels(m, json_object_get(j, "labels"), &h->n_labels);
    if (!h->name || !*h->name || !h->labels) return bad(e, "head: no name or labels", h->name ? h->name : "");
    const json_t *threshold = json_object_get(j, "threshold");
    h->threshold = json_is_number(threshold) ? (float)json_number_value(threshold) : -1;
    h->lines = !strcmp(text_of(j, "unit"), "sentence");
    h->own = h->must = -1;
    if (!strcmp(kind, "tagger")) {
        h->kind = HEAD_TAGGER;
        return SAYSO_OK;
    }
    const bool whole_text = !strcmp(text_of(j, "scope"), "text");
    if (!strcmp(decode, "path"))
        h->kind = HEAD_PATH;
    else if (!strcmp(decode, "pick"))
        h->kind = whole_text ? HEAD_PAIR : HEAD_PICK;
    else
        return bad(e, "head: unknown decode", h->name);
    if (strcmp(kind, "roles") || (whole_text && (h->kind == HEAD_PATH || h->n_labels != 1)))
        return bad(e, "head: unknown kind", h->name);
    if (!number_in(j, "width", 1, 4096, &h->width)) return bad(e, "head: bad width", h->name);
    h->anchors = !strcmp(anchors, "word") || !strcmp(anchors, "words") ? ANCHOR_WORDS : find_tagger(m, anchors);
    if (h->anchors < ANCHOR_WORDS) return bad(e, "head: no such tagger for its anchors", h->name);
    if (h->kind == HEAD_PATH && !read_roles(m, h, j)) return error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
    if (h->kind == HEAD_PATH && !read_rules(h, j)) return bad(e, "head: own, must or inside name no label", h->name);
    return SAYSO_OK;
}

/* Taggers first, since roles refer to them. */
static sayso_code read_heads(struct model *m, const json_t *j, sayso_error *e) {
    const size_t n = json_array_size(j);
    if (!json_is_array(j) || n > MODEL_MAX_HEADS) return bad(e, "heads", "no list, or too long");
    m->heads = ARENA_ARRAY(&m->arena, struct head, n);
    if (!m->heads) return error_set(e, SAYSO_NOMEM, "model", 0, "out of memory");
    for (int roles = 0; roles < 2; roles++)
        for (size_t i = 0; i < n; i++) {
            const json_t *row = json_array_get(j, i);
            const bool is_tagger = !strcmp(text_of(row, "kind"), "tagger");
            if (is_tagger == (roles == 1)) continue;
            sayso_code code = read_head(m, &m->heads[m->n_heads], row, e);
            if (code) return code;
            m->n_heads++;
        }
    return SAYSO_OK;
}

sayso_code config_read(struct model *m, sayso_error *e) {
    const char *format = weights_meta(&m->weights, "format"), *version = weights_meta(&m->weights, "version");
    if (!format || strcmp(format, "sayso-model")) return bad(e, "metadata", "format is not sayso-model");
    if (!version || strcmp(version, "1")) return bad(e, "metadata", "only version 1 is known");
    const char *encoder = weights_meta(&m->weights, "encoder"), *heads = weights_meta(&m->weights, "heads");
    json_t *je = encoder ? json_loads(encoder, JSON_REJECT_DUPLICATES, NULL) : NULL;
    json_t *jh = heads ? json_loads(heads, JSON_REJECT_DUPLICATES, NULL) : NULL;
    sayso_code code = je && jh ? read_shape(&m->shape, je, e) : bad(e, "metadata", "encoder or heads is missing or no JSON");
    if (!code) code = read_heads(m, jh, e);
    json_decref(je);
    json_decref(jh);
    return code;
}
