"""What nobody explains is carried from report to report: many small losses do not pass one by one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured
from app.services import reports
from app.services.report_cards import report_content
from app.services.report_form import ReportForm
from app.services.report_start import GROSS, known_piece
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED, brooch

__all__ = ["brooch"]
FORM = ReportForm(photos=(PHOTO,), grade="good")


class Scale:
    """Weighs the brooch of 4.100 g for one report after the other."""

    def __init__(self, house: Shop, staff: dict[str, Actor], brooch: int) -> None:
        self.house, self.staff, self.brooch = house, staff, brooch

    def sign(self, after: int, why: str = "", before: int | None = None, decision: str = "") -> int:
        form = replace(
            FORM,
            weight_before_mg=before,
            weight_after_mg=after,
            weight_reason=why,
            decision=decision,
        )
        second = self.staff["mia"] if decision else None
        with self.house.work(self.staff["sara"], "sign_report", second=second) as w:
            return reports.sign(w, self.brooch, form, SIGNED).first("report")

    @property
    def left(self) -> int:
        with closing(self.house.reader()) as db:
            return known_piece(db, self.brooch).unexplained_mg

    def told(self, after: int, why: str = "") -> str:
        """What is said of a drift before signing, "" if nothing; it never blocks."""
        form = replace(FORM, weight_after_mg=after, weight_reason=why)
        with closing(self.house.reader()) as db:
            found = reports.before_signing(db, self.brooch, form)
        drift = [one for one in found if "earlier reports" in one.sentence]
        assert not any(one.blocks for one in drift)
        return drift[0].sentence if drift else ""

    def statements(self, report_id: int) -> tuple[str, ...]:
        """What stands in the frame of a signed report."""
        with closing(self.house.reader()) as db:
            return report_content(db, report_id).statements


@pytest.fixture
def scale(house: Shop, staff: dict[str, Actor], brooch: int) -> Scale:
    return Scale(house, staff, brooch)


def test_small_losses_that_passed_one_by_one_are_told_together_and_printed(scale: Scale) -> None:
    for weight in (4080, 4060, 4040, 4020, 4000):
        assert scale.told(weight) == ""
        last = scale.sign(weight)
    assert "unexplained" not in str(scale.statements(last))
    with_all = "With 100 mg that earlier reports do not explain, it is 110 mg in all."
    assert scale.told(3990).startswith(with_all)
    assert scale.told(4000) == ""  # nothing less than last time
    assert scale.told(3990, "scale") == ""  # what is less has its reason
    assert "Earlier reports left −100 mg unexplained." in scale.statements(scale.sign(3990))


def test_other_is_no_reason_that_says_where_it_went(scale: Scale) -> None:
    scale.sign(4010, "other")
    last = scale.sign(3920, "other")
    assert "Earlier reports left −90 mg unexplained." in scale.statements(last)
    assert scale.left == -180


def test_what_a_manager_passed_is_counted_no_more(scale: Scale) -> None:
    scale.sign(4010, "other")
    scale.sign(3800, decision="Looked at together, filed at the pin")
    assert scale.left == 0


@pytest.mark.parametrize("why", ["scale", "soiled", "cleaned"])
def test_a_named_reason_explains_its_own_step_and_nothing_before_it(scale: Scale, why: str) -> None:
    scale.sign(4085)
    scale.sign(4000, why)
    assert scale.left == -15
    scale.sign(3980)
    assert scale.left == -35


def test_work_explains_what_changed_between_its_two_weighings(scale: Scale) -> None:
    scale.sign(4160, "sized", before=4085)
    assert scale.left == -15


def test_what_the_bench_weighed_has_its_own_record(scale: Scale) -> None:
    scale.sign(4085)
    with scale.house.work(scale.staff["sara"], "finish_job") as w:
        w.add(Measured, subject_kind="piece", subject_id=scale.brooch, what=GROSS, value=4600)
    scale.sign(4600)
    assert scale.left == -15


def test_a_correction_is_held_against_what_was_unexplained_then(scale: Scale) -> None:
    first = scale.sign(4090)
    scale.sign(4080)
    with scale.house.work(scale.staff["sara"], "correct_report") as w:
        typed = replace(FORM, weight_after_mg=4085, correction="Read again")
        again = reports.correct(w, first, typed, SIGNED).first("report")
    assert "unexplained" not in str(scale.statements(again))
    assert scale.left == -20
