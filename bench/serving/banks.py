"""The data: banks with years of snapshots, the plain table beside them, and whether both servers say the same of them."""

import contextlib
import datetime
import json
import os
import random
import subprocess

from servers import VOUCH, CannotMeasure

LAST_DAY = datetime.date(2025, 3, 31)
COMPARED_MAX = 25
WORDS_MAX = 500  # of what a program said before it failed
SEVERITIES = ["critical", "high", "medium", "low", "total"]


def run(*commands, environment=None):
    """Runs commands at once, and says what the first of them said."""
    surroundings = os.environ | (environment or {})
    with contextlib.ExitStack() as ends:
        running = []
        for command in commands:
            heard = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            process = subprocess.Popen(command, env=surroundings, text=True, **heard)
            ends.callback(process.kill)
            running.append(process)
        said = [process.communicate() for process in running]
    for command, process, (_, errors) in zip(commands, running, said):
        if process.returncode != 0:
            raise CannotMeasure(f"{command[0]} ended with {process.returncode}: {errors.strip()[:WORDS_MAX]}")
    return said[0][0].strip()


def psql(conninfo, *texts):
    command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", conninfo]
    return run(*(command + ["--command", text] for text in texts))


def sql(name, **settings):
    """The text of bench/sql/NAME.sql in a transaction with bench.SETTING = VALUE."""
    with open(f"bench/sql/{name}.sql") as file:
        text = file.read()
    return "BEGIN;" + "".join(f"SET LOCAL bench.{key} = {value};" for key, value in settings.items()) + text + "; COMMIT;"


def first_day(years):
    return LAST_DAY.replace(year=LAST_DAY.year - years) + datetime.timedelta(days=1)


def days_of(years):
    return (LAST_DAY - first_day(years)).days + 1


def load(admin, database, banks, years):
    """Fills the database behind `admin`; `database`: the variables by which vouch finds it."""
    psql(admin, sql("load", first=0, last=0))
    run([VOUCH, "capture", "--tenant", "bank-0", "--date", str(LAST_DAY)], environment=database)
    half = banks // 2
    shares = [(1, half), (half + 1, banks)]  # one for each of two sessions
    psql(admin, *(sql("snapshots", first=first, last=last, days=days_of(years)) for first, last in shares))
    psql(admin, sql("plain_days"))
    psql(admin, "VACUUM (ANALYZE)")
    psql(admin, "CHECKPOINT")


def write_probe(file):
    """bench/sql/quarter_probe.sql for pgbench, of a random bank: variables stand where the parameters stood."""
    with open("bench/sql/quarter_probe.sql") as source:
        text = " ".join(line for line in source.read().splitlines() if not line.startswith("--"))
    for place, value in {
        "$1": "('00000000-0000-4000-8000-' || 100000000000 + :bank)",
        "$2": ":starts",
        "$3": ":ends",
    }.items():
        text = text.replace(place, value)
    file.write_text(f"\\set bank random(1, :banks)\n{text};\n")


def quarter_bounds(years):
    """First days and last days of the quarters, each as the text of an array."""
    first = first_day(years)
    months = range(first.month - 1, first.month - 1 + 12 * years, 3)
    starts = [datetime.date(first.year + month // 12, month % 12 + 1, 1) for month in months]
    ends = [start - datetime.timedelta(days=1) for start in starts[1:]] + [LAST_DAY]
    return ["{" + ",".join(map(str, days)) + "}" for days in (starts, ends)]


def figures(answer, suffix=""):
    """Of each quarter its bounds, the day it is told by, and the severities."""
    return [
        [point["starts_on"], point["ends_on"], point["business_date"]]
        + [point["values"][severity + suffix] for severity in SEVERITIES]
        for point in json.loads(answer)["points"]
    ]


def compare(ours, rival, rival_path, years):
    """Fails where answers of ours, bank-1 first, have another figure than those of the rival, for some banks. Says how many
    bytes the rival's shortest has."""
    some = random.Random(len(ours)).sample(range(1, len(ours) + 1), min(COMPARED_MAX, len(ours)))
    theirs = [rival.get(rival_path % number) for number in some]
    for number, text in zip(some, theirs):
        found, held = figures(ours[number - 1], "_open"), figures(text)
        if len(found) != 4 * years or any(None in quarter for quarter in found):
            raise CannotMeasure(f"bank-{number} has {len(found)} quarters, or gaps among them: {found}")
        if found != held:
            differ = [(one, other) for one, other in zip(found, held) if one != other]
            raise CannotMeasure(f"bank-{number}: vouch and {rival.name} say differently: {differ or (found, held)}")
    return min(map(len, theirs))
