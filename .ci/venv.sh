#!/usr/bin/env bash
# Makes a Python environment under target/ (once per version of its list of packages) and prints the path of its Python:
#   venv.sh               of the checks: requirements.txt, in target/ci-venv
#   venv.sh NAME [LIST]   another: requirements-NAME.txt or LIST, in target/NAME-venv
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=${1:-ci}
list=${2:-$here/requirements${1:+-$1}.txt}
venv=$(dirname "$here")/target/$name-venv
if ! cmp -s "$list" "$venv/requirements.txt"; then
    rm -rf "$venv"
    mkdir -p "$(dirname "$venv")"
    python3 -m venv "$venv" >&2
    # --no-deps: nothing comes in that is not pinned; `pip check` says if something is missing.
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$list" >&2
    "$venv/bin/python" -m pip check >&2
    cp "$list" "$venv/requirements.txt"
fi
printf '%s\n' "$venv/bin/python"
