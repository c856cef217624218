#!/usr/bin/env python3
"""Checks the chain of a tenant as docs/seal.md defines it, with nothing but Python's standard library.

Usage: verify_chain.py EXPORT [--hash SEQ=HEX]

EXPORT holds the JSON lines that export_chain.sql writes. --hash names a head hash that was kept elsewhere (an anchor).
Prints one line per problem, then a summary with the hash of the last change set. Exit code: 0 all is well, 1 not.
"""

import argparse
import datetime
import hashlib
import json
import re
import sys

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


def microseconds(text):
    """2026-02-09T19:30:00.5+00:00 as microseconds since 1970."""
    text = re.sub(r"\.(\d+)", lambda m: "." + m.group(1).ljust(6, "0"), text)
    return (datetime.datetime.fromisoformat(text) - EPOCH) // MICROSECOND


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(member) for key, member in value.items() if member is not None}
    if isinstance(value, list):
        return [without_nulls(element) for element in value]
    return value


def digest(document):
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def of_column(value, column_type):
    """A value of a row, as JSON prints it, in its canonical form."""
    if value is None:
        return None
    if column_type == "timestamp with time zone":
        return microseconds(value)
    if column_type == "bytea":
        return value.removeprefix("\\x")
    return without_nulls(value)


def version_of(line):
    row = {column: of_column(value, line["types"][column]) for column, value in line["version"].items()}
    if line["kind"] == "snapshot":
        identity = f"{row['business_date']}/{row['revision']}"
    else:
        identity = row["id"]
    retired = row["snapshots"] if line["kind"] == "retirement" else []
    return (row["seq"], row["ordinal"]), (line["kind"], identity, digest(without_nulls(row))), retired


def change_set_hash(link):
    hexadecimal = lambda value: value.removeprefix("\\x")
    return digest({
        "tenant_id": link["tenant_id"],
        "seq": link["seq"],
        "recorded_at": microseconds(link["recorded_at"]),
        "actor": link["actor"],
        "reason": link["reason"],
        "previous": hexadecimal(link["previous_hash"]),
        "changes": [{"kind": kind, "id": identity, "digest": hexadecimal(each)}
                    for kind, identity, each in zip(link["kinds"], link["ids"], link["digests"], strict=True)],
    })


def unaccounted(gone, retirements):
    """Snapshots that are gone and that no later change set retires; retirements of what is not gone."""
    for seq, listed in retirements:
        place = (listed["seq"], listed["ordinal"])
        if gone.get(place) == (listed["id"], listed["digest"]) and listed["seq"] < seq:
            del gone[place]
        else:
            yield f"snapshot {listed['id']} is retired by change set {seq} and is not one that is gone"
    for (seq, _), (identity, _) in sorted(gone.items()):
        yield f"snapshot {identity} of change set {seq} is missing"


def problems(links, versions, retired, kept_hashes):
    previous, seq, recorded_at = "0" * 64, 0, ""
    gone, retirements = {}, []
    for link in links:
        if link["seq"] != seq + 1:
            yield f"change set {link['seq']} stands where {seq + 1} belongs"
        seq = link["seq"]
        if link["previous_hash"] != "\\x" + previous:
            yield f"change set {seq} does not follow the one before it"
        if recorded_at and microseconds(link["recorded_at"]) <= microseconds(recorded_at):
            yield f"change set {seq} was recorded before the one before it"
        recorded_at = link["recorded_at"]
        previous = change_set_hash(link)
        if link["hash"] != "\\x" + previous:
            yield f"change set {seq} has not the hash of its content"
        if kept_hashes.pop(seq, previous) != previous:
            yield f"change set {seq} has another hash than was kept"
        for place, listed in enumerate(zip(link["kinds"], link["ids"], link["digests"]), start=1):
            kind, identity, sealed = listed
            found = versions.pop((seq, place), None)
            if found is None and kind == "snapshot":
                gone[seq, place] = (identity, sealed.removeprefix("\\x"))
            elif found is None:
                yield f"{kind} {identity} of change set {seq} is missing"
            elif found != (kind, identity, sealed.removeprefix("\\x")):
                yield f"{kind} {identity} of change set {seq} was altered"
            else:
                retirements += [(seq, listed) for listed in retired.get((seq, place), [])]
    yield from unaccounted(gone, retirements)
    for (seq, _), (kind, identity, _) in sorted(versions.items()):
        yield f"{kind} {identity} stands in no list, though it says change set {seq}"
    for seq in sorted(kept_hashes):
        yield f"change set {seq}, whose hash was kept, is not there"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("export")
    parser.add_argument("--hash", action="append", default=[], metavar="SEQ=HEX")
    options = parser.parse_args()

    links, versions, retired = [], {}, {}
    with open(options.export, encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            document = json.loads(line)
            if "change_set" in document:
                links.append(document["change_set"])
            else:
                place, version, listed = version_of(document)
                versions[place], retired[place] = version, listed
    version_count = len(versions)
    kept_hashes = {int(seq): hash_ for seq, hash_ in (each.split("=", 1) for each in options.hash)}

    found = list(problems(links, versions, retired, kept_hashes))
    for problem in found:
        print(problem)
    head = links[-1]["hash"].removeprefix("\\x") if links else "0" * 64
    print(f"{len(links)} change sets, {version_count} versions, head {head}: {len(found)} problems")
    return 1 if found or not links else 0


if __name__ == "__main__":
    sys.exit(main())
