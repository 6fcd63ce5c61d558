#!/usr/bin/env bash
# What the printer runs for a job: $1 is the document, the job's attributes are IPP_* in the environment. The sheets "come out"
# into a folder of their own under $TRAY, at the beginning or at the end of the printing time, as $TRAY/when says.
set -eu
out() {
    local sheet
    sheet=$(mktemp -d "$TRAY/sheet.XXXXXX")
    env | grep '^IPP_' | sort > "$sheet/attributes"
    cp "$1" "$sheet/document"
}
[[ $(cat "$TRAY/when") == first ]] && out "$1"
# A pid file, so that the test can end this process together with its printer.
echo $$ > "$TRAY/printing"
sleep "$(cat "$TRAY/seconds")"
rm -f "$TRAY/printing"
[[ $(cat "$TRAY/when") == first ]] || out "$1"
echo "ATTR: job-impressions-completed=1" >&2
