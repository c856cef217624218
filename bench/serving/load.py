"""The requests: wrk for servers, pgbench for the database alone. What was answered badly is no figure."""

import json
import re
import subprocess

from servers import CannotMeasure, last_words

CONNECTIONS = 64


class Contender:
    """A server that is asked for `path`, in which %d is the number of a random bank."""

    def __init__(self, server, path, banks, shortest):
        self.server, self.path, self.banks = server, path, banks
        self.bytes_min = 0.9 * shortest  # of an answer, on average
        self.name = server.name

    def ask(self, seconds, seed):
        """Answers per second and latencies."""
        self.server.check_runs()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", "bench/serving/requests.lua"]
        command += [self.server.url, "--", self.path, str(self.banks), str(seed)]
        ran = subprocess.run(command, capture_output=True, text=True)
        found = re.search(r"^\{.*\}$", ran.stdout, re.MULTILINE)
        if ran.returncode != 0 or not found:
            raise CannotMeasure(f"wrk has not measured {self.name}: {ran.stdout}{ran.stderr}")
        measured = json.loads(found[0])
        answers, failures = measured["answers"], measured.pop("failures")
        bad = ", ".join(f"{count} {kind}" for kind, count in failures.items() if count)
        if bad:
            raise CannotMeasure(f"{self.name}: of {answers} requests {bad}\n{last_words(self.server.log)}")
        if answers == 0 or measured["bytes"] / answers < self.bytes_min:
            raise CannotMeasure(f"{self.name}: {answers} answers of {measured['bytes']} bytes are too short")
        return measured | {"per_s": answers / measured["seconds"]}


class Probe:
    """The statement of the rival alone, without HTTP: eight connections of pgbench."""

    def __init__(self, conninfo, script, **variables):
        programs = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        self.command = [f"{programs}/pgbench", "-n", "-M", "prepared", "-c", "8", "-j", "2", "-f", str(script)]
        self.command += [f"-D{name}={value}" for name, value in variables.items()]
        self.conninfo = conninfo

    def ask(self, seconds, seed):
        command = self.command + ["-T", str(seconds), f"--random-seed={seed}", self.conninfo]
        ran = subprocess.run(command, capture_output=True, text=True)
        found = re.search(r"tps = ([0-9.]+)", ran.stdout)
        if ran.returncode != 0 or not found or "failed transactions: 0 " not in ran.stdout:
            raise CannotMeasure(f"pgbench has not measured: {ran.stdout}{ran.stderr}")
        return {"per_s": float(found[1])}
