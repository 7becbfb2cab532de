/* Atom: see out_atom.h. Text is escaped for XML 1.0; what no XML may hold (control characters) is a replacement character. */
#include "out_atom.h"
#include "base_utf8.h"
#include <string.h>

static bool is_xml(uint32_t c) {
    return c == '\t' || c == '\n' || (c >= 0x20 && c != 0xfffe && c != 0xffff && !(c >= 0xd800 && c <= 0xdfff) && c <= 0x10ffff);
}

static void put_text(struct sink *s, const char *text) {
    size_t n = text ? strlen(text) : 0;
    for (size_t i = 0; i < n;) {
        uint32_t len, c = utf8_at(text + i, n - i, &len);
        if (c == '&')
            sink_str(s, "&amp;");
        else if (c == '<')
            sink_str(s, "&lt;");
        else if (c == '>')
            sink_str(s, "&gt;");
        else if (c == '"')
            sink_str(s, "&quot;");
        else if (is_xml(c))
            sink_put(s, text + i, len);
        else
            sink_str(s, "\xef\xbf\xbd");
        i += len;
    }
}

static void put_element(struct sink *s, const char *name, const char *attribute, const char *text) {
    sink_printf(s, "<%s%s>", name, attribute);
    put_text(s, text);
    sink_printf(s, "</%s>\n", name);
}

void out_atom_open(struct sink *s, const char *id, const char *title, const char *updated) {
    sink_str(s, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    put_element(s, "id", "", id);
    put_element(s, "title", "", title);
    put_element(s, "updated", "", updated);
    sink_str(s, "<author><name>sayso</name></author>\n");
    sink_printf(s, "<generator version=\"%s\">sayso</generator>\n", SAYSO_VERSION);
}

void out_atom_entry(struct sink *s, const char *id, const struct out_atom_entry *e) {
    sink_str(s, "<entry>\n<id>");
    put_text(s, id);
    sink_printf(s, "/change/%lld</id>\n<title>", (long long)e->change);
    if (e->title) put_text(s, e->title);
    if (e->title && e->words) sink_str(s, ": ");
    put_text(s, e->words);
    sink_str(s, "</title>\n");
    put_element(s, "updated", "", e->at);
    sink_printf(s, "<category term=\"story %lld\"/>\n", (long long)e->story);
    put_element(s, "content", " type=\"text\"", e->words ? e->words : e->title ? e->title : "changed");
    sink_str(s, "</entry>\n");
}

void out_atom_close(struct sink *s) { sink_str(s, "</feed>\n"); }
