/* brat standoff (https://brat.nlplab.org/standoff.html), the .ann file beside the report's text as .txt. Positions are
 * characters. T: mentions, sources, cues, contents, hedges, quotations, times, places, amounts, triggers; E: events with
 * their participants and attributions with source and content; R: who speaks a quotation, what is the same event; A: status,
 * certainty, attitude, form; N: GeoNames; #: values for people; *: mentions of one entity. Types: data/brat/annotation.conf.
 *
 * A line of brat ends where a line of text does, and Python reads more characters as line ends than one; where a span holds
 * one of these it is told in fragments around it. */
#include "base_utf8.h"
#include "out.h"
#include "out_chars.h"
#include "out_say.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A text-bound annotation, by its type and spans: asked for twice, numbered in between. */
struct bound {
    const char *type;
    sayso_spans spans;
    uint32_t number; /* T1, T2, ... in the order of the text */
};

struct brat {
    struct sink *s;
    const sayso_record *r;
    struct arena *scratch;
    struct out_chars chars;
    struct phrase p;
    VEC(struct bound) bounds; /* sorted after the first pass */
    bool collecting, failed;
    uint32_t n_events, n_relations, n_attributes, n_notes, n_norms;
    uint32_t *event_ids; /* [n_events] E number of each event, 0: none */
};

/* ---- text-bound annotations ---- */
static int compare(const void *a, const void *b) {
    const struct bound *x = a, *y = b;
    for (uint32_t i = 0; i < x->spans.n && i < y->spans.n; i++) {
        int c = span_cmp(x->spans.at[i], y->spans.at[i]);
        if (c) return c;
    }
    if (x->spans.n != y->spans.n) return x->spans.n < y->spans.n ? -1 : 1;
    return strcmp(x->type, y->type);
}

/* Characters at which some reader of lines ends one, and tabs. */
static bool breaks(uint32_t c) { return c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029; }

/* Where the first word of at begins; at.end: there is none. */
static uint32_t first_word(const char *text, span at) {
    uint32_t len;
    while (at.beg < at.end) {
        uint32_t c = utf8_at(text + at.beg, at.end - at.beg, &len);
        if (!breaks(c) && c != ' ') break;
        at.beg += len;
    }
    return at.beg;
}

/* The next fragment of at from *pos on, without breaks and without blanks at its ends; false: none left. */
static bool fragment(const char *text, span at, uint32_t *pos, span *out) {
    uint32_t len, beg = first_word(text, (span){*pos > at.beg ? *pos : at.beg, at.end});
    uint32_t end = beg, kept = beg;
    while (end < at.end) {
        uint32_t c = utf8_at(text + end, at.end - end, &len);
        if (breaks(c)) break;
        end += len;
        if (c != ' ') kept = end;
    }
    *out = span_of(beg, kept);
    *pos = kept;
    return kept > beg;
}

/* The number of the annotation of this type on these spans; 0 where they hold nothing, and while collecting. */
static uint32_t bound(struct brat *b, const char *type, sayso_spans spans) {
    bool any = false;
    for (uint32_t i = 0; i < spans.n && !any; i++) any = first_word(b->r->text, spans.at[i]) < spans.at[i].end;
    if (!any) return 0;
    struct bound key = {.type = type, .spans = spans};
    if (b->collecting) {
        if (!VEC_PUSH(b->scratch, b->bounds, key)) b->failed = true;
        return 0;
    }
    const struct bound *found = bsearch(&key, b->bounds.at, b->bounds.n, sizeof key, compare);
    assert(found); /* the two passes ask for the same */
    return found->number;
}

static uint32_t bound_one(struct brat *b, const char *type, const span *at) {
    return span_is(*at) ? bound(b, type, (sayso_spans){at, 1}) : 0;
}

static void number_bounds(struct brat *b) {
    uint32_t kept = 0;
    if (b->bounds.n) qsort(b->bounds.at, b->bounds.n, sizeof *b->bounds.at, compare);
    for (uint32_t i = 0; i < b->bounds.n; i++)
        if (!kept || compare(&b->bounds.at[kept - 1], &b->bounds.at[i])) b->bounds.at[kept++] = b->bounds.at[i];
    b->bounds.n = kept;
    for (uint32_t i = 0; i < kept; i++) b->bounds.at[i].number = i + 1;
}

static void put_bound(struct brat *b, const struct bound *x) {
    struct sink *s = b->s;
    span f;
    size_t n_words = 0, may;
    for (uint32_t i = 0; i < x->spans.n; i++) n_words += span_len(x->spans.at[i]);
    may = x->spans.n ? sink_words(s, b->r->text + x->spans.at[0].beg, n_words) : 0; /* cut, places and words are cut alike */
    sink_printf(s, "T%u\t%s", x->number, x->type);
    for (int pass = 0; pass < 2; pass++) { /* the places, then the words */
        uint32_t n = 0, pos = 0;
        if (pass) sink_char(s, '\t');
        for (uint32_t i = 0; i < x->spans.n && !(may < n_words && n); i++) {
            span at = x->spans.at[i];
            if (may < n_words) at.beg = first_word(b->r->text, at);
            if (may < n_words && span_len(at) > may) at.end = at.beg + (uint32_t)may;
            while (may < n_words && at.end > at.beg && ((unsigned char)b->r->text[at.end] & 0xc0) == 0x80) at.end--;
            for (; fragment(b->r->text, at, &pos, &f); n++) {
                if (n || !pass) sink_char(s, n && !pass ? ';' : ' ');
                if (pass)
                    sink_put(s, b->r->text + f.beg, span_len(f));
                else
                    sink_printf(s, "%u %u", out_chars_at(&b->chars, f.beg), out_chars_at(&b->chars, f.end));
            }
        }
    }
    sink_char(s, '\n');
    if (may < n_words) sink_printf(s, "#%u\tAnnotatorNotes T%u\t" WORDS_CUT "\n", ++b->n_notes, x->number);
}

/* ---- lines that refer to others ---- */
static void attribute(struct brat *b, const char *name, uint32_t event, const char *value) {
    if (b->collecting || !event || !value) return;
    sink_printf(b->s, "A%u\t%s E%u ", ++b->n_attributes, name, event);
    for (; *value; value++) sink_char(b->s, *value == ' ' ? '_' : *value); /* a value is one word */
    sink_char(b->s, '\n');
}

/* Words of ours or of a name, kept on one line. */
static void put_line_words(struct sink *s, const char *words) {
    uint32_t len;
    size_t all = strlen(words), n = sink_words(s, words, all);
    for (size_t i = 0; i < n; i += len) {
        uint32_t c = utf8_at(words + i, n - i, &len);
        if (c == 0xfffd && len == 1)
            sink_str(s, "\xef\xbf\xbd");
        else if (breaks(c))
            sink_char(s, ' ');
        else
            sink_put(s, words + i, len);
    }
    if (n < all) sink_str(s, WORDS_CUT);
}

/* On a text-bound annotation or on an event; brat lets nothing but its event refer to a trigger. */
static void note(struct brat *b, char letter, uint32_t target, const char *words) {
    if (b->collecting || !target || !words || !*words) return;
    sink_printf(b->s, "#%u\tAnnotatorNotes %c%u\t", ++b->n_notes, letter, target);
    put_line_words(b->s, words);
    sink_char(b->s, '\n');
}

static void relation(struct brat *b, const char *type, char a_letter, uint32_t a, char c_letter, uint32_t c) {
    if (b->collecting || !a || !c) return;
    sink_printf(b->s, "R%u\t%s Arg1:%c%u Arg2:%c%u\n", ++b->n_relations, type, a_letter, a, c_letter, c);
}

static void argument(struct brat *b, const char *role, uint32_t number, uint32_t nth) {
    if (b->collecting || !number) return;
    sink_printf(b->s, " %s", role);
    if (nth > 1) sink_number(b->s, nth); /* brat tells several of one role apart by a number */
    sink_printf(b->s, ":T%u", number);
}

/* ---- the record's parts ---- */
static const char *entity_type(const sayso_record *r, int32_t entity) {
    static const char *const names[] = {
        [SAYSO_ENTITY_PERSON] = "Person", [SAYSO_ENTITY_GROUP] = "Group",       [SAYSO_ENTITY_ORGANIZATION] = "Organization",
        [SAYSO_ENTITY_PLACE] = "Place",   [SAYSO_ENTITY_FACILITY] = "Facility", [SAYSO_ENTITY_THING] = "Thing"};
    return entity < 0 ? "Participant" : names[r->entities[entity].kind];
}

static void put_entities(struct brat *b) {
    for (uint32_t i = 0; i < b->r->n_entities; i++) {
        const sayso_entity *e = &b->r->entities[i];
        uint32_t n = 0, first = 0;
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            uint32_t t = bound_one(b, entity_type(b->r, (int32_t)i), &e->mentions.at[k]);
            if (!t) continue;
            if (++n == 1) first = t;
            if (n == 2) sink_printf(b->s, "*\tEquiv T%u", first);
            if (n > 1) sink_printf(b->s, " T%u", t);
        }
        if (n > 1) sink_char(b->s, '\n');
        if (first) note(b, 'T', first, e->name);
    }
}

/* An attribution is an event of its cue; without a cue a relation of source and content. */
static void put_attributions(struct brat *b) {
    for (uint32_t i = 0; i < b->r->n_attributions; i++) {
        const sayso_attribution *a = &b->r->attributions[i];
        uint32_t cue = bound(b, "Attribution", a->cue), source = bound(b, "Source", a->source),
                 content = bound(b, "Content", a->content);
        if (b->collecting) continue;
        if (!cue) {
            relation(b, "Says", 'T', source, 'T', content);
            continue;
        }
        uint32_t id = ++b->n_events;
        sink_printf(b->s, "E%u\tAttribution:T%u", id, cue);
        argument(b, "Source", source, 1);
        argument(b, "Content", content, 1);
        sink_char(b->s, '\n');
        attribute(b, "Form", id, sayso_form_name(a->form));
        note(b, 'E', id, a->attitude);
    }
}

static const char *role_name(const char *role) {
    static const char *const names[][2] = {{"agent", "Agent"},   {"patient", "Patient"},     {"instrument", "Instrument"},
                                           {"target", "Target"}, {"recipient", "Recipient"}, {"beneficiary", "Beneficiary"},
                                           {"theme", "Theme"}};
    for (size_t i = 0; role && i < sizeof names / sizeof *names; i++)
        if (!strcmp(role, names[i][0])) return names[i][1];
    return "Participant";
}

static void put_participants(struct brat *b, const sayso_event *v) {
    for (uint32_t i = 0; i < v->n_participants; i++) {
        const sayso_participant *p = &v->participants[i];
        uint32_t nth = 1;
        for (uint32_t k = 0; k < i; k++)
            nth += span_is(v->participants[k].span) && !strcmp(role_name(v->participants[k].role), role_name(p->role));
        argument(b, role_name(p->role), bound_one(b, entity_type(b->r, p->entity), &p->span), nth);
    }
}

static const char *time_type(const sayso_time *t) {
    if (t->type && !strcmp(t->type, "TIME")) return "Time";
    if (t->type && !strcmp(t->type, "DURATION")) return "Duration";
    return t->type && !strcmp(t->type, "SET") ? "Set" : "Date";
}

static void put_event(struct brat *b, uint32_t i) {
    const sayso_event *v = &b->r->events[i];
    uint32_t trigger = bound_one(b, v->type ? v->type : "Event", &v->trigger);
    if (!b->collecting) {
        if (!trigger) return;
        b->event_ids[i] = ++b->n_events;
        sink_printf(b->s, "E%u\t%s:T%u", b->event_ids[i], v->type ? v->type : "Event", trigger);
    }
    put_participants(b, v);
    if (v->time >= 0) argument(b, "Time", bound_one(b, time_type(&b->r->times[v->time]), &b->r->times[v->time].span), 1);
    if (v->place >= 0) argument(b, "Location", bound_one(b, "Location", &b->r->places[v->place].span), 1);
    for (uint32_t k = 0; k < v->amounts.n; k++)
        argument(b, "Amount", bound_one(b, "Amount", &b->r->amounts[v->amounts.at[k]].span), k + 1);
    for (uint32_t k = 0; k < v->markers.n; k++) argument(b, "Marker", bound_one(b, "Hedge", &v->markers.at[k]), k + 1);
    if (b->collecting) return;
    sink_char(b->s, '\n');
    attribute(b, "Status", b->event_ids[i], sayso_status_name(v->status));
    attribute(b, "Certainty", b->event_ids[i], sayso_certainty_name(v->certainty));
    note(b, 'E', b->event_ids[i], v->kind);
}

static void put_events(struct brat *b) {
    for (uint32_t i = 0; i < b->r->n_events; i++) put_event(b, i);
    for (uint32_t i = 0; i < b->r->n_events && !b->collecting; i++)
        for (uint32_t k = 0; k < b->r->events[i].same_as.n; k++) {
            int32_t other = b->r->events[i].same_as.at[k];
            if (other > (int32_t)i) relation(b, "SameEvent", 'E', b->event_ids[i], 'E', b->event_ids[other]);
        }
}

static void put_times(struct brat *b) {
    for (uint32_t i = 0; i < b->r->n_times; i++)
        note(b, 'T', bound_one(b, time_type(&b->r->times[i]), &b->r->times[i].span), b->r->times[i].value);
}

static void put_places(struct brat *b) {
    for (uint32_t i = 0; i < b->r->n_places; i++) {
        const sayso_place *p = &b->r->places[i];
        uint32_t t = bound_one(b, "Location", &p->span);
        if (!t) continue;
        if (p->geonames > 0) {
            sink_printf(b->s, "N%u\tReference T%u GeoNames:%lld\t", ++b->n_norms, t, (long long)p->geonames);
            put_line_words(b->s, p->path.n ? p->path.at[0] : p->name ? p->name : "");
            sink_char(b->s, '\n');
        }
        say_place(&b->p, p);
        note(b, 'T', t, phrase_end(&b->p));
    }
}

static void put_amounts(struct brat *b) {
    for (uint32_t i = 0; i < b->r->n_amounts; i++) {
        const sayso_amount *x = &b->r->amounts[i];
        uint32_t t = bound_one(b, "Amount", &x->span);
        if (!t) continue;
        say_count(&b->p, &x->count);
        if (x->unit) phrase_str(&b->p, " "), phrase_str(&b->p, x->unit);
        if (x->of) phrase_str(&b->p, " "), phrase_str(&b->p, x->of);
        note(b, 'T', t, phrase_end(&b->p));
    }
}

static void put_quotes(struct brat *b) {
    for (uint32_t i = 0; i < b->r->n_quotes; i++) {
        const sayso_quote *q = &b->r->quotes[i];
        uint32_t t = bound_one(b, "Quotation", &q->span), speaker = 0;
        if (q->speaker >= 0 && b->r->entities[q->speaker].mentions.n)
            speaker = bound_one(b, entity_type(b->r, q->speaker), &b->r->entities[q->speaker].mentions.at[0]);
        relation(b, "SpokenBy", 'T', t, 'T', speaker);
    }
}

static void put_hedges(struct brat *b) {
    for (uint32_t i = 0; i < b->r->n_claims; i++)
        for (uint32_t k = 0; k < b->r->claims[i].hedges.n; k++) bound_one(b, "Hedge", &b->r->claims[i].hedges.at[k]);
}

static void put_all(struct brat *b) {
    put_entities(b);
    put_attributions(b);
    put_events(b);
    put_times(b);
    put_places(b);
    put_amounts(b);
    put_quotes(b);
    put_hedges(b);
}

sayso_code out_brat(const struct out_report *report, struct arena *scratch, struct sink *s) {
    const sayso_record *r = report->record;
    struct brat b = {.s = s, .r = r, .scratch = scratch, .collecting = true, .p = {.arena = scratch}};
    b.event_ids = ARENA_ARRAY(scratch, uint32_t, r->n_events + 1);
    if (!b.event_ids || !out_chars_init(&b.chars, r->text, r->n_text, scratch)) return SAYSO_NOMEM;
    put_all(&b);
    if (b.failed) return SAYSO_NOMEM;
    b.collecting = false;
    number_bounds(&b);
    for (uint32_t i = 0; i < b.bounds.n; i++) put_bound(&b, &b.bounds.at[i]);
    put_all(&b);
    return b.p.failed ? SAYSO_NOMEM : SAYSO_OK;
}
