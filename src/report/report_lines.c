/* Lines that begin with their speaker: transcripts ("MARSH: We saw smoke.") and headlines ("Police: Gunman fled on foot").
 * A name read as one, a name in capitals that opens several lines, and in a headline a word for a kind of source count;
 * "The latest:", "Update:" and "Editor's note:" do not. And lines of one quotation that end with its speaker, behind a
 * dash: "I heard two shots." - Ada Marsh, baker. */
#include "report_nesting.h"
#include "report_kinds.h"
#include "base_utf8.h"
#include <string.h>

enum { LONGEST_NAME = 6, SHORTEST_LINE = 3 };

struct line {
    struct range name, words; /* before and behind the colon at name.end */
};

static bool opens_line(const struct report_work *w, uint32_t t, struct line *out) {
    int32_t block = w->tokens[t].block;
    uint32_t colon = t + 1;
    while (colon < w->n_tokens && colon <= t + LONGEST_NAME && w->tokens[colon].block == block && !report_token_is(w, colon, ":"))
        colon++;
    if (colon >= w->n_tokens || colon > t + LONGEST_NAME || w->tokens[colon].block != block || !w->tokens[colon].glued)
        return false;
    uint32_t end = colon + 1;
    while (end < w->n_tokens && w->tokens[end].block == block) end++;
    *out = (struct line){{t, colon}, {colon + 1, end}};
    return end >= colon + 1 + SHORTEST_LINE && !w->tokens[colon + 1].glued;
}

static bool is_name(const struct report_work *w, struct range name) {
    bool person = false;
    for (uint32_t t = name.beg; t < name.end; t++) {
        const char *label = report_name(w, t);
        person |= strstr(label, "person") || strstr(label, "organization");
        if (!strstr(label, "person") && !strstr(label, "organization") && !report_token_is(w, t, ".") &&
            !report_token_is(w, t, ",") && t + 1 == name.end)
            return false;
    }
    return person && strstr(report_name(w, name.end - 1), "-");
}

static bool in_capitals(const struct report_work *w, struct range name) {
    uint32_t letters = 0;
    for (uint32_t i = w->tokens[name.beg].at.beg; i < w->tokens[name.end - 1].at.end;) {
        uint32_t len, c = utf8_at(w->text->utf8 + i, w->text->n - i, &len);
        if (utf8_is_lower(c)) return false;
        letters += utf8_is_upper(c);
        i += len;
    }
    return letters > 1;
}

/* Another block opens with the same words. */
static bool opens_again(const struct report_work *w, struct range name) {
    span at = {w->tokens[name.beg].at.beg, w->tokens[name.end].at.end};
    for (uint32_t b = 0; b < w->text->n_blocks; b++) {
        span s = w->text->blocks[b].span;
        if (s.beg != at.beg && span_len(s) > span_len(at) && !memcmp(w->text->utf8 + s.beg, w->text->utf8 + at.beg, span_len(at)))
            return true;
    }
    return false;
}

/* "VELAPUR: Seventeen pilgrims died": where the report is from. */
static bool is_dateline(const struct report_work *w, struct range name) {
    const char *from = w->text->publication.dateline;
    span at = {w->tokens[name.beg].at.beg, w->tokens[name.end - 1].at.end};
    return from && strlen(from) == span_len(at) && !memcmp(from, w->text->utf8 + at.beg, span_len(at));
}

static bool is_speaker(const struct report_work *w, struct line l) {
    if (is_dateline(w, l.name)) return false;
    sayso_block_kind kind = w->text->blocks[w->tokens[l.name.beg].block].kind;
    if (is_name(w, l.name)) return true;
    if (in_capitals(w, l.name) && opens_again(w, l.name)) return true;
    if (kind != SAYSO_BLOCK_HEADLINE && kind != SAYSO_BLOCK_DECK) return false;
    struct kind_reading r = kind_read(w, l.name.beg, l.name.end);
    return r.known && (r.kind == SAYSO_SOURCE_OFFICIAL || r.kind == SAYSO_SOURCE_WITNESS || r.outlet ||
                       report_token_is(w, l.name.end - 1, "report") || report_token_is(w, l.name.end - 1, "study"));
}

static bool says_something(const struct report_work *w, struct range r) {
    for (uint32_t t = r.beg; t < r.end; t++) {
        const char *pos = report_pos(w, t);
        if (!*pos || !strcmp(pos, "VERB") || !strcmp(pos, "AUX") || !strcmp(pos, "ADJ"))
            return true; /* "Mayor: Nine dead in blast" */
    }
    return false;
}

/* An attribution of this speaker that the model read already. */
static bool is_read(const struct report_work *w, struct line l) {
    for (uint32_t i = 0; i < w->attributions.n; i++) {
        struct range source = nest_hull(w, w->attributions.at[i].source), cue = nest_hull(w, w->attributions.at[i].cue);
        if (source.beg < l.name.end && l.name.beg < source.end) return true;
        if (cue.beg <= l.name.end && l.name.end < cue.end) return true;
    }
    return false;
}

/* ---- signed lines ------------------------------------------------------------------------------------------------ */
static bool is_dash(const struct report_work *w, uint32_t t) {
    return report_token_is(w, t, "―") || report_token_is(w, t, "—") || report_token_is(w, t, "–") || report_token_is(w, t, "-");
}

static bool is_quote_mark(const struct report_work *w, uint32_t t) {
    return w->scores->pieces.quote[w->tokens[t].piece] % 2 == 1;
}

/* A quotation that begins at `beg`, a dash and a name: where the next may begin; 0 if there is none in the block. */
static uint32_t find_signed(const struct report_work *w, uint32_t beg, uint32_t end, struct line *out) {
    if (!is_quote_mark(w, beg)) return 0;
    for (uint32_t dash = beg + SHORTEST_LINE + 1; dash + 1 < end; dash++) {
        if (!is_dash(w, dash) || !is_quote_mark(w, dash - 1)) continue;
        uint32_t t = dash + 1;
        while (t < end && t <= dash + LONGEST_NAME && strstr(report_name(w, t), "person")) t++;
        *out = (struct line){{dash + 1, t}, {beg, dash}};
        bool closed = t == end || report_token_is(w, t, ".") || report_token_is(w, t, ",") || is_quote_mark(w, t);
        if (t > dash + 1 && closed) return t + (t < end && !is_quote_mark(w, t));
    }
    return 0;
}

static sayso_code signed_lines(struct report_work *w, uint32_t t) {
    uint32_t end = t + 1;
    while (end < w->n_tokens && w->tokens[end].block == w->tokens[t].block) end++;
    struct line l;
    for (uint32_t next; t < end && (next = find_signed(w, t, end, &l)); t = next) {
        sayso_code code =
            is_read(w, l) ? SAYSO_OK : nest_add(w, &l.name, (struct range){l.name.beg - 1, l.name.beg}, &l.words, 1);
        if (code) return code;
    }
    return SAYSO_OK;
}

sayso_code nest_lines(struct report_work *w) {
    for (uint32_t t = 0; t < w->n_tokens; t++) {
        struct line l;
        if (w->tokens[t].block < 0 || (t && w->tokens[t - 1].block == w->tokens[t].block)) continue;
        sayso_code code = report_is_body(w, w->tokens[t].block) ? signed_lines(w, t) : SAYSO_OK;
        if (code) return code;
        if (!opens_line(w, t, &l)) continue;
        sayso_block_kind kind = w->text->blocks[w->tokens[t].block].kind;
        if (!report_is_body(w, w->tokens[t].block) && kind != SAYSO_BLOCK_HEADLINE && kind != SAYSO_BLOCK_DECK) continue;
        if (!is_speaker(w, l) || !says_something(w, l.words) || is_read(w, l)) continue;
        if (report_token_is(w, l.words.end - 1, ".")) l.words.end--;
        code = nest_add(w, &l.name, (struct range){l.name.end, l.name.end + 1}, &l.words, 1);
        if (code) return code;
    }
    return SAYSO_OK;
}
