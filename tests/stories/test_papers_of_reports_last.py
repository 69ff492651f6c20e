"""A report's paper years later: the same words and photos, whatever was renamed since; each version by
its own code; and what was noted for the house alone on none of them."""

from __future__ import annotations

import email
import email.policy
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.domain.ids import now_ms
from app.domain.permissions import allowed
from app.models.pieces import Piece
from app.models.shopwide import Place
from app.services import reports
from app.services.documents import document_paper, report_preview, report_sheet
from app.services.house_paper import COMPANY_PHONE
from app.services.paper_mail import Letter, draft_of
from app.services.passport_paper import make_passport
from app.services.people import rename_user
from app.services.report_cards import report_card
from app.services.report_decisions import make_difference_report
from app.services.report_form import Mark, OtherSide, ReportForm
from app.services.report_phrases import Phrase, put_phrases
from app.services.scanning import resolve
from app.services.settings import COMPANY_LINES, put_quietly
from app.services.wordings import WordingForm, add_wording
from app.shop import Shop
from tests.services.order_desk import furnished_counter
from tests.stories.report_pairs import BORROWER, EXAMINER, Desk, complete, two_photos

NOTE = "Sister says that he bought it in Dubai"


@pytest.fixture
def desk(house: Shop, staff: dict[str, Actor]) -> Desk:
    return Desk(house, staff["owen"], furnished_counter(house, staff).ring)


def form_of(desk: Desk, reason: str = "loan_out", **values: object) -> ReportForm:
    before, _, _ = two_photos()
    found = (Mark(1, "PR-3", "prong_worn", 2, 300, "Tip flat, stone secure", x=5, y=5),)
    usual: dict[str, object] = {"weight_after_mg": 3850, "stones_found": 1}
    begun = desk.begin(reason)
    known = begun.findings or found
    return complete(begun, desk.photo(before), known, **{**usual, **values})


def pdf_of(desk: Desk, report: int) -> bytes:
    with closing(desk.shop.reader()) as db:
        return report_sheet(db, desk.shop.files, report, copy=False).pdf


def words(pdf: bytes) -> str:
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        return " ".join(page.get_textpage().get_text_range() for page in opened)


def test_a_paper_made_again_years_later_is_the_same(desk: Desk, staff: dict[str, Actor]) -> None:
    with desk.shop.work(staff["mia"], "phrases") as w:
        put_phrases(w, [Phrase({"en": "Tip flat, stone secure", "de": "Spitze flach, Stein fest"})])
        place = w.add(Place, kind_code="room", name="R1", title="Viewing room")
    report = desk.sign(form_of(desk, place_id=place, language="de"))
    first = pdf_of(desk, report)
    assert "Spitze flach, Stein fest" in words(first)
    with desk.shop.work(staff["mia"], "years_go_by") as w:
        put_quietly(w, "name", "Another House")
        put_quietly(w, COMPANY_LINES, "Elsewhere 1")
        put_quietly(w, COMPANY_PHONE, "+1 000")
        put_phrases(w, [Phrase({"en": "Tip flat, stone secure", "de": "anders gesagt"})])
        w.edit(Piece, desk.piece, description="Another ring", setting_pattern="bezel")
        w.edit(Place, place, title="Another room")
        wording = WordingForm("condition_report", "opinion", "Anders.", "de", "", "2020-01-01")
        add_wording(w, wording)
    admin = next(one for one in staff.values() if allowed(one.roles, "users.update"))
    with desk.shop.work(admin, "rename") as w:
        rename_user(w, desk.actor.user_id, "Somebody Else")
    desk.sign(form_of(desk, "loan_in"))
    assert pdf_of(desk, report) == first


def test_each_version_is_opened_by_its_own_code(desk: Desk, staff: dict[str, Actor]) -> None:
    first = desk.sign(form_of(desk))
    paper = pdf_of(desk, first)
    with desk.shop.work(staff["owen"], "correct_report") as w:
        form = replace(form_of(desk), remarks="Corrected", correction="Read again")
        second = reports.correct(w, first, form, (EXAMINER, BORROWER)).first("report")
    with closing(desk.shop.reader()) as db:
        codes = [report_card(db, report).code for report in (first, second)]
        assert len(set(codes)) == 2
        for code, report in zip(codes, (first, second), strict=True):
            opened = resolve(db, code)
            assert (opened.kind, opened.target_id) == ("report", report)
            assert report_card(db, report).version == (1 if report == first else 2)
            printed = words(pdf_of(desk, report)).replace(" ", "")
            assert code in printed
            assert ("Corrected" in printed) == (report == second)
    said, before = (words(pdf).split() for pdf in (pdf_of(desk, first), paper))
    at = said.index("corrected:")  # under its number, and nothing else is another than it was
    assert said[at : at + 4] == ["corrected:", "see", "version", "2"]
    assert said[:at] + said[at + 4 :] == before


def test_what_was_noted_for_the_house_is_on_no_paper(desk: Desk, staff: dict[str, Actor]) -> None:
    their = OtherSide("ab" * 32, "Their sheet", "Lumen", "2026-11-16", weight_mg=3700)
    form = form_of(desk, private_notes=NOTE, other_side=(their,), grade="good")
    papers: list[bytes] = []
    with closing(desk.shop.reader()) as db:
        papers.append(report_preview(db, desk.shop.files, desk.actor, desk.piece, form).pdf)
    out = desk.sign(form)
    into = desk.sign(form_of(desk, "loan_in", private_notes=NOTE))
    assert desk.begin("check").private_notes == ""
    with desk.shop.work(desk.actor, "difference_report") as w:
        documents = [make_difference_report(w, out, into).first("document")]
    with desk.shop.work(staff["mia"], "passport") as w:
        documents.append(make_passport(w, desk.piece, now_ms()).first("document"))
    with closing(desk.shop.reader()) as db:
        papers += [document_paper(db, desk.shop.files, one).pdf for one in documents]
        sheet = report_sheet(db, desk.shop.files, out)
        draft = draft_of(Letter("elena@example.com", "Report", "Attached."), sheet)
        indexed = db.rows("SELECT * FROM document_search")
        logged = db.rows("SELECT * FROM document")
    message = email.message_from_bytes(draft, policy=email.policy.default)
    papers += [sheet.pdf, *(part.get_content() for part in message.iter_attachments())]
    assert len(papers) == 5
    for paper in papers:
        assert "Dubai" not in words(paper)
        assert b"Dubai" not in paper
    assert "Dubai" not in draft.decode()
    assert "Dubai" not in str(indexed)
    assert "Dubai" not in str(logged)
