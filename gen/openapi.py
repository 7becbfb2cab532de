#!/usr/bin/env python3
"""Makes src/serve/serve_openapi.h, the description of the desk's calls as C strings, of src/serve/openapi.json (checked to be JSON and
packed). Strings of less than 4,000 bytes: a C compiler need not take longer literals."""
import json
import pathlib

root = pathlib.Path(__file__).resolve().parent.parent
packed = json.dumps(json.loads((root / "src/serve/openapi.json").read_text(encoding="utf-8")), separators=(",", ":"), ensure_ascii=True)
parts = [packed[i:i + 100] for i in range(0, len(packed), 100)]
lines = "".join(f"    {json.dumps(part)},\n" for part in parts)
(root / "src/serve/serve_openapi.h").write_text(
    "/* Made by gen/openapi.py of src/serve/openapi.json, do not edit. */\n#ifndef SERVE_OPENAPI_H\n#define SERVE_OPENAPI_H\n// clang-format off\n"
    f"static const char *const OPENAPI[] = {{\n{lines}}};\n// clang-format on\nenum {{ N_OPENAPI = {len(parts)} }};\n#endif\n", encoding="ascii")
