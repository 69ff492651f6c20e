"""What an expert of the other side would hold against a report stands on the report itself."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError
from app.domain.ids import ToldClock, now_ms, telling_time
from app.printing.document.condition_report import ConditionReport
from app.services import documents, reports
from app.services.report_cards import report_content
from app.services.report_form import ReportForm
from app.services.report_start import known_piece
from app.services.signatures import Signature
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED, brooch

__all__ = ["brooch"]
HOUR, YEAR = 3_600_000, 365 * 86_400_000
FORM = ReportForm(photos=(PHOTO,), weight_after_mg=4100, grade="good")


def signed(
    house: Shop, who: Actor, brooch: int, form: ReportForm, by: Signature = SIGNED[0]
) -> ConditionReport:
    with house.work(who, "sign_report") as w:
        report_id = reports.sign(w, brooch, form, [by]).first("report")
    with closing(house.reader()) as db:
        return report_content(db, report_id)


def words(pdf: bytes) -> str:
    """The words of a PDF, spaces and line ends as one space."""
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        pages = [opened[n].get_textpage().get_text_range() for n in range(len(opened))]
    return " ".join(" ".join(pages).split())


def told(house: Shop, brooch: int, form: ReportForm) -> list[tuple[str, bool]]:
    with closing(house.reader()) as db:
        return [(one.sentence, one.blocks) for one in reports.before_signing(db, brooch, form)]


# ---------------------------------------------------------------------- the PC's clock
@pytest.mark.parametrize(("back", "said"), [(0, False), (HOUR // 2, False), (YEAR, True)])
def test_a_report_made_with_the_clock_set_back_says_so(
    house: Shop, staff: dict[str, Actor], brooch: int, back: int, said: bool
) -> None:
    with telling_time(ToldClock(now_ms() - back)):
        paper = signed(house, staff["sara"], brooch, FORM)
    assert any("This PC’s clock showed" in one for one in paper.statements) is said


def test_a_signature_later_than_its_report_is_explained(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    paper = signed(house, staff["sara"], brooch, FORM, replace(SIGNED[0], at=now_ms() + HOUR // 2))
    assert any("A signature is later" in one for one in paper.statements)
    paper = signed(house, staff["sara"], brooch, FORM, replace(SIGNED[0], at=now_ms() - HOUR // 2))
    assert not any("A signature is later" in one for one in paper.statements)


# ---------------------------------------------------------------------- the photos
def test_a_photo_of_tomorrow_is_told_and_printed_as_that(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    tomorrow = replace(FORM, photos=(replace(PHOTO, taken_at=now_ms() + 24 * HOUR),))
    ahead = "By its camera’s clock a photo is still to be taken: front."
    assert (ahead, False) in told(house, brooch, tomorrow)
    said = "By the camera’s clock taken after this report: photo 1."
    assert said in signed(house, staff["sara"], brooch, tomorrow).statements
    today = replace(FORM, photos=(replace(PHOTO, taken_at=now_ms() - HOUR),))
    assert not any("camera" in sentence for sentence, _ in told(house, brooch, today))
    assert said not in signed(house, staff["sara"], brooch, today).statements


def test_photos_of_earlier_days_are_named_with_their_days(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    """Only the first photo has its moment under it, and an old picture proves an old condition."""
    at = ToldClock(1_800_000_000_000)  # 15 January 2027 in New York
    photos = tuple(
        replace(PHOTO, sha256=f"{n}" * 64, view=view, taken_at=at.ms - days * 24 * HOUR)
        for n, (view, days) in enumerate((("front", 0), ("back", 1), ("detail", 1), ("other", 60)))
    )
    with telling_time(at):
        paper = signed(house, staff["sara"], brooch, replace(FORM, photos=photos))
    said = "Taken on an earlier day: photo 4 (Nov 16, 2026); 2–3 (Jan 14, 2027)."
    assert said in paper.statements
    with telling_time(at):
        paper = signed(house, staff["sara"], brooch, replace(FORM, photos=photos[:1]))
    assert not any("earlier day" in one for one in paper.statements)


def test_one_picture_stands_for_one_view(house: Shop, staff: dict[str, Actor], brooch: int) -> None:
    both = replace(FORM, photos=(PHOTO, replace(PHOTO, view="back")))
    sentence = "The same picture stands for two views: front and back."
    assert (sentence, True) in told(house, brooch, both)
    with pytest.raises(InputError, match="two views"):
        signed(house, staff["sara"], brooch, both)
    # What was signed before this was asked can still be confirmed.
    assert not any(sentence == one for one, _ in told(house, brooch, replace(both, same_as="CR1")))


# ---------------------------------------------------------------------- what became of it since
def test_an_old_version_printed_again_names_the_newer_one(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    with house.work(staff["sara"], "sign_report") as w:
        first = reports.sign(w, brooch, FORM, SIGNED).first("report")
    with closing(house.reader()) as db:
        before = documents.report_sheet(db, house.files, first)
    assert "corrected" not in words(before.pdf)
    with house.work(staff["sara"], "correct_report") as w:
        second = reports.correct(
            w, first, replace(FORM, remarks="At 5", correction="Read again"), SIGNED
        ).first("report")
    with closing(house.reader()) as db:
        old, new = (documents.report_sheet(db, house.files, one) for one in (first, second))
    assert "version 1, signed corrected: see version 2" in words(old.pdf)
    assert "corrected" not in words(new.pdf)
    assert new.file_name == before.file_name.replace(".pdf", "-v2.pdf")


def test_two_corrections_at_once_are_told_apart_on_paper(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    """Both PCs signed a version 2: what was signed stays, and the papers are no longer mistaken."""
    with house.work(staff["sara"], "sign_report") as w:
        first = reports.sign(w, brooch, FORM, SIGNED).first("report")
    with house.work(staff["sara"], "correct_report") as w:
        reports.correct(w, first, replace(FORM, remarks="At 5", correction="Read again"), SIGNED)
    with house.work(staff["sara"], "correct_report") as w:  # as the other PC, which knew of one
        number = w.value("SELECT number FROM report WHERE id = ?", (first,))
        there = known_piece(w, brooch)
        other = reports._signed(w, there, FORM, SIGNED, number, first, 2).first("report")
    with closing(house.reader()) as db:
        paper = documents.report_sheet(db, house.files, other)
    assert "version 2, signed kept as version 3: corrected on two PCs at once" in words(paper.pdf)
    assert paper.file_name == f"{number}-v3.pdf"


# ---------------------------------------------------------------------- who signed, what weighed
def test_a_signature_without_a_name_is_nobodys(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    nobody = Signature("examiner", " ", SIGNED[0].strokes)
    with pytest.raises(InputError, match="has no name"):
        signed(house, staff["sara"], brooch, FORM, nobody)


def test_a_weight_without_a_scale_says_that_none_is_named(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    def scale(**values: object) -> str | None:
        paper = signed(house, staff["sara"], brooch, replace(FORM, **values))  # type: ignore[arg-type]
        facts = {fact.label: fact.value for _, column in paper.facts for fact in column}
        return facts.get("Scale")

    assert scale() == "not named"
    assert scale(weight_method="by_hand") == "typed by hand"
    assert scale(instrument="Kern") == "Kern, calibration not known"
