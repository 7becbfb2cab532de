/* The tables. Whoever opens the file with sqlite3 or Datasette looks at the views at the end: reports, stories, facts, changes,
 * corrections, jobs. Numbers stay what they are for ever: addresses are made of them. */
#include "store_schema.h"

static const char FIRST[] =
    /* A receipt: bytes as they came, with when and how. One for each (report, bytes). */
    "CREATE TABLE page(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, bytes BLOB, media_type TEXT,"
    " headers TEXT, uri TEXT, via TEXT, received TEXT NOT NULL, report INTEGER NOT NULL REFERENCES report(id)) STRICT;"
    "CREATE INDEX page_sha256 ON page(sha256);"
    "CREATE INDEX page_report ON page(report);"
    /* A report: one text at one address. `latest` is 0 once a later revision of the address is there. record: zlib, JSON. */
    "CREATE TABLE report(id INTEGER PRIMARY KEY, record_id TEXT NOT NULL, address TEXT NOT NULL, revision INTEGER NOT NULL,"
    " latest INTEGER NOT NULL, previous INTEGER REFERENCES report(id), name TEXT, uri TEXT, title TEXT, outlet TEXT,"
    " published TEXT, modified TEXT, language TEXT, received TEXT NOT NULL, story INTEGER REFERENCES story(id), why TEXT,"
    " signature BLOB NOT NULL, record BLOB NOT NULL, record_size INTEGER NOT NULL, UNIQUE(address, revision)) STRICT;"
    "CREATE INDEX report_record_id ON report(record_id);"
    "CREATE INDEX report_story ON report(story, latest);"
    /* Blocking keys: reports that may be of one incident share one. */
    "CREATE TABLE key(key INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES report(id), PRIMARY KEY(key, report)) WITHOUT "
    "ROWID, STRICT;"
    /* A story as it was last made. merged_into: all its reports have gone there. record: zlib, JSON. */
    "CREATE TABLE story(id INTEGER PRIMARY KEY, title TEXT, kind TEXT, day TEXT, place TEXT, country TEXT, lat REAL, lon REAL,"
    " reports INTEGER NOT NULL DEFAULT 0, roots INTEGER NOT NULL DEFAULT 0, conflicts INTEGER NOT NULL DEFAULT 0, published TEXT,"
    " changed TEXT NOT NULL, change INTEGER NOT NULL DEFAULT 0, merged_into INTEGER REFERENCES story(id), record BLOB,"
    " record_size INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX story_change ON story(change);"
    "CREATE INDEX story_day ON story(day);"
    /* The story's facts in words, a row for each value. */
    "CREATE TABLE fact(story INTEGER NOT NULL REFERENCES story(id), n INTEGER NOT NULL, slot TEXT NOT NULL, about TEXT,"
    " value TEXT NOT NULL, status TEXT NOT NULL, roots INTEGER NOT NULL, reports INTEGER NOT NULL, first_said TEXT, last_said "
    "TEXT,"
    " sources TEXT, PRIMARY KEY(story, n)) WITHOUT ROWID, STRICT;"
    /* Who is a source in which story; n is its index in the story's record. relays: who it has it from. */
    "CREATE TABLE source(story INTEGER NOT NULL REFERENCES story(id), n INTEGER NOT NULL, name TEXT NOT NULL COLLATE NOCASE,"
    " kind TEXT NOT NULL, named INTEGER NOT NULL, relays TEXT, PRIMARY KEY(story, n)) WITHOUT ROWID, STRICT;"
    "CREATE INDEX source_name ON source(name);"
    "CREATE TABLE change(id INTEGER PRIMARY KEY AUTOINCREMENT, story INTEGER NOT NULL REFERENCES story(id), at TEXT NOT NULL,"
    " words TEXT NOT NULL) STRICT;"
    "CREATE INDEX change_story ON change(story);"
    /* What people have decided; words are named by record id and span. */
    "CREATE TABLE correction(id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, record_id TEXT NOT NULL, beg INTEGER NOT "
    "NULL,"
    " end INTEGER NOT NULL, other_id TEXT NOT NULL, other_beg INTEGER NOT NULL, other_end INTEGER NOT NULL, text TEXT, words "
    "TEXT,"
    " who TEXT, made TEXT NOT NULL, undone TEXT, undone_by TEXT) STRICT;"
    "CREATE INDEX correction_record ON correction(record_id);"
    "CREATE INDEX correction_other ON correction(other_id);"
    /* What feeds are at. */
    "CREATE TABLE state(name TEXT PRIMARY KEY, bytes BLOB NOT NULL, kept TEXT NOT NULL) STRICT;"
    /* Full text: what is found by `find`; its words are not kept a second time. */
    "CREATE VIRTUAL TABLE words USING fts5(title, text, claims, people, places, dates, content='', detail=full,"
    " tokenize='unicode61 remove_diacritics 2');"
    "CREATE VIEW reports AS SELECT r.id, r.story, r.outlet, r.title, r.published, r.received, r.uri, r.revision, r.latest, r.why,"
    " r.record_id FROM report r;"
    "CREATE VIEW stories AS SELECT s.id, s.title, s.kind, s.day, s.place, s.country, s.reports, s.roots, s.conflicts, s.changed"
    " FROM story s WHERE s.merged_into IS NULL;"
    "CREATE VIEW facts AS SELECT f.story, s.title, f.slot, f.about, f.value, f.status, f.roots, f.reports, f.first_said, "
    "f.last_said,"
    " f.sources FROM fact f JOIN story s ON s.id = f.story;"
    "CREATE VIEW sources AS SELECT o.name, o.kind, o.relays, o.story, s.title FROM source o JOIN story s ON s.id = o.story;"
    "CREATE VIEW changes AS SELECT c.id, c.at, c.story, s.title, c.words FROM change c JOIN story s ON s.id = c.story;"
    "CREATE VIEW corrections AS SELECT c.id, c.kind, c.words, c.text, c.who, c.made, c.undone FROM correction c;";

static const char SECOND[] =
    /* Reports that were sent to the desk: those that wait, with their bytes (NULL: to be fetched from uri), and the latest that
     * are over. Numbers are never given twice. attempts: how often its reading was begun. */
    "CREATE TABLE job(id INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL, name TEXT, media_type TEXT, uri TEXT,"
    " record INTEGER NOT NULL, bytes BLOB, size INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, sent TEXT NOT NULL,"
    " report INTEGER REFERENCES report(id), story INTEGER, code TEXT, message TEXT) STRICT;"
    "CREATE INDEX job_open ON job(id, size) WHERE state IN ('waiting', 'reading');"
    /* What stopped servers of version 1 kept: a list of numbers, under each a line of JSON and the bytes behind it. */
    "INSERT INTO job(id, state, name, media_type, uri, record, bytes, size, sent) SELECT id, 'waiting', head ->> 'name',"
    " head ->> 'media_type', head ->> 'uri', coalesce(head ->> 'record', 0), iif(length(body), body, NULL), length(body), kept "
    "FROM"
    " (SELECT CAST(substr(s.name, 10) AS INTEGER) AS id, s.kept, CAST(substr(s.bytes, 1, instr(s.bytes, x'0a') - 1) AS TEXT) AS "
    "head,"
    " substr(s.bytes, instr(s.bytes, x'0a') + 1) AS body FROM state s WHERE s.name GLOB 'desk.job.[0-9]*' AND"
    " instr(s.bytes, x'0a') > 1) WHERE id > 0 AND json_valid(head) AND (length(body) OR head ->> 'uri' IS NOT NULL) ORDER BY id;"
    "DELETE FROM state WHERE name = 'desk.jobs' OR name GLOB 'desk.job.*';"
    /* Names of sources over all stories, kept up with `source`: in how many it stands, in how many by a name of its own. */
    "DELETE FROM source WHERE story IN (SELECT id FROM story WHERE reports = 0);"
    "CREATE TABLE source_total(name TEXT PRIMARY KEY COLLATE NOCASE, named INTEGER NOT NULL, stories INTEGER NOT NULL)"
    " WITHOUT ROWID, STRICT;"
    "INSERT INTO source_total SELECT name, sum(named), count(*) FROM (SELECT name, max(named) AS named FROM source GROUP BY name,"
    " story) GROUP BY name;"
    "CREATE INDEX source_total_order ON source_total((named > 0) DESC, stories DESC, name);"
    "CREATE VIEW jobs AS SELECT j.id, j.state, j.name, j.uri, j.sent, j.attempts, j.report, j.story, j.code, j.message FROM job "
    "j;";

const char *const STORE_STEPS[STORE_VERSION] = {FIRST, SECOND};
