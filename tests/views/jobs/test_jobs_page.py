"""The workshop: one mark over five columns, stages by F8, the same jobs as a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.jobs import job_card
from app.services.scanning import Scan
from app.shop import Shop
from app.views.jobs.page import JobsPage
from app.views.jobs.stage_sheet import StageSheet
from app.views.jobs.words import initials, spoken
from app.views.widgets.reason_sheet import ReasonSheet
from tests.views.floor import SHIFT, Floor, make_jobs, press


@dataclass
class Bench:
    """The page with three jobs in sizing."""

    floor: Floor
    page: JobsPage
    jobs: list[int]

    def card(self, job_id: int):  # type: ignore[no-untyped-def]
        db = self.floor.house.reader()
        try:
            return job_card(db, job_id)
        finally:
            db.close()


@pytest.fixture
def bench(qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]) -> Bench:
    jobs = make_jobs(house, staff["mia"])
    floor = sit("mia")
    floor.window.navigate("jobs")
    page = floor.window.page
    assert isinstance(page, JobsPage)
    qtbot.waitUntil(lambda: page.board.job is not None)
    return Bench(floor, page, jobs)


def columns(page: JobsPage) -> dict[str, int]:
    return {c.code: c.cards.jobs.rowCount() for c in page.board.columns}


def test_every_job_stands_in_the_column_of_its_stage(bench: Bench) -> None:
    assert columns(bench.page) == {"start": 0, "bench": 3, "setting": 0, "polish": 0, "qc": 0}
    assert bench.page.hint_bar.state == "3 jobs · all in work"
    assert bench.page.board.columns[1].cards.accessibleName() == "At the bench, 3 jobs"


def test_the_rush_job_is_first_and_is_said_in_words(bench: Bench) -> None:
    job = bench.page.board.job
    assert job is not None
    assert job.id == bench.jobs[0]
    words = spoken(job)
    assert "rush" in words
    assert "overdue 2 days" in words
    assert "nobody" in words
    assert "1 day here" in spoken(replace(job, days=1))
    assert "overdue 1 day," in spoken(replace(job, overdue_days=1, due_words="overdue 1 d"))


def test_arrows_move_the_one_mark(qtbot: QtBot, bench: Bench) -> None:
    bench.page.board.focus_mark()
    press(bench.page, Qt.Key.Key_Down)
    job = bench.page.board.job
    assert job is not None
    assert job.id == bench.jobs[1]
    press(bench.page, Qt.Key.Key_Right)
    assert bench.page.board.job == job, "there is no other column with jobs"


def test_f8_asks_the_weight_and_takes_the_job_on(qtbot: QtBot, bench: Bench) -> None:
    bench.page.board.focus_mark()
    press(bench.page, Qt.Key.Key_F8)
    sheet = wait_sheet(qtbot, bench)
    sheet.weight.set_text("3.915")
    sheet.on_take()
    qtbot.waitUntil(lambda: columns(bench.page)["polish"] == 1)
    card = bench.card(bench.jobs[0])
    assert card.stages[0].out_mg == 3_915
    assert card.stage == "polish"
    marked = bench.page.board.job
    assert marked is not None
    assert marked.id == bench.jobs[0], "the mark goes along with its job"


def test_a_weight_that_cannot_be_asks_for_a_reason_and_keeps_the_sheet(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.page.board.focus_mark()
    press(bench.page, Qt.Key.Key_F8)
    sheet = wait_sheet(qtbot, bench)
    sheet.weight.set_text("4.500")
    sheet.on_take()
    qtbot.waitUntil(lambda: bool(sheet.weight.error))
    assert sheet.is_open
    assert sheet.reason.isVisible()
    sheet.reason.choose("stone_replaced")
    sheet.on_take()
    qtbot.waitUntil(lambda: columns(bench.page)["polish"] == 1)


def test_shift_f8_goes_back_and_says_when_there_is_nothing_before(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.page.board.focus_mark()
    press(bench.page, Qt.Key.Key_F8, SHIFT)
    qtbot.waitUntil(lambda: bool(bench.page.findChildren(QObject, "refusal")))
    assert bench.card(bench.jobs[0]).stage == "size"


def test_the_list_shows_the_same_jobs_and_the_same_commands(qtbot: QtBot, bench: Bench) -> None:
    bench.page.look.choose("list")
    qtbot.waitUntil(lambda: bench.page.list.model.rowCount() == 3)
    qtbot.waitUntil(lambda: bench.page._job is not None)
    assert bench.page.list.view.current_id == bench.jobs[0]


def test_searching_narrows_the_board(qtbot: QtBot, bench: Bench) -> None:
    bench.page.search.setText("Size 7")
    qtbot.waitUntil(lambda: columns(bench.page)["bench"] < 3)
    bench.page.search.setText("")
    qtbot.waitUntil(lambda: columns(bench.page)["bench"] == 3)


def test_a_saved_view_shows_what_is_overdue(qtbot: QtBot, bench: Bench) -> None:
    bench.floor.window.show_view("jobs", "overdue")
    qtbot.waitUntil(lambda: columns(bench.page)["bench"] == 1)
    assert bench.page.hint_bar.state == "1 job · overdue"


def test_a_scanned_bag_is_marked_and_out_takes_it_on(qtbot: QtBot, bench: Bench) -> None:
    assert bench.page.take_scan(Scan("job", "", target_id=bench.jobs[2]))
    job = bench.page.board.job
    assert job is not None
    assert job.id == bench.jobs[2]
    assert bench.page.take_scan(Scan("command", "", "OUT"))
    sheet = wait_sheet(qtbot, bench)
    assert sheet.title.text().startswith(job.number)
    sheet.dismiss()
    assert not bench.page.take_scan(Scan("piece", "", target_id=1, piece_id=1))


def test_each_act_asks_for_its_own_reasons(qtbot: QtBot, bench: Bench) -> None:
    doing, said = bench.page.doing, {}
    for act in (doing.cancel, doing.wait, doing.hold):
        act(bench.jobs[0], "J10-26-00001")
        sheet = bench.floor.window.findChildren(ReasonSheet)[-1]
        assert sheet.reasons is not None
        said[act.__name__] = {button.accessibleName() for button in sheet.reasons._buttons}
        sheet.dismiss()
    assert "Order cancelled" in said["cancel"]
    assert not [words for words in said["cancel"] if words.startswith("Waits")]
    assert "Order cancelled" not in said["wait"] | said["hold"]
    assert all("Other, see the note" in words for words in said.values())


def test_holding_asks_for_a_reason_first(qtbot: QtBot, bench: Bench) -> None:
    job = bench.page.board.job
    assert job is not None
    bench.page.doing.hold(job.id, job.number)
    sheet = bench.floor.window.findChild(ReasonSheet)
    assert sheet is not None
    assert sheet.reasons is not None
    sheet.take()
    assert sheet.is_open, "without a reason it stays open"
    sheet.reasons.choose("stone")
    sheet.take()
    qtbot.waitUntil(lambda: bench.card(job.id).state == "on_hold")


def test_enter_opens_the_job(qtbot: QtBot, bench: Bench) -> None:
    bench.page.board.focus_mark()
    press(bench.page, Qt.Key.Key_Return)
    assert bench.floor.window.here == ("job", bench.jobs[0])


def test_a_command_without_a_job_says_what_is_missing(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    floor = sit("mia")
    floor.window.navigate("jobs")
    page = floor.window.page
    assert isinstance(page, JobsPage)
    qtbot.waitUntil(lambda: page.hint_bar.state == "No jobs here")
    press(page, Qt.Key.Key_F8)
    assert page.hint_bar.state.startswith("Mark a job first")


def test_initials_of_names() -> None:
    assert initials("Kofi Tanaka") == "KT"
    assert initials("Zoë van der Berg") == "ZB"
    assert initials("Lou") == "L"
    assert initials("") == ""


def wait_sheet(qtbot: QtBot, bench: Bench) -> StageSheet:
    qtbot.waitUntil(lambda: bench.floor.window.findChild(StageSheet) is not None)
    sheet = bench.floor.window.findChild(StageSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.is_open)
    QApplication.processEvents()
    return sheet
