"""A house with pieces in trays and jobs at the bench, and the program's window with somebody at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.jobs import Job, JobStage
from app.models.people import Party
from app.services.job_spec import JobSpec
from app.services.piece_forms import MetalForm, PieceForm
from app.services.take_in import take_in_own
from app.services.undo import undo
from app.shop import Shop
from app.views.frame.desk import Desk, Session
from app.views.frame.window import MainWindow
from app.views.pages import PAGES
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.writer import Writer

NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
SEVERAL = ("Signet ring, crest", "Opal pendant", "Engraved bangle", "Star locket", "Curb chain")


def press(widget: QWidget, key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or widget, key, mods)


@dataclass
class Floor:
    """The window with its desk; ``codes`` are the tags of the pieces in TRAY-07, by description."""

    window: MainWindow
    desk: Desk
    house: Shop
    places: dict[str, int]
    place_codes: dict[str, str]
    codes: dict[str, str]
    pieces: dict[str, int]

    def ask(self, sql: str, *params: object):  # type: ignore[no-untyped-def]
        """A value read with a connection of its own."""
        db = self.house.reader()
        try:
            return db.value(sql, params)
        finally:
            db.close()

    def place_of(self, piece_id: int) -> str:
        """The name of the place in which the book has a piece."""
        return str(
            self.ask(
                "SELECT p.name FROM piece_now AS n JOIN place AS p ON p.id = n.place_id"
                " WHERE n.id = ?",
                piece_id,
            )
        )


@pytest.fixture
def sit(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    pool: Pool,
    dressed: Theme,
    settings_file: QSettings,
) -> Iterator[Callable[[str], Floor]]:
    """``sit("mia")``: the program's own window on the house, with that person at it."""
    made: list[QObject] = []

    def make(login: str = "mia") -> Floor:
        reader, writer = Reader(house.reader), Writer(house)
        desk = Desk(reader, writer, pool, house.settings, Session(staff[login]), undo=undo)
        window = MainWindow(desk, PAGES, dressed, settings_file)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made.extend((desk, writer, reader))
        pieces, codes = _pieces(house, staff["mia"])
        places, place_codes = _places(house)
        return Floor(window, desk, house, places, place_codes, codes, pieces)

    yield make
    for thing in made:
        if isinstance(thing, Reader | Writer):
            thing.close()
        thing.deleteLater()


def _pieces(house: Shop, actor: Actor) -> tuple[dict[str, int], dict[str, str]]:
    """Five small pieces in TRAY-07, with their tag codes."""
    pieces: dict[str, int] = {}
    with house.work(actor, "take_in") as w:
        tray = w.value("SELECT id FROM place WHERE name = 'TRAY-07'")
        for number, words in enumerate(SEVERAL):
            form = PieceForm(
                "ring",
                words,
                metals=(MetalForm("gold_yellow", 750),),
                weight_mg=3_000 + number,
                price_minor=50_000 + 1_000 * number,
                place_id=tray,
            )
            pieces[words] = take_in_own(w, form).first("piece")
    db = house.reader()
    try:
        by: dict[int, str] = dict(db.rows("SELECT id, code FROM piece_now"))
    finally:
        db.close()
    return pieces, {words: by[piece_id] for words, piece_id in pieces.items()}


def _places(house: Shop) -> tuple[dict[str, int], dict[str, str]]:
    db = house.reader()
    try:
        places: dict[str, int] = dict(db.rows("SELECT name, id FROM place"))
        codes: dict[str, str] = dict(
            db.rows(
                "SELECT p.name, c.code FROM place AS p JOIN code_now AS c ON c.target_id = p.id"
            )
        )
    finally:
        db.close()
    return places, codes


def make_jobs(house: Shop, actor: Actor, count: int = 3) -> list[int]:
    """Jobs that were given out and stand in sizing; the first is a rush and two days late."""
    today = date.fromisoformat(house.settings.today())
    made = []
    with house.work(actor, "make_jobs") as w:
        w.add(Party, kind_code="person", display="Kofi Tanaka", is_artisan=1)
        for number in range(count):
            job = w.add(
                Job,
                number=w.number("J"),
                job_kind="sizing",
                due_on=(today + timedelta(days=9 * number - 2)).isoformat(),
                rush=int(number == 0),
                specification=JobSpec(
                    f"Size {number + 5} up",
                    ("sizing",),
                    (("Metal", "yellow gold 750"), ("Size", "US 6½")),
                    (),
                    (),
                    ("FOREVER", "script", "inside") if number == 0 else (),
                    (),
                    ("size", "polish"),
                ).to_text(),
                expected_mg=3_920,
            )
            w.code("job", job)
            for state in ("draft", "approved", "kitted", "issued", "at_bench"):
                w.step("job", job, state)
            w.add(JobStage, job_id=job, stage="size", direction="in", weight_mg=3_850)
            made.append(job)
    return made
