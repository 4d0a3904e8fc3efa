#!/usr/bin/python3
"""Runs every check of a built tree and counts each single case; ./test calls it.

    run_all.py [--quick] [--only WORD]

Reads build/dev, build/fuzz and build/release. A check is a program; what it prints says how many
cases passed: TAP (the units), unittest's summary (tests/flow), a last line "N passed, N failed"
(lint, the pages) or lines that begin with PASS, FAIL or SKIP (the mail server's faults); any other
program is one case. A check over its time limit is killed with all it started and is a failed case.
So is one whose server left a sanitizer's report.
"""
import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import typing

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEV = ROOT / "build/dev"
FUZZ = ROOT / "build/fuzz"
RELEASE = ROOT / "build/release"
REPORTS = DEV / "reports"
DEMO = DEV / "demo_trust"
PYTHON = "/usr/bin/python3"
LIMIT_S = 300
LIMIT_BROWSER_S = 1200  # the walk of axe is over 700 pages
LIMIT_MODEL_S = 900
FUZZ_S, FUZZ_QUICK_S = 60, 5


class Count(typing.NamedTuple):
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Count(*(a + b for a, b in zip(self, other)))

    def __str__(self):
        text = f"{self.passed} passed, {self.failed} failed"
        return f"{text}, {self.skipped} skipped" if self.skipped else text


@dataclasses.dataclass
class Job:
    """One program to run. `count` reads (what it printed, exit status) into a Count."""

    name: str
    command: list
    count: typing.Callable
    limit_s: float = LIMIT_S
    folder: pathlib.Path = ROOT
    env: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Outcome:
    job: Job
    count: Count
    seconds: float
    text: str


# ---- reading what a check printed ----


def count_status(_text, status):
    return Count(passed=1) if status == 0 else Count(failed=1)


def count_last_line(text, status):
    lines = text.strip().splitlines()
    match = re.match(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", lines[-1] if lines else "")
    if not match:
        return count_status(text, status)
    passed, failed, skipped = (int(n or 0) for n in match.groups())
    return Count(passed, max(failed, int(status != 0)), skipped)


def count_words(text, status):
    """A line a case: PASS name, FAIL name, SKIP name."""
    passed, failed, skipped = (
        len(re.findall(rf"^{word} ", text, re.M)) for word in ("PASS", "FAIL", "SKIP")
    )
    if passed + failed + skipped == 0:
        return count_last_line(text, status)
    return Count(passed, max(failed, int(status != 0)), skipped)


def count_tap(text, status):
    """cmocka's TAP: a plan `1..N` a group, then a line a case. A crash fails what it kept from
    running."""
    planned = sum(int(n) for n in re.findall(r"^1\.\.(\d+)", text, re.M))
    skipped = len(re.findall(r"^ok \d+.*# SKIP", text, re.M))
    passed = len(re.findall(r"^ok \d+", text, re.M)) - skipped
    failed = len(re.findall(r"^not ok \d+", text, re.M))
    if status == 0 and failed == 0 and planned == passed + skipped and planned > 0:
        return Count(passed, 0, skipped)
    return Count(passed, max(1, failed, planned - passed - skipped), skipped)


def count_unittest(text, status):
    """A test with several failing parts is one failed case; what fails to set up a class is a
    failed case beside those that ran."""
    ran = re.search(r"^Ran (\d+) tests? in ", text, re.M)
    if not ran:
        return Count(failed=1)
    faults = set(re.findall(r"^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (\S+ \(\S+\))", text, re.M))
    beside = sum(fault.startswith(("setUp", "tearDown")) for fault in faults)
    skipped = sum(int(n) for n in re.findall(r"\bskipped=(\d+)", text[ran.end() :]))
    passed = max(0, int(ran[1]) - (len(faults) - beside) - skipped)
    return Count(passed, max(len(faults), int(status != 0)), skipped)


def count_ctest(properties):
    """What a line of CMake's add_test says about exit statuses; TAP wherever it is spoken."""
    skip = properties.get("SKIP_RETURN_CODE")
    inverted = properties.get("WILL_FAIL", False)

    def count(text, status):
        if skip is not None and status == int(skip):
            return Count(skipped=1)
        if inverted:
            return count_status(text, 0 if 0 < status < 128 else 1)
        if re.search(r"^1\.\.\d+", text, re.M):
            return count_tap(text, status)
        return count_words(text, status)

    return count


# ---- what there is to run ----


def server_env():
    return {
        "SPARKD": str(DEV / "sparkd"),
        "SPARKD_RELEASE": str(RELEASE / "sparkd"),
        "SPARKD_BUILD": str(DEV),
        "SPARKD_DEMO": str(DEMO),
    }


def lint_jobs():
    own_tests = sorted((ROOT / "tests/lint").glob("test_*.py"))
    return [Job("lint", [PYTHON, "tests/lint/lint.py"], count_last_line)] + [
        Job(f"lint/{path.stem}", [PYTHON, str(path), "-v"], count_unittest) for path in own_tests
    ]


def unit_jobs():
    listed = subprocess.run(
        ["ctest", "--test-dir", DEV, "--show-only=json-v1"],
        check=True, capture_output=True, text=True,
    )
    jobs = []
    for test in json.loads(listed.stdout)["tests"]:
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        jobs.append(
            Job(
                f"unit/{test['name']}",
                test.get("command", ["false"]),
                count_ctest(properties),
                float(properties.get("TIMEOUT", LIMIT_S)),
                pathlib.Path(properties.get("WORKING_DIRECTORY", DEV)),
                {"CMOCKA_MESSAGE_OUTPUT": "TAP"},
            )
        )
    return jobs


def model_jobs(quick):
    """A million moves of the booking engine in all, or a tenth of that; of the talks' 20,000 at
    each of five kinds of evening."""
    steps = 50_000 if quick else 500_000
    talks = Job(
        "model/talks", [str(RELEASE / "talk_model")], count_words, LIMIT_MODEL_S,
        env={"SPARKD_MODEL_STEPS": "20000"},
    )
    return [talks] + [
        Job(
            f"model/booking_{seed}", [str(RELEASE / "booking_model")], count_words, LIMIT_MODEL_S,
            env={"SPARKD_MODEL_STEPS": str(steps), "SPARKD_MODEL_SEED": str(seed)},
        )
        for seed in (20261101, 20261102)
    ]


def flow_jobs():
    return [
        Job(f"flow/{path.stem}", [PYTHON, str(path), "-v"], count_unittest, env=server_env())
        for path in sorted((ROOT / "tests/flow").glob("test_*.py"))
    ]


def browser_jobs():
    """Every script but those that others import: names that begin with _."""
    return [
        Job(
            f"browser/{path.stem}", ["node", str(path), str(DEV)], count_last_line,
            LIMIT_BROWSER_S, env=server_env(),
        )
        for path in sorted((ROOT / "tests/browser").glob("*.mjs"))
        if not path.name.startswith("_")
    ]


def fuzz_jobs(seconds):
    jobs = []
    for source in sorted((ROOT / "tests/fuzz").glob("fuzz_*.c")):
        name = source.stem
        found = FUZZ / "found" / name
        found.mkdir(parents=True, exist_ok=True)
        command = [
            str(FUZZ / "tests" / name), f"-max_total_time={seconds}", "-timeout=10",
            "-rss_limit_mb=2048", "-verbosity=0", "-print_final_stats=1",
            f"-artifact_prefix={FUZZ}/{name}-", str(found),
        ]
        corpus = ROOT / "tests/fuzz/corpus" / name
        command += [str(corpus)] if corpus.is_dir() else []
        jobs.append(Job(f"fuzz/{name}", command, count_status, seconds + 120))
    return jobs


# ---- running ----


def make_demo():
    """The demo trust that most servers of the checks start from, made once for all of them. A
    check that finds none makes its own, and says what is wrong."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    command = [DEV / "sparkd", "demo", "--data", DEMO / "60.1", "--people", "60", "--seed", "1"]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        shutil.rmtree(DEMO, ignore_errors=True)


def sanitizer_env(job, folder):
    """Servers that a check starts write their reports into a folder, where no test can lose them;
    a unit's own stays in its output."""
    where = f":log_path={folder}/report" if "SPARKD" in job.env else ""
    return {
        "ASAN_OPTIONS": f"detect_stack_use_after_return=1{where}",
        "UBSAN_OPTIONS": f"print_stacktrace=1{where}",
    }


def kill_all(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run_program(job, env):
    """(what it printed, exit status). The whole process group ends with the job."""
    try:
        process = subprocess.Popen(
            job.command, cwd=job.folder, env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )
    except OSError as error:
        return f"cannot be started: {error}\n", 127
    late = ""
    try:
        output, _ = process.communicate(timeout=job.limit_s)
    except subprocess.TimeoutExpired:
        kill_all(process)
        output, _ = process.communicate()
        late = f"\nkilled: not done after {job.limit_s:.0f} s\n"
    kill_all(process)
    return output.decode(errors="replace") + late, process.returncode or (1 if late else 0)


def run_job(job):
    folder = REPORTS / job.name.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **sanitizer_env(job, folder), **job.env}
    text, status = run_program(job, env)
    count = job.count(text, status)
    reports = sorted(folder.iterdir())
    if reports:
        count += Count(failed=1)
        text += "".join(f"\n{path}:\n{path.read_text(errors='replace')}" for path in reports)
    return Outcome(job, count, time.monotonic() - started, text)


def print_outcome(outcome):
    word = "FAIL" if outcome.count.failed else "ok  " if outcome.count.passed else "skip"
    print(f"{word} {outcome.seconds:6.1f} s  {outcome.job.name}: {outcome.count}", flush=True)


def run_jobs(jobs):
    outcomes = []
    with concurrent.futures.ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        running = [pool.submit(run_job, job) for job in jobs]
        for done in concurrent.futures.as_completed(running):
            outcomes.append(done.result())
            print_outcome(outcomes[-1])
    return outcomes


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="", metavar="WORD")
    options = parser.parse_args()
    started = time.monotonic()
    shutil.rmtree(REPORTS, ignore_errors=True)
    groups = {
        "lint": lint_jobs(),
        "units": unit_jobs(),
        "models": model_jobs(options.quick),
        "flow tests": flow_jobs(),
        "browser checks": browser_jobs(),
        "fuzz targets": fuzz_jobs(FUZZ_QUICK_S if options.quick else FUZZ_S),
    }
    for name, jobs in groups.items():
        if not jobs:
            print(f"There are no {name} yet.")
    jobs = [job for jobs in groups.values() for job in jobs if options.only in job.name]
    jobs.sort(key=lambda job: -job.limit_s)  # what may take longest first: no core waits at the end
    if any("SPARKD_DEMO" in job.env for job in jobs):
        make_demo()
    outcomes = run_jobs(jobs)
    for outcome in sorted(outcomes, key=lambda o: o.job.name):
        if outcome.count.failed:
            command = " ".join(map(str, outcome.job.command))
            print(f"\n==== {outcome.job.name}: {outcome.count}\n$ {command}\n{outcome.text.rstrip()}")
    total = sum((outcome.count for outcome in outcomes), Count())
    if not outcomes:
        total += Count(failed=1)
    print(f"\n{len(outcomes)} programs in {time.monotonic() - started:.0f} s\n{total}")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
