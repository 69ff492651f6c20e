"""When each side signed: on the record, on the paper, and as it was closed where nobody kept it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from app.domain.actors import Actor
from app.models.pieces import Piece
from app.printing.document.condition_report import ConditionReport
from app.services.report_cards import report_card
from app.services.report_form import ViewPhoto
from app.services.report_paper import PaperFacts, report_paper
from app.services.report_start import known_piece, start_report
from app.services.reports import sign
from app.services.signatures import Signature
from app.shop import Shop

AT = 1_800_000_000_000
BEFORE = AT - 90_000
PHOTO = ViewPhoto("ab" * 32, "top", 800, 600, 1000)


def test_each_signature_stands_on_the_paper_with_its_own_moment(
    house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Band")
    with closing(house.reader()) as db:
        form = replace(start_report(db, piece), grade="good")
        facts = PaperFacts("CR10-26-00001", "1000000001", 1, None, AT, "Sara Okafor")
        both = (Signature("consignor", "Clara", ((), ()), BEFORE), Signature("examiner", "Sara"))
        paper = report_paper(db, known_piece(db, piece), form, both, facts)
    assert isinstance(paper, ConditionReport)
    assert [one.signed_at for one in paper.signatures] == [BEFORE, AT]


def test_a_signed_report_keeps_when_each_side_signed(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Band")
    with closing(house.reader()) as db:
        form = replace(
            start_report(db, piece), grade="good", photos=(PHOTO,), weight_before_mg=4_000
        )
    both = (Signature("consignor", "Clara", (), BEFORE), Signature("examiner", "Sara"))
    with house.work(staff["sara"], "report") as w:
        report = sign(w, piece, form, both).first("report")
    with closing(house.reader()) as db:
        card = report_card(db, report)
    assert card.signatures[0].at == BEFORE
    assert card.signatures[1].at == card.signed_at
