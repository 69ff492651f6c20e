"""The print queue: honest words, doubt settled by a scan, reprints with a reason, tags in a batch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Piece
from app.printing.transports.base import (
    Confirmation,
    OneByOne,
    Outgoing,
    PrinterStatus,
    Progress,
    Tell,
    TransportError,
)
from app.services import print_jobs, print_queue, print_sending, printer_ways, tags
from app.services.print_test import TEST_CODE
from app.services.printer_changes import add_printer
from app.services.printers import NewPrinter
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.printing import print_tags
from app.views.prints.page import PrintsPage
from app.views.prints.queue_list import GroupRow
from app.views.prints.tags_sheet import TagsSheet
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.order_fixtures import ALT, CTRL, Keys, value
from tests.views.page_checks import check_page

K = Qt.Key


class Broken(OneByOne):
    """A printer that takes some parts and then goes away."""

    def __init__(self, takes: int, *, retry: bool = False) -> None:
        self.takes, self.taken, self.retry = takes, 0, retry

    def send(self, payload: bytes, name: str) -> Confirmation:
        if self.taken >= self.takes:
            raise TransportError(
                "Printer away", "The printer does not answer.", "Switch it on.", retry=self.retry
            )
        self.taken += 1
        return Confirmation("spooler", "job")


@pytest.fixture(autouse=True)
def one_day(house: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which a test begins stays today until it ends, also over the shop's midnight."""
    begun = print_queue.start_of_day(house.settings)
    monkeypatch.setattr(print_queue, "start_of_day", lambda settings: begun)


@pytest.fixture
def pieces(house: Shop, staff: dict[str, Actor]) -> list[int]:
    """Four pieces with tags."""
    found = []
    with house.work(staff["sara"], "take_in") as w:
        for n in range(1, 5):
            piece = w.add(Piece, category="ring", description=f"Ring {n}", number=f"P10-26-0000{n}")
            w.step("piece", piece, "intake")
            w.code("piece", piece)
            found.append(piece)
    return found


@pytest.fixture
def doubtful(house: Shop, staff: dict[str, Actor], pieces: list[int], print_folder: Path) -> int:
    """A job of four tags that broke after the second."""
    job = print_jobs.print_tags(house, staff["sara"], "piece", pieces, title="Re-tag list")
    print_sending.run_queue(house, Broken(4))
    return job.first("print_job")


Open = Callable[[], PrintsPage]


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
    return [f"[{r.title}]" if isinstance(r, GroupRow) else r.title for r in records]


def test_a_heading_says_how_many_and_that_they_go_by_themselves() -> None:
    said = [GroupRow(title, many).aside for title, many in (("Waiting", 1), ("Waiting", 3))]
    assert said == ["1 job, goes by itself", "3 jobs, go by themselves"]
    assert GroupRow("Done today", 1).aside == "1 job"


def known(page: PrintsPage) -> str:
    return page.job_side.chip.status.text


def refusals(page: PrintsPage) -> list[str]:
    return [
        bar.title.text() for bar in page.findChildren(SentenceBar, "refusal") if not bar.isHidden()
    ]


class Gate:
    """A label printer that stands at the second label until it is let on."""

    def __init__(self) -> None:
        self.on = [threading.Event(), threading.Event()]

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        for left, gate in zip((2, 3), self.on, strict=True):
            tell(Progress(left, left - 1))
            assert gate.wait(60)
        return Confirmation("device", "printer")

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", "Ready", "ok", "")


def test_a_job_that_is_being_sent_says_live_how_far_it_is(
    qtbot: QtBot,
    open_page: Open,
    house: Shop,
    staff: dict[str, Actor],
    pieces: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = Gate()
    monkeypatch.setattr(printer_ways, "_through_cups", lambda *_: gate)
    monkeypatch.setattr(printer_ways, "_through_windows", lambda *_: gate)
    new = NewPrinter("Counter", "os_raw", "ZD", stock="barbell-56x13", purposes=("tags",))
    add_printer(house, staff["adam"], new)
    page = open_page()
    try:
        print_tags(page.desk, "piece", pieces)
        qtbot.waitUntil(lambda: known(page) == "Sending 2 of 4, 1 printed")
        gate.on[0].set()
        qtbot.waitUntil(lambda: known(page) == "Sending 3 of 4, 2 printed")
        assert page._tick.isActive()
    finally:
        for one in gate.on:
            one.set()
    qtbot.waitUntil(lambda: known(page) == "Printed: confirmed by printer")
    qtbot.waitUntil(lambda: not page._tick.isActive())


def test_nothing_printed_says_so_and_offers_to(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    assert page.empty.title.text() == "Nothing printed today"
    hints = [hint.accessibleName() for hint in page.hint_bar._hints]
    assert not [hint for hint in hints if hint.startswith(("F5", "Alt+A", "Alt+0"))]
    assert page.empty.button is not None
    check_page(qtbot, page)


def test_jobs_stand_in_groups_and_the_arrows_go_over_the_headings(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    doubtful: int,
    pieces: list[int],
    open_page: Open,
    keys: Keys,
) -> None:
    print_jobs.print_tags(house, staff["sara"], "piece", pieces[3:], reason_code="changed")
    print_sending.run_queue(house)
    page = open_page()
    qtbot.waitUntil(lambda: len(shown(page)) == 4)
    assert shown(page) == ["[Needs you]", "Re-tag list", "[Done today]", "Ring 4"]
    qtbot.waitUntil(lambda: known(page).startswith("Doubtful: stopped at about 3 of 4"))
    page.view.setFocus()
    keys(K.Key_Down)
    assert page.view.currentIndex().row() == 3
    qtbot.waitUntil(lambda: known(page) == "Written to the folder")
    assert not page._answers["all_came_out"].isEnabled()
    keys(K.Key_Up)
    assert page.view.currentIndex().row() == 1
    qtbot.waitUntil(lambda: known(page).startswith("Doubtful"))
    check_page(qtbot, page)


def test_the_last_good_label_settles_the_doubt(
    qtbot: QtBot, doubtful: int, open_page: Open, keys: Keys, house: Shop, pieces: list[int]
) -> None:
    page = open_page()
    qtbot.waitUntil(lambda: len(page.job_side.codes) == 4)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Last good label"
    keys.type("99999")
    keys(K.Key_Return)
    assert "no label of this job" in page.job_side._wrong.text()
    db = house.reader()
    second = tags.code_of(db, "piece", pieces[1])
    db.close()
    assert page.on_scan(second)
    qtbot.waitUntil(
        lambda: value(house, "SELECT count(*) FROM print_job WHERE reprint_of = ?", doubtful) == 1
    )
    facts = "SELECT count(*) FROM printed WHERE outcome = 'not_printed'"
    assert value(house, facts) == 2


def test_all_or_none_came_out_by_one_key(
    qtbot: QtBot, doubtful: int, open_page: Open, keys: Keys, house: Shop
) -> None:
    page = open_page()
    qtbot.waitUntil(lambda: len(page.job_side.codes) == 4)
    keys(K.Key_A, ALT)
    qtbot.waitUntil(
        lambda: value(house, "SELECT state FROM print_job WHERE id = ?", doubtful) == "sent"
    )
    qtbot.waitUntil(lambda: known(page) == "Printed: seen and confirmed")


def test_a_failed_job_is_tried_again_or_cancelled(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    pieces: list[int],
    print_folder: Path,
    open_page: Open,
    keys: Keys,
) -> None:
    print_jobs.print_tags(house, staff["sara"], "piece", pieces[:1])
    print_sending.run_queue(house, Broken(0))
    page = open_page()
    qtbot.waitUntil(lambda: known(page).startswith("Failed: the printer does not answer"))
    page.view.setFocus()
    keys(K.Key_F5)
    qtbot.waitUntil(lambda: known(page) == "Written to the folder", timeout=15_000)
    assert len(list(print_folder.iterdir())) == 4


def test_a_waiting_job_counts_down_and_can_be_cancelled(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    pieces: list[int],
    print_folder: Path,
    open_page: Open,
    keys: Keys,
) -> None:
    print_jobs.print_tags(house, staff["sara"], "piece", pieces[:1])
    with house.local() as db:
        db.run("UPDATE print_job SET attempts = 3, next_try_at = 9999999999999")
    page = open_page()
    qtbot.waitUntil(lambda: known(page).startswith("Retry 4 of 8 in"))
    assert page._tick.isActive()
    page.view.setFocus()
    keys(K.Key_Delete)
    qtbot.waitUntil(lambda: known(page) == "Cancelled")
    qtbot.waitUntil(lambda: not page._tick.isActive())


def test_a_reprint_needs_a_reason(
    qtbot: QtBot,
    house: Shop,
    staff: dict[str, Actor],
    pieces: list[int],
    print_folder: Path,
    open_page: Open,
    keys: Keys,
    evidence_window: MainWindow,
) -> None:
    print_jobs.print_tags(house, staff["sara"], "piece", pieces[:1])
    print_sending.run_queue(house)
    page = open_page()
    qtbot.waitUntil(lambda: known(page) == "Written to the folder")
    page.view.setFocus()
    keys(K.Key_F5)
    sheet = evidence_window.findChildren(ReasonSheet)[0]
    keys(K.Key_Return, CTRL)
    assert sheet.is_open  # no reason, no reprint
    keys.type("d")
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: len(list(print_folder.iterdir())) == 8, timeout=15_000)
    said = "SELECT reason_code FROM print_job WHERE reprint_of IS NOT NULL"
    assert value(house, said) == "damaged"


def test_a_batch_of_tags_is_scanned_and_printed_as_one_job(
    qtbot: QtBot,
    open_page: Open,
    keys: Keys,
    house: Shop,
    pieces: list[int],
    print_folder: Path,
    evidence_window: MainWindow,
) -> None:
    page = open_page()
    keys(K.Key_N, CTRL)
    sheet = evidence_window.findChildren(TagsSheet)[0]
    keys(K.Key_Return)
    assert sheet.is_open
    sheet.print_them()
    assert "Nothing was scanned" in sheet.typed.error
    db = house.reader()
    code = tags.code_of(db, "piece", pieces[0])
    db.close()
    assert page.on_scan(code)
    qtbot.waitUntil(lambda: len(sheet.found) == 1)
    keys.type("P10-26-00002")
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: len(sheet.found) == 2)
    keys.type("p10-26-00002")
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: "already there" in sheet.typed.error)
    keys(K.Key_A, CTRL)
    keys.type("nonsense")
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: "already there" not in sheet.typed.error and bool(sheet.typed.error))
    assert sheet.verb.text() == "Print 2 tags"
    sheet.verb.click()
    qtbot.waitUntil(
        lambda: value(house, "SELECT title FROM print_job") == "Tags of 2 pieces", timeout=15_000
    )
    qtbot.waitUntil(lambda: known(page) == "Written to the folder", timeout=15_000)


def test_a_second_press_while_the_first_tag_waits_prints_nothing_and_says_so(
    qtbot: QtBot,
    evidence_window: MainWindow,
    house: Shop,
    staff: dict[str, Actor],
    pieces: list[int],
) -> None:
    print_jobs.print_tags(house, staff["sara"], "piece", pieces[:1])
    print_tags(evidence_window.desk, "piece", pieces[:1])
    qtbot.waitUntil(lambda: "nothing was added" in evidence_window.notice.words)
    assert value(house, "SELECT count(*) FROM print_job") == 1


def test_the_test_tag_is_printed_and_is_of_nothing(
    qtbot: QtBot, open_page: Open, keys: Keys, house: Shop, print_folder: Path
) -> None:
    page = open_page()
    keys(K.Key_T, CTRL)
    qtbot.waitUntil(lambda: known(page) == "Written to the folder", timeout=15_000)
    assert {path.name for path in print_folder.iterdir()} == {
        "tag-test-203dpi.png",
        "tag-test-300dpi.png",
        "tag-test.zpl",
        "tag-test.pdf",
    }
    assert value(house, "SELECT count(*) FROM printed") == 0
    page.open_subject()
    assert page.hint_bar.state == "This job is about no record: it was a test"
    assert value(house, "SELECT count(*) FROM code WHERE text_value = ?", TEST_CODE) == 0


def test_another_folder_is_chosen(
    qtbot: QtBot, open_page: Open, house: Shop, tmp_path: Path, print_folder: Path
) -> None:
    page = open_page()
    assert page.folder.where.text() == str(print_folder)
    page.choose_folder = lambda _parent, _now: "not/whole"
    page.change_folder()
    qtbot.waitUntil(lambda: refusals(page) == ["Not a folder"])
    page.choose_folder = lambda _parent, _now: str(tmp_path / "other")
    page.change_folder()
    qtbot.waitUntil(lambda: page.folder.where.text() == str(tmp_path / "other"))
    assert refusals(page) == []


def test_what_is_not_possible_is_said(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    page.acts.again()
    assert page.hint_bar.state == "Mark a print job first"
    page.acts.act("cancel")
    assert page.hint_bar.state == "That is not possible for this job now"


def test_beside_an_empty_queue_stands_how_printing_is_set_up(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    qtbot.waitUntil(lambda: page.nothing.isVisible())
    words = [button.text() for button in page.nothing.buttons]
    assert words == [
        "Test tag",
        "Rules: what is printed by itself",
        "Re-tag list after price changes",
    ]
    find = next(act for act in page.commands() if act.text() == "Find printers")
    assert not find.isEnabled()
    assert "administrator" in find.toolTip()
