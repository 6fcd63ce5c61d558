#!/usr/bin/env python3
"""PDF/A-2a and PDF/UA-1, checked by two validators that share no code with the program under test.

    pdf_conformance.py PDF...              exit 1 if a file does not conform
    pdf_conformance.py --spoil PDF FOLDER  writes spoiled copies for the self-test of pdf.sh and prints, for each,
                                           "file<TAB>pattern that the failing check must print" (empty: must pass)

  * page-validation checks each rule of PDF/A-2a and PDF/UA-1 that a machine can check, including that the file itself
    claims exactly these two (its rules follow veraPDF's);
  * outloud checks PDF/UA-1 a second time, and beyond it what a screen reader says. Warnings fail too. It was seen to let text
    that is marked as decoration pass, so it counts as a second opinion only: the self-test rests on the first validator.

Three of their findings are looked at again here, since they were seen to be wrong:
  * page-validation reads a stream whose last byte is a carriage return as one byte short (the line end before `endstream` is another
    byte): lengths_hold() counts every stream anew;
  * outloud's TBL-014 looks for the box of a table, which the exporter does not write: tagged_tables() wants a Table with TH and TD for
    each grid that it names;
  * outloud's LNK-010 wants links on addresses, which a document printed on paper does not have.
"""

import os
import re
import subprocess
import sys

PROFILES = {"2a": "PDF/A-2a", "ua1": "PDF/UA-1"}


def lengths_hold(path):
    """Whether each direct /Length ends exactly at the line end before `endstream`."""
    data = open(path, "rb").read()
    found = 0
    for match in re.finditer(rb"/Length (\d+)[^>]*?>>\s*?stream\r?\n", data):
        found += 1
        if not re.match(rb"\r?\n?endstream", data[match.end() + int(match[1]):][:12]):
            return False
    return found > 0


def tagged_tables(path):
    """How many Table elements with heads and cells the tag tree has."""
    import pikepdf

    def kinds(element):
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid["/S"]), kid
                yield from kinds(kid)

    with pikepdf.open(path) as pdf:
        tables = [element for kind, element in kinds(pdf.Root.StructTreeRoot) if kind == "/Table"]
        return sum({"/TH", "/TD", "/TR"} <= {kind for kind, _ in kinds(table)} for table in tables)


def check(path):
    import page

    good = True
    for profile, name in PROFILES.items():
        report = page.validate_pdf(path, profile=profile)
        if report.is_compliant and report.rules.total > 0 and report.rules.failed == 0:
            print(f"ok   {path}: {name}, {report.rules.total} rules (page-validation {page.__version__})")
            continue
        if {failure.rule_id for failure in report.failures} == {"PDFA2A-STREAM-LENGTH-001"} and lengths_hold(path):
            print(f"ok   {path}: {name}, {report.rules.total} rules; the length of every stream counted anew (page-validation {page.__version__})")
            continue
        good = False
        print(f"FAIL {path}: {name}, {report.rules.failed} of {report.rules.total} rules (page-validation {page.__version__})")
        for failure in report.failures:
            print(f"  {failure.rule_id}: {failure.message}")
    outloud = os.path.join(os.path.dirname(sys.executable), "outloud")
    run = [outloud, path, "--fail-on", "warning", "--no-info"]
    done = subprocess.run([*run, "--skip", "TBL-014,LNK-010"], capture_output=True, text=True, check=False)
    grids = subprocess.run([*run, "--only", "TBL-014"], capture_output=True, text=True, check=False).stdout.count("WARNING TBL-014")
    if grids > tagged_tables(path):
        good = False
        print(f"FAIL {path}: {grids} ruled grids, {tagged_tables(path)} tagged tables")
    if done.returncode == 0 and re.search(r"^\s*PASS\b", done.stdout, re.MULTILINE):
        print(f"ok   {path}: PDF/UA-1 and what is read out, 0 errors, 0 warnings (outloud)")
    else:
        good = False
        print(f"FAIL {path}: PDF/UA-1 and what is read out (outloud, exit {done.returncode})")
        print(done.stdout + done.stderr)
    return good


def spoil(path, folder):
    import pikepdf
    from pikepdf import Array, Dictionary, Name

    def fonts(pdf):
        return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/Font" and "/BaseFont" in o]

    def drop(key):
        def change(pdf):
            del pdf.Root[key]
        return change

    def drop_everywhere(key):
        def change(pdf):
            for o in pdf.objects:
                if isinstance(o, Dictionary) and key in o:
                    del o[key]
        return change

    def rename(new):
        def change(pdf):
            for font in fonts(pdf):
                font["/BaseFont"] = Name(new(str(font["/BaseFont"])))
        return change

    def device_colour(pdf):
        """Without an output intent no colour may depend on the device."""
        del pdf.Root["/OutputIntents"]
        pdf.pages[0].contents_add(b"/Artifact BMC 1 0 0 rg 10 10 5 5 re f EMC")

    def untagged(pdf):
        pdf.pages[0].contents_add(b"0 0 10 10 re f")

    def unknown_role(pdf):
        for o in pdf.objects:
            if isinstance(o, Dictionary) and o.get("/S") == "/P":
                o["/S"] = Name("/Foo")
                break

    def widths(pdf):
        for font in fonts(pdf):
            if "/W" in font:
                font["/W"] = Array([0, Array([111, 999, 222])])

    def script(pdf):
        pdf.Root["/OpenAction"] = Dictionary(S=Name("/JavaScript"), JS="x")

    def plain_title_bar(pdf):
        pdf.Root.ViewerPreferences["/DisplayDocTitle"] = False

    def claim(old, new):
        def change(pdf):
            xmp = bytes(pdf.Root.Metadata.read_bytes())
            if old not in xmp:
                raise SystemExit(f"self-test: {old!r} is not in the metadata")
            pdf.Root.Metadata = pdf.make_stream(xmp.replace(old, new), Type=Name("/Metadata"), Subtype=Name("/XML"))
        return change

    cases = {
        "saved again, nothing changed": (lambda pdf: None, ""),
        "no structure tree": (drop("/StructTreeRoot"), "PDFA2A-STRUCT-TREE-ROOT"),
        "not marked as tagged": (drop("/MarkInfo"), "PDFUA1-TAGGED-DOCUMENT"),
        "no language": (drop("/Lang"), "PDFUA1-TEXT-LANGUAGE"),
        "no metadata": (drop("/Metadata"), "PDFA2A-ID-SCHEMA"),
        "claims PDF-A-2b": (claim(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<"), "PDFA2A-ID-CONFORMANCE"),
        "claims no PDF-UA": (claim(b"<pdfuaid:part>1</pdfuaid:part>", b""), "PDFUA1-ID"),
        "no output intent and a device colour": (device_colour, "PDFA2A-"),
        "untagged content": (untagged, "PDFUA1-CONTENT-TAGGING"),
        "a role nobody knows": (unknown_role, "STRUCT-TREE-ROLE-MAP"),
        "wrong letter widths": (widths, "GLYPH-WIDTH"),
        "a script": (script, "PDFA2A-ACTION-TYPE"),
        "the title is not shown": (plain_title_bar, "PDFUA1-VIEWER-PREFERENCES"),
        "fonts not embedded": (drop_everywhere("/FontFile2"), "not embedded"),
        "fonts without ToUnicode": (drop_everywhere("/ToUnicode"), "without ToUnicode"),
        "fonts not marked as subset": (rename(lambda n: "/" + n.split("+")[-1]), "not a subset"),
        "another font": (rename(lambda n: re.sub("LiberationSerif", "DejaVuSerif", n)), "not Liberation Serif"),
    }
    for name, (change, pattern) in cases.items():
        with pikepdf.open(path) as pdf:
            change(pdf)
            file = os.path.join(folder, name + ".pdf")
            pdf.save(file, fix_metadata_version=False)
        print(f"{file}\t{pattern}")
    file = os.path.join(folder, "cut short.pdf")
    with open(path, "rb") as source, open(file, "wb") as target:
        data = source.read()
        target.write(data[: len(data) * 2 // 3])
    print(f"{file}\tFAIL .*qpdf")


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "--spoil":
        spoil(*arguments[1:])
        return 0
    if not arguments or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    return 0 if all([check(path) for path in arguments]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
