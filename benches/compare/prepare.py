"""The same letter for every tool: prepare.py VANTHU PLAN DIR COUNT DOCX

Writes DIR/rows.csv (addressees), DIR/typst (the folder of `vanthu render --format typ`, the addressee taken from data), DIR/letter.html,
and DIR/docx with a file for each of the first DOCX addressees.
"""
import csv
import pathlib
import subprocess
import sys

import docx
import yaml
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

FONT = "Liberation Serif"


def addressee(index):
    return f"Ủy ban nhân dân xã Thí Dụ {index + 1}, tỉnh Mẫu"


def letter(plan):
    """The parts of the letter, with {{ don_vi }} where the addressee stands."""
    agency, signer = plan["co_quan"], plan["ky"]
    return {
        "left": [agency["chu_quan"], f"*{agency['ban_hanh']}"],
        "right": ["*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "*Độc lập - Tự do - Hạnh phúc"],
        "number": f"Số: {plan['so']}/{agency['viet_tat']}-{plan['don_vi_soan_thao']}",
        "date": f"{plan['dia_danh']}, ngày 21 tháng 9 năm 2026",
        "subject": f"V/v {plan['trich_yeu']}",
        "to": "Kính gửi: {{ don_vi }}",
        "body": [part.strip() for part in plan["noi_dung"].split("\n\n")],
        "recipients": ["Nơi nhận:", *(f"- {line};" for line in plan["noi_nhan"]), f"- Lưu: {', '.join(plan['luu'])}."],
        "signer": [*signer["quyen_han"], signer["chuc_vu"], "", signer["ho_ten"]],
    }


def typst_folder(vanthu, plan, example, folder):
    """The folder that `vanthu render` gives, with the example's addressee taken from data in its place, in two ways."""
    subprocess.run([vanthu, "render", plan, "--format", "typ", "-o", f"{folder}/"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (made,) = folder.glob("*/main.typ")
    source = made.read_text(encoding="utf-8")
    if source.count(example) < 3:
        sys.exit("the addressee is not in the Typst source")
    source = source.replace(example, '" + addressee + "')
    for name, given in [("inputs.typ", "sys.inputs.don_vi"), ("file.typ", 'json("/" + sys.inputs.at("data", default: "data.json")).don_vi')]:
        (made.parent / name).write_text(f"#let addressee = {given}\n{source}", encoding="utf-8")
    made.parent.rename(folder.parent / "typst")
    folder.rmdir()


def html(parts):
    """A page of HTML for WeasyPrint, {{ don_vi }} still in it."""

    def line(text):
        return f"<b>{text[1:]}</b>" if text.startswith("*") else text

    def lines(texts):
        return "".join(f"<p>{line(text) or '&nbsp;'}</p>" for text in texts)

    style = """
        @page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page); font: 14pt "Liberation Serif"; } }
        @page :first { @top-center { content: none; } }
        html { font: 14pt/1.15 "Liberation Serif"; } p { margin: 0; }
        table { width: 100%; font-size: 13pt; } td { width: 50%; text-align: center; vertical-align: top; }
        .body p { text-indent: 12.7mm; text-align: justify; margin-top: 6pt; orphans: 2; widows: 2; }
        .to { text-align: center; margin: 12pt 0; } .foot td:first-child { text-align: left; font-size: 11pt; } .foot { margin-top: 12pt; }
    """
    return f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{parts['subject']}</title><style>{style}</style></head><body>
        <table role="presentation"><tr><td>{lines(parts['left'])}<p>{parts['number']}</p><p>{parts['subject']}</p></td>
        <td>{lines(parts['right'])}<p><i>{parts['date']}</i></p></td></tr></table>
        <p class="to">{parts['to']}</p><div class="body">{lines(parts['body'])}</div>
        <table class="foot"><tr><td>{lines(parts['recipients'])}</td><td><b>{lines(parts['signer'])}</b></td></tr></table></body></html>"""


def word(parts, name):
    """A Word document for one addressee."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.15
    document.core_properties.title = parts["subject"]
    document.core_properties.language = "vi-VN"

    def fill(cell, texts, size, align=WD_ALIGN_PARAGRAPH.CENTER, bold=False):
        for n, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            paragraph.alignment = align
            run = paragraph.add_run(text.lstrip("*"))
            run.font.size, run.bold = Pt(size), bold or text.startswith("*")

    head = document.add_table(1, 2).rows[0].cells
    fill(head[0], [*parts["left"], parts["number"], parts["subject"]], 13)
    fill(head[1], [*parts["right"], parts["date"]], 13)
    to = document.add_paragraph(parts["to"].replace("{{ don_vi }}", name))
    to.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in parts["body"]:
        paragraph = document.add_paragraph(text.replace("{{ don_vi }}", name))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.space_before = Mm(12.7), Pt(6)
    foot = document.add_table(1, 2).rows[0].cells
    fill(foot[0], parts["recipients"], 11, WD_ALIGN_PARAGRAPH.LEFT)
    fill(foot[1], parts["signer"], 14, bold=True)
    return document


def main():
    vanthu, plan, work, count, documents = sys.argv[1:]
    work = pathlib.Path(work)
    data = yaml.safe_load(pathlib.Path(plan).read_text(encoding="utf-8"))
    with open(work / "rows.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ma", "don_vi"])
        writer.writerows([f"M{n:06}", addressee(n)] for n in range(int(count)))
    typst_folder(vanthu, plan, data["bien"]["don_vi"]["vi_du"], work / "rendered")
    parts = letter(data)
    (work / "letter.html").write_text(html(parts), encoding="utf-8")
    (work / "docx").mkdir()
    for n in range(int(documents)):
        word(parts, addressee(n)).save(work / f"docx/M{n:06}.docx")
    # Both find this font and no other.
    fonts = pathlib.Path(__file__).resolve().parent.parent.parent / "fonts"
    (work / "fonts.conf").write_text(f'<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{work}/fontcache</cachedir></fontconfig>')


if __name__ == "__main__":
    main()
