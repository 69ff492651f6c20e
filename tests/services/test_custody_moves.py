"""Places that were carried every day for years: what a piece lay in is found without reading them all."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from app.services.custody_moves import Hung, MoveRow

SAFE, WINDOW, FIRST_TRAY = 2, 3, 10
TRAYS, DAYS = 20, 100


class House:
    """A safe, a window, and trays that go into the window each morning and back each evening."""

    def __init__(self) -> None:
        trays = range(FIRST_TRAY, FIRST_TRAY + TRAYS)
        self.places = [(1, None, "House"), (SAFE, 1, "Safe"), (WINDOW, 1, "Window")]
        self.places += [(tray, SAFE, f"Tray {tray}") for tray in trays]
        ways = [(tray, to) for _ in range(DAYS) for to in (WINDOW, SAFE) for tray in trays]
        self.moves = [_move(at, *way) for at, way in enumerate(ways, 1)]

    def rows(self, sql: str, *_: object) -> list[tuple[Any, ...]]:
        """The places, or their moves."""
        return self.places if "FROM place" in sql.partition("WHERE")[0] else self.moves


def _move(at: int, place_id: int, to: int) -> tuple[Any, ...]:
    said = {"id": at, "work_id": at, "hlc": at, "subject_kind": "place", "subject_id": place_id}
    return tuple({**said, "to_place_id": to}.get(one.name) for one in fields(MoveRow))


@pytest.fixture
def hung() -> Hung:
    return Hung(House())  # type: ignore[arg-type]


def test_a_tray_is_carried_twice_a_day(hung: Hung) -> None:
    carried = hung.carrying(FIRST_TRAY, 0, None)
    assert [move.to_place_id for move in carried] == [WINDOW, SAFE] * DAYS
    assert {move.subject_id for move in carried} == {FIRST_TRAY}


def test_only_what_lies_between_two_times_is_told(hung: Hung) -> None:
    first, second, third = [move.hlc for move in hung.carrying(FIRST_TRAY, 0, None)][:3]
    assert [move.hlc for move in hung.carrying(FIRST_TRAY, first, third)] == [second]


def test_the_last_time_is_that_of_the_tray_or_of_what_it_lies_in(hung: Hung) -> None:
    last = hung.carrying(FIRST_TRAY, 0, None)[-1].hlc
    assert hung.last_carried(FIRST_TRAY, last) == last
    assert hung.last_carried(FIRST_TRAY, last - 1) == last - TRAYS
    assert hung.last_carried(SAFE, last) == 0


def test_moves_of_other_trays_cost_nothing(hung: Hung, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int | None] = []
    chain = Hung.chain

    def counted(self: Hung, place_id: int | None, hlc: int) -> list[int]:
        asked.append(place_id)
        return chain(self, place_id, hlc)

    monkeypatch.setattr(Hung, "chain", counted)
    carried = hung.carrying(FIRST_TRAY, 0, None)
    assert len(asked) <= len(carried) + 1
    asked.clear()
    hung.last_carried(FIRST_TRAY, TRAYS * DAYS)
    assert len(asked) == 1
