#!/usr/bin/env python3
"""What an editor sees: every plan is valid under schema/vanthu.schema.json, and spoiled ones are not (jsonschema, PyYAML)."""
import copy
import json
import pathlib
import sys

import jsonschema
import yaml


class PlainDates(yaml.SafeLoader):
    """YAML 1.2 has no dates: `2026-03-15` is text, as editors and the program read it."""


PlainDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

schema = json.loads(pathlib.Path("schema/vanthu.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
failed = 0

plans = sorted(pathlib.Path("plans").glob("*.yaml"))
if len(plans) < 2:
    sys.exit("no plans found: run from the root of the repository")
for path in plans:
    plan = yaml.load(path.read_text(encoding="utf-8"), PlainDates)
    errors = list(validator.iter_errors(plan))
    print(f"{'FAIL' if errors else 'ok'}  {path}")
    for error in errors:
        failed += 1
        print(f"      {error.json_path}: {error.message}")

    spoilers = {
        "unknown key": lambda p: p.update(trich_yeuu="x"),
        "missing body": lambda p: (p.pop("noi_dung", None), p.pop("giay_moi", None), p.pop("giay_gioi_thieu", None), p.pop("giay_nghi_phep", None)),
        "key of another kind": lambda p: p.update(giay_moi={"kinh_moi": "x", "toi_du": "x", "thoi_gian": "x", "dia_diem": "x"}, ten_thu="X"),
        "unknown kind": lambda p: p.update(loai="thong-bao-moi"),
        "margin that is no number": lambda p: p.update(trinh_bay={"le": {"tren": "rộng"}}),
        "list for a text": lambda p: p.update(dia_danh=["x"]),
    }
    for name, spoil in spoilers.items():
        spoiled = copy.deepcopy(plan)
        spoil(spoiled)
        if spoiled == plan:
            continue  # A copy has no body to lose.
        if validator.is_valid(spoiled):
            failed += 1
            print(f"FAIL  {path}: the schema accepts: {name}")

for path in sorted(pathlib.Path("schema").glob("*.json")):
    for key, prop in schema["properties"].items():
        if not prop.get("title") or not prop.get("description"):
            failed += 1
            print(f"FAIL  {path}: {key} has no title or description")
sys.exit(1 if failed else 0)
