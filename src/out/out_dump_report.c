/* The dump of stage "report": entities, sources, attributions, quotes, claims. */
#include "out_dump.h"
#include <string.h>

static void put_id(struct sink *s, const char *before, char letter, int32_t index) {
    sink_str(s, before);
    if (index < 0)
        sink_char(s, '-');
    else
        sink_printf(s, "%c%d", letter, index);
}

static void put_list(struct sink *s, const sayso_record *r, const char *name, sayso_spans list) {
    for (uint32_t i = 0; i < list.n; i++) {
        sink_printf(s, "    %s ", name);
        dump_cut(s, r->text, list.at[i]);
        sink_char(s, '\n');
    }
}

static void put_chain(struct sink *s, sayso_ids chain) {
    sink_str(s, " chain");
    for (uint32_t i = 0; i < chain.n; i++) put_id(s, i ? " > " : " ", 's', chain.at[i]);
    if (!chain.n) sink_str(s, " ()");
}

static void put_name(struct sink *s, const char *name) {
    sink_char(s, ' ');
    if (name)
        dump_words(s, name, strlen(name));
    else
        sink_char(s, '-');
}

static void dump_entity(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_entity *x = &r->entities[i];
    sink_printf(s, "entity e%u %s %s", i, sayso_entity_kind_name(x->kind), x->named ? "named" : "unnamed");
    put_name(s, x->name);
    sink_char(s, '\n');
    for (uint32_t k = 0; k < x->aliases.n; k++) {
        sink_str(s, "    alias");
        put_name(s, x->aliases.at[k]);
        sink_char(s, '\n');
    }
    put_list(s, r, "title", x->titles);
    put_list(s, r, "mention", x->mentions);
}

static void dump_source(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_source *x = &r->sources[i];
    sink_printf(s, "source s%u %s %s", i, sayso_source_kind_name(x->kind), x->named ? "named" : "unnamed");
    put_name(s, x->name);
    put_id(s, " entity ", 'e', x->entity);
    sink_char(s, '\n');
    put_list(s, r, "mention", x->mentions);
}

static void dump_attribution(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_attribution *a = &r->attributions[i];
    sink_printf(s, "attribution a%u %s %s", i, sayso_form_name(a->form), a->attitude ? a->attitude : "-");
    put_id(s, " by ", 's', a->source_id);
    put_id(s, " within ", 'a', a->within);
    sink_char(s, '\n');
    put_list(s, r, "source", a->source);
    put_list(s, r, "cue", a->cue);
    put_list(s, r, "content", a->content);
}

static void dump_quote(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_quote *q = &r->quotes[i];
    sink_printf(s, "quote q%u ", i);
    dump_cut(s, r->text, q->span);
    put_id(s, " speaker ", 'e', q->speaker);
    put_id(s, " attribution ", 'a', q->attribution);
    put_chain(s, q->chain);
    sink_char(s, '\n');
}

static void dump_claim(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_claim *c = &r->claims[i];
    sink_printf(s, "claim c%u %s ", i, c->slot ? c->slot : "-");
    dump_cut(s, r->text, c->span);
    dump_value(s, &c->value);
    put_id(s, " about ", 'v', c->about);
    put_id(s, " attribution ", 'a', c->attribution);
    put_chain(s, c->chain);
    sink_char(s, '\n');
    put_list(s, r, "hedge", c->hedges);
}

void dump_report(struct sink *s, const sayso_record *r) {
    for (uint32_t i = 0; i < r->n_entities; i++) dump_entity(s, r, i);
    for (uint32_t i = 0; i < r->n_sources; i++) dump_source(s, r, i);
    for (uint32_t i = 0; i < r->n_attributions; i++) dump_attribution(s, r, i);
    for (uint32_t i = 0; i < r->n_quotes; i++) dump_quote(s, r, i);
    for (uint32_t i = 0; i < r->n_claims; i++) dump_claim(s, r, i);
}
