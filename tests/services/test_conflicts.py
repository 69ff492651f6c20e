"""A value that two PCs changed at once: before, mine and theirs; either is taken by an ordinary edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, StateError
from app.models.orders import SalesOrder
from app.models.pieces import Piece
from app.models.shopwide import Setting
from app.services.conflicts import Difference, differences, settle_difference
from app.shop import Shop
from tests.services.case_desk import Twins, piece_of, reserve, ring_line, state, twins
from tests.services.order_desk import Counter


@pytest.fixture
def pair(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Iterator[Twins]:
    with twins(house, staff, tmp_path) as made:
        yield made


def maker(counter: Counter, who: str, value: str) -> None:
    ring = counter.ring
    counter.say("edit", who, lambda w: w.edit(Piece, ring, maker=value))


def at_odds(pair: Twins) -> None:
    maker(pair.here, "sara", "Boivin")
    pair.meet()
    maker(pair.here, "sara", "Belperron")
    maker(pair.there, "owen", "Cartier")
    pair.meet()


def only(counter: Counter) -> Difference:
    (found,) = counter.read(differences)
    return found


def test_both_values_are_shown_each_as_its_own_pc_sees_it(pair: Twins) -> None:
    at_odds(pair)
    here, there = (only(counter) for counter in pair.both)
    assert (here.field, here.opens) == ("Maker", ("piece", pair.ring))
    assert here.subject.endswith("Solitaire ring, 18 K yellow gold")
    assert (here.before.words, here.mine.words, here.theirs.words) == (
        "Boivin", "Belperron", "Cartier",
    )  # fmt: skip
    assert (there.mine.words, there.theirs.words) == ("Cartier", "Belperron")
    assert (here.mine.stands, here.theirs.stands) == (False, True)
    assert "Sara Okafor" in here.mine.detail
    assert "Owen Achterberg" in here.theirs.detail
    assert here.mine.pc == "This PC"


@pytest.mark.parametrize(("take", "value"), [("mine", "Belperron"), ("theirs", "Cartier")])
def test_either_is_taken_and_the_difference_is_gone_on_both(
    pair: Twins, take: str, value: str
) -> None:
    at_odds(pair)
    one = only(pair.here).id
    done = pair.here.say("settle", "sara", settle_difference, conflict_id=one, take=take)
    assert done.message == f"Maker: {value}"
    assert done.ids("piece") == (pair.ring,)
    pair.meet()
    for counter in pair.both:
        assert counter.read(differences) == []
        assert counter.value("SELECT maker FROM piece WHERE id = ?", pair.ring) == value


def test_it_is_settled_once_and_one_of_the_two_is_chosen(pair: Twins) -> None:
    at_odds(pair)
    one = only(pair.here).id
    with pytest.raises(InputError):
        pair.here.say("settle", "sara", settle_difference, conflict_id=one, take="")
    pair.here.say("settle", "sara", settle_difference, conflict_id=one, take="theirs")
    with pytest.raises(StateError):
        pair.here.say("settle", "sara", settle_difference, conflict_id=one, take="mine")


def test_settled_on_both_pcs_opens_no_case(pair: Twins) -> None:
    at_odds(pair)
    for counter, take in zip(pair.both, ("mine", "mine"), strict=True):
        counter.say("settle", "sara", settle_difference, conflict_id=only(counter).id, take=take)
    assert pair.meet() == []


def test_who_may_not_change_the_value_takes_none(pair: Twins) -> None:
    for counter, name in zip(pair.both, ("Vey", "Hallam"), strict=True):
        counter.say(
            "settings", "adam",
            lambda w, name=name: w.edit(
                Setting, w.value("SELECT id FROM setting WHERE name = 'name'"), value=name
            ),
        )  # fmt: skip
    pair.meet()
    one = only(pair.here)
    assert one.theirs.stands
    with pytest.raises(NotAllowedError):
        pair.here.say("settle", "sara", settle_difference, conflict_id=one.id, take="mine")
    pair.here.say("settle", "sara", settle_difference, conflict_id=one.id, take="theirs")


def test_two_pieces_for_one_line_the_one_that_is_not_taken_is_free(pair: Twins) -> None:
    other = pair.here.value("SELECT id FROM piece WHERE number = 'P10-26-00500'")
    style = pair.here.value("SELECT style_id FROM piece WHERE id = ?", pair.ring)
    pair.here.say("style", "mia", lambda w: w.edit(Piece, other, style_id=style))
    pair.meet()
    reserve(pair.here, pair.first, pair.ring)
    reserve(pair.there, pair.first, other)
    pair.meet()
    one = only(pair.here)
    assert (one.field, one.opens) == ("Piece of the line", ("order", pair.first))
    pair.here.say("settle", "olga", settle_difference, conflict_id=one.id, take="mine")
    pair.meet()
    assert piece_of(pair.there, ring_line(pair.there, pair.first)) == pair.ring
    assert state(pair.there, "piece", other) == "free"
    assert state(pair.there, "piece", pair.ring) == "reserved"


def test_amounts_and_dates_are_in_the_trades_words(pair: Twins) -> None:
    for counter, day in zip(pair.both, ("2026-12-01", "2026-12-03"), strict=True):
        counter.say(
            "promise", "olga",
            lambda w, day=day: w.edit(SalesOrder, pair.first, promised_on=day),
        )  # fmt: skip
    pair.meet()
    assert only(pair.here).field == "Promised for"
