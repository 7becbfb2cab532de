/* The parts of the dump. Internal to out/. */
#ifndef OUT_DUMP_H
#define OUT_DUMP_H
#include "out.h"

void dump_words(struct sink *s, const char *words, size_t n); /* "quoted", cut after 100 bytes */
void dump_span(struct sink *s, span at);                      /* [b,e) or - */
void dump_cut(struct sink *s, const char *text, span at);     /* the span and its words */

void dump_scores(struct sink *s, const struct out_report *r);
void dump_report(struct sink *s, const sayso_record *r);
void dump_facts(struct sink *s, const sayso_record *r);
void dump_value(struct sink *s, const sayso_value *v); /* " = ..." */
#endif
