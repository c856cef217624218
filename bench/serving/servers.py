"""The servers that are measured: each is started, says where it listens, and ends with its block. Ctrl-C does not reach them:
they are told to end in their order, and end by themselves when this program is killed."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

VOUCH = "build/release/vouch"
START_S_MAX = 60
END_S_MAX = 90  # PostgreSQL writes a checkpoint of all that was loaded


class CannotMeasure(Exception):
    """Says why there is no figure."""


class Server:
    def __init__(self, name, process, url, log, counts_children):
        self.name, self.process, self.url, self.log, self.counts_children = name, process, url, log, counts_children

    def get(self, path):
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return answer.read().decode()
        except OSError as failure:
            raise CannotMeasure(f"{self.name} does not answer {path}: {failure}\n{last_words(self.log)}") from failure

    def check_runs(self):
        if self.process.poll() is not None:
            raise CannotMeasure(f"{self.name} has ended with {self.process.returncode}\n{last_words(self.log)}")

    def memory(self):
        """Resident now and at most, in MB, of all its processes; not of the PostgreSQL that vouch starts."""
        processes = [self.process.pid]
        if self.counts_children:
            with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
                processes += [int(each) for each in children.read().split()]
        now, most = 0, 0
        for each in processes:
            with open(f"/proc/{each}/status") as status:
                said = status.read()
            now += int(re.search(r"VmRSS:\s+(\d+)", said)[1])
            most += int(re.search(r"VmHWM:\s+(\d+)", said)[1])
        return now / 1024, most / 1024


@contextlib.contextmanager
def start(name, command, log, url=None, environment=None, counts_children=False):
    """A server that prints its address, or that is known to listen on `url`."""
    surroundings = os.environ | (environment or {})
    with open(log, "w") as errors:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if url else subprocess.PIPE,
            stderr=errors,
            env=surroundings,
            start_new_session=True,
            text=True,
        )
    try:
        found = wait_until_it_listens(process, url) if url else read_address(process)
        if not found:
            raise CannotMeasure(f"{name} did not start\n{last_words(log)}")
        yield Server(name, process, found, log, counts_children)
    finally:
        if process.poll() is not None:
            print(f"serve: {name} has ended with {process.returncode} before it was told to", file=sys.stderr)
        process.terminate()
        try:
            process.wait(END_S_MAX)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def last_words(log):
    with open(log) as said:
        return said.read()[-1000:].strip()


def read_address(process):
    for line in process.stdout:
        if found := re.search(r"http://[0-9.]+:[0-9]+", line):
            return found[0]
    return None


def wait_until_it_listens(process, url):
    host, port = re.fullmatch(r"http://([0-9.]+):([0-9]+)", url).groups()
    ends_by = time.monotonic() + START_S_MAX
    while process.poll() is None and time.monotonic() < ends_by:
        with contextlib.suppress(OSError), socket.create_connection((host, int(port))):
            return url
        time.sleep(0.01)
    return None


def vouch(name, folder, database, *settings):
    """`vouch serve`; database: {"VOUCH_DATA_DIR": ...} or {"VOUCH_DATABASE_URL": ...}."""
    command = [VOUCH, "serve", "--listen", "127.0.0.1:0", "--log-level", "warn", *settings]
    return start(f"vouch serve, {name}", command, folder / f"vouch-{name}.log", environment=database)


def fastify(folder, node, database, processes, connections):
    command = ["node", node / "trend_server.js", database, "bench/sql/quarter_probe.sql", processes, connections]
    name = f"Fastify, {processes} process{'es' if processes > 1 else ''}, {processes * connections} connections"
    log = folder / f"fastify-{processes}-{connections}.log"
    return start(name, command, log, environment={"NODE_ENV": "production"}, counts_children=True)


def nginx(folder, program, files):
    """Serves texts by their path."""
    place = folder / "nginx"
    (place / "files").mkdir(parents=True)
    for path, text in files.items():
        (place / "files" / path.lstrip("/")).write_text(text)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with open("bench/serving/nginx.conf") as template:
        configuration = template.read()
    for word, value in {"folder": place, "port": port}.items():
        configuration = configuration.replace(f"@{word}@", str(value))
    (place / "conf").write_text(configuration)
    command = [program, "-e", place / "log", "-c", place / "conf"]
    return start("nginx", command, place / "errors.log", f"http://127.0.0.1:{port}", counts_children=True)
