#!/usr/bin/env python3
"""Seeds and dictionaries for the fuzz targets, made from this repository: python3 fuzz/corpus.py [vanthu]

Then, for instance: cargo fuzz run yaml -- -dict=fuzz/corpus/yaml.dict   (pdf has its own; body takes that of yaml).
With the program, the PDFs of the examples are seeds, too.
"""

import json
import re
import subprocess
import sys
import tempfile
from hashlib import sha1
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"

# What the readers of plans and bodies look for: marks, and words with a meaning.
MARKS = """
: | > - # { } [ ] , " ' & * ! --- ... ** * __ [[ ]] {{ }} ${ \\ || |-| ::: # ## - + 1. a) ( ) / ; : « » … – ₫ %
vanthu:ignore bo_qua true false null ~ <<
""".split()
WORDS = """
Điều Khoản Điểm Chương Mục Phần Phụ lục Căn cứ Nghị định Quyết định Thông tư Luật số ngày tháng năm TM. KT. TL. TUQ. Q.
ỦY BAN NHÂN DÂN Ủy ban nhân dân Kính gửi Nơi nhận Như trên Lưu VT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập Tự do Hạnh phúc
đồng triệu tỷ phần trăm hoà thuỷ quí Đ đ ă ơ ư ặ ễ ỵ
""".split()
OPERATORS = """
q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' " d0 d1
CS cs SC SCN sc scn G g RG rg K k sh BI ID EI Do MP DP BMC BDC EMC BX EX obj endobj stream endstream xref trailer startxref
R << >> [ ] ( ) < > true false null %PDF-1.7 %%EOF
""".split()
NAMES = """
Type Catalog Pages Page Kids Count Parent MediaBox CropBox Rotate Contents Resources Font XObject ExtGState ColorSpace Pattern
Shading Properties Subtype Form Image Matrix BBox Group Type0 Type1 Type3 TrueType CIDFontType2 CIDFontType0 BaseFont Encoding
Differences ToUnicode DescendantFonts W DW W2 Widths FirstChar LastChar FontDescriptor FontFile FontFile2 FontFile3 CharProcs
Identity-H WinAnsiEncoding Filter FlateDecode LZWDecode ASCII85Decode ASCIIHexDecode RunLengthDecode DecodeParms Predictor Length
ObjStm XRef Index Prev Size Root Info ID Encrypt First N Extends AcroForm Fields Sig Tx V FT ByteRange SubFilter Perms DocMDP DSS
VRI Certs CRLs OCSPs PieceInfo vanthu Private Anchors OCProperties OCGs SMask G Indexed ICCBased Separation DeviceN DeviceRGB
Function FunctionType Domain Range Functions Bounds Encode PatternType ShadingType Coords ImageMask Width Height BitsPerComponent
""".split()


def seed(target: str, data: bytes) -> None:
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / sha1(data).hexdigest()).write_bytes(data)


def bodies(plan: str):
    """The blocks `noi_dung: |` of a plan, without their indent."""
    for block in re.findall(r"^( *)noi_dung: \|\n((?:\1 +.*\n|\n)+)", plan, re.M):
        lines = block[1].split("\n")
        indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        yield "\n".join(line[indent:] for line in lines)


def dictionary(name: str, words: list[str]) -> None:
    def quoted(word: str) -> str:
        plain = (chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02X}" for b in word.encode())
        return '"' + "".join(plain) + '"\n'

    CORPUS.mkdir(parents=True, exist_ok=True)
    (CORPUS / f"{name}.dict").write_text("".join(quoted(word) for word in dict.fromkeys(words)))


def keys(schema) -> list[str]:
    """All names of properties, and all words that one may choose from."""
    if isinstance(schema, list):
        return [key for item in schema for key in keys(item)]
    if not isinstance(schema, dict):
        return []
    own = [f"{key}: " for key in schema.get("properties", {})]
    own += [word for word in schema.get("enum", []) if isinstance(word, str)]
    return own + [key for item in schema.values() for key in keys(item)]


def main() -> None:
    plans = sorted((ROOT / "plans").rglob("*.yaml"))
    for path in plans + sorted((ROOT / "tests").rglob("*.yaml")):
        seed("yaml", path.read_bytes())
        for body in bodies(path.read_text(errors="replace")):
            seed("body", body.encode())
    for path in sorted((ROOT / "tests").rglob("*.pdf")):
        seed("pdf", path.read_bytes())
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as folder:
            # One at a time: a copy, or a plan that wants a table, has no PDF by itself.
            for plan in plans:
                subprocess.run([sys.argv[1], "render", plan, "-o", f"{folder}/{plan.stem}.pdf"], capture_output=True)
            for path in sorted(Path(folder).glob("*.pdf")):
                seed("pdf", path.read_bytes())
    schema = json.loads((ROOT / "schema" / "vanthu.schema.json").read_text())
    dictionary("yaml", MARKS + WORDS + keys(schema))
    dictionary("pdf", OPERATORS + [f"/{name}" for name in NAMES])
    for target in ("yaml", "body", "pdf"):
        print(f"{target}: {len(list((CORPUS / target).glob('*')))} seeds")


if __name__ == "__main__":
    main()
