"""A claim at the hub before a piece is promised: refused with the PC's name, provisional where it is away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import StateError
from app.models.pieces import Piece
from app.services import claims
from app.services.claims import PROVISIONAL, claim_pieces
from app.shop import Shop
from app.sync.begin import note_pcs
from app.sync.membership import need_membership
from tests.sync.pcs import House, house_of


@pytest.fixture
def pcs(house: Shop, tmp_path: Path) -> Iterator[House]:
    """The house on two PCs around a folder."""
    (tmp_path / "hub").mkdir()
    with house_of(house, str(tmp_path / "hub"), tmp_path) as made:
        for pc in made.pcs:
            note_pcs(pc.shop, pc.hub, need_membership(pc.shop).sealer())
        yield made


def test_a_shop_without_a_hub_asks_nobody(house: Shop) -> None:
    assert claim_pieces(house, [5], "set_piece") == claims.Claimed(sure=True, asked=False)


def test_the_second_pc_hears_who_has_the_piece(pcs: House, staff: dict[str, Actor]) -> None:
    here, there = (pc.shop for pc in pcs.pcs)
    with here.work(staff["mia"], "stock") as w:
        ring = w.add(Piece, category="ring", description="Emerald ring", number="P10-26-1")
    pcs.together()
    assert claim_pieces(here, [ring], "set_piece").sure
    assert claim_pieces(here, [ring], "set_piece").sure, "one's own claim is no obstacle"
    with pytest.raises(StateError) as refused:
        claim_pieces(there, [ring, 7], "set_piece")
    assert refused.value.title == "counter has it just now"
    assert "P10-26-1" in refused.value.message
    assert claim_pieces(there, [7], "set_piece").sure, "all or none: 7 was not taken"


def test_a_hub_that_is_away_makes_it_provisional(
    pcs: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = pcs.pcs[0].shop
    (tmp_path / "hub").rename(tmp_path / "unplugged")
    got = claim_pieces(shop, [5], "set_piece")
    assert (got.sure, got.asked) == (False, True)
    told = got.told(Changes.of("P10-26-1 reserved for #1042", 9, piece=5))
    assert told.message == f"P10-26-1 reserved for #1042 · {PROVISIONAL}"
    assert (told.work_id, told.ids("piece")) == (9, (5,))
    asked = claim_pieces(shop, [5], "set_piece", away=True)
    assert (asked.sure, asked.asked) == (False, False)


def test_nobody_waits_for_a_slow_hub(pcs: House, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = pcs.pcs[0].shop
    asked, answer = threading.Event(), threading.Event()

    def slow(*_: object) -> list[object]:
        asked.set()
        answer.wait()
        return []

    monkeypatch.setattr(claims, "WAIT_S", 0.05)
    monkeypatch.setattr(type(pcs.pcs[0].hub), "claim", slow)
    assert not claim_pieces(shop, [5], "set_piece").sure
    assert asked.wait(5)
    answer.set()
