#!/usr/bin/env python3
"""A longer table of the same kind: rows.py CSV COUNT [KEY] > longer.csv

The rows of the table again and again. The column that tells them apart (KEY, else the first in which no value comes twice) goes on
counting: after GM-0999 and GM-1000 come GM-1001, GM-1002 …
"""
import csv
import itertools
import re
import sys


def longer(rows, count, key=None):
    """The head and `count` rows."""
    head, *body = rows
    unique = [n for n in range(len(head)) if len({row[n] for row in body}) == len(body)]
    place = head.index(key) if key else next(iter(unique), None)
    if place is None:
        sys.exit("rows.py: no column tells the rows apart")
    yield head
    for index, row in zip(range(count), itertools.cycle(body)):
        turn = index // len(body)
        if turn:
            row = list(row)
            text, digits = re.fullmatch(r"(.*?)(\d*)", row[place], re.S).groups()
            row[place] = f"{text}{int(digits) + turn * len(body):0{len(digits)}}" if digits else f"{text} {turn + 1}"
        yield row


def main():
    path, count, *key = sys.argv[1:]
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    mark = max(",;\t", key=text.splitlines()[0].count)
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=mark))
    # Commas and UTF-8, whatever the original has: all engines read that alike.
    csv.writer(open(sys.stdout.fileno(), "w", encoding="utf-8", newline="")).writerows(longer(rows, int(count), *key))


if __name__ == "__main__":
    main()
