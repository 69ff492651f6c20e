"""The queue is searched, a job moved to another printer, and a cancel taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Piece
from app.printing.transports.base import Confirmation, OneByOne, TransportError
from app.services import print_jobs, print_sending, tags
from app.services.print_store import reading, stored_job
from app.services.printer_changes import add_printer, pause_printer
from app.services.printers import ZEBRA_TCP, NewPrinter
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.prints.move_sheet import MoveSheet
from app.views.prints.page import PrintsPage
from app.views.prints.queue_list import GroupRow
from tests.views.order_fixtures import CTRL, Keys

K = Qt.Key
Open = Callable[[], PrintsPage]


class Stops(OneByOne):
    """A printer that takes some parts and then goes away."""

    def __init__(self, takes: int) -> None:
        self.left = takes

    def send(self, payload: bytes, name: str) -> Confirmation:
        if not self.left:
            raise TransportError("Away", "The printer does not answer.", "Switch it on.")
        self.left -= 1
        return Confirmation("spooler", "job")


@pytest.fixture
def rings(house: Shop, staff: dict[str, Actor], print_folder: Path) -> list[int]:
    found = []
    with house.work(staff["sara"], "take_in") as w:
        for n in range(1, 4):
            ring = w.add(Piece, category="ring", description=f"Ring {n}", number=f"P10-26-0000{n}")
            w.step("piece", ring, "intake")
            w.code("piece", ring)
            found.append(ring)
    return found


@pytest.fixture
def open_page(qtbot: QtBot, evidence_window: MainWindow) -> Open:
    def opened() -> PrintsPage:
        evidence_window.navigate("prints")
        page = evidence_window.page
        assert isinstance(page, PrintsPage)
        qtbot.waitUntil(lambda: page.hint_bar.state != "")
        return page

    return opened


def shown(page: PrintsPage) -> list[str]:
    model = page.list.model
    records = [model.record(row) for row in range(model.rowCount())]
    return [one.title for one in records if not isinstance(one, GroupRow)]


def finds(page: PrintsPage, titles: list[str]) -> bool:
    return sorted(shown(page)) == sorted(titles)


def state_of(house: Shop, job_id: int) -> tuple[str, int, int]:
    with reading(house) as db:
        job = stored_job(db, job_id)
    return job.state, job.left_here, job.certain


def test_jobs_are_found_by_their_words_a_tags_digits_a_piece_and_a_printer(
    qtbot: QtBot, house: Shop, staff: dict[str, Actor], rings: list[int], open_page: Open
) -> None:
    sara = staff["sara"]
    print_jobs.print_tags(house, sara, "piece", rings[:2], title="New arrivals")
    print_jobs.print_tags(house, sara, "piece", rings[2:])
    with reading(house) as db:
        code = tags.code_of(db, "piece", rings[1])
    page = open_page()
    qtbot.waitUntil(lambda: len(shown(page)) == 2)
    for typed, found in (
        ("arriv", ["New arrivals"]),
        (code[-5:], ["New arrivals"]),
        (f"{code[:2]} {code[2:8]} {code[8:]}", ["New arrivals"]),
        ("P10-26-00003", ["Ring 3"]),
        ("NEW arr", ["New arrivals"]),
        ("folder", ["Ring 3", "New arrivals"]),
        ("nothing so", []),
    ):
        page.search.setText(typed)
        qtbot.waitUntil(partial(finds, page, found))
    assert page.empty.title.text() == "Nothing found"
    page.search.clear()
    qtbot.waitUntil(lambda: len(shown(page)) == 2)


def test_what_happened_is_told_by_the_second(
    qtbot: QtBot, house: Shop, staff: dict[str, Actor], rings: list[int], open_page: Open
) -> None:
    print_jobs.print_tags(house, staff["sara"], "piece", rings)
    page = open_page()
    qtbot.waitUntil(lambda: page.card is not None)
    assert page.card is not None
    at = page.words.second(page.card.events[0].at)
    assert re.fullmatch(r"\d\d:\d\d:\d\d", at)
    assert at in page.job_side._events.accessibleDescription() + str(
        [label.text() for label in page.job_side._events.findChildren(type(page.job_side._title))]
    )


def test_ctrl_z_brings_back_the_doubtful_job_that_was_cancelled_with_what_was_known(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    rings: list[int],
    open_page: Open,
    keys: Keys,
) -> None:
    job_id = print_jobs.print_tags(house, staff["sara"], "piece", rings).first("print_job")
    print_sending.run_queue(house, Stops(4))
    before = state_of(house, job_id)
    assert before[0] == "doubtful"
    page = open_page()
    qtbot.waitUntil(lambda: page.card is not None)
    page.view.setFocus()
    keys(K.Key_Delete)
    qtbot.waitUntil(lambda: state_of(house, job_id)[0] == "cancelled")
    qtbot.waitUntil(lambda: page.moving.cancelled == job_id)
    keys(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: state_of(house, job_id) == before)
    assert page.moving.cancelled == 0


def test_a_waiting_job_is_moved_by_its_button_to_a_printer_that_can_take_it(
    qtbot: QtBot, house: Shop, staff: dict[str, Actor], rings: list[int], open_page: Open
) -> None:
    for name in ("Counter", "Bench"):
        new = NewPrinter(name, ZEBRA_TCP, "127.0.0.1:9", stock="barbell-56x13", purposes=("tags",))
        add_printer(house, staff["adam"], new)
        pause_printer(house, staff["sara"], name.lower(), paused=True)
    told = print_jobs.print_tags(house, staff["sara"], "piece", rings, printer="counter")
    page = open_page()
    qtbot.waitUntil(lambda: page.card is not None)
    assert not page.job_side.buttons["move"].isHidden()
    page.job_side.buttons["move"].click()
    qtbot.waitUntil(lambda: any(s.is_open for s in page.window().findChildren(MoveSheet)))
    [sheet] = page.window().findChildren(MoveSheet)
    assert list(sheet.buttons) == ["bench", "folder"]
    sheet.buttons["bench"].click()

    def moved() -> bool:
        with reading(house) as db:
            return stored_job(db, told.first("print_job")).printer == "bench"

    qtbot.waitUntil(moved)
    qtbot.waitUntil(lambda: page.card is not None and page.card.row.printer == "Bench")
