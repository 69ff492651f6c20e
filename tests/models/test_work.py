"""One unit of work: all of it or nothing, sealed in a chain, refused where a role does not cover it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from app.domain import clock as hybrid_clock
from app.domain.actors import SYSTEM, Actor
from app.domain.errors import (
    InputError,
    NotAllowedError,
    NotFoundError,
    ShopError,
    StateError,
)
from app.domain.ids import new_id, now_ms
from app.models.chain import FIRST_HASH, chain_hash, fact_line
from app.models.people import Party
from app.models.pieces import Move, Piece
from app.models.projections import all_rows, rebuild
from app.models.schema import FACTS
from app.models.shopwide import Place
from app.shop import Shop

KEY = b"k" * 32
CLERK = Actor(7, "emma", "Emma Clarke", frozenset({"EC"}))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop.create(tmp_path / "s", KEY, name="V", currency="USD", zone="America/New_York")
    yield made
    made.close()


def ask(shop: Shop, sql: str, *params: Any) -> Any:
    reader = shop.reader()
    try:
        return reader.rows(sql, params)
    finally:
        reader.close()


def test_what_fails_in_the_middle_leaves_nothing(shop: Shop) -> None:
    with pytest.raises(ZeroDivisionError), shop.work(SYSTEM, "t") as w:
        piece = w.add(Piece, category="ring", description="Band")
        w.step("piece", piece, "intake")
        assert w.number("J").endswith("00001")
        assert w.code("piece", piece)
        raise ZeroDivisionError
    assert ask(shop, "SELECT count(*) FROM piece") == [(0,)]
    assert ask(shop, "SELECT count(*) FROM work WHERE work_kind='t'") == [(0,)]
    assert ask(shop, "SELECT count(*) FROM number_counter") == [(0,)]
    with shop.work(SYSTEM, "t") as w:
        assert w.number("J").endswith("00001")


def test_a_commit_that_goes_around_the_unit_is_vetoed(shop: Shop) -> None:
    with shop.replaying() as db:
        for sql in (
            "INSERT INTO place (id, removed, kind_code, name, title, two_persons, empty_at_night)"
            " VALUES (5, 0, 'safe', 'X', '', 0, 0)",
            "UPDATE setting SET value='x'",
        ):
            with pytest.raises(apsw.ConstraintError):
                db.run(sql)
    assert ask(shop, "SELECT count(*) FROM place") == [(0,)]
    with pytest.raises(AssertionError, match="outside a unit"), shop.local() as db:
        db.run("UPDATE setting SET value='x' WHERE name='name'")
    assert shop.settings.name == "V"


def test_an_edit_leaves_old_and_new_and_one_without_change_leaves_nothing(shop: Shop) -> None:
    with shop.work(SYSTEM, "t") as w:
        party = w.add(Party, display="Ann Lee")
    with shop.work(SYSTEM, "edit") as w:
        assert not w.edit(Party, party, display="Ann Lee")
        assert w.edit(Party, party, display="Ann Leigh")
        with pytest.raises(NotFoundError):
            w.edit(Party, 12345, display="Nobody")
    assert ask(shop, "SELECT column_name, content FROM edit") == [
        ("display", '{"new":"Ann Leigh","old":"Ann Lee"}')
    ]


def test_a_step_that_the_machine_lacks_is_refused_in_words(shop: Shop) -> None:
    with shop.work(SYSTEM, "t") as w:
        piece = w.add(Piece, category="ring", description="Band")
        with pytest.raises(StateError):
            w.step("piece", piece, "sold")
        w.step("piece", piece, "intake")
        w.step("piece", piece, "free")
        assert w.state("piece", piece) == "free"
    assert ask(shop, "SELECT availability FROM piece_now") == [("free",)]


def test_an_act_outside_the_role_is_refused_and_noted(shop: Shop) -> None:
    with pytest.raises(NotAllowedError), shop.work(CLERK, "t") as w:
        w.add(Party, display="Never saved")
        w.require("users.update")
    assert ask(shop, "SELECT count(*) FROM party") == [(0,)]
    assert ask(shop, "SELECT user_id, act FROM denied") == [(7, "users.update")]


def test_each_entry_seals_its_facts_and_the_entry_before(shop: Shop) -> None:
    with shop.work(SYSTEM, "t") as w:
        place = w.add(Place, kind_code="safe", name="SAFE-1")
        piece = w.add(Piece, category="ring", description="Band")
        w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=place)
    with shop.work(SYSTEM, "t2") as w:
        w.edit(Piece, piece, description="Wedding band")
    prev = FIRST_HASH
    for *header, said_prev, said in ask(shop, "SELECT * FROM work ORDER BY site_seq"):
        lines = []
        for model in FACTS:
            lines += [
                fact_line(model, row)
                for row in ask(shop, f'SELECT * FROM "{model.table()}" WHERE work_id=?', header[0])
            ]
        assert said_prev == prev
        assert chain_hash(prev, header, lines) == said
        prev = said


def test_projections_rebuilt_are_the_rows_that_were_there(shop: Shop) -> None:
    with shop.work(SYSTEM, "t") as w:
        safe = w.add(Place, kind_code="safe", name="SAFE-1")
        tray = w.add(Place, kind_code="tray", name="TRAY-07", parent_id=safe)
        for n in range(30):
            piece = w.add(Piece, category="ring", description=f"Band {n}")
            w.step("piece", piece, "intake")
            w.code("piece", piece)
            w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=tray)
    with shop.work(SYSTEM, "t") as w:
        w.add(Move, subject_kind="place", subject_id=tray, to_place_id=None)
        w.edit(Piece, piece, description="Signet")
        w.remove(Party, w.add(Party, display="Gone"))
    with shop.replaying() as db:
        before = all_rows(db)
        db.begin_work()
        rebuild(db)
        db.commit_work()
        assert all_rows(db) == before
        assert len(before["piece_now"]) == 30
        found = db.rows("SELECT rowid FROM piece_search WHERE piece_search MATCH 'sig*'")
    assert len(found) == 1


def test_a_reader_cannot_write_but_keeps_its_own_window(shop: Shop) -> None:
    reader = shop.reader()
    with pytest.raises(apsw.ReadOnlyError):
        reader.run("INSERT INTO sync_state VALUES ('x', 'y')")
    reader.run("CREATE TEMP TABLE win (pos INTEGER PRIMARY KEY, id INTEGER)")
    reader.run("INSERT INTO win VALUES (1, 2)")
    assert reader.value("SELECT id FROM win") == 2
    reader.close()


def test_a_wrong_key_is_said_in_words(shop: Shop) -> None:
    from app.domain.errors import ShopError

    with pytest.raises(ShopError, match="key does not fit"):
        Shop.open(shop.path, b"x" * 32)


def test_a_step_is_taken_by_its_roles_and_with_its_reason(shop: Shop) -> None:
    clerk = Actor(7, "olga", "Olga", frozenset({"OC"}))
    manager = Actor(8, "mia", "Mia", frozenset({"MG"}))
    with shop.work(clerk, "begin") as w:
        job = new_id()
        for state in ("draft", "approved", "issued"):
            w.step("job", job, state)
    with (
        pytest.raises(NotAllowedError, match="from issued to cancelled"),
        shop.work(clerk, "x") as w,
    ):
        w.step("job", job, "cancelled", "client")
    with pytest.raises(InputError, match="only with a reason"), shop.work(manager, "x") as w:
        w.step("job", job, "cancelled")
    with shop.work(manager, "cancel", "client") as w:
        w.step("job", job, "cancelled")
        assert w.state("job", job) == "cancelled"
    with shop.work(clerk, "begin") as w:
        w.step("order", job, "imported")
        w.step("order", job, "review")
        w.step("order", job, "confirmed")
        w.step("order", job, "in_work")  # follows by rule: whoever sets it off


def test_two_programs_write_one_shop_in_turn_and_in_one_order(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Shop.open(shop.path, KEY)
    ahead = now_ms() + 3_600_000
    with monkeypatch.context() as clock:
        clock.setattr(hybrid_clock, "now_ms", lambda: ahead)  # its clock ran an hour ahead
        with other.work(SYSTEM, "first") as w:
            first = w.hlc
    with shop.work(SYSTEM, "second") as w:
        assert w.hlc > first
    with other.replaying() as db:
        db.begin_work()
        shop._db.conn.set_busy_timeout(1)
        with pytest.raises(ShopError, match="Another program"), shop.work(SYSTEM, "third"):
            pass
        db.roll_back()
    with shop.work(SYSTEM, "fourth") as w:
        assert w.value("SELECT count(*) FROM work WHERE work_kind = 'third'") == 0
    other.close()
