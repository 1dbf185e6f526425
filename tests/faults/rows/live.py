"""R8, R12 and R30 on the real window: it overwrites nothing, and answers while the disk takes five seconds a sync."""

import shutil
import time

from lib.common import ROOT, Row, Scratch, read, write
from lib.window import Display, why_no_window
from rows.changes import CHANGES, r8, state
from rows.versions import NEWER, r12

SAMPLE = ROOT / "sample-data/founding-draft.crosswalk.json"
MODIFIED = "●"


def flips(row, window, seconds, what):
    """Takes a change back and does it again, and returns the slowest answer in milliseconds, seen in the title."""
    until, slowest, count = time.monotonic() + seconds, 0.0, 0
    while time.monotonic() < until:
        for key, is_modified in (("ctrl+z", False), ("ctrl+shift+z", True)):
            start = time.monotonic()
            window.key(key, delay=0)
            answered = window.wait_for(lambda: (MODIFIED in window.title()) == is_modified, 6)
            slowest = max(slowest, time.monotonic() - start)
            row.check(answered, f"{what}: no answer to {key}")
            count += 1
    return slowest * 1000, count


def r30(_options):
    row = Row("R30", "an answer at most 100 ms later while fsync takes 5 s", "and shows that it saves")
    if reason := why_no_window() or (None if shutil.which("strace") else "there is no strace"):
        row.not_reached = reason
        return row
    with Scratch() as folder, Display() as display:
        project = f"{folder}/draft.crosswalk.json"
        shutil.copyfile(SAMPLE, project)
        slow = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", f"{folder}/log", "-e", "trace=fsync",
                "-e", "inject=fsync:delay_exit=5000000"]
        window = display.start(folder, project, wrapper=slow)
        row.check(window.wait_for(lambda: "draft" in window.title(), 10), "no window")
        window.focus()
        window.click(477, 195)
        window.key("r")
        row.check(window.wait_for(lambda: MODIFIED in window.title()), "the key made no change")
        # The settings remember the file; their sync is over by then.
        time.sleep(6)
        before, _ = flips(row, window, 4.5, "before")
        old = read(project)
        window.key("ctrl+s")
        saving, count = flips(row, window, 4.5, "while it saves")
        row.check(read(project) == old, "it was saved before the answers were measured")
        row.check(window.wait_for(lambda: read(project) != old, 20), "it was never saved")
        # From outside an answer takes as long as it takes on this machine without a save; a blocked one takes seconds.
        row.check(saving <= before + 100, f"an answer took {saving:.0f} ms, {before:.0f} ms before")
        row.check(window.is_there(), f"it ended: {window.end()}")
        window.end()
    row.figure = f"slowest of {count} answers while saving {saving:.0f} ms, before {before:.0f} ms, from key to title; a test of the window sees the words"
    return row


def never_written(row, display, title, content, change):
    """Opens a file, makes a change, lets `change` happen to the file, saves twice: nothing on disk may be another."""
    with Scratch() as folder:
        project = f"{folder}/doc.json"
        write(project, content)
        window = display.start(folder, project)
        row.check(window.wait_for(lambda: "doc.json" in window.title(), 10), f"{title}: no window with the file")
        window.focus()
        window.click(477, 195)
        window.key("r")
        window.wait_for(lambda: MODIFIED in window.title(), 2)
        change(project)
        before = {name: what for name, what in state(folder).items() if not name.startswith(("crosswalk", "."))}
        for _ in range(2):
            window.key("ctrl+s")
            time.sleep(0.7)
        after = {name: what for name, what in state(folder).items() if not name.startswith(("crosswalk", "."))}
        row.check(after == before, f"{title}: something was changed by the window")
        row.check(window.is_there(), f"{title}: it ended: {window.end()}")
        window.kill()


def with_window(measure, cases):
    """The same row with the real window, if there is one."""
    def long(options):
        row = measure(options)
        if reason := why_no_window():
            row.goal_missing = reason
            return row
        bad = len(row.faults)
        with Display() as display:
            for title, (content, change) in cases().items():
                never_written(row, display, title, content, change)
        row.figure += f"; {len(row.faults) - bad} bad of {len(cases())} with the window"
        return row
    return long


def changed():
    content = SAMPLE.read_bytes()
    # Those that need the saver's own file are tried without a window.
    needs_saver = {"same size and time", "another project"}
    return {title: (content, change) for title, change in CHANGES.items() if title not in needs_saver}


def newer():
    text = SAMPLE.read_text()
    return {title: (text.replace('"version": "1.0"', version, 1).encode(), lambda _: None)
            for title, version in NEWER.items() if "shape" not in title}


r8_long = with_window(r8, changed)
r12_long = with_window(r12, newer)
