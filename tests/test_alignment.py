"""Two photos laid over each other: shifts, turns, scales, other light, a stone gone, a new scratch."""

from __future__ import annotations

import math
import random

import pytest

from app.alignment import aligned
from app.domain.similarity import MOST_ERROR, SAME, Similarity, by_two_points
from tests.known_changes import (
    farthest_off,
    in_other_light,
    jewel,
    jpeg,
    scratched,
    taken_again,
    way_of,
    without_stone,
)

JEWELS = (
    "cluster_top",
    "eternity",
    "solitaire",
    "bracelet",
    "earrings_ruby",
    "signet",
    "band_rose",
)
EDGES = [(20.0, 1.0), (-20.0, 1.0), (0.0, 1.5), (0.0, 1 / 1.5), (20.0, 1.45), (-20.0, 0.7)]


@pytest.mark.parametrize("name", JEWELS)
def test_a_photo_taken_again_is_found_within_two_percent(name: str) -> None:
    chance = random.Random(name)
    for _ in range(2):
        way = way_of(
            chance.uniform(-20, 20),
            math.exp(chance.uniform(-math.log(1.5), math.log(1.5))),
            chance.uniform(-0.12, 0.12),
            chance.uniform(-0.1, 0.1),
        )
        before = jewel(name)
        after = without_stone(before, chance.uniform(0.4, 0.6), chance.uniform(0.4, 0.6))
        after = scratched(after, chance.uniform(0.3, 0.6), chance.uniform(0.4, 0.6))
        after = in_other_light(taken_again(after, way), chance)
        found = aligned(jpeg(before), jpeg(after))
        assert found is not None
        assert farthest_off(way, found.way, before.height / before.width) <= MOST_ERROR
        assert found.error <= MOST_ERROR


@pytest.mark.parametrize(("turn", "scale"), EDGES)
def test_the_farthest_turns_and_scales_are_found(turn: float, scale: float) -> None:
    before, way = jewel("cluster_top"), way_of(turn, scale)
    after = in_other_light(taken_again(before, way), random.Random(7))
    found = aligned(jpeg(before), jpeg(after))
    assert found is not None
    assert farthest_off(way, found.way, 0.75) <= MOST_ERROR
    assert found.way.turn == pytest.approx(turn, abs=0.5)
    assert found.way.scale == pytest.approx(scale, abs=0.02)


def test_a_derivative_of_another_size_lies_the_same() -> None:
    before = jewel("solitaire")
    small = before.resize((480, 360))
    found = aligned(jpeg(before), jpeg(small))
    assert found is not None
    assert farthest_off(SAME, found.way, 0.75) <= 0.005


@pytest.mark.parametrize(
    ("first", "second"),
    [("solitaire", "pearls"), ("cluster_top", "watch"), ("signet_silver", "solitaire")],
)
def test_another_piece_is_not_aligned(first: str, second: str) -> None:
    assert aligned(jpeg(jewel(first)), jpeg(jewel(second))) is None


def test_a_piece_turned_too_far_is_not_aligned() -> None:
    before = jewel("cluster_side")
    after = taken_again(before, way_of(75, 1.0))
    assert aligned(jpeg(before), jpeg(after)) is None


def test_nothing_to_see_is_not_aligned() -> None:
    blank = jpeg(jewel("watch").resize((8, 6)).resize((640, 480)).point(lambda _: 200))
    assert aligned(blank, blank) is None


def test_giving_up_is_heard() -> None:
    class StopError(Exception):
        pass

    def stop() -> None:
        raise StopError

    picture = jpeg(jewel("signet"))
    with pytest.raises(StopError):
        aligned(picture, picture, stop)


def test_two_clicked_points_tell_turn_scale_and_shift() -> None:
    way = way_of(31, 1.7, 0.2, -0.1)
    first = ((-0.2, 0.05), (0.3, -0.1))
    found = by_two_points(first, (way.at(*first[0]), way.at(*first[1])))
    assert found is not None
    assert farthest_off(way, found.way, 0.75) < 1e-9
    assert (found.error, found.parts) == (0.0, 0)


def test_one_point_clicked_twice_says_nothing() -> None:
    assert by_two_points(((0.1, 0.1), (0.1, 0.1)), ((0.0, 0.0), (0.2, 0.2))) is None
    assert by_two_points(((0.1, 0.1), (0.3, 0.1)), ((0.2, 0.2), (0.2, 0.2))) is None


def test_the_way_back_leads_back() -> None:
    way = Similarity(0.9, 0.3, 0.11, -0.07)
    assert way.back.at(*way.at(0.2, -0.3)) == pytest.approx((0.2, -0.3))
