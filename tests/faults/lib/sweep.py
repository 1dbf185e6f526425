"""Fails each file call of a program in turn, with each fault, and asks an oracle what to think of what is left.

Uses strace. What was learned about its traps: a call name has its own counter in each thread, so one name and one
ordinal of a recorded run are injected at a time; the loader's own calls count too; `retval=` lies and is not used.
"""

import collections
import concurrent.futures
import os
import re
import shutil
import subprocess

CALLS = """openat read pread64 write pwrite64 writev fsync fdatasync ftruncate fallocate fchmod fchmodat chmod rename
renameat renameat2 link linkat unlink unlinkat statx newfstatat fstat stat lstat readlink readlinkat mkdir mkdirat
copy_file_range sendfile flock getdents64 fchown chown symlink symlinkat utimensat""".split()
FAULTS = ["error=ENOSPC", "error=EIO", "error=EACCES", "error=EROFS", "error=EINTR", "signal=KILL"]
# The same fault from then on, as SQLite's tests have it: the disk does not get better.
LASTING = ["error=ENOSPC", "error=EIO"]


class Ended:
    """How one run ended."""

    def __init__(self, process, fault, call):
        self.code = -9 if process.returncode in (-9, 137) else process.returncode
        self.told = process.stderr.decode(errors="replace").strip()
        self.killed = fault == "signal=KILL"
        # With every write failing, nothing can be told either.
        self.can_tell = not call.startswith("write")
        # With every removal failing, something is left.
        self.can_clean = not call.startswith("unlink")


def traced(folder, prepare, command, extra):
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    prepare(folder)
    log = folder + ".log"
    trace = "trace=" + ",".join("?" + call for call in CALLS)
    process = subprocess.run(
        ["strace", "-f", "-y", "-qq", "-o", log, "-e", trace, *extra, *command(folder)],
        capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    with open(log, errors="replace") as file:
        return process, file.read().splitlines()


def points(folder, prepare, command):
    """The file calls of an undisturbed run: name, ordinal."""
    process, lines = traced(folder, prepare, command, [])
    assert process.returncode == 0, process.stderr
    count, found = collections.Counter(), []
    for line in lines:
        if match := re.match(r"(\d+) +(\w+)\(", line):
            count[match.groups()] += 1
            if folder in line:
                found.append((match[2], count[match.groups()]))
    return found


def sweep(row, title, scratch, prepare, command, oracle):
    """Returns the number of calls and of runs. `oracle(folder, ended)` yields what is wrong."""
    found = points(f"{scratch}/{title}-0", prepare, command)
    jobs = [(call, f"{n}", fault) for call, n in found for fault in FAULTS]
    jobs += [(call, f"{n}+", fault) for call, n in found for fault in LASTING]

    def one(number, job):
        call, when, fault = job
        folder = f"{scratch}/{title}-{number}"
        process, lines = traced(folder, prepare, command, ["-e", f"inject={call}:{fault}:when={when}"])
        wrong = list(oracle(folder, Ended(process, fault, call)))
        if not any("INJECTED" in line or "SIGKILL" in line for line in lines):
            wrong.append("the fault was not met")
        if wrong:
            told = process.stderr.decode(errors="replace").strip()
            row.bad(f"{title}: {call} no. {when}, {fault}: {'; '.join(wrong)} (exit {process.returncode}: {told})")
        shutil.rmtree(folder, ignore_errors=True)

    with concurrent.futures.ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        list(pool.map(one, range(1, len(jobs) + 1), jobs))
    return len(found), len(jobs)
