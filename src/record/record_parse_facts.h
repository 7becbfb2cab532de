/* A count's three fields, between record_parse_facts.c (amounts) and record_parse_claims.c (values). */
#ifndef RECORD_PARSE_FACTS_H
#define RECORD_PARSE_FACTS_H
#include "record_fields.h"

bool parse_bounds(struct parse *p, uint32_t relation, uint32_t low, uint32_t high, sayso_count *out);
#endif
