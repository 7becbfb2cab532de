/* What the dumping tools share: each file is read as sayso reads it, up to its facts, and one function prints a line of it. */
#ifndef DUMP_FACTS_H
#define DUMP_FACTS_H
#include "facts_work.h"

/* Prints one report; `f` lasts for the call. Anything but SAYSO_OK: the file is told of as one that cannot be read. */
typedef sayso_code dump_facts_print(struct facts_work *f, const char *path);

/* "TOOL MODEL FILE...": the whole of a main. Returns the exit status: 2 without a model that opens or without files. */
int dump_facts(int argc, char **argv, const char *tool, dump_facts_print *print);
#endif
