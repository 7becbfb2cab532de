/* One self-contained page, without anything from another host: on the left the report with its attributions marked in
 * their source's colour, on the right the sources. Style and script: data/html/. */
#include "out_html.h"
#include "base_utf8.h"
#include "out_html_assets.h"
#include <string.h>
#include <strings.h>

static void put_escaped(struct sink *s, const char *words, size_t n) {
    size_t kept = 0;
    uint32_t len;
    for (size_t i = 0; i < n; i += len) {
        uint32_t c = utf8_at(words + i, n - i, &len);
        const char *instead = c == '&'                              ? "&amp;"
                              : c == '<'                            ? "&lt;"
                              : c == '>'                            ? "&gt;"
                              : c == '"'                            ? "&quot;"
                              : c == '\''                           ? "&#39;"
                              : c == '\n'                           ? "<br>"
                              : c == '\t'                           ? " "
                              : c < 0x20 || (c >= 0x7f && c < 0xa0) ? ""
                                                                    : NULL;
        if (c == 0xfffd && len == 1) instead = "\xef\xbf\xbd";
        if (!instead) continue;
        sink_put(s, words + kept, i - kept);
        sink_str(s, instead);
        kept = i + len;
    }
    sink_put(s, words + kept, n - kept);
}

void html_words(struct sink *s, const char *words, size_t n) {
    size_t may = sink_words(s, words, n);
    put_escaped(s, words, may);
    if (may < n) sink_str(s, WORDS_CUT);
}

void html_string(struct sink *s, const char *string) {
    if (!string) return;
    size_t all = strlen(string), may = sink_words(s, string, all), n;
    for (size_t at = 0; at < may; at += n) { /* a newline has no place in a name or an attribute */
        const char *line = memchr(string + at, '\n', may - at);
        n = line ? (size_t)(line - string) - at : may - at;
        put_escaped(s, string + at, n);
        if (line) sink_char(s, ' '), n++;
    }
    if (may < all) sink_str(s, WORDS_CUT);
}

void html_cut(struct sink *s, const sayso_record *r, span at) { html_words(s, r->text + at.beg, span_len(at)); }

void html_owner(struct sink *s, const char *classes, int32_t source) {
    const char *gap = *classes ? " " : "";
    if (source < 0)
        sink_printf(s, " class=\"%s%ss-none\" data-s=\"-\"", classes, gap);
    else
        sink_printf(s, " class=\"%s%ss%d\" data-s=\"%d\"", classes, gap, source, source);
}

void html_number(struct sink *s, const sayso_record *r, uint32_t i, bool in_report) {
    const char *name = r->attributions[i].source_id < 0 ? NULL : r->sources[r->attributions[i].source_id].name;
    if (in_report)
        sink_printf(s, "<a class=\"n\" id=\"a%u\" href=\"#c%u\" title=\"", i, i);
    else
        sink_printf(s, "<a class=\"n\" href=\"#a%u\" title=\"in the report: ", i);
    html_string(s, name ? name : "nobody named");
    sink_printf(s, "\">%u</a>", i + 1);
}

void html_link(struct sink *s, const char *uri, const char *words) {
    bool safe = uri && (!strncasecmp(uri, "https://", 8) || !strncasecmp(uri, "http://", 7));
    if (safe) {
        sink_str(s, "<a rel=\"noreferrer noopener\" href=\"");
        html_string(s, uri);
        sink_str(s, "\">");
    }
    html_string(s, words);
    if (safe) sink_str(s, "</a>");
}

static void put_lines(struct sink *s, const char *const *lines) {
    for (; *lines; lines++) sink_str(s, *lines);
}

static const char *title_of(const sayso_record *r) {
    return r->publication.title ? r->publication.title : r->input.name ? r->input.name : "A report";
}

/* Hues go round by the golden angle, so that neighbours differ and no two are quite the same. */
static void put_head(struct sink *s, const sayso_record *r) {
    sink_str(s, "<!doctype html>\n<html lang=\"");
    html_string(s, r->publication.language ? r->publication.language : "en");
    sink_str(s,
             "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
             "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<meta name=\"generator\" "
             "content=\"sayso " SAYSO_VERSION "\">\n<title>Who says what: ");
    html_string(s, title_of(r));
    sink_str(s, "</title>\n<style>\n");
    put_lines(s, HTML_STYLE);
    for (uint32_t i = 0; i < r->n_sources; i++)
        sink_printf(s, ".s%u{--h:%u}\n", i, (uint32_t)((210 + (uint64_t)i * 137508 / 1000) % 360));
    sink_str(s, "</style>\n</head>\n");
}

static void put_count(struct sink *s, uint32_t n, const char *one, const char *many) {
    sink_printf(s, "<span>%u %s</span>\n", n, n == 1 ? one : many);
}

static void put_top(struct sink *s, const struct out_report *r) {
    sink_str(s, "<header class=\"top\"><strong>Who says what</strong>\n");
    if (r->scores) {
        put_count(s, r->record->n_attributions, "attribution", "attributions");
        put_count(s, r->record->n_sources, "source", "sources");
    }
    put_count(s, r->record->n_quotes, "quotation", "quotations");
    if (r->scores)
        sink_str(s,
                 "<span class=\"key\"><span><mark class=\"s-none\">what is said</mark></span><span><span class=\"who "
                 "s-none\">who says it</span></span>"
                 "<span><em class=\"hedge\">hedge</em></span><span><span class=\"fact\">time, place, amount, event</span></span>"
                 "<span>unmarked: the report's own word</span><span>keys n, p: "
                 "next, previous</span></span>\n");
    sink_str(s, "<a class=\"jump\" href=\"#side\">to the sources</a></header>\n");
}

/* What is known of the publication, over the report; its title where no block tells it. */
static void put_publication(struct sink *s, const sayso_record *r) {
    const sayso_publication *p = &r->publication;
    char published[64], modified[64];
    const char *parts[] = {p->outlet, out_date(p->published, published), p->modified ? "updated" : NULL,
                           out_date(p->modified, modified)};
    bool any = false, headline = false;
    for (uint32_t i = 0; i < r->n_blocks; i++) headline |= r->blocks[i].kind == SAYSO_BLOCK_HEADLINE;
    sink_str(s, "<p class=\"where\">");
    for (int i = 0; i < 4; i++) {
        if (!parts[i]) continue;
        if (any) sink_str(s, i == 3 ? " " : " \xc2\xb7 ");
        html_string(s, parts[i]);
        any = true;
    }
    const char *uri = p->canonical_uri ? p->canonical_uri : r->input.uri;
    if (uri) {
        sink_str(s, any ? " \xc2\xb7 " : "");
        html_link(s, uri, "the page");
    }
    sink_str(s, "</p>\n");
    if (!headline && p->title) {
        sink_str(s, "<h1>");
        html_string(s, p->title);
        sink_str(s, "</h1>\n");
    }
}

/* The element that stands around neighbouring blocks: a list, a picture's words. */
enum around { AROUND_NONE, AROUND_LIST, AROUND_FIGURE };

static enum around around_of(const sayso_block *b) {
    if (b->kind == SAYSO_BLOCK_LIST_ITEM) return AROUND_LIST;
    return b->kind == SAYSO_BLOCK_CAPTION || b->kind == SAYSO_BLOCK_CREDIT ? AROUND_FIGURE : AROUND_NONE;
}

static void open_around(struct sink *s, const sayso_record *r, const sayso_block *b) {
    enum around a = around_of(b);
    if (a == AROUND_LIST) sink_str(s, "<ul>\n");
    if (a == AROUND_FIGURE)
        sink_printf(s, "<figure><p class=\"label\">%s</p>\n",
                    b->media >= 0 ? sayso_media_kind_name(r->media[b->media].kind) : "image");
}

static void close_around(struct sink *s, enum around a) {
    sink_str(s, a == AROUND_LIST ? "</ul>\n" : a == AROUND_FIGURE ? "</figure>\n" : "");
}

static void put_block(struct sink *s, struct html_marks *m, const sayso_block *b) {
    static const struct {
        const char *open, *close;
    } tags[] = {
        [SAYSO_BLOCK_HEADLINE] = {"<h1>", "</h1>"},
        [SAYSO_BLOCK_DECK] = {"<p class=\"deck\">", "</p>"},
        [SAYSO_BLOCK_BYLINE] = {"<p class=\"byline\">", "</p>"},
        [SAYSO_BLOCK_PARAGRAPH] = {"<p>", "</p>"},
        [SAYSO_BLOCK_HEADING] = {"<h2>", "</h2>"},
        [SAYSO_BLOCK_LIST_ITEM] = {"<li>", "</li>"},
        [SAYSO_BLOCK_QUOTE] = {"<blockquote>", "</blockquote>"},
        [SAYSO_BLOCK_CAPTION] = {"<p class=\"caption\">", "</p>"},
        [SAYSO_BLOCK_CREDIT] = {"<p class=\"credit\">", "</p>"},
        [SAYSO_BLOCK_RELATED] = {"<p class=\"related\">", "</p>"},
        [SAYSO_BLOCK_EMBED] = {"<p class=\"embed\">", "</p>"},
        [SAYSO_BLOCK_NOTE] = {"<p class=\"note\">", "</p>"},
    };
    sink_str(s, tags[b->kind].open);
    html_marks_put(m, s, b->span);
    sink_str(s, tags[b->kind].close);
    sink_char(s, '\n');
}

static void put_blocks(struct sink *s, const sayso_record *r, struct html_marks *m) {
    const sayso_block *before = NULL;
    for (uint32_t i = 0; i < r->n_blocks; i++) {
        const sayso_block *b = &r->blocks[i];
        bool same = before && around_of(before) == around_of(b) &&
                    (around_of(b) != AROUND_FIGURE || (before->media == b->media && b->kind == SAYSO_BLOCK_CREDIT));
        if (before && !same) close_around(s, around_of(before));
        if (!same) open_around(s, r, b);
        put_block(s, m, b);
        before = b;
    }
    if (before) close_around(s, around_of(before));
}

sayso_code out_html(const struct out_report *report, struct arena *scratch, struct sink *s) {
    const sayso_record *r = report->record;
    struct html_marks marks;
    struct out_incident incident;
    if (!out_incident(&incident, r, scratch) || !html_marks_collect(&marks, r, &incident, scratch)) return SAYSO_NOMEM;
    put_head(s, r);
    sink_str(s, "<body>\n");
    put_top(s, report);
    sink_str(s, "<main>\n");
    if (!html_incident(s, r, &incident, scratch)) return SAYSO_NOMEM;
    sink_str(s, "<article class=\"report\" aria-label=\"The report\">\n");
    put_publication(s, r);
    put_blocks(s, r, &marks);
    sink_str(s, "</article>\n<aside class=\"side\" id=\"side\" aria-label=\"Sources\">\n");
    if (!html_cards(s, report, scratch)) return SAYSO_NOMEM;
    sink_str(s, "</aside>\n</main>\n<footer>Read by sayso " SAYSO_VERSION " from ");
    html_string(s, r->input.name ? r->input.name : "its input");
    sink_printf(s, ", %llu bytes, SHA-256 %s</footer>\n<script>\n", (unsigned long long)r->input.bytes, r->input.sha256);
    put_lines(s, HTML_SCRIPT);
    sink_str(s, "</script>\n</body>\n</html>\n");
    return SAYSO_OK;
}
