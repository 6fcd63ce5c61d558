#!/usr/bin/env bash
# Many documents, one PIN: how fast, and whether a kill -9 in the middle loses or doubles any:
#   sign_speed.sh VANTHU [COUNT]    COUNT documents, 1000 otherwise
# With a file key and with a token (SoftHSM): signatures per second beside openssl's RSA-2048 in the same run. The PIN comes through a
# pipe that says it once, and a spy between vanthu and the token counts the log-ins. Root, Debian.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/signing.sh"
[[ ($# == 1 || $# == 2) && -x $1 ]] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
vanthu=$(realpath "$1")
count=${2:-1000}
signing_tools
work=$(mktemp -d)
pid=
trap '[[ -z $pid ]] || kill -KILL "$pid" 2> /dev/null || true; rm -rf "$work"' EXIT
pki=$work/pki
"$here/services/pki.sh" "$pki"
token "$work/token" "$pki" person
trust_store "$work/nss" "$pki"
spy=$(find /usr/lib -name pkcs11-spy.so -print -quit)
[[ -n $spy ]] || fail "pkcs11-spy.so of opensc is not there"
export PKCS11SPY=$MODULE PKCS11SPY_OUTPUT=$work/spy.log

"$here/rows.py" "$here/../plans/giay-moi-hoi-nghi.csv" "$count" > "$work/rows.csv"
"$vanthu" batch "$here/../plans/giay-moi-hoi-nghi.yaml" --data "$work/rows.csv" --out "$work/plain" --quiet > "$work/log" 2>&1 || fail "batch" "$work/log"
plain=("$work"/plain/*.pdf)
[[ ${#plain[@]} == "$count" ]] || fail "${#plain[@]} documents, not $count"

# sign KEY OUT [OPTION...]
sign() {
    local secret key out=$2
    case $1 in
        file) secret=$VANTHU_PASSWORD key=(--p12 "$pki/person.p12") ;;
        token) secret=$VANTHU_PIN key=(--pkcs11 "$MODULE" --token thu --key person --chain "$pki/ica.crt") ;;
        spied) secret=$VANTHU_PIN key=(--pkcs11 "$spy" --token thu --key person --chain "$pki/ica.crt") ;;
    esac
    shift 2
    exec "$vanthu" sign "${plain[@]}" --role nguoi-ky "${key[@]}" --pin-fd 3 --image "$here/../tests/pki/chu-ky-mau.png" -o "$out/" "$@" 3< <(printf '%s\n' "$secret")
}
# Every document is there, with one signature, valid, and nothing half made lies about.
all_there() { # FOLDER WHAT
    "$python" - "$1" "$count" "$work/plain" <<'P' || fail "$2"
import pathlib, re, sys
folder, count, plain = pathlib.Path(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
wrong = []
files = sorted(folder.glob("*.pdf"))
if len(files) != count:
    wrong.append(f"{len(files)} signed documents, not {count}")
for file in files:
    data = file.read_bytes()
    originals = [plain / file.name, *plain.glob(file.stem + "*")]
    if (found := len(re.findall(rb"/ByteRange\s*\[", data))) != 1:
        wrong.append(f"{file.name}: {found} signatures")
    if not any(o.exists() and data.startswith(o.read_bytes()) for o in originals[:1]):
        wrong.append(f"{file.name}: does not begin with its original")
left = [p.name for p in folder.iterdir() if p.suffix not in (".pdf", ".jsonl", ".csv", ".json") and not p.name.endswith(".lock")]
wrong += [f"left: {name}" for name in left]
for line in wrong[:10]:
    print(line)
sys.exit(bool(wrong))
P
    "$vanthu" verify "$1"/*.pdf --trust "$pki/root.crt" > "$work/log" 2>&1 || fail "$2: verify, exit code $?" "$work/log"
    local files=("$1"/*.pdf) n
    for ((n = 0; n < count; n += count / 10 + 1)); do
        "$python" "$here/signatures.py" pdfsig "$work/nss" "${files[n]}" 1 whole || exit 1
    done
}

rate() { openssl speed -seconds 3 "$@" rsa2048 2> /dev/null | awk '/^rsa +2048/ { print $(NF - 1) }'; }
cores=$(nproc)
one=$(rate)
all=$(rate -multi "$cores")
printf '      openssl, RSA-2048: %s signatures/s on one core, %s on %d\n' "$one" "$all" "$cores"
for key in file token; do
    mkdir "$work/out-$key"
    begin=$(date +%s%N)
    (sign "$key" "$work/out-$key") > "$work/log" 2>&1 || fail "sign $count documents ($key): exit code $?" "$work/log"
    end=$(date +%s%N)
    all_there "$work/out-$key" "$key"
    awk -v count="$count" -v ns=$((end - begin)) -v one="$one" -v all="$all" -v key="$key" 'BEGIN {
        rate = count * 1e9 / ns
        printf "ok    %d documents, %s: %.1f s, %.0f signatures/s, %.2f of openssl on one core, %.2f of openssl on all\n", count, key, ns / 1e9, rate, rate / one, rate / all
    }'
done
mkdir "$work/spied"
(sign spied "$work/spied") > "$work/log" 2>&1 || fail "sign $count documents (spied): exit code $?" "$work/log"
logins=$(grep -c '^[0-9]*: C_Login$' "$work/spy.log" || true)
signed=$(grep -c '^[0-9]*: C_SignInit$' "$work/spy.log" || true)
[[ $logins == 1 ]] || fail "$logins log-ins to the token, not one"
((signed == count)) || fail "$signed signatures by the token for $count documents"
echo "ok    one log-in to the token for $count documents, by the spy's count"
rm -rf "$work/spied" "$work/spy.log"

for key in file token; do
    out=$work/killed-$key
    mkdir "$out"
    (sign "$key" "$out" --journal "$work/$key.jsonl") > "$work/log" 2>&1 & pid=$!
    for ((tries = 0; tries < 6000; tries++)); do
        (($(find "$out" -maxdepth 1 -name '*.pdf' | wc -l) >= count / 3)) && break
        kill -0 "$pid" 2> /dev/null || break
        sleep 0.01
    done
    kill -KILL "$pid" 2> /dev/null || fail "it had ended before it was killed ($key)" "$work/log"
    wait "$pid" 2> /dev/null || true
    pid=
    (cd "$out" && find . -name '*.pdf' ! -name '.*' -exec sha256sum {} +) > "$work/before.sums"
    before=$(wc -l < "$work/before.sums")
    ((before > 0 && before < count)) || fail "$before of $count were signed when it was killed ($key)"
    (sign "$key" "$out" --journal "$work/$key.jsonl") > "$work/log" 2>&1 || fail "resume ($key): exit code $?" "$work/log"
    all_there "$out" "after kill -9 and the same command again ($key)"
    anew=$( (cd "$out" && sha256sum -c --quiet "$work/before.sums" 2> /dev/null || true) | wc -l)
    ((anew <= 2 * cores)) || fail "$anew of the $before that were signed before were signed anew ($key)"
    # Again: nothing is left to do, no file changes.
    (cd "$out" && sha256sum -- *.pdf) > "$work/before.sums"
    (sign "$key" "$out" --journal "$work/$key.jsonl") > "$work/log" 2>&1 || fail "a third time ($key): exit code $?" "$work/log"
    (cd "$out" && sha256sum -c --quiet "$work/before.sums") || fail "a third time signs anew ($key)"
    echo "ok    kill -9 after $before of $count ($key), the same command again: all $count there, each signed once ($anew written anew)"
done

# The counting can fail.
first=$(find "$work/out-file" -name '*.pdf' -print -quit)
cp "$first" "$work/kept"
printf '/ByteRange [0 1 2 3]' >> "$first"
if (all_there "$work/out-file" "self-test") > /dev/null 2>&1; then fail "a document that was signed twice was not seen"; fi
rm "$first"
if (all_there "$work/out-file" "self-test") > /dev/null 2>&1; then fail "a lost document was not seen"; fi
cp "$work/kept" "$first"
printf x > "$work/out-file/.half"
if (all_there "$work/out-file" "self-test") > /dev/null 2>&1; then fail "half a file was not seen"; fi
echo "ok    a doubled, a lost and half a document are seen"
