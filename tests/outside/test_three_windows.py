"""Three PCs of one shop, three windows, one hub: the cable is pulled, all work on, and come together.

As a shop lives it, by keys and names alone. ``PARURE_STORY_PICTURES=folder`` leaves pictures of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from app.services.sample.cast import PASSWORD
from app.services.unlocking import open_shop
from tests.conftest import HOME_VARIABLES
from tests.exchange.make_files import w06
from tests.exchange.make_orders import as_csv, flat
from tests.outside.cable import Cable
from tests.outside.conftest import KEYS, NAMES
from tests.outside.hands import Hands
from tests.sync.meeting import digests
from tests.sync.postgres import Server

pytestmark = pytest.mark.gui
LONG_S = 90.0
"""A PC that was cut off tries again by itself within a minute."""


class Pc:
    """A PC: a home and a shop of its own, and somebody's hands at its window."""

    def __init__(self, folder: Path, name: str, patch: pytest.MonkeyPatch) -> None:
        self.home = folder / name
        self.home.mkdir(mode=0o700, exist_ok=True)
        self.name = name
        self.shop = self.home / "shop"
        self._patch = patch
        self.here()
        (self.home / ".run").mkdir(mode=0o700, exist_ok=True)
        self.hands = Hands(folder / f"{name}.txt", size="1280x860")

    def here(self) -> None:
        """What is started from now on is started on this PC."""
        for variable, below in HOME_VARIABLES.items():
            self._patch.setenv(variable, str(self.home / below))

    def sign_in(self, login: str) -> None:
        """Sign somebody in by the keyboard."""
        self.hands.wait(f"{NAMES[login]}…", "list item")
        self.hands.key(KEYS[login])
        self.hands.wait_focused("Password", "password text")
        self.hands.type(PASSWORD)
        self.hands.key("Return")
        self.hands.wait("Today page")

    def together(self) -> None:
        """Go to the page that tells of the other PCs."""
        self.hands.command("Go to Together")
        self.hands.wait("Together page")

    def picture(self, name: str) -> None:
        """Leave a picture of this PC's screen, where pictures are wanted."""
        if wanted := os.environ.get("PARURE_STORY_PICTURES"):
            Path(wanted).mkdir(parents=True, exist_ok=True)
            command = ["import", "-display", self.hands.display, "-window", "root"]
            subprocess.run([*command, str(Path(wanted) / f"{name}.png")], check=True)


@pytest.fixture
def story(outfit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Pc]]:
    """Three PCs; the sample shop lies on the first one."""
    with ExitStack() as stack:
        pcs: list[Pc] = []
        for name in ("counter", "workshop", "office"):
            if not pcs:
                shutil.copytree(outfit, tmp_path / name)
            pcs.append(Pc(tmp_path, name, monkeypatch))
            stack.callback(pcs[-1].hands.close)
        yield pcs


class Shelf:
    """A folder of the file server; pulled, it is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._away = folder.with_name("away")
        folder.mkdir()

    def pull(self) -> None:
        """The file server is gone."""
        self.folder.rename(self._away)

    def plug_in(self) -> None:
        """It is back."""
        self._away.rename(self.folder)


@contextmanager
def place(kind: str, folder: Path) -> Iterator[tuple[str, Cable | Shelf]]:
    """Where the PCs meet: its address, and what can be pulled."""
    if kind == "folder":
        shelf = Shelf(folder / "server")
        yield str(shelf.folder), shelf
        return
    server = Server.make()
    try:
        with closing(Cable(server.port)) as cable:
            url = server.new_database("jewels")
            yield url.replace(f":{server.port}/", f":{cable.port}/"), cable
    finally:
        server.remove()


@pytest.mark.parametrize("kind", ["postgres", pytest.param("folder", marks=pytest.mark.long)])
def test_three_windows_one_hub(story: list[Pc], kind: str, tmp_path: Path) -> None:
    counter, workshop, office = story
    with place(kind, tmp_path) as (address, cable):
        counter.hands.open(counter.shop)
        counter.sign_in("mia")
        connect(counter, address)
        join(workshop, *invited(counter))
        join(office, *invited(counter))
        workshop.sign_in("mia")
        office.sign_in("mia")
        all_sent(story)

        bring_in(counter, export(tmp_path, "#1042", "5550000001042"))
        bring_in(counter, export(tmp_path, "#1052", "5550000001052"))
        for pc in (workshop, office):
            pc.hands.command("Go to Orders")
            pc.hands.wait("Orders page")
            pc.hands.wait("#1052", "table cell", LONG_S)
        counter.picture("three-arrived-counter")
        workshop.picture("three-arrived-workshop")

        cable.pull()
        choose_the_ring(counter, "#1042")
        for done in (2, 3):
            counter.hands.key("Return")
            counter.hands.wait(f"Checks, {done} of 9 done", "list")
        choose_the_ring(workshop, "#1052")
        bring_in(office, export(tmp_path, "#1062", "5550000001062"))
        counter.together()
        counter.hands.wait("…3 changes not yet on other PCs…", "", LONG_S)
        counter.hands.wait("3 changes to send…")
        counter.picture("three-apart-counter")

        cable.plug_in()
        for pc in (workshop, office):
            pc.together()
        all_sent(story)
        for pc in story:
            pc.hands.wait("Case …reserved…decide", "list item", LONG_S)
            pc.hands.wait("Option 1 …", "radio button", LONG_S)
            pc.picture(f"three-case-{pc.name}")
        decide(counter)
        for pc in story:
            pc.hands.wait_gone("Case …decide", "list item", LONG_S)
        all_sent(story)
        for pc in story:
            pc.hands.end()
    equal(story)


def connect(pc: Pc, url: str) -> None:
    """Set the hub up from the page Together: tried first, then made."""
    pc.together()
    hands = pc.hands
    hands.command("Add a PC")
    hands.wait("Connect PCs")
    if not url.startswith("postgresql"):
        hands.tab_to("A PostgreSQL database", "check box", "shift+Tab")
        hands.key("Right")
        hands.wait("Choose the folder where the PCs meet", "push button")
    hands.fill("Address", url)
    hands.key("Return")
    hands.wait("Connect", "push button", LONG_S)
    hands.fill("What the others call this PC", pc.name)
    hands.tab_to("Connect", "push button")
    hands.key("Return")
    hands.wait("Joining code …", "label", LONG_S)
    hands.key("Escape")
    hands.wait_gone("Joining code …", "label")


def invited(pc: Pc) -> tuple[str, str]:
    """Let one more PC in: the address and the code, as they are shown."""
    hands = pc.hands
    hands.command("Add a PC")
    code = hands.wait("Joining code …", "label", LONG_S).name.removeprefix("Joining code ")
    address = hands.wait("Address …", "label").name.removeprefix("Address ")
    hands.key("Escape")
    hands.wait_gone("Joining code …", "label")
    return address, code.replace(" ", "")


def join(pc: Pc, address: str, code: str) -> None:
    """A new PC: Join a shop, the address, the code, its name."""
    pc.here()
    hands = pc.hands
    hands.open(pc.shop)
    hands.wait("Welcome page")
    hands.key("3")
    hands.wait("Join a shop page")
    hands.fill("Address, or the joining file", address)
    hands.tab_to("Joining code", "text")
    hands.type(code)
    hands.fill("What the others call this PC", pc.name)
    hands.key("ctrl+Return")


def all_sent(pcs: list[Pc]) -> None:
    """Until the foot of each window says that nothing waits."""
    for pc in pcs:
        pc.hands.wait("All sent…", "", LONG_S)


def export(folder: Path, number: str, number_there: str) -> Path:
    """The web shop's file with one order of the solitaire ring."""
    made = folder / f"orders_{number[1:]}.csv"
    made.write_bytes(as_csv(flat([w06(Name=number, Id=number_there)])))
    return made


def bring_in(pc: Pc, file: Path) -> None:
    """Import the web shop's file."""
    hands = pc.hands
    hands.command("Go to Import")
    hands.wait_focused("Choose a file", "push button")
    hands.key("ctrl+o")
    hands.choose_file(file)
    hands.wait("Import 1 order", "push button")
    hands.key("ctrl+Return")
    hands.wait("1 order imported", "label")


def choose_the_ring(pc: Pc, number: str) -> None:
    """Reserve the shop's solitaire ring for an order, as its review asks."""
    hands = pc.hands
    hands.open_record(number, f"…{number}…")
    hands.wait_focused("Checks, 1 of 8 done", "list")
    hands.key("g")
    hands.wait("Solitaire Ring, 18 K yellow gold, P…", "list item")
    hands.key("Return")
    hands.wait_focused("Checks, 1 of 9 done", "list")


def decide(pc: Pc) -> None:
    """The manager takes the suggested way."""
    hands = pc.hands
    hands.wait_focused("Cases", "list")
    hands.key("1")
    hands.key("ctrl+Return")


def equal(pcs: list[Pc]) -> None:
    """All three hold the same rows, and the ring is promised to one order."""
    shops = []
    for pc in pcs:
        pc.here()
        shops.append(open_shop(pc.shop))
    assert len(digests(*shops)) == 1
    for shop in shops:
        reader = shop.reader()
        assert reader.value("SELECT count(*) FROM case_file WHERE case_kind = 'piece_twice'") == 1
        reader.close()
        shop.close()
