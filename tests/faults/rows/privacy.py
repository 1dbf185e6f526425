"""R26 and R27: exports hold no path, user or machine name; nothing opens a network connection."""

import getpass
import io
import os
import re
import shutil
import socket
import time
import zipfile

from lib.common import CLI, SAMPLES, Row, Scratch, read, run, said, write
from lib.window import Display, why_no_window
from rows.cli import subcommands

CANARY = "canary-5b1f"


def kinds():
    text = run(CLI, "export", "--help").stdout.decode()
    values = text.split("--as <KIND>")[-1].split("--output")[0]
    found = re.findall(r"^\s+- ([a-z][a-z-]*):", values, re.MULTILINE)
    assert found, f"no kinds of export in {values!r}"
    return found


def parts(data):
    """The bytes of a file, and of every file in it if it is an archive."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield archive.read(name)


def r26(_options):
    row = Row("R26", "0 hits in exports", "core dump off, recovery 0600")
    names = {CANARY}
    # A short name of this machine or person would be found in words; the canary stands for it then.
    names |= {name for name in (socket.gethostname(), getpass.getuser()) if len(name) > 5}
    exported = kinds()
    with Scratch() as scratch:
        home = f"{scratch}/{CANARY}"
        os.mkdir(home)
        environment = os.environ | {"USER": CANARY, "LOGNAME": CANARY, "HOME": home, "HOSTNAME": CANARY, "PWD": home}
        for sample in SAMPLES:
            project = f"{home}/{CANARY}.json"
            shutil.copyfile(sample, project)
            for kind in exported:
                out = f"{home}/{CANARY}.out"
                process = run(CLI, "export", project, "--as", kind, "--output", out, "--force", env=environment, cwd=home)
                what = f"{sample.name} as {kind}"
                if row.check(process.returncode == 0, f"{what}: {said(process)}"):
                    for part in parts(read(out)):
                        for name in [*names, scratch]:
                            row.check(name.encode() not in part, f"{what} holds {name!r}")
        new = f"{home}/new.json"
        run(CLI, "new", new, env=environment, cwd=home)
        row.check(CANARY.encode() not in read(new), "a new project holds the person's name or folder")
        pilot = f"{sample_users(row, scratch)}; {sample_users_in_window(row)}"
    row.figure = f"{len(row.faults)} hits in {len(SAMPLES)} samples x {len(exported)} exports ({', '.join(exported)}), a new project, {pilot}"
    row.goal_missing = "recovery's modes are tested in src/store/recovery; core dumps are the system's"
    return row


def sample_users(row, folder):
    """Values of sample users are in no output that was not asked for them: each cell is a word of its own."""
    if "pilot" not in subcommands():
        return "no sample users"
    header = ["userPrincipalName", "displayName", "givenName", "surname", "mail", "department", "jobTitle", "employeeId"]
    cells = [f"zqv{number}canary" for number in range(len(header))]
    users = f"{folder}/users.csv"
    write(users, f"{','.join(header)}\n{','.join(cells)}\n".encode())
    shown = 0
    for format in ("text", "json", "csv", "markdown"):
        command = [CLI, "pilot", SAMPLES[0], "--users", users, "--now", "2026-11-25T12:00:00Z", "--format", format]
        for more in ([], ["--include-values"]):
            process = run(*command, *more)
            row.check(process.returncode in (0, 1), f"pilot: {said(process)}")
            found = [cell for cell in cells if cell.encode() in process.stdout + process.stderr]
            if more:
                shown += len(found)
            else:
                row.check(not found, f"pilot as {format} shows {found}")
    row.check(shown, "pilot shows no value even when asked to")
    return f"a pilot of sample users, {shown} values shown when asked to"


def files_with(word, folder):
    """The files below a folder whose name or content has a word."""
    hits = []
    for root, _, names in os.walk(folder):
        paths = [f"{root}/{name}" for name in names]
        hits += [path for path in paths if word in path or word.encode() in (read(path) or b"")]
    return hits


def sample_users_in_window(row):
    """Sample users opened in the window are in none of its files, its titles or what it says, until they are kept.

    The same hand that leaves no trace then keeps them with the project: so they had been there.
    """
    if (reason := why_no_window()) is not None:
        return reason
    word, titles, said_by_it = "zqvcanary", [], []
    with Display() as display, Scratch() as users:
        write(f"{users}/users.csv", f"userPrincipalName,displayName\n{word}@example.test,{word}\n".encode())
        write(display.answer, f"{users}/users.csv\n".encode())
        home = f"{display.folder}/home"
        os.mkdir(home)
        project = f"{home}/doc.json"
        shutil.copyfile(SAMPLES[0], project)

        def opened(data):
            # The button "Open...", and "Users..." in its menu.
            window = display.start(home, project, data=f"{display.folder}/{data}")
            window.focus()
            for act in (lambda: window.key("alt+3"), lambda: window.click(252, 74), lambda: window.click(252, 105)):
                act()
                window.settle(0.5)
            titles.append(window.title())
            return window

        window = opened("data")
        window.key("alt+1")
        window.settle(0.3)
        window.click(477, 195)
        window.settle(0.3)
        window.key("o")
        row.check(window.wait_for(lambda: "●" in window.title()), "nothing was changed")
        # Long enough for the work to be kept for recovery.
        time.sleep(3)
        titles.append(window.title())
        recovered = files_with('"', f"{display.folder}/data")
        row.check(recovered, "nothing was kept for recovery")
        window.kill()
        said_by_it.append(window.end())
        row.check(not files_with(word, display.folder), f"sample users in {files_with(word, display.folder)}")

        window = opened("other data")
        # The same menu, and "Keep with project" in it.
        for y in (74, 207):
            window.click(252, y)
            window.settle(0.5)
        window.key("ctrl+s")
        window.wait_for(lambda: word.encode() in (read(project) or b""))
        said_by_it.append(window.end())
        row.check(word.encode() in (read(project) or b""), "the users cannot be kept with the project")
        row.check(word not in "".join(titles + said_by_it), "a title or a message has a sample user")
    return "the window with sample users, its titles and all its files after a kill"


INET = re.compile(r"socket\(AF_INET|connect\(.*AF_INET|sin6?_addr")


def r27(_options):
    row = Row("R27", "0 inet sockets in a full session", "denied at dependency level too")
    if shutil.which("strace") is None:
        row.not_reached = "there is no strace"
        return row
    sessions = []
    with Scratch() as folder:
        log = f"{folder}/log"
        trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=%network"]

        def judge(what):
            lines = (read(log) or b"").decode(errors="replace").splitlines()
            hits = [line for line in lines if INET.search(line)]
            row.check(not hits, f"{what}: {hits[:1]}")
            sessions.append(f"{what} ({len(lines)} calls of other kinds)")

        project = f"{folder}/doc.json"
        shutil.copyfile(SAMPLES[0], project)
        script = f'"$0" new "{folder}/new.json"; "$0" rows "{project}"; "$0" export "{project}" --as markdown'
        run(*trace, "bash", "-c", script, CLI)
        judge("command line")
        if (reason := why_no_window()) is None:
            with Display() as display:
                window = display.start(folder, project, wrapper=trace)
                window.focus()
                window.click(477, 195)
                window.key("r", "ctrl+s", "ctrl+k", "Escape", "ctrl+z", "ctrl+s")
                time.sleep(1)
                row.check(window.is_there(), f"no window: {window.end()}")
                window.end()
            judge("window")
        else:
            row.goal_missing = reason
    row.figure = f"{len(row.faults)} inet sockets: {', '.join(sessions)}; .deny.toml bans the crates"
    return row
