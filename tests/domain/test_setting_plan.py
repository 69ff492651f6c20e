"""Plans of settings: every stone once, in the box, none over another; states from findings."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import pytest

from app.domain.setting_plan import HEIGHT, MOST_STONES, WIDTH, setting_plan, stone_states

PIECES = [
    ("ring", "prong_4", (1, 14), "cluster", 4),
    ("ring", "prong_6", (1,), "cluster", 6),
    ("ring", "", (1, 2), "cluster", 4),
    ("ring", "prong_4", (1, 14, 6), "cluster", 4),
    ("ring", "pave", (24,), "eternity", 0),
    ("ring", "channel", (7,), "row", 0),
    ("earrings", "prong_4", (2,), "pair", 8),
    ("earrings", "bezel", (2, 20), "pair", 0),
    ("cufflinks", "bezel", (2,), "pair", 0),
    ("bracelet", "prong_4", (52,), "bracelet", 0),
    ("necklace", "strung", (65,), "necklace", 0),
    ("necklace", "prong", (1, 30), "necklace", 0),
    ("pendant", "prong_4", (1, 9), "cluster", 4),
    ("brooch", "prong_4", (1, 20), "cluster", 4),
    ("bangle", "pave", (40,), "row", 0),
    ("other", "bezel", (5,), "row", 0),
]


@pytest.mark.parametrize(("category", "setting", "counts", "kind", "claws"), PIECES)
def test_every_stone_has_its_own_place_in_the_box(
    category: str, setting: str, counts: tuple[int, ...], kind: str, claws: int
) -> None:
    plan = setting_plan(category, setting, counts)
    assert plan is not None
    assert plan.kind == kind
    stones = [spot for spot in plan.spots if not spot.is_claw]
    assert [spot.code for spot in stones] == [f"ST-{n + 1}" for n in range(sum(counts))]
    assert len(plan.spots) - len(stones) == claws
    for spot in plan.spots:
        assert spot.rx <= spot.x <= WIDTH - spot.rx, spot
        assert spot.ry <= spot.y <= HEIGHT - spot.ry, spot
    for one, other in combinations(stones, 2):
        far = dist((one.x, one.y), (other.x, other.y))
        assert far >= min(one.rx, one.ry) + min(other.rx, other.ry) - 4, (one, other)


def test_a_cluster_is_numbered_clockwise_from_twelve() -> None:
    plan = setting_plan("ring", "prong_4", (1, 14))
    assert plan is not None
    assert plan.faceted
    places = {spot.code: (spot.x, spot.y) for spot in plan.spots}
    assert places["ST-2"][1] < 280
    assert places["ST-2"][0] == 500
    assert places["ST-3"][0] > 500
    assert places["ST-15"][0] < 500
    assert places["PR-1"][0] > 500 > places["PR-4"][0]


def test_a_necklace_goes_round_from_its_clasp_and_a_pair_begins_left() -> None:
    necklace = setting_plan("necklace", "strung", (9,))
    pair = setting_plan("earrings", "prong_4", (2, 8))
    assert necklace is not None
    assert pair is not None
    assert necklace.spots[4].y == max(spot.y for spot in necklace.spots)
    steps = [dist((a.x, a.y), (b.x, b.y)) for a, b in pairwise(necklace.spots)]
    assert max(steps) < 1.6 * min(steps)
    assert all(spot.x < 500 for spot in pair.spots[:5])
    assert all(spot.x > 500 for spot in pair.spots[5:10])


def test_no_stones_no_plan_and_very_many_stay_readable() -> None:
    assert setting_plan("ring", "prong_4", (0,)) is None
    assert setting_plan("ring", "prong_4", ()) is None
    plan = setting_plan("other", "pave", (5_000,))
    assert plan is not None
    assert len(plan.spots) == MOST_STONES


def test_the_worst_that_is_found_is_the_state_of_a_stone() -> None:
    found = stone_states(
        [
            ("ST-3", "stone_loose", "new"),
            ("ST-3", "chip", "new"),
            ("ST-4", "stone_missing", "worse"),
            ("ST-5", "stone_missing", "repaired"),
            ("PR-1", "prong_worn", "same"),
            ("SHK-B", "shank_thin", "new"),
        ]
    )
    assert found == {"ST-3": "loose", "ST-4": "missing", "PR-1": "found"}
