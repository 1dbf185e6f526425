"""R2: every file call of a save, an export, settings and recovery, with every fault."""

import fcntl
import json
import os
import shutil

from lib.common import CLI, SAMPLES, SAVER, Row, Scratch, generation, is_left_over, names, read, run, saver, write
from lib.sweep import sweep

OLDER, OLD_EXPORT = b"the backup from before", b"an export from before\n"
OLD_SETTINGS = {"version": 1, "author": "Old", "theme": "dark", "from_a_newer_version": 1}


def leftovers(folder, ended, document, known):
    """What lies about and should not."""
    for name in names(folder):
        if name in known:
            continue
        if not is_left_over(name, document):
            yield f"{name} is left"
        elif name == f".{document}.lock":
            # Where it cannot be told whose lock file it is, it stays; held by nobody, it is no lock.
            if not is_free(f"{folder}/{name}"):
                yield f"a lock is still held: {name}"
        elif not ended.killed and ended.can_clean:
            yield f"a temporary file is left: {name}"


def is_free(path):
    """Whether nobody holds the lock on a file."""
    with open(path, "rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def told(ended, words=""):
    if ended.can_tell and words not in ended.told:
        yield f"not told {words!r}"
    if ended.can_tell and not ended.told:
        yield "nothing was told"


def of_file(ended, now, old, new):
    """What a file may be, given how the program ended; `old` may be none for a file that was not there."""
    if ended.killed and ended.code == -9:
        if now not in (old, new):
            yield "torn"
    elif ended.code == 0:
        if now != new:
            yield "said to be saved and is not"
    elif ended.code in (2, 3) and now == new and new != old:
        yield from told(ended, "may not survive a power cut")
    elif ended.code == 2:
        if now != old:
            yield "the old file is not intact"
        yield from told(ended)
    else:
        yield f"ended with {ended.code}"


def save(row, scratch, step="save"):
    old, new = generation(0), generation(1)

    def prepare(folder):
        write(f"{folder}/doc.json", old)
        write(f"{folder}/doc.json.bak", OLDER)

    def oracle(folder, ended):
        yield from of_file(ended, read(f"{folder}/doc.json"), old, new)
        backup = read(f"{folder}/doc.json.bak")
        if backup not in ((old,) if ended.code == 0 else (old, OLDER)):
            yield "the backup is not what it should be"
        yield from leftovers(folder, ended, "doc.json", ["doc.json", "doc.json.bak"])

    return sweep(row, "save", scratch, prepare, lambda folder: [SAVER, f"{folder}/doc.json", "open", "edit", step], oracle)


def new(row, scratch):
    with Scratch() as folder:
        run(CLI, "new", f"{folder}/new.json", check=True)
        content = read(f"{folder}/new.json")

    def oracle(folder, ended):
        yield from of_file(ended, read(f"{folder}/new.json"), None, content)
        yield from leftovers(folder, ended, "new.json", ["new.json"])

    return sweep(row, "new", scratch, lambda folder: None, lambda folder: [CLI, "new", f"{folder}/new.json"], oracle)


def export(row, scratch):
    project = SAMPLES[0]
    content = run(CLI, "export", project, "--as", "csv", check=True).stdout

    def prepare(folder):
        shutil.copyfile(project, f"{folder}/project.json")
        write(f"{folder}/out.csv", OLD_EXPORT)

    def command(folder):
        return [CLI, "export", f"{folder}/project.json", "--as", "csv", "--output", f"{folder}/out.csv", "--force"]

    def oracle(folder, ended):
        yield from of_file(ended, read(f"{folder}/out.csv"), OLD_EXPORT, content)
        if read(f"{folder}/project.json") != project.read_bytes():
            yield "the project is not intact"
        yield from leftovers(folder, ended, "out.csv", ["out.csv", "project.json"])

    return sweep(row, "export", scratch, prepare, command, oracle)


def settings(row, scratch):
    old = json.dumps(OLD_SETTINGS).encode()

    def prepare(folder):
        write(f"{folder}/settings.json", old)

    def oracle(folder, ended):
        now = read(f"{folder}/settings.json")
        kept = read(f"{folder}/settings.json.broken-1")
        if kept not in (None, old):
            yield "what was set aside is not what was there"
        is_old = old in (now, kept)
        try:
            members = json.loads(now) if now is not None else {}
        except ValueError:
            members = {}
        is_whole = (OLD_SETTINGS | {"author": "New"}).items() <= {**members, "keys": 0, "recent": 0, "window": 0}.items()
        if ended.killed and ended.code == -9:
            if not is_old and not is_whole:
                yield "torn"
        elif ended.code == 0:
            if members.get("author") != "New" or not (is_whole or kept == old):
                yield "said to be saved and is not"
            if kept is not None:
                yield from told(ended, "broken-1")
        elif ended.code == 3:
            if members.get("author") != "New":
                yield "said to be saved and is not"
            yield from told(ended, "may not survive a power cut")
        elif ended.code == 2:
            if not is_old:
                yield "the old settings are gone"
            yield from told(ended)
        else:
            yield f"ended with {ended.code}"
        yield from leftovers(folder, ended, "settings.json", ["settings.json", "settings.json.broken-1"])

    return sweep(row, "settings", scratch, prepare, lambda folder: [SAVER, f"{folder}/settings.json", "settings=New"], oracle)


def recovery(row, scratch):
    def kept(folder):
        """What the next start finds, and what it says of the rest."""
        process = saver(f"{folder}/doc.json", f"find={folder}/recovery")
        return process.returncode, process.stdout.decode().split("\n")[:-1], process.stderr.decode()

    def prepare(folder):
        write(f"{folder}/doc.json", generation(0))

    def command(folder):
        return [SAVER, f"{folder}/doc.json", "open", "edit", f"keep={folder}/recovery", "edit", f"keep={folder}/recovery"]

    def oracle(folder, ended):
        if read(f"{folder}/doc.json") != generation(0):
            yield "the document was touched"
        modes = {name: os.stat(f"{folder}/recovery/{name}").st_mode & 0o777 for name in names(f"{folder}/recovery")} \
            if os.path.isdir(f"{folder}/recovery") else {}
        # A lock says who runs; that its folder is closed is enough.
        for name, mode in ((name, mode) for name, mode in modes.items() if not name.endswith(".lock")):
            if mode & 0o077:
                yield f"{name} is open to others: {mode:o}"
        code, found, told_next = kept(folder)
        if code != 0 or told_next:
            yield f"the next start ended with {code}: {told_next}"
        first, second = "generation 000001", "generation 000002"
        if ended.killed and ended.code == -9:
            if found not in ([], [first], [second]):
                yield f"found {found}"
        elif ended.code == 0:
            if found != [second]:
                yield f"said to be kept, found {found}"
        elif ended.code == 3:
            if found not in ([first], [second]):
                yield f"kept, found {found}"
            yield from told(ended, "may not survive a power cut")
        elif ended.code == 2:
            if found not in ([], [first]):
                yield f"not kept, found {found}"
            yield from told(ended)
        else:
            yield f"ended with {ended.code}"

    return sweep(row, "recovery", scratch, prepare, command, oracle)


OPERATIONS = [save, new, export, settings, recovery]


def r2(_options):
    row = Row("R2", "0 bad for a save", "0 bad for export, recovery and settings too")
    if shutil.which("strace") is None:
        row.not_reached = "there is no strace"
        return row
    figures = []
    total = 0
    with Scratch() as scratch:
        for operation in OPERATIONS:
            calls, runs = operation(row, scratch)
            total += runs
            figures.append(f"{operation.__name__} {calls}")
        careless = Row("R2 control", None, None)
        careless.is_control = True
        save(careless, scratch, "careless")
        row.check(careless.faults, "the sweep finds no fault with a careless saver")
    row.figure = f"{len(row.faults)} bad in {total} runs ({len(careless.faults)} with a careless saver); file calls: {', '.join(figures)}"
    return row
