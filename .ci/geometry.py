#!/usr/bin/env python3
"""Measures the layout of a finished PDF against the rules of Nghị định 30/2020/NĐ-CP (Phụ lục I), from the PDF alone.

    geometry.py PDF --kind ke-hoach|cong-van              one line per check; exit 1 if a check fails
    geometry.py PDF --kind ke-hoach|cong-van --self-test  spoils the measured page in one way per check and expects
                                                          exactly that check to fail

Nothing is read from the program under test: pdfplumber gives letters (font, size, baseline, place, colour) and drawn
lines; the parts of the document are recognised by place, face and the fixed words. Lengths are points, 1 mm = 2.8346 pt.
"""

import argparse
import copy
import re
import sys
import unicodedata
from collections import Counter

import pdfplumber

MM = 72 / 25.4
ASCENT, DESCENT, SINGLE = 0.891, 0.216, 1.149  # of the size, Times metrics
QUOC_HIEU = re.compile("CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM")
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"


# ---------------------------------------------------------------- reading


class Sheet:
    """One page: letters, drawn lines, its size."""

    def __init__(self, number, box, chars, rules, shapes):
        self.number, self.box, self.chars, self.rules, self.shapes = number, box, chars, rules, shapes


def face(fontname):
    name = fontname.split("+")[-1]
    return name


def read(path):
    sheets, fonts = [], {}
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(v) for v in page.mediabox)
            chars = [
                {
                    "text": unicodedata.normalize("NFC", c["text"]),
                    "x0": float(c["x0"]),
                    "x1": float(c["x1"]),
                    "base": float(y1) - float(c["matrix"][5]),
                    "size": float(c["size"]),
                    "face": face(c["fontname"]),
                    "color": c["non_stroking_color"],
                    "upright": c["upright"],
                }
                for c in page.chars
            ]
            rules = [
                {
                    "x0": float(r["x0"]),
                    "x1": float(r["x1"]),
                    "y": float(r["top"] + r["bottom"]) / 2,
                    "width": float(r["linewidth"] or 0),
                    "flat": abs(float(r["top"]) - float(r["bottom"])) < 0.01,
                    "dash": r.get("dash"),
                    "color": r["stroking_color"],
                }
                for r in page.lines
            ]
            shapes = len(page.rects) + len(page.curves) + len(page.images)
            sheets.append(Sheet(page.page_number, (x1 - x0, y1 - y0), chars, rules, shapes))
            for font in fonts_of(page):
                fonts[font["name"]] = font
    return sheets, list(fonts.values())


def fonts_of(page):
    from pdfminer.pdftypes import resolve1

    resources = resolve1(page.page_obj.attrs.get("Resources")) or resolve1(page.page_obj.resources) or {}
    for reference in (resolve1(resources.get("Font")) or {}).values():
        font = resolve1(reference)
        descriptor = font.get("FontDescriptor")
        for child in resolve1(font.get("DescendantFonts")) or []:
            descriptor = resolve1(child).get("FontDescriptor")
        descriptor = resolve1(descriptor) or {}
        yield {
            "name": font["BaseFont"].name,
            "embedded": any(k in descriptor for k in ("FontFile", "FontFile2", "FontFile3")),
            "unicode": "ToUnicode" in font,
        }


class Row:
    """Letters on one baseline that belong together."""

    def __init__(self, sheet, chars):
        while chars and chars[-1]["text"].isspace():
            chars = chars[:-1]
        while chars and chars[0]["text"].isspace():
            chars = chars[1:]
        self.sheet, self.chars = sheet, chars
        self.page = sheet.number
        self.base = Counter(round(c["base"], 2) for c in chars).most_common(1)[0][0]
        self.x0, self.x1 = min(c["x0"] for c in chars), max(c["x1"] for c in chars)
        self.text = "".join(c["text"] for c in chars)
        ink = [c for c in chars if not c["text"].isspace()]
        self.sizes = {round(c["size"], 2) for c in ink}
        self.faces = {c["face"] for c in ink}
        self.size = max(self.sizes)
        self.width, self.center = self.x1 - self.x0, (self.x0 + self.x1) / 2
        self.top, self.bottom = self.base - ASCENT * self.size, self.base + DESCENT * self.size

    def all(self, style):
        return self.faces == {"LiberationSerif" + style}

    def part(self, start, end):
        """The letters from text offset `start` to `end`."""
        out, at = [], 0
        for c in self.chars:
            if start <= at < end:
                out.append(c)
            at += len(c["text"])
        return Row(self.sheet, out)


def rows_of(sheet, chars=None):
    groups = []
    for c in sorted(sheet.chars if chars is None else chars, key=lambda c: (c["base"], c["x0"])):
        if groups and abs(groups[-1][0]["base"] - c["base"]) < 0.4:
            groups[-1].append(c)
        else:
            groups.append([c])
    out = []
    for group in groups:
        group.sort(key=lambda c: c["x0"])
        if any(not c["text"].isspace() for c in group):
            out.append(Row(sheet, group))
    return out


class Shape(Exception):
    """A part of the document cannot be recognised."""


class Document:
    """The parts of the document, recognised."""

    def __init__(self, sheets, fonts, kind):
        self.sheets, self.fonts, self.kind = sheets, fonts, kind
        self.width, self.height = sheets[0].box
        self.numbers, pages = {}, {}
        for sheet in sheets:
            rows = rows_of(sheet)
            above = [r for r in rows if r.base < 20 * MM]
            self.numbers[sheet.number] = above
            pages[sheet.number] = [r for r in rows if r not in above]
            if not pages[sheet.number]:
                raise Shape(f"page {sheet.number} is empty")
        self.pages = pages
        self.read_head(pages[1])
        self.read_closing(sheets[-1])
        self.read_body()

    def read_head(self, rows):
        def one(what, test):
            hits = [r for r in rows if test(r)]
            if not hits:
                raise Shape(f"{what} not found on page 1")
            return hits[0]

        row = one("quốc hiệu (on one line)", lambda r: QUOC_HIEU.search(r.text))
        hit = QUOC_HIEU.search(row.text)
        self.quoc_hieu = row.part(hit.start(), hit.end())
        row = one("tiêu ngữ (on one line)", lambda r: TIEU_NGU in r.text)
        self.tieu_ngu = row.part(row.text.index(TIEU_NGU), row.text.index(TIEU_NGU) + len(TIEU_NGU))
        row = one("địa danh, ngày tháng năm", lambda r: re.search(r", ngày.*tháng.*năm", r.text))
        italic = [c for c in row.chars if c["face"].endswith("Italic")]
        self.dia_danh = Row(row.sheet, italic or row.chars)
        if self.kind == "ke-hoach":
            end = one("tên loại", lambda r: r.base > self.dia_danh.base + 1 and r.all("-Bold") and r.text.isupper())
        else:
            end = one("Kính gửi", lambda r: r.text.startswith("Kính gửi:"))
        taken = {id(c) for part in (self.quoc_hieu, self.tieu_ngu, self.dia_danh) for c in part.chars}
        chars = [c for r in rows if r.base < end.base - 1 for c in r.chars if id(c) not in taken]
        self.left = rows_of(rows[0].sheet, chars)
        numbers = [r for r in self.left if r.text.startswith("Số:")]
        if len(numbers) != 1:
            raise Shape("số, ký hiệu not found in the left block")
        self.so = numbers[0]
        at = self.left.index(self.so)
        names = self.left[:at]
        self.parents = [r for r in names if not r.all("-Bold")]
        self.names = [r for r in names if r.all("-Bold")]
        if not self.names:
            raise Shape("tên cơ quan ban hành (bold) not found")
        self.subject = self.left[at + 1 :]
        below = [r for r in rows if r.base >= end.base - 1]
        if self.kind == "ke-hoach":
            if self.subject:
                raise Shape(f"unexpected text below số, ký hiệu: {self.subject[0].text!r}")
            self.title = below[0]
            count = 1
            while count < len(below) and below[count].all("-Bold"):
                count += 1
            self.trich_yeu, self.first_body = below[1:count], below[count:]
            if not self.trich_yeu:
                raise Shape("trích yếu not found")
            self.kinh_gui = None
        else:
            if not self.subject or not self.subject[0].text.startswith("V/v "):
                raise Shape("V/v not found below số, ký hiệu")
            self.kinh_gui, count = below[0], 1
            # Addressees stand right of the label; the body starts again at the left margin.
            while count < len(below) and below[count].x0 >= self.kinh_gui.x1 - 10:
                count += 1
            self.addressees, self.first_body = below[1:count], below[count:]

    def read_closing(self, sheet):
        rows = self.pages[sheet.number] if sheet.number > 1 else self.first_body
        starts = [r for r in rows if r.text.startswith("Nơi nhận:")]
        if not starts:
            raise Shape("Nơi nhận not found on the last page")
        start = starts[0]
        # The signer's title stands level with it; its letters are larger, so look a little higher.
        at = min(r.base for r in rows if r.base > start.base - 6 and r.x0 > start.x0 + 60 or r is start)
        closing = [r for r in rows if r.base >= at - 0.01]
        chars = [c for r in closing for c in r.chars]
        spans = sorted((c["x0"], c["x1"]) for c in chars)
        end, widest, split = spans[0][1], 0, None
        for x0, x1 in spans[1:]:
            if x0 - end > widest:
                widest, split = x0 - end, (end + x0) / 2
            end = max(end, x1)
        if split is None:
            raise Shape("Nơi nhận and the signature are not two columns")
        left = rows_of(sheet, [c for c in chars if c["x0"] < split])
        right = rows_of(sheet, [c for c in chars if c["x0"] >= split])
        self.noi_nhan, self.items = left[0], left[1:]
        bold = [r for r in right if r.all("-Bold")]
        if len(bold) < 2:
            raise Shape("quyền hạn, chức vụ and họ tên not found right of Nơi nhận")
        self.titles, self.name, self.signature_rows = bold[:-1], bold[-1], right
        self.closing_page, self.closing_rows = sheet.number, closing

    def read_body(self):
        self.body = []
        for number, rows in self.pages.items():
            source = self.first_body if number == 1 else rows
            self.body.append([r for r in source if r not in self.closing_rows])
        rows = [r for page in self.body for r in page]
        if len(rows) < 3:
            raise Shape("no body")
        self.rows = rows
        self.body_size = Counter(r.size for r in rows).most_common(1)[0][0]
        steps = [round(b.base - a.base, 1) for page in self.body for a, b in zip(page, page[1:])]
        if not steps:
            raise Shape("no two body lines on one page")
        self.pitch = min(steps)
        self.block_left = min(r.x0 for r in rows)
        self.block_right = Counter(round(r.x1, 1) for r in rows).most_common(1)[0][0]
        self.center = (self.block_left + self.block_right) / 2
        # A paragraph starts after a gap or after a short line; at the top of a page after a full line, the indent decides.
        self.starts, self.inner, self.full, self.last = [], [], [], []
        previous = None
        for page in self.body:
            for i, row in enumerate(page):
                after_gap = i > 0 and row.base - page[i - 1].base > self.pitch + 3
                unknown = i == 0 and previous is not None and previous.x1 > self.block_right - 2
                if previous is None or after_gap or (i == 0 and not unknown):
                    start = True
                elif unknown:
                    start = row.x0 > self.block_left + 5
                else:
                    start = False
                (self.starts if start else self.inner).append(row)
                if previous is not None:
                    (self.last if start else self.full).append(previous)
                previous = row
        self.last.append(previous)


# ---------------------------------------------------------------- checks


class Report:
    def __init__(self):
        self.lines = []

    def add(self, name, ok, measured, wanted):
        self.lines.append((name, bool(ok), measured, wanted))


def n(value):
    return f"{value:.2f}"


def near(value, wanted, tolerance):
    return abs(value - wanted) <= tolerance + 1e-6


def within(value, low, high):
    return low - 1e-6 <= value <= high + 1e-6


def black(color):
    if color is None:
        return False
    values = [float(v) for v in (color if isinstance(color, (tuple, list)) else [color])]
    return values == [0, 0, 0, 1] if len(values) == 4 else all(v == 0 for v in values)


def checks(d):
    report = Report()
    add = report.add
    low_left, high_left = 30 * MM - 0.5, 35 * MM + 0.5
    right_limit = d.width - 15 * MM + 0.5
    all_rows = [r for rows in d.pages.values() for r in rows]

    boxes = sorted({(round(s.box[0], 2), round(s.box[1], 2)) for s in d.sheets})
    add("G01", all(near(w, 595.28, 0.5) and near(h, 841.89, 0.5) for w, h in boxes),
        f"pages {boxes}", "595.28 x 841.89 ±0.5")

    ink = min(r.x0 for r in all_rows)
    add("G02", ink >= low_left and within(d.block_left, low_left, high_left),
        f"left-most ink {n(ink)}, left edge of the body {n(d.block_left)}", f"{n(low_left)}..{n(high_left)}")

    ink = max(r.x1 for r in all_rows)
    low_right = d.width - 20 * MM - 0.5
    full_ends = [r.x1 for r in d.full]
    add("G03", ink <= right_limit and all(within(x, low_right, right_limit) for x in full_ends),
        f"right-most ink {n(ink)}, full lines end at {n(min(full_ends))}..{n(max(full_ends))}",
        f"ink <= {n(right_limit)}, full lines {n(low_right)}..{n(right_limit)}")

    tops = {k: min(r.top for r in rows) for k, rows in d.pages.items()}
    add("G04", all(within(t, 20 * MM - 0.5, 25 * MM + 6) for t in tops.values()),
        "first line's top by page " + " ".join(n(t) for t in tops.values()), f"{n(20 * MM - 0.5)}..{n(25 * MM + 6)}")

    bottoms = {k: max(r.bottom for r in rows) for k, rows in d.pages.items()}
    limit = d.height - 20 * MM + 0.5
    add("G05", all(b <= limit for b in bottoms.values()),
        "last line's bottom by page " + " ".join(n(b) for b in bottoms.values()), f"<= {n(limit)}")

    ok, seen = not d.numbers[1], ["page 1: " + ("none" if not d.numbers[1] else repr(d.numbers[1][0].text))]
    for k in range(2, len(d.sheets) + 1):
        rows = d.numbers[k]
        if len(rows) != 1 or rows[0].text != str(k):
            ok = False
            seen.append(f"page {k}: {[r.text for r in rows]}")
            continue
        row = rows[0]
        ok = ok and near(row.center, d.center, 1.5) and within(row.size, 12.95, 14.05) and row.all("")
        ok = ok and row.top >= 0 and row.base <= 25 * MM
        seen.append(f"page {k}: {row.text!r} centre {n(row.center)} size {n(row.size)} baseline {n(row.base)}")
    add("G06", ok, "; ".join(seen), f"none on page 1, then k alone, upright 13-14, centre {n(d.center)} ±1.5, in the top margin")

    faces = sorted({c["face"] for s in d.sheets for c in s.chars})
    allowed = {"LiberationSerif" + s for s in ("", "-Bold", "-Italic", "-BoldItalic")}
    bare = [f["name"] for f in d.fonts if not (f["embedded"] and f["unicode"])]
    colored = [c["text"] for s in d.sheets for c in s.chars if not black(c["color"])]
    colored += ["rule" for s in d.sheets for r in s.rules if not black(r["color"])]
    turned = [c["text"] for s in d.sheets for c in s.chars if not c["upright"]]
    shapes = sum(s.shapes for s in d.sheets)
    add("G07", set(faces) <= allowed and d.fonts and not bare and not colored and not turned and not shapes,
        f"faces {', '.join(faces)}; not embedded or without ToUnicode: {bare or 'none'}; not black: {colored[:9] or 'none'}; "
        f"turned letters: {len(turned)}; other shapes: {shapes}",
        "Liberation Serif (Times metrics) only, embedded, ToUnicode, black")

    g08(d, add)

    left_edge = max(r.x1 for r in d.left)
    top = min(r.top for r in d.pages[1])
    add("G09", near(d.quoc_hieu.top, top, 0.05) and d.quoc_hieu.x0 - max(r.x1 for r in d.left) >= 8.5,
        f"quốc hiệu on one line, top {n(d.quoc_hieu.top)} (page's top-most {n(top)}), gap to the left block "
        f"{n(d.quoc_hieu.x0 - left_edge)}", "top-most, gap >= 8.50")

    add("G10", near(d.tieu_ngu.center, d.quoc_hieu.center, 1),
        f"tiêu ngữ centre {n(d.tieu_ngu.center)}", f"{n(d.quoc_hieu.center)} ±1")

    larger = max(d.tieu_ngu.size, d.quoc_hieu.size)
    step = d.tieu_ngu.base - d.quoc_hieu.base
    add("G11", within(step / larger, 1.0, 1.25), f"step {n(step)} = {step / larger:.3f} of size {n(larger)}", "1.0..1.25")

    rules = list(d.sheets[0].rules)

    def take(row, limit):
        """The nearest rule below `row` whose centre lies within its width."""
        hits = [r for r in rules if row.base < r["y"] < row.base + limit and row.x0 < (r["x0"] + r["x1"]) / 2 < row.x1]
        if not hits:
            return None
        rule = min(hits, key=lambda r: r["y"])
        rules.remove(rule)
        return rule

    def rule_facts(rule, row):
        return (rule["x1"] - rule["x0"], (rule["x0"] + rule["x1"]) / 2, rule["y"] - rule["width"] / 2 - row.bottom,
                rule["flat"] and not solid_fault(rule))

    rule = take(d.tieu_ngu, 15)
    wanted = f"width {n(d.tieu_ngu.width)} ±2 % or ±3, centre {n(d.tieu_ngu.center)} ±1, gap 0.5..4, solid, above địa danh"
    if rule is None:
        add("G12", False, "no rule", wanted)
    else:
        width, center, gap, solid = rule_facts(rule, d.tieu_ngu)
        tolerance = max(3, 0.02 * d.tieu_ngu.width)
        ok = near(width, d.tieu_ngu.width, tolerance) and near(center, d.tieu_ngu.center, 1) and within(gap, 0.5, 4)
        add("G12", ok and solid and rule["y"] < d.dia_danh.top,
            f"width {n(width)}, centre {n(center)}, gap {n(gap)}, {'solid' if solid else 'not solid'}", wanted)

    def short_rule(name, block):
        last, longest = block[-1], max(block, key=lambda r: r.width)
        rule = take(last, 15)
        wanted = f"1/3..1/2 ±0.01 of the last ({n(last.width)}) or longest ({n(longest.width)}) line, centre {n(last.center)} ±1, solid, gap 0.5..8"
        if rule is None:
            add(name, False, "no rule", wanted)
            return
        width, center, gap, solid = rule_facts(rule, last)
        ratios = [width / last.width, width / longest.width]
        ok = any(within(r, 1 / 3 - 0.01, 0.51) for r in ratios) and near(center, last.center, 1)
        add(name, ok and solid and within(gap, 0.5, 8),
            f"width {n(width)} = {ratios[0]:.3f} of the last, {ratios[1]:.3f} of the longest line; centre {n(center)}, gap {n(gap)}",
            wanted)

    short_rule("G13", d.names)

    centers = [r.center for r in d.left]
    add("G14", max(centers) - min(centers) <= 1.5,
        "centres " + " ".join(n(c) for c in centers), "one centre line, spread <= 1.5")

    add("G15", near(d.so.base, d.dia_danh.base, 1),
        f"baselines: số {n(d.so.base)}, địa danh {n(d.dia_danh.base)}", "equal ±1")
    add("G16", near(d.dia_danh.center, d.quoc_hieu.center, 1.5),
        f"địa danh centre {n(d.dia_danh.center)}", f"{n(d.quoc_hieu.center)} ±1.5")

    if d.kind == "ke-hoach":
        block = [d.title, *d.trich_yeu]
        steps = [b.base - a.base for a, b in zip(block, block[1:])]
        limits = [1.5 * r.size + 6 for r in block[1:]]
        add("G17", all(near(r.center, d.center, 1.5) for r in block) and all(s <= m for s, m in zip(steps, limits)),
            "centres " + " ".join(n(r.center) for r in block) + "; steps " + " ".join(n(s) for s in steps),
            f"centre {n(d.center)} ±1.5, steps <= {n(min(limits))}")
        short_rule("G18", d.trich_yeu)
    else:
        rule = take(d.subject[-1], 30)
        add("G18", rule is None, "rule below trích yếu: " + ("none" if rule is None else "found"), "none in a công văn")

    stray = rules + [r for s in d.sheets[1:] for r in s.rules]
    add("rules", not stray, f"other drawn lines: {[(n(r['x0']), n(r['x1']), n(r['y'])) for r in stray] or 'none'}", "none")

    if d.kind == "cong-van":
        first = d.subject[0]
        single = (DESCENT + SINGLE - ASCENT - DESCENT) * d.so.size + ASCENT * first.size
        extra = first.base - d.so.base - single
        add("G19", near(extra, 6, 1.5), f"extra gap {n(extra)} (step {n(first.base - d.so.base)}, single {n(single)})", "6 ±1.5")

    indents = [r.x0 - d.block_left for r in d.starts]
    common = Counter(round(i, 1) for i in indents).most_common(1)[0][0]
    strays = [r.text[:24] for r in d.inner if not near(r.x0, d.block_left, 1)]
    ok = (near(common, 28.35, 1) or near(common, 36, 1)) and max(indents) - min(indents) <= 1 and not strays
    add("G20", ok, f"{len(indents)} paragraphs, first-line indent {n(min(indents))}..{n(max(indents))}; "
        f"other lines off the left edge: {strays or 'none'}", "28.35 or 36.00 ±1, the same everywhere; other lines at the left edge")

    starts = set(map(id, d.starts))
    pitches, gaps = [], []
    for page in d.body:
        for a, b in zip(page, page[1:]):
            (gaps if id(b) in starts else pitches).append(b.base - a.base)
    low, high = SINGLE * d.body_size, 1.5 * SINGLE * d.body_size
    add("G21", all(within(p, low - 0.3, high + 0.3) for p in pitches),
        f"line pitch {n(min(pitches))}..{n(max(pitches))} at size {n(d.body_size)}", f"{n(low)}..{n(high)} ±0.3")
    usual = sorted(pitches)[len(pitches) // 2]
    add("G22", all(g - usual >= 5.7 for g in gaps),
        f"extra paragraph gap {n(min(gaps) - usual)}..{n(max(gaps) - usual)}", ">= 6 -0.3")
    add("G23", max(full_ends) - min(full_ends) <= 1,
        f"{len(full_ends)} full lines end within {n(max(full_ends) - min(full_ends))}", "<= 1")

    block = [*d.titles, d.name]
    centers = [r.center for r in block]
    add("G24", max(centers) - min(centers) <= 1.5 and min(centers) > d.center,
        "centres " + " ".join(n(c) for c in centers), f"one centre line ±1.5, right of {n(d.center)}")

    dashes = [r for r in d.items if r.text.startswith("- ")]
    ok = near(d.noi_nhan.base, d.titles[0].base, 1.5) and near(d.noi_nhan.x0, d.block_left, 1.5)
    ok = ok and dashes and all(near(r.x0, d.block_left, 1) for r in dashes)
    add("G25", ok, f"baselines: Nơi nhận {n(d.noi_nhan.base)}, first title {n(d.titles[0].base)}; Nơi nhận x {n(d.noi_nhan.x0)}, "
        f"{len(dashes)} dashes x {n(min((r.x0 for r in dashes), default=0))}..{n(max((r.x0 for r in dashes), default=0))}",
        f"baselines ±1.5, x {n(d.block_left)} ±1.5, dashes ±1")

    if d.kind == "cong-van":
        dashes = [r.x0 for r in d.addressees if r.text.startswith("- ")]
        colon = d.kinh_gui.chars[-1]
        alone = d.kinh_gui.text == "Kính gửi:"
        ok = len(dashes) >= 2 and alone and max(dashes) - min(dashes) <= 1 and min(dashes) >= colon["x0"] - 3
        add("G26", ok, f"label {d.kinh_gui.text!r}, {len(dashes)} dashes x {n(min(dashes, default=0))}..{n(max(dashes, default=0))}, "
            f"colon x {n(colon['x0'])}", "label alone on its line, dashes on one x ±1, not left of the colon (-3)")

    before = [r for r in d.body[-1] if r.base < d.noi_nhan.base]
    same = d.closing_page == len(d.sheets) and not [r for r in d.body[-1] if r.base >= d.noi_nhan.base]
    add("G27", same and len(before) >= 2,
        f"closing block on page {d.closing_page} of {len(d.sheets)}, {len(before)} body lines before it there",
        "on one page, the last, with >= 2 body lines before it")

    room = d.name.top - d.titles[-1].bottom
    add("G28", within(room, 25 * MM, 60 * MM - 0.01), f"free height {n(room)} ({n(room / MM)} mm)", "25..60 mm")
    return report.lines


def solid_fault(rule):
    dash = rule["dash"]
    if dash is None:
        return False
    pattern = dash[0] if isinstance(dash, (tuple, list)) and dash else dash
    return bool(pattern)


def g08(d, add):
    B, I, BI = "-Bold", "-Italic", "-BoldItalic"
    table = [("quốc hiệu", [d.quoc_hieu], 12, 13, B), ("tiêu ngữ", [d.tieu_ngu], 13, 14, B)]
    if d.parents:
        table.append(("cơ quan chủ quản", d.parents, 12, 13, ""))
    table += [
        ("cơ quan ban hành", d.names, 12, 13, B),
        ("số, ký hiệu", [d.so], 13, 13, ""),
        ("địa danh", [d.dia_danh], 13, 14, I),
    ]
    if d.kind == "ke-hoach":
        table += [("tên loại", [d.title], 13, 14, B), ("trích yếu", d.trich_yeu, 13, 14, B)]
        # The căn cứ paragraphs: italic, from the first body line on.
        grounds = []
        for row in d.rows:
            if not row.all(I):
                break
            grounds.append(row)
        table.append(("căn cứ", grounds, 13, 14, I))
    else:
        table += [("V/v", d.subject, 12, 13, ""), ("Kính gửi", [d.kinh_gui, *d.addressees], 13, 14, "")]
    table += [
        ("nội dung", d.rows, 13, 14, None),
        ("quyền hạn, chức vụ", d.titles, 13, 14, B),
        ("họ tên", [d.name], 13, 14, B),
        ("Nơi nhận", [d.noi_nhan], 12, 12, BI),
        ("nơi nhận (items)", d.items, 11, 11, ""),
    ]
    ok, seen, wanted = True, [], []
    for name, rows, low, high, style in table:
        sizes = sorted({s for r in rows for s in r.sizes})
        good = bool(sizes) and all(within(s, low - 0.05, high + 0.05) for s in sizes)
        good = good and (style is None or all(r.all(style) for r in rows))
        if name == "nội dung":
            good = good and len(sizes) == 1
        ok = ok and good
        seen.append(f"{name} {'/'.join(n(s) for s in sizes) or 'not found'}" + ("" if good else " (WRONG size or face)"))
        wanted.append(f"{name} {low}" + (f"-{high}" if high != low else ""))
    add("G08", ok, ", ".join(seen), ", ".join(wanted) + ", each in its face")


def measure(sheets, fonts, kind):
    try:
        return checks(Document(sheets, fonts, kind))
    except Shape as fault:
        return [("shape", False, str(fault), "all parts of the document can be recognised")]


# ---------------------------------------------------------------- self-test


def self_test(sheets, fonts, kind):
    """One spoiled measurement for each check: that check must fail."""
    clean = Document(sheets, fonts, kind)
    base = {name: ok for name, ok, *_ in checks(clean)}
    last = len(sheets)

    def chars_of(sheet, row):
        """The same letters in the copy (rows keep no index, so by place)."""
        return [c for c in sheet.chars if abs(c["base"] - row.base) < 0.4 and row.x0 - 0.01 <= c["x0"] <= row.x1 + 0.01]

    def move(page, row, dx=0.0, dy=0.0, **changes):
        def change(copy_sheets, _fonts):
            for c in chars_of(copy_sheets[page - 1], row):
                c["x0"] += dx
                c["x1"] += dx
                c["base"] += dy
                c.update(changes)
        return change

    def rule(index, **changes):
        def change(copy_sheets, _fonts):
            for key, value in changes.items():
                copy_sheets[0].rules[index][key] += value
        return change

    def index_of(row):
        hits = [(r["y"], i) for i, r in enumerate(sheets[0].rules)
                if row.base < r["y"] < row.base + 15 and row.x0 < (r["x0"] + r["x1"]) / 2 < row.x1]
        return min(hits)[1] if hits else 0

    def page_box(copy_sheets, _fonts):
        copy_sheets[0].box = (612.0, 792.0)

    def bare_font(_sheets, copy_fonts):
        copy_fonts[0]["embedded"] = False

    def drop_unicode(_sheets, copy_fonts):
        copy_fonts[0]["unicode"] = False

    def red(copy_sheets, _fonts):
        copy_sheets[0].chars[0]["color"] = (1, 0, 0)

    def foreign(copy_sheets, _fonts):
        copy_sheets[0].chars[0]["face"] = "DejaVuSerif"

    def far_name(copy_sheets, _fonts):
        move(last, clean.name, dy=120)(copy_sheets, _fonts)

    def no_body_before(copy_sheets, _fonts):
        keep = clean.closing_rows
        base_at = min(r.base for r in keep) - 1
        number = 20 * MM
        sheet = copy_sheets[-1]
        # All lines but one before the closing block go to the page before.
        rows = [r for r in clean.body[-1]]
        gone = {round(r.base, 2) for r in rows[:-1]}
        sheet.chars[:] = [c for c in sheet.chars
                          if c["base"] < number or c["base"] > base_at or round(c["base"], 2) not in gone]

    def stretch(row, page, factor):
        def change(copy_sheets, _fonts):
            for c in chars_of(copy_sheets[page - 1], row):
                c["size"] *= factor
        return change

    start = clean.starts[2]
    full = next(r for r in clean.full if r in clean.inner)
    motto = index_of(clean.tieu_ngu)
    agency = index_of(clean.names[-1])
    cases = [
        ("G01", "a page of another size", page_box),
        ("G02", "a body line 3 pt into the left margin", move(full.page, full, dx=-3)),
        ("G03", "a body line 3 pt into the right margin", move(full.page, full, dx=3)),
        ("G04", "the head 3 pt higher", lambda s, f: [move(1, r, dy=-3)(s, f) for r in (clean.quoc_hieu, clean.left[0])]),
        ("G05", "the last line of page 1 in the bottom margin", move(1, clean.body[0][-1], dy=40 + d_height(clean, 1))),
        ("G06", "the page number 3 pt to the right", move(2, clean.numbers[2][0], dx=3)),
        ("G06", "another page number", move(2, clean.numbers[2][0], text="7")),
        ("G06", "a page number of 12 pt", move(2, clean.numbers[2][0], size=12.0)),
        ("G07", "a font that is not embedded", bare_font),
        ("G07", "a font without ToUnicode", drop_unicode),
        ("G07", "a red letter", red),
        ("G07", "a letter of a fallback font", foreign),
        ("G08", "Nơi nhận items of 12 pt", stretch(clean.items[1], last, 12 / 11)),
        ("G08", "số, ký hiệu of 14 pt", stretch(clean.so, 1, 14 / 13)),
        ("G08", "a body line of 15 pt", stretch(full, full.page, 15 / clean.body_size)),
        ("G08", "họ tên of 12 pt", stretch(clean.name, last, 12 / clean.name.size)),
        ("G08", "Nơi nhận upright", move(last, clean.noi_nhan, face="LiberationSerif-Bold")),
        ("G09", "the left block 22 pt to the right", lambda s, f: [move(1, r, dx=22)(s, f) for r in clean.left]),
        ("G10", "tiêu ngữ 2 pt to the right", move(1, clean.tieu_ngu, dx=2)),
        ("G11", "tiêu ngữ 3 pt lower", move(1, clean.tieu_ngu, dy=3)),
        ("G12", "the rule below tiêu ngữ 8 pt shorter", rule(motto, x1=-8.0)),
        ("G12", "the rule below tiêu ngữ 5 pt lower", rule(motto, y=5.0)),
        ("G12", "the rule below tiêu ngữ 2 pt to the right", rule(motto, x0=2.0, x1=2.0)),
        ("G13", "the rule below the agency's name 40 pt longer", rule(agency, x0=-20.0, x1=20.0)),
        ("G13", "the rule below the agency's name 2 pt to the left", rule(agency, x0=-2.0, x1=-2.0)),
        ("G14", "số, ký hiệu 3 pt to the right", move(1, clean.so, dx=3)),
        ("G15", "địa danh 2 pt lower", move(1, clean.dia_danh, dy=2)),
        ("G16", "địa danh 3 pt to the left", move(1, clean.dia_danh, dx=-3)),
        ("G20", "a first-line indent 3 pt larger", move(start.page, start, dx=3)),
        ("G20", "an inner line 3 pt to the right", move(full.page, full, dx=3)),
        ("G21", "a line pitch of less than single", lambda s, f: squeeze(s, clean, 0.8)),
        ("G22", "paragraph gaps of less than 6 pt", lambda s, f: close_gaps(s, clean)),
        ("G23", "a ragged right edge", move(full.page, full, dx=-2)),
        ("G24", "họ tên 3 pt to the right", move(last, clean.name, dx=3)),
        ("G25", "Nơi nhận 3 pt lower", move(last, clean.noi_nhan, dy=3)),
        ("G25", "an item of Nơi nhận 2 pt to the right", move(last, clean.items[0], dx=2)),
        ("G27", "one body line before the closing block", no_body_before),
        ("G28", "no room for the signature", move(last, clean.name, dy=-30)),
        ("G28", "too much room for the signature", far_name),
        ("rules", "a drawn line on page 2", lambda s, f: s[1].rules.append(dict(s[0].rules[0]))),
    ]
    if kind == "ke-hoach":
        title = index_of(clean.trich_yeu[-1])
        cases += [
            ("G17", "a line of trích yếu 3 pt to the left", move(1, clean.trich_yeu[0], dx=-3)),
            ("G17", "trích yếu a line too low", lambda s, f: move(1, clean.title, dy=-12)(s, f)),
            ("G18", "the rule below trích yếu twice as long", rule(title, x0=-80.0, x1=80.0)),
            ("G18", "no rule below trích yếu", lambda s, f: s[0].rules.pop(title)),
        ]
    else:
        extra = dict(sheets[0].rules[0])
        subject = clean.subject[-1]
        extra.update(x0=subject.center - 30, x1=subject.center + 30, y=subject.base + 8)
        cases += [
            ("G18", "a rule below V/v", lambda s, f: s[0].rules.append(extra)),
            ("G19", "V/v directly below số, ký hiệu", lambda s, f: [move(1, r, dy=-6)(s, f) for r in clean.subject]),
            ("G26", "a dash of Kính gửi 2 pt to the right", move(1, clean.addressees[-1], dx=2)),
        ]
    missed = []
    for name, what, change in cases:
        copies, font_copies = copy.deepcopy(sheets), copy.deepcopy(fonts)
        change(copies, font_copies)
        failed = {check for check, ok, *_ in measure(copies, font_copies, kind) if not ok}
        seen = name in failed
        note = "" if base.get(name, False) else "  (this check fails on the unspoiled PDF too)"
        print(f"  {'seen  ' if seen else 'MISSED'} {name:5} {what} -> failing: {' '.join(sorted(failed)) or 'none'}{note}")
        if not seen:
            missed.append(name)
    untried = sorted(set(base) - {name for name, *_ in cases})
    if untried:
        print(f"  MISSED no spoiled page for {' '.join(untried)}")
    print(f"geometry self-test: {len(cases) - len(missed)} of {len(cases)} spoiled pages seen")
    return 1 if missed or untried else 0


def d_height(document, page):
    """How far the last line of `page` is from the bottom margin."""
    return document.height - 20 * MM - max(r.bottom for r in document.pages[page])


def squeeze(sheets, document, factor):
    """Lines of each page closer together, from the first body line of page 2 on."""
    sheet = sheets[1]
    top = min(r.base for r in document.pages[2])
    for c in sheet.chars:
        if c["base"] > top:
            c["base"] = top + (c["base"] - top) * factor


def close_gaps(sheets, document):
    """Each paragraph of page 2 moves up 2 pt towards the one above."""
    shift, starts = 0.0, set(map(id, document.starts))
    bases = []
    for i, row in enumerate(document.body[1]):
        if i and id(row) in starts:
            shift += 2
        bases.append((row.base, shift))
    for c in sheets[1].chars:
        for base, by in bases:
            if abs(c["base"] - base) < 0.4:
                c["base"] -= by
                break


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf")
    parser.add_argument("--kind", choices=("ke-hoach", "cong-van"), required=True)
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    sheets, fonts = read(options.pdf)
    if options.self_test:
        return self_test(sheets, fonts, options.kind)
    lines = measure(sheets, fonts, options.kind)
    for name, ok, measured, wanted in lines:
        print(f"{'ok  ' if ok else 'FAIL'} {name:5} {measured}  [{wanted}]")
    failed = [name for name, ok, *_ in lines if not ok]
    print(f"{options.pdf}: {len(lines) - len(failed)} of {len(lines)} checks hold" + (f"; failing: {' '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
