"""A hub that changes the order, drops a change, or tells two PCs two orders is found out."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Callable
from typing import Any

import pytest

from app.sync.changes import Sent
from app.sync.envelopes import MisplacedError, NewerKeyError, SealedError, Sealer
from app.sync.hub import Pack
from app.sync.membership import keep, need_membership
from tests.sync.clients_told import add_each, names_in_order
from tests.sync.pcs import House, Pc

Change = Callable[[list[Pack]], list[Pack]]
SEALER = Sealer("shop", {1: b"k" * 32})


def numbered(packs: list[Pack]) -> list[Pack]:
    """As the hub would number them, so that nothing is out of order."""
    return [dataclasses.replace(pack, seq=n) for n, pack in enumerate(packs, 1)]


def lying(monkeypatch: pytest.MonkeyPatch, pc: Pc, change: Change) -> None:
    """The hub gives this PC another log than was put there, each time it asks."""
    real = pc.hub.fetch

    def fetch(after: int, *args: Any, **named: Any) -> list[Pack]:
        return [pack for pack in numbered(change(real(0, *args, **named))) if pack.seq > after]

    monkeypatch.setattr(pc.hub, "fetch", fetch)


@pytest.mark.parametrize(
    "change",
    [
        lambda packs: [packs[1], packs[0], *packs[2:]],
        lambda packs: [*packs[:1], packs[2], packs[1]],
        lambda packs: packs[1:],
        lambda packs: [packs[0], *packs[2:]],
        lambda packs: [packs[0], packs[0], *packs[1:]],
    ],
    ids=["first two swapped", "last two swapped", "first dropped", "second dropped", "told twice"],
)
def test_another_order_is_not_taken(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    a, b = two_pcs.pcs
    add_each(a, "Ann", "Bea", "Cleo")
    a.meet()
    with monkeypatch.context() as lie:
        lying(lie, b, change)
        with pytest.raises(MisplacedError, match="not the one that a PC"):
            b.meet()
    assert "Bea" not in names_in_order(b)
    b.meet()
    assert names_in_order(b) == ["Ann", "Bea", "Cleo"]
    two_pcs.agree()


def test_two_logs_for_two_pcs_are_noticed_where_they_meet(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hub gives each PC its own first change: what either sends next says so to the other."""
    a, b = two_pcs.pcs
    add_each(a, "Ann")
    a.meet()
    b.meet()
    with b.shop.local() as db:  # as a PC that was told of another change 1
        keep(db, base_sha="ab" * 32)
    add_each(a, "Bea")
    a.meet()
    state = b.hub.state
    monkeypatch.setattr(
        b.hub, "state", lambda at=0: dataclasses.replace(state(at), sha="ab" * 32 if at else None)
    )
    with pytest.raises(MisplacedError):
        b.meet()
    assert names_in_order(b) == ["Ann"]


def test_who_the_hub_says_has_brought_a_change_counts_for_nothing(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who made it is in its seal, and who brought it in for whom as well."""
    a, b = two_pcs.pcs
    add_each(a, "Ann")
    a.meet()
    lying(monkeypatch, b, lambda packs: [dataclasses.replace(p, pushed_by=99) for p in packs])
    b.meet()
    add_each(b, "Bea")
    b.meet()
    monkeypatch.undo()
    two_pcs.together()
    two_pcs.agree()
    sealer = need_membership(b.shop).sealer()
    assert [sealer.unpack(pack).adopter for pack in a.hub.fetch(0)] == [0, 0]


def test_a_letter_that_the_hub_puts_into_the_log_itself_is_no_change() -> None:
    letter = SEALER.letter(_sent(), 7)
    assert SEALER.open_letter(letter) == _sent()
    for seq in (7, 8):
        with pytest.raises(MisplacedError):
            SEALER.unpack(dataclasses.replace(letter.pack, seq=seq))
    with pytest.raises(MisplacedError):
        SEALER.open_letter(dataclasses.replace(letter, base=6))
    (pack,) = SEALER.chain([_sent()], 7, None)
    with pytest.raises(MisplacedError):
        SEALER.open_letter(dataclasses.replace(letter, pack=pack))


def test_a_place_is_told_as_far_as_it_is_known() -> None:
    one, two = SEALER.chain([_sent(told='{"lost": []}', adopter=5), _sent(site_seq=4)], 7, None)
    assert SEALER.unpack(dataclasses.replace(one, seq=8), "cd" * 32).told == '{"lost": []}'
    assert SEALER.unpack(dataclasses.replace(two, seq=9), one.sha256) == _sent(site_seq=4)
    assert SEALER.unpack(dataclasses.replace(two, seq=9)) == _sent(site_seq=4)
    with pytest.raises(MisplacedError):
        SEALER.unpack(dataclasses.replace(two, seq=9), two.sha256)
    (first,) = SEALER.chain([_sent()], 0, "")
    with pytest.raises(MisplacedError):
        SEALER.unpack(dataclasses.replace(first, seq=1), one.sha256)


def test_what_an_older_parure_has_sealed_is_read_anywhere() -> None:
    old = SEALER.pack(_sent())
    assert SEALER.unpack(dataclasses.replace(old, seq=12), "ab" * 32) == _sent()


def test_what_an_older_parure_has_sealed_is_missed_at_the_first_change_sealed_since() -> None:
    older = [SEALER.pack(_sent(site_seq=n)) for n in (1, 2)]
    since = SEALER.chain([_sent(site_seq=3)], 2, older[-1].sha256)
    whole = numbered([*older, *since])
    assert [SEALER.unpack(p, q).site_seq for p, q in _behind(whole)] == [1, 2, 3]
    for tampered in ([older[1], *since], [older[1], older[0], *since], [*older, older[0], *since]):
        with pytest.raises(MisplacedError):
            for pack, before in _behind(numbered(tampered)):
                SEALER.unpack(pack, before)


def _behind(packs: list[Pack]) -> list[tuple[Pack, str]]:
    """Each with the digest of what lies before it."""
    return list(zip(packs, ["", *(pack.sha256 for pack in packs)], strict=False))


def test_an_older_parure_reads_what_is_sealed_now() -> None:
    """As it does so: it takes the words' length from the head and looks at no word of a change."""
    (pack,) = SEALER.chain([_sent()], 7, "ab" * 32)
    plain = SEALER.open("change/7/3/2", pack.body)
    head = struct.Struct(">qqqI32s")
    work_id, hlc, adopter, words, digest = head.unpack_from(plain)
    assert (work_id, hlc, adopter, digest.hex()) == (99, 1 << 50, 0, _sent().sha256)
    assert plain[head.size + words :] == b"body"


def _sent(**more: Any) -> Sent:
    import hashlib

    made = Sent(7, 3, 99, 1 << 50, 2, hashlib.sha256(b"body").hexdigest(), b"body")
    return dataclasses.replace(made, **more)


def test_what_lies_as_it_should_is_proven_without_reading_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packs = numbered(SEALER.chain([_sent(site_seq=1), _sent(site_seq=2)], 0, ""))
    monkeypatch.setattr("app.sync.envelopes._said", lambda words: pytest.fail(words))
    before = ""
    for pack, sent in zip(packs, (_sent(site_seq=1), _sent(site_seq=2)), strict=True):
        assert SEALER.unpack(pack, before) == sent
        before = pack.sha256


def test_a_change_whose_key_is_damaged_speaks_of_no_new_key(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = two_pcs.pcs
    add_each(one, "Amira")
    one.meet()
    real = two.hub.fetch

    def fetch(after: int, *args: Any, **named: Any) -> list[Pack]:
        return [
            dataclasses.replace(pack, body=pack.body[:1] + b"\x7f" + pack.body[2:])
            for pack in real(after, *args, **named)
        ]

    monkeypatch.setattr(two.hub, "fetch", fetch)
    with pytest.raises(SealedError, match="not what a PC of this shop") as damaged:
        two.meet()
    assert not isinstance(damaged.value, NewerKeyError)
    monkeypatch.undo()
    two.meet()
    assert names_in_order(two) == ["Amira"]
