#!/usr/bin/env bash
# The disk fills up in the middle of a batch: exit code 2 and a plain message, no broken file; with more room `--resume` makes the rest,
# the same bytes as a run that had room from the start.
#   full_disk.sh VANTHU [ROWS [PLAN CSV]]      1000 rows of plans/giay-moi-hoi-nghi otherwise
# The disk is a small tmpfs in a mount namespace of its own: needs root (or `unshare -Urm`).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
if [[ $# == 0 || $# == 3 || $# -gt 4 || ! -x $1 ]]; then
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
if [[ ${VANTHU_NAMESPACE:-} != own ]]; then
    VANTHU_NAMESPACE=own exec unshare -m --propagation private "$0" "$@"
fi
vanthu=$(realpath "$1")
rows=${2:-1000}
plan=${3:-$root/plans/giay-moi-hoi-nghi.yaml}
work=$(mktemp -d)
trap 'umount "$work/disk" 2> /dev/null || true; rm -rf "$work"' EXIT
"$here/rows.py" "${4:-$root/plans/giay-moi-hoi-nghi.csv}" "$rows" > "$work/rows.csv"
mkdir "$work/disk"
sums() { (cd "$1" && find . -type f ! -name vanthu-batch.jsonl ! -name .vanthu-batch.lock -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum); }
batch() { timeout 1800 "$vanthu" batch "$plan" --data "$work/rows.csv" --quiet --lang en "$@"; }
fail() { echo "FAIL  $1" >&2; [[ ! -f $work/said ]] || cat "$work/said" >&2; exit 1; }

batch --out "$work/whole"
sums "$work/whole" > "$work/whole.sums"
size=$(du -sm "$work/whole" | cut -f 1)
[[ $size -ge 20 ]] || fail "$size MB of documents do not fill 20 MB: more rows are needed"

mount -t tmpfs -o size=20m tmpfs "$work/disk"
for try in first second; do
    # The second try has no room at all from the start.
    code=0
    batch --out "$work/disk/out" --resume > "$work/said" 2>&1 || code=$?
    [[ $code == 2 ]] || fail "the disk is full ($try try): exit code $code, not 2"
    grep -qi 'no space left on device\|disk is full' "$work/said" || fail "the disk is full ($try try): the message does not say so"
    ! grep -qi 'panicked\|backtrace' "$work/said" || fail "the disk is full ($try try): it panicked"
    # What is there is whole, and none is in between.
    sums "$work/disk/out" > "$work/some.sums"
    grep -vxFf "$work/whole.sums" "$work/some.sums" > "$work/said" && fail "the disk is full ($try try): broken or temporary files"
    echo "ok    the disk is full ($try try): exit code 2, $(wc -l < "$work/some.sums") of $rows documents, all whole"
    rm "$work/said"
done
mount -o remount,size=$((size * 2 + 20))m "$work/disk"
batch --out "$work/disk/out" --resume > "$work/said" 2>&1 || fail "with more room: exit code $?"
sums "$work/disk/out" > "$work/disk.sums"
cmp "$work/whole.sums" "$work/disk.sums" || fail "with more room: other files than of a run that had room"
echo "ok    with more room --resume made the rest: $rows documents, the same bytes"
