#!/usr/bin/env python3
"""The desk's answers are held against its own description (/openapi.json): openapi_test.py PROGRAM [EXAMPLES]

With schemathesis (the environment that 'tools/setup.sh check' makes) calls are made up from the description, sound and unsound ones.
Without it the answers of one call of each kind are checked with jsonschema, and this says so."""
import json
import os
import pathlib
import subprocess
import sys

from desk import ROOT, Desk

PROGRAM = sys.argv[1]
EXAMPLES = sys.argv[2] if len(sys.argv) > 2 else "15"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
TOOL = pathlib.Path(os.environ.get("SAYSO_SCHEMATHESIS") or ROOT / ".venv-check/bin/schemathesis")


def by_schemathesis(d):
    """The stream of events has no end, and is tested by hand (serve_test.py)."""
    base = f"http://127.0.0.1:{d.port}"
    return subprocess.run([TOOL, "run", base + "/openapi.json", "--url", base, "--checks", CHECKS, "--max-examples", EXAMPLES, "--seed", "6",
                           "--exclude-path", "/api/events", "--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all", "--no-color", "--request-timeout", "30",
                           "--generation-database", "none"], cwd=d.folder.name).returncode == 0


def by_jsonschema(d):
    import jsonschema
    api = d.get("/openapi.json")
    story = d.get("/api/stories")["items"][0]["story"]
    report = d.get(f"/api/stories/{story}")["reports"][0]["report"]
    d.job(d.post("/api/reports", {"text": "Police said a man was hurt in Oslo."}, 202)["job"])
    feed = d.post("/api/feeds", {"uri": "http://127.0.0.1:9/feed"})["feed"]
    made = d.post("/api/corrections", {"kind": "apart", "report": report, "other": report + 1})["id"]
    values = {"/api/stories/{id}": story, "/api/stories/{id}/export": story, "/api/jobs/{id}": 1, "/api/sources/{name}": "police"}
    checked = 0
    for path, calls in api["paths"].items():
        if "get" not in calls or path in ("/api/events", "/openapi.json"):
            continue
        at = path.replace("{id}", str(values.get(path, report))).replace("{name}", str(values.get(path)))
        status, headers, body = d.ask("GET", at)
        answer = calls["get"]["responses"][str(status)]
        kind = headers["content-type"].split(";")[0]
        assert kind in answer["content"], (at, kind)
        if kind == "application/json":
            schema = {**answer["content"][kind]["schema"], "components": api["components"]}
            jsonschema.validate(json.loads(body), schema, cls=jsonschema.Draft202012Validator)
        checked += 1
    assert d.ask("DELETE", f"/api/feeds/{feed}")[0] == 204 and d.post(f"/api/corrections/{made}/undo", {})["id"] == made
    print(f"openapi: {checked} answers fit their schemas" + ("" if TOOL.exists() else "; schemathesis is not here: no calls were made up"))
    return True


with Desk(PROGRAM) as d:
    ok = by_jsonschema(d)
    ok = (by_schemathesis(d) if TOOL.exists() else True) and ok
sys.exit(not ok)
