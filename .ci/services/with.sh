#!/usr/bin/env bash
# Runs a command beside the services of signing, on the loopback of a network namespace of its own (root only):
#   with.sh FOLDER COMMAND...    FOLDER: what pki.sh has made, or is made now
# CRLs, certificates, OCSP and time stamps on 127.0.0.1:9100 (web.py says which). Nothing outside can be reached, and the services end
# with the command.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [[ ${1:-} != --inside ]]; then
    [[ $# -ge 2 ]] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
    if ! unshare --net true 2> /dev/null; then
        echo "with.sh: no network namespace can be made here (unshare --net): run it as root" >&2
        exit 2
    fi
    [[ -f $1/ica.crl ]] || "$here/pki.sh" "$1"
    exec unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private bash "$here/with.sh" --inside "$(realpath "$1")" "${@:2}"
fi
folder=$2
shift 2
ip link set lo up
python3 "$here/web.py" "$folder" > "$folder/web.log" 2>&1 & web=$!
trap 'kill "$web" 2> /dev/null || true; wait "$web" 2> /dev/null || true' EXIT
for ((tries = 0; ; tries++)); do
    (: < /dev/tcp/127.0.0.1/9100) 2> /dev/null && break
    if ((tries == 100)); then
        cat "$folder/web.log" >&2
        echo "with.sh: the services did not begin" >&2
        exit 2
    fi
    sleep 0.1
done
"$@"
