"""File systems of our own: a tmpfs of a given size, a loop image with ext4 or XFS. Needs root, or a name space.

Everything is mounted on folders made for it and unmounted again; the power is cut for one of these images alone.
"""

import fcntl
import os
import pathlib
import shutil
import struct
import subprocess

# EXT4_IOC_SHUTDOWN and XFS_IOC_GOINGDOWN have the same number.
SHUTDOWN = 0x8004587D
LOG_FLUSHED, LOG_NOT_FLUSHED = 1, 2


def why_not(kind="tmpfs"):
    """Why such a file system cannot be mounted here; none if it can."""
    if os.geteuid() != 0:
        return "mounting needs root"
    if kind in ("ext4", "xfs") and shutil.which(f"mkfs.{kind}") is None:
        return f"there is no mkfs.{kind}"
    try:
        with Mount(kind, "64k"):
            return None
    except subprocess.CalledProcessError as error:
        return f"{kind} cannot be mounted here: {error.stderr.decode().strip()}"


def command(*words):
    subprocess.run(words, check=True, capture_output=True)


class Mount:
    """A file system that is there while it is used; `options` go to mount."""

    def __init__(self, kind, size="64k", options=""):
        self.kind, self.size, self.options = kind, size, options

    def __enter__(self):
        import tempfile
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="crosswalk-faults-"))
        self.path, self.image = self.home / "mounted", self.home / "image"
        self.path.mkdir()
        try:
            if self.kind != "tmpfs":
                # XFS takes no image smaller than 300 MiB; the file is sparse.
                command("truncate", "-s", "320M", self.image)
                command(*(["mkfs.xfs", "-q", self.image] if self.kind == "xfs" else ["mkfs.ext4", "-q", self.image]))
            self.mount()
        except subprocess.CalledProcessError:
            shutil.rmtree(self.home)
            raise
        return self

    def mount(self):
        if self.kind == "tmpfs":
            command("mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", self.path)
        else:
            options = ",".join(filter(None, ["loop", self.options]))
            command("mount", "-t", self.kind, "-o", options, self.image, self.path)

    def unmount(self):
        command("umount", self.path)

    def cut_power(self, log):
        """From here on nothing reaches the image; what was synced is there after the next mount."""
        folder = os.open(self.path, os.O_RDONLY)
        fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", log))
        os.close(folder)

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.path], capture_output=True)
        shutil.rmtree(self.home)
