/* The database's schema, by version. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H
/* "sayso" as application_id; user_version counts the steps below. */
enum { STORE_APPLICATION = 0x73617973, STORE_VERSION = 2 };
/* STORE_STEPS[i] brings version i to i + 1. A step that stands in a release is never changed: a new one is added, with a test
 * from every earlier version (tests/store/migrate.py). */
extern const char *const STORE_STEPS[STORE_VERSION];
#endif
