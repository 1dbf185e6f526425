#!/usr/bin/env python3
"""Asks a window to close as a window manager does when its cross is pressed: close.py WINDOW."""

import ctypes
import sys

Long, ULong, Int, Ptr = ctypes.c_long, ctypes.c_ulong, ctypes.c_int, ctypes.c_void_p


class Event(ctypes.Structure):
    _fields_ = [("type", Int), ("serial", ULong), ("send_event", Int), ("display", Ptr), ("window", ULong),
                ("kind", ULong), ("format", Int), ("data", Long * 5), ("pad", Long * 12)]


x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype, x.XInternAtom.restype = Ptr, ULong
display = Ptr(x.XOpenDisplay(None))
event = Event(type=33, window=int(sys.argv[1]), format=32)
event.kind = x.XInternAtom(display, b"WM_PROTOCOLS", 0)
event.data[0] = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
x.XSendEvent(display, ULong(event.window), 0, Long(0), ctypes.byref(event))
x.XSync(display, 0)
