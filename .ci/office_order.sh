#!/usr/bin/env bash
# The office's order on both seed documents: awaiting number -> the leader signs -> number and date -> the agency signs:
#   office_order.sh VANTHU [FOLDER]    FOLDER keeps the signed files and their pictures
# Both signatures are valid for pdfsig and for pyHanko with its analysis of what came after each; number and date stand in their places;
# every revision begins with all bytes of the one before; the seal covers a third of the signature, on its left. Root, Debian.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/signing.sh"

if [[ ${1:-} != --inside ]]; then
    [[ ($# == 1 || $# == 2) && -x $1 ]] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
    signing_tools
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "$here/services/with.sh" "$work/pki" "$here/office_order.sh" --inside "$(realpath "$1")" "$work"
    if [[ -n ${2:-} ]]; then
        mkdir -p "$2"
        cp "$work"/*-4.pdf "$work"/*.png "$2/"
    fi
    exit
fi
vanthu=$2
work=$3
pki=$work/pki
python=$CI_SIGNING_PYTHON
check() { "$python" "$here/signatures.py" "$@"; }
pictures=$here/../tests/pki
plans=$here/../plans

trust_store "$work/nss" "$pki"
mkdir "$work/plans"
cp -r "$plans/don-vi" "$work/plans/"
# Seed 1 prints "(Đã ký)" where the signature goes: a copy of it that does not.
sed 's/^\( *da_ky:\) true$/\1 false/' "$plans/ke-hoach-mo-hinh-diem-2023.yaml" > "$work/plans/ke-hoach.yaml"
cp "$plans/cong-van-phong-trao-2024.yaml" "$work/plans/cong-van.yaml"
! cmp -s "$work/plans/ke-hoach.yaml" "$plans/ke-hoach-mo-hinh-diem-2023.yaml" || fail "da_ky is not where it was in seed 1"

step() { # WHAT ARGUMENT...
    local what=$1
    shift
    "$vanthu" "$@" > "$work/log" 2>&1 || fail "$what: exit code $?" "$work/log"
}
# order NAME SO NGAY NUMBER-TEXT DATE-TEXT
order() {
    local base=$work/$1 number=$2
    step "render --cho-so" render "$work/plans/$1.yaml" --cho-so -o "$base-1.pdf"
    step "the leader signs" sign "$base-1.pdf" --role nguoi-ky --p12 "$pki/person.p12" --pin-env VANTHU_PASSWORD --image "$pictures/chu-ky-mau.png" \
        --level b-t --tsa http://127.0.0.1:9100/tsa -o "$base-2.pdf"
    step "number and date" issue "$base-2.pdf" --so "$number" --ngay "$3" -o "$base-3.pdf"
    step "the agency signs" sign "$base-3.pdf" --role co-quan --p12 "$pki/agency.p12" --pin-env VANTHU_PASSWORD --image "$pictures/dau-mau.png" --diameter 36 \
        --level b-t --tsa http://127.0.0.1:9100/tsa -o "$base-4.pdf"
    for n in 1 2 3 4; do
        check conformance "$base-$n.pdf"
        sound "$base-$n.pdf" || fail "qpdf --check $base-$n.pdf"
        [[ $n == 1 ]] || check prefix "$base-$((n - 1)).pdf" "$base-$n.pdf"
    done
    check pdfsig "$work/nss" "$base-2.pdf" 1 whole
    check pdfsig "$work/nss" "$base-3.pdf" 1
    check pdfsig "$work/nss" "$base-4.pdf" 2 whole
    for n in 2 3 4; do
        differences "$pki" "$base-$n.pdf" > "$work/said" 2>&1 || fail "$1-$n: pyHanko's analysis of the differences" "$work/said"
        step "verify $1-$n" verify "$base-$n.pdf" --trust "$pki/root.crt"
    done
    echo "ok    $1: both signatures valid in pdfsig and pyHanko, whose analysis allows what came after the first; PDF/A-2a, PDF/UA-1"
    check_page "$1" "$4" "$5"
}
check_page() { # NAME NUMBER-TEXT DATE-TEXT
    "$python" "$here/seal_place.py" "$work/$1-1.pdf" "$work/$1-4.pdf" "$2" "$3" || exit 1
    pdftoppm -r 80 -png "$work/$1-4.pdf" "$work/$1"
}
order ke-hoach 35 2023-11-24 "Số: 35/KH-MTTQ-BTT" "ngày 24 tháng 11 năm 2023"
order cong-van 7 2024-03-05 "Số: 07/UBND-VHTT" "ngày 05 tháng 3 năm 2024"

# The checks can fail: a page that was changed after the first signature, and a file whose number was put in behind the last one.
"$python" - "$work/cong-van-2.pdf" "$work/changed.pdf" <<'P'
import sys
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
writer = IncrementalPdfFileWriter(open(sys.argv[1], "rb"))
page = writer.find_page_for_modification(0)[0].get_object()
page[generic.NameObject("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
writer.update_container(page)
writer.write(open(sys.argv[2], "wb"))
P
if differences "$pki" "$work/changed.pdf" > /dev/null 2>&1; then fail "pyHanko passes a page that was changed after the signature"; fi
if "$vanthu" verify "$work/changed.pdf" --trust "$pki/root.crt" > /dev/null 2>&1; then fail "verify passes a page that was changed after the signature"; fi
code=0
"$vanthu" issue "$work/cong-van-4.pdf" --so 8 --ngay 2024-03-06 -o "$work/again.pdf" > "$work/log" 2>&1 || code=$?
[[ $code != 0 && ! -e $work/again.pdf ]] || fail "a document that has a number got another one"
"$python" "$here/seal_place.py" --self-test "$work/cong-van-4.pdf" || exit 1
echo "ok    a changed page and a second number are seen, and so is a seal at another place"
