#!/usr/bin/env bash
# Sourced by the checks of signing, not run: tools, keys on a token, and what independent programs say of a signed file.
# Expects $here (this folder). Password of every key: matkhau; PIN of the token: 246810.

export VANTHU_PASSWORD=matkhau VANTHU_PIN=246810
MODULE=/usr/lib/softhsm/libsofthsm2.so

signing_tools() {
    local missing=() need
    for need in softhsm2-util:softhsm2 pkcs11-tool:opensc pdfsig:poppler-utils qpdf:qpdf openssl:openssl certutil:libnss3-tools ip:iproute2 unshare:util-linux; do
        command -v "${need%%:*}" > /dev/null || missing+=("${need##*:}")
    done
    if ((${#missing[@]})); then
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
    fi
    python=${CI_SIGNING_PYTHON:-$("$here/venv.sh" signing)}
    export CI_SIGNING_PYTHON=$python
}

fail() {
    echo "FAIL  $1" >&2
    shift
    for log in "$@"; do tail -n 20 "$log" >&2; done
    exit 1
}

# token FOLDER PKI NAME...: a token of SoftHSM in the folder, labelled "thu", with these keys and their certificates.
token() {
    local folder=$1 pki=$2 name number=0
    shift 2
    mkdir -p "$folder/tokens"
    printf 'directories.tokendir = %s/tokens\nobjectstore.backend = file\nlog.level = ERROR\n' "$folder" > "$folder/softhsm2.conf"
    export SOFTHSM2_CONF=$folder/softhsm2.conf
    softhsm2-util --init-token --free --label thu --so-pin 13579111 --pin "$VANTHU_PIN" > /dev/null
    for name in "$@"; do
        number=$((number + 1))
        openssl pkcs8 -topk8 -nocrypt -in "$pki/$name.key" -out "$folder/$name.p8"
        openssl x509 -in "$pki/$name.crt" -outform DER -out "$folder/$name.der"
        softhsm2-util --import "$folder/$name.p8" --token thu --label "$name" --id "A$number" --pin "$VANTHU_PIN" > /dev/null
        pkcs11-tool --module "$MODULE" -l --pin "$VANTHU_PIN" --token-label thu -w "$folder/$name.der" -y cert --id "A$number" --label "$name" > /dev/null 2>&1
        rm "$folder/$name.p8" "$folder/$name.der"
    done
}

# trust_store FOLDER PKI: for pdfsig, a store of NSS that trusts the root.
trust_store() {
    mkdir -p "$1"
    certutil -N -d "sql:$1" --empty-password
    certutil -A -d "sql:$1" -n root -t "CT,C,C" -i "$2/root.crt"
    certutil -A -d "sql:$1" -n ica -t ",," -i "$2/ica.crt"
}

# ades PKI FILE: pyHanko's adesverify, with what the file itself and the network (there may be none) can say of revocation.
ades() {
    "$(dirname "$python")/pyhanko" sign adesverify --pretty-print --trust "$1/root.crt" --trust-replace --other-certs "$1/ica.crt" "$2"
}
ades_offline() { unshare --net "$(dirname "$python")/pyhanko" sign adesverify --pretty-print --trust "$1/root.crt" --trust-replace --other-certs "$1/ica.crt" "$2"; }
# differences PKI FILE: pyHanko's view of what came after each signature.
differences() {
    "$(dirname "$python")/pyhanko" sign validate --pretty-print --no-revocation-check --trust "$1/root.crt" --trust-replace --other-certs "$1/ica.crt" "$2"
}
sound() {
    local said
    if ! said=$(qpdf --check "$1" 2>&1) || grep -qi warning <<<"$said"; then
        printf '%s\n' "$said" >&2
        return 1
    fi
}
