"""R29: the command line never ends with 0 when its output is not whole, and never panics over a stream."""

import os
import re
import shutil
import subprocess

from lib.common import CLI, SAMPLES, Row, Scratch, read, run, write

SAMPLE, OTHER = map(str, SAMPLES[:2])
NOON = "2026-11-25T12:00:00Z"

# How each subcommand is called so that it prints. In each run {folder} is a fresh folder with a project, a copy of the
# sample; what a call makes there is compared with what it makes when nothing fails.
CALLS = {
    "new": [["new", "{folder}/out"], ["new", "--empty", "{folder}/out"], ["new", "{folder}/project"]],
    "rows": [["rows", SAMPLE], ["rows", SAMPLE, "--format", "json"]],
    "export": [["export", SAMPLE, "--as", "csv"], ["export", SAMPLE, "--as", "markdown", "--with-findings"],
               ["export", SAMPLE, "--as", "entra-schema"], ["export", SAMPLE, "--as", "csv-safe", "--output", "{folder}/out"]],
    "eval": [["eval", 'Join(" ", "a", "b")'], ["eval", 'ToUpper("a")', "--format", "json"], ["eval", "Join("]],
    "pilot": [["pilot", SAMPLE, "--now", NOON], ["pilot", SAMPLE, "--now", NOON, "--format", "json"],
              ["pilot", SAMPLE, "--now", NOON, "--format", "csv"], ["pilot", SAMPLE, "--now", NOON, "--format", "markdown"]],
    "diff": [["diff", SAMPLE, "--with", "reference"], ["diff", SAMPLE, "--with", OTHER], ["diff", SAMPLE, "--with", SAMPLE],
             ["diff", SAMPLE, "--with", OTHER, "--as", "json"], ["diff", SAMPLE, "--with", "{table}"]],
    "check": [["check", SAMPLE], ["check", SAMPLE, "--format", "json", "--reference"],
              ["check", SAMPLE, "--fix", "--output", "{folder}/out"], ["check", SAMPLE, "--fix", "--output", "{folder}/project", "--force"]],
    "explain": [["explain", "M014"], ["explain", "C01"], ["explain", "--list"], ["explain", "M999"]],
    "import": [["import", "{table}", "--new", "{folder}/out"], ["import", "{table}", "--new", "{folder}/out", "--format", "json"],
               ["import", "{table}", "--into", "{folder}/project"], ["import", "{table}", "--into", "{folder}/project", "--dry-run"],
               ["import", "{table}", "--into", "{folder}/project", "--on-conflict", "replace"],
               ["import", "{table}", "/nowhere.csv", "--new", "{folder}/out"]],
    "version": [["version"]],
}
GENERAL = [["--help"], ["--version"], [], ["none-such"], ["rows"], ["rows", "/nowhere.json"]]


def subcommands():
    text = run(CLI, "--help").stdout.decode()
    block = text.split("Commands:", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^  ([a-z][a-z-]*)", block, re.MULTILINE)


def files(folder):
    """What a call has made, with the times of this run taken out."""
    made = {name: read(f"{folder}/{name}") for name in os.listdir(folder)}
    return {name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"TIME", content) for name, content in made.items()}


def faults(row, arguments, folder, table):
    """All the ways in which a stream can fail this call."""
    words = [word.replace("{folder}", folder).replace("{table}", table) for word in arguments]

    def fresh():
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        shutil.copyfile(OTHER, f"{folder}/project")

    def started():
        return subprocess.Popen([CLI, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    fresh()
    process = started()
    whole, whole_told = process.communicate(timeout=60)
    code, title = process.returncode, " ".join(arguments).replace(os.path.dirname(SAMPLE), "")
    row.check(code in (0, 1, 2), f"{title}: ended with {code}")
    row.check(code != 2 or whole_told, f"{title}: failed without a word")
    row.check(b"panick" not in whole_told and b"a defect of" not in whole_told, f"{title}: panic")
    made = files(folder)
    tried = 0

    def expect(how, process, told=None):
        nonlocal tried
        tried += 1
        what = f"{title}, {how}"
        row.check(process.returncode in ((2,) if whole else (code,)), f"{what}: ended with {process.returncode}")
        row.check(told is None or b"panick" not in told and b"a defect of" not in told, f"{what}: panic")
        row.check(files(folder) == made, f"{what}: another file than without the fault: {sorted(files(folder))}")

    # A reader that is gone before the first byte, and one that takes a line, as `head -1` does.
    for how, take in (("closed pipe", 0), ("head -1", 1)):
        fresh()
        process = started()
        if take and whole:
            process.stdout.read(1)
        process.stdout.close()
        told = process.stderr.read()
        process.wait(timeout=60)
        # What fits into the pipe before the reader goes was written: then all is well.
        if process.returncode == code and len(whole) <= 65536:
            tried += 1
        else:
            expect(how, process, told)
    for how, redirection in (
        ("stdout on /dev/full", ">/dev/full"), ("stdout closed", ">&-"), ("stdout read-only", "1</dev/null"),
    ):
        fresh()
        process = run("bash", "-c", f'exec "$@" {redirection}', "bash", CLI, *words)
        if how == "stdout closed":
            # Rust opens /dev/null in the place of a closed stream: then nothing is missing that somebody waits for.
            tried += 1
            row.check(process.returncode == code, f"{title}, {how}: ended with {process.returncode}")
        else:
            expect(how, process, process.stderr)
    # A standard error that takes nothing changes nothing else.
    for how, redirection in (("stderr on /dev/full", "2>/dev/full"), ("stderr closed", "2>&-"), ("stderr read-only", "2</dev/null")):
        fresh()
        process = run("bash", "-c", f'exec "$@" {redirection}', "bash", CLI, *words)
        tried += 1
        row.check(process.returncode == code, f"{title}, {how}: ended with {process.returncode} and not {code}")
        row.check(process.stdout == whole, f"{title}, {how}: other output")
        row.check(files(folder) == made, f"{title}, {how}: another file than without the fault")
    if shutil.which("strace"):
        for error in ("ENOSPC", "EIO", "EPIPE"):
            for number in (1, 2, 3):
                fresh()
                log = folder + ".log"
                process = run("strace", "-f", "-qq", "-o", log, "-P", folder + ".stdout", "-e", "trace=write",
                              "-e", f"inject=write:error={error}:when={number}",
                              "bash", "-c", f'exec "$@" >"{folder}.stdout"', "bash", CLI, *words)
                if b"INJECTED" in (read(log) or b""):
                    expect(f"write no. {number} to stdout fails with {error}", process, process.stderr)
    return tried


def r29(_options):
    row = Row("R29", "0 runs with exit 0 and missing output; no panic", "exit codes documented")
    known, tried, unknown = subcommands(), 0, []
    calls = list(GENERAL)
    for name in known:
        calls.append([name, "--help"])
        if name in CALLS:
            calls.extend(CALLS[name])
        elif run(CLI, name, SAMPLE).returncode in (0, 1):
            calls.append([name, SAMPLE])
        else:
            unknown.append(name)
    with Scratch() as scratch:
        table = f"{scratch}/table.csv"
        write(table, run(CLI, "export", SAMPLE, "--as", "csv").stdout)
        for arguments in calls:
            tried += faults(row, arguments, f"{scratch}/folder", table)
    text = run(CLI, "--help").stdout.decode()
    row.check("Exit codes" in text, "the help does not name the exit codes")
    row.figure = f"{len(row.faults)} bad of {tried} runs of {len(calls)} calls, {len(known) - len(unknown)} of {len(known)} subcommands"
    if unknown:
        row.goal_missing = f"no call is known of {', '.join(unknown)}"
    return row
