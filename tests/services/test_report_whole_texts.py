"""A half character, as a broken paste leaves it, stops neither the draft nor the signature."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.services import reports
from app.services.report_cards import report_card, report_content
from app.services.report_form import Fingerprint, Mark, OtherSide, ReportForm
from app.services.report_opening import kept_report
from app.services.signatures import Signature
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED
from tests.services.brooch_reports import brooch as brooch

FORM = ReportForm(photos=(PHOTO,), weight_before_mg=4100, grade="as_new", remarks="as it was")
HALF = "a \ud83d half"


@pytest.mark.parametrize(
    "form",
    [
        replace(FORM, remarks=HALF),
        replace(FORM, private_notes=HALF, decision=HALF, instrument=HALF),
        replace(FORM, fingerprint=Fingerprint(HALF, HALF)),
        replace(FORM, findings=(Mark(1, "PIN", "scratch", 1, words=HALF),), grade="very_good"),
        replace(FORM, other_side=(OtherSide("cd" * 32, HALF, HALF, words=HALF),)),
    ],
)
def test_it_is_kept_signed_and_printed(
    house: Shop, staff: dict[str, Actor], brooch: int, form: ReportForm
) -> None:
    sara = staff["sara"]
    reports.save_draft(house, sara, brooch, form)
    with closing(house.reader()) as db:
        kept = kept_report(db, sara.user_id, brooch)
    assert kept is not None
    assert "\ufffd" in str(kept.form)
    signed = (Signature("examiner", "Sara Ok\udc00afor", SIGNED[0].strokes),)
    with house.work(sara, "sign_report") as w:
        report = reports.sign(w, brooch, form, signed).first("report")
    with closing(house.reader()) as db:
        card, paper = report_card(db, report), report_content(db, report)
    assert card.form == kept.form
    assert card.signatures[0].name == paper.signatures[0].name == "Sara Ok\ufffdafor"
    assert "\\ud" not in str(paper)
    again = replace(card.form, remarks=f"more {HALF}", correction=HALF)
    with house.work(sara, "correct_report") as w:
        assert reports.correct(w, report, again, signed).first("report")
