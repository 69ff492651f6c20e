"""The other side's list of findings as it is typed."""

from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.domain.their_findings import TheirFinding, parse_findings


def test_places_and_kinds_are_read_as_people_type_them() -> None:
    assert parse_findings(
        "PR-3 prong worn; shkb: Scratch\n st10, stone_missing ;; PR-3 prong worn"
    ) == (
        TheirFinding("PR-3", "prong_worn"),
        TheirFinding("SHK-B", "scratch"),
        TheirFinding("ST-10", "stone_missing"),
    )
    assert parse_findings("SHK-B scratch")[0].words == "scratch at shank, bottom"
    assert parse_findings(" ; ") == ()


@pytest.mark.parametrize(
    "typed", ["scratch", "PR-3", "PR-3 melted", "PR-0 chip", "x" * 999, "PR-3 chip;" * 61]
)
def test_what_is_no_finding_is_named(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_findings(typed)
    assert refused.value.field == "findings"
