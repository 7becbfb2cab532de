/* Gathering what the page says of itself. */
#include "page_head.h"
#include "page_rules.h"
#include <strings.h>

const char *page_tree_words(struct arena *arena, const struct page_tree *t, uint32_t node, size_t *n) {
    size_t size = 0, at = 0;
    for (uint32_t i = node; i < t->nodes[node].past; i++)
        for (uint32_t k = 0; k < t->nodes[i].n_pieces; k++) size += t->strands[t->nodes[i].piece + k].n_text;
    char *s = arena_alloc(arena, size + 1);
    for (uint32_t i = node; s && i < t->nodes[node].past; i++)
        for (uint32_t k = 0; k < t->nodes[i].n_pieces; k++) {
            const struct page_strand *strand = &t->strands[t->nodes[i].piece + k];
            for (uint32_t b = 0; b < strand->n_text; b++) {
                bool blank = strchr(" \t\r\n\f", strand->text[b]) != NULL;
                if (blank && (!at || s[at - 1] == ' ')) continue;
                s[at++] = blank ? ' ' : strand->text[b];
            }
        }
    while (s && at && s[at - 1] == ' ') at--;
    if (s) s[at] = 0;
    *n = at;
    return s;
}

static bool add_meta(struct page_head *h, const struct page_tree *t, uint32_t i) {
    static const char *const KEYS[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = page_attr(t, i, "content"), *key = NULL;
    for (uint32_t k = 0; content && k < sizeof KEYS / sizeof *KEYS; k++)
        if ((key = page_attr(t, i, KEYS[k])) != NULL && !meta_add_tag(&h->meta, key, content)) return false;
    return true;
}

static bool add_link(struct page_head *h, const struct page_tree *t, uint32_t i) {
    const char *rel = page_attr(t, i, "rel"), *href = page_attr(t, i, "href");
    if (!rel || !href || strcasecmp(rel, "canonical")) return true;
    return meta_add(&h->meta, FIELD_CANONICAL, META_META, href, strlen(href));
}

static bool add_json_ld(struct page_head *h, const struct page_tree *t, uint32_t i) {
    struct meta_image *images = NULL;
    uint32_t n_images = 0;
    size_t n;
    const char *json = page_tree_words(h->meta.arena, t, i, &n);
    if (!json || !meta_add_json_ld(&h->meta, json, n, &images, &n_images)) return false;
    if (!n_images) return true;
    struct meta_image *all = ARENA_ARRAY(h->meta.arena, struct meta_image, h->n_images + n_images);
    if (!all) return false;
    if (h->n_images) memcpy(all, h->images, sizeof *all * h->n_images);
    memcpy(all + h->n_images, images, sizeof *all * n_images);
    h->images = all;
    h->n_images += n_images;
    return true;
}

static bool add_microdata(struct page_head *h, const struct page_tree *t, uint32_t i) {
    static const struct {
        const char *property, *attribute;
        enum meta_field field;
    } FIELDS[] = {{"headline", "content", FIELD_TITLE},           {"author", "content", FIELD_AUTHOR},
                  {"datePublished", "datetime", FIELD_PUBLISHED}, {"datePublished", "content", FIELD_PUBLISHED},
                  {"dateModified", "datetime", FIELD_MODIFIED},   {"dateModified", "content", FIELD_MODIFIED}};
    const char *property = page_attr(t, i, "itemprop");
    if (!property) return true;
    for (uint32_t k = 0; k < sizeof FIELDS / sizeof *FIELDS; k++) {
        if (strcmp(property, FIELDS[k].property)) continue;
        size_t n;
        const char *value = page_attr(t, i, FIELDS[k].attribute);
        if (value)
            n = strlen(value);
        else if (FIELDS[k].field == FIELD_TITLE || FIELDS[k].field == FIELD_AUTHOR)
            value = page_tree_words(h->meta.arena, t, i, &n);
        else
            continue;
        if (!value) return false;
        if (n && n < 400 && !meta_add(&h->meta, FIELDS[k].field, META_MICRODATA, value, n)) return false;
    }
    return true;
}

static bool add_title(struct page_head *h, const struct page_tree *t, uint32_t i) {
    size_t n;
    const char *title = page_tree_words(h->meta.arena, t, i, &n);
    return title && (!n || meta_add(&h->meta, FIELD_TITLE, META_META, title, n));
}

bool page_head_read(struct arena *arena, const struct page_tree *t, const char *uri, struct page_head *out) {
    bool ok = true, titled = false;
    *out = (struct page_head){.meta = {.arena = arena}};
    if (uri) ok = meta_add(&out->meta, FIELD_CANONICAL, META_URL, uri, strlen(uri));
    for (uint32_t i = 0; ok && i < t->n_nodes; i++) {
        const char *lang;
        switch (t->nodes[i].tag) {
        case TAG_TEXT:
            break;
        case TAG_HTML:
            lang = page_attr(t, i, "lang");
            if (lang && *lang) ok = meta_add(&out->meta, FIELD_LANGUAGE, META_META, lang, strlen(lang));
            break;
        case TAG_META:
            ok = add_meta(out, t, i);
            break;
        case TAG_LINK:
            ok = add_link(out, t, i);
            break;
        case TAG_SCRIPT:
            ok = add_json_ld(out, t, i);
            break;
        case TAG_TITLE:
            if (!titled) ok = add_title(out, t, i);
            titled = true;
            break;
        default:
            ok = add_microdata(out, t, i);
            break;
        }
    }
    return ok;
}

bool page_head_add_lines(struct page_head *h, const struct page_flow *f, uint32_t first, uint32_t past, bool *is) {
    const struct page_tree *t = f->tree;
    for (uint32_t i = first; i < past; i++) {
        const struct page_line *l = &f->lines[i];
        uint32_t n = page_line_len(l);
        if (l->object || n > 200 || l->hints & (HINT_COMMENT | HINT_RELATED | HINT_NAV | HINT_CAPTION | HINT_CREDIT)) continue;
        if (!meta_add_byline(&h->meta, page_line_text(f, l), n, &is[i])) return false;
    }
    if (first >= past) return true;
    for (uint32_t i = f->lines[first].leaf; i <= f->lines[past - 1].leaf; i++) {
        const char *when = t->nodes[i].tag == TAG_TIME ? page_attr(t, i, "datetime") : NULL;
        if (when && *when && !meta_add(&h->meta, FIELD_PUBLISHED, META_TIME, when, strlen(when))) return false;
    }
    return true;
}
