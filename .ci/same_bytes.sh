#!/usr/bin/env bash
# Same input, same bytes:
#   same_bytes.sh VANTHU      renders the plans into different folders, from different places, with another time zone,
#                             language, home and user, and compares the SHA-256 of the PDFs
#   same_bytes.sh --self-test the comparison itself must see a changed byte, a missing file and an extra file
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
plans=(ke-hoach-mo-hinh-diem-2023.yaml cong-van-phong-trao-2024.yaml)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The sums of the PDFs in a folder, by file name.
sums() { (cd "$1" && find . -type f -name '*.pdf' | LC_ALL=C sort | xargs -d '\n' sha256sum); }

same() {
    local first=$1 second=$2
    diff <(sums "$first") <(sums "$second")
}

self_test() {
    local bad=0
    mkdir "$work/a" "$work/b"
    printf 'one' >"$work/a/x.pdf"
    cp "$work/a/x.pdf" "$work/b/x.pdf"
    same "$work/a" "$work/b" || { echo "  MISSED equal folders must be equal"; bad=1; }
    printf 'onf' >"$work/b/x.pdf"
    if same "$work/a" "$work/b" >/dev/null; then echo "  MISSED a changed byte"; bad=1; else echo "  seen   a changed byte"; fi
    cp "$work/a/x.pdf" "$work/b/x.pdf"
    cp "$work/a/x.pdf" "$work/b/y.pdf"
    if same "$work/a" "$work/b" >/dev/null; then echo "  MISSED an extra file"; bad=1; else echo "  seen   an extra file"; fi
    rm "$work/b/"*.pdf
    cp "$work/a/x.pdf" "$work/b/z.pdf"
    if same "$work/a" "$work/b" >/dev/null; then echo "  MISSED another name"; bad=1; else echo "  seen   another name"; fi
    return "$bad"
}

if [[ ${1:-} == --self-test && $# == 1 ]]; then
    self_test
    exit
fi
if [[ $# != 1 || ! -x $1 ]]; then
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
vanthu=$(realpath "$1")

first="$work/first"
second="$work/thư mục thứ hai – có dấu"
elsewhere="$work/bản sao kế hoạch"
home="$work/another home"
mkdir "$first" "$second" "$elsewhere" "$home"
cp -R "$root/plans/." "$elsewhere/"
find "$elsewhere" -name '*.pdf' -delete
# Another age of the files must not matter either.
find "$elsewhere" -type f -exec touch -d '2001-02-03 04:05:06 UTC' {} +

# One command for both plans, in this repository.
(
    cd "$root"
    env TZ=Asia/Ho_Chi_Minh LC_ALL=C LANG=C "$vanthu" render "${plans[@]/#/plans/}" -o "$first"
)
# One command for each plan, in the other order, from the copy, everything else different.
(
    cd /
    for plan in "${plans[1]}" "${plans[0]}"; do
        env -i PATH="$PATH" TZ=Pacific/Kiritimati LC_ALL=vi_VN.UTF-8 LANG=vi_VN.UTF-8 HOME="$home" USER=nguoi-khac \
            LOGNAME=nguoi-khac TMPDIR="$home" SOURCE_DATE_EPOCH=86400 \
            "$vanthu" render "$elsewhere/$plan" -o "$second"
    done
)

count=$(find "$first" -type f -name '*.pdf' | wc -l)
if [[ $count != "${#plans[@]}" ]]; then
    echo "FAIL ${#plans[@]} PDFs expected, found $count"
    exit 1
fi
if same "$first" "$second"; then
    sums "$first"
    echo "ok   $count PDFs, the same bytes in both folders"
else
    echo "FAIL the same plans gave different bytes"
    exit 1
fi
