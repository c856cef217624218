#!/usr/bin/env python3
"""Trends that are not kept in memory are what the program prints, asked for the first time and again, of every metric and
length of period, and after days were taken away beside the server.

frames.py URL VOUCH DATABASE: of a server of the demo with --cache-mb-max 0. Prints "ok NAME" or "failed NAME: why".
"""
import os
import subprocess
import sys
import urllib.request

base, vouch, database = sys.argv[1:]
failures = 0
ranges = [[], ["--from", "2024-05-10", "--to", "2025-01-15"], ["--to", "2025-02-28"]]

trends = [("week", "severity"), ("month", "health"), ("quarter", "movements"), ("quarter", "severity"), ("year", "ageing")]


def say(name, problems):
    global failures
    failures += bool(problems)
    print(f"failed {name}: {problems[:3]}" if problems else f"ok {name}", flush=True)


def ask(metric, grain, days):
    given = "".join(f"&{name[2:]}={day}" for name, day in zip(days[::2], days[1::2]))
    with urllib.request.urlopen(f"{base}/api/v1/tenants/demo/trends/{metric}?grain={grain}{given}", timeout=30) as answer:
        return answer.read().decode()


def run(*words):
    environment = dict(os.environ, VOUCH_DATABASE_URL=database)
    return subprocess.run([vouch, *words], env=environment, check=True, capture_output=True, text=True).stdout


def different():
    """What the server says otherwise than the program, on whichever thread."""
    found = []
    for grain, metric in trends:
        for days in ranges:
            told = run("trend", metric, "--tenant", "demo", "--grain", grain, *days, "--json").strip()
            if any(ask(metric, grain, days) != told for _ in range(4)):
                found.append(f"{metric} by {grain} {' '.join(days)}")
    return found


say("they are what the program prints", different())
before = ask("severity", "day", ranges[1])
run("retention", "apply", "--tenant", "demo", "--keep-days", "0", "--actor", "tester")
say("a day that was taken away makes another trend", [] if ask("severity", "day", ranges[1]) != before else ["it is the old one"])
say("and they are what the program prints again", different())
sys.exit(1 if failures else 0)
