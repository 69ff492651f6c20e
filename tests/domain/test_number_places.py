"""Numbers of marks that lie near each other are all read."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from app.domain.number_places import spread


def test_what_lies_apart_stays_where_it_is() -> None:
    points = [(0.0, 0.0), (40.0, 0.0), (40.0, 30.0)]
    assert spread(points, 10) == points
    assert spread([], 10) == []


@pytest.mark.parametrize("step", [0.0, 1.0, 5.0, 10.0, 16.0])
@pytest.mark.parametrize("many", [2, 6, 12])
def test_no_number_lies_on_another(step: float, many: int) -> None:
    points = [(200 + n * step, 200.0) for n in range(many)]
    places = spread(points, 10)
    assert places[0] == points[0]
    assert all(math.dist(a, b) >= 17 - 1e-9 for a, b in combinations(places, 2))
    assert all(math.dist(a, b) <= 100 for a, b in zip(points, places, strict=True))
    assert spread(points, 10) == places


def test_it_fits_any_unit() -> None:
    small = spread([(0.0, 0.0), (0.1, 0.0)], 1)
    large = spread([(0.0, 0.0), (10.0, 0.0)], 100)
    assert [(x * 100, y * 100) for x, y in small] == [pytest.approx(at) for at in large]
