"""One tool in a process of its own: tools.py TOOL WORK OUT FROM TO

Makes the letters of the addressees FROM to TO - 1 (of WORK/rows.csv) into OUT/M000000.pdf … TOOL is typst-inputs, typst-file (the
Python binding, one compiler for all letters), typst-one (the binding, a single letter: TO is FROM + 1) or weasyprint.
"""
import csv
import json
import os
import sys

STANDARDS = ["a-2a", "ua-1"]


def typst_all(work, out, rows, way):
    import typst

    root = f"{work}/typst"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[f"{root}/fonts"])
    # A name of its own: two processes share the folder.
    data = f"data-{os.getpid()}.json"
    inputs = {"data": data} if way == "file" else {}
    compiler = typst.Compiler(f"{root}/{way}.typ", root=root, font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs)
    for name, addressee in rows:
        if way == "file":
            with open(f"{root}/{data}", "w", encoding="utf-8") as file:
                json.dump({"don_vi": addressee}, file)
            compiler.compile(output=f"{out}/{name}.pdf", pdf_standards=STANDARDS)
        else:
            compiler.compile(output=f"{out}/{name}.pdf", pdf_standards=STANDARDS, sys_inputs={"don_vi": addressee})


def typst_one(work, out, rows):
    import typst

    ((name, addressee),) = rows
    root = f"{work}/typst"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[f"{root}/fonts"])
    typst.compile(
        f"{root}/inputs.typ", output=f"{out}/{name}.pdf", root=root, font_paths=fonts, ignore_system_fonts=True,
        sys_inputs={"don_vi": addressee}, pdf_standards=STANDARDS,
    )


def weasyprint_all(work, out, rows):
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    text = open(f"{work}/letter.html", encoding="utf-8").read()
    # The style sheet is read once.
    before, style, after = text[: text.index("<style>")], text[text.index("<style>") + 7 : text.index("</style>")], text[text.index("</style>") + 8 :]
    sheet = weasyprint.CSS(string=style, font_config=fonts)
    for name, addressee in rows:
        html = weasyprint.HTML(string=(before + after).replace("{{ don_vi }}", addressee))
        # It can claim one standard, not two.
        html.write_pdf(f"{out}/{name}.pdf", stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/a-2a")


def main():
    tool, work, out, start, end = sys.argv[1:]
    with open(f"{work}/rows.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:][int(start) : int(end)]
    if tool == "typst-one":
        typst_one(work, out, rows)
    elif tool == "weasyprint":
        weasyprint_all(work, out, rows)
    else:
        typst_all(work, out, rows, tool.removeprefix("typst-"))


if __name__ == "__main__":
    main()
