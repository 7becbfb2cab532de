/* JSON values on a stream. */
#include "out_json_value.h"
#include "base_utf8.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

void out_json_init(struct json_out *j, struct sink *s, bool pretty) {
    *j = (struct json_out){.s = s, .pretty = pretty, .flat = {!pretty}};
}

static void new_line(struct json_out *j) {
    sink_char(j->s, '\n');
    sink_fill(j->s, ' ', 2u * j->depth);
}

/* What stands before a value: nothing behind its key, else a comma and, on levels that are not flat, a new line. */
static void lead(struct json_out *j) {
    if (j->after_key || !j->depth) {
        j->after_key = false;
        return;
    }
    bool flat = j->flat[j->depth];
    if (j->filled[j->depth]) sink_str(j->s, flat && j->pretty ? ", " : ",");
    if (!flat) new_line(j);
    j->filled[j->depth] = true;
}

static void open_level(struct json_out *j, char bracket, bool flat) {
    lead(j);
    assert(j->depth + 1 < JSON_DEPTH);
    sink_char(j->s, bracket);
    bool outer = j->flat[j->depth];
    j->depth++;
    j->flat[j->depth] = flat || outer;
    j->filled[j->depth] = false;
}

void out_json_open(struct json_out *j, char bracket) { open_level(j, bracket, !j->pretty); }
void out_json_open_flat(struct json_out *j, char bracket) { open_level(j, bracket, true); }

void out_json_close(struct json_out *j, char bracket) {
    assert(j->depth && !j->after_key);
    bool broken = j->filled[j->depth] && !j->flat[j->depth];
    j->depth--;
    if (broken) new_line(j);
    sink_char(j->s, bracket);
}

void out_json_key(struct json_out *j, const char *key) {
    lead(j);
    sink_char(j->s, '"');
    sink_str(j->s, key);
    sink_str(j->s, j->pretty ? "\": " : "\":");
    j->after_key = true;
}

void out_json_null(struct json_out *j) {
    lead(j);
    sink_str(j->s, "null");
}

void out_json_bool(struct json_out *j, bool value) {
    lead(j);
    sink_str(j->s, value ? "true" : "false");
}

void out_json_number(struct json_out *j, uint64_t value) {
    lead(j);
    sink_number(j->s, value);
}

void out_json_real(struct json_out *j, double value, int digits) {
    char text[64];
    bool huge = value >= 1e15 || value <= -1e15; /* past what is exact: with an exponent */
    int n = huge ? snprintf(text, sizeof text, "%.15g", value) : snprintf(text, sizeof text, "%.*f", digits, value);
    for (char *p = text; *p; p++)
        if (*p == ',') *p = '.'; /* whatever the program's locale */
    if (!huge && digits > 0 && n > 0 && (size_t)n < sizeof text) {
        while (text[n - 1] == '0') n--;
        if (text[n - 1] == '.') n--;
        text[n] = 0;
    }
    lead(j);
    sink_str(j->s, strcmp(text, "-0") ? text : "0");
}

void out_json_score(struct json_out *j, double value) {
    lead(j);
    int thousandths = value >= 1 ? 1000 : value > 0 ? (int)(value * 1000 + 0.5) : 0; /* a NaN is 0 */
    sink_printf(j->s, "%d.%03d", thousandths / 1000, thousandths % 1000);
}

static void escape(struct sink *s, unsigned char c) {
    static const char letters[] = "\bb\ff\nn\rr\tt\"\"\\\\";
    for (const char *p = letters; *p; p += 2)
        if ((unsigned char)*p == c) {
            sink_char(s, '\\');
            sink_char(s, p[1]);
            return;
        }
    sink_printf(s, "\\u%04x", c);
}

void out_json_string_n(struct json_out *j, const char *bytes, size_t n) {
    lead(j);
    sink_char(j->s, '"');
    size_t kept = 0, at = 0, may = sink_words(j->s, bytes, n);
    bool cut = may < n;
    n = may;
    while (at < n) {
        unsigned char c = (unsigned char)bytes[at];
        uint32_t len = 1;
        bool broken = c >= 0x80 && utf8_at(bytes + at, n - at, &len) == 0xfffd && len == 1;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f && !broken) {
            at += len;
            continue;
        }
        sink_put(j->s, bytes + kept, at - kept);
        if (broken)
            sink_str(j->s, "\xef\xbf\xbd");
        else
            escape(j->s, c);
        kept = ++at;
    }
    sink_put(j->s, bytes + kept, n - kept);
    if (cut) sink_str(j->s, WORDS_CUT);
    sink_char(j->s, '"');
}

void out_json_string(struct json_out *j, const char *string) {
    if (string)
        out_json_string_n(j, string, strlen(string));
    else
        out_json_null(j);
}

void out_json_span(struct json_out *j, span s) {
    if (!span_is(s)) {
        out_json_null(j);
        return;
    }
    lead(j);
    sink_char(j->s, '[');
    sink_number(j->s, s.beg);
    sink_str(j->s, j->pretty ? ", " : ",");
    sink_number(j->s, s.end);
    sink_char(j->s, ']');
}

void out_json_id(struct json_out *j, char letter, int32_t index) {
    if (index < 0) {
        out_json_null(j);
        return;
    }
    lead(j);
    sink_char(j->s, '"');
    sink_char(j->s, letter);
    sink_number(j->s, (uint64_t)index);
    sink_char(j->s, '"');
}
