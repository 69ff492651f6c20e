"""The side of a signed report: the words by which it was decided, and nothing that is over."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services import reports
from app.services.report_form import ViewPhoto
from app.services.report_start import start_report
from app.services.signatures import Signature
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.signed_side import SignedSide
from app.views.widgets.text import Text
from tests.views.reports.writing_hand import opened

SIGNED = [Signature("examiner", "Sara Okafor", (((1, 1), (2, 2)),))]


def said(side: SignedSide) -> str:
    return "\n".join(one.text() for one in side.findChildren(Text) if not one.isHidden())


def test_a_decided_report_says_by_whom_and_why_and_stops_no_more(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    stories = (
        {"stones_found": 15, "weight_after_mg": 5480},
        {
            "stones_found": 14,
            "weight_after_mg": 5435,
            "weight_reason": "soiled",
            "decision": "Stone 10 is lost",
        },
    )
    photos: tuple[ViewPhoto, ...] = ()
    for story in stories:
        with house.work(staff["sara"], "sign_report", second=staff["mia"]) as w:
            form = start_report(w, ring)
            photos = photos or form.photos
            form = replace(form, photos=photos, grade="poor", **story)
            report_id = reports.sign(w, ring, form, SIGNED).first("report")
    page = opened(qtbot, evidence_window, report_id)
    mia, words = staff["mia"].display, said(page.signed)
    assert f"{mia}: Stone 10 is lost" in words
    assert f"14 of 15 stones, 1 missing: decided by {mia}." in words
    assert "−45 mg, more than 20 mg: not cleaned." in words
    assert "stops until" not in words
    assert "give a reason" not in words
