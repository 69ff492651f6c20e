"""A stamp that claims something else than is said of the piece."""

from __future__ import annotations

import pytest

from app.domain.metals import stamp_contradicts


@pytest.mark.parametrize(
    ("metal", "fineness", "stamp"),
    [
        ("gold_yellow", 999, "750"),
        ("gold_yellow", 585, "18K"),
        ("gold_white", 750, "PLAT"),
        ("platinum", 950, "PT900"),
        ("silver", 925, "750"),
        ("steel", 0, "STERLING"),
        ("gold", 750, "14K GF"),
        ("", 999, "750"),
    ],
)
def test_it_contradicts(metal: str, fineness: int, stamp: str) -> None:
    assert stamp_contradicts(metal, fineness, stamp)


@pytest.mark.parametrize(
    ("metal", "fineness", "stamp"),
    [
        ("gold_yellow", 750, "18K"),
        ("gold_white", 750, "750 H&S"),
        ("gold", 750, ""),
        ("gold", 0, "18K"),
        ("platinum", 950, "PLAT"),
        ("silver", 925, "STER"),
        ("silver", 999, "999"),
        ("gold_yellow", 999, "H&S"),
        ("unknown", 0, "18K"),
        ("gold_plated", 0, "925"),
        ("vermeil", 925, "925"),
        ("", 0, "750"),
    ],
)
def test_it_does_not(metal: str, fineness: int, stamp: str) -> None:
    assert not stamp_contradicts(metal, fineness, stamp)
