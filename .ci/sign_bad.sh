#!/usr/bin/env bash
# Bad input of signing: keys, PINs, certificates, services, PDFs, pictures, places, disks:
#   sign_bad.sh VANTHU
# Each is refused with exit code 1 or 2 and a message; no signed file comes out, the original is as it was, nothing half made is left, and
# no PIN or password is in what is said. Real tokens, authorities and PDFs (services/, tests/pki/, pyHanko). Root, Debian.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/signing.sh"

if [[ ${1:-} != --inside ]]; then
    [[ $# == 1 && -x $1 ]] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
    signing_tools
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "$here/services/with.sh" "$work/pki" "$here/sign_bad.sh" --inside "$(realpath "$1")" "$work"
    exit
fi
vanthu=$2
work=$3
pki=$work/pki
python=$CI_SIGNING_PYTHON
fixed=$(realpath "$here/../tests/pki")
web=http://127.0.0.1:9100
spy=$(find /usr/lib -name pkcs11-spy.so -print -quit)
token "$work/token" "$pki" person
"$vanthu" render "$here/../plans/cong-van-phong-trao-2024.yaml" -o "$work/good.pdf" > /dev/null 2>&1
bad=0
count=0
export WRONG=sai-mat-khau-9

# The folder of one case: the document, and a place for what comes out and for temporary files.
fresh() { # [DOCUMENT]
    room=$work/room
    rm -rf "$room"
    mkdir -p "$room/out" "$room/tmp"
    cp "${1:-$work/good.pdf}" "$room/van-ban.pdf"
}
state() { (cd "$room" && find . -mindepth 1 -type f -printf '%p %s\n' | sort && sha256sum van-ban.pdf); }
complain() {
    bad=1
    printf 'FAIL  %s\n' "$1"
    sed 's/^/        /' "$work/said" | head -n 12
}
# judge WHAT CODE WANTED [PATTERN]: after a run whose words are in $work/said and whose files in $room are to be as in $work/state.
judge() {
    local what=$1 code=$2 wanted=$3 pattern=${4:-}
    count=$((count + 1))
    if [[ ! $code =~ ^($wanted)$ ]]; then complain "$what: exit code $code, not $wanted"; return; fi
    if grep -qi 'panicked\|backtrace' "$work/said"; then complain "$what: it panicked"; return; fi
    if [[ ! -s $work/stderr ]]; then complain "$what: not a word on stderr"; return; fi
    if grep -qF -e "$VANTHU_PASSWORD" -e "$VANTHU_PIN" -e "$WRONG" "$work/said"; then complain "$what: a PIN or password is in what was said"; return; fi
    if [[ -n $pattern ]] && ! grep -qiE -e "$pattern" "$work/said"; then complain "$what: the message does not say $pattern"; return; fi
    if ! state | cmp -s - "$work/state"; then
        state | diff "$work/state" - > "$work/said" || true
        complain "$what: other files than before"
        return
    fi
    printf 'ok    %s\n' "$what"
}
# refused WHAT WANTED PATTERN ARGUMENT...: `sign van-ban.pdf` with these arguments, into $out
out=(-o out/)
refused() {
    local what=$1 wanted=$2 pattern=$3 code=0
    shift 3
    state > "$work/state"
    (cd "$room" && TMPDIR="$room/tmp" timeout 120 "$vanthu" sign van-ban.pdf --lang en "${out[@]}" "$@") > "$work/stdout" 2> "$work/stderr" < /dev/null || code=$?
    cat "$work/stdout" "$work/stderr" > "$work/said"
    judge "$what" "$code" "$wanted" "$pattern"
}
file=(--p12 "$pki/person.p12" --pin-env VANTHU_PASSWORD)
image=(--image "$fixed/chu-ky-mau.png")
person=(--role nguoi-ky "${image[@]}")
either="1|2"

# What is refused below is signed when nothing is wrong: else the refusals prove nothing.
accepted() { # WHAT ARGUMENT...
    local what=$1
    shift
    fresh
    if (cd "$room" && TMPDIR="$room/tmp" timeout 120 "$vanthu" sign van-ban.pdf --lang en -o out/ "$@") > "$work/said" 2>&1 && [[ $(find "$room/out" -name '*.pdf' | wc -l) == 1 && -z $(ls -A "$room/tmp") ]]; then
        echo "ok    signed: $what"
    else
        complain "not signed: $what"
    fi
}
accepted "file key, B-B" "${person[@]}" "${file[@]}"
accepted "file key in old ciphers, B-B" "${person[@]}" --p12 "$fixed/person-legacy.p12" --pin-env VANTHU_PASSWORD
accepted "token, B-B" "${person[@]}" --pkcs11 "$MODULE" --token thu --chain "$pki/ica.crt" --pin-env VANTHU_PIN
accepted "file key, B-T" "${person[@]}" "${file[@]}" --level b-t --tsa $web/tsa
accepted "file key, B-LT, OCSP away but a CRL is there" "${person[@]}" --p12 "$pki/ocsp-away.p12" --pin-env VANTHU_PASSWORD --level b-lt --tsa $web/tsa
if [[ -f $room/out/van-ban.pdf ]] && ! ades_offline "$pki" "$room/out/van-ban.pdf" > "$work/said" 2>&1; then complain "adesverify of the file with a CRL only"; fi
accepted "a red picture as the agency's seal" --role co-quan --diameter 36 --image "$fixed/dau-mau.png" "${file[@]}"

# Keys and PINs.
fresh
refused "wrong password" "$either" "password|PIN" "${person[@]}" --p12 "$pki/person.p12" --pin-env WRONG
refused "key file that is not there" "$either" "no-such.p12" "${person[@]}" --p12 no-such.p12 --pin-env VANTHU_PASSWORD
refused "key file that is none" "$either" "" "${person[@]}" --p12 "$fixed/not-a-png.png" --pin-env VANTHU_PASSWORD
head -c 900 "$pki/person.p12" > "$work/cut.p12"
refused "key file cut short" "$either" "" "${person[@]}" --p12 "$work/cut.p12" --pin-env VANTHU_PASSWORD
refused "variable of the PIN not set" "$either" "NOT_SET" "${person[@]}" --p12 "$pki/person.p12" --pin-env NOT_SET
refused "nobody to ask for the PIN" "$either" "" "${person[@]}" --p12 "$pki/person.p12"
refused "no key at all" "$either" "" "${person[@]}"
refused "module that is not there" "$either" "no-such" "${person[@]}" --pkcs11 /usr/lib/no-such.so --token thu --pin-env VANTHU_PIN
refused "module that is none" "$either" "" "${person[@]}" --pkcs11 "$fixed/not-a-png.png" --token thu --pin-env VANTHU_PIN
refused "library that is no module" "$either" "" "${person[@]}" --pkcs11 "$(find /usr/lib -name 'libz.so.1' -print -quit)" --token thu --pin-env VANTHU_PIN
refused "token that is not there" "$either" "khong-co" "${person[@]}" --pkcs11 "$MODULE" --token khong-co --pin-env VANTHU_PIN
refused "key that is not on the token" "$either" "khong-co" "${person[@]}" --pkcs11 "$MODULE" --token thu --key khong-co --pin-env VANTHU_PIN

# A wrong PIN on a token stops at the first try, also with many documents; a spy counts the tries.
fresh
cp "$room/van-ban.pdf" "$room/van-ban-2.pdf"
cp "$room/van-ban.pdf" "$room/van-ban-3.pdf"
state > "$work/state"
code=0
rm -f "$work/spy.log"
(cd "$room" && TMPDIR="$room/tmp" PKCS11SPY=$MODULE PKCS11SPY_OUTPUT=$work/spy.log timeout 120 "$vanthu" sign van-ban.pdf van-ban-2.pdf van-ban-3.pdf --lang en -o out/ \
    "${person[@]}" --pkcs11 "$spy" --token thu --pin-env WRONG) > "$work/stdout" 2> "$work/stderr" < /dev/null || code=$?
cat "$work/stdout" "$work/stderr" > "$work/said"
judge "wrong PIN, three documents" "$code" "$either" "PIN"
tries=$(grep -c '^[0-9]*: C_Login$' "$work/spy.log" || true)
if [[ $tries == 1 ]]; then echo "ok    the token saw one try"; else complain "the token saw $tries tries of a wrong PIN, not one"; fi

# Certificates that may not sign.
fresh
for name in expired not-yet-valid non-signing rsa1024 sha1; do
    refused "certificate: $name" "$either" "" "${person[@]}" --p12 "$fixed/$name.p12" --pin-env VANTHU_PASSWORD
done
openssl pkcs12 -export -inkey "$pki/person.key" -in "$pki/person.crt" -passout pass:matkhau -out "$work/alone.p12"
refused "certificate without its chain, at B-LT, where no CA answers" "$either" "" "${person[@]}" --p12 "$work/alone.p12" --pin-env VANTHU_PASSWORD --level b-lt --tsa $web/away
openssl pkcs12 -export -nokeys -in "$pki/person.crt" -passout pass:matkhau -out "$work/no-key.p12"
refused "key file without a key" "$either" "" "${person[@]}" --p12 "$work/no-key.p12" --pin-env VANTHU_PASSWORD

# Time stamps.
for path in tsa-slow tsa-wrong-nonce tsa-no-nonce tsa-wrong-imprint tsa-refuses tsa-garbage tsa-endless tsa-broken away no-such-path; do
    begin=$SECONDS
    refused "time stamp: $path" "$either" "" "${person[@]}" "${file[@]}" --level b-t --tsa "$web/$path"
    ((SECONDS - begin <= 90)) || complain "time stamp: $path took $((SECONDS - begin)) s"
done
refused "time stamp: nobody at that port" "$either" "" "${person[@]}" "${file[@]}" --level b-t --tsa http://127.0.0.1:9109/tsa
refused "time stamp: no address" "$either" "tsa" "${person[@]}" "${file[@]}" --level b-t
refused "time stamp: not an address" "$either" "" "${person[@]}" "${file[@]}" --level b-t --tsa "khong phai dia chi"
# Who may stamp is only known where somebody is trusted: signing may pass, `verify --trust` may not.
code=0
(cd "$room" && "$vanthu" sign van-ban.pdf -o other.pdf "${person[@]}" "${file[@]}" --level b-t --tsa $web/tsa-other) > "$work/said" 2>&1 || code=$?
if [[ $code == 0 ]]; then
    if "$vanthu" verify "$room/other.pdf" --trust "$pki/root.crt" > "$work/said" 2>&1; then complain "a time stamp of a stranger is passed by verify"; else echo "ok    a stranger's time stamp is seen by verify"; fi
else
    echo "ok    a stranger's time stamp is refused"
fi

# Revocation.
fresh
for name in revoked forged all-away; do
    refused "at B-LT, certificate: $name" "$either" "" "${person[@]}" --p12 "$pki/$name.p12" --pin-env VANTHU_PASSWORD --level b-lt --tsa $web/tsa
done

# PDFs.
qpdf --encrypt "" chu 256 -- "$work/good.pdf" "$work/encrypted.pdf"
qpdf --encrypt mo chu 256 -- "$work/good.pdf" "$work/locked.pdf"
head -c 40000 "$work/good.pdf" > "$work/cut.pdf"
: > "$work/empty.pdf"
"$python" - "$work/good.pdf" "$work" "$pki" <<'P'
import sys

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter

good, work, pki = sys.argv[1:]
signer = signers.SimpleSigner.load_pkcs12(f"{pki}/agency.p12", passphrase=b"matkhau")
meta = PdfSignatureMetadata(field_name="Khoa", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
with open(good, "rb") as source, open(f"{work}/certified.pdf", "wb") as target:
    target.write(PdfSigner(meta, signer, new_field_spec=SigFieldSpec("Khoa")).sign_pdf(IncrementalPdfFileWriter(source)).getvalue())
pdf = pikepdf.new()
pdf.add_blank_page(page_size=(595.28, 841.89))
pdf.save(f"{work}/foreign.pdf")
data = bytearray(open(good, "rb").read())
at = data.rindex(b"startxref")
open(f"{work}/no-xref.pdf", "wb").write(data[:at] + b"startxref\n99999999\n%%EOF\n")
P
for name in encrypted locked cut empty certified no-xref; do
    fresh "$work/$name.pdf"
    refused "PDF: $name" "$either" "" "${person[@]}" "${file[@]}"
done
fresh "$fixed/chu-ky-mau.png"
refused "PDF: a picture" "$either" "" "${person[@]}" "${file[@]}"
fresh "$work/foreign.pdf"
refused "no place: somebody else's PDF, no --at" "$either" "--at" "${person[@]}" "${file[@]}"
for at in 9,10,10,100,50 1,900,10,100,50 1,10,10,0,0 1,10,10,-5,50 1,nan,10,100,50 1,1e30,10,100,50 x; do
    refused "place: --at $at" "$either" "" "${person[@]}" "${file[@]}" --at "$at"
done

# Pictures.
fresh
for name in opaque black-signature huge not-a-png tiny dau-mau no-such; do
    refused "picture of a signature: $name" "$either" "" --role nguoi-ky --image "$fixed/$name.png" "${file[@]}"
done
for name in green-seal opaque chu-ky-mau huge tiny; do
    refused "picture of a seal: $name" "$either" "" --role co-quan --diameter 36 --image "$fixed/$name.png" "${file[@]}"
done
refused "seal whose size nobody has said" "$either" "diameter" --role co-quan --image "$fixed/dau-mau.png" "${file[@]}"

# Where it goes.
refused "role that is none" 2 "" --role giam-doc "${image[@]}" "${file[@]}"
refused "level that is none" 2 "" "${person[@]}" "${file[@]}" --level b-x
touch "$room/tep"
out=(-o tep/)
refused "the folder to write to is a file" "$either" "" "${person[@]}" "${file[@]}"
out=(-o /proc/khong-co/)
refused "a folder that cannot be made" "$either" "" "${person[@]}" "${file[@]}"
# In place: the original is what would be replaced.
out=()
fresh
refused "in place: wrong password" "$either" "" "${person[@]}" --p12 "$pki/person.p12" --pin-env WRONG
refused "in place: time stamp with a wrong nonce" "$either" "" "${person[@]}" "${file[@]}" --level b-t --tsa $web/tsa-wrong-nonce
refused "in place: revoked, at B-LT" "$either" "" "${person[@]}" --p12 "$pki/revoked.p12" --pin-env VANTHU_PASSWORD --level b-lt --tsa $web/tsa
out=(-o out/)

# A full disk: a small tmpfs with room for half of what signing adds.
room=$work/disk
mkdir "$room"
mount -t tmpfs -o size=1m tmpfs "$room"
mkdir "$room/out" "$room/tmp"
cp "$work/good.pdf" "$room/van-ban.pdf"
head -c 2000000 /dev/zero > "$room/full" 2> /dev/null || true
size=$(stat -c %s "$room/full")
truncate -s $((size - 32768)) "$room/full"
refused "full disk" "$either" "space|disk" "${person[@]}" "${file[@]}"
out=()
refused "full disk, in place" "$either" "space|disk" "${person[@]}" "${file[@]}"
umount "$room"

# The judging itself can fail.
trial() { (bad=0; "$@" > /dev/null; exit "$bad"); }
fresh
state > "$work/state"
echo "word" | tee "$work/said" > "$work/stderr"
trial judge "self-test" 1 "$either" || fail "self-test: a good refusal was not passed"
for spoil in 'touch "$room/out/x.pdf"' 'touch "$room/tmp/half"' 'printf x >> "$room/van-ban.pdf"'; do
    eval "$spoil"
    if trial judge "self-test" 1 "$either"; then fail "self-test: not seen: $spoil"; fi
    fresh
done
if trial judge "self-test" 0 "$either"; then fail "self-test: a file that was signed was not seen"; fi
if trial judge "self-test" 101 "$either"; then fail "self-test: a panic was not seen"; fi
echo "$VANTHU_PIN" >> "$work/said"
if trial judge "self-test" 1 "$either"; then fail "self-test: a PIN in the message was not seen"; fi
echo "ok    a file left, a changed original, a PIN in the message and a panic are seen"
printf '%d refusals: %s\n' "$count" "$([[ $bad == 0 ]] && echo "all as they must be" || echo "NOT all as they must be")"
exit "$bad"
