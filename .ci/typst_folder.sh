#!/usr/bin/env bash
# Nobody is locked in:
#   typst_folder.sh VANTHU    `vanthu render PLAN --format typ` writes a folder that the stock Typst compiler, with no other
#                             font and no file from outside the folder, turns into the same pages: the same number, the same
#                             words in the same places (pdftotext -bbox, to a hundredth of a point) and the same drawn page
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
if [[ $# != 1 || ! -x $1 ]]; then
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
vanthu=$(realpath "$1")
python=${CI_PYTHON:-$("$here/venv.sh")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every word with its place; the document's metadata is left out.
words() { pdftotext -bbox "$1" - 2>/dev/null | grep -E '<(page|word) ' | sed -E 's/([0-9]+\.[0-9]{2})[0-9]*/\1/g'; }
# Every page as a picture.
pictures() {
    pdftoppm -r 72 -gray "$1" "$work/picture"
    (cd "$work" && sha256sum picture-*)
    rm -f "$work"/picture-*
}

compile() {
    "$python" - "$1" "$2" <<'PY'
import sys
import typst
folder, output = sys.argv[1:]
typst.compile(f"{folder}/main.typ", output=output, root=folder, font_paths=[f"{folder}/fonts"], ignore_system_fonts=True)
PY
}

bad=0
for name in ke-hoach-mo-hinh-diem-2023 cong-van-phong-trao-2024; do
    "$vanthu" render "$root/plans/$name.yaml" -o "$work/$name.pdf" >/dev/null
    "$vanthu" render "$root/plans/$name.yaml" --format typ -o "$work/folders" >/dev/null
    folder="$work/folders/$name"
    for part in main.typ lib fonts; do
        if [[ ! -e $folder/$part ]]; then
            echo "FAIL $name: $part is missing in the folder"
            exit 1
        fi
    done
    # Moved away, so that nothing outside the folder can be meant by its paths.
    mkdir "$work/moved-$name"
    mv "$folder" "$work/moved-$name/bản Typst"
    compile "$work/moved-$name/bản Typst" "$work/$name-stock.pdf"
    words "$work/$name.pdf" >"$work/ours.txt"
    words "$work/$name-stock.pdf" >"$work/stock.txt"
    pages=$(grep -c '<page ' "$work/ours.txt")
    stock_pages=$(grep -c '<page ' "$work/stock.txt")
    if [[ $pages != "$stock_pages" ]]; then
        echo "FAIL $name: $pages pages, the stock compiler made $stock_pages"
        bad=1
    fi
    for order in "" -layout -raw; do
        if ! diff <(pdftotext $order "$work/$name.pdf" - 2>/dev/null) <(pdftotext $order "$work/$name-stock.pdf" - 2>/dev/null); then
            echo "FAIL $name: the text differs (pdftotext $order)"
            bad=1
        fi
    done
    if ! diff "$work/ours.txt" "$work/stock.txt"; then
        echo "FAIL $name: words stand in other places"
        bad=1
    fi
    if ! diff <(pictures "$work/$name.pdf") <(pictures "$work/$name-stock.pdf"); then
        echo "FAIL $name: the drawn pages differ"
        bad=1
    fi
    if [[ $bad == 0 ]]; then
        echo "ok   $name: $pages pages, $(grep -c '<word ' "$work/ours.txt") words in the same places, the same drawn pages"
    fi
    # The comparison must be able to fail: one word changed in the folder's source.
    sed -i '0,/nâng cao/s//nâng  caox/' "$work/moved-$name/bản Typst/main.typ"
    compile "$work/moved-$name/bản Typst" "$work/$name-stock.pdf"
    words "$work/$name-stock.pdf" >"$work/stock.txt"
    if cmp -s "$work/ours.txt" "$work/stock.txt"; then
        echo "FAIL $name: a word changed in the folder's source was not seen"
        bad=1
    fi
done
exit "$bad"
