#!/usr/bin/env bash
# The files as files:
#   pdf.sh PDF...             qpdf finds no fault; the only fonts are Liberation Serif, embedded, subset, with ToUnicode;
#                             PDF/A-2a and PDF/UA-1 hold by independent validators (pdf_conformance.py)
#   pdf.sh --self-test PDF    spoils copies of the PDF and expects each to fail for its own reason
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${CI_PYTHON:-$("$here/venv.sh")}

fonts() {
    local pdf=$1 table
    table=$(pdffonts "$pdf")
    awk -v pdf="$pdf" '
        NR <= 2 { next }
        {
            count++
            # The type has a space in it: count the columns from the end (emb sub uni object-number generation).
            embedded = $(NF - 4); subset = $(NF - 3); unicode = $(NF - 2)
            name = $1; sub(/^[A-Z][A-Z][A-Z][A-Z][A-Z][A-Z]\+/, "", name)
            if (name !~ /^LiberationSerif(-Bold|-Italic|-BoldItalic)?$/) fault($1 " is not Liberation Serif")
            if (embedded != "yes") fault($1 " is not embedded")
            if (subset != "yes" || name == $1) fault($1 " is not a subset")
            if (unicode != "yes") fault($1 " is without ToUnicode")
        }
        function fault(text) { print "FAIL " pdf ": " text; bad = 1 }
        END {
            if (!count) fault("no font")
            if (bad) exit 1
            print "ok   " pdf ": " count " faces of Liberation Serif, embedded, subset, with ToUnicode"
        }' <<<"$table"
}

sound() {
    local pdf=$1 said
    if said=$(qpdf --check "$pdf" 2>&1) && ! grep -qi "warning" <<<"$said"; then
        printf 'ok   %s: qpdf --check\n' "$pdf"
    else
        printf 'FAIL %s: qpdf --check\n%s\n' "$pdf" "$said"
        return 1
    fi
}

check() {
    local pdf=$1 bad=0
    sound "$pdf" || bad=1
    fonts "$pdf" || bad=1
    "$python" "$here/pdf_conformance.py" "$pdf" || bad=1
    return "$bad"
}

self_test() {
    local pdf=$1 folder list file pattern said bad=0 count=0
    folder=$(mktemp -d)
    list=$("$python" "$here/pdf_conformance.py" --spoil "$pdf" "$folder")
    while IFS=$'\t' read -r file pattern; do
        count=$((count + 1))
        local name verdict=0
        name=$(basename "$file" .pdf)
        said=$(check "$file" 2>&1) || verdict=1
        if [[ -z $pattern && $verdict == 0 ]]; then
            printf '  passes %s\n' "$name"
        elif [[ -n $pattern && $verdict == 1 ]] && grep -qE "$pattern" <<<"$said"; then
            printf '  seen   %s\n' "$name"
        else
            printf '  MISSED %s (expected: %s)\n%s\n' "$name" "${pattern:-a pass}" "$said"
            bad=1
        fi
    done <<<"$list"
    rm -rf "$folder"
    printf 'pdf self-test: %d copies, %s\n' "$count" "$([[ $bad == 0 ]] && echo 'all as expected' || echo 'NOT all as expected')"
    return "$bad"
}

if [[ ${1:-} == --self-test && $# == 2 ]]; then
    self_test "$2"
    exit
fi
if [[ $# == 0 || $1 == -* ]]; then
    sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
bad=0
for pdf in "$@"; do
    check "$pdf" || bad=1
done
exit "$bad"
