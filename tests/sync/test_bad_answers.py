"""What comes over a bad line is not what was asked for: nothing of it is taken, and it is asked again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from app.models import schema
from app.sync.hub import HubAwayError, Pack
from tests.sync.clients_told import add_each, names_in_order
from tests.sync.pcs import House, Pc


def answering(pc: Pc, change: Callable[[list[Pack]], list[Pack]], times: int = 1) -> Any:
    """The hub's fetch whose first answers come over a bad line."""
    real, left = pc.hub.fetch, times

    def fetch(*args: Any, **named: Any) -> list[Pack]:
        nonlocal left
        left -= 1
        packs = real(*args, **named)
        return change(packs) if left >= 0 else packs

    return fetch


@pytest.mark.parametrize(
    "change",
    [
        lambda packs: [packs[1], packs[0], packs[2]],
        lambda packs: [packs[0], packs[0], packs[1], packs[2]],
        lambda packs: [packs[0], packs[2]],
        lambda packs: packs[1:],
    ],
    ids=["swapped", "twice", "one missing", "the first missing"],
)
def test_an_answer_that_is_out_of_order_is_not_taken(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch, change: Callable[[list[Pack]], list[Pack]]
) -> None:
    a, b = two_pcs.pcs
    add_each(a, "Ann", "Bea", "Cleo")
    a.meet()
    monkeypatch.setattr(b.hub, "fetch", answering(b, change))
    with pytest.raises(HubAwayError, match="not what comes next"):
        b.meet()
    assert names_in_order(b) == []
    b.meet()
    assert names_in_order(b) == ["Ann", "Bea", "Cleo"]
    two_pcs.agree()


def test_a_damaged_change_of_a_newer_parure_is_known_to_be_newer(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    older = schema.SYNCED_VERSION
    monkeypatch.setattr(schema, "SYNCED_VERSION", older + 1)
    add_each(a, "Ann")
    a.meet()
    monkeypatch.setattr(schema, "SYNCED_VERSION", older)
    monkeypatch.setattr(b.hub, "fetch", answering(b, _cut_off))
    assert b.meet().needs_update
    assert names_in_order(b) == []


def test_a_damaged_first_byte_is_no_newer_parure(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    add_each(a, "Ann")
    a.meet()
    monkeypatch.setattr(b.hub, "fetch", answering(b, _other_first_byte))
    met = b.meet()
    assert not met.needs_update
    assert names_in_order(b) == ["Ann"]


def _cut_off(packs: list[Pack]) -> list[Pack]:
    return [dataclasses.replace(pack, body=pack.body[:-5]) for pack in packs]


def _other_first_byte(packs: list[Pack]) -> list[Pack]:
    return [dataclasses.replace(pack, body=b"\x09" + pack.body[1:]) for pack in packs]
