"""The cable is out at noon: two PCs promise one ring to two clients. One case, one decision, no lost sale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import StateError
from app.services import cases, imports, order_review
from app.services.cases import case_page, case_rows
from app.services.check import check
from app.services.claims import claim_pieces
from app.services.conflicts import differences
from app.services.today import today
from app.shop import Shop
from app.sync.begin import note_pcs
from app.sync.membership import need_membership
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.case_desk import SECOND_ORDER, order_of, piece_of, ring_line, state
from tests.services.order_desk import Counter, furnished_counter
from tests.sync.pcs import House, house_of


@pytest.fixture
def counters(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> Iterator[tuple[House, Counter, Counter]]:
    """The counter and the back office around the shop's own folder, both orders on both."""
    here = furnished_counter(house, staff)
    imports.apply(house, staff["olga"], file_of(w06(), w06(**SECOND_ORDER)))
    (tmp_path / "server").mkdir()
    with house_of(house, str(tmp_path / "server"), tmp_path) as made:
        for pc in made.pcs:
            note_pcs(pc.shop, pc.hub, need_membership(pc.shop).sealer())
        yield made, here, Counter(made.pcs[1].shop, staff, here.ring, here.tag)


def promise(counter: Counter, number: str) -> Changes:
    """Olga sets the ring aside for an order, as the window does: first the claim, then the work."""
    line = ring_line(counter, order_of(counter, number))
    claimed = claim_pieces(counter.house, [counter.ring], "set_piece")
    with counter.house.work(counter.staff["olga"], "set_piece") as w:
        done = order_review.set_piece(w, line, counter.ring)
    return claimed.told(done)


def test_offline_both_promise_it_and_a_person_decides_later(
    counters: tuple[House, Counter, Counter], tmp_path: Path
) -> None:
    house, here, there = counters
    server = tmp_path / "server"
    server.rename(tmp_path / "unplugged")
    for counter, number in ((here, "#1042"), (there, "#1043")):
        done = promise(counter, number)
        assert done.message == (
            f"P10-26-00418 reserved for {number} · provisional: the hub cannot be reached"
        )
    (tmp_path / "unplugged").rename(server)
    house.together()

    # One case on both, waiting in a list; the counter was never interrupted.
    mia = here.staff["mia"]
    found = [counter.read(case_rows, mia) for counter in (here, there)]
    assert [row.title for row in found[0]] == ["Reserved for two orders"]
    assert [row.id for row in found[0]] == [row.id for row in found[1]]
    rows = here.read(lambda db: today(db, here.house.settings, mia)).rows
    assert ("Cases to decide", 1, "together") in [(r.title, r.count, r.page) for r in rows]
    for counter in (here, there):
        assert counter.read(differences) == []

    # Mia sees both facts and what follows, before anything happens.
    shown = case_page(there.house, mia, found[0][0].id)
    assert [dict(fact.rows)["Order"] for fact in shown.facts] == ["#1042", "#1043"]
    assert [fact.pc.partition(" (")[0] for fact in shown.facts] == ["counter", "pc1"]
    second = shown.options[1]
    assert second.title == "#1043 keeps it"
    assert "#1042 stays in review without a piece" in second.follows
    assert here.read(differences) == []

    with there.house.work(mia, "settle_case") as w:
        cases.decide(w, shown.id, second.code, "Mr Ashworth takes the other ring")
    house.together()
    house.agree()
    for counter in (here, there):
        assert counter.read(case_rows, mia) == []
        assert piece_of(counter, ring_line(counter, order_of(counter, "#1043"))) == here.ring
        assert piece_of(counter, ring_line(counter, order_of(counter, "#1042"))) is None
        assert state(counter, "piece", here.ring) == "reserved"
        assert check(counter.house, files=False).problems == ()
    settled = case_page(here.house, mia, shown.id).settled
    assert "Mr Ashworth takes the other ring" in settled


def test_online_the_second_one_hears_who_has_it_and_there_is_no_case(
    counters: tuple[House, Counter, Counter],
) -> None:
    house, here, there = counters
    promise(here, "#1042")
    with pytest.raises(StateError) as refused:
        promise(there, "#1043")
    assert refused.value.title == "counter has it just now"
    house.together()
    house.agree()
    assert there.read(case_rows, there.staff["mia"]) == []
    assert state(there, "piece", here.ring) == "reserved"
    assert piece_of(there, ring_line(there, order_of(there, "#1042"))) == here.ring
