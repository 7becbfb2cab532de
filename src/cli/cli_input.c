/* Getting at an input's bytes: a file, standard input, an address. */
#include "cli.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PART = 1 << 16 };

static void name_input(sayso_error *e, const char *name) { snprintf(e->input, sizeof e->input, "%s", name); }

static bool fail(sayso_error *e, sayso_code code, uint64_t byte, const char *message) {
    e->code = code;
    e->stage = "input";
    e->byte = byte;
    snprintf(e->message, sizeof e->message, "%s", message);
    return false;
}

int buffer_write(void *buffer, const char *bytes, size_t n) {
    struct buffer *b = buffer;
    if (n > b->size - b->n) {
        size_t size = b->size ? b->size * 2 : PART;
        while (size - b->n < n) size *= 2;
        char *p = realloc(b->bytes, size);
        if (!p) return 1;
        b->bytes = p;
        b->size = size;
    }
    memcpy(b->bytes + b->n, bytes, n);
    b->n += n;
    return 0;
}

void buffer_free(struct buffer *b) {
    free(b->bytes);
    *b = (struct buffer){0};
}

static bool too_long(sayso_error *e, uint64_t max) {
    char line[80];
    snprintf(line, sizeof line, "longer than %llu bytes (--max-bytes)", (unsigned long long)max);
    return fail(e, SAYSO_LIMIT, max, line);
}

static bool drain(int file, uint64_t max, struct buffer *b, sayso_error *e) {
    char part[PART];
    for (;;) {
        ssize_t n = read(file, part, sizeof part);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(e, SAYSO_IO, b->n, strerror(errno));
        if (!n) return true;
        if (b->n + (size_t)n > max) return too_long(e, max);
        if (buffer_write(b, part, (size_t)n)) return fail(e, SAYSO_NOMEM, b->n, "out of memory");
    }
}

static bool load_file(const char *name, uint64_t max, struct buffer *b, sayso_error *e) {
    struct stat st;
    bool standard = !strcmp(name, "-");
    int file = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail(e, SAYSO_IO, 0, strerror(errno));
    bool ok = true;
    if (!fstat(file, &st)) {
        if (S_ISDIR(st.st_mode)) ok = fail(e, SAYSO_IO, 0, "is a folder");
        if (S_ISREG(st.st_mode) && st.st_size > 0 && (uint64_t)st.st_size > max) ok = too_long(e, max);
    }
    ok = ok && drain(file, max, b, e);
    if (!standard) close(file);
    return ok;
}

/* "http://...", and other schemes too: fetching them says what is wrong better than opening a file would. */
static bool is_address(const char *name) {
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    return n > 1 && !strncmp(name + n, "://", 3);
}

bool input_load(const char *name, const struct options *o, struct input *in, sayso_error *e) {
    uint64_t max = o->max_bytes ? o->max_bytes : UINT64_C(64) << 20;
    *in = (struct input){0};
    *e = (sayso_error){0};
    if (is_address(name)) {
        sayso_fetched f;
        if (sayso_fetch(name, &(sayso_fetch_options){.max_bytes = max, .allow_private = o->allow_private}, &f, e)) return false;
        *in = (struct input){f.bytes, f.n, f.media_type, f.uri};
        return true;
    }
    struct buffer b = {0};
    if (load_file(name, max, &b, e)) {
        *in = (struct input){.bytes = b.bytes, .n = b.n};
        return true;
    }
    name_input(e, !strcmp(name, "-") && o->name ? o->name : name);
    buffer_free(&b);
    return false;
}

void input_free(struct input *in) {
    free(in->bytes);
    free(in->media_type);
    free(in->uri);
    *in = (struct input){0};
}
