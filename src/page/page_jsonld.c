/* JSON-LD of a page: the one file that knows jansson in this stage. Finds the article among the objects (NewsArticle and
 * kin, in @graph and arrays too) and takes its facts as candidates; a VideoObject or the WebPage itself serves where there
 * is no article. Broken JSON is mended first; what cannot be mended is skipped.
 *
 * Objects deeper than MAX_LEVEL and documents larger than MAX_JSON are not looked at. */
#include "page_meta.h"
#include "page_jsonld.h"
#include <jansson.h>

enum { MAX_JSON = 8 << 20, MAX_LEVEL = 12, MAX_OBJECTS = 4096, MAX_IMAGES = 64 };

struct ld {
    struct meta *m;
    json_t *root;
    json_t *best;
    int best_score;
    uint32_t seen;
    struct meta_image images[MAX_IMAGES];
    uint32_t n_images;
    bool nomem;
};

static const char *str(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

/* How much a type is worth as the page's article; 0: no use. */
static int type_worth(const char *t) {
    static const struct {
        const char *name;
        int worth;
    } TYPES[] = {
        {"NewsArticle", 60},
        {"ReportageNewsArticle", 60},
        {"AnalysisNewsArticle", 60},
        {"BackgroundNewsArticle", 60},
        {"OpinionNewsArticle", 60},
        {"ReviewNewsArticle", 60},
        {"AskPublicNewsArticle", 60},
        {"LiveBlogPosting", 58},
        {"Article", 55},
        {"BlogPosting", 50},
        {"Report", 50},
        {"SocialMediaPosting", 40},
        {"AdvertiserContentArticle", 40},
        {"TechArticle", 50},
        {"ScholarlyArticle", 50},
        {"SatiricalArticle", 50},
        {"Review", 25},
        {"Recipe", 25},
        {"VideoObject", 20},
        {"WebPage", 10},
        {"ItemPage", 10},
        {"CreativeWork", 10},
    };
    if (!strncmp(t, "http", 4)) { /* "http://schema.org/NewsArticle" */
        const char *slash = strrchr(t, '/');
        if (slash) t = slash + 1;
    }
    if (!strncmp(t, "schema:", 7)) t += 7;
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (!strcmp(t, TYPES[i].name)) return TYPES[i].worth;
    return 0;
}

static int worth_of(const json_t *o) {
    const json_t *t = json_object_get(o, "@type");
    int best = 0;
    if (json_is_string(t)) return type_worth(json_string_value(t));
    for (size_t i = 0; i < json_array_size(t); i++) {
        const char *s = json_string_value(json_array_get(t, i));
        int w = s ? type_worth(s) : 0;
        if (w > best) best = w;
    }
    return best;
}

static bool is_type(const json_t *o, const char *name) {
    const json_t *t = json_object_get(o, "@type");
    if (json_is_string(t)) return !strcmp(json_string_value(t), name);
    for (size_t i = 0; i < json_array_size(t); i++) {
        const char *s = json_string_value(json_array_get(t, i));
        if (s && !strcmp(s, name)) return true;
    }
    return false;
}

/* Looks for the best article; of equals the first. Lists of other articles (ItemList, hasPart) are not entered. */
static void find_best(struct ld *ld, json_t *v, int level) {
    if (level > MAX_LEVEL || ld->seen++ > MAX_OBJECTS) return;
    for (size_t i = 0; i < json_array_size(v); i++) find_best(ld, json_array_get(v, i), level + 1);
    if (!json_is_object(v)) return;
    int score = worth_of(v);
    if (score) {
        score += (str(v, "articleBody") != NULL) * 8 + (json_object_get(v, "headline") != NULL) * 4 +
                 (str(v, "datePublished") != NULL) * 2;
        if (score > ld->best_score) ld->best = v, ld->best_score = score;
    }
    find_best(ld, json_object_get(v, "@graph"), level + 1);
    find_best(ld, json_object_get(v, "mainEntity"), level + 1);
    json_t *page = json_object_get(v, "mainEntityOfPage");
    if (json_is_object(page)) find_best(ld, page, level + 1);
}

/* An object named by "@id" elsewhere in the document: itself, if it says more than its id. */
static json_t *by_id(json_t *v, const char *id, int level) {
    if (level > MAX_LEVEL) return NULL;
    for (size_t i = 0; i < json_array_size(v); i++) {
        json_t *o = by_id(json_array_get(v, i), id, level + 1);
        if (o) return o;
    }
    const char *own = json_is_object(v) ? str(v, "@id") : NULL;
    if (own && !strcmp(own, id) && json_object_size(v) > 1) return v;
    return json_is_object(v) ? by_id(json_object_get(v, "@graph"), id, level + 1) : NULL;
}

static json_t *resolve(const struct ld *ld, json_t *v) {
    if (!json_is_object(v) || json_object_size(v) > 2 || str(v, "name")) return v;
    const char *id = str(v, "@id");
    json_t *o = id ? by_id(ld->root, id, 0) : NULL;
    return o ? o : v;
}

static void add(struct ld *ld, enum meta_field f, const char *s) {
    size_t n;
    if (!s || !*s) return;
    char *text = markup_text(ld->m->arena, s, strlen(s), &n);
    if (!text || (n && !meta_add(ld->m, f, META_JSON_LD, text, n))) ld->nomem = true;
}

/* Names out of a string, an object with a name, or a list of these; of authors either the bodies or the others. */
static void add_names(struct ld *ld, enum meta_field f, json_t *v, bool orgs, int level) {
    if (level > 3) return;
    v = resolve(ld, v);
    if (json_is_string(v))
        add(ld, f, json_string_value(v));
    else if (json_is_object(v) && f == FIELD_AUTHOR && is_type(v, "Organization") != orgs)
        return;
    else if (json_is_object(v)) {
        json_t *name = json_object_get(v, "name");
        if (name)
            add_names(ld, f, name, orgs, level + 1);
        else if (str(v, "givenName") && str(v, "familyName")) {
            const char *full = arena_printf(ld->m->arena, "%s %s", str(v, "givenName"), str(v, "familyName"));
            if (full)
                add(ld, f, full);
            else
                ld->nomem = true;
        }
    }
    for (size_t i = 0; i < json_array_size(v) && i < 32; i++) add_names(ld, f, json_array_get(v, i), orgs, level + 1);
}

static const char *keep(struct ld *ld, const char *s) {
    size_t n;
    if (!s || !*s) return NULL;
    char *text = markup_text(ld->m->arena, s, strlen(s), &n);
    if (!text) ld->nomem = true;
    return n && text ? text : NULL;
}

/* A name under `key`: a string, or the name of an object or of the first of a list. */
static const char *name_of(const struct ld *ld, const json_t *o, const char *key) {
    json_t *v = json_object_get(o, key);
    if (json_is_array(v)) v = json_array_get(v, 0);
    v = resolve(ld, v);
    return json_is_object(v) ? str(v, "name") : json_string_value(v);
}

static void add_image(struct ld *ld, json_t *v, int level) {
    if (level > 2) return;
    v = resolve(ld, v);
    for (size_t i = 0; i < json_array_size(v); i++) add_image(ld, json_array_get(v, i), level + 1);
    if (ld->n_images == MAX_IMAGES) return;
    struct meta_image im = {0};
    if (json_is_string(v))
        im.uri = keep(ld, json_string_value(v));
    else if (json_is_object(v)) {
        const char *uri = str(v, "url");
        im.uri = keep(ld, uri ? uri : str(v, "contentUrl"));
        im.caption = keep(ld, str(v, "caption") ? str(v, "caption") : str(v, "description"));
        const char *credit = name_of(ld, v, "creditText");
        if (!credit) credit = name_of(ld, v, "creator");
        if (!credit) credit = name_of(ld, v, "author");
        if (!credit) credit = name_of(ld, v, "copyrightHolder");
        im.credit = keep(ld, credit);
    }
    if (im.uri || im.credit) ld->images[ld->n_images++] = im;
}

/* The body; of a live blog without one, its updates in order. */
static void add_body(struct ld *ld, const json_t *o) {
    const char *body = str(o, "articleBody");
    if (!body && is_type(o, "NewsArticle")) body = str(o, "text");
    add(ld, FIELD_BODY, body);
    const json_t *updates = json_object_get(o, "liveBlogUpdate");
    for (size_t i = 0; !body && i < json_array_size(updates); i++) {
        const json_t *u = json_array_get(updates, i);
        add(ld, FIELD_BODY, str(u, "headline"));
        add(ld, FIELD_BODY, str(u, "articleBody"));
    }
}

static void take(struct ld *ld, json_t *o) {
    bool article = worth_of(o) >= 25;
    const char *title = str(o, "headline");
    add(ld, FIELD_TITLE, title ? title : str(o, "name"));
    add_names(ld, FIELD_OUTLET, json_object_get(o, "publisher"), false, 0);
    if (article) {
        json_t *author = json_object_get(o, "author");
        if (!author) author = json_object_get(o, "creator");
        uint32_t before = ld->m->found.n;
        add_names(ld, FIELD_AUTHOR, author, false, 0);
        if (ld->m->found.n == before) add_names(ld, FIELD_AUTHOR, author, true, 0);
        add_body(ld, o);
    }
    const char *published = str(o, "datePublished");
    add(ld, FIELD_PUBLISHED, published ? published : str(o, is_type(o, "VideoObject") ? "uploadDate" : "dateCreated"));
    add(ld, FIELD_MODIFIED, str(o, "dateModified"));
    json_t *language = json_object_get(o, "inLanguage");
    if (json_is_array(language)) language = json_array_get(language, 0);
    if (json_is_object(language))
        add(ld, FIELD_LANGUAGE, str(language, "alternateName") ? str(language, "alternateName") : str(language, "name"));
    else
        add(ld, FIELD_LANGUAGE, json_string_value(language));
    json_t *page = json_object_get(o, "mainEntityOfPage");
    const char *uri = json_is_object(page) ? str(page, "@id") : json_string_value(page);
    if (!uri || strncmp(uri, "http", 4) != 0) uri = str(o, "url");
    if (uri && !strncmp(uri, "http", 4)) add(ld, FIELD_CANONICAL, uri);
    add(ld, FIELD_DATELINE, str(o, "dateline"));
    add_image(ld, json_object_get(o, "image"), 0);
    if (!json_object_get(o, "image")) add_image(ld, json_object_get(o, "primaryImageOfPage"), 0);
}

static json_t *parse(struct arena *arena, const char *json, size_t n, bool quotes, bool *nomem) {
    char *text;
    size_t n_text;
    if (!jsonld_mend(arena, json, n, quotes, &text, &n_text)) {
        *nomem = true;
        return NULL;
    }
    json_error_t error;
    return json_loadb(text, n_text, JSON_DISABLE_EOF_CHECK, &error);
}

bool meta_add_json_ld(struct meta *m, const char *json, size_t n, struct meta_image **images, uint32_t *n_images) {
    struct ld ld = {.m = m};
    if (images) *images = NULL;
    if (n_images) *n_images = 0;
    if (n < 2 || n > MAX_JSON) return true;
    for (int quotes = 0; quotes < 2 && !ld.root && !ld.nomem; quotes++) ld.root = parse(m->arena, json, n, quotes, &ld.nomem);
    if (!ld.root) return !ld.nomem;
    find_best(&ld, ld.root, 0);
    if (ld.best) take(&ld, ld.best);
    json_decref(ld.root);
    if (images && n_images && ld.n_images) {
        *images = ARENA_ARRAY(m->arena, struct meta_image, ld.n_images);
        if (!*images) return false;
        memcpy(*images, ld.images, ld.n_images * sizeof *ld.images);
        *n_images = ld.n_images;
    }
    return !ld.nomem;
}
