"""R15: settings that cannot be read. The window itself is started if there is a virtual display to start it on."""

import os
import shutil
import socket
import time

from lib.common import APP, Row, Scratch, names, read, saver, said, write
from lib.window import Display, why_no_window

GOOD = b'{"version": 1, "author": "Ada", "theme": "dark"}'


def sized(path, size):
    with open(path, "wb") as file:
        file.truncate(size)


def half_a_link(path):
    os.symlink("settings.json", path)


def a_socket(path):
    here = os.getcwd()
    os.chdir(os.path.dirname(path))
    socket.socket(socket.AF_UNIX).bind("settings.json")
    os.chdir(here)


CASES = {
    "empty": lambda path: write(path, b""),
    "zero-filled": lambda path: write(path, bytes(4096)),
    "half": lambda path: write(path, GOOD[:25]),
    "no JSON": lambda path: write(path, b"\xff\xfe theme=dark"),
    "a JSON list": lambda path: write(path, b"[1, 2]"),
    "newer": lambda path: write(path, b'{"version": 99, "author": "Ada"}'),
    "a folder": os.mkdir,
    "100 MB": lambda path: write(path, b" " * 100_000_000),
    "a circle of links": half_a_link,
    "a pipe": os.mkfifo,
    "a socket": a_socket,
    "unreadable": lambda path: (write(path, GOOD), os.chmod(path, 0)),
}


def content(path):
    if os.path.islink(path):
        return os.readlink(path)
    return read(path) if os.path.isfile(path) else os.lstat(path).st_mode


def r15(_options):
    row = Row("R15", "starts in 3 s at most, says so once, bad file kept aside", None)
    # Root reads what nobody may read; that case is for others.
    cases = {title: make for title, make in CASES.items() if title != "unreadable" or os.geteuid() != 0}
    slowest = slowest_window = 0.0
    for title, make in cases.items():
        with Scratch() as folder:
            path = f"{folder}/settings.json"
            make(path)
            before = content(path)
            start = time.monotonic()
            process = saver(path, "load-settings")
            slowest = max(slowest, time.monotonic() - start)
            row.check(process.returncode == 0, f"{title}: {said(process)}")
            row.check(len(said(process).splitlines()) == 1 and "broken-1" in said(process), f"{title}: told {said(process)!r}")
            row.check(names(folder) == ["settings.json.broken-1"], f"{title}: left: {names(folder)}")
            row.check(content(path + ".broken-1") == before, f"{title}: what was set aside is not what was there")
            again = saver(path, "load-settings")
            row.check(said(again) == "", f"{title}: told again: {said(again)!r}")
            process = saver(path, "settings=Grace")
            row.check(process.returncode == 0 and b"Grace" in read(path), f"{title}: not saved afterwards: {said(process)}")
            row.check(content(path + ".broken-1") == before, f"{title}: what was set aside was changed")
    row.check(slowest <= 3, f"loading took {slowest:.1f} s")
    reason = why_no_window()
    if reason is None:
        with Display() as display:
            for title, make in cases.items():
                with Scratch() as folder:
                    os.mkdir(f"{folder}/crosswalk")
                    path = f"{folder}/crosswalk/settings.json"
                    make(path)
                    before = content(path)
                    window = display.start(folder)
                    slowest_window = max(slowest_window, window.took)
                    row.check(window.is_there(), f"{title}: no window: {window.end()}")
                    aside = path + ".broken-1"
                    row.check(os.path.lexists(aside) and content(aside) == before, f"{title}: not set aside by the window")
                    window.end()
        row.check(slowest_window <= 3, f"the window took {slowest_window:.1f} s")
    shown = f"window after {slowest_window:.1f} s at most" if reason is None else f"no window: {reason}"
    row.figure = f"{len(row.faults)} bad of {len(cases)} cases; loaded in {slowest:.2f} s at most; {shown}"
    return row
