"""A claim at the hub before a piece is promised: refused with the PC's name, provisional where it is away."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import StateError
from app.models.pieces import Move, Piece
from app.models.shopwide import Place
from app.services import claims
from app.services.claims import PROVISIONAL, Held, claim_pieces, claimed, give_back_free
from app.services.move_rules import leaving
from app.services.undo import undo
from app.shop import Shop
from app.sync.begin import note_pcs
from app.sync.membership import need_membership
from tests.conftest import PATIENCE_S
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


def ring_on_both(pcs: House, staff: dict[str, Actor]) -> tuple[Shop, Shop, int]:
    """Both PCs, and a ring that is free on both."""
    here, there = (pc.shop for pc in pcs.pcs)
    with here.work(staff["mia"], "stock") as w:
        ring = w.add(Piece, category="ring", description="Emerald ring", number="P10-26-1")
        w.step("piece", ring, "intake")
        w.step("piece", ring, "free")
    pcs.together()
    return here, there, ring


def test_what_was_refused_here_is_free_for_the_others_at_once(
    pcs: House, staff: dict[str, Actor]
) -> None:
    here, there, ring = ring_on_both(pcs, staff)
    held = Held()

    def refused() -> None:
        with claimed(here, [ring], "set_piece", held):
            raise StateError("The piece is not sound", "It is cracked.", "Choose another one.")

    with pytest.raises(StateError, match="cracked"):
        refused()
    assert held.among([ring]) == []
    assert claim_pieces(there, [ring], "set_piece").sure


def test_a_refusal_gives_back_nothing_that_was_promised_before(
    pcs: House, staff: dict[str, Actor]
) -> None:
    here, there, ring = ring_on_both(pcs, staff)
    held = Held()
    with claimed(here, [ring], "set_piece", held) as got:
        assert got.sure
    with pytest.raises(ValueError, match="twice"), claimed(here, [ring], "set_piece", held):
        raise ValueError("twice")
    assert held.among([ring]) == [ring]
    with pytest.raises(StateError, match="P10-26-1"):
        claim_pieces(there, [ring], "set_piece")


def test_a_reservation_that_is_undone_is_given_back(pcs: House, staff: dict[str, Actor]) -> None:
    here, there, ring = ring_on_both(pcs, staff)
    held = Held()
    with claimed(here, [ring], "set_piece", held), here.work(staff["mia"], "set_piece") as w:
        w.step("piece", ring, "reserved")
        done = Changes.of("reserved", w.id, piece=ring)
    give_back_free(here, held, done)
    assert held.among([ring]) == [ring], "it is promised"
    with pytest.raises(StateError):
        claim_pieces(there, [ring], "set_piece")
    taken_back = undo(here, staff["mia"], done.work_id)
    give_back_free(here, held, Changes.of("other", 0, piece=ring + 1))
    assert held.among([ring]) == [ring]
    give_back_free(here, held, taken_back)
    assert held.among([ring]) == []
    assert claim_pieces(there, [ring], "set_piece").sure


def test_without_the_hub_nothing_is_held_and_nothing_given_back(
    pcs: House, staff: dict[str, Actor], tmp_path: Path
) -> None:
    here, _, ring = ring_on_both(pcs, staff)
    (tmp_path / "hub").rename(tmp_path / "unplugged")
    held = Held()
    with claimed(here, [ring], "set_piece", held) as got:
        assert not got.sure
    assert held.among([ring]) == []


def test_a_claim_that_has_lapsed_is_held_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held()
    assert held.note([5, 6]) == [5, 6]
    assert held.note([6, 7]) == [7]
    now = time.monotonic()
    monkeypatch.setattr("app.services.claims.time.monotonic", lambda: now + claims.HELD_S + 1)
    assert held.among([5, 6, 7]) == []


def test_a_move_out_of_the_house_claims_what_goes(pcs: House, staff: dict[str, Actor]) -> None:
    house = pcs.pcs[0].shop
    with house.work(staff["mia"], "stock") as w:
        courier = w.add(Place, name="COURIER", kind_code="in_transit")
        tray = w.add(Place, name="TRAY-77", kind_code="tray")
        ring, chain = (
            w.add(Piece, category="ring", description=name, number=f"P10-26-{name}")
            for name in ("Ring", "Chain")
        )
        for piece in (ring, chain):
            w.step("piece", piece, "intake")
        w.add(Move, subject_kind="piece", subject_id=chain, to_place_id=tray)
    assert leaving(house, [ring], tray) == []
    assert leaving(house, [ring], courier) == [ring]
    assert leaving(house, [ring], courier, [tray]) == [ring, chain]
    house.drop_outbox()
    assert leaving(house, [ring], courier) == [], "without a hub nobody is asked"


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
    assert asked.wait(PATIENCE_S)
    answer.set()
