#!/usr/bin/env bash
# Signatures of every level with every kind of key, judged by programs that share no code with vanthu:
#   sign.sh VANTHU
# pdfsig says valid and trusted, pyHanko's adesverify passes at exactly that level (B-LT and B-LTA without any network), qpdf finds no
# fault, PDF/A-2a and PDF/UA-1 still hold, and `vanthu verify` agrees. Root, Debian: packages are installed when they are missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/signing.sh"

if [[ ${1:-} != --inside ]]; then
    [[ $# == 1 && -x $1 ]] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
    signing_tools
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "$here/services/with.sh" "$work/pki" "$here/sign.sh" --inside "$(realpath "$1")" "$work"
    exit
fi
vanthu=$2
work=$3
pki=$work/pki
python=$CI_SIGNING_PYTHON
check() { "$python" "$here/signatures.py" "$@"; }

trust_store "$work/nss" "$pki"
token "$work/token" "$pki" person
mkdir "$work/trust" "$work/signed"
cp "$pki/root.crt" "$work/trust/"
"$vanthu" render "$here/../plans/cong-van-phong-trao-2024.yaml" -o "$work/plain.pdf" > /dev/null 2>&1
sha256sum "$work/plain.pdf" > "$work/plain.sum"

sign() { # LEVEL KEY OUT
    local key=() level=$1
    case $2 in
        p12-rsa) key=(--p12 "$pki/person.p12" --pin-env VANTHU_PASSWORD) ;;
        p12-ecdsa) key=(--p12 "$pki/person-ec.p12" --pin-env VANTHU_PASSWORD) ;;
        token-rsa) key=(--pkcs11 "$MODULE" --token thu --key person --chain "$pki/ica.crt" --pin-env VANTHU_PIN) ;;
    esac
    [[ $level == b-b ]] || key+=(--tsa http://127.0.0.1:9100/tsa)
    "$vanthu" sign "$work/plain.pdf" --role nguoi-ky --level "$level" "${key[@]}" --image "$here/../tests/pki/chu-ky-mau.png" -o "$3" \
        > "$work/sign.log" 2>&1 || fail "sign $level $2: exit code $?" "$work/sign.log"
}
for key in p12-rsa p12-ecdsa token-rsa; do
    for level in b-b b-t b-lt b-lta; do
        file=$work/signed/$key-$level.pdf
        sign "$level" "$key" "$file"
        whole=()
        [[ $level == b-lt* ]] || whole=(whole)
        check pdfsig "$work/nss" "$file" 1 "${whole[@]}"
        check level "$level" "$file" 1
        check prefix "$work/plain.pdf" "$file"
        check conformance "$file"
        sound "$file" || fail "qpdf --check $file"
        if [[ $level == b-lt* ]]; then
            ades_offline "$pki" "$file" > "$work/said" 2>&1 || fail "adesverify without network, $level $key" "$work/said"
            unshare --net "$vanthu" verify "$file" --trust "$work/trust" > "$work/said" 2>&1 || fail "vanthu verify without network, $level $key: exit code $?" "$work/said"
        else
            ades "$pki" "$file" > "$work/said" 2>&1 || fail "adesverify, $level $key" "$work/said"
        fi
        "$vanthu" verify "$file" --trust "$work/trust" > "$work/said" 2>&1 || fail "vanthu verify, $level $key: exit code $?" "$work/said"
        echo "ok    $level, $key: pdfsig, adesverify, qpdf, PDF/A-2a, PDF/UA-1, verify"
    done
done

sha256sum --quiet -c "$work/plain.sum" || fail "the original has changed"

# The checks can fail.
check self-test "$work/nss" "$work/signed/p12-rsa-b-b.pdf" 1
check self-test "$work/nss" "$work/signed/token-rsa-b-t.pdf" 1
for level in b-b b-t; do
    if ades_offline "$pki" "$work/signed/p12-rsa-$level.pdf" > "$work/said" 2>&1; then fail "adesverify passes $level without network"; fi
    grep -qi "revocation\|INDETERMINATE\|INVALID" "$work/said" || fail "adesverify failed for another reason" "$work/said"
done
"$python" - "$work/signed/p12-rsa-b-lt.pdf" "$work/spoiled.pdf" <<'P'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[data.index(b"endstream") - 20] ^= 1
open(sys.argv[2], "wb").write(data)
P
if ades_offline "$pki" "$work/spoiled.pdf" > /dev/null 2>&1; then fail "adesverify passes a flipped byte"; fi
if "$vanthu" verify "$work/spoiled.pdf" --trust "$work/trust" > /dev/null 2>&1; then fail "vanthu verify passes a flipped byte"; fi
if "$vanthu" verify "$work/signed/p12-rsa-b-b.pdf" --trust "$here/../tests/pki/root.crt" > /dev/null 2>&1; then fail "vanthu verify passes under another root"; fi
echo "ok    a flipped byte, another root, a wrong level and missing revocation data are seen"
