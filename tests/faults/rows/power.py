"""R3 and R4: the power is cut. Needs root: a loop image with XFS or ext4 is made, mounted, and shut down by ioctl.

ext4 is mounted with `noauto_da_alloc`, which takes away the favour that hides a missing sync. Each is cut in both
ways: with its log on disk, when a rename without a sync would show an empty file, and without.
"""

import os
import random
import subprocess
import time

from lib.common import SAVER, Row, generation, generation_of, is_left_over, names, read, saver, said
from lib.mounts import LOG_FLUSHED, LOG_NOT_FLUSHED, Mount, why_not

SYSTEMS = [("xfs", ""), ("ext4", "noauto_da_alloc")]
LOGS = [(LOG_FLUSHED, "log flushed"), (LOG_NOT_FLUSHED, "log not flushed")]


def cuts(row, count, one_cut):
    """Calls `one_cut(disk, where, log)` on each file system and in each way; the disk is mounted again after each."""
    reached = []
    for kind, options in SYSTEMS:
        if reason := why_not(kind):
            row.goal_missing = reason
            continue
        with Mount(kind, options=options) as disk:
            saver(f"{disk.path}/doc.json", "new", "save", check=True)
            for log, how in LOGS:
                for number in range(count // len(LOGS)):
                    one_cut(disk, f"{kind}, {how}, cut {number}", log)
                reached.append(f"{kind} with {how}")
    if not reached:
        row.not_reached, row.goal_missing = row.goal_missing, None
    return reached


def judged(row, disk, where, least, most=None):
    """What is there after the next start: a whole generation, no older than the last that was told to be saved."""
    path = f"{disk.path}/doc.json"
    now = generation_of(read(path))
    if now is None:
        row.bad(f"{where}: the file is torn or lost")
        saver(path, "over")
        return 0
    row.check(now >= least, f"{where}: generation {least} was told to be saved, {now} is there")
    row.check(most is None or now <= most, f"{where}: generation {now} is there and was never saved")
    backup = read(path + ".bak")
    row.check(backup is None or generation_of(backup) is not None, f"{where}: the backup is torn")
    others = [name for name in names(disk.path) if name not in ("doc.json", "doc.json.bak", "lost+found")]
    row.check(all(is_left_over(name, "doc.json") for name in others), f"{where}: left: {others}")
    return now


def r3(options):
    row = Row("R3", "new content, 20/20 on XFS and ext4 noauto_da_alloc", "200/200, both log modes")
    generation(0)
    last = {}

    def one_cut(disk, where, log):
        wanted = last.get(disk.image, 0) + 1
        process = saver(f"{disk.path}/doc.json", "open", "edit", "save")
        row.check(process.returncode == 0, f"{where}: {said(process)}")
        disk.cut_power(log)
        disk.unmount()
        disk.mount()
        last[disk.image] = judged(row, disk, where, wanted, wanted)

    reached = cuts(row, 200, one_cut)
    row.figure = f"{len(row.faults)} bad in 200 cuts each on {len(SYSTEMS)} file systems: {', '.join(reached)}"
    return row


def r4(options):
    row = Row("R4", "old or new, 50/50", "500/500 at random delays")
    generation(0)
    dice, last = random.Random(options.seed), {}

    def one_cut(disk, where, log):
        path = f"{disk.path}/doc.json"
        process = subprocess.Popen([SAVER, path, "open", "forever"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(dice.uniform(0, 0.05))
        # What is told up to here counts. Later the saver runs on without power, which no real one does: on XFS the sync
        # of a folder whose changes were just thrown away finds nothing to do, and says that all is well.
        os.set_blocking(process.stdout.fileno(), False)
        out = process.stdout.read() or b""
        disk.cut_power(log)
        process.kill()
        process.communicate()
        told = [int(line) for line in out.split() if line.isdigit()]
        disk.unmount()
        disk.mount()
        last[disk.image] = judged(row, disk, where, max([last.get(disk.image, 0), *told]))

    reached = cuts(row, 250, one_cut)
    row.figure = f"{len(row.faults)} bad in 250 cuts each on {len(SYSTEMS)} file systems, in the middle of saves: {', '.join(reached)}"
    return row
