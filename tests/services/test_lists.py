"""A list as a window of ids: one moment, any page, nothing left behind by an interrupt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from app.models.database import Database
from app.services.lists import (
    PAGE,
    FirstPage,
    ListQuery,
    Window,
    close_list,
    ids_between,
    open_list,
    page_of,
    position_of,
)

KEY = bytes(32)
BASE = 2**62
ALL = ListQuery(
    "things",
    "SELECT id FROM thing ORDER BY value",
    "SELECT id, value FROM thing x WHERE x.id IN (SELECT value FROM json_each(?))",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    db = Database(tmp_path / "things.db", KEY, free=True)
    db.run("CREATE TABLE thing (id INTEGER PRIMARY KEY, value INTEGER)")
    db.run("BEGIN")
    db.run_many("INSERT INTO thing VALUES (?, ?)", ((BASE + n, 1000 - n) for n in range(1000)))
    db.run("COMMIT")
    db.close()
    return tmp_path / "things.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    made = Database(path, KEY, readonly=True)
    yield made
    made.close()


def test_first_the_page_then_the_count(db: Database) -> None:
    first, window = list(open_list(db, ALL, "list_1"))
    assert isinstance(first, FirstPage)
    assert isinstance(window, Window)
    assert not first.whole
    assert first.rows.ids[:2] == (BASE + 999, BASE + 998)
    assert first.rows.rows[0] == (BASE + 999, 1)
    assert (len(first.rows.ids), window.count) == (PAGE, 1000)


def test_both_answers_are_of_one_moment(db: Database, path: Path) -> None:
    answers = open_list(db, ALL, "list_1")
    next(answers)
    other = Database(path, KEY, free=True)
    other.run("DELETE FROM thing WHERE value <= 500")
    other.close()
    window = next(answers)
    assert isinstance(window, Window)
    assert window.count == 1000
    answers.close()  # type: ignore[attr-defined]
    assert [w.count for w in open_list(db, ALL, "list_1") if isinstance(w, Window)] == [500]


def test_any_page_in_its_order(db: Database) -> None:
    list(open_list(db, ALL, "list_1"))
    rows = page_of(db, ALL, "list_1", 700, 3)
    assert rows.ids == (BASE + 299, BASE + 298, BASE + 297)
    assert page_of(db, ALL, "list_1", 999, 64).ids == (BASE,)
    assert ids_between(db, "list_1", 998, 999) == [BASE + 1, BASE]


def test_a_record_that_went_is_none_in_its_row(db: Database, path: Path) -> None:
    list(open_list(db, ALL, "list_1"))
    other = Database(path, KEY, free=True)
    other.run(f"DELETE FROM thing WHERE id = {BASE + 998}")
    other.close()
    assert page_of(db, ALL, "list_1", 0, 3).rows[1] is None


def test_followed_records_are_found_again(db: Database) -> None:
    list(open_list(db, ALL, "list_1"))
    (window,) = open_list(db, ALL, "list_1", follow=[BASE + 500, 7])
    assert isinstance(window, Window)
    assert window.positions == {BASE + 500: 499}
    assert BASE + 500 in window.rows.ids
    assert position_of(db, "list_1", BASE + 500) == 499
    assert position_of(db, "list_1", 7) is None


def test_a_list_left_in_the_middle_leaves_no_transaction(db: Database) -> None:
    answers = open_list(db, ALL, "list_1")
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert not db.conn.in_transaction


def test_an_interrupted_window_can_be_opened_again(db: Database) -> None:
    db.conn.set_progress_handler(lambda: True, 50)
    with pytest.raises(apsw.InterruptError):
        list(open_list(db, ALL, "list_1"))
    db.conn.set_progress_handler(None)
    assert not db.conn.in_transaction
    assert len(list(open_list(db, ALL, "list_1"))) == 2


def test_a_closed_list_is_gone(db: Database) -> None:
    list(open_list(db, ALL, "list_1"))
    close_list(db, "list_1")
    with pytest.raises(apsw.SQLError):
        page_of(db, ALL, "list_1", 0)
