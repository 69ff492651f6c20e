"""Papers: listed, shown as they are printed, saved whole, printed again as COPY."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.errors import FileError
from app.services import reports
from app.services.document_lists import document_card
from app.services.documents import Paper
from app.services.report_start import start_report
from app.services.signatures import Signature
from app.shop import Shop
from app.views.documents import saving
from app.views.documents.document_page import DocumentPage
from app.views.documents.page import DocumentsPage
from app.views.documents.paper_source import PaperSource
from app.views.frame.desk import Desk
from app.views.frame.window import MainWindow
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import PATIENCE_S
from tests.views.order_fixtures import Keys
from tests.views.page_checks import check_page

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
STROKES = (((10, 10), (20, 30), (40, 15)),)


@pytest.fixture
def report(house: Shop, staff: dict[str, Actor], ring: int) -> int:
    return signed(house, staff, ring)[0]


def signed(house: Shop, staff: dict[str, Actor], ring: int, times: int = 1) -> list[int]:
    """Reports of the same form, one after the other; none was begun beside another."""
    db = house.reader()
    form = replace(start_report(db, ring), stones_found=15, grade="as_new", knows=None)
    db.close()
    made = []
    for _ in range(times):
        with house.work(staff["sara"], "sign_report") as w:
            changes = reports.sign(w, ring, form, [Signature("examiner", "Sara Okafor", STROKES)])
        made.append(changes.first("report"))
    return made


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, report: int) -> DocumentPage:
    evidence_window.navigate("document", report)
    made = evidence_window.page
    assert isinstance(made, DocumentPage)
    qtbot.waitUntil(lambda: made.view.page_count > 0, timeout=15_000)
    return made


def test_the_list_shows_the_marked_paper_and_opens_it(
    qtbot: QtBot, evidence_window: MainWindow, report: int, keys: Keys
) -> None:
    evidence_window.navigate("documents")
    page = evidence_window.page
    assert isinstance(page, DocumentsPage)
    qtbot.waitUntil(lambda: page.document_side.preview.page_count > 0, timeout=15_000)
    assert page.document_side.chip.status.text == "Not printed"
    check_page(qtbot, page)
    page.view.setFocus()
    keys(K.Key_Return)
    opened = evidence_window.page
    assert isinstance(opened, DocumentPage)
    qtbot.waitUntil(lambda: opened.title.startswith("CR10-"))
    evidence_window.navigate("documents")
    page.views.choose("job_bag")
    qtbot.waitUntil(lambda: page.empty.isVisible())
    assert page.empty.title.text() == "No job bag yet"


def test_a_paper_says_its_pages_and_what_it_is_about(
    qtbot: QtBot, page: DocumentPage, evidence_window: MainWindow, ring: int
) -> None:
    name = page.view.pages.accessibleName()
    assert name == f"Preview, page 1 of {page.view.page_count}"
    assert page._subject.accessibleName() == "Open the piece"
    check_page(qtbot, page)
    page.open_subject()
    assert evidence_window.here == ("piece", ring)


def test_the_second_print_wants_a_reason_and_is_a_copy(
    qtbot: QtBot, page: DocumentPage, keys: Keys, evidence_window: MainWindow, print_folder: Path
) -> None:
    keys(K.Key_F5)
    qtbot.waitUntil(lambda: page.chip.status.text == "Printed once", timeout=15_000)
    keys(K.Key_F5)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(ReasonSheet)), timeout=15_000)
    keys.type("s")
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: page.chip.status.text == "Printed 2 times", timeout=15_000)
    files = sorted(path.name for path in print_folder.iterdir())
    assert len(files) == 2
    assert any("copy" in name.lower() for name in files)


def test_it_is_saved_whole_where_somebody_wants_it(
    qtbot: QtBot, page: DocumentPage, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: QWidget, name: str) -> str:
        asked.append(name)
        return str(tmp_path / "report")

    monkeypatch.setattr(saving, "ask_path", answer)
    keys(K.Key_S, CTRL)
    assert asked
    assert asked[0].startswith("CR10-")
    qtbot.waitUntil(lambda: page.hint_bar.state == "Saved as report.pdf")
    saved = tmp_path / "report.pdf"
    assert saved.read_bytes() == page.paper.pdf if page.paper else False
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_a_slow_folder_does_not_hold_up_the_window(
    qtbot: QtBot, page: DocumentPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, threads = threading.Event(), []
    replace = os.replace

    def slow(part: Path, path: Path) -> None:
        threads.append(threading.current_thread())
        assert answered.wait(20)
        replace(part, path)

    monkeypatch.setattr(saving, "ask_path", lambda _parent, _name: str(tmp_path / "far.pdf"))
    monkeypatch.setattr("app.views.documents.saving.os.replace", slow)
    page.save_as()
    assert page.hint_bar.state == "Saving far.pdf"
    answered.set()
    qtbot.waitUntil(lambda: page.hint_bar.state == "Saved as far.pdf")
    assert threading.main_thread() not in threads


def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, page: DocumentPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "gone" / "report.pdf"
    monkeypatch.setattr(saving, "ask_path", lambda _parent, _name: str(nowhere))
    page.save_as()
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "refusal")))
    bars = page.findChildren(SentenceBar, "refusal")
    assert [bar.title.text() for bar in bars] == ["Not saved"]
    assert "Choose another folder" in bars[0].sentence.text()


def test_a_document_that_is_not_here_is_told(qtbot: QtBot, evidence_window: MainWindow) -> None:
    evidence_window.navigate("document", 77)
    page = evidence_window.page
    assert isinstance(page, DocumentPage)
    qtbot.waitUntil(lambda: page.nothing.isVisible())
    assert page.nothing.title.text() == "No such document"
    page.print_it()
    page.save_as()


@pytest.fixture
def two(house: Shop, staff: dict[str, Actor], ring: int) -> list[int]:
    """Two reports of a ring, the older one first."""
    return signed(house, staff, ring, 2)


@pytest.fixture
def fails_late(
    two: list[int], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The older one's drawing begins (first event), and fails only when told to (second event)."""
    begun, let_go = threading.Event(), threading.Event()
    usual = PaperSource.report

    def draw() -> Paper:
        begun.set()
        let_go.wait(PATIENCE_S)
        raise FileError("A photo is missing", "The photo of this report is not here.")

    def source(desk: Desk, report_id: int) -> PaperSource:
        return PaperSource(draw) if report_id == two[0] else usual(desk, report_id)

    monkeypatch.setattr(PaperSource, "report", source)
    yield begun, let_go
    let_go.set()


def test_a_paper_that_failed_late_does_not_hide_the_one_that_was_opened_after_it(
    qtbot: QtBot,
    evidence_window: MainWindow,
    fails_late: tuple[threading.Event, threading.Event],
    two: list[int],
) -> None:
    begun, let_go = fails_late
    older, newer = two
    evidence_window.navigate("document", older)
    page = evidence_window.page
    assert isinstance(page, DocumentPage)
    qtbot.waitUntil(begun.is_set)
    evidence_window.navigate("document", newer)
    qtbot.waitUntil(lambda: page.card is not None)
    let_go.set()
    qtbot.waitUntil(lambda: page.paper is not None and not page.desk.pool.is_busy)
    assert page.view.isVisible()
    assert not page.nothing.isVisible()


def test_a_paper_that_failed_late_says_nothing_beside_another(
    qtbot: QtBot,
    evidence_window: MainWindow,
    fails_late: tuple[threading.Event, threading.Event],
    two: list[int],
    house: Shop,
) -> None:
    begun, let_go = fails_late
    evidence_window.navigate("documents")
    page = evidence_window.page
    assert isinstance(page, DocumentsPage)
    side, db = page.document_side, house.reader()
    older, newer = (document_card(db, one) for one in two)
    db.close()
    side.show_card(older)
    qtbot.waitUntil(begun.is_set)
    side.show_card(newer)
    qtbot.waitUntil(lambda: side.preview.page_count > 0)
    let_go.set()
    qtbot.waitUntil(lambda: not page.desk.pool.is_busy)
    assert side.preview.page_count > 0
    assert side._title.text().startswith("Condition report")
