"""One job: its work, stages and bag; what the web shop wants otherwise; who works on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.scanning import Scan
from app.shop import Shop
from app.views.jobs.job_page import JobPage
from app.views.jobs.stage_sheet import StageSheet
from tests.views.floor import Floor, make_jobs, press


@pytest.fixture
def opened(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> tuple[Floor, JobPage, int]:
    jobs = make_jobs(house, staff["mia"])
    floor = sit("mia")
    floor.window.navigate("job", jobs[0])
    page = floor.window.page
    assert isinstance(page, JobPage)
    qtbot.waitUntil(lambda: page.title.startswith("J10-"))
    return floor, page, jobs[0]


def test_it_shows_work_stages_and_engraving(opened: tuple[Floor, JobPage, int]) -> None:
    _, page, _ = opened
    assert page.stages.model.rowCount() == 2
    assert "Engraving, FOREVER" in page._engraving.accessibleName()
    assert page.hint_bar.state == "0 of 2 stages done"
    assert page._rush.isVisible()


def test_who_works_on_it_is_chosen_in_the_panel(
    qtbot: QtBot, opened: tuple[Floor, JobPage, int]
) -> None:
    floor, page, job_id = opened
    artisan = floor.ask("SELECT id FROM party WHERE display = 'Kofi Tanaka'")
    page.about.who.committed.emit(artisan)
    qtbot.waitUntil(lambda: floor.ask("SELECT artisan FROM job_now WHERE id = ?", job_id) != "")
    qtbot.waitUntil(lambda: page.about.who.value == artisan)


def test_f8_and_a_scanned_out_open_the_same_sheet(
    qtbot: QtBot, opened: tuple[Floor, JobPage, int]
) -> None:
    floor, page, _ = opened
    press(page, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: floor.window.findChild(StageSheet) is not None)
    sheet = floor.window.findChild(StageSheet)
    assert sheet is not None
    sheet.dismiss()
    assert page.take_scan(Scan("command", "", "OUT"))
    assert not page.take_scan(Scan("command", "", "DONE"))


def test_the_bag_is_stored_and_queued(qtbot: QtBot, opened: tuple[Floor, JobPage, int]) -> None:
    floor, page, job_id = opened
    press(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: bool(floor.ask("SELECT count(*) FROM print_job")), timeout=15_000)
    kind = floor.ask("SELECT document_kind FROM document WHERE subject_id = ?", job_id)
    assert kind == "job_bag"


def test_a_job_that_is_not_there_is_refused_in_words(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    floor = sit("mia")
    floor.window.navigate("job", 12345)
    page = floor.window.page
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.findChildren(QObject, "refusal")))
