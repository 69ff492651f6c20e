"""Who has what open elsewhere: believed while the PC is heard of, in words, for the same record only."""

from __future__ import annotations

import pytest

from app.models.database import Database
from app.models.pieces import Piece
from app.services.founding import FOUNDER
from app.services.presence import open_elsewhere, seen_words, told
from app.shop import Shop
from app.sync.status import OtherPc

NOW = 1_800_000_000_000


def pc(presence: str, *, heard_at: int = NOW - 5_000, revoked_at: int = 0) -> OtherPc:
    return OtherPc(7, 21, "Back office", heard_at, 1, 2, presence, revoked_at)


def test_the_same_record_is_said_with_who_and_where() -> None:
    said = told("Sara Okafor", "order", 42)
    assert open_elsewhere([pc(said)], "order", 42, NOW) == (
        "Sara Okafor has this order open, Back office"
    )
    assert open_elsewhere([pc(said)], "order", 43, NOW) == ""
    assert open_elsewhere([pc(said)], "piece", 42, NOW) == ""


@pytest.mark.parametrize(
    "silent",
    [
        pc(told("Sara Okafor", "order", 42), heard_at=NOW - 700_000),
        pc(told("Sara Okafor", "order", 42), revoked_at=NOW - 1),
        pc(told("", "order", 42)),
        pc(told("Sara Okafor", "today", 0)),
        pc(""),
        pc('{"people": ["a newer program tells it so"]}'),
        pc("no JSON"),
    ],
)
def test_what_is_old_left_or_not_understood_says_nothing(silent: OtherPc) -> None:
    assert open_elsewhere([silent], "order", 42, NOW) == ""


def test_a_card_names_the_record(house: Shop) -> None:
    with house.work(FOUNDER, "stock") as w:
        ring = w.add(Piece, category="ring", description="Emerald ring")
    db: Database = house.reader()
    assert seen_words(db, pc(told("Sara Okafor", "piece", ring)), NOW) == (
        "Sara Okafor has Emerald ring open"
    )
    assert seen_words(db, pc(told("Sara Okafor", "piece", 5)), NOW) == ""
    db.close()
