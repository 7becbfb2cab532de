/* The dump of stage "facts": times, places, amounts, events, claims about them, incident. */
#include "out_dump.h"
#include <string.h>

static void put_id(struct sink *s, const char *before, char letter, int32_t index) {
    sink_str(s, before);
    if (index < 0)
        sink_char(s, '-');
    else
        sink_printf(s, "%c%d", letter, index);
}

static void put_ids(struct sink *s, const char *name, char letter, sayso_ids ids) {
    if (!ids.n) return;
    sink_printf(s, " %s", name);
    for (uint32_t i = 0; i < ids.n; i++) put_id(s, i ? "," : " ", letter, ids.at[i]);
}

static void put_word(struct sink *s, const char *name, const char *word) {
    if (!word) return;
    sink_printf(s, " %s ", name);
    dump_words(s, word, strlen(word));
}

static void put_count(struct sink *s, const sayso_count *c) {
    sink_printf(s, " %s", sayso_relation_name(c->relation));
    if (c->has_low) sink_printf(s, " %g", c->low);
    if (c->has_high && !(c->has_low && c->high == c->low)) sink_printf(s, " to %g", c->high);
}

void dump_value(struct sink *s, const sayso_value *v) {
    static const char letters[] = {
        [SAYSO_VALUE_ENTITY] = 'e', [SAYSO_VALUE_TIME] = 't', [SAYSO_VALUE_PLACE] = 'p', [SAYSO_VALUE_EVENT] = 'v'};
    if (v->kind == SAYSO_VALUE_NONE) return;
    sink_str(s, " =");
    if (v->kind == SAYSO_VALUE_COUNT)
        put_count(s, &v->count);
    else if (v->kind == SAYSO_VALUE_TEXT)
        put_word(s, "", v->text);
    else
        put_id(s, " ", letters[v->kind], v->id);
}

static void dump_time(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_time *t = &r->times[i];
    sink_printf(s, "time t%u %s %s ", i, t->type, t->value);
    dump_cut(s, r->text, t->span);
    put_word(s, "mod", t->mod);
    if (t->anchor >= 0) put_id(s, " from ", 'v', t->anchor);
    sink_char(s, '\n');
}

static void dump_place(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_place *p = &r->places[i];
    sink_printf(s, "place p%u %s ", i, p->role ? p->role : "mention");
    dump_cut(s, r->text, p->span);
    put_id(s, " entity ", 'e', p->entity);
    if (p->has_point) sink_printf(s, " %.3f,%.3f", p->lat, p->lon);
    if (p->geonames) sink_printf(s, " geonames %lld", (long long)p->geonames);
    put_word(s, "country", p->country);
    put_word(s, "precision", p->precision);
    sink_char(s, '\n');
    for (uint32_t k = 0; k < p->path.n; k++) {
        sink_str(s, k ? " < " : "    path ");
        sink_str(s, p->path.at[k]);
    }
    if (p->path.n) sink_char(s, '\n');
}

static void dump_amount(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_amount *a = &r->amounts[i];
    sink_printf(s, "amount n%u %s", i, a->kind ? a->kind : "count");
    put_count(s, &a->count);
    sink_char(s, ' ');
    dump_cut(s, r->text, a->span);
    put_word(s, "of", a->of);
    put_word(s, "unit", a->unit);
    if (a->others) sink_str(s, " others");
    sink_char(s, '\n');
}

static void dump_event(struct sink *s, const sayso_record *r, uint32_t i) {
    const sayso_event *v = &r->events[i];
    sink_printf(s, "event v%u %s", i, v->type ? v->type : "-");
    if (v->mode) sink_printf(s, "/%s", v->mode);
    if (v->code) sink_printf(s, " %s", v->code);
    sink_char(s, ' ');
    dump_cut(s, r->text, v->trigger);
    sink_printf(s, " %s %s", sayso_status_name(v->status), sayso_certainty_name(v->certainty));
    put_word(s, "kind", v->kind);
    put_id(s, " time ", 't', v->time);
    put_id(s, " place ", 'p', v->place);
    put_ids(s, "amounts", 'n', v->amounts);
    put_ids(s, "in", 'a', v->attributions);
    put_ids(s, "same as", 'v', v->same_as);
    sink_char(s, '\n');
    for (uint32_t k = 0; k < v->n_participants; k++) {
        sink_printf(s, "    %s", v->participants[k].role);
        put_id(s, " ", 'e', v->participants[k].entity);
        sink_char(s, ' ');
        dump_cut(s, r->text, v->participants[k].span);
        sink_char(s, '\n');
    }
    for (uint32_t k = 0; k < v->markers.n; k++) {
        sink_str(s, "    marker ");
        dump_cut(s, r->text, v->markers.at[k]);
        sink_char(s, '\n');
    }
}

static void dump_fillers(struct sink *s, const char *slot, sayso_fillers fillers) {
    for (uint32_t i = 0; i < fillers.n; i++) {
        sink_printf(s, "    %s", slot);
        dump_value(s, &fillers.at[i].value);
        put_ids(s, "claims", 'c', fillers.at[i].claims);
        sink_char(s, '\n');
    }
}

void dump_facts(struct sink *s, const sayso_record *r) {
    for (uint32_t i = 0; i < r->n_times; i++) dump_time(s, r, i);
    for (uint32_t i = 0; i < r->n_places; i++) dump_place(s, r, i);
    for (uint32_t i = 0; i < r->n_amounts; i++) dump_amount(s, r, i);
    for (uint32_t i = 0; i < r->n_events; i++) dump_event(s, r, i);
    const sayso_incident *x = &r->incident;
    sink_printf(s, "incident %s", x->kind ? x->kind : "-");
    put_ids(s, "events", 'v', x->events);
    sink_char(s, '\n');
    dump_fillers(s, "time", x->time);
    dump_fillers(s, "place", x->place);
    dump_fillers(s, "victim", x->victims);
    dump_fillers(s, "perpetrator", x->perpetrators);
    dump_fillers(s, "target", x->targets);
    dump_fillers(s, "weapon", x->weapons);
    dump_fillers(s, "killed", x->killed);
    dump_fillers(s, "injured", x->injured);
}
