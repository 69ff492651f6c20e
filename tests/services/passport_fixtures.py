"""A ring that lived for some weeks: told times, so that a test can ask for the moments between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from app.domain.actors import Actor
from app.domain.ids import ToldClock, now_ms, telling_time
from app.models.pieces import Measured, Move, Priced
from app.models.records import Report
from app.models.work import Work
from app.photos import shut_down
from app.services.agreements import draft_agreement
from app.services.moves import move_place
from app.services.parties import add_party, check_id
from app.services.party_forms import IdCheck, PartyForm
from app.services.photos import attach_photo, keep_photo
from app.services.take_in import take_in
from app.shop import Shop
from tests.services.conftest import RING, picture

HOUR, DAY = 3_600_000, 86_400_000
CLARA = PartyForm(given="Clara", family="Whitcombe", roles=frozenset({"consignor"}))


@contextmanager
def at(shop: Shop, who: Actor, kind: str, ms: int, second: Actor | None = None) -> Iterator[Work]:
    """A unit of work done at a told moment."""
    with telling_time(ToldClock(ms)), shop.work(who, kind, second=second) as w:
        yield w


@dataclass(frozen=True)
class Lived:
    """The ring and the moment (UTC ms) at which its life begins here."""

    piece: int
    begin: int

    def day(self, number: int, hour: int = 0) -> int:
        """A moment of its life."""
        return self.begin + number * DAY + hour * HOUR


@pytest.fixture
def lived(house: Shop, staff: dict[str, Actor], places: dict[str, int]) -> Iterator[Lived]:
    """The ring in the furnished house, from tomorrow on: nothing is told before the house was founded."""
    yield live(house, staff, places, now_ms() + DAY)
    shut_down()


def live(house: Shop, staff: dict[str, Actor], places: dict[str, int], begin: int) -> Lived:
    """Day 0 taken in; 1 photographed; 2 into TRAY-07; 4 the tray into VIT-A; 6 insured higher;
    8 to the bench; 10 a report that found two marks; 12 lent out.
    """
    sara, owen, mia = staff["sara"], staff["owen"], staff["mia"]
    with at(house, sara, "add_party", begin - 2 * HOUR) as w:
        clara = add_party(w, CLARA).first("party")
        check_id(w, clara, IdCheck("passport", "US"))
    with at(house, sara, "draft_agreement", begin - HOUR) as w:
        agreement = draft_agreement(w, clara).first("agreement")
    with at(house, sara, "take_in", begin) as w:
        piece = take_in(w, agreement, RING).first("piece")
    life = Lived(piece, begin)
    photos = [keep_photo(house, picture((n, 90, 120), 60), f"{n}.jpg") for n in (10, 200)]
    with at(house, sara, "photo", life.day(1)) as w:
        attach_photo(w, "piece", piece, photos[0], "top")
        attach_photo(w, "piece", piece, photos[1], "side")
    with at(house, owen, "move", life.day(2), mia) as w:
        _to(w, piece, places["TRAY-07"])
    with at(house, owen, "move_tray", life.day(4), mia) as w:
        move_place(w, places["TRAY-07"], places["VIT-A"])
    with at(house, sara, "price", life.day(6)) as w:
        insured(w, piece, 575_000)
    with at(house, owen, "move", life.day(8), mia) as w:
        _to(w, piece, places["BENCH-1"])
    with at(house, sara, "sign_report", life.day(10)) as w:
        w.add(
            Report,
            piece_id=piece,
            number=w.number("CR"),
            reason="loan_out",
            grade="good",
            findings=2,
            worst=2,
            content='{"form":{"stones_expected":1,"stones_found":1,'
            '"fingerprint":{"shown":"inscription read"}}}',
        )
        w.add(
            Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg",
            value=4_625, method="scale",
        )  # fmt: skip
    with at(house, owen, "move", life.day(12), mia) as w:
        _to(w, piece, places["OUT"], keeper_id=clara)
    return life


def _to(w: Work, piece: int, place: int, keeper_id: int | None = None) -> None:
    w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=place, keeper_id=keeper_id)


def insured(w: Work, piece: int, minor: int) -> None:
    """Say an insured value."""
    w.add(
        Priced, subject_kind="piece", subject_id=piece, what="insured", amount_minor=minor,
        currency="USD",
    )  # fmt: skip
