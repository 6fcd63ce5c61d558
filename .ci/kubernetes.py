#!/usr/bin/env python3
"""examples/kubernetes/indexed-job.yaml without a cluster: it is valid under the schemas of Kubernetes, its numbers agree, and its
command, run as the plain shell that it is for every index, makes the files of one undivided run.

    kubernetes.py VANTHU [PLAN CSV]      of plans/giay-moi-hoi-nghi otherwise
"""
import copy
import hashlib
import pathlib
import subprocess
import sys
import tempfile

import kubernetes_validate
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "examples/kubernetes/indexed-job.yaml"
# From the release in which an index can have tries of its own to the newest that the schemas know.
VERSIONS = ["1.33", "1.35", "1.37"]
failed = 0


def say(fine, text):
    global failed
    failed += not fine
    print(f"{'ok   ' if fine else 'FAIL '} {text}")


def fault(job):
    """What is wrong with a manifest, or None."""
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(job, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            return f"{version}: {error.message}"
    spec = job["spec"]
    pod = spec["template"]["spec"]
    container = pod["containers"][0]
    variables = {entry["name"]: entry["value"] for entry in container["env"]}
    # What no schema says.
    if spec["completionMode"] != "Indexed":
        return "not an Indexed Job"
    if not variables["SHARDS"] == str(spec["completions"]) == str(spec["parallelism"]):
        return "SHARDS, completions and parallelism differ"
    if pod["restartPolicy"] != "Never":
        return "a pod failure policy needs restartPolicy: Never"
    names = {rule["onExitCodes"]["containerName"] for rule in spec["podFailurePolicy"]["rules"] if "onExitCodes" in rule}
    if names != {container["name"]}:
        return "the pod failure policy is about another container"
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    if set(mounts) != {volume["name"] for volume in pod["volumes"]}:
        return "volumes and mounts differ"
    for name in ("PLAN", "DATA", "OUT"):
        if not any(variables[name].startswith(f"{path}/") for path in mounts.values()):
            return f"{name} is outside the volume"
    return None


def files(folder):
    """The PDFs below a folder: name and sum."""
    found = {}
    for path in sorted(folder.rglob("*.pdf")):
        if path.name in found:
            sys.exit(f"FAIL  {path.name} was made by two indices")
        found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def main():
    vanthu = pathlib.Path(sys.argv[1]).resolve()
    plan, data = sys.argv[2:] or [ROOT / "plans/giay-moi-hoi-nghi.yaml", ROOT / "plans/giay-moi-hoi-nghi.csv"]
    job = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    found = fault(job)
    say(found is None, f"{MANIFEST.name} under Kubernetes {', '.join(VERSIONS)}{': ' + found if found else ''}")

    spoilers = {
        "an unknown key": lambda j: j["spec"].update(completion=3),
        "a number as a text": lambda j: j["spec"].update(completions="3"),
        "a variable that is no text": lambda j: j["spec"]["template"]["spec"]["containers"][0]["env"][0].update(value=3),
        "no image name": lambda j: j["spec"]["template"]["spec"]["containers"][0].pop("name"),
        "another number of shares": lambda j: j["spec"].update(completions=4),
        "pods that start again": lambda j: j["spec"]["template"]["spec"].update(restartPolicy="OnFailure"),
    }
    for name, spoil in spoilers.items():
        spoiled = copy.deepcopy(job)
        spoil(spoiled)
        say(fault(spoiled) is not None, f"seen: {name}")

    container = job["spec"]["template"]["spec"]["containers"][0]
    variables = {entry["name"]: entry["value"] for entry in container["env"]}
    count = int(variables["SHARDS"])
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "bin").mkdir()
        (work / "bin/vanthu").symlink_to(vanthu)
        own = {"PATH": f"{work / 'bin'}:/usr/bin:/bin", "PLAN": str(plan), "DATA": str(data), "OUT": str(work / "out")}
        for index in range(count):
            environment = {**variables, **own, "JOB_COMPLETION_INDEX": str(index)}
            # Twice: a pod that is started again finds its work done.
            for _ in range(2):
                subprocess.run(container["command"], env=environment, check=True, timeout=600)
        whole = [vanthu, "batch", plan, "--data", data, "--out", work / "whole", "--quiet"]
        subprocess.run(whole, check=True, timeout=600)
        shares = [len(files(work / "out" / str(index))) for index in range(count)]
        say(min(shares) > 0, f"every index has its share: {shares}")
        union, undivided = files(work / "out"), files(work / "whole")
        say(union == undivided, f"the shares together are one undivided run: {len(union)} and {len(undivided)} documents, the same bytes")
        union.popitem()
        say(union != undivided, "seen: a missing document")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
