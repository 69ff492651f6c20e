"""The pytest side of the driver: a person who has a keyboard and hears the names of what is there."""

from __future__ import annotations

import json
import re
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

PYTHON = "/usr/bin/python3"
"""The system's Python: the accessibility bindings are Debian's and not in the environment."""
DRIVER = Path(__file__).with_name("driver.py")
ROOT = DRIVER.parents[2]
PATIENCE_S = 40.0
"""How long something may take to come into sight: a busy machine is slow, and what comes is at once seen."""
ANSWER_S = 100.0
"""No request may take longer than this, whatever happens to the program."""
HAND_MS = 34
"""Between two keys of somebody who types; a scanner takes a few milliseconds."""
MOST_STEPS = 60
Answer = TypeVar("Answer")


class OutsideError(AssertionError):
    """What should have been there from outside was not; with what is on the screen."""


@dataclass(frozen=True)
class Thing:
    """Something in sight as a screen reader has it."""

    role: str
    name: str
    states: frozenset[str]
    depth: int

    def __str__(self) -> str:
        marks = ", ".join(sorted(self.states - {"showing", "enabled"}))
        return f"{'  ' * self.depth}{self.role} “{self.name}” {marks}".rstrip()


class Hands:
    """Works the program by keys and names alone, through a driver in a process of its own."""

    def __init__(self, log: Path, size: str = "1440x900") -> None:
        self._log = log
        self._shop_log = log
        self._driver = subprocess.Popen(
            [PYTHON, "-W", "ignore", str(DRIVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.display = str(self._ask("open_screen", size=size))

    def close(self) -> None:
        """End the program, the buses and the screen."""
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.close()
        try:
            self._driver.wait(30)
        except subprocess.TimeoutExpired:
            self._driver.kill()
            self._driver.wait(5)
        self._driver.stdout.close()

    # -- the program

    def open(self, shop: Path) -> None:
        """Start Parure on a shop, as ``python -m app --shop`` does."""
        self._shop_log = shop / "logs" / "parure.log"
        command = [sys.executable, "-m", "app", "--shop", str(shop)]
        self._ask("open_program", command=command, folder=str(ROOT), log=str(self._log))

    def end(self, how: str = "SIGTERM") -> int:
        """End the program by a signal; its exit code."""
        return int(self._ask("end_program", how=how))

    # -- reading

    def tree(self) -> list[Thing]:
        """Everything in sight, from the window down."""
        return [_thing(said) for said in self._ask("tree")]

    def wait(self, name: str, role: str = "", patience_s: float = PATIENCE_S) -> Thing:
        """Something by its name (``…`` stands for any words), as soon as it is in sight."""
        return _thing(self._ask("wait", name=name, role=role, patience_s=patience_s))

    def wait_gone(self, name: str, role: str = "", patience_s: float = PATIENCE_S) -> None:
        """Wait until it is no longer in sight."""
        self._ask("wait_gone", name=name, role=role, patience_s=patience_s)

    def focused(self) -> Thing | None:
        """What has the keys."""
        said = self._ask("focused")
        return _thing(said) if said else None

    def text(self, name: str, role: str = "text") -> str:
        """What a field holds."""
        return str(self._ask("text", name=name, role=role))

    def until(
        self, true: Callable[[], Answer], what: str, patience_s: float = PATIENCE_S
    ) -> Answer:
        """Ask again and again until something is so."""
        ends = time.monotonic() + patience_s
        while not (answer := true()):
            if time.monotonic() > ends:
                raise OutsideError(f"waited in vain for {what}; in sight:\n{self.seen()}")
        return answer

    def wait_focused(self, name: str, role: str = "") -> Thing:
        """Wait until this has the keys."""

        def has_them() -> Thing | None:
            at = self.focused()
            return at if at and _is(at, name, role) else None

        found = self.until(has_them, f"the focus on {role} “{name}”")
        assert found is not None
        return found

    def seen(self) -> str:
        """What is in sight, as text for a report."""
        return "\n".join(str(one) for one in self.tree() if one.name or "focused" in one.states)

    # -- keys

    def key(self, *keys: str) -> None:
        """Press keys: "ctrl+Return", "Tab"."""
        self._ask("key", keys=list(keys))

    def type(self, words: str) -> None:
        """Type as a hand does."""
        self._ask("type", words=words, delay_ms=HAND_MS)

    def scan(self, code: str) -> None:
        """A scanner's burst of a code and Enter."""
        self._ask("scan", code=code)

    def tab_to(self, name: str, role: str = "", key: str = "Tab") -> Thing:
        """Go by Tab until this has the keys: it can be reached without a mouse."""
        seen: list[str] = []
        for _ in range(MOST_STEPS):
            at = self.focused()
            if at and _is(at, name, role):
                return at
            seen.append(f"{at.role} “{at.name}”" if at else "nothing")
            self.key(key)
        raise OutsideError(f"{key} does not lead to {role} “{name}”, but to:\n" + "\n".join(seen))

    def fill(self, name: str, words: str, role: str = "text") -> None:
        """Go to a field by Tab and type over what stands in it."""
        self.tab_to(name, role)
        self.key("ctrl+a")
        self.type(words)
        self.until(lambda: self.text(name, role) == words, f"“{words}” in “{name}”")

    def choose_file(self, path: Path) -> None:
        """Type a path into the file chooser that has come up."""
        self.wait("File name:", "label")
        self._ask("take_keys")
        self.wait_focused("File name:", "text")
        self.key("ctrl+a")
        self.type(str(path))
        self.until(lambda: self.text("File name:") == str(path), "the path in the chooser")
        self.key("Return")
        self.wait_gone("File name:", "label")
        self._ask("take_keys")

    def command(self, words: str) -> None:
        """Give a command by its words, through the palette."""
        self.key("ctrl+k")
        self.wait_focused("Commands", "text")
        self.type(words)
        self.until(lambda: self.text("Commands") == words, f"“{words}” in the palette")
        self.wait(f"{words}…", "list item")
        self.key("Return")
        self.wait_gone("Commands list", "list")

    def open_record(self, words: str, row: str) -> None:
        """Find a record everywhere, and open the first row that reads like this."""
        self.key("F3")
        self.wait_focused("Find everywhere", "text")
        self.type(words)
        self.wait(row, "list item")
        self.key("Return")
        self.wait_gone("Find everywhere list", "list")

    # -- pointer: a signature is drawn, with a pen or a mouse

    def draw(self, name: str, role: str, stroke: list[tuple[int, int]]) -> None:
        """Draw on a pad, in thousandths of its width and height."""
        self._ask("draw", name=name, role=role, stroke=stroke)

    # -- the driver

    def _ask(self, do: str, **how: Any) -> Any:
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write(json.dumps({"do": do, "with": how}) + "\n")
        self._driver.stdin.flush()
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._driver.stdout, selectors.EVENT_READ)
            if not waiting.select(ANSWER_S):
                self._driver.kill()
                raise OutsideError(f"no answer to {do} {how} within {ANSWER_S:.0f} s")
        line = self._driver.stdout.readline()
        if not line:
            raise OutsideError(f"the driver ended at {do} {how}")
        answer = json.loads(line)
        if "error" in answer:
            about = "" if do in ("tree", "open_screen") else f"; in sight:\n{self._last_seen()}"
            raise OutsideError(f"{answer['error']}{about}\nlog:\n{self._log_tail()}")
        return answer["value"]

    def _last_seen(self) -> str:
        try:
            return self.seen()
        except OutsideError as error:
            return str(error)

    def _log_tail(self) -> str:
        logs = {
            path: path.read_text(encoding="utf-8")
            for path in (self._log, self._shop_log)
            if path.exists()
        }
        return "\n".join(said[-3000:] for said in logs.values())


def _is(thing: Thing, name: str, role: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in name.split("…"))
    return re.fullmatch(pattern, thing.name, re.DOTALL) is not None and role in ("", thing.role)


def _thing(said: dict[str, Any]) -> Thing:
    return Thing(said["role"], said["name"], frozenset(said["states"]), said["depth"])
