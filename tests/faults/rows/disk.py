"""R5: the disk is full. Needs root for the small tmpfs, or a user name space that the script asks for itself."""

import os
import shutil
import sys

from lib.common import ROOT, SAVER, Row, Scratch, generation, names, read, run, saver, said, write
from lib.mounts import Mount, why_not
from lib.window import Display, why_no_window

PAGE = 4096
SAMPLE = ROOT / "sample-data/founding-draft.crosswalk.json"
NOTE = "Written on a full disk."
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
    limited = too_large(row, old, new)
    row.figure = f"{len(row.faults)} bad of {pages(new) + 1} sizes in steps of 4 KB; {full} of them full, each saved elsewhere; {limited} limits of a file's size"
    return row


def too_large(row, old, new):
    """No file may be so large: the system says so, or ends the program in the middle of a write."""
    tried = 0
    for limit in range(0, len(new), PAGE):
        for how, trap in (("told", "trap '' XFSZ; "), ("killed", "")):
            with Scratch() as folder:
                path = f"{folder}/doc.json"
                write(path, old)
                command = f'{trap}exec prlimit --fsize={limit} "$@"'
                process = run("bash", "-c", command, "bash", SAVER, path, "open", f"generation={LARGE}", "save")
                where = f"at most {limit} bytes, {how}"
                tried += 1
                row.check(read(path) == old, f"{where}: the old file is not intact")
                row.check(process.returncode == (2 if trap else -25), f"{where}: ended with {process.returncode}")
                if trap:
                    row.check("not saved" in said(process), f"{where}: told {said(process)!r}")
                    row.check(names(folder) == ["doc.json"], f"{where}: left: {names(folder)}")
    return tried


def full_for_a_window(row, display):
    """A window saves on a disk with a page left: nothing is lost, and the answer to what it says saves elsewhere."""
    pages = -(-SAMPLE.stat().st_size // PAGE)
    with Scratch() as folder, Mount("tmpfs", f"{(pages + 2) * PAGE}") as disk:
        project, elsewhere = f"{disk.path}/draft.crosswalk.json", f"{folder}/elsewhere.crosswalk.json"
        shutil.copyfile(SAMPLE, project)
        window = display.start(folder, project, data=f"{folder}/data")
        if not row.check(window.wait_for(lambda: "draft" in window.title(), 20), "window: it does not show the file"):
            return
        window.focus()
        window.click(477, 195)
        window.settle()
        window.key("n")
        window.settle(0.3)
        window.type(NOTE)
        window.key("Return")
        row.check(window.wait_for(lambda: "●" in window.title()), "window: the note made no change")
        window.key("ctrl+s")
        window.settle(1)
        row.check(read(project) == SAMPLE.read_bytes(), "window: the old file is not intact")
        row.check("●" in window.title(), "window: it takes the work for saved")
        left = [name for name in names(disk.path) if name.endswith((".tmp", ".bak"))]
        row.check(not left, f"window: left: {left}")
        # What it says has a button to save elsewhere, the first that the keyboard comes to.
        with open(display.answer, "w") as answer:
            answer.write(elsewhere)
        window.key("Tab")
        window.settle()
        window.key("Return")
        saved = window.wait_for(lambda: f'"text":"{NOTE}"'.encode() in (read(elsewhere) or b""), 10)
        row.check(saved, "window: it was not saved elsewhere")
        row.check(window.wait_for(lambda: "●" not in window.title()), "window: it takes the work for unsaved still")
        row.check(read(project) == SAMPLE.read_bytes(), "window: the old file was changed then")
        window.kill()


def r5_long(options):
    """The same, and once with the real window."""
    row = r5(options)
    reason = why_not() or why_no_window()
    if row.not_reached or reason:
        row.goal_missing = f"without a window: {reason}" if reason else None
        return row
    bad = len(row.faults)
    with Display() as display:
        full_for_a_window(row, display)
    row.figure += f"; with the window {len(row.faults) - bad} bad"
    return row
