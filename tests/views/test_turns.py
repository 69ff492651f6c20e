"""Who writes: what was drawn or compared beside the window is written by the writer, in its turn."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from pytestqt.qtbot import QtBot

from app.models.database import Database
from app.services.print_jobs import print_tags as store_tags
from app.services.print_sending import run_queue
from app.shop import Shop
from app.views.print_notice import tell_print
from app.views.print_runner import PrintRunner
from app.views.printing import print_tags
from tests.views.floor import Floor
from tests.views.floor import sit as sit
from tests.views.opening.test_door import Entrance, sign_in
from tests.views.opening.test_door import entrance as entrance

Writers = set[str]


@pytest.fixture
def writers(house: Shop, monkeypatch: pytest.MonkeyPatch) -> Writers:
    """The threads that wrote into this PC's own tables."""
    seen: Writers = set()
    local: Callable[[], AbstractContextManager[Database]] = house.local

    @contextmanager
    def watched() -> Iterator[Database]:
        seen.add(threading.current_thread().name)
        with local() as db:
            yield db

    monkeypatch.setattr(house, "local", watched)
    return seen


def test_a_print_is_stored_and_sent_in_the_writers_turn(
    qtbot: QtBot, sit: Callable[[str], Floor], writers: Writers
) -> None:
    floor = sit("mia")
    runner = PrintRunner(floor.desk, floor.window)
    print_tags(floor.desk, "piece", [floor.pieces["Opal pendant"]])
    qtbot.waitUntil(lambda: floor.ask("SELECT state FROM print_job") == "sent", timeout=10_000)
    qtbot.waitUntil(lambda: not floor.desk.pool.is_busy)
    runner.stop()
    assert writers == {"writer"}


def test_a_failed_try_is_noted_in_the_writers_turn(
    qtbot: QtBot, entrance: Entrance, writers: Writers
) -> None:
    qtbot.waitUntil(lambda: entrance.page.people.count() == 7)
    sign_in(qtbot, entrance, "mia", password="not hers")
    tries = "SELECT count(*) FROM failed_sign_in"
    qtbot.waitUntil(lambda: entrance.floor.ask(tries) == 1)
    qtbot.waitUntil(lambda: not entrance.floor.desk.pool.is_busy)
    assert writers == {"writer"}


def test_a_notice_says_what_has_become_of_a_print(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    floor = sit("mia")
    notice = floor.window.notice
    print_tags(floor.desk, "piece", [floor.pieces["Opal pendant"]])
    qtbot.waitUntil(notice.isVisible)  # nobody sends
    assert notice.words.endswith("waits for the printer")
    notice.hide_now()
    runner = PrintRunner(floor.desk, floor.window)
    print_tags(floor.desk, "piece", [floor.pieces["Star locket"]])
    qtbot.waitUntil(notice.isVisible, timeout=10_000)
    runner.stop()
    assert notice.words.endswith("was written to the folder")
    assert "waits" not in notice.words


def test_what_was_out_before_anybody_listened_is_not_told_to_wait(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    """The folder is quicker than the answer that the job is stored."""
    floor = sit("mia")
    notice, pieces = (
        floor.window.notice,
        [floor.pieces["Opal pendant"], floor.pieces["Star locket"]],
    )
    stored = store_tags(floor.house, floor.desk.session.actor, "piece", pieces)
    assert stored.message == "Tags of 2 pieces wait for the printer"
    run_queue(floor.house)
    tell_print(floor.desk, stored)
    qtbot.waitUntil(notice.isVisible)
    assert notice.words == "Tags of 2 pieces were written to the folder"
