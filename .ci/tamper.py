#!/usr/bin/env python3
"""Tampering, and whether `vanthu verify` tells it:

    tamper.py VANTHU [--flips 200] [--untouched 500] [--seed 1]

Signs files of every level, with one and with two signatures, beside the services of signing; flips random bytes of them, and changes them
in the ways that are known from attacks on signed PDFs. Each changed file must be reported (exit 1, or 2 where it is no PDF any more);
none of the untouched files may be. Bytes that no signature guards are not flipped: the zeros that fill up /Contents, and a DSS behind the
last signature. Root (network namespace).
"""
import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TSA = "http://127.0.0.1:9100/tsa"
HOLE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def fail(words):
    sys.exit(f"FAIL  {words}")


def holes(data):
    """(start, end) of each /Contents with its brackets, and where its revision ends."""
    return [(int(b), int(c), int(c) + int(d)) for _, b, c, d in HOLE.findall(data)]


def guarded(data):
    """For each byte, 1 where a signature or time stamp guards it: by its /ByteRange, or as part of its own DER value in /Contents. Not
    guarded are the zeros that fill up the last /Contents, and a DSS behind the last signature."""
    marks = bytearray(len(data))
    for begin, end, stop in holes(data):
        text = data[begin + 1 : end - 1]
        der = bytes.fromhex(text.decode())
        count = der[1] & 0x7F if der[1] & 0x80 else 0
        length = int.from_bytes(der[2 : 2 + count], "big") if count else der[1]
        for first, last in ((0, begin + 1 + 2 * (2 + count + length)), (end, stop)):
            marks[first:last] = b"\1" * (last - first)
    return marks


# What the attacks of the papers do ("shadow attacks", "incremental saving", "signature wrapping", "universal forgery"), each on a file
# with at least one signature.


def appended(change):
    """An incremental update by pyHanko, which leaves what was signed as it is."""

    def attack(data):
        import io

        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        result = out.getvalue()
        assert result.startswith(data) and result != data
        return result

    return attack


def first_page(writer):
    return writer.find_page_for_modification(0)[0].get_object()


def stream(body, **entries):
    from pyhanko.pdf_utils import generic

    return generic.StreamObject({generic.NameObject("/" + key): value for key, value in entries.items()}, stream_data=body)


def box(writer, extra=None):
    """A white rectangle with text, as a form XObject or an appearance."""
    from pyhanko.pdf_utils import generic

    numbers = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 300, 80)])
    return writer.add_object(
        stream(b"1 g 0 0 300 80 re f 0 g 20 20 200 30 re f", Type=generic.NameObject("/XObject"), Subtype=generic.NameObject("/Form"), BBox=numbers)
    )


def page_content(writer):
    """The whole content of page 1 is replaced."""
    from pyhanko.pdf_utils import generic

    page = first_page(writer)
    page[generic.NameObject("/Contents")] = writer.add_object(stream(b"1 g 0 0 600 850 re f"))
    writer.update_container(page)


def content_added(writer):
    """A stream is put behind those of page 1."""
    from pyhanko.pdf_utils import generic

    page = first_page(writer)
    old = page.raw_get("/Contents")
    old = list(old) if isinstance(old, generic.ArrayObject) else [old]
    page[generic.NameObject("/Contents")] = generic.ArrayObject([*old, writer.add_object(stream(b"q 1 g 200 600 200 80 re f Q"))])
    writer.update_container(page)


def annotation(subtype):
    def change(writer):
        """Something is laid over the page."""
        from pyhanko.pdf_utils import generic

        page = first_page(writer)
        numbers = generic.ArrayObject([generic.NumberObject(n) for n in (150, 600, 450, 680)])
        new = generic.DictionaryObject(
            {
                generic.NameObject("/Type"): generic.NameObject("/Annot"),
                generic.NameObject("/Subtype"): generic.NameObject(subtype),
                generic.NameObject("/Rect"): numbers,
                generic.NameObject("/F"): generic.NumberObject(4),
                generic.NameObject("/Contents"): generic.TextStringObject("Số: 99"),
                generic.NameObject("/AP"): generic.DictionaryObject({generic.NameObject("/N"): box(writer)}),
            }
        )
        old = list(page["/Annots"]) if "/Annots" in page else []
        raw = page.raw_get("/Annots") if "/Annots" in page else None
        old = [raw.get_object().raw_get(n) if hasattr(raw, "get_object") else raw.raw_get(n) for n in range(len(old))] if raw is not None else []
        page[generic.NameObject("/Annots")] = generic.ArrayObject([*old, writer.add_object(new)])
        writer.update_container(page)

    return change


def swapped_appearance(writer):
    """The first signature shows another picture."""
    from pyhanko.pdf_utils import generic

    field = signature_fields(writer)[0]
    field[generic.NameObject("/AP")] = generic.DictionaryObject({generic.NameObject("/N"): box(writer)})
    writer.update_container(field)


def signature_fields(writer):
    return [field.get_object() for field in writer.root["/AcroForm"]["/Fields"] if field.get_object().get("/FT") == "/Sig"]


def moved_widget(writer):
    """The first signature stands at another place."""
    from pyhanko.pdf_utils import generic

    field = signature_fields(writer)[0]
    field[generic.NameObject("/Rect")] = generic.ArrayObject([generic.NumberObject(n) for n in (50, 50, 250, 150)])
    writer.update_container(field)


def other_font(writer):
    """The letters of a font of page 1 get other shapes."""
    from pyhanko.pdf_utils import generic

    font = next(iter(first_page(writer)["/Resources"]["/Font"].values())).get_object()
    descriptor = (font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font)["/FontDescriptor"].get_object()
    key = next(key for key in ("/FontFile2", "/FontFile3", "/FontFile") if key in descriptor)
    program = bytearray(descriptor[key].data)
    program[len(program) // 2] ^= 0x55
    descriptor[generic.NameObject(key)] = writer.add_object(stream(bytes(program)))
    writer.update_container(descriptor)


def other_metadata(writer):
    """The catalog gets another title and another tree of pages: page 1 is hidden."""
    from pyhanko.pdf_utils import generic

    pages = writer.root["/Pages"].get_object()
    pages[generic.NameObject("/Kids")] = generic.ArrayObject([])
    pages[generic.NameObject("/Count")] = generic.NumberObject(0)
    writer.update_container(pages)


def no_dss(writer):
    del writer.root["/DSS"]
    writer.update_root()


def emptied_dss(writer):
    from pyhanko.pdf_utils import generic

    writer.root[generic.NameObject("/DSS")] = generic.DictionaryObject()
    writer.update_root()


def lost_field(writer):
    """The signature is taken out of the form: a reader would show none."""
    from pyhanko.pdf_utils import generic

    form = writer.root["/AcroForm"].get_object()
    form[generic.NameObject("/Fields")] = generic.ArrayObject([])
    writer.update_container(form)


def script(writer):
    from pyhanko.pdf_utils import generic

    action = {generic.NameObject("/S"): generic.NameObject("/JavaScript"), generic.NameObject("/JS"): generic.TextStringObject("app.alert(1)")}
    writer.root[generic.NameObject("/OpenAction")] = generic.DictionaryObject(action)
    writer.update_root()


def second_value(writer):
    """The field points at a second signature dictionary: the same bytes, another name and time."""
    from pyhanko.pdf_utils import generic

    field = signature_fields(writer)[0]
    old = field["/V"].get_object()
    new = generic.DictionaryObject({key: old.raw_get(key) for key in old})
    new[generic.NameObject("/Name")] = generic.TextStringObject("Người khác")
    new[generic.NameObject("/M")] = generic.TextStringObject("D:20200101000000+07'00'")
    field[generic.NameObject("/V")] = writer.add_object(new)
    writer.update_container(field)


def raw(pattern, replacement, last=False):
    """Other bytes of the same length at the first (or last) match."""

    def attack(data):
        matches = list(re.finditer(pattern, data))
        match = matches[-1 if last else 0]
        new = replacement(match) if callable(replacement) else replacement
        new = new.ljust(len(match[0]))
        assert len(new) == len(match[0]), "the length must stay"
        return data[: match.start()] + new + data[match.end() :]

    return attack


def shorter_range(match):
    a, b, c, d = (int(n) for n in match.groups())
    return b"/ByteRange[%d %d %d %d]" % (a, b, c, d - 20)


def later_start(match):
    a, b, c, d = (int(n) for n in match.groups())
    return b"/ByteRange[%d %d %d %d]" % (9, b - 9, c, d)


def no_range(match):
    return b"/ByteRange[0 0 0 0]"


def negative_range(match):
    a, b, c, d = (int(n) for n in match.groups())
    return b"/ByteRange[0 %d -%d %d]" % (b, 1, d)


def wrapped(data):
    """Signature wrapping: what was signed moves behind new content, and /ByteRange is told where it is now."""
    begin, end, stop = holes(data)[0]
    evil = b"\n9999 0 obj\n<</Type/Page>>\nendobj\n"
    moved = data[:end] + evil + data[end:]
    match = HOLE.search(moved)
    new = b"/ByteRange[0 %d %d %d]" % (begin, end + len(evil), stop - end)
    if len(new) > len(match[0]):
        new = new.replace(b"[0 ", b"[0 ")
    return moved[: match.start()] + new.ljust(len(match[0])) + moved[match.end() :]


def cut(data):
    return data[: len(data) - 700]


def saved_anew(data):
    """Written anew by qpdf's library: everything looks the same, no signed byte is where it was."""
    import io

    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out)
    return out.getvalue()


def unsigned_copy(data):
    """/Contents is emptied."""
    begin, end, _ = holes(data)[0]
    return data[: begin + 1] + b"0" * (end - begin - 2) + data[end - 1 :]


ATTACKS = {
    "the content of a page is replaced": appended(page_content),
    "content is laid over a page": appended(content_added),
    "a note is laid over a page": appended(annotation("/FreeText")),
    "a stamp is laid over a page": appended(annotation("/Stamp")),
    "the appearance of a signature is swapped": appended(swapped_appearance),
    "a signature is moved": appended(moved_widget),
    "a font gets other shapes": appended(other_font),
    "pages are hidden": appended(other_metadata),
    "the DSS is taken out": appended(no_dss),
    "the DSS is emptied": appended(emptied_dss),
    "the signature is taken out of the form": appended(lost_field),
    "a script is added": appended(script),
    "a second signature dictionary": appended(second_value),
    "/ByteRange ends earlier": raw(HOLE, shorter_range),
    "/ByteRange begins later": raw(HOLE, later_start),
    "/ByteRange is empty": raw(HOLE, no_range),
    "/ByteRange is negative": raw(HOLE, negative_range),
    "signed bytes behind new ones": wrapped,
    "/Contents is emptied": unsigned_copy,
    "bytes behind the end": lambda data: data + b"\n1 0 obj\n<</Type/Catalog>>\nendobj\n",
    "cut short": cut,
    "saved anew": saved_anew,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vanthu", type=pathlib.Path)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--untouched", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", type=pathlib.Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if not args.inside:
        python = os.environ.get("CI_SIGNING_PYTHON") or subprocess.run([HERE / "venv.sh", "signing"], check=True, capture_output=True, text=True).stdout.strip()
        with tempfile.TemporaryDirectory() as work:
            command = [HERE / "services/with.sh", f"{work}/pki", python, *map(str, [__file__, *sys.argv[1:], "--inside", work])]
            sys.exit(subprocess.run(command, check=False).returncode)

    work, vanthu = args.inside, str(args.vanthu.resolve())
    os.environ["VANTHU_PASSWORD"] = "matkhau"
    pki, pictures = work / "pki", ROOT / "tests/pki"
    (work / "trust").mkdir()
    shutil.copy(pki / "root.crt", work / "trust")

    def run(*words):
        return subprocess.run([vanthu, *map(str, words)], capture_output=True, text=True, timeout=600, check=False)

    def must(*words):
        done = run(*words)
        if done.returncode:
            fail(f"vanthu {' '.join(map(str, words))}: exit code {done.returncode}\n{done.stderr}")

    def verify(path):
        done = run("verify", path, "--trust", work / "trust")
        if done.returncode not in (0, 1, 2) or "panicked" in done.stderr:
            fail(f"verify {path}: exit code {done.returncode}\n{done.stderr}")
        return done

    def sign(source, out, role, key, level):
        tsa = [] if level == "b-b" else ["--tsa", TSA]
        picture = ["--image", pictures / "chu-ky-mau.png"] if role == "nguoi-ky" else ["--image", pictures / "dau-mau.png", "--diameter", 36]
        must("sign", source, "--role", role, "--level", level, "--p12", pki / f"{key}.p12", "--pin-env", "VANTHU_PASSWORD", *picture, *tsa, "-o", out)

    plain = work / "plain.pdf"
    must("render", ROOT / "plans/cong-van-phong-trao-2024.yaml", "-o", plain)
    files = {}
    for level in ("b-b", "b-t", "b-lt", "b-lta"):
        one, two = work / f"{level}-1.pdf", work / f"{level}-2.pdf"
        sign(plain, one, "nguoi-ky", "person", level)
        sign(one, two, "co-quan", "agency", level)
        files |= {one.name: one.read_bytes(), two.name: two.read_bytes()}
    for name in files:
        if (done := verify(work / name)).returncode:
            fail(f"{name} is untouched, and verify reports it (exit code {done.returncode}):\n{done.stdout}{done.stderr}")
    print(f"ok    {len(files)} signed files of every level hold")

    missed, jobs, draw = [], [], random.Random(args.seed)
    (work / "bad").mkdir()
    names = sorted(files)
    guards = {name: guarded(files[name]) for name in names}
    for turn in range(args.flips):
        name = names[turn % len(names)]
        data, marks = bytearray(files[name]), guards[name]
        while not marks[place := draw.randrange(len(data))]:
            pass
        bit = 1 << draw.randrange(8)
        # In a hexadecimal digit of /Contents a letter in the other case is the same value: take another bit.
        if any(begin < place < end for begin, end, _ in holes(files[name])) and bit == 0x20:
            bit = 1
        data[place] ^= bit
        path = work / "bad" / f"flip-{turn}-{name}"
        path.write_bytes(data)
        jobs.append((f"{name}: bit {bit:#04x} of byte {place} of {len(data)}", path))
    count = 0
    for words, attack in ATTACKS.items():
        for name in names:
            if "DSS" in words and "lt" not in name:
                continue
            changed = attack(files[name])
            if changed == files[name]:
                fail(f"self-test: {words} changes nothing in {name}")
            path = work / "bad" / f"attack-{len(jobs)}.pdf"
            path.write_bytes(changed)
            jobs.append((f"{name}: {words}", path))
            count += 1
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (words, path), done in zip(jobs, pool.map(lambda job: verify(job[1]), jobs)):
            if done.returncode == 0:
                missed.append(words)
            elif not done.stdout.strip() and not done.stderr.strip():
                missed.append(f"{words} (exit code {done.returncode} without a word)")
    for words in missed:
        print(f"FAIL  not reported: {words}")
    if not missed:
        print(f"ok    {args.flips} flipped bytes and {count} attacks ({len(ATTACKS)} kinds) are reported")

    if args.untouched:
        (work / "many").mkdir()
        subprocess.run([HERE / "rows.py", ROOT / "plans/giay-moi-hoi-nghi.csv", str(args.untouched)], check=True, stdout=open(work / "rows.csv", "wb"))
        must("batch", ROOT / "plans/giay-moi-hoi-nghi.yaml", "--data", work / "rows.csv", "--out", work / "plain", "--quiet")
        plains = sorted((work / "plain").glob("*.pdf"))
        must("sign", *plains, "--role", "nguoi-ky", "--p12", pki / "person.p12", "--pin-env", "VANTHU_PASSWORD", "--image", pictures / "chu-ky-mau.png", "-o", work / "many")
        many = sorted((work / "many").glob("*.pdf"))
        if len(many) != args.untouched:
            fail(f"{len(many)} signed files of {args.untouched}")
        done = run("verify", *many, "--trust", work / "trust")
        if done.returncode:
            fail(f"untouched files are reported (exit code {done.returncode}):\n{done.stdout[:4000]}{done.stderr[:4000]}")
        # One bad file among them must tell.
        many[len(many) // 2].write_bytes(many[len(many) // 2].read_bytes().replace(b"%%EOF", b"%%EOG", 1))
        if run("verify", *many, "--trust", work / "trust").returncode != 1:
            fail("self-test: one changed file among the untouched ones was not seen")
        print(f"ok    {args.untouched} untouched files hold; one changed file among them is seen")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
