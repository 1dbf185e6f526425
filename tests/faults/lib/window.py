"""The real window on a virtual display of our own."""

import contextlib
import glob
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from lib.common import APP


def why_no_window():
    """Why no window can be shown; none if one can."""
    for needed in ("Xvfb", "xdotool"):
        if shutil.which(needed) is None:
            return f"there is no {needed}"
    if not pathlib.Path(APP).exists():
        return "the window was not built"
    return None


def hand(display, *words):
    """A hand on mouse and keyboard."""
    environment = os.environ | {"DISPLAY": display}
    return subprocess.run(["xdotool", *map(str, words)], env=environment, capture_output=True, text=True, timeout=30).stdout


class Window:
    """The program with its window, which is there within 20 s or not at all."""

    def __init__(self, desktop, config, data, arguments, wrapper):
        self.display, self.id = desktop.name, ""
        environment = os.environ | {
            "DISPLAY": self.display, "PATH": f"{desktop.programs}:{os.environ['PATH']}", "LIBGL_ALWAYS_SOFTWARE": "1", "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "XDG_CONFIG_HOME": str(config), "XDG_DATA_HOME": str(data), "XDG_STATE_HOME": str(data), "HOME": str(config)}
        environment.pop("WAYLAND_DISPLAY", None)
        self.log = tempfile.TemporaryFile()
        start = time.monotonic()
        # In a group of its own, so that a wrapper and what it wraps end together.
        self.process = subprocess.Popen([*wrapper, APP, *map(str, arguments)], env=environment, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)
        while time.monotonic() - start < 20 and self.process.poll() is None and not self.id:
            self.id = "".join(hand(self.display, "search", "--onlyvisible", "--name", "Crosswalk").split()[-1:])
            time.sleep(0.02)
        self.took = time.monotonic() - start

    def is_there(self):
        return bool(self.id) and self.process.poll() is None

    def title(self):
        return hand(self.display, "getwindowname", self.id).strip()

    def wait_for(self, holds, seconds=5):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if holds():
                return True
            time.sleep(0.02)
        return False

    def focus(self):
        """Lets it fill the display and gives it the keyboard; whether it has that."""
        hand(self.display, "windowmove", self.id, 0, 0, "windowsize", self.id, 1440, 900)
        self.wait_for(lambda: "1440x900" in hand(self.display, "getwindowgeometry", self.id), 10)
        self.settle(0.3)
        for _ in range(5):
            hand(self.display, "windowfocus", self.id)
            if self.wait_for(lambda: hand(self.display, "getwindowfocus").strip() == self.id, 2):
                break
        self.settle(0.2)

    def work_done(self):
        """The processor time that the program has used, and whether one of its threads runs or waits for its turn."""
        used, busy = 0, False
        for path in glob.glob(f"/proc/{self.process.pid}/task/*/stat"):
            with contextlib.suppress(OSError):
                fields = pathlib.Path(path).read_text().rpartition(") ")[2].split()
                used += int(fields[11]) + int(fields[12])
                busy |= fields[0] in "RD"
        return used, busy

    def settle(self, at_least=0.1):
        """Until it has taken in what it was sent and drawn it, however busy the machine is; ten seconds at most.

        It draws only on input: that is when it was at rest a few times in a row.
        """
        time.sleep(at_least)
        quiet, before, until = 0, None, time.monotonic() + 10
        while quiet < 3 and time.monotonic() < until:
            now = self.work_done()
            quiet = quiet + 1 if now == before and not now[1] else 0
            before = now
            time.sleep(0.04)

    def key(self, *keys, delay=30):
        hand(self.display, "key", "--delay", delay, *keys)

    def type(self, text):
        hand(self.display, "type", "--delay", 15, "--", text)

    def click(self, x, y):
        hand(self.display, "mousemove", x, y, "sleep", 0.2, "click", 1)

    def shot(self, path):
        environment = os.environ | {"DISPLAY": self.display}
        subprocess.run(["import", "-window", "root", path], env=environment, capture_output=True)

    def signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self):
        """Without a warning, as the end of the battery."""
        self.signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        """Ends it and returns what it said."""
        self.signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()
        self.log.seek(0)
        return self.log.read().decode(errors="replace").strip()


class Display:
    """An Xvfb of our own, on a desktop whose file dialogs answer with the path in `answer`."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="crosswalk-faults-")
        self.answer, self.programs = f"{self.folder}/answer", f"{self.folder}/bin"
        os.mkdir(self.programs)
        with open(f"{self.programs}/zenity", "w") as dialog:
            dialog.write(f"#!/bin/sh\n[ -s '{self.answer}' ] || exit 1\ncat '{self.answer}'\n")
        os.chmod(dialog.name, 0o755)
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
                                       pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as lines:
            self.name = ":" + lines.readline().strip()
        return self

    def start(self, config, *arguments, data=None, wrapper=()):
        return Window(self, config, data or f"{self.folder}/data", arguments, wrapper)

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
