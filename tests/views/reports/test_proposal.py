"""Places proposed from marks near by, from the view and from the stone map laid over the photo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.services.report_form import Mark, StoneLine, ViewPhoto
from app.services.report_start import KnownPiece
from app.views.reports.proposal import prongs_of, proposed_location, setting_of

RING = KnownPiece(
    id=1,
    category="ring",
    description="Ring",
    number="",
    code="",
    ring_size="",
    ring_system="",
    setting_pattern="prong_4",
    components=1,
    weight_mg=5480,
    place_id=None,
    metals=(),
    marks=(),
    stones=(
        StoneLine(1, "sapphire", "oval", 1, 7000, 5000),
        StoneLine(2, "diamond", "round", 14, 1500),
    ),
    centre_mct=900,
)
TOP = ViewPhoto("a" * 64, "top", 1000, 1000, um_across=14_000)
"""The centre stone takes the middle half of the photo's width."""


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ((500_000, 500_000), "ST-1"),
        ((677_000, 374_000), "PR-1"),
        ((677_000, 626_000), "PR-2"),
        ((323_000, 626_000), "PR-3"),
        ((323_000, 374_000), "PR-4"),
        ((500_000, 250_000), "ST-2"),
        ((820_000, 480_000), "ST-5"),
        ((500_000, 750_000), "ST-9"),
        ((990_000, 500_000), "SHO-R"),
        ((10_000, 520_000), "SHO-L"),
        ((980_000, 20_000), ""),
    ],
)
def test_the_map_lies_over_the_photo(at: tuple[int, int], code: str) -> None:
    assert proposed_location(RING, TOP, at, ()) == code


def test_the_map_follows_the_measured_centre() -> None:
    assert proposed_location(RING, TOP, (300_000, 300_000), (), (300_000, 300_000)) == "ST-1"


def test_a_mark_close_by_is_at_the_same_place() -> None:
    near = Mark(1, "GAL", "dent", 1, x=500_000, y=500_000)
    assert proposed_location(RING, TOP, (505_000, 505_000), (near,)) == "GAL"
    assert proposed_location(RING, TOP, (560_000, 500_000), (near,)) == "ST-1"


@pytest.mark.parametrize(
    ("view", "code"), [("inside", "INS"), ("hallmark", "MARK"), ("side", ""), ("top", "")]
)
def test_without_a_scale_the_view_alone_may_tell(view: str, code: str) -> None:
    photo = ViewPhoto("a" * 64, view, 1000, 800)
    assert proposed_location(RING, photo, (400_000, 400_000), ()) == code


def test_a_piece_without_measured_stones_has_no_map() -> None:
    bare = replace(RING, stones=())
    assert setting_of(bare) is None
    assert prongs_of(replace(bare, setting_pattern="")) == 0
    assert proposed_location(bare, TOP, (500_000, 500_000), ()) == ""
