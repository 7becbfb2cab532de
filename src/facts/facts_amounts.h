/* Amounts: what later steps need of them beside the record. The notes (struct amount_note, facts_work.h) stand beside
 * f->amounts, by the same index. */
#ifndef FACTS_AMOUNTS_H
#define FACTS_AMOUNTS_H
#include "facts_work.h"

/* How many persons a noun phrase stands for: "a man" 1, "two officers and a civilian" 3, "dozens of people", "a family of
 * four" 4, "nobody" 0; a person's name 1. Coordination by syntax; a plural without number adds to the others' at least one.
 *   beg, end  tokens of the phrase, [beg, end)
 *   head      its head word, within
 * False where the words leave it open ("the victims"). facts_amounts must have run. */
bool facts_count_of(const struct facts_work *f, uint32_t beg, uint32_t end, uint32_t head, sayso_count *out);

/* The amount whose counted head word is `head`, or that is this word itself and stands for those counted ("killing four"); -1.
 * O(log amounts + length of the sentence). */
int32_t facts_amount_at(const struct facts_work *f, uint32_t head);

/* The sum of two counts: "at least three" and "two" are at least five. */
sayso_count facts_count_sum(const sayso_count *a, const sayso_count *b);
#endif
