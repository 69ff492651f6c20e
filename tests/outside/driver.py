"""Works a window from outside its process, as a screen reader and a keyboard do.

Runs under the system's Python, which has GObject introspection, with nothing of Parure in reach. It
starts a screen (Xvfb), a D-Bus of its own with the accessibility bus, and the program; it reads the
tree of accessible objects through AT-SPI and sends real key presses through XTest (xdotool). Requests
come as JSON lines on standard input, each gets one line on standard output: ``{"value": …}`` or
``{"error": "…"}``. What it started ends with it, also when whoever asked goes away.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
XVFB_OPTIONS = ("-dpi", "96", "-nolisten", "tcp", "-noreset")
PATIENCE_S = 60.0
PAUSE_S = 0.03
TAKEN_UP_S = 0.3
"""Nobody types and scans with one hand in less: far longer than the time that parts a scan from typing."""
DEEPEST = 40
MOST_CHILDREN = 120
"""Of a table only so many cells are read: what is on the screen stands in the first ones."""
HOLD_ONLY = {
    "list": ("list item",),
    "table": ("table cell", "table row", "table column header", "column header", "row header"),
}
"""Whoever looks for something else need not look into these."""
ENTER = 0xFF0D
"""The name that X has for the key."""
SCANNER_MS = 2
"""Between two movements of a key; at the same moment, Qt takes the next for the repeat of a held one."""
STATES = ("focused", "focusable", "showing", "checked", "enabled", "editable", "selected")
ITEMS = ("list item", "table cell", "table row", "column header", "row header", "tree item")
Node = Any


class DriverError(Exception):
    """What was asked for did not come, or cannot be."""


class Driver:
    """One screen, one bus, one program at a time."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[str]] = []
        self._environment = dict(os.environ)
        self._program: subprocess.Popen[str] | None = None
        self._root: Node = None
        self._last_focused: Node = None
        self._ear: Any = None

    # -- beginning and ending

    def open_screen(self, size: str) -> str:
        """Start the screen and the buses; the display's name."""
        reading, writing = os.pipe()
        screen = self._start(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", *XVFB_OPTIONS],
            pass_fds=(writing,),
        )
        with contextlib.suppress(PermissionError):  # keys keep their time on a busy machine too
            os.setpriority(os.PRIO_PROCESS, screen.pid, -10)
        os.close(writing)
        with os.fdopen(reading) as said:
            display = f":{said.readline().strip()}"
        bus = self._start(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE
        )
        assert bus.stdout is not None
        here = {"DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        self._environment.update(here)
        os.environ.update(here)
        for name in ("AT_SPI_BUS_ADDRESS", "WAYLAND_DISPLAY"):
            self._environment.pop(name, None)
            os.environ.pop(name, None)
        launcher = next(path for path in LAUNCHERS if Path(path).exists())
        self._start([launcher, "--launch-immediately"])
        self._environment.update(
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
            QT_QPA_PLATFORM="xcb",
            QT_QPA_PLATFORMTHEME="",
            LC_ALL="C.UTF-8",
        )
        Atspi.init()
        Atspi.set_timeout(3000, 10000)
        self._ear = Atspi.EventListener.new(self._on_focus)
        self._ear.register("object:state-changed:focused")
        return display

    def open_program(self, command: list[str], folder: str, log: str) -> int:
        """Start the program, wait until it is in the accessible tree and give it the keys."""
        with Path(log).open("a", encoding="utf-8") as out:
            program = self._start(command, cwd=folder, stdout=out, stderr=out)
        self._program, self._root = program, None
        self._until(self._found, "the program in the accessible tree")
        self.take_keys()
        return program.pid

    def end_program(self, how: str) -> int:
        """End the program with a signal ("SIGTERM", "SIGKILL"); its exit code."""
        program = self._running()
        program.send_signal(signal.Signals[how])
        code = program.wait(PATIENCE_S)
        self._program, self._root = None, None
        return code

    def close(self) -> None:
        """End what was started, the last first."""
        for process in reversed(self._started):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(3)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait(3)

    def _start(self, command: list[str], **more: Any) -> subprocess.Popen[str]:
        more.setdefault("stdout", subprocess.DEVNULL)
        more.setdefault("stderr", subprocess.DEVNULL)
        process: subprocess.Popen[str] = subprocess.Popen(
            command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
            **more,
        )
        self._started.append(process)
        return process

    def _running(self) -> subprocess.Popen[str]:
        if self._program is None:
            raise DriverError("no program is running")
        code = self._program.poll()
        if code is not None:
            raise DriverError(f"the program ended with {code}")
        return self._program

    def _found(self) -> bool:
        pid = self._running().pid
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(at)
            if one is not None and one.get_process_id() == pid:
                self._root = one
                # The copy of the tree here follows events, which only a main loop hears: keep of it
                # what never changes.
                one.set_cache_mask(Atspi.Cache.ROLE | Atspi.Cache.INTERFACES)
        return self._root is not None

    def _until(self, true: Callable[[], Any], what: str, patience_s: float = PATIENCE_S) -> Any:
        ends = time.monotonic() + patience_s
        while True:
            try:
                answer = true()
            except GLib.Error:  # it went away while it was read
                answer = None
            if answer:
                return answer
            self._running()
            if time.monotonic() > ends:
                raise DriverError(f"waited in vain for {what}")
            time.sleep(PAUSE_S)

    # -- reading

    def tree(self) -> list[dict[str, Any]]:
        """What is showing: role, name, states, and how deep it lies."""
        return [_told(depth, node) for depth, node in self._showing()]

    def wait(self, name: str, role: str, patience_s: float) -> dict[str, Any]:
        """The first thing in sight with this name (``…`` stands for any words) and role."""
        found: Node = self._until(lambda: self._one(name, role), f"{role} “{name}”", patience_s)
        return _told(0, found)

    def wait_gone(self, name: str, role: str, patience_s: float) -> bool:
        """Wait until nothing in sight has this name and role."""
        self._until(lambda: self._one(name, role) is None, f"{role} “{name}” to go", patience_s)
        return True

    def focused(self) -> dict[str, Any] | None:
        """What has the keys. (The marked row of a list says so even when its list has not.)"""
        self._give_keys()
        turn = GLib.MainContext.default()
        while turn.pending():
            turn.iteration(False)
        node = self._last_focused
        while node is not None and node.get_role_name() in ITEMS:
            node = node.get_parent()
        if node is not None and node.get_state_set().contains(Atspi.StateType.FOCUSED):
            return _told(0, node)
        return self._seen_focused()

    def _on_focus(self, event: Any) -> None:
        """Something told that it has the keys now, as it tells a screen reader."""
        if event.detail1:
            self._last_focused = event.source

    def _seen_focused(self) -> dict[str, Any] | None:
        last = None
        for depth, node in self._showing():
            focused = node.get_state_set().contains(Atspi.StateType.FOCUSED)
            if focused and node.get_role_name() not in ITEMS and (last is None or node.get_name()):
                last = _told(depth, node)
        return last

    def text(self, name: str, role: str) -> str:
        """What a field holds."""
        node = self._until(
            lambda: self._with_keys(name, role) or self._one(name, role), f"{role} “{name}”"
        )
        text = node.get_text_iface()
        if text is None:
            return str(node.get_name())
        return str(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)))

    def _with_keys(self, name: str, role: str) -> Node:
        """What told last that it has the keys, if it has them still and is called so: asked at once."""
        node = self._last_focused
        if node is None or node.get_role_name() != role or not _is_called(_name_of(node), name):
            return None
        states = node.get_state_set()
        has_them = states.contains(Atspi.StateType.FOCUSED)
        return node if has_them and states.contains(Atspi.StateType.SHOWING) else None

    def _one(self, name: str, role: str) -> Node:
        passed = tuple(holder for holder, held in HOLD_ONLY.items() if role and role not in held)
        for _, node in self._showing(passed=passed):
            if (not role or node.get_role_name() == role) and _is_called(_name_of(node), name):
                return node
        return None

    def _showing(
        self, node: Node = None, depth: int = 0, *, passed: tuple[str, ...] = ()
    ) -> Iterator[tuple[int, Node]]:
        """What is in sight, from the program's root down; hidden branches are not entered.

        Into what has a role of ``passed`` it does not look either.
        """
        if node is None:
            node = self._root
            if node is None:
                raise DriverError("no program is running")
        elif not node.get_state_set().contains(Atspi.StateType.SHOWING):
            return
        else:
            yield depth, node
        if depth >= DEEPEST or (passed and node.get_role_name() in passed):
            return
        for at in range(min(node.get_child_count(), MOST_CHILDREN)):
            child = node.get_child_at_index(at)
            if child is not None:
                yield from self._showing(child, depth + 1, passed=passed)

    # -- keys and pointer

    def take_keys(self) -> bool:
        """Give the newest window of the program the keys, as a window manager would."""
        self._until(lambda: self._give_keys(newest=True), "the window to take the keys")
        return True

    def _give_keys(self, *, newest: bool = False) -> bool:
        """Give the keys to a window of the program unless one has them; whether one has them."""
        shown = self._xdotool("search", "--onlyvisible", "--pid", str(self._running().pid))
        ids = shown.stdout.split()
        if not ids:
            return False
        has_them = self._xdotool("getwindowfocus").stdout.strip()
        if has_them == ids[-1] or (has_them in ids and not newest):
            return True
        return self._xdotool("windowfocus", "--sync", ids[-1]).returncode == 0

    def key(self, keys: list[str]) -> bool:
        """Press keys one after the other, in xdotool's words: "ctrl+Return", "Tab"."""
        self._until(self._give_keys, "a window that takes keys")
        return self._pressed(self._xdotool("key", "--delay", "25", *keys))

    def type(self, words: str, delay_ms: int) -> bool:
        """Type words; ``delay_ms`` between two keys tells a hand from a scanner."""
        self._until(self._give_keys, "a window that takes keys")
        return self._pressed(self._xdotool("type", "--delay", str(delay_ms), "--", words))

    def scan(self, code: str) -> bool:
        """A scanner's burst: the digits and Enter in one breath, once the hand has taken it up."""
        self._until(self._give_keys, "a window that takes keys")
        time.sleep(TAKEN_UP_S)
        burst(self._environment["DISPLAY"], code)
        return True

    def draw(self, name: str, role: str, stroke: list[list[int]]) -> bool:
        """Draw on a pad; places in thousandths of its width and height."""
        node = self._until(lambda: self._one(name, role), f"{role} “{name}”")
        box = node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        points = [
            (box.x + box.width * x // 1000, box.y + box.height * y // 1000) for x, y in stroke
        ]
        first, *others = points
        steps = ["mousemove", *map(str, first), "mousedown", "1"]
        for place in others:
            steps += ["mousemove", *map(str, place), "sleep", "0.02"]
        return self._pressed(self._xdotool(*steps, "mouseup", "1"))

    def _pressed(self, done: subprocess.CompletedProcess[str]) -> bool:
        if done.returncode:
            raise DriverError(f"xdotool: {done.stderr.strip()}")
        return True

    def _xdotool(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )


def burst(display: str, digits: str) -> None:
    """Press digits and Enter on a screen, handed over in one piece: the screen itself counts the time.

    xdotool hands them over one by one, and a busy machine may let it wait between two of them for
    longer than any scanner pauses: then what arrives is no scan.
    """
    x11, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    screen = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    if not screen:
        raise DriverError(f"the screen {display} cannot be opened")
    for symbol in [*map(ord, digits), ENTER]:
        key = x11.XKeysymToKeycode(screen, ctypes.c_ulong(symbol))
        for down in (1, 0):
            xtst.XTestFakeKeyEvent(screen, key, down, ctypes.c_ulong(SCANNER_MS))
    x11.XCloseDisplay(screen)


def _name_of(node: Node) -> str:
    """The name as it is read out: Qt names a choice by what is chosen, and a label stands by it."""
    if node.get_role_name() == "combo box":
        for relation in node.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                return str(relation.get_target(0).get_name())
    return str(node.get_name() or "")


def _is_called(said: str, name: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in name.split("…"))
    return re.fullmatch(pattern, said or "", re.DOTALL) is not None


def _told(depth: int, node: Node) -> dict[str, Any]:
    states, role = node.get_state_set(), node.get_role_name()
    return {
        "depth": depth,
        "role": role,
        "name": _name_of(node),
        "states": [s for s in STATES if states.contains(getattr(Atspi.StateType, s.upper()))],
    }


def main() -> None:
    """Answer requests until there are no more."""
    driver = Driver()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        for line in sys.stdin:
            said = json.loads(line)
            try:
                answer = {"value": getattr(driver, said["do"])(**said["with"])}
            except (DriverError, GLib.Error, subprocess.SubprocessError) as error:
                answer = {"error": str(error)}
            sys.stdout.write(f"{json.dumps(answer)}\n")
            sys.stdout.flush()
    finally:
        driver.close()


if __name__ == "__main__":
    main()
