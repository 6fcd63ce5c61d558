#!/usr/bin/env bash
# The memory of `vanthu batch`: the most that the program and its workers had together (resident, every 50 ms), for tables of several
# lengths; a batch reads its table as a stream: few bytes a row may be kept.
#   memory.sh VANTHU [ROWS …]      1000 and 100000 otherwise; 100000 documents take some GB of disk in $TMPDIR
# PLAN and DATA choose another plan and the table whose rows are repeated.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [[ $# == 0 || ! -x $1 ]]; then
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
vanthu=$(realpath "$1")
shift
[[ $# -gt 0 ]] || set -- 1000 100000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
plan=${PLAN:-$root/plans/giay-moi-hoi-nghi.yaml}
echo "| Rows | Documents | Processes | Most memory together, MB | of which the program itself | Seconds | Documents/s |"
echo "|---:|---:|---:|---:|---:|---:|---:|"
for rows in "$@"; do
    "$root/.ci/rows.py" "${DATA:-$root/plans/giay-moi-hoi-nghi.csv}" "$rows" > "$work/rows.csv"
    python3 - "$rows" "$work/out" "$vanthu" batch "$plan" --data "$work/rows.csv" --out "$work/out" --quiet << 'PY'
import os, pathlib, resource, subprocess, sys, time

rows, out, *command = sys.argv[1:]
PAGE = resource.getpagesize()


def resident(pid):
    try:
        return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (FileNotFoundError, ProcessLookupError):
        return 0


def children(pid):
    try:
        threads = os.listdir(f"/proc/{pid}/task")
        found = [int(c) for t in threads for c in pathlib.Path(f"/proc/{pid}/task/{t}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return found + [grandchild for child in found for grandchild in children(child)]


begin = time.monotonic()
process = subprocess.Popen(command)
most, own, count = 0, 0, 0
while process.poll() is None:
    workers = children(process.pid)
    itself = resident(process.pid)
    most = max(most, itself + sum(map(resident, workers)))
    own, count = max(own, itself), max(count, 1 + len(workers))
    time.sleep(0.05)
seconds = time.monotonic() - begin
if process.returncode != 0:
    sys.exit(f"{' '.join(command)} ended with {process.returncode}")
made = sum(entry.name.endswith(".pdf") for entry in os.scandir(out))
print(f"| {rows} | {made} | {count} | {most / 1e6:.0f} | {own / 1e6:.0f} | {seconds:.1f} | {made / seconds:.0f} |", flush=True)
PY
    rm -rf "$work/out"
done
