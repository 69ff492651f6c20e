"""What happens between two looks: another thread or program of this PC, another PC, a key changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.models.people import Party
from app.sync import membership
from app.sync.changes import Sent
from app.sync.folder_shelf import ClaimShelf, Shelf
from app.sync.housekeeping import keep_house
from app.sync.new_key import change_key
from app.sync.round import Round
from tests.sync.pcs import House, Pc


def add(pc: Pc, display: str) -> int:
    with pc.shop.work(SYSTEM, "test") as w:
        return w.add(Party, display=display)


def rename(pc: Pc, party: int, display: str) -> None:
    with pc.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, display=display)


def test_work_put_on_top_anew_by_another_program_is_not_sent_as_it_was(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs meet the hub for one PC: one brings in what the other has not seen yet."""
    a, b = two_pcs.pcs
    party = add(a, "Ann")
    two_pcs.together()
    rename(a, party, "Ann here")
    plain = Round._pending
    behind: list[int] = []

    def looked(self: Round) -> list[Sent]:
        found = plain(self)
        if not behind:
            behind.append(1)
            rename(b, party, "Ann there")
            b.meet()
            other = Round(a.shop, a.hub)
            other._send_all = lambda met: True  # type: ignore[method-assign]
            other.meet()
        return found

    monkeypatch.setattr(Round, "_pending", looked)
    a.meet()
    two_pcs.together()
    two_pcs.agree()


def test_a_pc_that_changes_the_key_seals_with_it_from_then_on(two_pcs: House) -> None:
    a, _ = two_pcs.pcs
    engines_own = Round(a.shop, a.hub)
    engines_own.meet()
    change_key(a.shop, a.hub)
    add(a, "not for the thief")
    engines_own.meet()
    assert a.hub.fetch(0)[-1].key_epoch == 2


def test_a_claim_won_between_two_looks_is_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another PC takes a piece right after this one has read that nobody holds it."""
    claims = ClaimShelf(tmp_path)
    plain = ClaimShelf._newest
    looks: list[int] = []

    def newest(self: ClaimShelf, subject: str) -> tuple[int, dict[str, object] | None]:
        found = plain(self, subject)
        looks.append(1)
        if len(looks) == 1:
            assert claims.take([subject], 2, 1_000, 9_000, b"") == []
        return found

    monkeypatch.setattr(ClaimShelf, "_newest", newest)
    stand = claims.take(["piece:1"], 1, 1_000, 9_000, b"")
    assert [claim.site for claim in stand] == [2]


def test_a_claims_number_that_is_free_again_wins_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others took it, gave it back and took it again while this PC was about to write."""
    claims = ClaimShelf(tmp_path)
    plain = Shelf.win
    writes: list[str] = []

    def win(self: Shelf, name: str, said: dict[str, object]) -> bool:
        writes.append(name)
        if len(writes) == 1:
            assert claims.take(["piece:1"], 2, 1_000, 9_000, b"") == []
            claims.release(["piece:1"], 2)
            assert claims.take(["piece:1"], 3, 1_000, 9_000, b"") == []
        return plain(self, name, said)

    monkeypatch.setattr(Shelf, "win", win)
    stand = claims.take(["piece:1"], 1, 1_000, 9_000, b"")
    assert [claim.site for claim in stand] == [3]


def test_each_pc_lets_go_of_what_lies_at_the_hub_for_long(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the one that never makes the day's snapshot."""
    a, b = two_pcs.pcs
    for n in range(3):
        add(a, str(n))
        a.meet()
    b.meet()
    assert keep_house(a.shop, a.hub, Round(a.shop, a.hub).sealer, every_ms=0)
    monkeypatch.setattr(membership, "TAIL_MS", -60_000)
    assert not keep_house(b.shop, b.hub, Round(b.shop, b.hub).sealer)
    with b.shop.replaying() as db:
        assert db.rows("SELECT seq FROM hub_tail") == [(3,)]
