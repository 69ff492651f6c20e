"""Two PCs enter the same value, and one of them goes on: the later word stands all the same."""

from __future__ import annotations

import json

import pytest

from app.domain.actors import SYSTEM
from app.domain.ids import derived_id
from app.models.people import Party
from app.services.check_tables import edits
from tests.sync.pcs import House, Pc


class StoppedError(Exception):
    """The program is killed here."""


def enter(pc: Pc, party: int, family: str) -> None:
    with pc.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, family=family)


def family(pc: Pc, party: int) -> str:
    with pc.shop.replaying() as db:
        return str(db.value("SELECT family FROM party WHERE id = ?", (party,)))


@pytest.mark.parametrize("who_is_later", ["ours", "theirs"])
def test_a_value_that_both_entered_keeps_the_time_at_which_we_did(
    two_pcs: House, who_is_later: str
) -> None:
    a, b = two_pcs.pcs
    with a.shop.work(SYSTEM, "test") as w:
        party = w.add(Party, family="Ashworth")
    two_pcs.together()
    enter(a, party, "Whitcombe")
    a.meet()
    if who_is_later == "ours":
        enter(a, party, "Ames")
    enter(b, party, "Whitcombe")

    def stop(step: str) -> None:
        if step == "push":
            raise StoppedError

    b.step = stop
    with pytest.raises(StoppedError):
        b.meet()
    b.open_again()
    if who_is_later == "theirs":
        a.shop.clock.seen(b.shop.clock.tick())
        enter(a, party, "Ames")
    two_pcs.together()
    two_pcs.agree()
    stands = "Whitcombe" if who_is_later == "ours" else "Ames"
    with a.shop.replaying() as db:
        told = [json.loads(row[0]) for row in db.rows("SELECT content FROM conflict")]
        assert edits(db)[1] == []
    assert family(a, party) == family(b, party) == stands
    kept = "mine" if who_is_later == "ours" else "theirs"
    assert told == [
        {"base": "Ashworth", "mine": "Whitcombe", "theirs": "Ames", "kept": kept},
    ]


@pytest.mark.parametrize("file_first", [True, False])
def test_what_a_person_entered_stands_over_what_a_file_says(
    two_pcs: House, file_first: bool
) -> None:
    """Both import one file, one of them corrects what came with it: whoever meets the hub first."""
    a, b = two_pcs.pcs
    party = derived_id("test", "party", "1")
    with a.shop.work(SYSTEM, "test") as w:
        w.add(Party, id=party, family="Ashworth")
    enter(a, party, "Ames")
    b.shop.clock.seen(a.shop.clock.tick())
    with b.shop.work(SYSTEM, "test") as w:
        w.add(Party, id=party, family="Ashworth")
    for pc in (b, a) if file_first else (a, b):
        pc.meet()
    two_pcs.together()
    two_pcs.agree()
    assert family(a, party) == "Ames"
    with a.shop.replaying() as db:
        assert edits(db)[1] == []
