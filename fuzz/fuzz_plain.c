/* Fuzz target: the plain text reader on any bytes. Blocks are UTF-8 with runs inside the input, media point into blocks. */
#include "fuzz_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return size ? fuzz_page(page_plain_read, data, size) : 0;
}
