"""What `vouch serve` answers, beside its rivals, in turns. bench/serve starts this; bench/README.md says how to read what
it prints."""

import argparse
import contextlib
import datetime
import os
import pathlib
import re
import shutil
import signal
import sys
import time
import traceback

import banks
import servers
import table
from load import CONNECTIONS, Contender, Probe
from servers import CannotMeasure

OURS_PATH = "/api/v1/tenants/bank-%d/trends/severity?grain=quarter"
FASTIFY_PATH = "/trends/bank-%d"
NGINX_PATH = "/bank-%d.json"
FASTIFY_CONNECTIONS = {1: [4, 8], 2: [2, 4]}  # by processes: what each of them may have
FASTIFY_TRY_S_MAX = 3
WARM_PASSES_MAX = 20
REMOVE_TRIES_MAX = 40


def surroundings(admin):
    with open("/proc/cpuinfo") as about:
        processor = re.search(r"model name\s*: (.*)", about.read())
    version = banks.psql(admin, "SHOW server_version").split()[0]
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores of {processor[1] if processor else 'unknown processor'}, "
        f"PostgreSQL {version}, load average {os.getloadavg()[0]:.1f}"
    )


def fill(admin, database, wanted):
    days = banks.days_of(wanted.years)
    print(f"Loading {wanted.tenants:,} banks of {days:,} days ...", flush=True)
    begun = time.monotonic()
    banks.load(admin, database, wanted.tenants, wanted.years)
    took = time.monotonic() - begun
    sizes = banks.psql(
        admin,
        "SELECT format('%s, of which the snapshots %s, the plain table %s',"
        " pg_size_pretty(pg_database_size(current_database())),"
        " pg_size_pretty(pg_total_relation_size('snapshot.dashboard_snapshot')),"
        " pg_size_pretty(pg_total_relation_size('bench.plain_day')))",
    )
    print(f"{wanted.tenants * days:,} snapshots: loaded and analyzed in {took:.0f} s; database {sizes}", flush=True)


def from_memory(server):
    """How many answers came from memory, and how many did not."""
    said = server.get("/metrics")
    found = [re.search(rf'vouch_http_cache_total{{found="{word}"}} (\d+)', said) for word in ("yes", "no")]
    return [int(each[1]) if each else 0 for each in found]


def warm(contender):
    """Until each thread of ours has every answer in memory."""
    for _ in range(WARM_PASSES_MAX):
        before = from_memory(contender.server)[1]
        contender.ask(seconds=1, seed=1)
        if from_memory(contender.server)[1] == before:
            return
    raise CannotMeasure("the answers do not fit into the memory of vouch serve: take fewer banks or years")


def best_connections(start, compare, tenants, seconds, processes):
    """Of FASTIFY_CONNECTIONS the one with which so many processes answer most."""
    tried = {}
    for connections in FASTIFY_CONNECTIONS[processes]:
        with start(processes, connections) as server:
            contender = Contender(server, FASTIFY_PATH, tenants, compare(server))
            contender.ask(1, seed=1)  # compiles itself meanwhile
            tried[connections] = contender.ask(min(seconds, FASTIFY_TRY_S_MAX), seed=1)["per_s"]
            print(f"  {server.name:<40} {tried[connections]:>8,.0f}/s", flush=True)
    return max(tried, key=tried.get)


def take_turns(groups, rounds, seconds):
    """What each contender measured in each round: groups side by side, the members of a group in turns forth and back."""
    measured = {each: [] for group in groups for each in group}
    for number in range(rounds + 1):  # the first does not count
        for group in groups:
            for each in group if number % 2 else reversed(group):
                found = each.ask(seconds, seed=number)
                if number > 0:
                    measured[each].append(found)
    return measured


def measure(wanted, stack):
    """Prints everything; returns how many targets were missed."""
    folder = wanted.folder
    data = {"VOUCH_DATA_DIR": str(folder / "data")}
    socket = f"host='{folder / 'data' / 'socket'}' port=5432 dbname=vouch"
    beside, admin = {"VOUCH_DATABASE_URL": f"{socket} user=vouch"}, f"{socket} user=vouch_admin"

    banks.run([servers.VOUCH, "schema", "deploy"], environment=data)
    uncached = stack.enter_context(servers.vouch("computed", folder, data, "--cache-mb-max", "0"))
    print(surroundings(admin))
    fill(admin, beside, wanted)
    cached = stack.enter_context(servers.vouch("from memory", folder, beside))

    numbers = range(1, wanted.tenants + 1)
    ours = [cached.get(OURS_PATH % number) for number in numbers]
    static = stack.enter_context(servers.nginx(folder, wanted.nginx, {NGINX_PATH % n: ours[n - 1] for n in numbers}))
    if any(static.get(NGINX_PATH % number) != ours[number - 1] for number in numbers):
        raise CannotMeasure("nginx serves other bytes than vouch")

    def fastify(processes, connections):
        return servers.fastify(folder, wanted.node, admin, processes, connections)

    def compare(server):
        return banks.compare(ours, server, FASTIFY_PATH, wanted.years)

    banks.write_probe(folder / "probe")
    starts, ends = banks.quarter_bounds(wanted.years)
    probe = Probe(admin, folder / "probe", banks=wanted.tenants, starts=starts, ends=ends)
    probe.ask(wanted.seconds, seed=1)  # so that nobody is the first to read from the disk
    print("Which connections suit Fastify:", flush=True)
    plain = []
    for processes in FASTIFY_CONNECTIONS:
        connections = best_connections(fastify, compare, wanted.tenants, wanted.seconds, processes)
        plain.append(stack.enter_context(fastify(processes, connections)))

    shortest, shortest_plain = min(map(len, ours)), min(map(compare, plain))
    print(f"Figures of both are the same; an answer of vouch has {shortest:,} bytes, one of Fastify {shortest_plain:,}.")
    asked = Contender(uncached, OURS_PATH, wanted.tenants, shortest)
    remembered = Contender(cached, OURS_PATH, wanted.tenants, shortest)
    rivals = [Contender(each, FASTIFY_PATH, wanted.tenants, shortest_plain) for each in plain]
    files = Contender(static, NGINX_PATH, wanted.tenants, shortest)
    warm(remembered)
    print(f"{wanted.rounds} rounds of {wanted.seconds} s for each, {CONNECTIONS} connections ...", flush=True)
    measured = take_turns([[asked, *rivals], [remembered, files], [probe]], wanted.rounds, wanted.seconds)
    if from_memory(uncached)[0] > 0:
        raise CannotMeasure("vouch serve answered from memory where it had none")

    rivals.sort(key=lambda each: table.middle(measured[each], "per_s"), reverse=True)
    lines = [
        ("trend, computed; the better Fastify", asked, rivals[0], 2),
        ("trend, computed; the other Fastify", asked, rivals[1], None),
        ("trend, from memory; nginx, the same in files", remembered, files, 0.6),
        ("the statement of Fastify alone, pgbench", probe, None, None),
    ]
    missed = table.print_rates(lines, measured)
    table.print_servers([asked, *rivals, remembered, files], measured)
    print(f"\nLoad average {os.getloadavg()[0]:.1f}. {missed} targets missed.")
    return missed


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("--tenants", "--years", "--seconds", "--rounds"):
        parser.add_argument(name, type=int, required=True)
    for name in ("--folder", "--node", "--nginx"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


def remove(folder):
    """Tries for a while: a PostgreSQL whose vouch was killed takes a moment to end."""
    for _ in range(REMOVE_TRIES_MAX):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.5)
    print(f"serve: {folder} could not be removed", file=sys.stderr)


def interrupt(number, _):
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # what was begun is ended in peace
    sys.exit(128 + number)


def main():
    wanted = arguments()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, interrupt)
    for variable in [name for name in os.environ if name.startswith("VOUCH_")]:
        del os.environ[variable]
    with contextlib.ExitStack() as stack:
        if not wanted.keep:
            stack.callback(remove, wanted.folder)
        try:
            return 1 if measure(wanted, stack) else 0
        except (CannotMeasure, OSError) as failure:
            print(f"serve: {str(failure).rstrip()}", file=sys.stderr)
            return 3
        except Exception:  # a bug is no missed target
            traceback.print_exc()
            return 3
        finally:
            if wanted.keep:
                print(f"The database is left in {wanted.folder}")


if __name__ == "__main__":
    sys.exit(main())
