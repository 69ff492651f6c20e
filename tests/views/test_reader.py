"""The reader: answers reach the window, older questions are dropped, no SQL error ends it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.errors import NotFoundError
from app.models.database import Database
from app.views.bug_report import BugReport
from app.views.reader import Reader
from tests.conftest import PATIENCE_S
from tests.views.let_go import Deaths

Making = Callable[..., Reader]


class Asker(QObject):
    """Keeps what it is told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Any] = []
        self.errors: list[Exception] = []
        self.threads: set[str] = set()

    def on_answer(self, value: Any) -> None:
        self.answers.append(value)
        self.threads.add(threading.current_thread().name)

    def on_error(self, error: Exception) -> None:
        self.errors.append(error)


def count(db: Database) -> int:
    return int(db.value("SELECT count(*) FROM thing"))


def slow(db: Database) -> int:
    """A question that only an interrupt ends soon."""
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    return int(db.value(f"{sql} WHERE i < 400000000"))


def test_an_answer_comes_in_the_windows_thread(qtbot: QtBot, reading: Making, many: Path) -> None:
    asker = Asker()
    reading(many).ask(count, asker.on_answer)
    qtbot.waitUntil(lambda: asker.answers == [5000])
    assert asker.threads == {threading.main_thread().name}


def test_a_lambda_is_refused_as_receiver(reading: Making, many: Path) -> None:
    with pytest.raises(TypeError):
        reading(many).ask(count, lambda value: None)


def test_a_newer_question_of_the_topic_drops_the_running_one(
    qtbot: QtBot, reading: Making, many: Path
) -> None:
    asker, reader = Asker(), reading(many)
    started = threading.Event()

    def first(db: Database) -> int:
        started.set()
        return slow(db)

    reader.ask(first, asker.on_answer, asker.on_error, topic="list")
    assert started.wait(PATIENCE_S)
    reader.ask(count, asker.on_answer, asker.on_error, topic="list")
    qtbot.waitUntil(lambda: bool(asker.answers), timeout=3000)
    assert asker.answers == [5000]
    assert asker.errors == []


def test_a_newer_question_of_the_topic_drops_an_answer_on_its_way(
    qtbot: QtBot, reading: Making, many: Path
) -> None:
    asker, reader = Asker(), reading(many)
    reader.ask(count, asker.on_answer, topic="list")
    while reader.is_busy:  # the window has not taken the answer yet
        pass
    reader.ask(lambda db: "newer", asker.on_answer, topic="list")
    qtbot.waitUntil(lambda: bool(asker.answers))
    assert asker.answers == ["newer"]


def test_other_topics_are_left_alone(qtbot: QtBot, reading: Making, many: Path) -> None:
    asker, reader = Asker(), reading(many)
    reader.ask(lambda db: "a", asker.on_answer, topic="a")
    reader.ask(lambda db: "b", asker.on_answer, topic="b")
    reader.ask(lambda db: "c", asker.on_answer)
    qtbot.waitUntil(lambda: asker.answers == ["a", "b", "c"])


def test_an_urgent_question_goes_first(qtbot: QtBot, reading: Making, many: Path) -> None:
    asker, reader = Asker(), reading(many)
    gate = threading.Event()
    reader.ask(lambda db: gate.wait(PATIENCE_S), asker.on_answer)
    reader.ask(lambda db: "list", asker.on_answer)
    reader.ask(lambda db: "scan", asker.on_answer, urgent=True)
    gate.set()
    qtbot.waitUntil(lambda: len(asker.answers) == 3)
    # The gate itself may still have been waiting when the scan came.
    assert asker.answers.index("scan") < asker.answers.index("list")


def test_several_answers_of_one_question(qtbot: QtBot, reading: Making, many: Path) -> None:
    asker = Asker()

    def parts(db: Database) -> Iterator[int]:
        yield 1
        yield count(db)

    reading(many).ask(parts, asker.on_answer)
    qtbot.waitUntil(lambda: asker.answers == [1, 5000])


def test_a_refusal_reaches_the_asker_as_it_is(qtbot: QtBot, reading: Making, many: Path) -> None:
    asker = Asker()

    def refuse(db: Database) -> None:
        raise NotFoundError("Gone", "This piece was removed.")

    reading(many).ask(refuse, asker.on_answer, asker.on_error)
    qtbot.waitUntil(lambda: len(asker.errors) == 1)
    assert isinstance(asker.errors[0], NotFoundError)


def test_an_sql_error_is_told_and_the_next_question_is_answered(
    qtbot: QtBot, reading: Making, many: Path, logged_errors: list[logging.LogRecord]
) -> None:
    asker, reader = Asker(), reading(many)
    tried = []

    def broken(db: Database) -> None:
        tried.append(1)
        db.value("SELECT nothing FROM nowhere")

    reader.ask(broken, asker.on_answer, asker.on_error)
    reader.ask(count, asker.on_answer)
    qtbot.waitUntil(lambda: asker.answers == [5000])
    assert len(asker.errors) == 1
    assert len(tried) == 2, "a question is tried once more before it is given up"
    logged_errors.clear()


def test_an_error_without_a_receiver_becomes_a_report(
    qtbot: QtBot, reading: Making, many: Path, logged_errors: list[logging.LogRecord]
) -> None:
    reader = reading(many)
    asker = Asker()
    with qtbot.waitSignal(reader.troubled) as told:
        reader.ask(lambda db: db.value("SELECT 'Olga Marchenko' FROM nowhere"), asker.on_answer)
    assert isinstance(told.args[0], BugReport)
    assert "Olga" not in told.args[0].text()
    logged_errors.clear()


def test_an_error_once_is_mended_by_the_second_try(
    qtbot: QtBot, reading: Making, many: Path
) -> None:
    asker = Asker()
    tried = []

    def shaky(db: Database) -> str:
        tried.append(1)
        if len(tried) == 1:
            raise RuntimeError("vtable constructor failed: words")
        return "found"

    reading(many).ask(shaky, asker.on_answer, asker.on_error)
    qtbot.waitUntil(lambda: asker.answers == ["found"])


def test_a_connection_that_cannot_be_opened_is_told_and_tried_again(
    qtbot: QtBot, many: Path, tmp_path: Path, logged_errors: list[logging.LogRecord]
) -> None:
    times = []

    def open_second_time() -> Database:
        times.append(1)
        if len(times) == 1:
            raise OSError("the disk is asleep")
        return Database(many, bytes(32), readonly=True)

    reader, asker = Reader(open_second_time), Asker()
    reader.ask(count, asker.on_answer, asker.on_error)
    qtbot.waitUntil(lambda: len(asker.errors) == 1)
    reader.ask(count, asker.on_answer, asker.on_error)
    qtbot.waitUntil(lambda: asker.answers == [5000])
    reader.close()
    logged_errors.clear()


def test_an_asker_that_is_gone_is_not_called(qtbot: QtBot, reading: Making, many: Path) -> None:
    reader, stays = reading(many), Asker()
    gone = Asker()
    told: list[Any] = []
    gone.answers = told
    reader.ask(lambda db: "for nobody", gone.on_answer)
    gone.deleteLater()
    del gone
    reader.ask(lambda db: "last", stays.on_answer)
    qtbot.waitUntil(lambda: stays.answers == ["last"])
    assert told == []


def test_closing_ends_a_running_question(reading: Making, many: Path) -> None:
    reader, asker = reading(many), Asker()
    started = threading.Event()

    def first(db: Database) -> int:
        started.set()
        return slow(db)

    reader.ask(first, asker.on_answer)
    assert started.wait(PATIENCE_S)
    reader.close()
    assert not reader._thread.is_alive()


def test_twenty_five_fresh_readers_survive_twelve_superseding_searches(
    qtbot: QtBot, many: Path, reading: Making
) -> None:
    """Interrupting the very first use of a search index says anything but "interrupted"."""

    def search(text: str) -> Callable[[Database], int]:
        sql = "SELECT count(*) FROM words WHERE words MATCH ?"
        return lambda db: int(db.value(sql, (f"{text}*",)))

    typed = ["e", "em", "eme", "emer", "s", "si", "sig", "sign", "o", "op", "opa", "signet"]
    for _ in range(25):
        reader, asker = reading(many), Asker()
        for text in typed:
            reader.ask(search(text), asker.on_answer, asker.on_error, topic="search")
        qtbot.waitUntil(lambda asker=asker: bool(asker.answers) and asker.answers[-1] == 1000)
        assert asker.errors == []
        reader.close()


def test_what_a_question_knew_dies_in_the_windows_thread(
    qtbot: QtBot, reading: Making, many: Path
) -> None:
    deaths, asker, reader = Deaths(), Asker(), reading(many)

    def refused(db: Database, page: QObject) -> int:
        raise NotFoundError("Gone", f"{page.objectName()} is gone.")

    for question in (lambda db, page: count(db), refused):
        page = deaths.qt_object()
        reader.ask(
            lambda db, page=page, question=question: question(db, page),
            asker.on_answer,
            asker.on_error,
        )
        del page
    qtbot.waitUntil(lambda: len(asker.answers) + len(asker.errors) == 2)
    asker.errors.clear()  # a refusal remembers where it was made
    reader.ask(count, asker.on_answer)  # takes the place of the one before in the reader's thread
    qtbot.waitUntil(lambda: len(asker.answers) == 2)
    assert deaths.threads == [threading.main_thread().name] * 2
