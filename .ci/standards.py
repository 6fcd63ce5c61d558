#!/usr/bin/env python3
"""PDF/A-2a and PDF/UA-1, confirmed by an independent validator (PyPI `page-validation`).

    standards.py PDF…   exit 0 if every file conforms to both

Each file is also spoiled in ways that the standards forbid; a validator that lets those through proves nothing.
"""
import sys

import page

PROFILES = {"PDF/A-2a": page.ValidationProfile.PDF_A_2A, "PDF/UA-1": page.ValidationProfile.PDF_UA_1}

# Same lengths, so that no offset moves: (what, profiles that must notice, bytes, bytes).
SPOILERS = [
    ("not marked as tagged", ("PDF/A-2a", "PDF/UA-1"), b"/MarkInfo", b"/MarkXnfo"),
    ("no metadata", ("PDF/A-2a", "PDF/UA-1"), b"/Metadata", b"/Mxtadata"),
    ("no language", ("PDF/UA-1",), b"/Lang", b"/Lxng"),
]

failed = 0


def say(fine, line):
    global failed
    failed += not fine
    print(("ok    " if fine else "FAIL  ") + line)


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        data = file.read()
    for name, profile in PROFILES.items():
        report = page.validate_pdf_bytes(data, profile=profile)
        say(report.is_compliant, f"{path}: {name}, {report.rules.passed} of {report.rules.total} rules passed")
        for failure in report.failures:
            print(f"      {failure.rule_id}: {failure.message}")
    for what, profiles, old, new in SPOILERS:
        # The catalog stands uncompressed in the incremental update at the end of the file.
        at = data.rfind(old)
        if at < 0:
            say(False, f"{path}: cannot spoil ({what}): {old.decode()} not found")
            continue
        spoiled = data[:at] + new + data[at + len(old) :]
        for name in profiles:
            caught = not page.is_pdf_compliant_bytes(spoiled, profile=PROFILES[name])
            say(caught, f"{path}: {name} notices: {what}")
if len(sys.argv) < 2:
    sys.exit("usage: standards.py PDF…")
sys.exit(1 if failed else 0)
