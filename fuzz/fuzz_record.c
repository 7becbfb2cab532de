/* Fuzz target: the formats alone, on records that no reader makes: the first half of the input chooses lists, spans, ids and
 * values, the second half is the text. What each format must be holds for each. */
#include "fuzz_formats.h"
#include "out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct dice {
    const uint8_t *at, *end;
    struct arena a;
    sayso_record r;
};

static uint32_t roll(struct dice *d, uint32_t below) {
    if (!below || d->at >= d->end) return 0;
    return *d->at++ % below;
}

static int32_t id(struct dice *d, uint32_t n) { return n ? (int32_t)roll(d, n + 1) - 1 : -1; }

/* Of whole characters. */
static span any_span(struct dice *d) {
    uint32_t n = d->r.n_text, beg = (roll(d, 256) * 256 + roll(d, 256)) % (n + 1), end = beg + roll(d, 64);
    if (end > n) end = n;
    while (beg && ((unsigned char)d->r.text[beg] & 0xc0) == 0x80) beg--;
    while (end < n && ((unsigned char)d->r.text[end] & 0xc0) == 0x80) end++;
    return end > beg ? span_of(beg, end) : span_of(0, 0);
}

static sayso_spans any_spans(struct dice *d) {
    uint32_t n = roll(d, 4), kept = 0;
    span *at = ARENA_ARRAY(&d->a, span, 4);
    for (uint32_t i = 0; i < n; i++) {
        span s = any_span(d);
        if (span_is(s) && (!kept || s.beg >= at[kept - 1].end)) at[kept++] = s;
    }
    return (sayso_spans){at, kept};
}

static sayso_ids any_ids(struct dice *d, uint32_t list, bool nulls) {
    uint32_t n = list || nulls ? roll(d, 4) : 0;
    int32_t *at = ARENA_ARRAY(&d->a, int32_t, 4);
    for (uint32_t i = 0; i < n; i++) at[i] = nulls ? id(d, list) : (int32_t)roll(d, list);
    return (sayso_ids){at, n};
}

static const char *any_string(struct dice *d) {
    static const char *const odd[] = {NULL,       "",          "=1+1",   "-",        "a\nb\tc",
                                      "\xff\xc3", "</script>", "\"'<&>", "denies",   "2016-12-19TEV",
                                      "P2D",      "PXY",       "199",    "2016-W51", "2016-12-19T25:61"};
    uint32_t k = roll(d, 18);
    if (k < sizeof odd / sizeof *odd) return odd[k];
    span s = any_span(d);
    return arena_strndup(&d->a, d->r.text + s.beg, span_len(s));
}

static double any_number(struct dice *d) {
    static const double odd[] = {0, -1, 1e300, 0.1, 1e15, -0.0, 180, 90};
    return roll(d, 2) ? odd[roll(d, 8)] : (double)roll(d, 256);
}

static sayso_count any_count(struct dice *d) {
    return (sayso_count){(sayso_relation)roll(d, SAYSO_RELATION_SOME + 1), roll(d, 2), roll(d, 2), any_number(d), any_number(d)};
}

static sayso_value any_value(struct dice *d) {
    sayso_value v = {.kind = (sayso_value_kind)roll(d, SAYSO_VALUE_EVENT + 1), .text = any_string(d), .count = any_count(d)};
    const uint32_t lists[] = {[SAYSO_VALUE_ENTITY] = d->r.n_entities,
                              [SAYSO_VALUE_TIME] = d->r.n_times,
                              [SAYSO_VALUE_PLACE] = d->r.n_places,
                              [SAYSO_VALUE_EVENT] = d->r.n_events};
    if (v.kind >= SAYSO_VALUE_ENTITY) v.id = id(d, lists[v.kind]);
    return v;
}

#define EACH(type, name, most)                   \
    uint32_t n_##name = roll(d, most);           \
    type *name = ARENA_ARRAY(&d->a, type, most); \
    d->r.name = name, d->r.n_##name = n_##name;  \
    for (uint32_t i = 0; i < n_##name; i++)

static void fill_who(struct dice *d) {
    EACH(sayso_entity, entities, 5) {
        entities[i] = (sayso_entity){.kind = (sayso_entity_kind)roll(d, 6),
                                     .named = roll(d, 2),
                                     .name = any_string(d),
                                     .titles = any_spans(d),
                                     .mentions = any_spans(d)};
    }
    EACH(sayso_source, sources, 5) {
        sources[i] = (sayso_source){.entity = id(d, n_entities),
                                    .name = any_string(d),
                                    .kind = (sayso_source_kind)roll(d, 8),
                                    .named = roll(d, 2),
                                    .mentions = any_spans(d)};
    }
    EACH(sayso_attribution, attributions, 6) {
        attributions[i] = (sayso_attribution){.source = any_spans(d),
                                              .cue = any_spans(d),
                                              .content = any_spans(d),
                                              .source_id = id(d, n_sources),
                                              .within = id(d, i),
                                              .form = (sayso_form)roll(d, 3),
                                              .attitude = any_string(d),
                                              .score = 0.5f};
    }
    EACH(sayso_quote, quotes, 4) {
        quotes[i] = (sayso_quote){any_span(d), id(d, n_entities), id(d, n_attributions), any_ids(d, n_sources, true)};
    }
}

static sayso_strings any_path(struct dice *d) {
    const char **at = ARENA_ARRAY(&d->a, const char *, 4);
    uint32_t n = roll(d, 4);
    for (uint32_t i = 0; i < n; i++) {
        const char *s = any_string(d);
        at[i] = s ? s : "x";
    }
    return (sayso_strings){at, n};
}

static void fill_facts(struct dice *d) {
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"}, *const roles[] = {"agent", "patient", "instrument",
                                                                                              "target", "else"};
    EACH(sayso_time, times, 4) {
        const char *value = any_string(d);
        times[i] = (sayso_time){any_span(d), types[roll(d, 4)], value ? value : "PAST_REF", NULL, -1};
    }
    EACH(sayso_place, places, 5) {
        places[i] = (sayso_place){.span = any_span(d),
                                  .entity = id(d, d->r.n_entities),
                                  .name = any_string(d),
                                  .geonames = roll(d, 3),
                                  .has_point = roll(d, 2),
                                  .lat = any_number(d),
                                  .lon = any_number(d),
                                  .country = roll(d, 2) ? "NO" : any_string(d),
                                  .path = any_path(d),
                                  .role = roll(d, 2) ? "event" : NULL};
    }
    EACH(sayso_amount, amounts, 4) {
        amounts[i] = (sayso_amount){any_span(d), any_count(d), any_string(d), "count", any_string(d), roll(d, 2)};
    }
    EACH(sayso_event, events, 5) {
        sayso_participant *p = ARENA_ARRAY(&d->a, sayso_participant, 4);
        uint32_t n = roll(d, 4);
        for (uint32_t k = 0; k < n; k++) p[k] = (sayso_participant){roles[roll(d, 5)], id(d, d->r.n_entities), any_span(d)};
        events[i] = (sayso_event){.trigger = any_span(d),
                                  .type = roll(d, 3) ? "ASSAULT" : NULL,
                                  .mode = roll(d, 2) ? "firearms" : NULL,
                                  .kind = any_string(d),
                                  .participants = p,
                                  .n_participants = n,
                                  .time = id(d, n_times),
                                  .place = id(d, n_places),
                                  .amounts = any_ids(d, n_amounts, false),
                                  .status = (sayso_status)roll(d, 6),
                                  .certainty = (sayso_certainty)roll(d, 3),
                                  .markers = any_spans(d),
                                  .attributions = any_ids(d, d->r.n_attributions, false),
                                  .same_as = any_ids(d, n_events, false)};
    }
}

static sayso_fillers any_fillers(struct dice *d) {
    sayso_filler *at = ARENA_ARRAY(&d->a, sayso_filler, 12);
    uint32_t n = roll(d, 12);
    for (uint32_t i = 0; i < n; i++)
        at[i] = (sayso_filler){any_value(d), any_ids(d, d->r.n_claims, false), 0.125f * (float)(i % 9)};
    return (sayso_fillers){at, n};
}

static void fill_claims(struct dice *d) {
    static const char *const slots[] = {"what", "said", "killed", "injured", "shots", "motive", "place", "cost_of_it"};
    EACH(sayso_claim, claims, 8) {
        claims[i] = (sayso_claim){slots[roll(d, 8)],
                                  any_value(d),
                                  id(d, d->r.n_events),
                                  any_span(d),
                                  any_ids(d, d->r.n_sources, true),
                                  any_spans(d),
                                  id(d, d->r.n_attributions)};
    }
    sayso_incident *x = &d->r.incident;
    x->kind = any_string(d);
    x->events = any_ids(d, d->r.n_events, false);
    x->time = any_fillers(d), x->place = any_fillers(d), x->victims = any_fillers(d), x->perpetrators = any_fillers(d),
    x->targets = any_fillers(d);
    x->weapons = any_fillers(d), x->killed = any_fillers(d), x->injured = any_fillers(d);
}

static void fill_page(struct dice *d) {
    static sayso_block blocks[2];
    uint32_t half = d->r.n_text / 2;
    while (half && ((unsigned char)d->r.text[half] & 0xc0) == 0x80) half--;
    blocks[0] = (sayso_block){.kind = (sayso_block_kind)roll(d, SAYSO_BLOCK_NOTE + 1), .media = -1, .span = {0, half}};
    blocks[1] = (sayso_block){.kind = (sayso_block_kind)roll(d, SAYSO_BLOCK_NOTE + 1), .media = -1, .span = {half, d->r.n_text}};
    d->r.blocks = blocks, d->r.n_blocks = 2;
    d->r.publication = (sayso_publication){.title = any_string(d),
                                           .outlet = any_string(d),
                                           .published = any_string(d),
                                           .language = any_string(d),
                                           .canonical_uri = any_string(d)};
    d->r.input.name = any_string(d);
    strcpy(d->r.id, "sha256:00ff");
}

static sayso_code print(const struct out_report *p, int f, struct arena *scratch, struct sink *s) {
    static const sayso_print_options o = {.width = 60};
    switch (f) {
    case SAYSO_TEXT:
        return out_text(p, &o, scratch, s);
    case SAYSO_JSON:
        return out_json(p, true, s);
    case SAYSO_JSONL:
        return out_json(p, false, s);
    case SAYSO_HTML:
        return out_html(p, scratch, s);
    case SAYSO_PLOVER:
        return out_plover(p, scratch, s);
    case SAYSO_CSV:
        return out_csv(p, &o, scratch, s);
    case SAYSO_WEBANNOTATION:
        return out_webannotation(p, scratch, s);
    case SAYSO_BRAT:
        return out_brat(p, scratch, s);
    default:
        return out_geojson(p, scratch, s);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct dice d = {.at = data, .end = data + size / 2};
    const char *text = (const char *)data + size / 2;
    size_t n = utf8_check(text, size - size / 2);
    if (n < 4) return 0;
    arena_init(&d.a, 0);
    d.r.text = arena_strndup(&d.a, text, n);
    d.r.n_text = (uint32_t)n;
    fill_page(&d);
    fill_who(&d);
    fill_facts(&d);
    fill_claims(&d);
    struct scores scores = {0};
    struct out_report report = {NULL, NULL, &scores, &d.r};
    for (int f = SAYSO_TEXT; f <= SAYSO_GEOJSON; f++) {
        struct printed p = {0};
        struct sink s;
        struct arena scratch;
        arena_init(&scratch, 0);
        sink_init(&s, printed_write, &p);
        assert(!print(&report, f, &scratch, &s) && !sink_end(&s));
        check_format((sayso_format)f, p.bytes ? p.bytes : "", p.n, &d.r);
        free(p.bytes);
        arena_release(&scratch);
    }
    arena_release(&d.a);
    return 0;
}
