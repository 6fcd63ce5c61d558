#!/usr/bin/env bash
# The print run, checked by qpdf and poppler, which did not write it:
#   merge.sh VANTHU    merges rendered plans: fronts, bookmarks, copies, covers, volumes, no fault
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [[ $# != 1 || ! -x $1 ]]; then
    sed -n '2,3s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
vanthu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
plans=(ke-hoach-mo-hinh-diem-2023 cong-van-khan giay-gioi-thieu)
for plan in "${plans[@]}"; do "$vanthu" render "$root/plans/$plan.yaml" -o "$work/" 2> /dev/null; done
files=("${plans[@]/#/$work/}")
files=("${files[@]/%/.pdf}")

bad=0
expect() { # WHAT EXPECTED FOUND
    if [[ $2 == "$3" ]]; then echo "ok   $1: $3"; else echo "FAIL $1: $3, not $2"; bad=1; fi
}
pages() { qpdf --show-npages "$1"; }
# Bookmarks of the top level, and their pages.
tops() {
    qpdf --json --json-key=outlines "$1" | python3 -c '
import json, sys
print(" ".join(str(o["destpageposfrom1"]) for o in json.load(sys.stdin)["outlines"]))'
}
below() {
    qpdf --json --json-key=outlines "$1" | python3 -c '
import json, sys
print(sum(len(o["kids"]) for o in json.load(sys.stdin)["outlines"]))'
}
sound() {
    local said
    if said=$(qpdf --check "$1" 2>&1) && ! grep -qi warning <<<"$said"; then
        echo "ok   $(basename "$1"): qpdf --check"
    else
        printf 'FAIL %s\n%s\n' "$1" "$said"
        bad=1
    fi
}

"$vanthu" merge "${files[@]}" -o "$work/print.pdf" --copies 3
sound "$work/print.pdf"
at=1
starts=()
for file in "${files[@]}"; do
    count=$(pages "$file")
    starts+=("$at")
    at=$((at + 3 * (count + count % 2)))
done
expect "pages" $((at - 1)) "$(pages "$work/print.pdf")"
expect "each document begins on a front" "${starts[*]}" "$(tops "$work/print.pdf")"
expect "bookmarks of copies" 9 "$(below "$work/print.pdf")"
expect "pages, by poppler" $((at - 1)) "$(pdfinfo "$work/print.pdf" | awk '/^Pages:/ { print $2 }')"

"$vanthu" merge "${files[@]}" -o "$work/again.pdf" --copies 3 2> /dev/null
expect "the same bytes" "$(sha256sum < "$work/print.pdf")" "$(sha256sum < "$work/again.pdf")"

"$vanthu" merge "${files[@]}" -o "$work/covers.pdf" --covers
sound "$work/covers.pdf"
pdftotext -f 1 -l 1 "$work/covers.pdf" - | grep -q 'NƠI NHẬN' || { echo "FAIL no cover"; bad=1; }

"$vanthu" merge "${files[@]}" -o "$work/v.pdf" --volume 2
for volume in "$work"/v-*.pdf; do sound "$volume"; done
expect "volumes" 2 "$(find "$work" -name 'v-*.pdf' | wc -l)"
exit "$bad"
