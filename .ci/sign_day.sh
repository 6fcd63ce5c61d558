#!/usr/bin/env bash
# A whole day of an office: a table -> documents -> the leader's and the agency's signatures -> verified -> one print run -> the printer:
#   sign_day.sh VANTHU [ROWS]    500 rows otherwise
# Time stamps come from the services of signing, and the printer is ippeveprinter, both on the loopback of a namespace. Root, Debian.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/signing.sh"
source "$here/printer/printer.sh"

if [[ ${1:-} != --inside ]]; then
    [[ ($# == 1 || $# == 2) && -x $1 ]] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
    signing_tools
    printer_tools
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "$here/services/with.sh" "$work/pki" "$here/sign_day.sh" --inside "$(realpath "$1")" "$work" "${2:-500}"
    exit
fi
vanthu=$2
work=$3
rows=$4
pki=$work/pki
python=$CI_SIGNING_PYTHON
export TRAY=$work/tray
mkdir -p "$TRAY" "$work/spool"
token "$work/token" "$pki" agency
trust_store "$work/nss" "$pki"
trap '[[ -z ${printer:-} ]] || switch_off' EXIT

begin=$SECONDS
step() { # WHAT ARGUMENT...
    local what=$1
    shift
    "$vanthu" "$@" > "$work/run.log" 2>&1 || fail "$what: exit code $?" "$work/run.log"
    printf '      %3d s  %s\n' $((SECONDS - begin)) "$what"
}
number() { find "$1" -maxdepth 1 -name '*.pdf' | wc -l; }
"$here/rows.py" "$here/../plans/giay-moi-hoi-nghi.csv" "$rows" > "$work/rows.csv"
step "$rows documents" batch "$here/../plans/giay-moi-hoi-nghi.yaml" --data "$work/rows.csv" --out "$work/documents" --quiet
[[ $(number "$work/documents") == "$rows" ]] || fail "$(number "$work/documents") documents"
mkdir "$work/leader" "$work/signed"
step "signed by the leader, key file" sign "$work"/documents/*.pdf --role nguoi-ky --p12 "$pki/person.p12" --pin-env VANTHU_PASSWORD \
    --image "$here/../tests/pki/chu-ky-mau.png" -o "$work/leader/"
step "signed by the agency, token, time stamps" sign "$work"/leader/*.pdf --role co-quan --pkcs11 "$MODULE" --token thu --key agency --chain "$pki/ica.crt" --pin-env VANTHU_PIN \
    --image "$here/../tests/pki/dau-mau.png" --diameter 36 --level b-t --tsa http://127.0.0.1:9100/tsa -o "$work/signed/" --report "$work/report.csv"
[[ $(number "$work/signed") == "$rows" ]] || fail "$(number "$work/signed") signed documents"
(($(wc -l < "$work/report.csv") == rows + 1)) || fail "$(wc -l < "$work/report.csv") lines in the report of $rows documents"
step "verified" verify "$work"/signed/*.pdf --trust "$pki/root.crt"
files=("$work"/signed/*.pdf)
for ((n = 0; n < rows; n += rows / 5 + 1)); do
    "$python" "$here/signatures.py" pdfsig "$work/nss" "${files[n]}" 2 whole || exit 1
done
step "the print run of the signed copies" merge "$work/signed" -o "$work/run.pdf" --copies 1
sound "$work/run.pdf" || fail "qpdf --check of the print run"
pages=0
for file in "${files[@]}"; do
    one=$(qpdf --show-npages "$file")
    pages=$((pages + one + one % 2))
done
[[ $(qpdf --show-npages "$work/run.pdf") == "$pages" ]] || fail "$(qpdf --show-npages "$work/run.pdf") pages in the print run, not $pages"
# Signature and seal are on paper too: the first and the last document, as poppler draws them.
"$python" - "$work/run.pdf" "${files[0]}" "${files[-1]}" "$pages" <<'P' || exit 1
import subprocess, sys, tempfile
import pikepdf
from PIL import Image
run, first, last, pages = sys.argv[1:3] + [sys.argv[3], int(sys.argv[4])]


def ink(path, page):
    """How many pixels are plainly blue and plainly red."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["pdftoppm", "-r", "60", "-f", str(page), "-l", str(page), "-png", "-singlefile", path, f"{folder}/page"]
        subprocess.run(words, check=True)
        data = Image.open(f"{folder}/page.png").convert("RGB").tobytes()
    pixels = list(zip(data[0::3], data[1::3], data[2::3]))
    blue = sum(b > 120 and r < 110 for r, g, b in pixels)
    red = sum(r > 120 and g < 110 and b < 110 for r, g, b in pixels)
    return blue, red


with pikepdf.open(run) as pdf:
    if any("/Annots" in page for page in pdf.pages) or "/AcroForm" in pdf.Root:
        sys.exit("FAIL  the print run still has annotations or a form")
with pikepdf.open(first) as pdf:
    begin = len(pdf.pages)
with pikepdf.open(last) as pdf:
    end = pages - len(pdf.pages) - len(pdf.pages) % 2 + len(pdf.pages)
for page in (begin, end):
    blue, red = ink(run, page)
    if blue < 50 or red < 100:
        sys.exit(f"FAIL  page {page} of the print run: {blue} blue and {red} red pixels of signature and seal")
P
printer_room
echo first > "$TRAY/when"
echo 0.2 > "$TRAY/seconds"
switch_on
(cd "$work" && step "printed" print --lang en --printer ipp://localhost:8631/ipp/print --retries 2 run.pdf)
sheets=("$TRAY"/sheet.*)
[[ ${#sheets[@]} == 1 ]] || fail "${#sheets[@]} jobs at the printer, not one"
cmp "$work/run.pdf" "${sheets[0]}/document"
for wanted in IPP_SIDES=two-sided-long-edge IPP_MEDIA=iso_a4_210x297mm IPP_PRINT_COLOR_MODE=color; do
    grep -qx "$wanted" "${sheets[0]}/attributes" || fail "the job has not $wanted" "${sheets[0]}/attributes"
done
echo "ok    a day: $rows rows, $((rows * 2)) signatures, $pages pages at the printer, byte for byte, in $((SECONDS - begin)) s"
