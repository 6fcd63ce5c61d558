#!/usr/bin/env python3
"""A mail merge on Spark: each partition of a table goes through one `vanthu batch`, as JSON lines in and out.

    spark-submit --archives vanthu.tar.gz#vanthu examples/spark/batch.py \\
        --vanthu vanthu/vanthu --plan vanthu/giay-moi.yaml --data rows.csv --out documents.parquet

--vanthu and --plan are paths on the executors: where the machines or the image have them, or, as above, inside an archive that
Spark unpacks in the folder in which they run. The result is a Parquet table: a row of its own for each row of the table, with the PDF,
or with the reasons why there is none. A bad row does not end the job; a plan that cannot be used does.

The plan needs a variable with `khoa: true` and a `ten_tep` made of it, not of `dong`: the rows of a partition are counted from 1.
"""
import argparse
import base64
import itertools
import json
import os
import shlex
import subprocess
import tempfile
import threading

import pandas
from pyspark.sql import SparkSession

# What `--format jsonl` says of a row, without its number.
SCHEMA = "khoa string, tep string, sha256 string, trang int, pdf binary, loi array<string>"
COLUMNS = [column.split()[0] for column in SCHEMA.split(", ")]
# So many documents go back to Spark at a time: a few MB.
TOGETHER = 64


def command(vanthu, plan):
    """One process in all: Spark runs as many of them side by side as it has cores."""
    return [vanthu, "batch", plan, "--data", "-", "--out", "-", "--format", "jsonl", "--jobs", "1", "--quiet"]


def table(lines):
    """The answers of `vanthu batch` as rows of Spark."""
    answers = [json.loads(line) for line in lines]
    for answer in answers:
        answer["pdf"] = base64.b64decode(answer["pdf"]) if "pdf" in answer else None
    # Object columns: a missing `trang` must not turn the others into decimals.
    return pandas.DataFrame([[answer.get(column) for column in COLUMNS] for answer in answers], columns=COLUMNS, dtype=object)


def renderer(arguments):
    """A function for `mapInPandas`."""

    def render(batches):
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said)
            failures = []
            given = answered = 0

            def feed():
                nonlocal given
                # Beside the reading below: otherwise both sides could wait for each other with full pipes.
                try:
                    with process.stdin as to:
                        for batch in batches:
                            for row in batch.to_dict("records"):
                                cells = {name: cell for name, cell in row.items() if cell is not None}
                                given += 1  # Before: a row that cannot be written is a row without an answer.
                                to.write(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
                except BrokenPipeError:
                    pass  # It ended early; its exit code and message say why.
                except Exception as error:
                    failures.append(error)

            feeder = threading.Thread(target=feed)
            feeder.start()
            try:
                while lines := list(itertools.islice(process.stdout, TOGETHER)):
                    answered += len(lines)
                    yield table(lines)
                code = process.wait()
            finally:
                process.kill()
                process.wait()
                feeder.join()
            if failures:
                raise failures[0]
            # 1: some rows are wrong, and their answers say so; or the plan is, and no row has an answer.
            if code not in (0, 1) or answered != given:
                said.seek(0)
                raise RuntimeError(f"{shlex.join(arguments)} ended with {code}:\n{said.read()}")

    return render


def piped(spark, rows, arguments):
    """The same with `RDD.pipe`: shorter, but what the program says when it cannot run is in the executors' logs only, and rows that
    were not answered are missed at the end, not in their task."""
    # Spark takes any exit code but 0 for a failure; of a batch, 1 means that some rows are wrong.
    shell = ["sh", "-c", shlex.join(arguments) + "; test $? -le 1"]
    return spark.read.schema(SCHEMA).json(rows.toJSON().pipe(shlex.join(shell), checkCode=True))


def unpack(folder):
    """A function that writes the PDFs of a partition as files."""

    def write(rows):
        for row in rows:
            path = os.path.join(folder, row.tep)
            # A second attempt of a task must not leave half a file of the first.
            with tempfile.NamedTemporaryFile(dir=folder, prefix=".vanthu-", delete=False) as file:
                file.write(row.pdf)
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)

    return write


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vanthu", default="vanthu", help="the program, as executors see it")
    parser.add_argument("--plan", required=True, help="the plan, as executors see it")
    parser.add_argument("--data", required=True, help="a CSV table (UTF-8, commas, with a head)")
    parser.add_argument("--out", required=True, help="the Parquet table of results")
    parser.add_argument("--files", help="also write each PDF into this folder, which all executors reach")
    parser.add_argument("--partitions", type=int, help="default: as many as cores")
    parser.add_argument("--pipe", action="store_true", help="RDD.pipe in place of mapInPandas")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("vanthu").getOrCreate()
    # All cells are text, and quotes within quotes are doubled: the plan says what each column is.
    rows = spark.read.csv(args.data, header=True, inferSchema=False, escape='"', multiLine=True)
    rows = rows.repartition(args.partitions or spark.sparkContext.defaultParallelism)
    arguments = command(args.vanthu, args.plan)
    if args.pipe:
        documents = piped(spark, rows, arguments)
    else:
        documents = rows.mapInPandas(renderer(arguments), SCHEMA)
    # Written once, then read: otherwise every count below would make all documents again.
    documents.write.mode("overwrite").parquet(args.out)
    documents = spark.read.parquet(args.out)

    made = documents.where("loi is null")
    given, answered = rows.count(), documents.count()
    if answered != given:
        raise SystemExit(f"{given} rows, but {answered} answers: the executors' logs say why")
    twice = made.groupBy("tep").count().where("count > 1").limit(5).collect()
    if twice:
        raise SystemExit(f"several rows gave one file name: {', '.join(row.tep for row in twice)}")
    if args.files:
        os.makedirs(args.files, exist_ok=True)
        made.select("tep", "pdf").foreachPartition(unpack(args.files))
    for row in documents.where("loi is not null").select("khoa", "loi").orderBy("khoa").limit(20).collect():
        print(f"{row.khoa}: {'; '.join(row.loi)}")
    print(f"{made.count()} documents, {answered - made.count()} bad rows")
    spark.stop()


if __name__ == "__main__":
    main()
