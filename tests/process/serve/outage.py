#!/usr/bin/env python3
"""Asks without a pause while PostgreSQL is killed: each request is answered, rightly or with 503, and in time; afterwards
all are answered rightly again.

outage.py URL PATH PID: asks PATH on several connections, kills PID with SIGKILL after a second. Prints "ok NAME" or
"failed NAME: why".
"""
import collections
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request

base, path, victim = sys.argv[1], sys.argv[2], int(sys.argv[3])
failures = 0
longest_s = 12.0


def say(name, problem=None):
    global failures
    failures += bool(problem)
    print(f"failed {name}: {problem}" if problem else f"ok {name}", flush=True)


def ask():
    began = time.monotonic()
    try:
        with urllib.request.urlopen(base + path, timeout=30) as answer:
            return answer.status, answer.read(), time.monotonic() - began
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers.get("Retry-After"), time.monotonic() - began
    except OSError as lost:
        return 0, str(lost).encode(), time.monotonic() - began


right = ask()[1]
seen = collections.Counter()
wrong = []
slowest = 0.0
ending = threading.Event()
turn = threading.Lock()


def ask_on():
    global slowest
    while not ending.is_set():
        status, body, took = ask()
        with turn:
            seen[status] += 1
            slowest = max(slowest, took)
            if (status == 200 and body != right) or (status == 503 and not body) or status not in (200, 503):
                wrong.append((status, body[:200] if body else body))


threads = [threading.Thread(target=ask_on) for _ in range(8)]
for thread in threads:
    thread.start()
time.sleep(1)
os.kill(victim, signal.SIGKILL)
recovered = None
began = time.monotonic()
while time.monotonic() - began < 60:
    time.sleep(0.5)
    if ask()[0] == 200 and ask()[0] == 200:
        recovered = time.monotonic() - began
        break
time.sleep(1)
ending.set()
for thread in threads:
    thread.join()
say(f"it recovers, here after {recovered} s", None if recovered else "it does not")
say(f"each is answered rightly or told to come again, {dict(seen)}", wrong[:3])
say(f"none hangs, the slowest took {slowest:.1f} s", None if slowest < longest_s else "over the limit")
say("afterwards all is right", None if all(ask()[1] == right for _ in range(20)) else "it is not")
sys.exit(1 if failures else 0)
