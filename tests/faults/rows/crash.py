"""R6 and R7: the real window is killed while somebody writes notes; the work is found again, and nothing else happens.

What is measured: a note counts from the moment its Return was sent to the window, and the next is typed when the window
has taken that in and rests, so that a busy machine makes the typing slow and not the figure wrong. Writing begins once a
recovery file holds a first note, letter for letter: from then on the field has the keyboard, and keeps it, so whatever
is not found after the kill was lost by the program and not by the script. The figure is the age of the oldest note that
is missing when the window is killed: while notes follow each other, and after 2.2 s in which nothing was typed. A note
that was begun and not entered must be there after those 2.2 s too.
"""

import os
import random
import re
import shutil
import time

from lib.common import ROOT, Row, Scratch, read, saver, write
from lib.window import Display, why_no_window

SAMPLE = ROOT / "sample-data/founding-draft.crosswalk.json"
CRASHES = int(os.environ.get("CRASHES", "50"))
IDLE = 2.2

# What becomes of the file between the crash and the next start, by the last digit of the crash's number.
FATES = {1: "read-only", 3: "renamed", 5: "moved", 7: "broken", 4: "untitled", 9: "untitled"}


def kept(folder):
    """The recovery files: path, content."""
    found = {}
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        if name.endswith(".recovery"):
            found[name] = read(f"{folder}/{name}") or b""
    return found


def notes_in(content):
    """The numbers of the notes that were kept letter for letter."""
    return {int(number) for number in re.findall(rb'"text":"note (\d{4})\."', content)}


def notes_kept(folder):
    return set().union(*map(notes_in, kept(folder).values()))


def enter(window, number):
    window.type(f"note {number:04}.")
    window.key("Return")
    at = time.monotonic()
    window.settle(0)
    return at


def begin(window, recovery):
    """Opens the field for a note and enters the first; whether it has arrived, which a recovery file shows."""
    for _ in range(4):
        window.click(477, 195)
        window.settle()
        window.key("n")
        window.settle(0.3)
        enter(window, 0)
        if window.wait_for(lambda: 0 in notes_kept(recovery), 15):
            return True
        window.key("Escape")
    return False


def write_notes(window, seconds):
    """Enters one note after the other and returns when each was entered; the first has been there before."""
    entered, until = [time.monotonic()], time.monotonic() + seconds
    while time.monotonic() < until:
        entered.append(enter(window, len(entered)))
    return entered


def recover(window, recovery, there):
    """Opens the first offer by the keyboard, as a person may, and says whether the work is in the window then."""
    window.key("ctrl+k")
    window.settle(0.2)
    window.type("recover unsaved")
    window.settle(0.2)
    window.key("Return")
    window.settle(0.5)
    window.key("Tab")
    window.settle(0.1)
    window.key("Return")
    return window.wait_for(lambda: "●" in window.title(), 10) and there <= notes_kept(recovery)


def crash(row, lost_row, display, dice, number):
    """One crash and the start after it: seconds of typing that are lost, or none if nothing could be measured."""
    with Scratch() as folder:
        project, data, what = f"{folder}/draft.crosswalk.json", f"{folder}/data", f"crash {number}"
        recovery = f"{data}/crosswalk/recovery"
        fate, is_idle = FATES.get(number % 10, ""), number % 2 == 1
        arguments = [] if fate == "untitled" else [project]
        shutil.copyfile(SAMPLE, project)
        if fate == "read-only":
            os.chmod(project, 0o444)
        window = display.start(folder, *arguments, data=data)
        named = "draft" if arguments else "Crosswalk"
        row.check(window.wait_for(lambda: named in window.title(), 20), f"{what}: no window")
        window.focus()
        if not begin(window, recovery):
            window.kill()
            lost_row.bad(f"{what}: no note arrived, so nothing was measured")
            return None
        entered = write_notes(window, dice.uniform(2, 12))
        if is_idle:
            # A note that is begun and not entered is work too.
            window.type("begun.")
            window.settle()
        row.check("●" in window.title(), f"{what}: notes, but no mark of unsaved work: {window.title()}")
        time.sleep(IDLE if is_idle else dice.uniform(0, 0.3))
        killed = time.monotonic()
        window.kill()
        there = notes_kept(recovery)
        missing = [at for note, at in enumerate(entered) if note not in there]
        lost = killed - missing[0] if missing else 0.0
        most = 0 if is_idle else 10
        lost_row.check(lost <= most, f"{what}: {lost:.1f} s lost, {len(missing)} of {len(entered)} notes")
        files = kept(recovery)
        has_begun = any(b'"text":"begun."' in content for content in files.values())
        lost_row.check(has_begun == is_idle, f"{what}: a note that was begun is lost")
        row.check(not arguments or read(project) == SAMPLE.read_bytes(), f"{what}: the file was changed")
        modes = [os.stat(f"{recovery}/{name}").st_mode & 0o777 for name in files]
        row.check(all(mode == 0o600 for mode in modes), f"{what}: modes {modes}")
        row.check(os.stat(recovery).st_mode & 0o777 == 0o700, f"{what}: the folder is open to others")
        now = project
        if fate in ("renamed", "moved"):
            now = f"{folder}/elsewhere.json" if fate == "renamed" else f"{folder}/sub/draft.crosswalk.json"
            os.makedirs(os.path.dirname(now), exist_ok=True)
            os.rename(project, now)
        if fate == "broken":
            write(f"{recovery}/untitled.0.1-1-00000001-0.recovery", b"not what was kept")
        # What the next start finds, as another process sees it.
        process = saver(f"{folder}/none.json", f"find={recovery}")
        row.check(bool(process.stdout.strip()), f"{what}: nothing is offered: {process.stderr.decode()}")
        # The next start: nothing by itself, then the work when it is asked for.
        again = display.start(folder, *([now] if arguments else []), data=data)
        again.focus()
        again.settle(0.5)
        row.check(again.is_there(), f"{what}: no window afterwards")
        row.check("●" not in again.title(), f"{what}: something was applied by itself: {again.title()}")
        row.check(there <= notes_kept(recovery), f"{what}: the work is not kept any more")
        row.check(recover(again, recovery, there), f"{what}: the work was not opened when it was asked for")
        if arguments:
            row.check(read(now) == SAMPLE.read_bytes(), f"{what}: the file was changed before it was saved")
        if fate in ("", "broken"):
            again.key("ctrl+s")
            is_saved = again.wait_for(lambda: there <= notes_in(read(project)), 10)
            row.check(is_saved, f"{what}: what was recovered cannot be saved")
        again.kill()
        return is_idle, lost, len(entered)


def tried(row, lost_row, display, dice, number):
    """The same; a crash over which the script itself stumbles is a fault and no end of all the others."""
    try:
        return crash(row, lost_row, display, dice, number)
    except Exception as error:
        row.bad(f"crash {number}: broke off: {error!r}")
        return None


def measure(options):
    """Both rows from the same crashes."""
    lost_row = Row("R6", "at most 10 s while typing, 2 s after idle", "at most 2 s")
    row = Row("R7", "offered after each crash, 0 applied by itself", "also for untitled, moved, renamed, read-only documents")
    if reason := why_no_window():
        lost_row.not_reached = row.not_reached = reason
        return lost_row, row
    dice = random.Random(options.seed)
    with Display() as display:
        crashes = [tried(row, lost_row, display, dice, number) for number in range(CRASHES)]
    measured = [one for one in crashes if one]
    worst = {idle: max((lost for is_idle, lost, _ in measured if is_idle == idle), default=0) for idle in (False, True)}
    notes = sum(count for _, _, count in measured)
    lost_row.figure = (f"{worst[False]:.1f} s lost at most while typing, {worst[True]:.1f} s after {IDLE} s of idle; "
                       f"{notes} notes, {len(measured)} kills")
    if worst[False] > 2:
        lost_row.goal_missing = f"{worst[False]:.1f} s"
    row.figure = (f"{len(row.faults)} bad of {len(measured)} crashes: offered and opened by the keyboard, nothing by itself; "
                  "a fifth untitled, a tenth each moved, renamed, read-only, with a broken file beside it")
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
