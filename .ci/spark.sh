#!/usr/bin/env bash
# Spark makes the same bytes: examples/spark/batch.py on two worker processes, with mapInPandas and with pipe, against one run of
# `vanthu batch`; a bad row is a row with its reasons:
#   spark.sh VANTHU [ROWS [PLAN CSV]]      2000 rows of plans/giay-moi-hoi-nghi otherwise
# Java 17 (apt) and requirements-spark.txt (pip, in target/spark-venv) come in if they are not there. Everything stays on loopback,
# ends by itself and is bounded in time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
if [[ $# == 0 || $# == 3 || $# -gt 4 || ! -x $1 ]]; then
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
vanthu=$(realpath "$1")
count=${2:-2000}
plan=$(realpath "${3:-$root/plans/giay-moi-hoi-nghi.yaml}")
csv=$(realpath "${4:-$root/plans/giay-moi-hoi-nghi.csv}")
command -v java > /dev/null || apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless > /dev/null
python=$("$here/venv.sh" spark)
work=$(mktemp -d)
# Of the processes that have $work in their command line, none but this script's own may be left.
left() {
    local process
    for process in /proc/[0-9]*; do
        if tr '\0' ' ' 2> /dev/null < "$process/cmdline" | grep -qF "$work"; then basename "$process"; fi
    done
}
trap 'rm -rf "$work"' EXIT

# One row is wrong: it has no name.
"$here/rows.py" "$csv" "$count" | "$python" -c '
import csv, sys
read = open(sys.stdin.fileno(), encoding="utf-8", newline="")
write = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="")
rows = list(csv.reader(read))
rows[5][next(n for n, head in enumerate(rows[0]) if head in ("Họ và tên", "ho_ten"))] = ""
csv.writer(write).writerows(rows)' > "$work/rows.csv"
mkdir "$work/bundle" "$work/tmp"
cp "$vanthu" "$work/bundle/vanthu"
cp "$plan" "$work/bundle/"
[[ ! -d $(dirname "$plan")/don-vi ]] || cp -R "$(dirname "$plan")/don-vi" "$work/bundle/"
tar -C "$work/bundle" -czf "$work/bundle.tar.gz" .
# A worker of local-cluster starts its executors with what SPARK_HOME has, and lets them work in a folder there: so it is one of this
# run, with the programs of PySpark's package.
"$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))' > "$work/package"
mkdir "$work/home"
ln -s "$(cat "$work/package")"/{bin,jars} "$work/home/"

spark() {
    local name=$1
    shift
    local java="-Djava.io.tmpdir=$work/tmp -XX:-UsePerfData"
    env SPARK_HOME="$work/home" TMPDIR="$work/tmp" SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_HOSTNAME=127.0.0.1 SPARK_LOCAL_DIRS="$work/spark" \
        PYSPARK_PYTHON="$python" PYSPARK_DRIVER_PYTHON="$python" \
        timeout --kill-after=30 900 "$work/home/bin/spark-submit" \
        --master 'local-cluster[2,1,1024]' --driver-memory 1g --executor-memory 1g \
        --driver-java-options "$java" --conf spark.executor.extraJavaOptions="$java" \
        --archives "$work/bundle.tar.gz#vanthu" \
        --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 --conf spark.ui.enabled=false \
        --conf spark.sql.shuffle.partitions=4 --conf spark.sql.warehouse.dir="$work/warehouse" \
        --conf spark.task.maxFailures=1 \
        "$root/examples/spark/batch.py" --vanthu vanthu/vanthu --plan "vanthu/$(basename "$plan")" \
        --data "file://$work/rows.csv" --out "file://$work/$name.parquet" --files "$work/$name" --partitions 7 "$@" \
        2> "$work/$name.log" || { sed '/ INFO /d' "$work/$name.log" | sed -n 1,40p >&2; echo "FAIL  Spark ($name) did not end well" >&2; exit 1; }
}
# Names and sums of the PDFs in a folder.
sums() { (cd "$1" && find . -type f -name '*.pdf' -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum); }
same() {
    sums "$work/$1" > "$work/$1.sums"
    cmp "$work/local.sums" "$work/$1.sums" || { diff "$work/local.sums" "$work/$1.sums" | sed -n 1,10p >&2 || true; return 1; }
}

begin=$SECONDS
code=0
"$vanthu" batch "$plan" --data "$work/rows.csv" --out "$work/local" --quiet > "$work/local.log" 2>&1 || code=$?
sums "$work/local" > "$work/local.sums"
if [[ $code != 1 || $(wc -l < "$work/local.sums") != $((count - 1)) ]]; then
    cat "$work/local.log" >&2
    echo "FAIL  exit code $code, $(wc -l < "$work/local.sums") PDFs: a good run has 1, one row being wrong, and $((count - 1))" >&2
    exit 1
fi
echo "ok    $((count - 1)) documents in one run: $((SECONDS - begin)) s"
for way in mapInPandas pipe; do
    begin=$SECONDS
    option=()
    [[ $way == mapInPandas ]] || option=(--pipe)
    spark "$way" "${option[@]}" > "$work/said"
    same "$way" || { echo "FAIL  Spark ($way) made other files" >&2; exit 1; }
    # The work was really shared: tasks ran on both executors.
    hosts=$(grep -o 'Starting task [0-9.]* in stage [0-9.]* (TID [0-9]*) ([0-9.]*,executor [0-9]*' "$work/$way.log" | grep -o 'executor [0-9]*' | sort -u | wc -l)
    [[ $hosts -ge 2 ]] || { echo "FAIL  Spark ($way) ran on $hosts executors" >&2; exit 1; }
    tail -n 1 "$work/said" | grep -qx "$((count - 1)) documents, 1 bad rows" || { cat "$work/said" >&2; echo "FAIL  the bad row ($way)" >&2; exit 1; }
    echo "ok    Spark, $way: $(tr '\n' ' ' < "$work/said")"
    echo "ok    $((count - 1)) documents by Spark, $way, on $hosts executors: the same bytes ($((SECONDS - begin)) s)"
done

# The comparison can fail.
first=$(find "$work/pipe" -name '*.pdf' -print -quit)
printf x >> "$first"
if same pipe > /dev/null 2>&1; then echo "FAIL  a changed byte was not seen" >&2; exit 1; fi
rm "$first"
if same pipe > /dev/null 2>&1; then echo "FAIL  a missing file was not seen" >&2; exit 1; fi

# A plan that cannot be used ends the job.
if (plan=not-there.yaml; spark none) > /dev/null 2> "$work/said"; then
    echo "FAIL  a job without a plan ended well" >&2
    exit 1
fi
grep -q 'ended with [12]:' "$work/said" || { tail "$work/said" >&2; echo "FAIL  why there is no plan was not said" >&2; exit 1; }
echo "ok    a plan that is not there ends the job"
sleep 1
if [[ -n $(left) ]]; then
    echo "FAIL  processes are left: $(left | tr '\n' ' ')" >&2
    exit 1
fi
echo "ok    nothing is left running"
