"""The window and the engine: the foot says how it stands, arrivals reach open pages, presence is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSettings
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import StateError
from app.models.pieces import Piece
from app.models.work import Work
from app.services.claims import PROVISIONAL, claim_pieces
from app.services.piece_states import hold
from app.services.presence import told
from app.shop import Shop
from app.sync.round import Round
from app.views.frame.desk import Desk, Session
from app.views.frame.page import Page
from app.views.frame.window import MainWindow
from app.views.pages import PAGES
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.together.bridge import TogetherBridge
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import SentenceBar
from app.views.writer import Writer
from tests.services.order_desk import furnished_counter
from tests.sync.pcs import House, house_of


@pytest.fixture
def pcs(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Iterator[House]:
    """The house with its ring on two PCs around a folder."""
    furnished_counter(house, staff)
    (tmp_path / "hub").mkdir()
    with house_of(house, str(tmp_path / "hub"), tmp_path) as made:
        yield made


@pytest.fixture
def at(
    qtbot: QtBot, pool: Pool, dressed: Theme, settings_file: QSettings, staff: dict[str, Actor]
) -> Iterator[Callable[[Shop], tuple[MainWindow, TogetherBridge]]]:
    """The window on a shop, with its bridge begun and Mia at it."""
    made: list[tuple[TogetherBridge, Writer, Reader, Desk]] = []

    def sit(shop: Shop) -> tuple[MainWindow, TogetherBridge]:
        reader, writer = Reader(shop.reader), Writer(shop)
        desk = Desk(reader, writer, pool, shop.settings, Session(staff["mia"]))
        window = MainWindow(desk, PAGES, dressed, settings_file)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        bridge = TogetherBridge(window, desk)
        bridge.begin()
        made.append((bridge, writer, reader, desk))
        return window, bridge

    yield sit
    for bridge, writer, reader, desk in made:
        bridge.stop()
        writer.close()
        reader.close()
        for thing in (bridge, writer, reader, desk):
            thing.deleteLater()


def ring(shop: Shop) -> int:
    db = shop.reader()
    found = int(db.value("SELECT id FROM piece WHERE number = 'P10-26-00418'"))
    db.close()
    return found


def test_one_pc_alone_says_so(
    qtbot: QtBot, house: Shop, at: Callable[[Shop], tuple[MainWindow, TogetherBridge]], pool: Pool
) -> None:
    window, bridge = at(house)
    qtbot.waitUntil(lambda: not pool.is_busy)
    assert window.nav.sync.text() == "This PC only"
    assert bridge.engine.status.has_hub is False


def test_what_another_pc_did_reaches_the_open_page_and_the_foot_says_all_sent(
    qtbot: QtBot, pcs: House, at: Callable[[Shop], tuple[MainWindow, TogetherBridge]]
) -> None:
    here, there = pcs.pcs
    window, _ = at(here.shop)
    qtbot.waitUntil(lambda: window.nav.sync.text() == "All sent", timeout=15_000)
    piece = ring(here.shop)
    heard: list[Changes] = []
    window.desk.writer.changed.connect(heard.append)
    window.navigate("piece", piece)
    with there.shop.work(_mia(there.shop), "edit") as w:
        w.edit(Piece, piece, description="Solitaire ring, polished")
    there.meet()
    qtbot.waitUntil(lambda: any(piece in c.ids("piece") for c in heard), timeout=15_000)
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: "polished" in page.title, timeout=15_000)


def test_who_has_a_record_open_is_told_and_said_quietly(
    qtbot: QtBot, pcs: House, at: Callable[[Shop], tuple[MainWindow, TogetherBridge]]
) -> None:
    here, there = pcs.pcs
    window, bridge = at(here.shop)
    qtbot.waitUntil(lambda: window.nav.sync.text() == "All sent", timeout=15_000)
    piece = ring(here.shop)
    window.navigate("piece", piece)

    def told_there() -> dict[str, object]:
        sealer = Round(there.shop, there.hub).sealer
        mine = next(pc for pc in there.hub.pcs() if pc.site == here.shop.site)
        opened = sealer.open(f"presence/{mine.site}", mine.presence) if mine.presence else b"{}"
        found: dict[str, object] = json.loads(opened)
        return found

    qtbot.waitUntil(
        lambda: told_there() == {"who": "Mia Delacroix", "page": "piece", "id": piece},
        timeout=15_000,
    )
    Round(there.shop, there.hub).meet(told("Sara Okafor", "piece", piece).encode())
    page = window.page
    assert page is not None
    bridge.engine.try_now()
    label = lambda: page.header._presence  # noqa: E731
    qtbot.waitUntil(lambda: label() is not None, timeout=15_000)
    assert label().text().startswith("Sara Okafor has this piece open")  # type: ignore[union-attr]
    window.navigate("today")
    qtbot.waitUntil(lambda: told_there() == {}, timeout=15_000)


def test_work_that_waits_is_counted_and_a_hub_away_is_said(
    qtbot: QtBot, pcs: House, tmp_path: Path,
    at: Callable[[Shop], tuple[MainWindow, TogetherBridge]],
) -> None:  # fmt: skip
    here = pcs.pcs[0]
    window, bridge = at(here.shop)
    qtbot.waitUntil(lambda: window.nav.sync.text() == "All sent", timeout=15_000)
    (tmp_path / "hub").rename(tmp_path / "unplugged")
    with here.shop.work(_mia(here.shop), "edit") as w:
        w.edit(Piece, ring(here.shop), description="Solitaire ring, engraved")
    bridge.engine.try_now()
    qtbot.waitUntil(lambda: window.nav.sync.text() == "1 change to send", timeout=15_000)
    assert window.desk.sync.hub_away
    (tmp_path / "unplugged").rename(tmp_path / "hub")
    bridge.engine.try_now()
    qtbot.waitUntil(lambda: window.nav.sync.text() == "All sent", timeout=15_000)


def _mia(shop: Shop) -> Actor:
    from app.services.people_list import people_list

    db = shop.reader()
    found = next(p.actor for p in people_list(db) if p.login == "mia")
    db.close()
    return found


class _Outcome(QObject):
    """Takes how a piece of work went."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.done: list[Changes] = []
        self.failed: list[Any] = []

    def on_done(self, changes: Changes) -> None:
        self.done.append(changes)

    def on_failed(self, error: object) -> None:
        self.failed.append(error)


def test_work_on_a_unique_piece_asks_the_hub_first(
    qtbot: QtBot, pcs: House, at: Callable[[Shop], tuple[MainWindow, TogetherBridge]]
) -> None:
    here, there = pcs.pcs
    window, _ = at(here.shop)
    qtbot.waitUntil(lambda: window.nav.sync.text() == "All sent", timeout=15_000)
    piece, desk = ring(here.shop), window.desk
    outcome = _Outcome(desk)

    def hold_it(w: Work) -> Changes:
        return hold(w, piece, "check")

    def refuse(_w: Work) -> Changes:
        raise StateError("The piece is not sound", "It is cracked.", "Choose another one.")

    desk.work("set_piece", refuse, outcome.on_done, outcome.on_failed, claims=lambda _shop: [piece])
    qtbot.waitUntil(lambda: len(outcome.failed) == 1)
    assert outcome.failed.pop().title == "The piece is not sound"
    assert claim_pieces(there.shop, [piece], "set_piece").sure, "it was given back at once"
    desk.work("hold", hold_it, outcome.on_done, outcome.on_failed, claims=(piece,))
    qtbot.waitUntil(lambda: bool(outcome.failed))
    refused = outcome.failed[0]
    assert isinstance(refused, StateError)
    assert refused.title.endswith("has it just now")
    status = desk.sync.status
    assert status is not None
    desk.sync.show(replace(status, reachable=False))
    desk.work("hold", hold_it, outcome.on_done, outcome.on_failed, claims=(piece,))
    qtbot.waitUntil(lambda: bool(outcome.done))
    assert outcome.done[0].message == f"The piece is held · {PROVISIONAL}"


def put_back(folder: Path, older: Path) -> None:
    """The file server's backup is restored, in one moment: somebody is looking there all the time."""
    fresh = older.with_name("restored")
    shutil.copytree(older, fresh)
    folder.rename(older.with_name("as it was"))
    fresh.rename(folder)


def way(window: MainWindow, words: str) -> Button:
    """The button that is seen with these words."""
    return next(b for b in window.findChildren(Button) if b.isVisible() and b.text() == words)


def all_acknowledged(shop: Shop) -> bool:
    """Whether this PC knows that the hub has all of its work: what it does not know, it sends again."""
    db = shop.reader()
    waiting = db.value("SELECT count(*) FROM outbox")
    db.close()
    return not waiting


def bars(page: Page) -> list[str]:
    return [b.title.text() for b in page.findChildren(SentenceBar) if b.isVisible()]


def test_a_hub_that_went_back_is_filled_up_from_the_page(
    qtbot: QtBot,
    pcs: House,
    at: Callable[[Shop], tuple[MainWindow, TogetherBridge]],
    tmp_path: Path,
) -> None:
    here, there = pcs.pcs
    window, bridge = at(here.shop)
    desk, hub, older = window.desk, tmp_path / "hub", tmp_path / "backup of the server"
    qtbot.waitUntil(lambda: window.nav.sync.text() == "All sent", timeout=15_000)
    shutil.copytree(hub, older, ignore=shutil.ignore_patterns(".*"))
    head = there.hub.head()
    piece = ring(here.shop)
    desk.work("hold", lambda w: hold(w, piece, "check"))
    qtbot.waitUntil(lambda: there.hub.head() > head, timeout=15_000)
    known = there.hub.head()
    qtbot.waitUntil(lambda: all_acknowledged(here.shop), timeout=15_000)

    put_back(hub, older)
    window.navigate("together")
    page = window.page
    assert page is not None
    bridge.engine.try_now()
    qtbot.waitUntil(lambda: bars(page) == ["The hub went back in time"], timeout=15_000)
    assert "sending is paused" in window.nav.sync.toolTip() + window.nav.sync.accessibleName()
    way(window, "What to do").click()
    way(window, "Not now").click()
    assert there.hub.head() == head, "nothing is done before somebody has decided"
    way(window, "What to do").click()
    way(window, "Put it back").click()
    qtbot.waitUntil(lambda: there.hub.head() == known, timeout=15_000)
    qtbot.waitUntil(lambda: bars(page) == [], timeout=15_000)
    qtbot.waitUntil(lambda: window.nav.sync.text() == "All sent", timeout=15_000)
    there.meet()
    db = there.shop.reader()
    assert db.value("SELECT availability FROM piece_now WHERE id = ?", (piece,)) == "hold"
    db.close()


def test_a_hub_that_this_pc_cannot_fill_up_says_which_one_can(
    qtbot: QtBot,
    pcs: House,
    at: Callable[[Shop], tuple[MainWindow, TogetherBridge]],
    tmp_path: Path,
) -> None:
    here, _ = pcs.pcs
    window, bridge = at(here.shop)
    hub, older = tmp_path / "hub", tmp_path / "backup of the server"
    qtbot.waitUntil(lambda: window.nav.sync.text() == "All sent", timeout=15_000)
    shutil.copytree(hub, older, ignore=shutil.ignore_patterns(".*"))
    head = here.hub.head()
    piece = ring(here.shop)
    window.desk.work("hold", lambda w: hold(w, piece, "check"))
    qtbot.waitUntil(lambda: here.hub.head() > head, timeout=15_000)
    qtbot.waitUntil(lambda: all_acknowledged(here.shop), timeout=15_000)
    put_back(hub, older)
    with here.shop.local() as db:  # it was away for longer than it keeps the hub's changes
        db.run("DELETE FROM hub_tail")
    window.navigate("together")
    page = window.page
    assert page is not None
    bridge.engine.try_now()
    qtbot.waitUntil(lambda: bars(page) == ["The hub went back in time"], timeout=15_000)
    way(window, "What to do").click()
    way(window, "Put it back").click()
    qtbot.waitUntil(lambda: "This PC cannot put it back" in bars(page), timeout=15_000)
    assert here.hub.head() == head
