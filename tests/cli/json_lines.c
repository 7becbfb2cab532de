/* Accepts standard input where each line is one JSON value; tells the first that is not. For cli_test.sh. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    char *line = NULL;
    size_t size = 0;
    int bad = 0;
    for (int n = 1; !bad && getline(&line, &size, stdin) > 0; n++) {
        json_error_t e;
        json_t *value = json_loads(line, JSON_REJECT_DUPLICATES, &e);
        bad = !value;
        if (bad) printf("line %d, %d: %s\n", n, e.column, e.text);
        json_decref(value);
    }
    free(line);
    return bad;
}
