"""R5: the disk is full. Needs root for the small tmpfs, or a user name space that the script asks for itself."""

import os
import sys

from lib.common import ROOT, Row, Scratch, generation, names, read, run, saver, said
from lib.mounts import Mount, why_not

PAGE = 4096
# The largest file that the saver makes, so that the new one needs more room than the old.
LARGE = 96


def r5(options):
    row = Row("R5", "old intact, told, work still in the window", "and saved elsewhere then")
    if os.geteuid() != 0 and not options.inner:
        inner = run("unshare", "-Urm", sys.executable, ROOT / "tests/faults/run.py", "--only", "R5", "--inner", timeout=300)
        line = next((line for line in inner.stdout.decode().splitlines() if line.startswith("R5 ")), "")
        if inner.returncode == 0 and line:
            row.figure = line.split(" | ")[1] + ", in a user name space"
        elif line:
            row.bad(line)
        else:
            row.not_reached = "no root, and no user name space: " + said(inner)
        return row
    if reason := why_not():
        row.not_reached = reason
        return row
    old, new = generation(0), generation(LARGE)
    pages = lambda data: -(-len(data) // PAGE)
    full = 0
    with Scratch() as elsewhere:
        for free in range(pages(new) + 1):
            with Mount("tmpfs", f"{(pages(old) + free) * PAGE}") as disk:
                path, other = f"{disk.path}/doc.json", f"{elsewhere}/{free}.json"
                saver(path, "new", "save", check=True)
                process = saver(path, "open", f"generation={LARGE}", "try-save", f"as={other}", "save")
                now = read(path)
                where = f"{free} free pages"
                row.check(read(other) == new, f"{where}: not saved elsewhere: {said(process)}")
                if now == new:
                    row.check(free >= pages(new), f"{where}: saved in less room than there is")
                    row.check(process.stderr == b"", f"{where}: saved, and told of {said(process)}")
                    continue
                full += 1
                row.check(now == old, f"{where}: the old file is not intact")
                row.check("not saved" in said(process) and "doc.json" in said(process), f"{where}: told {said(process)!r}")
                row.check("space" in said(process), f"{where}: no word of a full disk: {said(process)!r}")
                row.check(names(disk.path) == ["doc.json"], f"{where}: left: {names(disk.path)}")
    row.check(full >= pages(new), "the disk was hardly ever full")
    row.figure = f"{len(row.faults)} bad of {pages(new) + 1} sizes in steps of 4 KB; {full} of them full, each saved elsewhere"
    return row
