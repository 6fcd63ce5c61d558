#!/usr/bin/env bash
# Nobody is locked in: the folder of `--format typ` compiles with the stock Typst compiler (PyPI `typst`) to the same pages:
# every word at the same place. typst_folder.sh VANTHU
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
vanthu=$(realpath "$1")
python=${CI_PYTHON:-$("$here/venv.sh")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Pages and words with their places; the metadata above them may differ.
words() { pdftotext -bbox "$1" - 2> /dev/null | grep -E '<(page|word) '; }
compile() {
    "$python" - "$1" "$2" << 'PY'
import sys
import typst
folder, output = sys.argv[1:]
typst.compile(folder + "/main.typ", output=output, root=folder, font_paths=[folder + "/fonts"], ignore_system_fonts=True)
PY
}
for plan in ke-hoach-mo-hinh-diem-2023 cong-van-phong-trao-2024; do
    "$vanthu" render "plans/$plan.yaml" -o "$work/" 2> /dev/null
    "$vanthu" render "plans/$plan.yaml" --format typ -o "$work/" 2> /dev/null
    compile "$work/$plan" "$work/stock.pdf"
    words "$work/$plan.pdf" > "$work/ours.txt"
    words "$work/stock.pdf" > "$work/stock.txt"
    cmp "$work/ours.txt" "$work/stock.txt" || { echo "FAIL  $plan: the stock compiler sets other pages" >&2; exit 1; }
    echo "ok    $plan: $(grep -c '<word ' "$work/ours.txt") words at the same places"
    # The comparison can fail: one changed word in the folder's source.
    sed -i 's/năm 202/năm 302/' "$work/$plan/main.typ"
    compile "$work/$plan" "$work/spoiled.pdf"
    words "$work/spoiled.pdf" > "$work/spoiled.txt"
    if cmp -s "$work/ours.txt" "$work/spoiled.txt"; then
        echo "FAIL  $plan: a changed word was not seen" >&2
        exit 1
    fi
done
