"""Times the tools in turn and prints a table: compare.py VANTHU PLAN WORK ROUNDS COUNTS [TYPST] (run.sh calls it)

Every round runs every tool once; a tool's figure is the median of its rounds. What a tool made is looked at: number of files, pages, fonts,
the addressee's name, the standards that it claims.
"""
import concurrent.futures
import csv
import importlib.metadata
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = sys.executable
EXPORT = json.dumps({"SelectPdfVersion": {"type": "long", "value": "2"}, "PDFUACompliance": {"type": "boolean", "value": "true"}})


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def at_once(jobs, processes):
    """Runs commands, so many at a time."""
    with concurrent.futures.ThreadPoolExecutor(processes) as pool:
        list(pool.map(lambda job: run(*job), jobs))


def shares(count, parts):
    edges = [count * n // parts for n in range(parts + 1)]
    return list(zip(edges, edges[1:]))


class Bench:
    def __init__(self, vanthu, plan, work, counts, typst):
        self.vanthu, self.plan, self.work, self.counts, self.typst = vanthu, plan, work, counts, typst
        with open(work / "rows.csv", encoding="utf-8", newline="") as file:
            self.rows = list(csv.reader(file))[1:]

    def batch(self, processes):
        def make(out, count):
            run(self.vanthu, "batch", self.plan, "--data", self.work / "rows.csv", "--out", out, "--limit", count, "--jobs", processes, "--quiet")

        return make

    def python(self, tool, processes):
        def make(out, count):
            jobs = [[PYTHON, HERE / "tools.py", tool, self.work, out, *share] for share in shares(count, processes)]
            at_once(jobs, processes)

        return make

    def python_each(self, processes):
        def make(out, count):
            at_once([[PYTHON, HERE / "tools.py", "typst-one", self.work, out, n, n + 1] for n in range(count)], processes)

        return make

    def typst_each(self, processes):
        root = self.work / "typst"

        def make(out, count):
            at_once(
                [
                    [self.typst, "compile", "--root", root, "--font-path", root / "fonts", "--ignore-system-fonts",
                     "--pdf-standard", "a-2a,ua-1", "--input", f"don_vi={name}", root / "inputs.typ", out / f"{key}.pdf"]
                    for key, name in self.rows[:count]
                ],
                processes,
            )

        return make

    def office(self, processes):
        def make(out, count):
            files = sorted((self.work / "docx").glob("*.docx"))[:count]
            at_once(
                [
                    ["soffice", f"-env:UserInstallation=file://{self.work}/office-{n}", "--headless", "--convert-to",
                     f"pdf:writer_pdf_Export:{EXPORT}", "--outdir", out, *files[start:end]]
                    for n, (start, end) in enumerate(shares(count, processes))
                ],
                processes,
            )

        return make

    def tools(self):
        """Name, how many processes at a time, kind of its count, how it is run."""
        yield "`vanthu batch`", 2, "batch", self.batch(2)
        yield "`vanthu batch --jobs 1`", 1, "batch", self.batch(1)
        best = self.best_way()
        for processes in (2, 1):
            yield f"typst, Python binding, one compiler for all letters ({best})", processes, "binding", self.python(f"typst-{best}", processes)
        if self.typst:
            yield "`typst compile`, a process for each letter", 2, "each", self.typst_each(2)
        yield "typst, Python binding, a process for each letter", 2, "each", self.python_each(2)
        for processes in (2, 1):
            yield "LibreOffice, one call for all .docx of a process", processes, "office", self.office(processes)
        for processes in (2, 1):
            yield "WeasyPrint, fonts and style read once", processes, "weasyprint", self.python("weasyprint", processes)

    def best_way(self):
        """Whether the binding is faster with the addressee from a data file or from `sys_inputs`."""
        took = {}
        for way in ("file", "inputs"):
            out = self.work / "out"
            took[way] = self.timed(self.python(f"typst-{way}", 1), 40)
            shutil.rmtree(out)
        print(f"typst, 40 letters: addressee from a data file {took['file']:.2f} s, from sys_inputs {took['inputs']:.2f} s", file=sys.stderr)
        return min(took, key=took.get)

    def timed(self, make, count):
        out = self.work / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        begin = time.perf_counter()
        make(out, count)
        return time.perf_counter() - begin

    def look(self, name, count):
        """What is in the folder must be the letters; the standards that they claim."""
        files = sorted((self.work / "out").glob("*.pdf"))
        if len(files) != count:
            sys.exit(f"{name}: {len(files)} files, not {count}")
        for index in (0, count // 2, count - 1):
            path = files[index]
            key, addressee = self.rows[index]
            if path.stem != key:
                sys.exit(f"{name}: {path.name} is not {key}.pdf")
            said = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
            if " ".join(said.split()).count(addressee) < 3:
                sys.exit(f"{name}: the addressee is not in {path.name}")
            pages = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
            if not re.search(r"^Pages: +2$", pages, re.M):
                sys.exit(f"{name}: {path.name} has not 2 pages")
            fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True).stdout.splitlines()[2:]
            # LibreOffice and WeasyPrint write the family with a hyphen or without.
            if not fonts or any("liberationserif" not in font.lower().replace("-", "") for font in fonts):
                sys.exit(f"{name}: other fonts in {path.name}: {fonts}")
        data = subprocess.run(["pdfinfo", "-meta", files[0]], capture_output=True, text=True).stdout
        part = re.search(r"pdfaid:part(?:>|=\")(\d)", data)
        level = re.search(r"pdfaid:conformance(?:>|=\")([A-Z])", data)
        claims = [f"A-{part[1]}{level[1].lower() if level else ''}"] if part else []
        if re.search(r"pdfuaid:part(?:>|=\")1", data):
            claims.append("UA-1")
        size = sum(path.stat().st_size for path in files) / count
        return ", ".join(claims) or "none", size


def machine():
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"^MemTotal: +(\d+)", pathlib.Path("/proc/meminfo").read_text(), re.M)
    return f"{model[1] if model else platform.processor()}, {len(os.sched_getaffinity(0))} cores, {int(memory[1]) // 1024**2} GiB, {platform.system()}"


def said(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.strip().splitlines()[0]


def main():
    vanthu, plan, work, rounds, counts, *typst = sys.argv[1:]
    busy = os.getloadavg()[0]
    if busy > 0.5:
        print(f"The machine is busy (load {busy:.1f}): the figures will be too low, and not alike for all.", file=sys.stderr)
    bench = Bench(vanthu, plan, pathlib.Path(work), json.loads(counts), typst[0] if typst else None)
    tools = list(bench.tools())
    # LibreOffice makes its profile when it is first run; everything else is read once, too.
    for name, processes, kind, make in tools:
        bench.timed(make, processes if kind != "batch" else 2)
    seconds = {index: [] for index in range(len(tools))}
    looked = {}
    for turn in range(int(rounds)):
        for index, (name, processes, kind, make) in enumerate(tools):
            count = bench.counts[kind]
            seconds[index].append(bench.timed(make, count))
            looked[index] = bench.look(name, count)
            print(f"round {turn + 1}: {name}, {processes}: {count / seconds[index][-1]:.1f} documents/s", file=sys.stderr)
    shutil.rmtree(bench.work / "out")

    commit = subprocess.run(["git", "-C", HERE, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    versions = [
        f"{said(vanthu, '--version')} ({commit})",
        f"typst-py {importlib.metadata.version('typst')}",
        *([said(typst[0], "--version")] if typst else []),
        re.sub(r" [0-9a-f(][^ ]*$", "", said("soffice", "--version")),
        f"WeasyPrint {importlib.metadata.version('weasyprint')}",
        f"Python {platform.python_version()}",
    ]
    reference = None
    print(f"A letter of 2 pages to each addressee, Liberation Serif; {machine()}; medians of {rounds} rounds (least - most)\\\n{'; '.join(versions)}\n")
    print("| Tool | Processes | Documents | Claims | KB each | Documents/s | ms each | `vanthu batch` is faster by |")
    print("|---|---:|---:|---|---:|---:|---:|---:|")
    for index, (name, processes, kind, _) in enumerate(tools):
        count = bench.counts[kind]
        rates = sorted(count / s for s in seconds[index])
        rate = count / statistics.median(seconds[index])
        reference = reference or rate
        claims, size = looked[index]
        print(
            f"| {name} | {processes} | {count} | {claims} | {size / 1000:.0f} | {rate:.1f} ({rates[0]:.1f} - {rates[-1]:.1f}) | {1000 / rate:.1f} | "
            + ("" if index == 0 else f"{reference / rate:.1f}×") + " |"
        )


if __name__ == "__main__":
    main()
