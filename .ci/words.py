#!/usr/bin/env python3
"""Proves that a PDF says word for word what its seed (the original document's text dump) says.

    words.py PDF SEED               exit 0: the same words in the same order; exit 1: a list of differences
    words.py --self-test PDF SEED   spoils the PDF's words and the seed in many ways and expects a failure each time

The PDF is read twice with pdftotext, a program that shares no code with the one under test:

  * by position (`pdftotext -bbox`): the words of each part in the order in which an eye reads them;
  * by content order (`pdftotext -raw`): the body as a screen reader or a copy-and-paste gets it.

The parts are: head left, head right, body, closing left (Nơi nhận), closing right (signature). In each part the PDF's
words and the seed's words must be the same list: nothing missing, nothing changed, nothing moved, nothing added. Both
directions are proved at once.

The seed may differ from the paper in these ways and in no others (see `expected`):

  1. white space and line breaks;
  2. the dump's marks: `**` pairs, the `*` pair around one italic phrase, `______` (the rule, which is drawn);
  3. end marks set by the rules: căn cứ lines and Nơi nhận lines end with `;`, the last one with `.`;
  4. `- Lưu VT` is printed `- Lưu: VT`;
  5. `Về việc` at the head of a công văn is printed `V/v`;
  6. the case of `(Đã ký)`;
  7. the head of the kế hoạch, which its dump lacks (HEAD_MISSING_IN_DUMP: these words and no others).

Page numbers are taken out by position: the first line of page k >= 2, above the text, must be the number k alone.
"""

import difflib
import html
import re
import subprocess
import sys
import tempfile
import unicodedata

PARTS = ("head left", "head right", "body", "closing left", "closing right")
TOP_MARGIN = 56.7  # 20 mm, in points
HEAD_MISSING_IN_DUMP = {
    "head left": "ỦY BAN MTTQ VIỆT NAM TỈNH KON TUM BAN THƯỜNG TRỰC Số: /KH-MTTQ-BTT",
    "head right": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Kon Tum, ngày tháng năm 2023",
}


class Fault(Exception):
    """The text has not the shape that is needed to compare it at all."""


# ---------------------------------------------------------------- the seed → what the paper must say


def is_cong_van(seed):
    return "Kính gửi:" in seed


def signed(text):
    """Allowed difference 6."""
    return re.sub(r"\(\s*đã ký\s*\)", "(Đã ký)", text, flags=re.IGNORECASE)


def with_end_marks(lines):
    """Allowed difference 3."""
    bare = [re.sub(r"[;.,]$", "", line.strip()) for line in lines]
    return [line + (";" if i + 1 < len(bare) else ".") for i, line in enumerate(bare)]


def cut(text, mark, what):
    before, found, after = text.partition(mark)
    if not found:
        raise Fault(f"seed: {what}: {mark!r} not found")
    return before, found + after


def blocks_of(text):
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip()]


def expected(seed):
    """The words that the paper must show, by part."""
    seed = unicodedata.normalize("NFC", seed.lstrip("\ufeff"))
    seed = seed.replace("**", "")
    main, closing = cut(seed, "Nơi nhận:", "closing")
    left, right = cut(closing, "TM.", "signature")
    left_lines = [line for line in left.splitlines() if line.strip()]
    items = [re.sub(r"^- Lưu VT", "- Lưu: VT", line.strip()) for line in left_lines[1:]]
    parts = {
        "closing left": " ".join([left_lines[0], *with_end_marks(items)]),
        "closing right": signed(right),
    }
    if is_cong_van(seed):
        head, body = cut(main, "Kính gửi:", "addressees")
        blocks = blocks_of(head)
        if len(blocks) != 5:
            raise Fault(f"seed: the head of a công văn has 5 blocks, found {len(blocks)}")
        agency, motto, number, place, subject = blocks
        subject, changed = re.subn(r"^Về việc ", "V/v ", subject)
        if not changed:
            raise Fault("seed: the subject does not start with 'Về việc'")
        parts["head left"] = f"{agency} {number} {subject}"
        parts["head right"] = f"{motto} {place}"
        body, changed = re.subn(r"\(\*(như các phong trào.*?khí hậu\.\.\.)\*\)", r"(\1)", body, flags=re.DOTALL)
        if changed != 1:
            raise Fault("seed: the one italic phrase was not found")
        parts["body"] = body
    else:
        parts.update(HEAD_MISSING_IN_DUMP)
        title, rest = cut(main, "______", "rule below the title")
        blocks = blocks_of(rest.replace("______", "", 1))
        grounds = next(i for i, block in enumerate(blocks) if block.endswith(":"))
        blocks[:grounds] = with_end_marks(blocks[:grounds])
        parts["body"] = " ".join([title, *blocks])
    return {part: parts[part].split() for part in PARTS}


# ---------------------------------------------------------------- the PDF → what the paper says


def run(*command):
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        raise Fault(f"{' '.join(command)}: {done.stderr.decode(errors='replace').strip()}")
    return unicodedata.normalize("NFC", done.stdout.decode("utf-8"))


def lines_by_position(words):
    """Words (x0, y0, x1, y1, text) → the text of each line, from top to bottom."""
    lines = []
    for word in sorted(words, key=lambda w: w[3]):
        if lines and word[3] - lines[-1][-1][3] < 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    out = []
    for line in lines:
        text, end = "", None
        for x0, y0, x1, y1, word in sorted(line):
            # pdftotext starts a new word where the font changes; it is one word if no space lies between.
            if end is not None and x0 - end > 0.1 * (y1 - y0):
                text += " "
            text += word
            end = x1
        out.append(text)
    return out


def pages_by_position(pdf):
    pages = []
    for page in re.findall(r"<page .*?</page>", run("pdftotext", "-bbox", pdf, "-"), flags=re.DOTALL):
        pages.append(
            [
                (float(x0), float(y0), float(x1), float(y1), html.unescape(text))
                for x0, y0, x1, y1, text in re.findall(
                    r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">(.*?)</word>', page
                )
            ]
        )
    if not pages:
        raise Fault("PDF: no page")
    return pages


def without_page_numbers(pages):
    out = [list(pages[0])]
    for k, page in enumerate(pages[1:], start=2):
        if not page:
            raise Fault(f"PDF: page {k} has no word")
        above = [word for word in page if word[3] < TOP_MARGIN]
        if [word[4] for word in above] != [str(k)]:
            raise Fault(f"PDF: page {k}: its first line must be the page number alone, found {[w[4] for w in above]}")
        out.append([word for word in page if word not in above])
    return out


def find_line(words, phrase):
    """The top of the first line that starts with `phrase`, and where the phrase starts."""
    wanted = phrase.split()
    for word in sorted(words, key=lambda w: (w[3], w[0])):
        if word[4] == wanted[0]:
            same = sorted(w for w in words if abs(w[3] - word[3]) < 3 and w[0] >= word[0])
            if [w[4] for w in same[: len(wanted)]] == wanted:
                return word
    raise Fault(f"PDF: {phrase!r} not found")


def columns(words):
    """Splits at the widest vertical white band."""
    spans = sorted((w[0], w[2]) for w in words)
    end, widest, at = spans[0][1], 0, None
    for x0, x1 in spans[1:]:
        if x0 - end > widest:
            widest, at = x0 - end, (end + x0) / 2
        end = max(end, x1)
    if at is None:
        raise Fault("PDF: two columns expected, found one")
    return [w for w in words if w[2] < at], [w for w in words if w[0] > at]


def found(pdf, cong_van):
    """The words that the paper shows, by part; and the whole text in content order."""
    pages = without_page_numbers(pages_by_position(pdf))
    first, last = pages[0], pages[-1]
    below_head = find_line(first, "Kính gửi:" if cong_van else "KẾ HOẠCH")
    closing_at = find_line(last, "Nơi nhận:")
    head = [w for w in first if w[3] < below_head[3] - 3]
    # The title of the signer stands level with "Nơi nhận:"; its letters are larger.
    closing = [w for w in last if w[3] > closing_at[3] - 6]
    body = []
    for page in pages:
        words = [w for w in page if not (page is first and w in head) and not (page is last and w in closing)]
        body += lines_by_position(words)
    parts = {}
    right_edge = find_line(head, "CỘNG HÒA")[0]
    parts["head left"] = lines_by_position([w for w in head if w[0] < right_edge - 3])
    parts["head right"] = lines_by_position([w for w in head if w[0] >= right_edge - 3])
    parts["body"] = body
    left, right = columns(closing)
    parts["closing left"] = lines_by_position(left)
    parts["closing right"] = [signed(" ".join(lines_by_position(right)))]
    return {part: " ".join(parts[part]).split() for part in PARTS}


def content_order(pdf):
    """All words in content order, page numbers taken out (they are the first line of their page)."""
    pages = run("pdftotext", "-raw", pdf, "-").split("\f")
    if pages and not pages[-1].strip():
        pages.pop()
    out = []
    for k, page in enumerate(pages, start=1):
        lines = page.strip().splitlines()
        if k > 1:
            if not lines or lines[0].strip() != str(k):
                raise Fault(f"PDF in content order: page {k} must start with its number, found {lines[:1]}")
            lines = lines[1:]
        out += signed(" ".join(lines)).split()
    return out


# ---------------------------------------------------------------- comparison


def differences(name, wanted, got):
    out = []
    for kind, a0, a1, b0, b1 in difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        where = " ".join(wanted[max(0, a0 - 5) : a0])
        after = " ".join(wanted[a1 : a1 + 3])
        out.append(
            f"{name}: after “…{where}” (before “{after}…”): "
            f"seed “{' '.join(wanted[a0:a1])}” | PDF “{' '.join(got[b0:b1])}”"
        )
    return out


def compare(wanted, got, raw):
    out = []
    for part in PARTS:
        out += differences(part, wanted[part], got[part])
    # In content order the two columns of the head may interleave, but the body, Nơi nhận and the signature follow.
    tail = wanted["body"] + wanted["closing left"] + wanted["closing right"]
    head = sorted(wanted["head left"] + wanted["head right"])
    cut_at = len(head)
    out += differences("content order, after the head", tail, raw[cut_at:])
    if sorted(raw[:cut_at]) != head:
        out += differences("content order, head (sorted words)", head, sorted(raw[:cut_at]))
    return out


def check(pdf, seed):
    return compare(expected(seed), found(pdf, is_cong_van(seed)), content_order(pdf))


def self_test(pdf, seed):
    """Every spoiled word must be seen. The unspoiled pair need not be clean, but a spoiled one must be worse."""
    wanted, got, raw = expected(seed), found(pdf, is_cong_van(seed)), content_order(pdf)
    base = set(compare(wanted, got, raw))
    missed, tried = [], 0

    def must_fail(name, run_it):
        nonlocal tried
        tried += 1
        try:
            new = set(run_it()) - base
        except Fault as fault:
            new = {str(fault)}
        print(f"  {'seen  ' if new else 'MISSED'} {name}")
        if not new:
            missed.append(name)

    def spoiled(part, change):
        copy = {p: list(words) for p, words in got.items()}
        change(copy[part])
        return lambda: compare(wanted, copy, raw)

    for part in PARTS:
        middle = len(got[part]) // 2
        must_fail(f"{part}: a word changed", spoiled(part, lambda w, m=middle: w.__setitem__(m, w[m] + "x")))
        must_fail(f"{part}: a word lost", spoiled(part, lambda w, m=middle: w.pop(m)))
        must_fail(f"{part}: a word added", spoiled(part, lambda w, m=middle: w.insert(m, "thừa")))
        swap = next(i for i in range(middle, 0, -1) if got[part][i] != got[part][i - 1])

        def exchange(words, i=swap):
            words[i - 1], words[i] = words[i], words[i - 1]

        must_fail(f"{part}: two words exchanged", spoiled(part, exchange))
    must_fail("body: a tone mark moved", spoiled("body", lambda w: w.__setitem__(w.index("Uỷ") if "Uỷ" in w else w.index("hoá”"), "Ủy")))
    swapped = list(raw)
    at = len(raw) // 2
    while swapped[at] == swapped[at + 1]:
        at += 1
    swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    must_fail("content order: two words exchanged", lambda: compare(wanted, got, swapped))
    must_fail("content order: head word changed", lambda: compare(wanted, got, ["X", *raw[1:]]))
    # From the file: the same program run on a spoiled copy of the seed must exit with 1.
    for name, old, new in [
        ("seed: a word changed", "phối hợp", "phốihợp"),
        ("seed: a letter's case changed", "Phong trào", "phong trào"),
        ("seed: a number changed", "2023" if "2023" in seed else "2024", "2025"),
    ]:
        assert old in seed
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as copy:
            at = seed.rindex(old, 0, seed.rindex("Nơi nhận:"))
            copy.write(seed[:at] + new + seed[at + len(old) :])
            copy.flush()
            done = subprocess.run([sys.executable, __file__, pdf, copy.name], capture_output=True, check=False)
            must_fail(name, lambda code=done.returncode: {"exit 1"} if code == 1 else set())
    print(f"words self-test: {tried - len(missed)} of {tried} spoiled texts seen")
    return missed


def main(arguments):
    testing = arguments[:1] == ["--self-test"]
    if testing:
        arguments = arguments[1:]
    if len(arguments) != 2 or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    pdf, seed_path = arguments
    with open(seed_path, encoding="utf-8") as file:
        seed = file.read()
    try:
        if testing:
            return 1 if self_test(pdf, seed) else 0
        faults = check(pdf, seed)
        words = sum(len(part) for part in expected(seed).values())
    except Fault as fault:
        faults, words = [str(fault)], 0
    if faults:
        print(f"FAIL {pdf}: {len(faults)} differences from {seed_path}")
        for fault in faults:
            print(f"  {fault}")
        return 1
    print(f"ok   {pdf}: {words} words as in {seed_path}, by position and in content order")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
