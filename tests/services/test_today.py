"""Today names the worst case, leaves out what is empty, and opens the very list it counted."""

from __future__ import annotations

from collections.abc import Iterator

import apsw
import pytest

from app.domain.actors import Actor
from app.domain.reasons import reason_words
from app.models.database import Database
from app.models.jobs import Job
from app.models.local import PrintJob
from app.models.orders import OrderLine, SalesOrder
from app.models.pieces import Metal, Move, Piece
from app.services import today as desk
from app.services.order_lists import VIEWS as ORDER_VIEWS
from app.services.piece_states import quarantine
from app.services.pieces import PIECE_VIEWS
from app.services.today_words import age_words
from app.shop import Shop

HOUR, DAY = 3_600_000, 86_400_000


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


@pytest.fixture
def busy(house: Shop, staff: dict[str, Actor]) -> int:
    """A morning: orders to review, one overdue, one ready; a piece to complete; now (ms)."""
    with house.work(staff["olga"], "morning") as w:
        now = w.at + 1

        def order(number: str, client: str, age_ms: int, *steps: str, **values: object) -> int:
            made = w.add(SalesOrder, number=number, bill_name=client, currency="USD",
                         ordered_at=now - age_ms, **values)  # fmt: skip
            w.add(OrderLine, order_id=made, position=1, name="Signet ring")
            for step in ("imported", *steps):
                w.step("order", made, step)
            return made

        order("#1044", "Søren Halvorsen", 2 * HOUR + 26 * 60_000, difference_minor=36000)
        order("#1045", "Lucía Ferreira", HOUR)
        order("#1019", "Hiroshi Tanaka", 9 * DAY, "review", "confirmed", promised_on="2026-01-02")
        order("#1020", "Beatriz Santos", 9 * DAY, "review", "confirmed", "ready",
              stated_total_minor=614000)  # fmt: skip
        held = order("#1021", "Chiara Moretti", DAY, "review")
        w.step("order", held, "on_hold", "address")
        piece = w.add(Piece, category="ring", description="Pearl ring")
        w.add(Metal, piece_id=piece, position=1, metal="gold_yellow")
        w.step("piece", piece, "intake")
        w.add(Move, subject_kind="piece", subject_id=piece,
              to_place_id=w.value("SELECT id FROM place WHERE name = 'OUT'"))  # fmt: skip
        job = w.add(Job, number="J10-26-00001", due_on="2026-01-03")
        w.step("job", job, "draft")
        w.step("job", job, "approved")
    return now


def rows(house: Shop, db: Database, actor: Actor, now: int) -> dict[str, desk.TodayRow]:
    return {row.key: row for row in desk.today(db, house.settings, actor, now).rows}


def test_an_empty_shop_says_so(house: Shop, staff: dict[str, Actor], db: Database) -> None:
    page = desk.today(db, house.settings, staff["olga"])
    assert page.rows == ()
    assert page.foot == "Nothing needs you."


def test_each_row_counts_and_names_its_worst_case(
    house: Shop, staff: dict[str, Actor], db: Database, busy: int
) -> None:
    found = rows(house, db, staff["olga"], busy)
    review = found["orders_to_review"]
    assert (review.count, review.group) == (2, desk.NOW)
    assert review.sentence == "1 with an exception: total differs by 360.00"
    assert review.right == "oldest 2 h 26 min"
    late = found["orders_overdue"]
    assert (late.count, late.tone, late.right) == (1, "bad", "Promise passed")
    assert late.sentence.startswith("#1019 Hiroshi Tanaka, ")
    assert found["orders_ready"].right == "1 not paid in full"
    assert found["orders_ready"].sentence.endswith(", Signet ring")
    assert found["orders_held"].sentence == "Longest: #1021 Chiara Moretti, address"
    missing = found["pieces_to_complete"]
    assert missing.sentence == (
        "1 lacks a photo, 1 lacks a weight, 1 lacks a price. They cannot leave the house until then"
    )
    assert found["jobs_overdue"].count == 1
    assert "pieces_out" not in found  # out since a moment only
    assert "orders_due" not in found


def test_goods_outside_too_long_are_named(
    house: Shop, staff: dict[str, Actor], db: Database, busy: int
) -> None:
    out = rows(house, db, staff["owen"], busy + 15 * DAY)["pieces_out"]
    assert (out.count, out.tone) == (1, "warn")
    assert out.sentence == "Pearl ring, Out 15 days"


def test_what_lies_in_quarantine_waits_for_a_decision(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    with house.work(staff["mia"], "found") as w:
        piece = w.add(Piece, category="ring", description="Sapphire ring", number=w.number("P"))
        w.step("piece", piece, "intake")
        w.step("quality", piece, "ok")
        w.add(Move, subject_kind="piece", subject_id=piece,
              to_place_id=w.value("SELECT id FROM place WHERE name = 'QUAR'"))  # fmt: skip
        now = w.at + 1
    assert "quarantine" not in rows(house, db, staff["sara"], now)  # it only lies there
    with house.work(staff["sara"], "doubt") as w:
        quarantine(w, piece, "stone_missing")
    row = rows(house, db, staff["sara"], now)["quarantine"]
    assert (row.count, row.group, row.tone) == (1, desk.WAITING, "warn")
    assert row.sentence == f"Sapphire ring, {reason_words('stone_missing')}"
    lines = desk.preview(db, house.settings, staff["sara"], "quarantine", now=now)
    assert [(line.kind, line.id) for line in lines] == [("piece", piece)]


def test_the_preview_is_the_counted_list_exceptions_first(
    house: Shop, staff: dict[str, Actor], db: Database, busy: int
) -> None:
    olga = staff["olga"]
    lines = desk.preview(db, house.settings, olga, "orders_to_review", now=busy)
    assert [line.title for line in lines] == ["#1044  Søren Halvorsen", "#1045  Lucía Ferreira"]
    assert [(line.chip, line.tone) for line in lines] == [
        ("Total differs by 360.00", "warn"),
        ("Nothing unusual", "ok"),
    ]
    for row in desk.today(db, house.settings, olga, busy).rows:
        assert len(desk.preview(db, house.settings, olga, row.key, 99, busy)) == row.count


def test_what_somebody_may_not_see_is_not_counted(
    house: Shop, staff: dict[str, Actor], db: Database, busy: int
) -> None:
    keys = set(rows(house, db, staff["adam"], busy))
    assert "orders_to_review" not in keys
    assert "orders_overdue" in keys
    assert desk.preview(db, house.settings, staff["adam"], "orders_to_review", now=busy) == []


def test_the_views_that_rows_open_are_there(
    house: Shop, staff: dict[str, Actor], db: Database, busy: int
) -> None:
    views = {view.code for view in ORDER_VIEWS}
    for row in desk.today(db, house.settings, staff["mia"], busy).rows:
        if row.page == "orders":
            assert row.view in views
        if row.page == "pieces":
            assert row.view in PIECE_VIEWS


def test_doubtful_prints_and_drafts_stand_on_today(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    sara = staff["sara"]
    with house.work(sara, "stored") as w:
        w.add(PrintJob, job_kind="tag", title="12 tags", payload=b"x", payload_type="zpl",
                    sha256="", state="doubtful", user_id=sara.user_id, created_at=w.at,
                    error="Stopped at about 7 of 12.")  # fmt: skip
        w.db.run(
            "INSERT INTO draft (user_id, draft_kind, subject_id, content, at) VALUES (?,?,?,?,?)",
            (sara.user_id, "take_in", 0, "{}", w.at),
        )
    found = rows(house, db, sara, 0)
    assert found["prints"].sentence == "12 tags, Doubtful"
    assert found["drafts"].sentence == "Take-in, Not saved"
    foot = desk.today(db, house.settings, sara).foot
    assert foot == "1 needs you now · 1 can wait"


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "1 min"),
        (59 * 60_000, "59 min"),
        (HOUR, "1 h"),
        (2 * HOUR + 26 * 60_000, "2 h 26 min"),
        (11 * HOUR + 26 * 60_000, "11 h"),
        (DAY, "1 day"),
        (9 * DAY + 5, "9 days"),
    ],
)
def test_ages_in_words(ms: int, words: str) -> None:
    assert age_words(ms) == words


@pytest.mark.parametrize(
    ("asks", "questions", "index"),
    [
        ("missing <> ''", 2, "piece_now_to_complete"),
        ("'imported', 'review')", 3, "order_now_to_review"),
    ],
)
def test_what_each_start_waits_for_is_counted_without_a_look_at_all_the_others(
    house: Shop,
    staff: dict[str, Actor],
    busy: int,
    db: Database,
    asks: str,
    questions: int,
    index: str,
) -> None:
    asked: list[str] = []
    db.conn.trace_v2(apsw.SQLITE_TRACE_STMT, lambda event: asked.append(event["sql"]))
    desk.today(db, house.settings, staff["olga"], busy)
    db.conn.trace_v2(0, None)
    about = [sql for sql in asked if asks in sql]
    plans = [row[3] for sql in about for row in db.rows(f"EXPLAIN QUERY PLAN {sql}")]
    assert len(about) == questions
    assert all(index in plan for plan in plans if plan.startswith(("SCAN", "SEARCH")))
