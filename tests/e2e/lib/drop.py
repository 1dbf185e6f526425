#!/usr/bin/env python3
"""Drops files on a window as a file manager does (XDND, version 5), with nothing but Xlib.

drop.py WINDOW X Y HOLD FILE...: WINDOW as xdotool names it, X and Y on the root window, HOLD seconds before letting go.
Exits with 0 once the window has said that it took the drop.
"""

import ctypes
import pathlib
import sys
import time

CLIENT_MESSAGE, SELECTION_REQUEST, SELECTION_NOTIFY = 33, 30, 31
Long, ULong, Int, Ptr = ctypes.c_long, ctypes.c_ulong, ctypes.c_int, ctypes.c_void_p
HEAD = [("type", Int), ("serial", ULong), ("send_event", Int), ("display", Ptr)]


class ClientMessage(ctypes.Structure):
    _fields_ = HEAD + [("window", ULong), ("kind", ULong), ("format", Int), ("data", Long * 5)]


class Request(ctypes.Structure):
    _fields_ = HEAD + [(name, ULong) for name in ("owner", "requestor", "selection", "target", "property", "time")]


class Notify(ctypes.Structure):
    _fields_ = HEAD + [(name, ULong) for name in ("requestor", "selection", "target", "property", "time")]


class Event(ctypes.Union):
    _fields_ = [("type", Int), ("client", ClientMessage), ("request", Request), ("notify", Notify), ("pad", Long * 24)]


x = ctypes.CDLL("libX11.so.6")
for name, result in [("XOpenDisplay", Ptr), ("XInternAtom", ULong), ("XDefaultRootWindow", ULong),
                     ("XCreateSimpleWindow", ULong)]:
    getattr(x, name).restype = result
window, at_x, at_y, hold = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
uris = "".join(pathlib.Path(path).absolute().as_uri() + "\r\n" for path in sys.argv[5:]).encode()
display = Ptr(x.XOpenDisplay(None))
if not display:
    sys.exit("no display")


def atom(name):
    return x.XInternAtom(display, name.encode(), 0)


root = ULong(x.XDefaultRootWindow(display))
source = x.XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, ULong(0), ULong(0))
selection, uri_list = atom("XdndSelection"), atom("text/uri-list")
x.XSetSelectionOwner(display, ULong(selection), ULong(source), ULong(0))


def send(kind, *data):
    event = Event()
    event.client.type, event.client.format = CLIENT_MESSAGE, 32
    event.client.window, event.client.kind = window, atom(kind)
    event.client.data[:] = [source, *data, *[0] * (4 - len(data))]
    x.XSendEvent(display, ULong(window), 0, Long(0), ctypes.byref(event))
    x.XFlush(display)


def answer(request):
    x.XChangeProperty(display, ULong(request.requestor), ULong(request.property), ULong(request.target), 8, 0, uris,
                      len(uris))
    event = Event()
    event.notify.type = SELECTION_NOTIFY
    for field in ("requestor", "selection", "target", "property", "time"):
        setattr(event.notify, field, getattr(request, field))
    x.XSendEvent(display, ULong(request.requestor), 0, Long(0), ctypes.byref(event))
    x.XFlush(display)


def until(kind, seconds):
    """Answers requests for the files until the window sends this message; whether it did."""
    wanted, end, event = atom(kind), time.monotonic() + seconds, Event()
    while time.monotonic() < end:
        if not x.XPending(display):
            time.sleep(0.02)
            continue
        x.XNextEvent(display, ctypes.byref(event))
        if event.type == SELECTION_REQUEST:
            answer(event.request)
        elif event.type == CLIENT_MESSAGE and event.client.kind == wanted:
            return True
    return False


send("XdndEnter", 5 << 24, uri_list)
send("XdndPosition", 0, at_x << 16 | at_y, 0, atom("XdndActionCopy"))
if not until("XdndStatus", 5):
    sys.exit("the window does not answer")
until("nothing", max(hold, 0.5))
send("XdndDrop", 0, 0)
sys.exit(0 if until("XdndFinished", 5) else "the window did not take the drop")
