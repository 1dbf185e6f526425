"""R6 and R7: the real window is killed while somebody writes notes; the work is found again, and nothing else happens."""

import os
import random
import re
import shutil
import time

from lib.common import ROOT, Row, Scratch, read, saver, write
from lib.window import Display, why_no_window

SAMPLE = ROOT / "sample-data/founding-draft.crosswalk.json"
CRASHES = int(os.environ.get("CRASHES", "50"))


def kept(folder):
    """The recovery files: path, content."""
    found = {}
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        if name.endswith(".recovery"):
            found[name] = read(f"{folder}/{name}")
    return found


def write_notes(window, seconds):
    """Writes one note after the other and returns when each was entered."""
    entered, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        window.click(477, 195)
        window.key("n")
        window.type(f"note {len(entered):03}.")
        window.key("Return")
        entered.append(time.monotonic())
    return entered


def measure(options):
    """Both rows from the same crashes."""
    lost_row = Row("R6", "at most 10 s while typing, 2 s after idle", "at most 2 s")
    row = Row("R7", "offered after each crash, 0 applied by itself", "also for untitled, moved, renamed documents")
    if reason := why_no_window():
        lost_row.not_reached = row.not_reached = reason
        return lost_row, row
    dice, worst, worst_idle, offered = random.Random(options.seed), 0.0, 0.0, 0
    with Display() as display:
        for number in range(CRASHES):
            with Scratch() as folder:
                project, data = f"{folder}/draft.crosswalk.json", f"{folder}/data"
                recovery = f"{data}/crosswalk/recovery"
                is_untitled, is_idle, moves = number % 5 == 4, number % 2 == 1, number % 10 == 3
                shutil.copyfile(SAMPLE, project)
                window = display.start(folder, *([] if is_untitled else [project]), data=data)
                what = f"crash {number}"
                if not is_untitled:
                    row.check(window.wait_for(lambda: "draft" in window.title(), 10), f"{what}: no window")
                window.focus()
                entered = write_notes(window, dice.uniform(2, 6))
                row.check("●" in window.title(), f"{what}: no note was entered: {window.title()}")
                time.sleep(2.2 if is_idle else dice.uniform(0, 1))
                killed = time.monotonic()
                window.kill()
                files = kept(recovery)
                there = {int(found) for content in files.values() for found in re.findall(rb"note (\d{3})\.", content)}
                missing = [at for note, at in enumerate(entered) if note not in there]
                lost = killed - missing[0] if missing else 0.0
                if is_idle:
                    worst_idle = max(worst_idle, lost)
                    lost_row.check(lost == 0, f"{what}: after an idle time {len(missing)} of {len(entered)} notes are lost")
                else:
                    worst = max(worst, lost)
                    lost_row.check(lost <= 10, f"{what}: {lost:.1f} s of typing are lost")
                row.check(is_untitled or read(project) == SAMPLE.read_bytes(), f"{what}: the file was changed")
                modes = [os.stat(f"{recovery}/{name}").st_mode & 0o777 for name in files]
                row.check(all(mode == 0o600 for mode in modes), f"{what}: modes {modes}")
                row.check(not files or os.stat(recovery).st_mode & 0o777 == 0o700, f"{what}: the folder is open to others")
                if moves:
                    os.rename(project, f"{folder}/elsewhere.json")
                if number % 10 == 7:
                    write(f"{recovery}/untitled.0.1-1-00000001-0.recovery", b"not what was kept")
                # The next start: there, with the file as it is on disk, and the work still kept.
                again = display.start(folder, *([] if is_untitled or moves else [project]), data=data)
                row.check(again.is_there(), f"{what}: no window afterwards")
                time.sleep(1)
                row.check("●" not in again.title(), f"{what}: something was applied by itself: {again.title()}")
                now = [content for content in kept(recovery).values() if re.search(rb"note \d{3}\.", content)]
                row.check(bool(now) == bool(there), f"{what}: the work is not kept any more")
                again.kill()
                # What the next window offers, as another process finds it.
                process = saver(f"{folder}/none.json", f"find={recovery}")
                if there:
                    offered += row.check(bool(process.stdout.strip()), f"{what}: nothing is offered: {process.stderr.decode()}")
                row.check(is_untitled or moves or read(project) == SAMPLE.read_bytes(), f"{what}: the file was changed later")
    lost_row.figure = f"{worst:.1f} s lost at most while typing, {worst_idle:.1f} s after 2.2 s of idle, in {CRASHES} kills"
    row.figure = f"{len(row.faults)} bad of {CRASHES} crashes, {offered} offered, a fifth untitled, a tenth moved, a tenth with a broken file"
    return lost_row, row


_measured = None


def rows(options):
    global _measured
    _measured = _measured or measure(options)
    return _measured


def r6(options):
    return rows(options)[0]


def r7(options):
    return rows(options)[1]
