"""Real key events of a real X server: a scanner's burst and a person's typing."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.codes import make_code

HERE = Path(__file__).parent
NEEDED = ("Xvfb", "xdotool")
TAG = make_code(10, 2231)

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(
        any(shutil.which(tool) is None for tool in NEEDED),
        reason="needs Xvfb and xdotool for real key events",
    ),
]


class Room:
    """The room in a process of its own, under a screen of its own."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(write),
                "-screen",
                "0",
                "640x480x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        self._pipe = os.fdopen(read)
        self.env = os.environ | {
            "DISPLAY": f":{self._pipe.readline().strip()}",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(HERE.parents[1]),
        }
        self.app = subprocess.Popen(
            [sys.executable, str(HERE / "scan_room.py")],
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self._ear = threading.Thread(target=self._listen, name="room")
        self._ear.start()
        window = self.wait("window ")
        self.xdotool("windowfocus", window.split()[1])
        self.wait("focused")

    def _listen(self) -> None:
        assert self.app.stdout
        for line in self.app.stdout:
            self.lines.put(line.rstrip("\n"))

    def xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.env, check=True, stdout=subprocess.DEVNULL)

    def wait(self, start: str) -> str:
        """The next line that begins so."""
        while True:
            line = self.lines.get(timeout=15)
            if line.startswith(start):
                return line

    def close(self) -> None:
        for process in (self.app, self.screen):
            process.terminate()
            process.wait(5)
        self._ear.join(5)
        self._pipe.close()
        assert self.app.stdout
        self.app.stdout.close()


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()
    yield made
    made.close()


def test_a_burst_is_a_scan_and_typing_is_text(room: Room) -> None:
    for _ in range(5):  # a busy machine may send the keys slower than any scanner
        room.xdotool("key", "--delay", "4", *TAG, "Return")
        first = room.lines.get(timeout=15)
        if first.startswith("scan"):
            break
        room.xdotool("key", "ctrl+a", "BackSpace")
        while room.wait("text ") != "text ":
            pass
    assert first == f"scan {TAG}"
    room.xdotool("type", "--delay", "70", "ring 18")
    last = ""
    while last != "text ring 18":
        last = room.wait("text ")
    assert room.lines.empty()
