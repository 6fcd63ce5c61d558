#!/usr/bin/env python3
"""What is in a signed PDF, by programs that did not sign it; each exits with 1 and says why when it does not hold:

    signatures.py pdfsig NSS FILE COUNT [whole]   poppler's pdfsig: COUNT signatures, each valid and trusted; "whole": the last one covers
                                                  the whole file. (pdfsig itself exits with 0 whatever it finds: its words are read.)
    signatures.py level LEVEL FILE COUNT          COUNT signatures of exactly this PAdES level: b-b, b-t, b-lt or b-lta
    signatures.py conformance FILE...             PDF/A-2a and PDF/UA-1 by page-validation
    signatures.py prefix EARLIER LATER            the later file begins with all bytes of the earlier one
    signatures.py self-test NSS FILE COUNT        pdfsig and level see flipped bytes and a wrong level
"""
import pathlib
import re
import subprocess
import sys
import tempfile

# An earlier signature cannot cover the revisions after it; page-validation asks that of every signature.
KNOWN = "PDFA2A-SIGNATURE-BYTERANGE-001"


class Fault(Exception):
    pass


def check(truth, words):
    if not truth:
        raise Fault(words)


def pdfsig(nss, path, count, whole=False):
    done = subprocess.run(["pdfsig", "-nssdir", f"sql:{nss}", "-no-ocsp", path], capture_output=True, text=True, check=False)
    # Document time stamps are told apart: poppler lists them, but judges only signatures of persons and bodies.
    parts = [part for part in re.split(r"^Signature #\d+:$", done.stdout, flags=re.M)[1:]]
    signatures = [part for part in parts if "ETSI.CAdES.detached" in part]
    check(len(signatures) == count, f"pdfsig finds {len(signatures)} signatures, not {count}:\n{done.stdout}{done.stderr}")
    for part in signatures:
        check("Signature Validation: Signature is Valid." in part, f"pdfsig, not valid:{part}")
        check("Certificate Validation: Certificate is Trusted." in part, f"pdfsig, not trusted:{part}")
        check(re.search(r"Signing Hash Algorithm: SHA-?(256|384|512)", part), f"pdfsig, hash:{part}")
    if whole:
        check("- Total document signed" in signatures[-1], f"pdfsig, not the whole document:{signatures[-1]}")


def level(wanted, path, count):
    from asn1crypto import cms
    from pyhanko.pdf_utils.reader import PdfFileReader

    data = pathlib.Path(path).read_bytes()
    with open(path, "rb") as file:
        reader = PdfFileReader(file)
        signatures, stamps = reader.embedded_regular_signatures, reader.embedded_timestamp_signatures
        check(len(signatures) == count, f"{len(signatures)} signatures, not {count}")
        for signature in signatures:
            name = signature.field_name
            check(signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached", f"{name}: SubFilter")
            start, before, after, rest = (int(number) for number in signature.byte_range)
            check(start == 0 and data[before : before + 1] == b"<" and data[after - 1 : after] == b">", f"{name}: ByteRange and Contents")
            check(data[:after + rest].rstrip(b"\r\n").endswith(b"%%EOF"), f"{name}: ByteRange does not end at its revision's %%EOF")
            signed = {attribute["type"].native: attribute["values"] for attribute in signature.signer_info["signed_attrs"]}
            check({"content_type", "message_digest", "signing_certificate_v2"} <= signed.keys(), f"{name}: signed attributes {set(signed)}")
            check("signing_time" not in signed, f"{name}: PAdES has no signing-time attribute")
            check("/M" in signature.sig_object, f"{name}: /M is missing")
            check(signature.signer_info["digest_algorithm"]["algorithm"].native in ("sha256", "sha384", "sha512"), f"{name}: digest")
            unsigned = signature.signer_info["unsigned_attrs"]
            stamped = isinstance(unsigned, cms.CMSAttributes) and any(a["type"].native == "signature_time_stamp_token" for a in unsigned)
            check(stamped == (wanted != "b-b"), f"{name}: {'a' if stamped else 'no'} time stamp at {wanted}")
        dss = "/DSS" in reader.root
        check(dss == (wanted in ("b-lt", "b-lta")), f"{'a' if dss else 'no'} DSS at {wanted}")
        if dss:
            check(reader.root["/DSS"].get("/Certs"), "the DSS has no certificates")
            check(reader.root["/DSS"].get("/OCSPs") or reader.root["/DSS"].get("/CRLs"), "the DSS has neither OCSP nor CRL")
        check(bool(stamps) == (wanted == "b-lta"), f"{len(stamps)} document time stamps at {wanted}")
        if stamps:
            check(stamps[-1].sig_object["/SubFilter"] == "/ETSI.RFC3161", "document time stamp: SubFilter")
            _, _, after, rest = (int(number) for number in stamps[-1].byte_range)
            check(data[: after + rest].endswith((b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")), "document time stamp: ByteRange does not end at its revision's %%EOF")
            last = max(sum(int(number) for number in list(signature.byte_range)[2:]) for signature in signatures)
            check(after + rest > last, "no document time stamp covers the last signature")


def conformance(*paths):
    import page

    for path in paths:
        revisions = len(re.findall(rb"%%EOF", pathlib.Path(path).read_bytes()))
        for profile in ("2a", "ua1"):
            report = page.validate_pdf(path, profile=profile)
            check(report.rules.total > 0, f"{path}: no rule of {profile} was checked")
            wrong = [f"{f.rule_id}: {f.message}" for f in report.failures if not (revisions > 2 and f.rule_id == KNOWN)]
            check(not wrong, f"{path}, {profile}:\n  " + "\n  ".join(wrong))


def prefix(earlier, later):
    a, b = pathlib.Path(earlier).read_bytes(), pathlib.Path(later).read_bytes()
    check(len(b) > len(a) and b.startswith(a), f"{later} does not begin with the bytes of {earlier}")


def self_test(nss, path, count):
    """Both checks pass on the file and fail on spoiled copies."""
    data = pathlib.Path(path).read_bytes()
    levels = ["b-b", "b-t", "b-lt", "b-lta"]

    def holds(function, *arguments):
        try:
            function(*arguments)
        except Fault:
            return False
        return True

    own = [name for name in levels if holds(level, name, path, count)]
    check(len(own) == 1, f"self-test: the file passes as {own}")
    pdfsig(nss, path, count)
    check(not holds(level, own[0], path, count + 1), "self-test: a signature that is not there was counted")
    check(not holds(pdfsig, nss, path, count + 1), "self-test: pdfsig, a signature that is not there was counted")
    with tempfile.TemporaryDirectory() as folder:
        spoiled = f"{folder}/spoiled.pdf"
        body = bytearray(data)
        body[data.index(b"endstream") - 20] ^= 1
        pathlib.Path(spoiled).write_bytes(body)
        check(not holds(pdfsig, nss, spoiled, count), "self-test: pdfsig, a flipped byte was not seen")
        with tempfile.TemporaryDirectory() as empty:
            subprocess.run(["certutil", "-N", "-d", f"sql:{empty}", "--empty-password"], check=True)
            check(not holds(pdfsig, empty, path, count), "self-test: pdfsig, a root that nobody trusts was not seen")
        check(not holds(prefix, spoiled, path), "self-test: changed bytes of the earlier file were not seen")
        longer = f"{folder}/longer.pdf"
        pathlib.Path(longer).write_bytes(data + b"\n% more\n")
        check(not holds(pdfsig, nss, longer, count, True), "self-test: pdfsig, bytes behind the signed ones were not seen")


COMMANDS = {"pdfsig": pdfsig, "level": level, "conformance": conformance, "prefix": prefix, "self-test": self_test}


def main(arguments):
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    values = [int(value) if value.isdigit() else value == "whole" or value for value in arguments[1:]]
    try:
        COMMANDS[arguments[0]](*values)
    except Fault as fault:
        print(f"FAIL  {' '.join(arguments)}: {fault}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
