"""R8, R9 and R11: somebody else touches the file while it is open; links and modes."""

import os
import random
import shutil
import stat
import subprocess
import threading
import time

from lib.common import SAVER, Row, Scratch, generation, names, read, run, saver, said, write


class Open:
    """A saver that has the file open and waits before each save."""

    def __init__(self, path, *steps):
        self.process = subprocess.Popen([SAVER, path, "open", "edit", "wait", *steps], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.until_waiting()

    def until_waiting(self):
        for line in self.process.stdout:
            if line == b"waiting\n":
                return

    def go_on(self):
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()

    def end(self):
        out, errors = self.process.communicate(b"\n", timeout=30)
        return self.process.returncode, errors.decode()


def same_size_and_time(path):
    before = os.stat(path)
    data = read(path).replace(b"generation 000000", b"GENERATION 000000")
    with open(path, "r+b") as file:
        file.write(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = os.stat(path)
    assert (before.st_size, before.st_mtime_ns, before.st_ino) == (after.st_size, after.st_mtime_ns, after.st_ino)


def replaced(path):
    write(path + ".other", generation(7))
    os.rename(path + ".other", path)


def moved_behind_a_link(path):
    os.rename(path, path + ".moved")
    os.symlink("doc.json.moved", path)


def behind_a_link_to_another(path):
    write(path + ".theirs", generation(9))
    os.remove(path)
    os.symlink("doc.json.theirs", path)


def became(make):
    def change(path):
        os.remove(path)
        make(path)
    return change


CHANGES = {
    "modified": lambda path: write(path, generation(7)),
    "replaced": replaced,
    "emptied": lambda path: write(path, b""),
    "filled with zeros": lambda path: write(path, bytes(len(read(path)))),
    "half of it": lambda path: write(path, read(path)[:5000]),
    "same size and time": same_size_and_time,
    "deleted": os.remove,
    "a folder": became(os.mkdir),
    "a link to itself": moved_behind_a_link,
    "a link to another": behind_a_link_to_another,
    "a link to nothing": became(lambda path: os.symlink("nowhere", path)),
    "a link to a folder": became(lambda path: os.symlink("/", path)),
    "a pipe": became(os.mkfifo),
    "another project": lambda path: shutil.copyfile(generation_file(path), path),
}


def generation_file(path):
    write(path + ".another", generation(0).replace(b"Entra ID", b"Entra"))
    return path + ".another"


def state(folder):
    """All that can be seen in a folder: kinds, link targets, contents."""
    seen = {}
    for name in names(folder):
        path = f"{folder}/{name}"
        mode = os.lstat(path).st_mode
        content = os.readlink(path) if stat.S_ISLNK(mode) else read(path) if stat.S_ISREG(mode) else None
        seen[name] = (stat.S_IFMT(mode), content)
    return seen


def r8(_options):
    row = Row("R8", "0 silent overwrites", "three choices work, both versions kept")
    mine = generation(1)
    for title, change in CHANGES.items():
        with Scratch() as folder:
            path = f"{folder}/doc.json"
            write(path, generation(0))
            window = Open(path, "save")
            change(path)
            before = state(folder)
            code, told = window.end()
            row.check(code == 2, f"{title}: ended with {code}")
            is_named = "doc.json" in told or f'"{os.path.realpath(path)}"' in told
            row.check("not saved" in told and is_named, f"{title}: told {told!r}")
            row.check(state(folder) == before, f"{title}: something was changed")
        # Mine as a copy: theirs stays, mine is there too.
        with Scratch() as folder:
            path, copy = f"{folder}/doc.json", f"{folder}/copy.json"
            write(path, generation(0))
            window = Open(path, "try-save", f"as={copy}", "save")
            change(path)
            before = state(folder)
            code, told = window.end()
            row.check(code == 0 and read(copy) == mine, f"{title}: no copy of mine: {told}")
            after = state(folder)
            after.pop("copy.json", None)
            row.check(after == before, f"{title}: theirs is not as it was")
        # Mine over theirs, as after a question: theirs stays as the backup.
        with Scratch() as folder:
            path = f"{folder}/doc.json"
            write(path, generation(0))
            window = Open(path, "try-save", "over")
            change(path)
            theirs = read(path) if os.path.isfile(path) else None
            code, told = window.end()
            if os.path.isfile(path):
                row.check(code == 0 and read(path) == mine, f"{title}: not saved over: {told}")
                beside = os.path.realpath(path) + ".bak"
                row.check(theirs is None or read(beside) == theirs, f"{title}: theirs is not kept as a backup")
            else:
                row.check(code == 2, f"{title}: ended with {code} and saved nothing")
        # Theirs: where it is a project it opens, and saves again.
        with Scratch() as folder:
            path = f"{folder}/doc.json"
            write(path, generation(0))
            window = Open(path, "try-save", "open", "edit", "save")
            change(path)
            theirs = read(path) if os.path.isfile(path) else None
            code, told = window.end()
            if code != 0:
                row.check("cannot open" in told, f"{title}: told {told!r}")
                row.check(not os.path.isfile(path) or read(path) == theirs, f"{title}: theirs was changed")
    row.figure = f"{len(row.faults)} bad in {len(CHANGES)} kinds of change x refused, copied, saved over, taken"
    return row


def r9(options):
    row = Row("R9", "0 in 500 saves with times touched", "0 with equal bytes put in its place too")
    saves, dice = 500, random.Random(options.seed)
    with Scratch() as folder:
        path = f"{folder}/doc.json"
        write(path, generation(0))
        window = Open(path, "save", *["edit", "wait", "save"] * (saves - 1))
        is_over = threading.Event()

        def touch():
            while not is_over.is_set():
                try:
                    os.utime(path, (dice.random() * 2e9,) * 2)
                except FileNotFoundError:
                    pass
                time.sleep(0.0005)

        toucher = threading.Thread(target=touch)
        toucher.start()
        for number in range(saves):
            if number % 2:
                # As a sync client does: the same bytes in a new file.
                shutil.copyfile(path, path + ".sync")
                os.rename(path + ".sync", path)
            window.go_on()
            if number < saves - 1:
                window.until_waiting()
        code, told = window.end()
        is_over.set()
        toucher.join()
        row.check(code == 0 and read(path) == generation(saves), f"ended with {code}: {told}")
    row.figure = f"{len(row.faults)} false alarms in {saves} saves, {saves // 2} of them after equal bytes in a new file"
    return row


def chain(folder, count, end):
    for number in range(count):
        os.symlink(end, f"{folder}/link{number}")
        end = f"link{number}"
    return f"{folder}/{end}"


def r11(_options):
    row = Row("R11", "link kept, mode kept, read-only refused", "long chains, circles, dangling links too")
    cases = 0

    def linked(title, make):
        """`make(folder)` returns the path to save and the real file, relative to the folder."""
        nonlocal cases
        cases += 1
        with Scratch() as folder:
            os.mkdir(f"{folder}/deep")
            path, real = make(folder)
            links = {name: content for name, content in state(folder).items() if content[0] == stat.S_IFLNK}
            is_there = os.path.exists(real)
            process = saver(path, *(["open", "edit", "save"] if is_there else ["new", "save"]))
            row.check(process.returncode == 0, f"{title}: {said(process)}")
            row.check(read(real) == generation(1 if is_there else 0), f"{title}: the real file is not saved")
            row.check(not os.path.islink(real), f"{title}: the real file became a link")
            now = {name: content for name, content in state(folder).items() if content[0] == stat.S_IFLNK}
            row.check(now == links, f"{title}: the links are not as they were")
            if is_there:
                row.check(read(real + ".bak") == generation(0), f"{title}: no backup beside the real file")

    def real_file(folder):
        write(f"{folder}/deep/doc.json", generation(0))
        return f"{folder}/deep/doc.json"

    for count in (1, 2, 10, 40):
        linked(f"{count} links", lambda folder: (real_file(folder), chain(folder, count, "deep/doc.json"))[::-1])
    linked("an absolute link", lambda folder: (real_file(folder), chain(folder, 1, f"{folder}/deep/doc.json"))[::-1])
    linked("a link to the folder", lambda folder: (chain(folder, 1, "deep") + "/doc.json", real_file(folder)))
    linked("a dangling link", lambda folder: (chain(folder, 3, "deep/doc.json"), f"{folder}/deep/doc.json"))

    for title, make in {
        "41 links": lambda folder: chain(folder, 41, "end"),
        "200 links": lambda folder: chain(folder, 200, "end"),
        "a circle": lambda folder: (os.symlink("b", f"{folder}/a"), os.symlink("a", f"{folder}/b"), f"{folder}/a")[2],
        "a link to itself": lambda folder: (os.symlink("a", f"{folder}/a"), f"{folder}/a")[1],
        "a link into no folder": lambda folder: chain(folder, 1, "none/doc.json"),
    }.items():
        cases += 1
        with Scratch() as folder:
            path = make(folder)
            before = state(folder)
            process = saver(path, "new", "save")
            row.check(process.returncode == 2 and said(process), f"{title}: ended with {process.returncode}: {said(process)}")
            row.check(state(folder) == before, f"{title}: something was changed")

    for mode in (0o600, 0o640, 0o644, 0o664, 0o666, 0o700, 0o755, 0o444, 0o400):
        cases += 1
        with Scratch() as folder:
            path = f"{folder}/doc.json"
            write(path, generation(0))
            os.chmod(path, mode)
            process = saver(path, "open", "edit", "save")
            row.check(stat.S_IMODE(os.stat(path).st_mode) == mode, f"mode {mode:o} is not kept")
            is_refused = not mode & 0o222
            row.check(process.returncode == (2 if is_refused else 0), f"mode {mode:o}: ended with {process.returncode}")
            row.check(read(path) == generation(0 if is_refused else 1), f"mode {mode:o}: not as it should be")
            row.check(not is_refused or "read-only" in said(process), f"mode {mode:o}: told {said(process)!r}")

    if os.geteuid() == 0:
        # Root passes every permission: as nobody, in a folder that may not be written to.
        cases += 1
        with Scratch() as folder:
            path = f"{folder}/doc.json"
            write(path, generation(0))
            os.chmod(path, 0o666)
            os.chmod(folder, 0o555)
            nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            with Scratch() as public:
                os.chmod(public, 0o755)
                program = shutil.copy(SAVER, f"{public}/saver")
                process = run(*nobody, program, path, "open", "edit", "save")
            row.check(process.returncode == 2 and "ermission" in said(process), f"read-only folder: {said(process)}")
            row.check(read(path) == generation(0), "read-only folder: the file is not as it was")
    row.figure = f"{len(row.faults)} bad of {cases} cases"
    return row


def r10(_options):
    row = Row("R10", "second is told who has it, 0 lost edits in 200 rounds", "lock free at once after kill -9")
    rounds = 200
    generation_now = 0
    with Scratch() as folder:
        path = f"{folder}/doc.json"
        write(path, generation(0))
        for number in range(rounds):
            first = subprocess.Popen([SAVER, path, "lock", "open", "edit", "wait", "save"], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for line in first.stdout:
                if line == b"waiting\n":
                    break
            second = saver(path, "lock", "open", "edit", "save")
            told = said(second)
            row.check(second.returncode == 2, f"round {number}: the second ended with {second.returncode}")
            row.check(f"process {first.pid}" in told, f"round {number}: the second was told {told!r}")
            row.check(read(path) == generation(generation_now), f"round {number}: the second changed the file")
            if number % 2:
                first.kill()
                first.communicate()
            else:
                _, errors = first.communicate(b"\n")
                generation_now += 1
                row.check(first.returncode == 0, f"round {number}: the first was not saved: {errors.decode()}")
            third = saver(path, "lock", "open", "edit", "save")
            generation_now += 1
            row.check(third.returncode == 0, f"round {number}: the lock is not free: {said(third)}")
            row.check(read(path) == generation(generation_now), f"round {number}: an edit is lost")
        left = [name for name in names(folder) if name not in ("doc.json", "doc.json.bak")]
        row.check(not left, f"left: {left}")
    row.figure = f"{len(row.faults)} bad in {rounds} rounds, {rounds // 2} of them ended by kill -9"
    return row
