"""PCs of one shop meet at a real hub: whatever is stopped or lost on the way, all end alike."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.domain.clock import hybrid, wall_ms
from app.models.people import Party
from app.models.pieces import Piece
from app.shop import Shop
from app.sync.begin import begin_hub, note_pcs
from app.sync.changes import outbox
from app.sync.hub import TwinError
from app.sync.membership import base_of, need_membership
from app.sync.round import Round
from tests.sync.clients_told import StoppedError, add, names, stop_at, waiting
from tests.sync.pcs import House, Pc, house_of, hub_url, joined

STEPS = (
    "greet",
    "fetch",
    "integrate",
    "integrated",
    "files",
    "push",
    "pushed",
    "acknowledged",
    "report",
)


def test_what_one_did_the_other_has(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    add(a, "Ann")
    assert a.meet().sent == 1
    add(b, "Bea")
    met = b.meet()
    assert (met.arrived, met.sent) == (1, 1)
    assert met.changes.touches("party")
    assert a.meet().arrived == 1
    assert names(a) == names(b) == {"Ann", "Bea"}
    two_pcs.agree()


def test_the_same_value_changed_twice_is_told_and_both_end_alike(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    party = add(a, "Ann")
    two_pcs.together()
    for pc, said in ((a, "Ann A."), (b, "Ann B.")):
        with pc.shop.work(SYSTEM, "test") as w:
            w.edit(Party, party, display=said)
    a.meet()
    assert b.meet().lost == 1
    two_pcs.together()
    two_pcs.agree()
    assert names(a) == {"Ann B."}


@pytest.mark.parametrize("step", STEPS)
def test_stopped_at_any_step_nothing_is_lost_or_told_twice(two_pcs: House, step: str) -> None:
    a, b = two_pcs.pcs
    add(a, "first of a")
    a.meet()
    for n in range(3):
        add(b, f"b {n}")
    b.step = stop_at(step)
    with pytest.raises(StoppedError):
        b.meet()
    b.open_again()
    add(b, "after the kill")
    add(a, "second of a")
    two_pcs.together()
    two_pcs.agree()
    assert names(a) == {"first of a", "second of a", "b 0", "b 1", "b 2", "after the kill"}
    with a.shop.replaying() as db:
        assert db.value("SELECT count(*) FROM party") == 6
    log = a.hub.fetch(0)
    assert len({(p.site, p.site_seq) for p in log}) == len(log) == 6


def test_a_lost_acknowledgement_is_matched_not_told_again(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    add(b, "Bea")
    b.step = stop_at("pushed")
    with pytest.raises(StoppedError):
        b.meet()
    assert waiting(b) == 1
    add(a, "Ann")
    a.meet()
    b.open_again()
    add(b, "Bob")
    met = b.meet()
    assert (met.arrived, met.sent) == (1, 1)
    two_pcs.together()
    two_pcs.agree()


def test_a_push_that_comes_late_changes_nothing(two_pcs: House) -> None:
    """A push timed out here, others went on, then the old push reaches the hub after all."""
    a, b = two_pcs.pcs
    add(b, "Bea")
    with b.shop.replaying() as db:
        base, sent = base_of(db), outbox(db, b.shop.site)
    packs = [need_membership(b.shop).sealer().pack(one) for one in sent]
    add(a, "Ann")
    a.meet()
    assert not b.hub.push(base, packs)
    b.meet()
    with pytest.raises(TwinError):
        b.hub.push(b.hub.head(), packs)
    two_pcs.together()
    two_pcs.agree()


def test_who_pushes_second_fetches_and_pushes_again(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    add(a, "Ann")
    add(b, "Bea")
    came_between: list[str] = []

    def other_first(step: str) -> None:
        if step == "push" and not came_between:
            came_between.append(step)
            a.meet()

    b.step = other_first
    met = b.meet()
    assert came_between
    assert (met.arrived, met.sent) == (1, 1)
    two_pcs.together()
    two_pcs.agree()


def test_a_photo_is_at_the_hub_before_the_change_that_names_it(two_pcs: House) -> None:
    from app.models.records import File

    a, b = two_pcs.pcs
    data = b"a photo" * 300_000
    digest = a.shop.files.put(data)
    with a.shop.work(SYSTEM, "test") as w:
        w.add(File, sha256=digest, size=len(data), mime="image/jpeg")
    a.step = stop_at("push")
    with pytest.raises(StoppedError):
        a.meet()
    a.open_again()
    way = Round(a.shop, a.hub).courier
    assert a.hub.missing_files([way.name(digest)]) == set()
    a.meet()
    b.meet()
    assert not b.shop.files.has(digest)
    carried = Round(b.shop, b.hub).courier.carry(lambda: False)
    assert carried == 1
    assert b.shop.files.get(digest) == data
    with b.shop.replaying() as db:
        assert db.value("SELECT count(*) FROM file_transfer") == 0


def test_the_clock_is_compared_and_bounded(two_pcs: House, monkeypatch: pytest.MonkeyPatch) -> None:
    a, _b = two_pcs.pcs
    real = time.time_ns
    ahead_ms = 3_600_000
    monkeypatch.setattr("app.domain.ids.time.time_ns", lambda: real() + ahead_ms * 1_000_000)
    monkeypatch.setattr("app.sync.round.time.time", lambda: real() / 1e9 + ahead_ms / 1000)
    met = a.meet()
    assert abs(met.clock_ms - ahead_ms) < 5_000
    before = real() // 1_000_000
    tick = wall_ms(a.shop.clock.tick())
    assert before + 4 * 60_000 < tick < before + 6 * 60_000
    assert hybrid(before) < a.shop.clock.tick()


def test_the_other_pcs_are_known_here(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    Round(a.shop, a.hub).meet(b'{"open": "order 7"}')
    sealer = need_membership(b.shop).sealer()
    note_pcs(b.shop, b.hub, sealer)
    with b.shop.replaying() as db:
        rows = db.rows("SELECT site, station, name, presence FROM other_pc")
    assert rows == [(a.shop.site, 10, "counter", '{"open": "order 7"}')]


def test_three_pcs_in_turn(
    shop: Shop, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    with house_of(shop, url, tmp_path, 3) as house:
        piece = 0
        with house.pcs[0].shop.work(SYSTEM, "test") as w:
            piece = w.add(Piece, category="ring", description="Band")
            w.step("piece", piece, "intake")
            w.step("piece", piece, "free")
        house.together()
        for pc in house.pcs:
            with pc.shop.work(SYSTEM, "test") as w:
                w.step("piece", piece, "reserved")
                w.step("piece", piece, "sold")
        house.together()
        house.agree()
        with house.pcs[2].shop.replaying() as db:
            assert db.value("SELECT count(*) FROM case_file") == 2


def test_setting_up_again_after_a_stop_and_never_twice(
    shop: Shop,
    hub_kind: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))

    def stopped(*_args: object, **_kwargs: object) -> None:
        raise StoppedError

    monkeypatch.setattr("app.sync.begin.keep", stopped)
    with pytest.raises(StoppedError):
        begin_hub(shop, url)
    monkeypatch.undo()
    begin_hub(shop, url)
    with pytest.raises(Exception, match="already meet at a hub"):
        begin_hub(shop, url)
    first = Pc(shop, need_membership(shop).open())
    first.meet()
    other = joined(first, tmp_path / "other")
    other.meet()
    first.hub.close()
    other.hub.close()
    other.shop.close()
