#!/usr/bin/env python3
"""Documents that vanthu did not make: laid out by hand as the decree wants, and with planted faults.

    foreign.py make FOLDER            writes the PDFs and cases.txt (`FILE.pdf: VT803 VT812 …`) to FOLDER
    foreign.py check VANTHU FOLDER    runs `VANTHU check FILE.pdf --messages json` on each and compares the codes

Most are OpenDocument files as a clerk would make them (tables without borders for the heading and the signature, paragraph
borders for the rules), turned to PDF by LibreOffice with the fonts of this project. What a word processor does not do easily comes
from the Typst files of tests/rules/page, whose line `// thấy: VT…` names the codes. Every name is made up.
Needs LibreOffice Writer, and the Python of venv.sh (fonttools for the widths of texts, typst, pikepdf).
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parent.parent
SANS = pathlib.Path("/usr/share/fonts/truetype/dejavu")
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

# What a correct document has; a fault is another value of one of these.
CORRECT = {
    "paper": (210, 297), "top": 20, "bottom": 20, "left": 30, "right": 15,
    "page_number": "top", "number": "Số: 05/KH-UBND", "number_align": "center", "number_size": 13, "number_drop": 0,
    "date": "Xã Mẫu, ngày 05 tháng 3 năm 2026", "date_align": "center", "date_style": "italic",
    "nation": [NATION], "motto_shift": 0, "motto_gap": 0, "motto_rule": 1.0, "agency_rule": 0.4, "subject_rule": 0.4, "title_shift": 0,
    "body_size": 14, "body_font": "Liberation Serif", "body_color": "#000000", "body_align": "justify",
    "indent": 12.7, "gap": 6, "pitch": "115%", "one_indent": None,
    "to_size": 12, "to_style": "italic", "to_item_size": 11, "to_indent": 0,
    "name_shift": 0, "room": 30, "break_before_signature": False, "break_after_heading": False, "filler": 0,
    "subject_gap": 6, "list_indent": 55, "table_width": None,
}

# Name, what is changed, the codes that must be found.
PLAN_FAULTS = [
    ("le-phai-14", {"right": 14}, "VT803"),
    ("le-trai-25", {"left": 25}, "VT802"),
    ("le-tren-12", {"top": 12}, "VT804"),
    ("le-duoi-12", {"bottom": 12, "filler": 3}, "VT805"),
    ("kho-letter", {"paper": (215.9, 279.4)}, "VT801"),
    ("thang-06", {"date": "Xã Mẫu, ngày 05 tháng 06 năm 2026"}, "VT851"),
    ("ngay-5", {"date": "Xã Mẫu, ngày 5 tháng 3 năm 2026"}, "VT851"),
    ("so-5", {"number": "Số: 5/KH-UBND"}, "VT853"),
    ("so-khong-hai-cham", {"number": "Số 05/KH-UBND"}, "VT853"),
    ("khong-ke-tieu-ngu", {"motto_rule": None}, "VT812"),
    ("tieu-ngu-lech", {"motto_shift": 5}, "VT810"),
    ("tieu-ngu-xa", {"motto_gap": 8}, "VT811"),
    ("ke-tieu-ngu-ngan", {"motto_rule": 0.5}, "VT812"),
    ("khong-ke-co-quan", {"agency_rule": None}, "VT813"),
    ("ke-co-quan-dai", {"agency_rule": 1.0}, "VT813"),
    ("khong-ke-trich-yeu", {"subject_rule": None}, "VT818"),
    ("quoc-hieu-hai-dong", {"nation": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"]}, "VT809"),
    ("so-canh-trai", {"number_align": "start"}, "VT814"),
    ("so-co-14", {"number_size": 14}, "VT808"),
    ("so-lech-dong", {"number_drop": 6}, "VT815"),
    ("ngay-canh-phai", {"date_align": "end"}, "VT816"),
    ("ngay-dung", {"date_style": "normal"}, "VT808"),
    ("trich-yeu-lech", {"title_shift": 12.7}, "VT817 VT818"),
    ("co-12", {"body_size": 12}, "VT808"),
    ("phong-khong-chan", {"body_font": "DejaVu Sans"}, "VT807"),
    ("chu-xanh", {"body_color": "#0000ff"}, "VT849"),
    ("canh-trai", {"body_align": "start"}, "VT823"),
    ("khong-thut", {"indent": 0}, "VT820"),
    ("thut-20", {"indent": 20}, "VT820"),
    ("doan-sat-nhau", {"gap": 0}, "VT822"),
    ("cach-dong-2", {"pitch": "200%"}, "VT821"),
    ("noi-nhan-13", {"to_size": 13, "to_style": "normal"}, "VT808"),
    ("noi-nhan-thut", {"to_indent": 10}, "VT825"),
    ("so-trang-duoi", {"page_number": "bottom"}, "VT806"),
    ("khong-so-trang", {"page_number": None}, "VT806"),
    ("ho-ten-lech", {"name_shift": 20}, "VT824"),
    ("cho-ky-15", {"room": 15}, "VT828"),
    ("khoi-ky-mo-coi", {"break_before_signature": True}, "VT827"),
    ("de-muc-cuoi-trang", {"break_after_heading": True}, "VT840"),
    ("bang-qua-rong", {"table_width": 180}, "VT844"),
]
PLAN_ALL = {
    "right": 14, "date": "Xã Mẫu, ngày 05 tháng 06 năm 2026", "motto_rule": None, "agency_rule": None, "body_size": 12,
    "to_size": 13, "to_style": "normal", "page_number": "bottom", "pitch": "200%", "indent": 0, "number_align": "start",
    "nation": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"], "body_font": "DejaVu Sans",
}
PLAN_ALL_CODES = "VT803 VT806 VT807 VT808 VT809 VT812 VT813 VT814 VT820 VT821 VT851"
LETTER = {"number": "Số: 12/UBND-VP"}
LETTER_FAULTS = [
    ("cong-van-vv-sat", {"subject_gap": 0}, "VT819"),
    ("cong-van-ke", {"subject_rule": 0.4}, "VT818"),
    ("cong-van-gach-lech", {"list_indent": 20}, "VT826"),
    ("cong-van-thang-06", {"date": "Xã Mẫu, ngày 05 tháng 06 năm 2026"}, "VT851"),
    ("cong-van-le-phai-14", {"right": 14}, "VT803"),
    ("cong-van-khong-ke-tieu-ngu", {"motto_rule": None}, "VT812"),
]

SENTENCES = [
    "Nâng cao nhận thức và trách nhiệm của cán bộ, công chức và Nhân dân trong xã về việc giữ gìn vệ sinh môi trường, xây dựng cảnh "
    "quan sáng, xanh, sạch, đẹp ở các thôn và các tuyến đường liên thôn.",
    "Việc tổ chức thực hiện phải thiết thực, tiết kiệm, có phân công rõ ràng cho từng bộ phận và có kiểm tra, đánh giá kết quả sau mỗi "
    "đợt; không để việc này ảnh hưởng đến công việc thường xuyên của cơ quan.",
    "Mỗi thôn chọn ít nhất một tuyến đường để trồng hoa và cây bóng mát, đặt thùng thu gom rác ở nơi thuận tiện cho người dân sử dụng, "
    "cử người trông nom hằng ngày và báo cáo kết quả về Ủy ban nhân dân xã.",
    "Kinh phí thực hiện được bảo đảm từ nguồn ngân sách của xã theo phân cấp và các nguồn đóng góp hợp pháp khác của tổ chức, cá nhân "
    "trên tinh thần tự nguyện, công khai và minh bạch.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc thì các bộ phận, các thôn kịp thời phản ánh về Ủy ban nhân dân xã để được "
    "xem xét, giải quyết theo thẩm quyền.",
]


def advances():
    """Advance widths in em of the characters of each face."""
    from fontTools.ttLib import TTFont

    faces = {}
    for path in sorted((ROOT / "fonts").glob("LiberationSerif-*.ttf")):
        font = TTFont(path)
        cmap, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        faces[path.stem.split("-")[1]] = {chr(c): widths[name][0] / em for c, name in cmap.items()}
    return faces


def plain_fonts(folder):
    """Copies of the fonts without hints: the PDFs are half as large."""
    from fontTools.ttLib import TTFont

    folder.mkdir()
    sources = [*sorted((ROOT / "fonts").glob("*.ttf")), *(SANS / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))]
    for path in sources:
        font = TTFont(path)
        for table in ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "gasp", "FFTM"):
            if table in font:
                del font[table]
        for name in font.getGlyphOrder():
            font["glyf"][name].removeHinting()
        font.save(folder / path.name)


def width(faces, text, face, size):
    """Width of a text in mm."""
    return sum(faces[face][c] for c in text) * size * 25.4 / 72


class Writer:
    """Collects the automatic styles and the content of one flat OpenDocument file."""

    def __init__(self, faces, settings, letter):
        self.faces, self.s, self.letter = faces, settings, letter
        self.styles, self.content = {}, []

    def style(self, family, paragraph="", text=""):
        key = (family, paragraph, text)
        name = self.styles.setdefault(key, f"A{len(self.styles) + 1}")
        return name

    def p(self, text, size=14, bold=False, italic=False, align="start", font=None, color=None, extra="", out=None):
        weight = "bold" if bold else "normal"
        slant = "italic" if italic else "normal"
        face = font or "Liberation Serif"
        look = (
            f'style:font-name="{face}" fo:font-family="{face}" fo:font-size="{size}pt" fo:font-weight="{weight}" '
            f'fo:font-style="{slant}" fo:color="{color or "#000000"}"'
        )
        name = self.style("paragraph", f'fo:text-align="{align}" {extra}', look)
        text = escape(text) if text else ""
        (self.content if out is None else out).append(f'<text:p text:style-name="{name}">{text}</text:p>')

    def ruled(self, room, length, out, text=None, shift=0, above=0, **look):
        """A rule of `length` mm in the middle of `room` mm: the border of a paragraph, of its own or of `text`."""
        side = (room - length) / 2
        sides = f'fo:margin-left="{side + shift:.3f}mm" fo:margin-right="{side - shift:.3f}mm" fo:margin-top="{above}pt"'
        if text is None:
            line = f'{sides} fo:border-top="0.5pt solid #000000" fo:padding="0pt" fo:line-height="3pt"'
            self.p("", size=2, extra=line, out=out)
        else:
            line = f'{sides} fo:border-bottom="0.5pt solid #000000" fo:padding-bottom="0.8pt"'
            self.p(text, align="center", extra=line, out=out, **look)

    def table(self, widths, rows, name, keep=False):
        self.content.append(f'<table:table table:name="{name}" table:style-name="{self.table_style(sum(widths), keep)}">')
        for number in widths:
            column = self.style("table-column", f'style:column-width="{number:.3f}mm"')
            self.content.append(f'<table:table-column table:style-name="{column}"/>')
        cell = self.style("table-cell", 'fo:padding="0mm" fo:border="none"')
        for row in rows:
            self.content.append("<table:table-row>")
            for content in row:
                inside = "".join(content)
                self.content.append(f'<table:table-cell table:style-name="{cell}">{inside}</table:table-cell>')
            self.content.append("</table:table-row>")
        self.content.append("</table:table>")

    def table_style(self, total, keep):
        together = ' fo:keep-together="always" style:may-break-between-rows="false"' if keep else ""
        return self.style("table", f'style:width="{total:.3f}mm" table:align="left"{together}')

    def grid(self, total):
        """A table of figures with borders."""
        cell = self.style("table-cell", 'fo:padding="1mm" fo:border="0.5pt solid #000000"')
        left = self.style("table-column", f'style:column-width="{total / 2:.3f}mm"')
        name = self.style("table", f'style:width="{total:.3f}mm" table:align="left"')
        self.content.append(f'<table:table table:name="figures" table:style-name="{name}">')
        self.content.append(f'<table:table-column table:style-name="{left}" table:number-columns-repeated="2"/>')
        for row in [("Nội dung", "Thời gian"), ("Trồng hoa", "Quý II"), ("Kiểm tra", "Quý III")]:
            self.content.append("<table:table-row>")
            for text in row:
                inside = []
                self.p(text, size=13, out=inside)
                opened = f'<table:table-cell table:style-name="{cell}">'
                self.content.append(f"{opened}{''.join(inside)}</table:table-cell>")
            self.content.append("</table:table-row>")
        self.content.append("</table:table>")

    def heading(self, room):
        s, left = self.s, 66.0
        right = room - left
        agency, nation, number, date = [], [], [], []
        self.p("ỦY BAN NHÂN DÂN", 12, align="center", out=agency)
        self.p("XÃ MẪU", 12, bold=True, align="center", out=agency)
        if s["agency_rule"]:
            self.ruled(left, s["agency_rule"] * width(self.faces, "XÃ MẪU", "Bold", 12), agency)
        for line in s["nation"]:
            self.p(line, 12, bold=True, align="center", out=nation)
        motto = width(self.faces, MOTTO, "Bold", 13)
        if s["motto_rule"] == 1.0:
            place = {"shift": s["motto_shift"], "above": s["motto_gap"]}
            self.ruled(right, motto + 0.3, nation, text=MOTTO, size=13, bold=True, **place)
        else:
            self.p(MOTTO, 13, bold=True, align="center", out=nation)
            if s["motto_rule"]:
                self.ruled(right, motto * s["motto_rule"], nation)
        above = 'fo:margin-top="{}pt"'
        drop = s["number_drop"]
        self.p(s["number"], s["number_size"], align=s["number_align"], extra=above.format(8 - drop), out=number)
        if self.letter:
            gap = above.format(s["subject_gap"])
            self.p("V/v giữ gìn vệ sinh môi trường", 12, align="center", extra=gap, out=number)
            self.p("ở các thôn", 12, align="center", out=number)
            if s["subject_rule"]:
                self.ruled(left, s["subject_rule"] * width(self.faces, "ở các thôn", "Regular", 12), number)
        italic = s["date_style"] == "italic"
        self.p(s["date"], 13, italic=italic, align=s["date_align"], extra=above.format(8), out=date)
        self.table([left, right], [[agency, nation], [number, date]], "heading")

    def title(self, room):
        s = self.s
        shift = f'fo:text-indent="{s["title_shift"]}mm"'
        self.p("KẾ HOẠCH", 14, bold=True, align="center", extra=f'fo:margin-top="18pt" {shift}')
        subject = "Giữ gìn vệ sinh môi trường ở các thôn năm 2026"
        self.p(subject, 14, bold=True, align="center", extra=shift)
        if s["subject_rule"]:
            self.ruled(room, s["subject_rule"] * width(self.faces, subject, "Bold", 14), self.content)

    def addressees(self):
        over = 'fo:margin-top="18pt" fo:margin-left="35mm"'
        self.p("Kính gửi:", 14, extra=over)
        item = f'fo:margin-left="{self.s["list_indent"]}mm"'
        self.p("- Trưởng các thôn;", 14, extra=item)
        self.p("- Các bộ phận chuyên môn.", 14, extra=item)

    def text(self, text, bold=False, keep=False, first=False, page_break=False, indent=None):
        s = self.s
        # The last two syllables stay together, and so do a number and its word, wherever the lines end.
        text = re.sub(r" (?=\S+$)|(?<=ngày) (?=\d)|(?<=tháng) (?=\d)|(?<=năm) (?=\d{4})", "\u00a0", text)
        above = 18 if first else s["gap"]
        extra = (
            f'fo:margin-top="{above}pt" fo:text-indent="{s["indent"] if indent is None else indent}mm" '
            f'fo:line-height="{s["pitch"]}" fo:orphans="2" fo:widows="2"'
        )
        if keep:
            extra += ' fo:keep-with-next="always"'
        if page_break:
            extra += ' fo:break-before="page"'
        look = {"font": s["body_font"], "color": s["body_color"], "extra": extra}
        self.p(text, s["body_size"], bold=bold, align=s["body_align"], **look)

    def body(self):
        s, one, two, three, four, five = self.s, *SENTENCES
        if self.letter:
            self.text("Thực hiện chương trình công tác năm 2026, Ủy ban nhân dân xã đề nghị các thôn, các bộ phận chuyên môn thực "
                      "hiện những nội dung sau đây trong Quý II:", first=True)
            for number, sentence in enumerate([three, two], 1):
                self.text(f"{number}. {sentence}")
        else:
            keep = not s["break_after_heading"]
            self.text("I. MỤC ĐÍCH, YÊU CẦU", bold=True, first=True, keep=True)
            self.text(f"1. {one}")
            self.text(f"2. {two}")
            for _ in range(s["filler"]):
                self.text(one)
            self.text("II. NỘI DUNG THỰC HIỆN", bold=True, keep=keep)
            self.text(f"1. {three}", page_break=not keep)
            self.text(f"2. {one}")
            if s["table_width"]:
                self.grid(s["table_width"])
            self.text(f"3. {two}")
            self.text("III. TỔ CHỨC THỰC HIỆN", bold=True, keep=True)
            self.text(f"1. {four}")
            self.text(f"2. {five}")
            self.text(f"3. {three}")
            self.text(f"4. {four}")
        self.text("Ủy ban nhân dân xã đề nghị các bộ phận, các thôn nghiêm túc triển khai thực hiện và báo cáo kết quả về Văn phòng Ủy "
                  "ban nhân dân xã trước ngày 15 tháng 12 năm 2026./.", keep=True)

    def signature(self, room):
        s, left = self.s, room * 0.42
        right = room - left
        to, by = [], []
        inward = f'fo:margin-left="{s["to_indent"]}mm"'
        self.p("Nơi nhận:", s["to_size"], bold=True, italic=s["to_style"] == "italic", extra=inward, out=to)
        for line in ["- Như trên;" if self.letter else "- Các thôn;", "- Các bộ phận chuyên môn;", "- Lưu: VT, VP."]:
            self.p(line, s["to_item_size"], extra=inward, out=to)
        self.p("TM. ỦY BAN NHÂN DÂN", 14, bold=True, align="center", out=by)
        self.p("CHỦ TỊCH", 14, bold=True, align="center", out=by)
        low = f'fo:margin-top="{s["room"]}mm" fo:margin-left="{s["name_shift"]}mm"'
        self.p("Nguyễn Văn Mẫu", 14, bold=True, align="center", extra=low, out=by)
        # The gap above the table; on a page of its own where it is to stand alone.
        apart = ' fo:break-before="page"' if s["break_before_signature"] else ""
        thin = f'fo:line-height="6pt" fo:keep-with-next="always"{apart}'
        self.p("", size=2, extra=thin)
        # Two points lower on the left: the baselines of 12 and 14 pt are level.
        offset = 0.891 * (14 - s["to_size"])
        to[0] = to[0].replace(to[0].split('"')[1], self.raised(to[0].split('"')[1], offset))
        self.table([left, right], [[to, by]], "signature", keep=True)

    def raised(self, name, offset):
        """The style of this name with some space above."""
        key = next(key for key, known in self.styles.items() if known == name)
        return self.style(key[0], f'{key[1]} fo:margin-top="{offset:.2f}pt"', key[2])

    def document(self):
        s = self.s
        paper, height = s["paper"]
        room = paper - s["left"] - s["right"]
        self.heading(room)
        if self.letter:
            self.addressees()
        else:
            self.title(room)
        self.body()
        self.signature(room)
        return fodt(s, self.styles, "".join(self.content), paper, height)


def fodt(s, styles, content, paper, height):
    spaces = (
        'office urn:oasis:names:tc:opendocument:xmlns:office:1.0;style urn:oasis:names:tc:opendocument:xmlns:style:1.0;'
        'text urn:oasis:names:tc:opendocument:xmlns:text:1.0;table urn:oasis:names:tc:opendocument:xmlns:table:1.0;'
        'fo urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0;'
        'svg urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'
    )
    names = " ".join('xmlns:{}="{}"'.format(*pair.split(" ")) for pair in spaces.split(";"))
    made = []
    for (family, properties, text), name in styles.items():
        element = {"paragraph": "paragraph-properties", "table": "table-properties"}.get(family, f"{family}-properties")
        inner = f"<style:{element} {properties}/>" + (f"<style:text-properties {text}/>" if text else "")
        made.append(f'<style:style style:name="{name}" style:family="{family}">{inner}</style:style>')
    where = s["page_number"]
    size = f'fo:page-width="{paper}mm" fo:page-height="{height}mm"'
    sides = f'fo:margin-left="{s["left"]}mm" fo:margin-right="{s["right"]}mm"'
    # The header lies inside what Writer calls the page, so the margin above it is smaller.
    top = min(10, s["top"] - 8) if where == "top" else s["top"]
    bottom = min(10, s["bottom"] - 8) if where == "bottom" else s["bottom"]
    strip = '<style:header-footer-properties svg:height="{}mm" fo:margin-{}="3mm" style:dynamic-spacing="false"/>'
    header = f'<style:header-style>{strip.format(s["top"] - top, "bottom")}</style:header-style>' if where == "top" else ""
    footer = f'<style:footer-style>{strip.format(s["bottom"] - bottom, "top")}</style:footer-style>' if where == "bottom" else ""
    number = (
        '<style:{0}><text:p text:style-name="PN"><text:page-number text:select-page="current"/></text:p></style:{0}>'
    )
    furniture = {"top": number.format("header"), "bottom": number.format("footer"), None: ""}[where]
    face = 'style:font-name="Liberation Serif" fo:font-family="Liberation Serif"'
    look = f'{face} fo:font-size="13pt" fo:language="vi" fo:country="VN"'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {names} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Liberation Serif" svg:font-family="Liberation Serif"/>
<style:font-face style:name="DejaVu Sans" svg:font-family="DejaVu Sans"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties fo:margin-top="0pt" fo:margin-bottom="0pt"/><style:text-properties {look}/></style:default-style>
<style:style style:name="PN" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties {look}/></style:style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="L1"><style:page-layout-properties {size} fo:margin-top="{s["top"]}mm" fo:margin-bottom="{s["bottom"]}mm"
 {sides}/></style:page-layout>
<style:page-layout style:name="L2"><style:page-layout-properties {size} fo:margin-top="{top}mm" fo:margin-bottom="{bottom}mm"
 {sides}/>{header}{footer}</style:page-layout>
<style:style style:name="Start" style:family="paragraph" style:master-page-name="First"><style:paragraph-properties
 fo:line-height="0.5pt"/><style:text-properties fo:font-size="2pt"/></style:style>
{"".join(made)}</office:automatic-styles>
<office:master-styles><style:master-page style:name="First" style:page-layout-name="L1" style:next-style-name="Standard"/>
<style:master-page style:name="Standard" style:page-layout-name="L2">{furniture}</style:master-page></office:master-styles>
<office:body><office:text><text:p text:style-name="Start"/>{content}</office:text></office:body></office:document>
"""


def cases():
    """Name, settings, whether it is a letter, expected codes."""
    yield "dung-ke-hoach", CORRECT, False, ""
    yield "dung-cong-van", CORRECT | LETTER | {"subject_rule": None}, True, ""
    for name, change, codes in PLAN_FAULTS:
        yield name, CORRECT | change, False, codes
    for name, change, codes in LETTER_FAULTS:
        yield name, CORRECT | LETTER | {"subject_rule": None} | change, True, codes
    yield "tat-ca", CORRECT | PLAN_ALL, False, PLAN_ALL_CODES


def make(folder):
    faces = advances()
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        plain_fonts(work / "fonts")
        (work / "fonts.conf").write_text(
            f"<fontconfig><dir>{work / 'fonts'}</dir><cachedir>{work / 'cache'}</cachedir></fontconfig>"
        )
        made = []
        for name, settings, letter, codes in cases():
            path = work / f"{name}.fodt"
            path.write_text(Writer(faces, settings, letter).document(), encoding="utf-8")
            made.append(str(path))
            lines.append(f"{name}.pdf: {codes}".rstrip())
        run = ["soffice", f"-env:UserInstallation=file://{work / 'profile'}", "--headless", "--convert-to",
               "pdf:writer_pdf_Export", "--outdir", str(folder), *made]
        environment = os.environ | {"FONTCONFIG_FILE": str(work / "fonts.conf"), "SAL_USE_VCLPLUGIN": "svp"}
        subprocess.run(run, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lines += from_typst(folder, work / "fonts")
    lines += changed(folder)
    missing = [line.split(":")[0] for line in lines if not (folder / line.split(":")[0]).is_file()]
    if missing:
        sys.exit(f"no such PDF was made: {', '.join(missing)}")
    (folder / "cases.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} documents in {folder}")


def from_typst(folder, fonts):
    """Compiles the Typst files; yields the lines of cases.txt."""
    import typst

    for path in sorted((ROOT / "tests/rules/page").glob("*.typ")):
        if path.stem == "khung":
            continue
        expected = re.search(r"^// thấy:(.*)$", path.read_text(encoding="utf-8"), re.M)
        pdf = folder / f"{path.stem}.pdf"
        typst.compile(str(path), output=str(pdf), font_paths=[str(fonts)], ignore_system_fonts=True, timestamp=0)
        yield f"{pdf.name}:{expected[1] if expected else ''}".rstrip()


def changed(folder):
    """Variants that are made in the PDF itself; yields the lines of cases.txt."""
    import pikepdf

    def signed(source, target):
        with pikepdf.open(folder / source) as pdf:
            value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"))
            field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="ky", V=pdf.make_indirect(value))
            fields = pikepdf.Array([pdf.make_indirect(field)])
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields, SigFlags=3)
            pdf.save(folder / target, deterministic_id=True)

    signed("chua-so.pdf", "da-ky-chua-so.pdf")
    yield "da-ky-chua-so.pdf: VT852"
    signed("dung-cong-van.pdf", "dung-da-ky.pdf")
    yield "dung-da-ky.pdf:"
    with pikepdf.open(folder / "dung-cong-van.pdf") as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor" and "/FontFile2" in item:
                del item["/FontFile2"]
        pdf.remove_unreferenced_resources()
        pdf.save(folder / "phong-khong-nhung.pdf", deterministic_id=True)
    yield "phong-khong-nhung.pdf: VT848"


def check(vanthu, folder):
    wrong = 0
    for line in (folder / "cases.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, codes = line.partition(":")
        run = subprocess.run([vanthu, "check", str(folder / name), "--messages", "json"], capture_output=True, text=True)
        found = sorted({message["code"] for message in json.loads(run.stdout or run.stderr)})
        expected = sorted(codes.split())
        if found != expected:
            wrong += 1
            print(f"{name}: found {' '.join(found) or 'nothing'}, expected {' '.join(expected) or 'nothing'}")
    if wrong:
        sys.exit(f"{wrong} documents are judged wrongly")
    print("exactly the planted faults are found")


def main():
    match sys.argv[1:]:
        case ["make", folder]:
            make(pathlib.Path(folder))
        case ["check", vanthu, folder]:
            check(vanthu, pathlib.Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
