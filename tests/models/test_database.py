"""The log of a shop's database: grown while large units of work follow one another, never longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.models.database import CHECKPOINT_PAGES, LONG_LOG_PAGES, Database
from app.models.people import Party
from app.shop import DATABASE, Shop

KEY = b"k" * 32


def _limit(shop: Shop) -> int:
    with shop.replaying() as db:
        return int(db.value("PRAGMA wal_autocheckpoint"))


def _shop(path: Path) -> Shop:
    return Shop.create(path, KEY, name="V", currency="USD", zone="America/New_York")


def test_many_units_leave_the_log_together_and_the_log_is_as_before(tmp_path: Path) -> None:
    shop = _shop(tmp_path / "s")
    before = (tmp_path / "s" / DATABASE).stat().st_size
    with shop.many_units():
        assert _limit(shop) == LONG_LOG_PAGES
        for _ in range(2):
            with shop.work(SYSTEM, "t") as w:
                w.add_many(Party, ({"kind_code": "person", "display": "A" * 900},) * 100)
            assert (tmp_path / "s" / DATABASE).stat().st_size == before
    assert (tmp_path / "s" / DATABASE).stat().st_size > before
    assert _limit(shop) == CHECKPOINT_PAGES
    shop.close()


def test_what_stops_many_units_gives_the_log_back(tmp_path: Path) -> None:
    shop = _shop(tmp_path / "s")
    with pytest.raises(ZeroDivisionError), shop.many_units():
        raise ZeroDivisionError
    assert _limit(shop) == CHECKPOINT_PAGES
    shop.close()


def test_a_log_that_cannot_be_copied_back_now_fails_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    db = Database(tmp_path / "one.db", KEY, free=True)
    db.run("CREATE TABLE t (x)")
    before = db.lengthen_log()
    db.begin_work()
    db.run("INSERT INTO t VALUES (1)")
    db.shorten_log(before)  # inside its own transaction SQLite refuses a checkpoint
    assert "not copied back" in caplog.text
    db.commit_work()
    assert db.value("SELECT x FROM t") == 1
    assert db.value("PRAGMA wal_autocheckpoint") == CHECKPOINT_PAGES
    db.close()
