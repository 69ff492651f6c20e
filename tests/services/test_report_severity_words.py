"""A signed report says how bad a finding was in the words in which it was signed."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.printing.document import wording
from app.printing.document.condition_report import ConditionReport
from app.printing.document.content import content_from_json, content_to_json, digest
from app.services import documents, reports
from app.services.report_cards import report_content
from app.services.report_form import Mark, ReportForm
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED
from tests.services.brooch_reports import brooch as brooch

FORM = ReportForm(
    photos=(PHOTO,),
    weight_before_mg=4100,
    grade="very_good",
    findings=(Mark(1, "PIN", "scratch", 2), Mark(2, "PIN", "dent", 0)),
)


def words_of(pdf: bytes) -> str:
    """All the words of a paper."""
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        return " ".join(page.get_textpage().get_text_range() for page in opened)


def test_the_words_are_part_of_what_is_signed(
    house: Shop, staff: dict[str, Actor], brooch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.work(staff["sara"], "sign_report") as w:
        report = reports.sign(w, brooch, FORM, SIGNED).first("report")
    with closing(house.reader()) as db:
        content = report_content(db, report)
        before = documents.report_sheet(db, house.files, report).pdf
    assert [one.severity_words for one in content.findings] == ["visible close", "note"]
    later: dict[str, Any] = json.loads(json.dumps(wording._labels("en")))
    later["condition_report"]["severity_2"] = "plain to see"
    monkeypatch.setattr(wording, "_labels", lambda _language: later)
    with closing(house.reader()) as db:
        again = documents.report_sheet(db, house.files, report).pdf
    assert "visible close" in words_of(again)
    assert "plain to see" not in words_of(again)
    assert again == before


def test_they_are_in_the_language_of_the_paper(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    with house.work(staff["sara"], "sign_report") as w:
        german = replace(FORM, language="de")
        report = reports.sign(w, brooch, german, SIGNED).first("report")
    with closing(house.reader()) as db:
        content = report_content(db, report)
    assert [one.severity_words for one in content.findings] == ["von nah sichtbar", "Hinweis"]


def test_a_report_that_kept_the_figure_alone_keeps_its_digest(
    house: Shop, staff: dict[str, Actor], brooch: int
) -> None:
    with house.work(staff["sara"], "sign_report") as w:
        report = reports.sign(w, brooch, FORM, SIGNED).first("report")
    with closing(house.reader()) as db:
        content = report_content(db, report)
    old = replace(
        content, findings=tuple(replace(one, severity_words="") for one in content.findings)
    )
    kept = content_to_json(old)
    assert "severity_words" not in str(kept)
    assert digest(content_from_json(ConditionReport, kept)) == digest(old) != digest(content)


def test_the_words_for_reports_that_kept_the_figure_alone_do_not_change() -> None:
    """Papers were signed with just these: another wording is a new word, never a change of one."""
    told = [
        [wording.Labels("condition_report", language)[f"severity_{n}"] for n in range(5)]
        for language in ("ar", "de", "en", "es", "fr", "he", "it")
    ]
    assert told[2] == ["note", "only 10×", "visible close", "obvious", "at risk"]
    sealed = sha256(json.dumps(told).encode()).hexdigest()
    assert sealed == "b254300e5b38afc867ef00280f57355cb92298840f98b2fa2440f3803080e1a7"
