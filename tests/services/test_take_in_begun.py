"""Take-ins without an agreement: each person's, until they are finished, taken back or a week old."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.services import take_in_begun
from app.services.take_in_batch import Batch
from app.services.take_in_begun import begun_batches, end_begun, keep_begun
from app.shop import Shop
from tests.services.printing_desk import tagged_pieces


def kept(db: Database, user_id: int) -> list[tuple[str, int]]:
    return [(one.batch.ownership, one.pieces) for one in begun_batches(db, user_id)]


def test_each_person_s_batches_are_offered_until_they_are_finished(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    first, second, third = tagged_pieces(house, staff["sara"], 3)
    own = Batch("customer_property", 77, piece_ids=[first])
    keep_begun(house, 1, own)
    keep_begun(house, 1, Batch("owned", piece_ids=[second]))
    own.piece_ids.append(third)
    keep_begun(house, 1, own)
    assert kept(house_db, 1) == [("customer_property", 2), ("owned", 1)]
    assert kept(house_db, 2) == [], "another person\u2019s"
    end_begun(house, 1, own)
    assert kept(house_db, 1) == [("owned", 1)]


def test_two_clients_and_a_memo_of_one_of_them_are_three_batches() -> None:
    batches = [
        Batch("customer_property", 77),
        Batch("customer_property", 78),
        Batch("memo_in", 77),
        Batch("owned"),
        Batch(agreement_id=5, party_id=77),
    ]
    assert len({one.subject for one in batches}) == 5


def test_a_batch_without_pieces_or_from_last_week_is_not_offered(
    house: Shop, staff: dict[str, Actor], house_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    [piece] = tagged_pieces(house, staff["sara"], 1)
    keep_begun(house, 1, Batch("owned", piece_ids=[12345]))
    assert kept(house_db, 1) == []
    keep_begun(house, 1, Batch("owned", piece_ids=[piece]))
    assert kept(house_db, 1) == [("owned", 1)]
    monkeypatch.setattr(take_in_begun, "KEPT_MS", -1000)
    assert kept(house_db, 1) == []


def test_two_batches_of_one_client_do_not_hide_one_another(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    first, second, third = tagged_pieces(house, staff["sara"], 3)
    morning = Batch("customer_property", 77, piece_ids=[first])
    evening = Batch("customer_property", 77, piece_ids=[second])
    keep_begun(house, 1, morning)
    keep_begun(house, 1, evening)
    assert kept(house_db, 1) == [("customer_property", 1)] * 2
    assert morning.subject != evening.subject
    evening.piece_ids.append(third)
    keep_begun(house, 1, evening)
    assert [one.batch.piece_ids for one in begun_batches(house_db, 1)] == [[second, third], [first]]
    end_begun(house, 1, evening)
    assert [one.batch.piece_ids for one in begun_batches(house_db, 1)] == [[first]]
