/* The page where the desk has not been built: what can be asked of this server. */
#include "serve_pages.h"

static const char HTML[] = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>sayso</title><h1>sayso</h1>"
                           "<p>This server was built without its page. Its calls: <a href=\"/openapi.json\">/openapi.json</a>, "
                           "<a href=\"/api/stories\">/api/stories</a>, <a href=\"/feed.atom\">/feed.atom</a>.</p></html>\n";

const struct served_page SERVED_PAGES[] = {
    {"/", "text/html; charset=utf-8", "\"plain\"", (const unsigned char *)HTML, sizeof HTML - 1, 0, 0},
};
const size_t N_SERVED_PAGES = sizeof SERVED_PAGES / sizeof *SERVED_PAGES;
