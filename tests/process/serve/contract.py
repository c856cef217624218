#!/usr/bin/env python3
"""Holds every answer of a running server against api/openapi.json.

contract.py URL SLUG OPENAPI: asks each operation in many ways, prints "ok NAME" or "failed NAME: why", ends with 1 after
a failure. What an operation is asked with is listed here; an operation that nothing asks fails.
"""
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import jsonschema

base, slug, document_file = sys.argv[1:]
with open(document_file, encoding="utf-8") as file:
    document = json.load(file)
failures = 0
asked = set()
answered = {}  # name -> headers, body


def say(name, problem=None):
    global failures
    if problem:
        failures += 1
        print(f"failed {name}: {problem}")
    else:
        print(f"ok {name}")


def send(path, method="GET", headers=None, body=None):
    request = urllib.request.Request(base + path, method=method, headers=headers or {}, data=body)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()


def response_of(operation, status):
    response = operation["responses"].get(str(status))
    while response and "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    return response


def check(template, path, status, method="GET", headers=None, body=None):
    """Asks, and compares status, media type and body with what the document says of the operation."""
    name = f"{method} {path} {status}"
    asked.add((template, method.lower()))
    got, got_headers, got_body = send(path, method, headers, body)
    answered[name] = (got_headers, got_body)
    if got != status:
        say(name, f"status {got}: {got_body[:300]!r}")
        return None
    response = response_of(document["paths"][template][method.lower()], status)
    if response is None:
        say(name, "the document has no such response")
        return None
    for header in response.get("headers", {}):
        if got_headers.get(header) is None:
            say(name, f"the header {header} is missing")
            return None
    if status == 304:
        say(name, "304 has a body" if got_body else None)
        return None
    media = got_headers.get_content_type()
    if media not in response["content"]:
        say(name, f"media type {media}")
        return None
    if media == "text/plain":
        say(name)
        return got_body.decode()
    value = json.loads(got_body)
    schema = dict(response["content"][media]["schema"], components=document["components"])
    try:
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(value)
        say(name)
    except jsonschema.ValidationError as wrong:
        say(name, f"{list(wrong.absolute_path)}: {wrong.message[:300]}")
    return value


def tenant(rest=""):
    return f"/api/v1/tenants/{slug}{rest}"


T = "/api/v1/tenants/{slug}"
check("/api/v1/tenants", "/api/v1/tenants", 200)
about = check(T, tenant(), 200)
last, first = about["last_captured"], about["first_captured"]
known_at = urllib.parse.quote(about["head"]["recorded_at"])
bases = ["", "basis=reported", "basis=restated", f"basis=restated&known_at={known_at}"]
for rest in ["metrics", "branches"]:
    for query in bases + [f"as_of={last}", f"as_of={last}&basis=restated", f"as_of={first}"]:
        check(f"{T}/{rest}", tenant(f"/{rest}?{query}"), 200)
    check(f"{T}/{rest}", tenant(f"/{rest}?as_of=1990-01-01"), 404)
    check(f"{T}/{rest}", tenant(f"/{rest}?as_of=2999-01-01"), 400)
    check(f"{T}/{rest}", tenant(f"/{rest}?as_of=2026-02-30"), 400)
    check(f"{T}/{rest}", tenant(f"/{rest}?known_at={known_at}"), 400)
    check(f"{T}/{rest}", tenant(f"/{rest}?basis=other"), 400)
for subject in document["components"]["schemas"]["TrendSubject"]["enum"]:
    for grain in ["", "grain=month", "grain=year"]:
        for query in ["", "&basis=restated"]:
            check(f"{T}/trends/{{subject}}", tenant(f"/trends/{subject}?{(grain + query).strip('&')}"), 200)
check(f"{T}/trends/{{subject}}", tenant("/trends/severity?grain=week"), 200)
check(f"{T}/trends/{{subject}}", tenant(f"/trends/severity?grain=day&from={last}&to={last}"), 200)
check(f"{T}/trends/{{subject}}", tenant("/trends/severity?grain=day&from=2001-01-01&to=2006-01-01"), 400)
check(f"{T}/trends/{{subject}}", tenant("/trends/closure?grain=day"), 400)
check(f"{T}/trends/{{subject}}", tenant("/trends/severity?from=2026-02-01&to=2026-01-01"), 400)
check(f"{T}/trends/{{subject}}", tenant("/trends/nothing"), 404)
check(f"{T}/trends/{{subject}}", tenant("/trends/severity?unknown=1"), 400)
check(f"{T}/trends/{{subject}}", tenant("/trends/severity?grain="), 400)
check(f"{T}/trends/{{subject}}", tenant("/trends/severity?grain=day&grain=week"), 400)
for rest in ["rollforward", "repeats"]:
    for query in bases + [f"as_of={last}", "period=FY+2025-26+Q3", "period=FY%202025-26", "period=FY+2025-26+Q3&as_of=2025-11-15",
                          "period=2025-12&basis=restated", "period=FY+2025-26+Q3&as_of=2025-11-15&basis=restated"]:
        check(f"{T}/{rest}", tenant(f"/{rest}?{query}"), 200)
    check(f"{T}/{rest}", tenant(f"/{rest}?period=nonsense"), 404)
    check(f"{T}/{rest}", tenant(f"/{rest}?period=FY+2025-26+Q3&as_of=2025-01-01"), 400)
    check(f"{T}/{rest}", tenant(f"/{rest}?known_at={known_at}"), 400)
for query in bases + [f"as_of={last}", "period=FY+2024-25", "auditor=Nobody"]:
    check(f"{T}/engagements", tenant(f"/engagements?{query}"), 200)
listed = check(f"{T}/snapshots", tenant("/snapshots"), 200)
check(f"{T}/snapshots", tenant(f"/snapshots?from={first}&to={first}"), 200)
check(f"{T}/snapshots", tenant("/snapshots?from=2001-01-01&to=2020-01-01"), 400)
check(f"{T}/snapshots", tenant("/snapshots?from=2026-02-01&to=2026-01-01"), 400)
proof = check(f"{T}/snapshots/{{date}}", tenant(f"/snapshots/{last}"), 200)
check(f"{T}/snapshots/{{date}}", tenant(f"/snapshots/{last}?revision=1"), 200)
check(f"{T}/snapshots/{{date}}", tenant(f"/snapshots/{last}?revision=77"), 404)
check(f"{T}/snapshots/{{date}}", tenant(f"/snapshots/{last}?revision=0"), 400)
check(f"{T}/snapshots/{{date}}", tenant("/snapshots/1990-01-01"), 404)
check(f"{T}/snapshots/{{date}}", tenant("/snapshots/yesterday"), 400)
check(f"{T}/differences", tenant(f"/differences?from={first}&to={last}"), 200)
few = check(f"{T}/differences", tenant(f"/differences?from={first}&to={last}&limit=3&known_at={known_at}"), 200)
check(f"{T}/differences", tenant(f"/differences?from={last}"), 400)
check(f"{T}/differences", tenant(f"/differences?from={last}&to={first}"), 400)
check(f"{T}/differences", tenant(f"/differences?from={first}&to={last}&limit=0"), 400)
check(f"{T}/differences", tenant(f"/differences?from={first}&to=2999-01-01"), 400)
check(f"{T}/moved", tenant("/moved"), 200)
check(f"{T}/moved", tenant("/moved?as_of=2025-03-31"), 200)
check(f"{T}/moved", tenant("/moved?as_of=1990-01-01"), 404)
for rest in ["", "/metrics", "/trends/severity", "/snapshots", "/engagements"]:
    template = T + ("/trends/{subject}" if "trends" in rest else rest)
    check(template, "/api/v1/tenants/nobody" + rest, 404)
check("/api/v1/openapi.json", "/api/v1/openapi.json", 200)
check("/healthz", "/healthz", 200)
check("/readyz", "/readyz", 200)
counted = check("/metrics", "/metrics", 200)
for family in ["vouch_jobs{", "vouch_jobs_queue_paused{", "vouch_jobs_oldest_waiting_seconds{", "vouch_jobs_workers 1"]:
    say(f"measures tell {family}", None if family in counted else "nothing of it")
say("measures count requests", None if 'route="/api/v1/tenants/{slug}/metrics"' in counted else "no count of a route")

# What the schemas cannot say.
say("a limit holds", None if len(few["observations"]) == 3 < few["observations_total"] else "it does not")
say("the proof has its hash", None if proof["hash"] == proof["sealed_in"]["hash"] and len(proof["digest"]) == 64 else proof)
quarters = json.loads(send(tenant("/trends/severity"))[2])["points"]
closing = json.loads(send(tenant(f"/metrics?as_of={quarters[-1]['business_date']}"))[2])
say("a trend ends where the metrics are", None
    if quarters[-1]["values"]["total_open"] == closing["metrics"]["severity"]["total_open"] else "it does not")
roll = json.loads(send(tenant("/rollforward"))[2])
say("the roll-forward balances", None if roll["balances"] else roll)

# Conditional requests, HEAD, other methods, request ids.
for rest in ["", "/metrics", "/trends/severity", "/snapshots"]:
    headers = send(tenant(rest))[1]
    template = T + ("/trends/{subject}" if "trends" in rest else rest)
    check(template, tenant(rest), 304, headers={"If-None-Match": headers["ETag"]})
    check(template, tenant(rest), 200, headers={"If-None-Match": '"another"'})
past = send(tenant(f"/metrics?as_of={first}&basis=restated&known_at={known_at}"))[1]["Cache-Control"]
say("figures known at a moment that has passed may be kept", None if past == "private, max-age=86400" else past)
moved = send(tenant(f"/moved?as_of={first}&known_at={known_at}"))[1]["Cache-Control"]
say("what compares with reported figures may not", None if moved == "private, no-cache" else moved)
status = send(tenant("/metrics?as_of=banana"), headers={"If-None-Match": "*"})[0]
say("any tag is no answer to a mistake", None if status == 400 else status)
status, headers, body = send(tenant("/metrics"), "HEAD")
say("HEAD has a length and no body", None if status == 200 and not body and int(headers["Content-Length"]) > 100 else status)
status, headers, body = send(tenant("/metrics"), "POST", body=b"{}")
say("another method is told which there are", None
    if status == 405 and headers["Allow"] == "GET, HEAD" and json.loads(body)["code"] == "method_not_allowed" else status)
say("a request id is kept", None if send("/healthz", headers={"X-Request-Id": "abc-1"})[1]["X-Request-Id"] == "abc-1" else "no")
say("a bad one is not", None if send("/healthz", headers={"X-Request-Id": "a b"})[1]["X-Request-Id"] != "a b" else "it is")

# A verification from beginning to end.
V = f"{T}/verifications"
queued = check(V, tenant("/verifications"), 202, "POST")
again = check(V, tenant("/verifications"), 202, "POST", {"Content-Type": "application/json"}, b"{}")
say("the one that runs is answered again", None if queued["id"] == again["id"] or again["status"] == "queued" else again)
check(V, tenant("/verifications"), 403, "POST", {"Origin": "http://bank.example"})
check("/api/v1/tenants", "/api/v1/tenants?colour=red", 400)
check("/api/v1/openapi.json", "/api/v1/openapi.json?colour=red", 400)
check(V, tenant("/verifications"), 400, "POST", {"Content-Type": "application/json"}, b"[1]")
check(V, tenant("/verifications"), 400, "POST", {"Content-Type": "application/json"}, b'{"anchor": "no anchor"}')
check(V, "/api/v1/tenants/nobody/verifications", 404, "POST")
check(f"{V}/{{id}}", tenant("/verifications/00000000-0000-4000-8000-000000000000"), 404)
check(f"{V}/{{id}}", tenant("/verifications/x"), 400)
for _ in range(240):
    job = json.loads(send(tenant(f"/verifications/{queued['id']}"))[2])
    if job["status"] not in ("queued", "running"):
        break
    time.sleep(0.25)
job = check(f"{V}/{{id}}", tenant(f"/verifications/{queued['id']}"), 200)
say("history is intact", None if job["status"] == "intact" and job["result"]["problems"] == [] else job)

for template, operations in document["paths"].items():
    for method in operations:
        if method in ("get", "post") and (template, method) not in asked:
            say(f"{method} {template}", "nothing here asks it")
sys.exit(1 if failures else 0)
