#!/usr/bin/env python3
"""An answer that is kept in memory is right after a further snapshot was taken beside the server.

cached.py URL VOUCH DATABASE: asks a trend twice, captures a day with the program VOUCH, asks again and compares with what
the program prints. Prints "ok NAME" or "failed NAME: why".
"""
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request

base, vouch, database = sys.argv[1:]
failures = 0
path = "/api/v1/tenants/demo/trends/severity?grain=month"


def say(name, problem=None):
    global failures
    failures += bool(problem)
    print(f"failed {name}: {problem}" if problem else f"ok {name}", flush=True)


def ask(where=path, headers=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(base + where, headers=headers or {}), timeout=30) as answer:
            return answer.status, answer.headers.get("ETag"), answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers.get("ETag"), ""


def run(*words):
    environment = dict(os.environ, VOUCH_DATABASE_URL=database)
    return subprocess.run([vouch, *words], env=environment, check=True, capture_output=True, text=True).stdout


def found_in_memory():
    return int(re.search(r'vouch_http_cache_total\{found="yes"\} (\d+)', ask("/metrics")[2])[1])


told = lambda: run("trend", "severity", "--tenant", "demo", "--grain", "month", "--json").strip()
before = ask()
say("it is what the program prints", None if before[2] == told() else "it is another")
earlier = found_in_memory()
same = [ask() for _ in range(8)]  # on whichever thread
say("it is the same again", None if all(each == before for each in same) else "it is another")
say("and found in memory", None if found_in_memory() > earlier else "it is not")
say("its tag is still right", None if ask(headers={"If-None-Match": before[1]})[0] == 304 else "it is not")
print(run("capture", "--tenant", "demo"), end="")
after = ask(headers={"If-None-Match": before[1]})
say("after a further snapshot the tag is another", None if after[0] == 200 and after[1] != before[1] else after[:2])
say("and so is the answer", None if after[2] != before[2] else "it is the old one")
say("which is what the program prints", None if after[2] == told() else "it is another")
say("on every thread", None if all(ask()[2] == after[2] for _ in range(8)) else "one has the old one")
sys.exit(1 if failures else 0)
