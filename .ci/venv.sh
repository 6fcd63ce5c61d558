#!/usr/bin/env bash
# Makes the Python environment of the checks in target/ci-venv (once per version of requirements.txt) and prints the path
# of its Python.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$(dirname "$here")/target/ci-venv
if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    rm -rf "$venv"
    mkdir -p "$(dirname "$venv")"
    python3 -m venv "$venv" >&2
    # --no-deps: nothing comes in that is not pinned; `pip check` says if something is missing.
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt" >&2
    "$venv/bin/python" -m pip check >&2
    cp "$here/requirements.txt" "$venv/requirements.txt"
fi
printf '%s\n' "$venv/bin/python"
