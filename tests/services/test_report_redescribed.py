"""A stone that is missing is not gone because the description was edited to have one fewer."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured, Piece, Stone
from app.services import reports
from app.services.report_cards import report_card, report_content
from app.services.report_form import ReportForm
from app.services.report_start import GROSS, start_report
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED, brooch

__all__ = ["brooch"]


class Clip:
    """The brooch with fifteen stones in two parts, and its reports."""

    def __init__(self, house: Shop, sara: Actor, brooch: int) -> None:
        self.house, self.sara, self.brooch = house, sara, brooch
        with house.work(sara, "describe") as w:
            stone = w.add(Stone, piece_id=brooch, position=1, species="diamond", count=15)
            w.edit(Piece, brooch, components=2)
        self.stone = stone

    def form(self, **values: object) -> ReportForm:
        with closing(self.house.reader()) as db:
            begun = start_report(db, self.brooch)
        seen = {"stones_found": 15, "parts_found": 2, "weight_after_mg": 4100, **values}
        return replace(begun, photos=(PHOTO,), grade="good", **seen)  # type: ignore[arg-type]

    def told(self, form: ReportForm) -> set[str]:
        with closing(self.house.reader()) as db:
            found = reports.before_signing(db, self.brooch, form)
        return {one.sentence for one in found if not one.blocks}

    def sign(self, form: ReportForm) -> int:
        with self.house.work(self.sara, "sign_report") as w:
            return reports.sign(w, self.brooch, form, SIGNED).first("report")

    def statements(self, report_id: int) -> tuple[str, ...]:
        with closing(self.house.reader()) as db:
            return report_content(db, report_id).statements


@pytest.fixture
def clip(house: Shop, staff: dict[str, Actor], brooch: int) -> Clip:
    return Clip(house, staff["sara"], brooch)


def test_counts_edited_between_two_reports_are_told_and_printed(clip: Clip) -> None:
    first = clip.sign(clip.form())
    with closing(clip.house.reader()) as db:
        number = report_card(db, first).number
    assert not any("expected" in one for one in clip.told(clip.form()))
    with clip.house.work(clip.sara, "describe") as w:
        w.edit(Stone, clip.stone, count=14)
        w.edit(Piece, clip.brooch, components=1)
    form = clip.form(stones_found=14, parts_found=None)
    assert {
        f"{number} expected 15 stones; the piece is described with 14 now.",
        f"{number} expected 2 parts; the piece is described with 1 now.",
    } <= clip.told(form)
    again = clip.sign(form)
    said = f"Described otherwise since {number}: Stones 15 → 14, Parts 2 → 1."
    assert said in clip.statements(again)
    form = clip.form(stones_found=14, parts_found=None)
    assert not any("expected" in one for one in clip.told(form))  # the last report says it
    third = clip.sign(form)
    assert "Described otherwise" not in str(clip.statements(third))


def test_a_weight_noted_between_two_reports_does_not_hide_what_is_gone(clip: Clip) -> None:
    first = clip.sign(clip.form())
    with closing(clip.house.reader()) as db:
        number = report_card(db, first).number
    with clip.house.work(clip.sara, "describe") as w:
        w.add(Measured, subject_kind="piece", subject_id=clip.brooch, what=GROSS, value=3600)
    said = f"{number} weighed 4.100 g; 3.600 g was noted since then, without a report."
    assert said in clip.told(clip.form(weight_after_mg=3600))
    assert said not in clip.told(clip.form(weight_after_mg=3600, weight_reason="part_added"))


def test_a_correction_is_held_against_the_report_before_it(clip: Clip) -> None:
    first = clip.sign(clip.form())
    with clip.house.work(clip.sara, "describe") as w:
        w.edit(Stone, clip.stone, count=14)
    form = clip.form(stones_found=15)
    with closing(clip.house.reader()) as db:
        found = reports.before_signing(db, clip.brooch, form, first)
    assert not any("described with" in one.sentence for one in found)
