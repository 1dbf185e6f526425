#!/usr/bin/env python3
"""Lets the program fail in every way that the table of promises names, and prints that table.

    python3 tests/faults/run.py                the rows that every change must pass, in some minutes
    python3 tests/faults/run.py --long         all rows; needs root for its file systems, an hour or so
    python3 tests/faults/run.py --only R1,R2   these rows
    python3 tests/faults/run.py --seed 7       other random numbers

A line a row on standard output: id, what was measured, what blocks a release, what is aimed at, whether it held, how
long it took. Each case in which it did not hold goes to standard error, and so does a row that broke off: the others
are measured all the same. Needs strace; rows that need more say so. Files and processes of others are never touched.
"""

import argparse
import datetime
import os
import pathlib
import platform
import subprocess
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from lib.common import ROOT, SAVER, Row, file_system
from rows import changes, cli, crash, disk, kill, live, power, privacy, settings, sweep_rows, versions

QUICK = {
    "R1": kill.r1, "R2": sweep_rows.r2, "R5": disk.r5, "R8": changes.r8, "R9": changes.r9, "R10": changes.r10,
    "R11": changes.r11,
    "R12": versions.r12, "R13": versions.r13, "R14": versions.r14, "R15": settings.r15, "R26": privacy.r26,
    "R27": privacy.r27, "R29": cli.r29,
}
LONG = {"R1": kill.r1_long, "R3": power.r3, "R4": power.r4, "R5": disk.r5_long, "R6": crash.r6, "R7": crash.r7, "R8": live.r8_long, "R12": live.r12_long,
        "R30": live.r30}


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, {file_system('/tmp')} under /tmp"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    rows = QUICK | LONG if options.long else QUICK
    rows = dict(sorted(rows.items(), key=lambda row: int(row[0][1:])))
    if options.only:
        everything = rows if options.long else LONG | QUICK
        rows = {name: everything[name] for name in options.only.split(",")}
    if not pathlib.Path(SAVER).exists():
        subprocess.run(["cargo", "build", "--locked", "--example", "saver"], cwd=ROOT, check=True)
    print(f"{datetime.date.today()}, {machine()}, seed {options.seed}")
    print("row | measured | floor | goal | held | time", flush=True)
    held = True
    for name, measure in rows.items():
        start = time.monotonic()
        try:
            row = measure(options)
        except Exception:
            row = Row(name, "?", "?")
            row.figure = "broke off"
            row.bad(traceback.format_exc())
        held &= not row.faults
        print(f"{row.line()} | {time.monotonic() - start:.0f} s", flush=True)
    sys.exit(0 if held else 1)


main()
