"""A small sample shop on a screen of its own, and somebody who works it by keys and names."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.services.print_jobs import set_folder
from app.services.sample import make
from app.services.sample.cast import PASSWORD, USERS
from app.services.unlocking import open_shop
from tests.conftest import HOME_VARIABLES
from tests.outside.hands import PYTHON, Hands

SCALE = 0.02
"""About forty orders and sixty pieces, made in a few seconds; every kind of record is there."""
PROGRAMS = ("Xvfb", "xdotool", "dbus-daemon")
KEYS = {login: str(at) for at, (login, _, _) in enumerate(USERS, 1)}
NAMES = {login: name for login, name, _ in USERS}


def _missing() -> str:
    """What this machine lacks to look at a window from outside."""
    lacking = [program for program in PROGRAMS if shutil.which(program) is None]
    look = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    try:
        subprocess.run([PYTHON, "-c", look], check=True, capture_output=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        lacking.append("the accessibility bindings of the system's Python")
    return ", ".join(lacking)


@pytest.fixture(scope="session")
def outfit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample shop and its key in it, closed: to be copied, never opened."""
    lacking = _missing()
    if lacking and os.environ.get("CI"):
        pytest.fail(f"the set-up must install: {lacking}")
    if lacking:
        pytest.skip(f"not installed here: {lacking}")
    home = tmp_path_factory.mktemp("outside")
    with pytest.MonkeyPatch.context() as patch:
        for variable, below in HOME_VARIABLES.items():
            patch.setenv(variable, str(home / below))
        patch.setenv("PARURE_KEY", "file")
        make(home / "shop", SCALE)
    return home


@dataclass
class Counter:
    """The counter of the shop: ``hands`` at the program, ``printer`` the folder of what is printed."""

    hands: Hands
    shop: Path
    printer: Path

    def open(self, login: str = "mia") -> None:
        """Start the program and sign somebody in by the keyboard."""
        hands = self.hands
        hands.open(self.shop)
        hands.wait(f"{NAMES[login]}…", "list item")
        hands.key(KEYS[login])
        hands.wait_focused("Password", "password text")
        hands.type(PASSWORD)
        hands.key("Return")
        hands.wait("Today page")

    def ask(self, sql: str, *params: object) -> Any:
        """One value of the shop's file; the program must have ended."""
        with closing(open_shop(self.shop)) as shop, closing(shop.reader()) as db:
            return db.value(sql, params)


@pytest.fixture
def counter(outfit: Path, home: Path, tmp_path: Path) -> Iterator[Counter]:
    """The sample shop of this test's own; the program is not yet started."""
    shutil.copytree(outfit, home, dirs_exist_ok=True)
    printer = tmp_path / "printer"
    printer.mkdir()
    with closing(open_shop(home / "shop")) as shop:
        set_folder(shop, printer)
    hands = Hands(tmp_path / "program.txt")
    yield Counter(hands, home / "shop", printer)
    hands.close()
