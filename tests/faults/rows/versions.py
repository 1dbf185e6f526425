"""R12, R13 and R14: files of newer versions, members that this version does not know, saves without an edit."""

import os
import re
import subprocess

from lib.common import CLI, ROOT, SAMPLES, Row, Scratch, generation, names, read, run, saver, said, write

NEWER = {
    "999": '"version": "999"',
    "999.0": '"version": "999.0"',
    "2.0": '"version": "2.0"',
    "2.17 with more": '"version": "2.17",\n  "rooms": {"a": [1.10, -0, 1E400]}',
    "3.0 of another shape": '"version": "3.0",\n  "people": {"none": true}',
}


def r12(_options):
    row = Row("R12", "read-only with a message, bytes unchanged", "the message names the version needed")
    actions = 0
    for title, version in NEWER.items():
        text = SAMPLES[0].read_text().replace('"version": "1.0"', version, 1)
        number = re.search(r'"([0-9.]+)"', version)[1]
        needed = number if "." in number else f"{number}.0"
        with Scratch() as folder:
            path = f"{folder}/doc.json"
            write(path, text.encode())
            table = f"{folder}/table.csv"
            write(table, run(CLI, "export", SAMPLES[1], "--as", "csv").stdout)
            before = read(path)
            for command in (
                [saver, path, "open", "edit", "save"],
                [saver, path, "open", "save"],
                [saver, path, "try-save", "over"],
                [saver, path, "open", f"as={folder}/copy.json", "save"],
                [run, CLI, "rows", path],
                [run, CLI, "export", path, "--as", "markdown", "--output", f"{folder}/out"],
                [run, CLI, "new", path],
                [run, CLI, "check", path, "--fix", "--output", path, "--force"],
                [run, CLI, "check", path, "--fix", "--output", f"{folder}/copy.json"],
                [run, CLI, "import", table, "--into", path, "--on-conflict", "replace"],
            ):
                actions += 1
                process = command[0](*command[1:])
                what = f"{title}: {' '.join(map(str, command[1:])).replace(folder, '')}"
                row.check(read(path) == before, f"{what}: the file was changed")
                row.check(process.returncode == 2 or command[0] is run, f"{what}: ended with {process.returncode}")
                if command[2] != "new":
                    row.check(needed in said(process), f"{what}: told {said(process)!r}")
            row.check(set(names(folder)) <= {"doc.json", "table.csv", "out"}, f"{title}: left: {names(folder)}")
    row.figure = f"{len(row.faults)} bad of {actions} actions on {len(NEWER)} newer files"
    return row


def r13(options):
    documents = 10_000
    row = Row("R13", "100 % preserved through load, edit, save", "order and number spelling too")
    environment = os.environ | {"PROPTEST_CASES": str(documents), "PROPTEST_RNG_SEED": str(options.seed)}
    command = ["cargo", "test", "--locked", "--quiet", "--lib", "--", "store::unknown_tests::"]
    process = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=3600)
    passed = sum(map(int, re.findall(r"(\d+) passed", process.stdout)))
    if process.returncode != 0 or passed == 0:
        row.bad(process.stdout[-2000:] + process.stderr[-2000:])
    row.figure = f"{len(row.faults)} bad of {documents} random documents x {passed} properties"
    return row


def r14(_options):
    row = Row("R14", "byte-identical", None)
    more = [path for path in (ROOT / "tests").rglob("*.crosswalk.json")]
    for path in [*SAMPLES, *more]:
        with Scratch() as folder:
            copy = f"{folder}/{path.name}"
            write(copy, path.read_bytes())
            process = saver(copy, "open", "save", "save")
            row.check(process.returncode == 0, f"{path.name}: {said(process)}")
            row.check(read(copy) == path.read_bytes(), f"{path.name}: other bytes")
            row.check(names(folder) == [path.name, f"{path.name}.bak"], f"{path.name}: left: {names(folder)}")
    row.figure = f"{len(row.faults)} bad of {len(SAMPLES) + len(more)} samples, saved twice"
    return row
