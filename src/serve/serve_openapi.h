/* Made by gen/openapi.py of src/serve/openapi.json, do not edit. */
#ifndef SERVE_OPENAPI_H
#define SERVE_OPENAPI_H
static const char *const OPENAPI[] = {
    "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"sayso\",\"version\":\"0.1.0\"},\"paths\":{}}",
};
enum { N_OPENAPI = 1 };
#endif
