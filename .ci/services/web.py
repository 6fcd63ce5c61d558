#!/usr/bin/env python3
"""CRLs, certificates, an OCSP responder and an RFC 3161 authority on 127.0.0.1:9100, honest and otherwise: web.py FOLDER (which pki.sh has filled)

    GET   /ica.crl /root.crl /ica.crt
    POST  /tsa               a time stamp, by `openssl ts`
          /tsa-slow          nothing for ten minutes
          /tsa-wrong-nonce   a stamp with another nonce
          /tsa-no-nonce      a stamp without the nonce
          /tsa-wrong-imprint a stamp on another imprint
          /tsa-other         a stamp by an authority that nobody trusts
          /tsa-refuses       the answer "rejection"
          /tsa-garbage       bytes that are no answer
          /tsa-endless       an answer that does not end
          /tsa-broken        HTTP 503
          /ocsp              the state of a certificate, by `openssl ocsp`
          /ocsp-forged       "good", signed with a key that may not
          /away              the connection is closed without a word
"""
import http.server
import os
import subprocess
import sys
import tempfile
import threading
import time

FILES = {
    "/ica.crl": ("ica.crl", "application/pkix-crl"),
    "/root.crl": ("root.crl", "application/pkix-crl"),
    "/ica.crt": ("ica.der", "application/pkix-cert"),
}
REJECTION = bytes.fromhex("30053003020102")
ONE_AT_A_TIME = threading.Lock()


def elements(der):
    """(tag, start, end of the contents) of the elements of a DER value's contents."""
    at = 0
    while at < len(der):
        tag, length, at = der[at], der[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(der[at : at + count], "big"), at + count
        yield tag, at, at + length
        at += length


def changed(query, what):
    """The query with another nonce or another imprint: the last byte is turned, so that lengths stay."""
    query = bytearray(query)
    (_, outer, _), = elements(query)
    parts = list(elements(query[outer:]))
    if what == "nonce":
        at = next(end for tag, _, end in parts[2:] if tag == 0x02) - 1
    else:
        _, begin, end = parts[1]
        inner = list(elements(query[outer + begin : outer + end]))
        at = begin + inner[1][2] - 1
    query[outer + at] ^= 0xFF
    return bytes(query)


def without_nonce(query):
    (_, outer, _), = elements(query)
    body, cut = query[outer:], next((b, e) for tag, b, e in list(elements(query[outer:]))[2:] if tag == 0x02)
    body = body[: cut[0] - 2] + body[cut[1] :]
    return bytes([0x30, len(body)]) + body


def openssl(query, command):
    """What openssl answers; QUERY and REPLY in the command are files."""
    with ONE_AT_A_TIME, tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/QUERY", "wb") as file:
            file.write(query)
        words = [f"{folder}/{word}" if word in ("QUERY", "REPLY") else word for word in command.split()]
        subprocess.run(["openssl", *words], check=True, capture_output=True, timeout=30)
        with open(f"{folder}/REPLY", "rb") as file:
            return file.read()


def stamp(query, section="tsa"):
    return openssl(query, f"ts -reply -config pki.cnf -section {section} -queryfile QUERY -out REPLY")


def state(query):
    return openssl(query, "ocsp -reqin QUERY -respout REPLY -index index.txt -CA ica.crt -rsigner ocsp.crt -rkey ocsp.key -ndays 1")


class Service(http.server.BaseHTTPRequestHandler):
    def answer(self, body, kind, code=200):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/away":
            self.close_connection = True
        elif self.path not in FILES:
            self.send_error(404)
        else:
            name, kind = FILES[self.path]
            with open(name, "rb") as file:
                self.answer(file.read(), kind)

    def do_POST(self):
        query = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = "application/timestamp-reply"
        match self.path:
            case "/tsa":
                self.answer(stamp(query), kind)
            case "/tsa-slow":
                time.sleep(600)
            case "/tsa-wrong-nonce":
                self.answer(stamp(changed(query, "nonce")), kind)
            case "/tsa-no-nonce":
                self.answer(stamp(without_nonce(query)), kind)
            case "/tsa-wrong-imprint":
                self.answer(stamp(changed(query, "imprint")), kind)
            case "/tsa-other":
                self.answer(stamp(query, "other-tsa"), kind)
            case "/tsa-refuses":
                self.answer(REJECTION, kind)
            case "/tsa-garbage":
                self.answer(bytes(range(256)) * 20, kind)
            case "/tsa-endless":
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                for _ in range(40_000):
                    self.wfile.write(b"0" * 65536)
            case "/tsa-broken":
                self.send_error(503)
            case "/ocsp":
                self.answer(state(query), "application/ocsp-response")
            case "/ocsp-forged":
                with open("ocsp-forged.der", "rb") as file:
                    self.answer(file.read(), "application/ocsp-response")
            case "/away":
                self.close_connection = True
            case _:
                self.send_error(404)


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 9100), Service)
    server.daemon_threads = True
    server.serve_forever()
