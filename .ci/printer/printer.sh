#!/usr/bin/env bash
# Sourced by the checks that print, not run: a driverless IPP printer on ipp://localhost:8631/ipp/print, in the mount, network and process
# namespace that the check has made. Expects $here (the folder .ci), $work (of this run) and $TRAY (where the sheets come out).

printer_tools() {
    local missing=() need
    for need in ippeveprinter:cups-ipp-utils avahi-daemon:avahi-daemon dbus-daemon:dbus ip:iproute2 unshare:util-linux; do
        command -v "${need%%:*}" > /dev/null || missing+=("${need##*:}")
    done
    if ((${#missing[@]})); then
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
    fi
}
until_true() {
    local what=$1 tries
    shift
    for ((tries = 0; tries < 150; tries++)); do
        "$@" 2> /dev/null && return
        sleep 0.1
    done
    echo "FAIL  $what did not happen in 15 s" >&2
    tail -n 20 "$work"/*.log >&2
    exit 1
}
listening() { (: < /dev/tcp/localhost/8631); }

# What the printer announces itself with.
printer_room() {
    ip link set lo up
    mount -t tmpfs tmpfs /run
    mkdir -p /run/dbus /run/avahi-daemon
    dbus-daemon --system --nofork --nopidfile > "$work/dbus.log" 2>&1 &
    until_true "dbus" test -S /run/dbus/system_bus_socket
    avahi-daemon -f "$here/printer/avahi.conf" --no-drop-root --no-rlimits --no-chroot -s > "$work/avahi.log" 2>&1 &
    until_true "avahi" test -S /run/avahi-daemon/socket
}
switch_on() {
    ippeveprinter -vv -p 8631 -n localhost -2 -s 10,10 -f application/pdf,image/pwg-raster -k -d "$work/spool" \
        -c "$here/printer/tray.sh" "May in thu" > "$work/printer.log" 2>&1 &
    printer=$!
    until_true "the printer" listening
}
# Like the switch at its back: no word to anybody, and the sheet that is not out stays in.
switch_off() {
    kill -KILL "$printer"
    wait "$printer" 2> /dev/null || true
    if [[ -f $TRAY/printing ]]; then
        kill -KILL "$(cat "$TRAY/printing")" 2> /dev/null || true
        rm -f "$TRAY/printing"
    fi
}
