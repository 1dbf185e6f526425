"""What the fault rows share: programs, scratch folders, the text of a generation, and how a row is reported.

Nothing here touches a file or a process that these scripts did not make.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLES = sorted((ROOT / "sample-data").glob("*.crosswalk.json"))


def program(variable, *candidates):
    """The program that an environment variable names, or the first candidate under target/ that was built."""
    if os.environ.get(variable):
        return os.environ[variable]
    for candidate in candidates:
        if (path := ROOT / "target" / candidate).exists():
            return str(path)
    return str(ROOT / "target" / candidates[0])


SAVER = program("CROSSWALK_SAVER", "debug/examples/saver", "release/examples/saver")
CLI = program("CROSSWALK_CLI_BIN", "release/crosswalk-cli", "debug/crosswalk-cli")
APP = program("CROSSWALK_BIN", "release/crosswalk", "debug/crosswalk")

DOTS = 8192


class Row:
    """One line of the table: a property, what blocks a release, what is aimed at, and what was measured."""

    def __init__(self, name, floor, goal):
        self.name, self.floor, self.goal = name, floor, goal
        self.figure, self.faults, self.goal_missing, self.not_reached = "", [], None, None
        # A control is to find faults: it says nothing of each.
        self.is_control = False

    def bad(self, text):
        """Notes a case in which the property did not hold."""
        self.faults.append(text)
        if not self.is_control:
            print(f"BAD {self.name} {text}", file=sys.stderr, flush=True)

    def check(self, holds, text):
        if not holds:
            self.bad(text)
        return holds

    def held(self):
        if self.not_reached:
            return f"not reached: {self.not_reached}"
        if self.faults:
            return f"NOT HELD ({len(self.faults)})"
        return f"floor held; goal: {self.goal_missing}" if self.goal_missing else "held"

    def line(self):
        return " | ".join([f"{self.name:<3}", self.figure, self.floor, self.goal or "as floor", self.held()])


class Scratch:
    """A folder of our own that goes when it is left; somewhere else than /tmp if `inside` says so."""

    def __init__(self, inside=None):
        self.inside = inside

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="crosswalk-faults-", dir=self.inside)
        return self.path

    def __exit__(self, *_):
        for folder, _folders, _files in os.walk(self.path):
            os.chmod(folder, 0o700)
        shutil.rmtree(self.path, ignore_errors=True)


def read(path):
    """The bytes of a file; none if there is none."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def names(folder):
    return sorted(os.listdir(folder))


def run(*command, timeout=60, **options):
    return subprocess.run(command, capture_output=True, timeout=timeout, stdin=options.pop("stdin", subprocess.DEVNULL), **options)


def saver(path, *steps, **options):
    return run(SAVER, path, *steps, **options)


def said(process):
    return process.stderr.decode(errors="replace").strip()


def file_system(path):
    return run("df", "--output=fstype", path).stdout.decode().split()[-1]


_zero = None


def generation(number):
    """The bytes of the saver's file in this generation."""
    global _zero
    if _zero is None:
        with Scratch() as folder:
            path = f"{folder}/doc.json"
            saver(path, "new", "save", check=True)
            _zero = read(path)
            saver(path, "open", "edit", "save", check=True)
            assert read(path) == generation(1), "the saver's file is not as these scripts think"
    dots = b"." * (DOTS + 64 * (number % 97))
    return _zero.replace(b"." * DOTS, dots).replace(b"000000", b"%06d" % number)


def generation_of(data):
    """Which whole generation these bytes are; none if they are none."""
    try:
        number = int(data.split(b"generation ", 1)[1][:6])
    except (AttributeError, IndexError, ValueError):
        return None
    return number if data == generation(number) else None


def is_left_over(name, document):
    """Whether a name is that of a temporary file, or of a lock, that a dead saver of `document` left."""
    return name == f".{document}.lock" or name.startswith(f".{document}.") and name.endswith(".tmp")
