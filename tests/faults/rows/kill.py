"""R1: the process is killed while it saves."""

import random
import subprocess
import time

from lib.common import SAVER, Row, Scratch, file_system, generation, generation_of, is_left_over, names, read, saver
from lib.mounts import Mount, why_not


def kills(row, folder, count, seed, step="forever"):
    """Kills a saver `count` times; returns how many saves it had told of and how many files of the dead were left."""
    dice, path = random.Random(seed), f"{folder}/doc.json"
    saver(path, "new", "save", check=True)
    told = left = 0
    last = 0
    for number in range(count):
        process = subprocess.Popen([SAVER, path, "open", step], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if number % 10:
            process.stdout.readline()
        time.sleep(dice.uniform(0, 0.02))
        process.kill()
        out, errors = process.communicate()
        lines = [int(line) for line in out.split() if line.isdigit()]
        if process.returncode != -9:
            row.bad(f"kill {number}: the saver ended by itself: {errors.decode()}")
        last = max([last, *lines])
        told += len(lines)
        now = generation_of(read(path))
        if now is None:
            row.bad(f"kill {number}: the file is torn or lost")
            saver(path, "new", "over", check=True)
            last = 0
        elif now < last:
            row.bad(f"kill {number}: generation {last} was told to be saved, {now} is there")
        last = now or 0
        backup = read(path + ".bak")
        if backup is not None and generation_of(backup) is None:
            row.bad(f"kill {number}: the backup is torn")
    for name in names(folder):
        if is_left_over(name, "doc.json"):
            left += 1
        elif name not in ("doc.json", "doc.json.bak", "lost+found"):
            row.bad(f"a file of no known kind is left: {name}")
    return told, left


def control(row, folder, seed):
    """The same loop must find fault with a saver that writes in place."""
    careless = Row("R1 control", None, None)
    careless.is_control = True
    kills(careless, folder, 50, seed, "forever=careless")
    row.check(careless.faults, "the loop finds no fault with a careless saver")
    return f"{len(careless.faults)} faults in 50 kills of a careless saver"


def r1(options):
    row = Row("R1", "0 lost or torn in 1,000", "0 in 10,000, on ext4, tmpfs and XFS")
    generation(0)
    with Scratch() as folder:
        told, left = kills(row, folder, 1000, options.seed)
        kind = file_system(folder)
    with Scratch() as folder:
        careless = control(row, folder, options.seed)
    row.figure = (f"{len(row.faults)} lost or torn in 1,000 kills on {kind} ({careless}), "
                  f"{told} saves told of, {left} temporary files of the dead")
    row.goal_missing = "see the long script"
    return row


def r1_long(options):
    row = Row("R1", "0 lost or torn in 1,000", "0 in 10,000, on ext4, tmpfs and XFS")
    generation(0)
    figures, missing = [], []
    for kind in ("tmpfs", "ext4", "xfs"):
        if reason := why_not(kind):
            missing.append(reason)
            continue
        with Mount(kind, "300m") as disk:
            told, left = kills(row, str(disk.path), 10_000, options.seed)
            figures.append(f"{kind} {told} saves, {left} temporary files of the dead")
    if not figures:
        row.not_reached = "; ".join(missing)
    elif missing:
        row.goal_missing = "; ".join(missing)
    row.figure = f"{len(row.faults)} lost or torn in 10,000 kills each: {', '.join(figures)}"
    return row
