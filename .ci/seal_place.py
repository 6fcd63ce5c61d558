#!/usr/bin/env python3
"""Where number, date, signature and seal stand on the page:

    seal_place.py AWAITING ISSUED NUMBER DATE   the texts stand in the page's text, in the fields that the awaiting file has for them; the
                                                seal covers a third of the signature (2 % more or less) on its left: by the boxes of the
                                                pictures and by the pixels that poppler draws
    seal_place.py --self-test ISSUED            a seal that was moved by 4 % of the signature's width is seen
"""
import re
import subprocess
import sys
import tempfile

import pikepdf

SHARE, TOLERANCE = 1 / 3, 0.02
DPI = 300


class Fault(Exception):
    pass


def check(truth, words):
    if not truth:
        raise Fault(words)


def widgets(pdf):
    """(page, rectangle, field) of each field that has one."""
    for number, page in enumerate(pdf.pages):
        for annotation in page.get("/Annots", []):
            if annotation.get("/Subtype") != "/Widget":
                continue
            field = annotation
            while "/FT" not in field and "/Parent" in field:
                field = field.Parent
            x0, y0, x1, y1 = (float(n) for n in annotation.Rect)
            yield number, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), annotation, str(field.get("/FT"))


def product(a, b):
    """First a, then b."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def around(matrix, box):
    x0, y0, x1, y1 = box
    points = [(matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = zip(*points)
    return min(xs), min(ys), max(xs), max(ys)


def images(form, matrix):
    """Boxes of the pictures that a form draws, as deep as it goes."""
    resources = form.get("/Resources", {}).get("/XObject", {})
    stack = []
    for operands, operator in pikepdf.parse_content_stream(form):
        match str(operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = product(tuple(float(n) for n in operands), matrix)
            case "Do":
                drawn = resources[str(operands[0])]
                if drawn.Subtype == "/Image":
                    yield around(matrix, (0, 0, 1, 1))
                else:
                    yield from images(drawn, product(tuple(float(n) for n in drawn.get("/Matrix", (1, 0, 0, 1, 0, 0))), matrix))


def pictures(pdf):
    """(page, box of its picture) of each signature that shows one, by ISO 32000-1, 12.5.5, algorithm 8.1."""
    found = []
    for page, rect, annotation, kind in widgets(pdf):
        if kind != "/Sig" or "/AP" not in annotation or rect[2] - rect[0] < 1:
            continue
        form = annotation.AP.N
        matrix = tuple(float(n) for n in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        box = around(matrix, tuple(float(n) for n in form.BBox))
        sx, sy = (rect[2] - rect[0]) / (box[2] - box[0]), (rect[3] - rect[1]) / (box[3] - box[1])
        place = (sx, 0, 0, sy, rect[0] - box[0] * sx, rect[1] - box[1] * sy)
        found += [(page, image) for image in images(form, product(matrix, place))]
    return found


def measure(path):
    with pikepdf.open(path) as pdf:
        found = pictures(pdf)
        check(len(found) == 2, f"{len(found)} pictures in signatures, not two: {found}")
        (page, signature), (other, seal) = sorted(found, key=lambda item: -item[1][0])
        check(page == other, "signature and seal are on different pages")
        height = float(pdf.pages[page].mediabox[3])
    return page, height, signature, seal


def share(signature, seal):
    return (seal[2] - signature[0]) / (signature[2] - signature[0])


def place(signature, seal, how):
    part = share(signature, seal)
    check(seal[0] < signature[0], f"{how}: the seal does not begin on the left of the signature: {seal}, {signature}")
    check(seal[1] < signature[3] and seal[3] > signature[1], f"{how}: the seal is above or below the signature: {seal}, {signature}")
    check(abs(part - SHARE) <= TOLERANCE, f"{how}: the seal covers {part:.3f} of the signature's width, not a third")
    return part


def pixels(path, page, height, signature, seal):
    """The boxes of blue and of red ink, in points, as poppler draws them."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(DPI), "-f", str(page + 1), "-l", str(page + 1), "-png", "-singlefile", path, f"{folder}/page"], check=True)
        picture = Image.open(f"{folder}/page.png").convert("RGB")
    scale = 72 / DPI

    def ink(main, others):
        channels = dict(zip("rgb", picture.split()))
        least = channels[main].point(lambda v: 255 if v > 120 else 0)
        for other in others:
            least = Image.composite(least, Image.new("L", picture.size), channels[other].point(lambda v: 255 if v < 90 else 0))
        box = least.getbbox()
        check(box, f"no {main} ink on the page")
        return box[0] * scale, height - box[3] * scale, box[2] * scale, height - box[1] * scale

    return ink("b", "r"), ink("r", "gb")


def text_at(path, page, height, rect):
    """The words in a rectangle, by pdftotext."""
    x0, y0, x1, y1 = rect
    words = ["-x", int(x0) - 2, "-y", int(height - y1) - 2, "-W", int(x1 - x0) + 5, "-H", int(y1 - y0) + 5]
    done = subprocess.run(["pdftotext", "-f", str(page + 1), "-l", str(page + 1), *map(str, words), path, "-"], check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def run(awaiting, issued, number, date):
    with pikepdf.open(awaiting) as pdf:
        fields = [(page, rect) for page, rect, _, kind in widgets(pdf) if kind == "/Tx"]
        height = float(pdf.pages[0].mediabox[3])
    check(len(fields) == 2 and {page for page, _ in fields} == {0}, f"{len(fields)} text fields on page 1, not two")
    for wanted in (number, date):
        said = [text_at(issued, page, height, rect) for page, rect in fields]
        check(sum(wanted in text for text in said) == 1, f"“{wanted}” is not in exactly one of the fields: {said}")
    with pikepdf.open(issued) as pdf:
        for _, rect, annotation, kind in widgets(pdf):
            check(kind != "/Tx" or int(annotation.get("/Ff", 0)) & 1, "a field of number or date can still be written")
    text = subprocess.run(["pdftotext", "-l", "1", "-layout", issued, "-"], check=True, capture_output=True, text=True).stdout
    check(re.sub(r"\s+", " ", number) in re.sub(r"\s+", " ", text), "the number is not in the page's text")
    page, height, signature, seal = measure(issued)
    boxes = place(signature, seal, "boxes")
    diameter = (seal[2] - seal[0]) * 25.4 / 72
    check(abs(diameter - 36) < 0.5, f"the seal is {diameter:.1f} mm wide, not 36")
    drawn = place(*pixels(issued, page, height, signature, seal), "pixels")
    print(f"ok    {issued.rsplit('/', 1)[-1]}: number and date in their places; the seal covers {boxes:.3f} of the signature (pixels: {drawn:.3f})")


def self_test(issued):
    _, _, signature, seal = measure(issued)
    width = signature[2] - signature[0]
    for shift in (-0.04 * width, 0.04 * width, 2 * width):
        moved = (seal[0] + shift, seal[1], seal[2] + shift, seal[3])
        try:
            place(signature, moved, "moved")
        except Fault:
            continue
        raise Fault(f"self-test: a seal that was moved by {shift:.1f} pt was not seen")


def main(arguments):
    try:
        if len(arguments) == 4:
            run(*arguments)
        elif len(arguments) == 2 and arguments[0] == "--self-test":
            self_test(arguments[1])
        else:
            print(__doc__, file=sys.stderr)
            return 2
    except Fault as fault:
        print(f"FAIL  {fault}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
