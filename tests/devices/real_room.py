"""The scan room under a screen of its own, and a scanner that presses real keys there by their places."""

from __future__ import annotations

import contextlib
import ctypes
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from tests.devices.layouts import PLACES

HERE = Path(__file__).parent
SHIFT_PLACE, ENTER_PLACE, ESCAPE_PLACE = 42, 28, 1
FUNCTION_PLACES = {f"F{n}": 58 + n for n in range(1, 11)}
SHIFTED = dict(zip('!@#$%^&*()_+{}:"<>?', "1234567890-=[];',./", strict=True))
KEY_MS = 2
"""Between two movements of a key: a press and a release make 4 ms a key."""
PATIENCE_S = 30.0


class RealRoom:
    """``scan`` and ``hit`` press keys as the screen's own; ``lines`` is what the room tells."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp",
             "-noreset"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with contextlib.suppress(PermissionError):  # keys keep their time on a busy machine
            os.setpriority(os.PRIO_PROCESS, self.screen.pid, -10)
        os.close(write)
        self._pipe = os.fdopen(read)
        self.display = f":{self._pipe.readline().strip()}"
        self.env = os.environ | {
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(HERE.parents[1]),
        }
        self.app = subprocess.Popen(
            [sys.executable, str(HERE / "scan_room.py")],
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.dialog = ""
        self.lines: queue.Queue[str] = queue.Queue()
        self._ear = threading.Thread(target=self._listen, name="room")
        self._ear.start()
        self._x11, self._xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._keyboard = ctypes.c_void_p(self._x11.XOpenDisplay(self.display.encode()))
        self.window = self.wait("window ").split()[1]
        self.give_keys(self.window)
        self.wait("focused")

    def _listen(self) -> None:
        assert self.app.stdout
        for line in self.app.stdout:
            self.lines.put(line.rstrip("\n"))

    def give_keys(self, window: str) -> None:
        """As a window manager does."""
        subprocess.run(["xdotool", "windowfocus", window], env=self.env, check=True)

    def window_of_dialog(self) -> str:
        """The dialog's window, once it is there."""
        while not self.dialog:
            self._next()
        return self.dialog

    def lay(self, layout: str) -> None:
        """Another keyboard layout for the whole screen: us, fr, de."""
        subprocess.run(["setxkbmap", "-layout", layout], env=self.env, check=True)

    # -- keys

    def _press(self, places: Sequence[int], delay_ms: int) -> None:
        """Down and up of keys by their places, each movement so long after the one before."""
        for place in places:
            down = place > 0
            code = abs(place) + 8
            self._xtst.XTestFakeKeyEvent(self._keyboard, code, int(down), ctypes.c_ulong(delay_ms))
        self._x11.XSync(self._keyboard, 0)

    def keys(self, text: str, delay_ms: int = KEY_MS) -> None:
        """The keys of a text on a US keyboard, as a scanner in US mode presses them."""
        moves: list[int] = []
        for char in text:
            base = SHIFTED.get(char, char.lower())
            shift = base != char
            moves += [SHIFT_PLACE] if shift else []
            moves += [PLACES[base], -PLACES[base]]
            moves += [-SHIFT_PLACE] if shift else []
        self._press(moves, delay_ms)

    def scan(self, text: str, delay_ms: int = KEY_MS) -> None:
        """A scanner's burst, Enter behind it, handed over in one piece."""
        self.keys(text, delay_ms)
        self._press([ENTER_PLACE, -ENTER_PLACE], delay_ms)

    def hit(self, key: str) -> None:
        """One function key."""
        self._press([FUNCTION_PLACES[key], -FUNCTION_PLACES[key]], 5)

    def do(self, key: str) -> None:
        """One function key, and wait until it was done."""
        self.hit(key)
        self.wait(f"did {key}")

    # -- what the room tells

    def wait(self, start: str) -> str:
        """The next line that begins so."""
        while True:
            line = self._next()
            if line.startswith(start):
                return line

    def _next(self) -> str:
        line = self.lines.get(timeout=PATIENCE_S)
        if line.startswith("dialog ") and line[7:].isdigit():
            self.dialog = line[7:]
        return line

    def told(self) -> str:
        """The next line of a scan, a text or a press, or of keys that came to the button."""
        return self.next_of("scan ", "text ", "pressed", "missed ")

    def next_of(self, *starts: str) -> str:
        """The next line that begins with one of these."""
        while True:
            line = self._next()
            if line.startswith(starts):
                return line

    def answer(self) -> None:
        """Close the question, once it is there."""
        while True:
            self._press([ESCAPE_PLACE, -ESCAPE_PLACE], 20)
            try:
                line = self.lines.get(timeout=0.2)
            except queue.Empty:
                continue
            if line == "answered":
                return

    def close(self) -> None:
        """End what was started here."""
        self._x11.XCloseDisplay(self._keyboard)
        for process in (self.app, self.screen):
            process.terminate()
            process.wait(PATIENCE_S)
        self._ear.join(PATIENCE_S)
        self._pipe.close()
        assert self.app.stdout
        self.app.stdout.close()
