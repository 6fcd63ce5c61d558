#!/usr/bin/env bash
# `vanthu batch` beside other tools, all in one run, on the same letter of 2 pages to N addressees; prints a Markdown table:
#   run.sh VANTHU [ROUNDS]
# Not part of the checks. Installs LibreOffice and poppler (apt) and what requirements.txt pins (pip, in target/compare-venv).
# TYPST=/path/to/typst adds `typst compile` (cargo install typst-cli --version 0.15.1); without it a process of the Python binding
# stands in, which starts Python as well.
# SCALE=10 makes a tenth of the documents: to see that everything runs. Nothing else should be running on the machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [[ $# == 0 || $# -gt 2 || ! -x $1 ]]; then
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
vanthu=$(realpath "$1")
rounds=${2:-3}
scale=${SCALE:-1}
need=()
command -v soffice > /dev/null || need+=(libreoffice-writer-nogui)
command -v pdftotext > /dev/null || need+=(poppler-utils)
[[ ${#need[@]} == 0 ]] || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${need[@]}" > /dev/null; }
python=$("$root/.ci/venv.sh" compare "$here/requirements.txt")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
plan=${PLAN:-$here/cong-van.yaml}
counts=$("$python" -c 'import json, sys; print(json.dumps({k: max(4, n // int(sys.argv[1])) for k, n in
    {"batch": 2000, "binding": 400, "each": 200, "office": 100, "weasyprint": 100}.items()}))' "$scale")
office=$("$python" -c 'import json, sys; print(json.loads(sys.argv[1])["office"])' "$counts")
"$python" "$here/prepare.py" "$vanthu" "$plan" "$work" 2000 "$office"
export FONTCONFIG_FILE=$work/fonts.conf
"$python" "$here/compare.py" "$vanthu" "$plan" "$work" "$rounds" "$counts" ${TYPST:+"$TYPST"}
