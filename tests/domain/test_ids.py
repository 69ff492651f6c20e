"""Ids and the hybrid clock: rising, unique, and derived alike on every PC."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import ids
from app.domain.clock import HybridClock, hybrid, wall_ms
from app.domain.errors import ShopError


def test_new_ids_rise_and_fit_63_bits() -> None:
    made = [ids.new_id() for _ in range(2000)]
    assert made == sorted(set(made))
    assert all(0 < i < 2**63 for i in made)
    assert abs(ids.ms_of(made[0]) - ids.now_ms()) < 60_000


def test_ids_last_until_2089() -> None:
    end_of_2088_ms = 3_755_289_599_000
    assert ((end_of_2088_ms - ids.EPOCH_MS) << ids.RANDOM_BITS) < 2**63


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_a_derived_id_is_a_function_of_its_parts(parts: list[str]) -> None:
    assert ids.derived_id(*parts) == ids.derived_id(*parts)
    assert 0 < ids.derived_id(*parts) < 2**63
    assert ids.derived_id(*parts) != ids.derived_id(*parts, "x")


def test_parts_do_not_run_together() -> None:
    assert ids.derived_id("ab", "c") != ids.derived_id("a", "bc")


def test_a_clock_without_battery_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_600_000_000 * 10**9)
    with pytest.raises(ShopError) as refused:
        ids.new_id()
    assert "date before 2024" in refused.value.message


def test_the_hybrid_clock_rises_although_the_wall_clock_jumps_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = HybridClock()
    first = clock.tick()
    monkeypatch.setattr(time, "time_ns", lambda: 1_710_000_000 * 10**9)
    assert clock.tick() == first + 1
    clock.seen(first + 1000)
    assert clock.tick() == first + 1001
    clock.seen(5)
    assert clock.tick() == first + 1002


@given(st.integers(ids.EPOCH_MS, ids.EPOCH_MS + 2**41 - 1), st.integers(0, 2**16 - 1))
def test_the_wall_time_of_a_hybrid_time(ms: int, counter: int) -> None:
    assert wall_ms(hybrid(ms, counter)) == ms
    assert hybrid(ms, counter) < 2**63
