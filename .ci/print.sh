#!/usr/bin/env bash
# A real IPP printer (ippeveprinter of CUPS) on the loopback of a namespace of its own, and `vanthu print` in front of it:
#   print.sh VANTHU
# Three copies on both sides arrive byte for byte with the attributes that were asked for; a printer, or vanthu itself, that is ended
# in the middle of six documents loses none and prints none twice. Root, Debian: packages are installed when they are missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/printer/printer.sh"

if [[ ${1:-} != --inside ]]; then
    [[ $# == 1 && -x $1 ]] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
    printer_tools
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    # With the namespace of processes everything in it ends, whatever happens.
    unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private \
        bash "$here/print.sh" --inside "$(realpath "$1")" "$work"
    exit
fi

vanthu=$2
work=$3
export TRAY=$work/tray
uri=ipp://localhost:8631/ipp/print
mkdir -p "$TRAY" "$work/spool" "$work/documents"

fail() {
    echo "FAIL  $1" >&2
    tail -n 30 "$work/run.log" >&2
    exit 1
}
printer_room

empty_tray() {
    rm -rf "$TRAY"/sheet.*
    echo "$1" > "$TRAY/when"
    echo "$2" > "$TRAY/seconds"
}
in_tray() { find "$TRAY" -name document | wc -l; }
at_least() { (($(in_tray) >= $1)); }
in_work() { at_least "$1" && [[ -f $TRAY/printing ]]; }
print() { (cd "$work/documents" && "$vanthu" print --lang en --printer "$uri" --retries 2 "$@") > "$work/run.log" 2>&1; }
ends_with() {
    local code=$1 got=0
    shift
    print "$@" || got=$?
    [[ $got == "$code" ]] || fail "exit code $got instead of $code: print $*"
}
# Every one of the documents lies in the tray, and lies there once.
each_once() {
    local file count
    for file in "$work"/documents/0*.pdf; do
        count=0
        while read -r sheet; do cmp -s "$file" "$sheet" && count=$((count + 1)); done < <(find "$TRAY" -name document)
        [[ $count == 1 ]] || fail "$1: $(basename "$file") is in the tray $count times"
    done
    echo "ok    $1: each of the six documents is in the tray once"
}

"$vanthu" render "$here/../plans/cong-van-phong-trao-2024.yaml" -o "$work/documents/công văn.pdf" > /dev/null 2>&1
for n in 1 2 3 4 5 6; do
    printf '%%PDF-1.4\n%% document %s\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' "$n" > "$work/documents/0$n.pdf"
done
six=(01.pdf 02.pdf 03.pdf 04.pdf 05.pdf 06.pdf)

switch_on
empty_tray first 0.2
ends_with 0 "công văn.pdf" --copies 3
sheet=$(dirname "$(find "$TRAY" -name document)")
cmp "$work/documents/công văn.pdf" "$sheet/document"
for wanted in IPP_COPIES=3 IPP_SIDES=two-sided-long-edge IPP_MEDIA=iso_a4_210x297mm IPP_PRINT_COLOR_MODE=color; do
    grep -qx "$wanted" "$sheet/attributes" || { cat "$sheet/attributes" >&2; fail "the job has not $wanted"; }
done
grep -q '^IPP_JOB_NAME=công văn (vt-' "$sheet/attributes" || fail "the job has another name"
echo "ok    three copies on both sides of A4 in colour, $(stat -c %s "$sheet/document") bytes as they were"
ends_with 0 "công văn.pdf" --copies 3
[[ $(in_tray) == 1 ]] || fail "a confirmed document was printed again"
echo "ok    the same command prints nothing more"
empty_tray first 0.2
ends_with 0 "công văn.pdf" --sides one --tray main --again
attributes=$(cat "$TRAY"/sheet.*/attributes)
[[ $attributes == *IPP_SIDES=one-sided* && $attributes == *media-source=main* ]] || { echo "$attributes" >&2; fail "the tray is lost"; }
echo "ok    one side out of the chosen tray"
ends_with 2 "công văn.pdf" --tray no-such-tray --again
grep -q VT523 "$work/run.log" || fail "a tray that is not there was not refused"

# The printer is switched off while the third document, already in the tray, is being printed.
for when in first last; do
    empty_tray "$when" 1
    rm -f "$work/documents/vanthu-print.jsonl"
    print "${six[@]}" & run=$!
    until_true "the third document" in_work $([[ $when == first ]] && echo 3 || echo 2)
    switch_off
    wait "$run" && fail "a printer that is off went unnoticed"
    grep -q VT534 "$work/run.log" || fail "no word that the printer was lost"
    switch_on
    echo 0.2 > "$TRAY/seconds"
    # Whether the third is out can only be seen in the tray: it is not sent again, the others are printed.
    ends_with 1 "${six[@]}"
    grep -q VT532 "$work/run.log" || fail "no word about the document that is unclear"
    if [[ $when == first ]]; then
        each_once "switched off and on, the same command again"
        ends_with 0 "${six[@]}" --unclear printed
        each_once "the clerk found it in the tray"
    else
        [[ $(in_tray) == 5 ]] || fail "$(in_tray) documents in the tray instead of five"
        ends_with 0 "${six[@]}" --unclear reprint
        each_once "switched off before the sheet was out, printed after the clerk looked"
    fi
done

# vanthu is ended while the third document is being printed; the printer goes on by itself.
empty_tray first 1
rm -f "$work/documents/vanthu-print.jsonl"
(cd "$work/documents" && exec "$vanthu" print --lang en --printer "$uri" "${six[@]}") > "$work/run.log" 2>&1 & run=$!
until_true "the third document" in_work 3
kill -KILL "$run"
wait "$run" 2> /dev/null || true
ends_with 0 "${six[@]}"
each_once "vanthu was ended and started again"

# Two clerks at one printer, which takes one job at a time and refuses the large document while it is still on its way.
empty_tray first 1
mkdir "$work/other"
head -c 20000000 /dev/urandom | cat <(printf '%%PDF-1.4\n') - > "$work/other/large.pdf"
print "${six[@]:0:2}" --again & run=$!
until_true "the first document" in_work 1
(cd "$work/other" && "$vanthu" print --lang en --printer "$uri" large.pdf) > "$work/other.log" 2>&1 || {
    cat "$work/other.log" >&2
    fail "the other clerk's document"
}
wait "$run" || fail "the first clerk's documents"
grep -q "trying again" "$work/other.log" || fail "the printer was never busy"
[[ $(in_tray) == 3 ]] || fail "$(in_tray) documents in the tray instead of three"
cmp "$work/other/large.pdf" "$(find "$TRAY" -name document -size +1M)"
echo "ok    two runs at one printer: all three documents, each once"

# The counting itself must see a document that lies there twice, and one that does not.
empty_tray first 0.2
ends_with 0 "${six[@]}" --again
cp -r "$(find "$TRAY" -maxdepth 1 -name 'sheet.*' | head -n 1)" "$TRAY/sheet.twice"
if (each_once "a document twice") > /dev/null 2>&1; then fail "a document that was there twice was not seen"; fi
rm -r "$TRAY/sheet.twice" "$(find "$TRAY" -maxdepth 1 -name 'sheet.*' | head -n 1)"
if (each_once "a document lost") > /dev/null 2>&1; then fail "a lost document was not seen"; fi
echo "ok    a doubled and a lost document are seen"
switch_off
