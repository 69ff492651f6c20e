"""What the paper of a return says of each piece: its weight only where it was weighed as it came back."""

from __future__ import annotations

import json

import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured
from app.models.records import Report
from app.services.hand_over_content import handed_items
from app.services.house_rules import today
from app.shop import Shop
from tests.services.passport_fixtures import Lived, at
from tests.services.passport_fixtures import lived as lived

KNOWN_MG = 4_625
"""As it was weighed on day 10, before it was lent."""


@pytest.mark.parametrize(
    ("said", "read_mg", "shown_mg"),
    [
        ({}, None, None),
        ({"weight_before_mg": KNOWN_MG}, None, None),  # carried along, nobody weighed it
        ({"weight_before_mg": 4_600}, 4_600, 4_600),
        ({"weight_before_mg": KNOWN_MG, "weight_after_mg": KNOWN_MG}, KNOWN_MG, KNOWN_MG),
    ],
)
def test_what_was_not_weighed_as_it_came_back_has_no_weight_on_the_paper(
    house: Shop,
    staff: dict[str, Actor],
    lived: Lived,
    said: dict[str, int],
    read_mg: int | None,
    shown_mg: int | None,
) -> None:
    with at(house, staff["sara"], "sign_report", lived.day(14)) as w:
        report = w.add(
            Report, piece_id=lived.piece, number=w.number("CR"), reason="loan_in", grade="good",
            findings=0, worst=0, content=json.dumps({"form": said}),
        )  # fmt: skip
        if read_mg is not None:
            w.add(
                Measured, subject_kind="piece", subject_id=lived.piece, what="gross_weight_mg",
                value=read_mg, method="scale",
            )  # fmt: skip
        (item,) = handed_items(w, [lived.piece], {lived.piece: report}, back=True)
    assert (item.weight_mg, item.not_weighed) == (shown_mg, shown_mg is None)


def test_a_weight_and_a_report_of_another_day_carry_it(
    house: Shop, staff: dict[str, Actor], lived: Lived
) -> None:
    with at(house, staff["sara"], "sign_report", lived.day(14)) as w:
        report = w.add(
            Report, piece_id=lived.piece, number=w.number("CR"), reason="loan_out", grade="good",
            findings=0, worst=0, content=json.dumps({"form": {}}),
        )  # fmt: skip
        (item,) = handed_items(w, [lived.piece], {lived.piece: report})
        day = today(w)
    assert item.weight_mg == KNOWN_MG
    assert "" < item.weighed_on < day
    assert item.reported_on == ""
    with at(house, staff["sara"], "hand_over", lived.day(15)) as w:
        (later,) = handed_items(w, [lived.piece], {lived.piece: report})
        w.add(
            Measured, subject_kind="piece", subject_id=lived.piece, what="gross_weight_mg",
            value=4_600, method="scale",
        )  # fmt: skip
        (weighed,) = handed_items(w, [lived.piece], {lived.piece: report})
    assert (later.weighed_on, later.reported_on) == (item.weighed_on, day)
    assert (weighed.weight_mg, weighed.weighed_on) == (4_600, "")
