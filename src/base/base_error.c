/* Errors: one struct, filled where the fault is seen. Also the names of the public enums. */
#include "base_error.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

sayso_code error_set(sayso_error *e, sayso_code code, const char *stage, uint64_t byte, const char *format, ...) {
    if (e) {
        e->code = code;
        e->stage = stage;
        e->byte = byte;
        va_list args;
        va_start(args, format);
        vsnprintf(e->message, sizeof e->message, format, args);
        va_end(args);
    }
    return code;
}

void error_input(sayso_error *e, const char *name) {
    if (!e) return;
    size_t n = name ? strlen(name) : 0;
    if (n >= sizeof e->input) {
        n = sizeof e->input - 1;
        while (n && ((unsigned char)name[n] & 0xc0) == 0x80) n--;
    }
    if (n) memcpy(e->input, name, n);
    e->input[n] = 0;
}

#define SAYSO_X(name, message) message,
static const char *const messages[] = {SAYSO_ERRORS(SAYSO_X)};
static const char *const block_kinds[] = {SAYSO_BLOCK_KINDS(SAYSO_X)};
static const char *const media_kinds[] = {SAYSO_MEDIA_KINDS(SAYSO_X)};
static const char *const credit_roles[] = {SAYSO_CREDIT_ROLES(SAYSO_X)};
static const char *const entity_kinds[] = {SAYSO_ENTITY_KINDS(SAYSO_X)};
static const char *const source_kinds[] = {SAYSO_SOURCE_KINDS(SAYSO_X)};
static const char *const forms[] = {SAYSO_FORMS(SAYSO_X)};
static const char *const relations[] = {SAYSO_RELATIONS(SAYSO_X)};
static const char *const statuses[] = {SAYSO_STATUSES(SAYSO_X)};
static const char *const certainties[] = {SAYSO_CERTAINTIES(SAYSO_X)};
#undef SAYSO_X

#define NAME_OF(table, i) ((size_t)(i) < sizeof table / sizeof *table ? table[i] : "unknown")
const char *sayso_code_message(sayso_code code) { return NAME_OF(messages, code); }
const char *sayso_block_kind_name(sayso_block_kind k) { return NAME_OF(block_kinds, k); }
const char *sayso_media_kind_name(sayso_media_kind k) { return NAME_OF(media_kinds, k); }
const char *sayso_credit_role_name(sayso_credit_role r) { return NAME_OF(credit_roles, r); }
const char *sayso_entity_kind_name(sayso_entity_kind k) { return NAME_OF(entity_kinds, k); }
const char *sayso_source_kind_name(sayso_source_kind k) { return NAME_OF(source_kinds, k); }
const char *sayso_form_name(sayso_form f) { return NAME_OF(forms, f); }
const char *sayso_relation_name(sayso_relation r) { return NAME_OF(relations, r); }
const char *sayso_status_name(sayso_status s) { return NAME_OF(statuses, s); }
const char *sayso_certainty_name(sayso_certainty c) { return NAME_OF(certainties, c); }
