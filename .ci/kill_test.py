#!/usr/bin/env python3
"""`vanthu batch` is killed again and again and goes on where it was:

    kill_test.py VANTHU [--rounds 30] [--rows 2000] [--seed 1] [--plan PLAN --data CSV]

Each round starts `batch --resume` in one folder and kills it (SIGKILL, which it cannot see coming) at a random moment: in turn the program
alone, whose workers must then end by themselves, and the program with its workers. In the end it is let finish, and every file must be
that of a run that nobody disturbed: none missing, none more, no temporary file left. Most rounds fall while documents are being made: the
moments are drawn from the time that the undisturbed run took. Without --data rows of plans/giay-moi-hoi-nghi.csv are repeated.
"""
import argparse
import hashlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What the program keeps beside the documents.
JOURNAL, LOCK = "vanthu-batch.jsonl", ".vanthu-batch.lock"


def children(pid):
    """The processes that a process started, and theirs."""
    found = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            found += [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{thread}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return found + [grandchild for child in found for grandchild in children(child)]


def started(pid):
    """When a process began, which tells it from a later one with the same number; None once it has ended."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else fields[19]


def sums(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name not in (JOURNAL, LOCK)}


def differences(expected, found):
    """What tells two folders apart, in words."""
    said = [f"missing: {name}" for name in sorted(expected.keys() - found.keys())]
    said += [f"not a document: {name}" for name in sorted(found.keys() - expected.keys())]
    return said + [f"other bytes: {name}" for name in sorted(expected.keys() & found.keys()) if expected[name] != found[name]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vanthu", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plan", type=pathlib.Path, default=ROOT / "plans/giay-moi-hoi-nghi.yaml")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "plans/giay-moi-hoi-nghi.csv")
    args = parser.parse_args()
    draw = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        table, whole, killed = work / "rows.csv", work / "whole", work / "killed"
        with open(table, "wb") as file:
            subprocess.run([ROOT / ".ci/rows.py", args.data, str(args.rows)], check=True, stdout=file)

        def batch(out, *more):
            return [str(args.vanthu.resolve()), "batch", str(args.plan), "--data", str(table), "--out", str(out), "--quiet", *more]

        begin = time.monotonic()
        subprocess.run(batch(whole), check=True, timeout=1800)
        length = time.monotonic() - begin
        expected = sums(whole)
        if len(expected) != args.rows:
            sys.exit(f"FAIL  {len(expected)} documents for {args.rows} rows: {[n for n in expected if not n.endswith('.pdf')][:5]}")
        print(f"ok    undisturbed: {len(expected)} documents in {length:.1f} s")

        # Each round gets so far that in the end almost all is made, in pieces.
        piece = 2.2 * length / args.rounds
        early = amid = late = halves = 0
        for turn in range(args.rounds):
            before = len(list(killed.glob("*.pdf"))) if killed.exists() else 0
            process = subprocess.Popen(batch(killed, "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            try:
                _, said = process.communicate(timeout=draw.uniform(0.01, 2 * piece))
            except subprocess.TimeoutExpired:
                workers = {pid: started(pid) for pid in children(process.pid)}
                for pid in [process.pid, *(workers if turn % 2 else [])]:
                    try:
                        os.kill(pid, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
                process.communicate()
                deadline = time.monotonic() + 20
                while left := [pid for pid, began in workers.items() if began and started(pid) == began]:
                    if time.monotonic() > deadline:
                        sys.exit(f"FAIL  round {turn + 1}: workers go on without the program: {left}")
                    time.sleep(0.01)
            else:
                # It was quicker than this round's moment: its result is looked at, and the next round begins anew.
                late += 1
                if process.returncode != 0:
                    sys.exit(f"FAIL  round {turn + 1}: exit code {process.returncode}: {said.decode(errors='replace')}")
                if wrong := differences(expected, sums(killed)):
                    sys.exit(f"FAIL  round {turn + 1}: {wrong[:5]}")
                shutil.rmtree(killed)
                continue
            now = len(list(killed.glob("*.pdf"))) if killed.exists() else 0
            early += now == before
            amid += now > before
            halves += killed.exists() and any(killed.glob(".vanthu-tam-*"))
        made = len(list(killed.glob("*.pdf")))
        print(
            f"ok    {args.rounds} rounds: {amid} killed while documents were made, {early} before, {late} finished first; "
            f"{halves} left half a file; {made} documents at last"
        )
        if amid < args.rounds // 5:
            sys.exit("FAIL  too few rounds were killed while documents were being made")
        subprocess.run(batch(killed, "--resume"), check=True, timeout=1800)
        found = sums(killed)
        for line in (wrong := differences(expected, found))[:20]:
            print(f"FAIL  {line}")
        if wrong:
            sys.exit(1)
        print(f"ok    finished: {len(found)} documents, the same bytes as undisturbed, nothing else but the journal")

        # Files that were spoiled or lost meanwhile are made again; and the comparison sees them.
        one, two, *_ = sorted(killed.glob("*.pdf"))
        one.write_bytes(one.read_bytes()[:100])
        two.unlink()
        (killed / ".vanthu-tam-9").write_bytes(b"half")
        if sorted(line.split(":")[0] for line in differences(expected, sums(killed))) != ["missing", "not a document", "other bytes"]:
            sys.exit("FAIL  a spoiled, a lost and a temporary file were not seen")
        subprocess.run(batch(killed, "--resume"), check=True, timeout=1800)
        if wrong := differences(expected, sums(killed)):
            sys.exit(f"FAIL  a spoiled file was not made again: {wrong[:5]}")
        print("ok    a spoiled, a lost and a temporary file are put right by --resume")


if __name__ == "__main__":
    main()
