"""What every hub promises, on a real PostgreSQL and in a folder alike."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sync.hub import (
    AddressError,
    BehindError,
    Hub,
    HubAwayError,
    Invite,
    InviteError,
    Letter,
    NewPc,
    Pack,
    RevokedError,
    TwinError,
    UnknownPcError,
)
from app.sync.opening import install_hub, open_hub
from tests.conftest import PATIENCE_S
from tests.sync.hubs import FOREVER, KINDS, Meeting, new_meeting, packs

ONE, TWO, THREE = 1, 2, 3


@pytest.fixture(params=KINDS)
def meeting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Meeting]:
    """A fresh hub of each kind, with the PC ``ONE``."""
    made = new_meeting(request.param, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    yield made
    made.close()


@pytest.fixture
def one(meeting: Meeting) -> Hub:
    return meeting.hub(ONE)


@pytest.fixture
def two(meeting: Meeting) -> Hub:
    return meeting.join(TWO)


def test_what_was_pushed_comes_back_in_one_order(one: Hub, two: Hub) -> None:
    assert one.head() == 0
    assert one.fetch(0) == []
    assert one.push(0, packs(ONE, 5, 3))
    assert two.push(3, packs(TWO, 1))
    for hub in (one, two):
        got = hub.fetch(0)
        assert [(p.seq, p.site, p.site_seq, p.pushed_by) for p in got] == [
            (1, ONE, 5, ONE),
            (2, ONE, 6, ONE),
            (3, ONE, 7, ONE),
            (4, TWO, 1, TWO),
        ]
        assert [p.body for p in got[:3]] == [p.body for p in packs(ONE, 5, 3)]
        assert hub.fetch(1)[0].seq == 2
        assert hub.fetch(4) == []
        assert hub.sha_at(4) == got[3].sha256
        assert hub.sha_at(5) is None


def test_a_fetch_is_bounded_but_never_empty(one: Hub) -> None:
    one.push(0, packs(ONE, 1, 10, body=b"x" * 100))
    assert len(one.fetch(0, limit=4)) == 4
    assert len(one.fetch(0, max_bytes=250)) == 2
    assert len(one.fetch(3, max_bytes=1)) == 1


def test_only_who_knows_the_newest_may_push(one: Hub, two: Hub) -> None:
    assert one.push(0, packs(ONE, 1))
    assert not two.push(0, packs(TWO, 1))
    assert not two.push(7, packs(TWO, 1))
    assert two.head() == 1


def test_of_two_that_push_at_once_one_wins(meeting: Meeting) -> None:
    """Forty rounds of two threads that push on the same base: the log never forks or loses."""
    hubs = [meeting.hub(ONE), meeting.join(TWO)]
    won: list[int] = []
    gate = threading.Barrier(2)

    def push(n: int) -> None:
        for turn in range(40):
            gate.wait()
            base = turn  # exactly one push a turn goes through
            if hubs[n].push(base, packs(n + 1, turn + 1)):
                won.append(n)
            gate.wait()

    threads = [threading.Thread(target=push, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 40
    got = hubs[0].fetch(0)
    assert [p.seq for p in got] == list(range(1, 41))
    assert len({(p.site, p.site_seq) for p in got}) == 40


def test_a_number_sent_twice_betrays_a_copy(one: Hub) -> None:
    assert one.push(0, packs(ONE, 1, 3))
    with pytest.raises(TwinError):
        one.push(3, packs(ONE, 3))
    with pytest.raises(TwinError):
        one.push(3, packs(ONE, 2))
    assert one.push(3, packs(ONE, 9))


def test_nobody_pushes_under_anothers_name(one: Hub, two: Hub) -> None:
    assert not two.push(0, packs(ONE, 1))
    assert not two.push(0, [*packs(TWO, 1), *packs(ONE, 1)])
    assert one.head() == 0


def test_waiting_ends_when_something_comes(meeting: Meeting, one: Hub, two: Hub) -> None:
    assert not two.wait(0, 0.05)
    said: list[bool] = []
    waiting = threading.Thread(target=lambda: said.append(two.wait(0, 2 * PATIENCE_S)))
    begun = time.monotonic()
    waiting.start()
    one.push(0, packs(ONE, 1))
    waiting.join(PATIENCE_S)
    assert said == [True]
    assert time.monotonic() - begun < 20, "it waited to its end"


def test_waiting_ends_when_the_hub_is_closed(two: Hub) -> None:
    waiting = threading.Thread(target=lambda: two.wait(0, 2 * PATIENCE_S))
    waiting.start()
    two.close()
    waiting.join(PATIENCE_S)
    assert not waiting.is_alive()


def test_pcs_say_how_far_they_are(one: Hub, two: Hub) -> None:
    one.push(0, packs(ONE, 1, 4))
    one.report(4, 2, b"open: order 7")
    one.rename(b"counter")
    pcs = two.pcs()
    assert [(pc.site, pc.station, pc.base, pc.version) for pc in pcs] == [
        (ONE, 10, 4, 2),
        (TWO, 11, 0, 0),
    ]
    assert pcs[0].presence == b"open: order 7"
    one.report(4, 2)
    assert two.pcs()[0].presence == b"open: order 7"
    one.report(4, 2, b"")
    assert two.pcs()[0].presence == b""
    assert pcs[0].name == b"counter"
    assert pcs[1].public_key == b"k" * 32
    assert abs(pcs[0].heard_at - two.state().time_ms) < 60_000
    assert abs(pcs[1].heard_at - two.state().time_ms) < 60_000, "since when it has its place"


def test_a_pc_that_was_shut_out_can_do_nothing(meeting: Meeting, one: Hub, two: Hub) -> None:
    two.claim(["piece:1"], 60)
    one.revoke(TWO)
    again = meeting.hub(TWO)
    for hub in (two, again):
        for ask in (
            hub.head,
            hub.pcs,
            hub.state,
            hub.snapshots,
            hub.letters,
            lambda hub=hub: hub.push(0, packs(TWO, 1)),
            lambda hub=hub: hub.fetch(0),
            lambda hub=hub: hub.report(0, 2),
            lambda hub=hub: hub.invite(Invite("aa" * 16, b"", FOREVER)),
            lambda hub=hub: hub.claim(["x"], 5),
            lambda hub=hub: hub.missing_files(["ab" * 16]),
        ):
            with pytest.raises(RevokedError):
                ask()
    assert one.pcs()[1].revoked_at > 0
    assert one.claim(["piece:1"], 60) == []


def test_an_unknown_token_is_refused(meeting: Meeting, one: Hub) -> None:
    stranger = open_hub(meeting.address, b"?" * 32)
    with pytest.raises(UnknownPcError):
        stranger.head()
    with pytest.raises(UnknownPcError):
        stranger.push(0, packs(ONE, 1))
    stranger.close()


def test_a_joining_code_lets_one_pc_in(meeting: Meeting, one: Hub) -> None:
    code, late = secrets.token_hex(16), secrets.token_hex(16)
    one.invite(Invite(code, b"sealed payload", FOREVER))
    one.invite(Invite(late, b"", one.state().time_ms - 1))
    door = open_hub(meeting.address)
    assert door.open_invite(code) == b"sealed payload"
    pc = NewPc(TWO, b"t" * 32, b"p" * 32, b"name")
    assert door.take_invite(code, pc) == 11
    assert door.take_invite(code, pc) == 11
    other = NewPc(THREE, b"u" * 32, b"p" * 32, b"name")
    for wrong in (code, late, secrets.token_hex(16)):
        with pytest.raises(InviteError):
            door.take_invite(wrong, other)
    with pytest.raises(InviteError):
        door.open_invite(late)
    with pytest.raises(InviteError):
        door.open_invite(code)  # nobody learns from it any more what the shop's keys are
    meeting.join(THREE)
    assert [pc.station for pc in one.pcs()] == [10, 11, 12]
    door.close()


def test_a_door_that_was_opened_in_error_is_shut_again(meeting: Meeting, one: Hub) -> None:
    """Shutting a PC out shuts the doors as well: it may have opened one for whoever has it now."""
    door = open_hub(meeting.address)
    meeting.join(TWO)
    for shut in (one.shut_doors, lambda: one.revoke(TWO)):
        code = secrets.token_hex(16)
        one.invite(Invite(code, b"sealed payload", FOREVER))
        assert door.open_invite(code) == b"sealed payload"
        shut()
        with pytest.raises(InviteError):
            door.open_invite(code)
        with pytest.raises(InviteError):
            door.take_invite(code, NewPc(THREE, b"u" * 32, b"p" * 32, b"name"))
    assert one.shut_doors() == 0
    door.close()


def test_claims_are_taken_all_or_none(one: Hub, two: Hub) -> None:
    assert one.claim(["piece:1", "piece:2"], 60, b"sale") == []
    assert one.claim(["piece:2"], 60) == []
    [claim] = two.claim(["piece:3", "piece:2"], 60)
    assert (claim.subject, claim.site) == ("piece:2", ONE)
    assert one.claim(["piece:3"], 60) == []
    one.release(["piece:1", "piece:2", "piece:3"])
    two.release(["piece:1"])
    assert two.claim(["piece:3", "piece:2"], 0) == []
    assert one.claim(["piece:2"], 60) == []


def test_of_two_that_claim_at_once_one_gets_it(meeting: Meeting) -> None:
    hubs = [meeting.hub(ONE), meeting.join(TWO)]
    got: list[tuple[int, int]] = []
    gate = threading.Barrier(2)

    def claim(n: int) -> None:
        for turn in range(25):
            gate.wait()
            if hubs[n].claim([f"piece:{turn}", "till"], 600) == []:
                got.append((turn, n))
            gate.wait()
            hubs[n].release(["till"])
            gate.wait()

    threads = [threading.Thread(target=claim, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted({turn for turn, _ in got}) == [turn for turn, _ in sorted(got)]


def test_files_are_there_whole_or_not_at_all(one: Hub, two: Hub) -> None:
    name, other = "ab" * 32, "cd" * 32

    def torn() -> Iterator[bytes]:
        yield b"first"
        raise RuntimeError("the cable")

    with pytest.raises(RuntimeError):
        one.put_file(name, torn())
    assert two.missing_files([name, other]) == {name, other}
    one.put_file(name, [b"first", b"second" * 1000])
    one.put_file(name, [b"first", b"second" * 1000])
    assert two.missing_files([name, other]) == {other}
    assert list(two.get_file(name)) == [b"first", b"second" * 1000]
    with pytest.raises(FileNotFoundError):
        list(two.get_file(other))


def test_snapshots_appear_when_they_are_whole_and_old_ones_go(one: Hub, two: Hub) -> None:
    one.push(0, packs(ONE, 1, 9))
    for seq in (2, 5, 9):
        one.begin_snapshot(seq, 2, 1)
        one.put_snapshot_part(seq, 0, b"part")
        one.put_snapshot_part(seq, 1, b"%d" % seq)
        assert seq not in [snap.seq for snap in two.snapshots()]
        one.finish_snapshot(seq, 2)
    found = two.snapshots()
    assert [(s.seq, s.schema_version, s.key_epoch, s.parts) for s in found] == [
        (9, 2, 1, 2),
        (5, 2, 1, 2),
    ]
    assert two.snapshot_part(9, 1) == b"9"
    with pytest.raises(FileNotFoundError):
        two.snapshot_part(2, 0)


def test_pruning_keeps_what_the_slowest_pc_needs(meeting: Meeting, one: Hub, two: Hub) -> None:
    for turn in range(10):
        one.push(turn, packs(ONE, turn + 1))
    one.report(10, 2)
    two.report(4, 2)
    assert one.prune() == 0  # there is no snapshot yet
    one.begin_snapshot(8, 2, 1)
    one.put_snapshot_part(8, 0, b"part")
    one.finish_snapshot(8, 1)
    assert one.prune() == 3
    assert [p.seq for p in two.fetch(4)] == [5, 6, 7, 8, 9, 10]
    assert two.sha_at(4) is not None
    with pytest.raises(BehindError):
        two.fetch(2)
    two.report(10, 2)
    assert one.prune() == 4
    assert one.head() == 10
    one.begin_snapshot(10, 2, 1)
    one.put_snapshot_part(10, 0, b"part")
    one.finish_snapshot(10, 1)
    one.prune()
    assert one.head() == 10
    assert one.push(10, packs(ONE, 11))


def test_a_letter_is_adopted_once(meeting: Meeting, one: Hub, two: Hub) -> None:
    old = packs(TWO, 1, 2)
    two.put_letters([Letter(0, old[0]), Letter(0, old[1])])
    two.put_letters([Letter(0, old[1])])
    assert one.letters() == [Letter(0, old[0]), Letter(0, old[1])]
    again = [Pack(TWO, 1, 3, 1, b"adopted"), Pack(TWO, 2, 3, 1, b"adopted too")]
    three = meeting.join(THREE)
    assert one.push(0, [again[0]])
    assert one.letters() == [Letter(0, old[1])]
    assert not three.push(1, again)
    assert three.push(1, again[1:])
    assert one.letters() == []
    two.put_letters([Letter(0, old[0])])
    assert one.letters() == []
    assert [(p.site, p.body, p.pushed_by) for p in two.fetch(0)] == [
        (TWO, b"adopted", ONE),
        (TWO, b"adopted too", THREE),
    ]
    assert two.push(2, packs(TWO, 3))


def test_a_new_key_is_begun_once_and_each_pc_gets_its_envelope(one: Hub, two: Hub) -> None:
    assert one.name_key(b"first") == b"first"
    assert two.name_key(b"second") == b"first"
    assert one.state().key_epoch == 1
    assert one.change_key(2, {ONE: b"for one", TWO: b"for two"}, b"sealed anew")
    assert not two.change_key(2, {ONE: b"no", TWO: b"no"}, b"no")
    assert not two.change_key(4, {ONE: b"no", TWO: b"no"}, b"no")
    assert (one.envelope(2), two.envelope(2)) == (b"for one", b"for two")
    assert two.envelope(3) is None
    assert two.state().key_epoch == 2
    assert two.name_key(b"third") == b"sealed anew"


def test_a_hub_serves_a_shop_once(meeting: Meeting, one: Hub) -> None:
    state = one.state()
    with pytest.raises(AddressError, match="set up for this shop before"):
        install_hub(meeting.url, state.shop_id, NewPc(9, b"t" * 32, b"", b""), 10)
    other = install_hub(meeting.url, "another shop", NewPc(9, b"t" * 32, b"", b""), 10)
    hub = open_hub(other.address, b"t" * 32)
    assert hub.state().hub_id != state.hub_id
    assert hub.push(0, packs(9, 1))
    assert one.head() == 0
    hub.close()


def test_a_hub_that_is_not_there_is_away(tmp_path: Path) -> None:
    for address in (
        str(tmp_path / "nowhere"),
        "postgresql://a:b@127.0.0.1:1/x?shop=parure_0123456789ab",
    ):
        hub = open_hub(address, b"t" * 32)
        with pytest.raises(HubAwayError) as refused:
            hub.head()
        assert "a:b" not in refused.value.sentence()
        hub.close()
