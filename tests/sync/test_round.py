"""PCs of one shop meet at a real hub: whatever is stopped or lost on the way, all end with the same."""

from __future__ import annotations

import dataclasses
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.actors import SYSTEM
from app.domain.clock import hybrid, wall_ms
from app.models import schema
from app.models.database import Database
from app.models.people import Party
from app.models.pieces import Piece
from app.shop import Shop
from app.sync import round as rounds
from app.sync.begin import begin_hub, note_pcs, restore_hub
from app.sync.changes import Sent, outbox
from app.sync.envelopes import SealedError, Sealer
from app.sync.hub import HubError, HubWentBackError, Pack, RevokedError, TwinError
from app.sync.identity import is_elsewhere, renew, settle
from app.sync.membership import base_of, keep, membership, need_membership
from app.sync.round import Round, Slices
from tests.conftest import SHOP_KEY
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


class StoppedError(Exception):
    """The program is killed here."""


def add(pc: Pc, display: str) -> int:
    with pc.shop.work(SYSTEM, "test") as w:
        return w.add(Party, display=display)


def names(pc: Pc) -> set[str]:
    with pc.shop.replaying() as db:
        return {row[0] for row in db.rows("SELECT display FROM party")}


def waiting(pc: Pc) -> int:
    with pc.shop.replaying() as db:
        return int(db.value("SELECT count(*) FROM outbox"))


def stop_at(step: str, turn: int = 1) -> Callable[[str], None]:
    seen = 0

    def at(reached: str) -> None:
        nonlocal seen
        seen += reached == step
        if reached == step and seen == turn:
            raise StoppedError

    return at


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


def damaged(pack: Pack) -> Pack:
    """With another last byte."""
    return dataclasses.replace(pack, body=pack.body[:-1] + bytes([pack.body[-1] ^ 1]))


def test_what_arrives_damaged_is_fetched_again_or_refused(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    add(a, "Ann")
    a.meet()
    real = b.hub.fetch
    calls = 0

    def torn(after: int, *args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        packs = real(after, *args, **kwargs)
        if calls == 1 and packs:
            packs[0] = damaged(packs[0])
        return packs

    monkeypatch.setattr(b.hub, "fetch", torn)
    assert b.meet().arrived == 1
    two_pcs.agree()
    add(a, "Bob")
    a.meet()
    monkeypatch.setattr(
        b.hub,
        "fetch",
        lambda *a, **k: [damaged(pack) for pack in real(*a, **k)],
    )
    with pytest.raises((SealedError, HubError)):
        b.meet()
    assert names(b) == {"Ann"}


def test_a_hub_cannot_give_one_change_for_another(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    add(a, "Ann")
    add(a, "Bob")
    a.meet()
    real = b.hub.fetch

    def swapped(*args: Any, **kwargs: Any) -> Any:
        packs = real(*args, **kwargs)
        if len(packs) < 2:
            return packs
        first, second = packs[-2:]
        return [
            *packs[:-2],
            dataclasses.replace(first, body=second.body),
            dataclasses.replace(second, body=first.body),
        ]

    monkeypatch.setattr(b.hub, "fetch", swapped)
    monkeypatch.setattr(rounds, "proven", _opened_without_second_try)
    with pytest.raises(SealedError):
        b.meet()
    assert names(b) == set()


def _opened_without_second_try(
    _hub: object, sealer: Sealer, _base: int, _before: str | None, packs: list[Any]
) -> list[Any]:
    return [sealer.unpack(pack) for pack in packs]


def test_a_pc_that_was_shut_out_stops(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    add(b, "Bea")
    a.hub.revoke(b.shop.site)
    with pytest.raises(RevokedError):
        b.meet()
    assert waiting(b) == 1


def test_a_copy_that_sends_under_the_same_name_is_noticed(two_pcs: House, tmp_path: Path) -> None:
    _a, b = two_pcs.pcs
    with b.shop.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(b.shop.path, tmp_path / "clone")
    shop = Shop.open(tmp_path / "clone", SHOP_KEY)
    clone = Pc(shop, need_membership(shop).open())
    add(b, "Bea")
    add(clone, "Clone")
    b.meet()
    with pytest.raises(TwinError):
        clone.meet()
    assert names(clone) == {"Clone"}
    assert waiting(clone) == 1
    clone.hub.close()
    clone.shop.close()


def test_a_backup_that_was_restored_is_noticed_as_a_copy(two_pcs: House, tmp_path: Path) -> None:
    _a, b = two_pcs.pcs
    with b.shop.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(b.shop.path, tmp_path / "backup")
    add(b, "Bea")
    two_pcs.together()
    shop = Shop.open(tmp_path / "backup", SHOP_KEY)
    restored = Pc(shop, need_membership(shop).open())
    with pytest.raises(TwinError):
        restored.meet()
    restored.hub.close()
    restored.shop.close()


def test_a_copy_with_an_identity_of_its_own_sends_what_neither_had_sent(
    two_pcs: House, tmp_path: Path
) -> None:
    """The copy of a PC that died sends its work; where the PC lives, both are one."""
    a, b = two_pcs.pcs
    party = add(a, "Ann")
    two_pcs.together()
    add(b, "unsent")
    with b.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, display="Ann, unsent")
    copy = joined(b, tmp_path / "restored", unsent=2)
    add(copy, "after")
    two_pcs.pcs.append(copy)
    assert copy.meet().sent == 3
    assert names(copy) == {"Ann, unsent", "unsent", "after"}
    add(b, "the original lives")
    two_pcs.together()
    two_pcs.agree()
    assert names(a) == {"Ann, unsent", "unsent", "after", "the original lives"}
    with a.shop.replaying() as db:
        assert db.value("SELECT count(*) FROM conflict") == 0
        assert db.value("SELECT count(*) FROM party") == 4


def test_a_copy_elsewhere_is_noticed_and_has_no_place_at_the_hub(
    two_pcs: House, tmp_path: Path
) -> None:
    a, _b = two_pcs.pcs
    assert not is_elsewhere(a.shop)
    with a.shop.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(a.shop.path, tmp_path / "copy")
    shop = Shop.open(tmp_path / "copy", SHOP_KEY)
    assert is_elsewhere(shop)
    settle(shop)
    assert not is_elsewhere(shop)
    shop.close()
    renew(tmp_path / "copy", SHOP_KEY, station=50)
    shop = Shop.open(tmp_path / "copy", SHOP_KEY)
    assert membership(shop) is None
    shop.close()


def test_a_hub_that_went_back_is_noticed_and_filled_up_again(
    shop: Shop, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    with house_of(shop, url, tmp_path) as house:
        a, b = house.pcs
        add(a, "early")
        house.together()
        add(a, "late")
        add(b, "later")
        house.together()
        _cut_back(hub_kind, url, tmp_path / "hub", to=1)
        add(a, "meanwhile")
        for pc in (a, b):
            with pytest.raises(HubWentBackError, match="lacks the last 2 changes"):
                pc.meet()
        assert a.hub.head() == 1
        assert waiting(a) == 1
        assert restore_hub(b.shop) == 2
        house.together()
        house.agree()
        assert names(a) == {"early", "late", "later", "meanwhile"}


def test_a_hub_that_went_on_from_an_old_backup_is_noticed(
    shop: Shop, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    with house_of(shop, url, tmp_path, 3) as house:
        a, b, c = house.pcs
        add(a, "early")
        house.together()
        _cut_back(hub_kind, url, tmp_path / "hub", to=0)
        with c.shop.local() as db:  # as a PC that had met only the older hub
            keep(db, base=0, base_sha="")
            db.run("DELETE FROM hub_tail")
        add(c, "other")
        with c.shop.replaying() as db:
            sent = outbox(db, c.shop.site)
        packs = [need_membership(c.shop).sealer().pack(one) for one in sent]
        assert c.hub.push(0, packs)
        with pytest.raises(HubWentBackError, match="Change 1 is another one"):
            b.meet()
        with pytest.raises(Exception, match="cannot come from this PC"):
            restore_hub(b.shop)


def _cut_back(kind: str, url: str, place: Path, to: int) -> None:
    """As the hub was when only ``to`` changes were there."""
    if kind == "postgres":
        import psycopg

        with psycopg.connect(url, autocommit=True) as conn:
            row = conn.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'parure_%'"
            ).fetchone()
            assert row
            conn.execute(f"DELETE FROM {row[0]}.cs WHERE seq > {to}")
            conn.execute(
                f"UPDATE {row[0]}.pc SET last_site_seq = coalesce((SELECT max(site_seq)"
                f" FROM {row[0]}.cs WHERE cs.site = pc.site), 0)"
            )
    else:
        for path in place.glob("parure_*/log/*.cs"):
            if int(path.stem) > to:
                path.unlink()
        for path in place.glob("parure_*/pcs/*.seq"):
            path.unlink()


def test_an_older_pc_stops_receiving_and_goes_on_sending(
    two_pcs: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    party = add(a, "Ann")
    two_pcs.together()

    def as_version(pc: Pc, version: int) -> Any:
        monkeypatch.setattr(schema, "SYNCED_VERSION", version)
        return pc.meet()

    monkeypatch.setattr(schema, "SYNCED_VERSION", 3)
    add(a, "by the newer one")
    with a.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, display="Ann, newer")
    assert as_version(a, 3).sent == 2
    monkeypatch.setattr(schema, "SYNCED_VERSION", 2)
    add(b, "by the older one")
    with b.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, display="Ann, older", family="Ames")
    met = as_version(b, 2)
    assert met.needs_update
    assert (met.arrived, met.sent, met.letters) == (0, 0, 2)
    assert "by the newer one" not in names(b)
    met = as_version(a, 3)
    assert met.arrived == 2
    assert "by the older one" in names(a)
    with a.shop.replaying() as db:
        assert db.value("SELECT family FROM party WHERE id=?", (party,)) == "Ames"
        lost = db.rows("SELECT column_name FROM conflict")
    assert lost == [("display",)]
    met = as_version(b, 2)
    assert met.needs_update
    assert "by the newer one" not in names(b)
    monkeypatch.setattr(schema, "SYNCED_VERSION", 3)  # the older one is updated
    two_pcs.together()
    two_pcs.agree()
    assert names(b) == {"Ann, older", "by the newer one", "by the older one"}


def test_big_arrivals_come_in_slices(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    for n in range(60):
        with a.shop.work(SYSTEM, "test") as w:
            for m in range(20):
                w.add(Party, display=f"{n}/{m}")
    a.meet()
    steps: list[str] = []
    b.step = steps.append
    round_ = Round(b.shop, b.hub, step=steps.append)
    round_.slices.budget = 8 << 10
    met = round_.meet()
    assert met.arrived == 60
    assert steps.count("integrated") > 2
    two_pcs.agree()


def test_a_meeting_stopped_between_slices_promises_nothing(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    for n in range(60):
        add(a, f"a {n}")
    a.meet()
    known = {pc.site: pc.base for pc in a.hub.pcs()}[b.shop.site]
    steps: list[str] = []
    round_ = Round(b.shop, b.hub, step=steps.append, stop=lambda: "integrated" in steps)
    round_.slices.budget = 4 << 10
    assert known < round_.meet().base < b.hub.head()
    assert {pc.site: pc.base for pc in a.hub.pcs()}[b.shop.site] == known
    two_pcs.together()
    two_pcs.agree()


def test_slices_adapt_to_what_this_pc_manages() -> None:
    body = b"x" * 1000
    arrived = [Sent(1, n, 0, 0, 2, "", body) for n in range(100)]
    slices = Slices()
    assert slices.first(arrived, 0) == 32
    slices.took(0.2, 32_000)
    assert slices.first(arrived, 0) == 16
    for _ in range(9):
        slices.took(0.2, 4000)
    assert slices.first(arrived, 0) == 4
    assert (
        slices.first(arrived, 50) == 50
    )  # what is redone each time must not be redone for nothing
    for _ in range(20):
        slices.took(0.001, slices.budget)
    assert slices.first(arrived, 0) == 100
    assert slices.first([Sent(1, 1, 0, 0, 2, "", b"x" * (64 << 20))], 0) == 1
    assert slices.longest_s == 0.2


def test_a_slice_that_was_a_bit_too_long_is_followed_by_one_a_bit_smaller() -> None:
    slices = Slices()
    slices.took(rounds.AIM_S * 1.25, slices.budget)
    assert slices.budget == (32 << 10) * 8 // 10


def test_what_comes_alone_lets_no_later_slice_grow() -> None:
    slices = Slices()
    for _ in range(50):
        slices.took(0.005, 200)
    assert slices.budget == Slices().budget


def test_only_the_last_slice_waits_for_the_disk(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    for n in range(30):
        add(a, f"a {n}")
    a.meet()
    waited: list[int] = []
    commit = Database.commit_work

    def noted(db: Database) -> None:
        waited.append(db.value("PRAGMA synchronous"))
        commit(db)

    monkeypatch.setattr(Database, "commit_work", noted)
    round_ = Round(b.shop, b.hub)
    round_.slices.budget = 1
    round_.meet()
    assert len(waited) > 2
    assert set(waited[:-1]) == {1}  # NORMAL
    assert waited[-1] == 2  # FULL
    waited.clear()
    add(b, "not sent yet")
    add(a, "more")
    add(a, "and more")
    a.meet()
    round_ = Round(b.shop, b.hub)
    round_.slices.budget = 1
    round_.meet()
    assert set(waited) == {2}
    two_pcs.together()
    two_pcs.agree()


def test_stopped_between_two_slices_it_goes_on_there(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    for n in range(40):
        add(a, f"a {n}")
    a.meet()
    round_ = Round(b.shop, b.hub, step=stop_at("integrated", 2))
    round_.slices.budget = 1
    with pytest.raises(StoppedError):
        round_.meet()
    assert len(names(b)) == 2
    b.open_again()
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
