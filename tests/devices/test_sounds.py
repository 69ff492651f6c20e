"""The sounds of scanning can be told apart."""

from __future__ import annotations

import struct

import pytest

from app.devices.sounds import RATE, SOUNDS, samples


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_as_long_as_said_and_ends_softly(name: str) -> None:
    values = struct.unpack(f"<{len(samples(name)) // 2}h", samples(name))
    assert len(values) == sum(RATE * ms // 1000 for _, ms in SOUNDS[name])
    assert max(values) > 5000
    assert abs(values[0]) < 50
    assert abs(values[-1]) < 400


def test_no_two_sound_alike() -> None:
    assert len({samples(name) for name in SOUNDS}) == 4
