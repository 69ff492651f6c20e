"""A correction stays as old as the report that it corrects; nothing is weighed past the gate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError
from app.domain.ids import now_ms
from app.models.database import Database
from app.models.pieces import Measured, Piece, Stone
from app.services import reports
from app.services.documents import report_preview
from app.services.passport_moment import at_moment
from app.services.piece_parts import reports_of
from app.services.report_cards import report_card, report_content
from app.services.report_form import Mark, ReportForm
from app.services.report_known import known_then
from app.services.report_opening import open_report
from app.services.report_sides import open_difference
from app.services.report_start import GROSS, last_measured, last_report, start_report
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED
from tests.services.brooch_reports import brooch as brooch

FIRST = ReportForm(photos=(PHOTO,), weight_before_mg=4100, grade="as_new")
SCRATCH = Mark(1, "PIN", "scratch", 2, photo_sha256=PHOTO.sha256, x=500_000, y=500_000)


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


def sign(house: Shop, staff: dict[str, Actor], piece: int, form: ReportForm) -> int:
    with house.work(staff["sara"], "sign_report") as w:
        signed = reports.sign(w, piece, form, SIGNED)
    assert not signed.work_id  # it stands: no Undo is offered
    return signed.first("report")


def test_a_corrected_older_report_does_not_become_the_last_one(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    first = sign(house, staff, brooch, FIRST)
    later = replace(
        FIRST, weight_after_mg=4060, weight_reason="cleaned", findings=(SCRATCH,), grade="very_good"
    )
    second = sign(house, staff, brooch, later)
    worded = replace(
        FIRST, correction="Read again", remarks="Bar brooch, not a bar pin", weight_reason="cleaned"
    )
    with house.work(staff["sara"], "correct_report") as w:
        again = reports.correct(w, first, worded, SIGNED).first("report")
    last = last_report(db, brooch)
    assert last is not None
    assert last.id == second
    assert [mark.type for mark in start_report(db, brooch).findings] == ["scratch"]
    assert last_measured(db, brooch, GROSS) == 4060
    assert report_card(db, again).comparison is None
    for opened in (brooch, second):
        found = open_difference(db, opened, staff["sara"].user_id).difference
        assert found is not None
        assert (found.out.id, found.into.id, found.line) == (again, second, "Mark 1 new")
    assert at_moment(db, brooch, now_ms() + 1000, staff["sara"].roles).report_id == second
    lines = reports_of(db, brooch)  # on the piece's page it is the last one as well
    assert [(line.id, line.superseded) for line in lines] == [
        (second, False),
        (again, False),
        (first, True),
    ]
    assert lines[1].since == lines[2].since <= lines[1].at


def test_a_correction_of_the_last_report_still_tells_the_weight_and_the_comparison(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    sign(house, staff, brooch, FIRST)
    second = sign(house, staff, brooch, replace(FIRST, weight_after_mg=4110))
    with house.work(staff["sara"], "correct_report") as w:
        typed = replace(FIRST, weight_after_mg=4101, correction="Read again")
        again = reports.correct(w, second, typed, SIGNED).first("report")
    assert last_measured(db, brooch, GROSS) == 4101
    last = last_report(db, brooch)
    assert last is not None
    assert last.id == again
    compared = report_card(db, again).comparison
    assert compared is not None
    assert compared.weight_then_mg == 4100


def test_a_weight_typed_after_alone_is_held_against_what_the_piece_weighed(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    alone = replace(FIRST, weight_before_mg=None, weight_after_mg=3500)
    with (
        pytest.raises(reports.ReportStopError) as stopped,
        house.work(staff["sara"], "sign_report") as w,
    ):
        reports.sign(w, brooch, alone, SIGNED)
    assert "−600 mg" in stopped.value.message


# ---------------------------------------------------------------------- judged by its own time
SIZED = ReportForm(
    photos=(PHOTO,), weight_before_mg=4100, stones_found=3, parts_found=2, grade="as_new"
)


def test_a_spelling_is_corrected_after_the_piece_was_sized(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    """Its weight, stones, parts and size of today are not what the old report saw."""
    with house.work(staff["sara"], "describe") as w:
        stone = w.add(Stone, piece_id=brooch, position=1, species="diamond", count=3)
        w.edit(Piece, brooch, components=2, ring_size="52")
    first = sign(house, staff, brooch, SIZED)
    with house.work(staff["sara"], "after_the_bench") as w:
        w.add(Measured, subject_kind="piece", subject_id=brooch, what=GROSS, value=4700)
        w.edit(Stone, stone, count=5)
        w.edit(Piece, brooch, components=1, ring_size="54")
    then = known_then(db, first)
    assert (then.weight_mg, then.stone_count, then.components) == (4100, 3, 2)
    worded = replace(SIZED, remarks="Bar brooch, not a bar pin", correction="Read again")
    assert not [one for one in reports.before_signing(db, brooch, worded, first) if one.blocks]
    with house.work(staff["sara"], "correct_report") as w:
        again = reports.correct(w, first, worded, SIGNED).first("report")
    paper = report_content(db, again)
    assert (paper.stones_expected, paper.stone_counts) == (3, (3,))
    sizes = [fact.value for _, facts in paper.facts for fact in facts if fact.label == "Ring size"]
    assert sizes == ["52"]
    assert last_measured(db, brooch, GROSS) == 4700
    assert known_then(db, again).weight_mg == 4100


def test_a_correction_is_still_held_against_what_was_known_then(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    first = sign(house, staff, brooch, FIRST)
    with house.work(staff["sara"], "after_the_bench") as w:
        w.add(Measured, subject_kind="piece", subject_id=brooch, what=GROSS, value=4700)
    today = replace(FIRST, weight_before_mg=4700, correction="Read again")
    with (
        pytest.raises(reports.ReportStopError) as stopped,
        house.work(staff["sara"], "correct_report") as w,
    ):
        reports.correct(w, first, today, SIGNED)
    assert "+600 mg" in stopped.value.message


def test_the_page_judges_an_old_report_by_its_own_time(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    first = sign(house, staff, brooch, FIRST)
    second = sign(house, staff, brooch, replace(FIRST, weight_after_mg=4110))
    user = staff["sara"].user_id
    assert open_report(db, brooch, user).piece.weight_mg == 4110
    opened = open_report(db, second, user)
    assert (opened.piece.weight_mg, opened.last and opened.last.id) == (4100, first)
    assert open_report(db, first, user).last is None


# ---------------------------------------------------------------------- what it corrects, and why
def test_a_correction_in_which_nothing_differs_is_refused(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    first = sign(house, staff, brooch, FIRST)
    number = report_card(db, first).number
    same = replace(report_card(db, first).form, correction="Only so", private_notes="mine")
    with (
        pytest.raises(InputError, match=f"Nothing is different from version 1 of {number}: change"),
        house.work(staff["sara"], "correct_report") as w,
    ):
        reports.correct(w, first, same, SIGNED)


def test_a_correction_says_why_on_its_paper(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    first = sign(house, staff, brooch, FIRST)
    worded = replace(report_card(db, first).form, remarks="Bar brooch")
    with (
        pytest.raises(InputError, match="Say why it is corrected") as refused,
        house.work(staff["sara"], "correct_report") as w,
    ):
        reports.correct(w, first, worded, SIGNED)
    assert refused.value.field == "correction"
    with house.work(staff["sara"], "correct_report") as w:
        form = replace(worded, correction="It was called a pin")
        second = reports.correct(w, first, form, SIGNED).first("report")
    assert report_content(db, second).statements[0] == "Corrected because: It was called a pin"
    assert not [one for one in report_content(db, first).statements if "Corrected" in one]
    # The next correction is held against the newest version, whichever it names.
    with (
        pytest.raises(InputError, match="Nothing is different from version 2"),
        house.work(staff["sara"], "correct_report") as w,
    ):
        reports.correct(w, second, replace(form, correction="Once more"), SIGNED)


def test_the_paper_of_a_correction_that_is_being_written_is_the_next_version(
    house: Shop, db: Database, staff: dict[str, Actor], brooch: int
) -> None:
    first = sign(house, staff, brooch, FIRST)
    for version_of, words in ((first, "version 2, draft"), (0, "version 1, draft")):
        shown = report_preview(db, house.files, staff["sara"], brooch, FIRST, version_of)
        with closing(pypdfium2.PdfDocument(shown.pdf)) as opened:
            assert words in opened[0].get_textpage().get_text_range()
