#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Hold what brokerctl -j has printed against its schema, as KTAP.

schema.py RESULTS: the results of scenarios, in which "# | json ..." are lines of
it. Each line is one result; that there is none is a failure.
"""
import json
import os
import sys

import jsonschema

HEAD = "# | json "


def complaint(validator, line):
    """What is wrong with a line, or None."""
    try:
        tree = json.loads(line)
    except ValueError as error:
        return f"not JSON: {error}"
    errors = list(validator.iter_errors(tree))
    if not errors:
        return None
    return jsonschema.exceptions.best_match(errors).message


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(f"{here}/../../tools/brokerctl/schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
        lines = [line[len(HEAD):] for line in file if line.startswith(HEAD)]
    print(f"KTAP version 1\n1..{max(1, len(lines))}")
    failed = not lines
    if failed:
        print("not ok 1 - there is JSON")
    for number, line in enumerate(lines, 1):
        what = complaint(validator, line)
        if what:
            print(f"# {what}\n# {line.rstrip()}")
            failed = True
        print(f"{'not ' if what else ''}ok {number} - {line[:40].rstrip()}".replace("#", " "))
    return failed


sys.exit(main())
