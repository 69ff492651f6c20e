"""What a round does not take: damaged or exchanged changes, a newer shape, a PC that was shut out."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from app.domain.actors import SYSTEM
from app.models import schema
from app.models.people import Party
from app.sync import round as rounds
from app.sync.envelopes import SealedError, Sealer
from app.sync.hub import HubError, Pack, RevokedError
from tests.sync.clients_told import add, names, waiting
from tests.sync.pcs import House, Pc


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
