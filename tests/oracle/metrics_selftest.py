#!/usr/bin/env python3
"""Holds the calculations of metrics.py against cases worked out by hand.

Prints "ok RULE" or "failed RULE" a line; exit code 1 when any failed.
"""
import sys
import traceback
import unittest

import cases_of_days_and_periods
import cases_of_documents


def cases_in(suite):
    for each in suite:
        yield from cases_in(each) if isinstance(each, unittest.TestSuite) else (each,)


def main():
    failed = 0
    for module in (cases_of_documents, cases_of_days_and_periods):
        for case in cases_in(unittest.defaultTestLoader.loadTestsFromModule(module)):
            try:
                case.debug()
            except Exception:
                traceback.print_exc(file=sys.stdout)
                failed += 1
                print("failed", case.shortDescription())
            else:
                print("ok", case.shortDescription())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
