"""What happens between two looks: another thread or program of this PC, another PC, a key changed."""

from __future__ import annotations

import pytest

from app.domain.actors import SYSTEM
from app.models.people import Party
from app.sync.changes import Sent
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
