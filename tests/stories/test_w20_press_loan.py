"""W20: eight looks, twenty-three pieces lent on one paper; back in two goes, one scratched, one missing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest

from app.domain.actors import Actor
from app.domain.dates import long_date, parse_day
from app.domain.errors import (
    InputError,
    NotAllowedError,
    ReportDemandedError,
    StateError,
    UserError,
)
from app.domain.ids import now_ms
from app.models.pieces import Measured, Move, Piece, Priced, Stone
from app.printing.document.hand_over import ENTRUSTED, MIXED, HandOverForm
from app.services import reports
from app.services.documents import document_content, document_paper
from app.services.hand_over_check import Way, check_going
from app.services.hand_over_papers import paper_of, still_out
from app.services.hand_overs import HandOver, hand_back, hand_out
from app.services.move_mending import take_back_move
from app.services.photos import add_photo
from app.services.piece_cards import piece_card
from app.services.piece_states import hold
from app.services.pieces import piece_row
from app.services.report_cards import report_card, report_content
from app.services.report_decisions import difference_of
from app.services.report_form import Mark, ViewPhoto
from app.services.report_gate import ReportStopError
from app.services.report_quick import QuickAnswer
from app.services.report_start import known_piece, start_report
from app.services.reports import save_draft
from app.services.signatures import Signature
from app.services.today import today
from app.shop import Shop
from tests.views.evidence_fixtures import picture

LOOKS = (3, 2, 4, 3, 2, 3, 4, 2)
INSURED = (425_000, 198_000, 612_000, 294_000, 780_000, 336_000, 515_000, 140_000)
OWEN = Signature("examiner", "Owen Achterberg", (((100, 500), (300, 200), (800, 600)),))
LENA = Signature("borrower", "Lena Marsh", (((50, 400), (900, 420)),))
BOTH = (OWEN, LENA)


@dataclass
class Desk:
    """Owen's desk: the shop, who works there, the twenty-three pieces, where they go and lie."""

    shop: Shop
    staff: dict[str, Actor]
    pieces: list[int]
    out: int
    safe: int

    def work(self, do: Callable[..., Any], *said: Any, who: str = "owen", **more: Any) -> Any:
        """One unit of work, Mia the second person."""
        with self.shop.work(self.staff[who], "hand_over", second=self.staff["mia"]) as w:
            return do(w, *said, **more)

    def read(self, ask: Callable[..., Any], *said: Any) -> Any:
        with closing(self.shop.reader()) as db:
            return ask(db, *said)

    def loan(self, **changed: Any) -> HandOver:
        due = date.fromisoformat(self.shop.settings.today()) + timedelta(days=7)
        return replace(
            HandOver(self.out, ("Lumen Magazine", "12 Rue Cler, Paris"), due.isoformat(),
                     "Cover story, May issue"),
            **changed,
        )  # fmt: skip

    def answers(self, pieces: list[int], **said: Any) -> list[QuickAnswer]:
        return [QuickAnswer(piece, **{"weight_mg": 5000, "stones_found": 1, **said})
                for piece in pieces]  # fmt: skip

    def lend(self) -> int:
        """All twenty-three out; the paper."""
        made = self.work(hand_out, self.pieces, self.loan(), self.answers(self.pieces), BOTH)
        assert not made.work_id  # what both sides signed stands: no Undo is offered
        return int(made.first("document"))

    def whole(self, piece: int, reason: str, *findings: Mark) -> int:
        """A report written whole."""
        form = self.read(start_report, piece, reason)
        form = replace(form, photos=form.photos or (ViewPhoto("ab" * 32),), grade="good",
                       stones_found=1, weight_after_mg=5000,
                       findings=(*form.findings, *findings))  # fmt: skip
        return int(self.work(reports.sign, piece, form, BOTH).first("report"))


@pytest.fixture
def desk(house: Shop, staff: dict[str, Actor]) -> Desk:
    with closing(house.reader()) as db:
        where = {
            kind: db.value("SELECT id FROM place WHERE kind_code = ? ORDER BY id LIMIT 1", (kind,))
            for kind in ("external_party", "safe")
        }
    pieces = []
    with house.work(staff["sara"], "take_in") as w:
        for look, (many, insured) in enumerate(zip(LOOKS, INSURED, strict=True), 1):
            for nth in range(many):
                piece = w.add(Piece, category="ring", description=f"Look {look}, ring {nth + 1}",
                              number=w.number("P"))  # fmt: skip
                w.add(Stone, piece_id=piece, position=1, species="ruby", stone_mct=300)
                w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg",
                      value=5000)  # fmt: skip
                share = insured // many + (insured % many if nth == 0 else 0)
                w.add(Priced, subject_kind="piece", subject_id=piece, what="price",
                      amount_minor=share, currency="USD")  # fmt: skip
                w.step("piece", piece, "intake")
                w.step("piece", piece, "free")
                w.code("piece", piece)
                w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=where["safe"])
                pieces.append(piece)
    made = Desk(house, staff, pieces, where["external_party"], where["safe"])
    for piece in pieces:
        add_photo(house, staff["sara"], "piece", piece, picture(), "top.jpg", "top")
        made.whole(piece, "take_in", Mark(1, "INS", "sizing_seam", 0))
    return made


def test_out_on_one_paper_signed_once(desk: Desk) -> None:
    paper = desk.lend()
    content: HandOverForm = desk.read(document_content, paper)
    assert (len(content.items), content.value_minor) == (23, 3_300_000)
    assert content.loan
    assert [one.name for one in content.signatures] == ["Owen Achterberg", "Lena Marsh"]
    numbers = [item.report for item in content.items]
    assert len(set(numbers)) == 23
    assert desk.read(lambda db: db.value(
        "SELECT count(*) || ' ' || count(DISTINCT work_id) FROM report WHERE reason = 'loan_out'"
    )) == "23 1"  # fmt: skip
    assert desk.read(still_out, paper) == tuple(desk.pieces)
    assert desk.read(paper_of, desk.pieces[4]) == paper
    shown = desk.read(document_paper, desk.shop.files, paper)
    pdf = pypdfium2.PdfDocument(shown.pdf)
    words = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    for said in (*numbers, "33,000.00", "Lumen Magazine", "Cover story, May issue", "Lena Marsh"):
        assert said in words, said


def test_back_in_two_goes_with_a_scratch_and_one_that_is_missing(desk: Desk) -> None:
    paper = desk.lend()
    scratched, late, lost = desk.pieces[3], desk.pieces[10], desk.pieces[22]
    fine = [one for one in desk.pieces if one not in (scratched, late, lost)]
    into = desk.whole(scratched, "loan_in", Mark(2, "SHK-B", "scratch", 2, 2400))
    first = desk.work(
        hand_back, paper, desk.safe,
        [*desk.answers(fine[:10]), *(QuickAnswer(one, as_it_went=True) for one in fine[10:])],
        BOTH, [scratched],
    )  # fmt: skip
    assert first.message == "21 pieces back with H10-26-00002, 2 pieces still out".replace(
        "26", desk.shop.settings.today()[2:4]
    )
    assert not first.work_id
    assert desk.read(still_out, paper) == (late, lost)
    back: HandOverForm = desk.read(document_content, first.first("document"))
    assert (back.back, back.loan, len(back.items)) == (True, False, 21)
    facts = {fact.label: fact.value for fact in back.terms}
    numbers = [desk.read(known_piece, one).number for one in (late, lost)]
    assert facts["Still out"] == f"2 pieces: {', '.join(numbers)}"
    listed = [item.number for item in back.items]
    assert listed == [desk.read(known_piece, one).number
                      for one in desk.pieces if one not in (late, lost)]  # fmt: skip
    assert facts["Back from"].startswith("H10-")
    news = {item.number: item.news for item in back.items}  # what both sides sign names the scratch
    (new,) = news.pop(desk.read(known_piece, scratched).number)
    assert new == "mark 2 new: scratch, SHK-B, 2.4 mm, visible close"
    assert set(news.values()) == {("no mark new or worse since it went out",)}
    out = desk.read(lambda db: db.value(
        "SELECT id FROM report WHERE piece_id = ? AND reason = 'loan_out'", (scratched,)
    ))  # fmt: skip
    assert desk.read(difference_of, out, into).line == "Mark 2 new"
    # Those that were only looked at say so, and claim no weight.
    looked = desk.read(lambda db: db.value(
        "SELECT id FROM report WHERE piece_id = ? AND reason = 'loan_in'", (fine[-1],)
    ))  # fmt: skip
    card, said = desk.read(report_card, looked), desk.read(report_content, looked)
    assert (card.form.weight_after_mg, card.form.weight_before_mg) == (None, None)
    assert "It was not weighed: it came as it went." in said.statements
    assert all(row.what != "Gross weight" for row in said.comparison)
    assert [one.name for one in card.signatures] == ["Owen Achterberg", "Lena Marsh"]
    weights = {item.number: (item.weight_mg, item.not_weighed) for item in back.items}
    read = [weights[desk.read(known_piece, one).number] for one in (fine[0], scratched, fine[-1])]
    assert read == [(5000, False), (5000, False), (None, True)]
    # Three days later the next one; the paper is closed but for what is lost.
    second = desk.work(hand_back, paper, desk.safe, desk.answers([late]), BOTH)
    assert second.message.endswith("1 piece still out")
    assert desk.read(still_out, paper) == (lost,)


def test_it_is_remembered_every_day_until_the_last_piece_is_back(desk: Desk) -> None:
    lent = desk.pieces[:3]
    made = desk.work(hand_out, lent, desk.loan(), desk.answers(lent), BOTH)
    paper = int(made.first("document"))

    def stands(days: int) -> dict[str, tuple[str, str, str]]:
        rows = desk.read(
            today, desk.shop.settings, desk.staff["sara"], now_ms() + days * 86_400_000
        ).rows
        keys = ("loans_due", "loans_out", "pieces_out")
        return {r.key: (r.sentence, r.right, r.tone) for r in rows if r.key in keys}

    day = long_date(parse_day(desk.loan().due_on), desk.shop.settings.locale)
    number = desk.read(document_content, paper).number
    sentence = f"{number} Lumen Magazine, 3 pieces, back by {day}"
    assert stands(0) == {"loans_out": (sentence, "7 days to go", "neutral")}
    assert stands(7) == {"loans_due": (sentence, "Due today", "bad")}
    assert stands(30) == {"loans_due": (sentence, "23 days late", "bad")}  # once, not by each piece
    row = desk.read(piece_row, lent[0])
    assert (row.lent_to, row.due_on) == ("Lumen Magazine", desk.loan().due_on)
    assert f"back by {day}" in desk.read(piece_card, lent[0]).whereabouts.lines
    desk.work(hand_back, paper, desk.safe, desk.answers(lent[:2]), BOTH)
    assert stands(7)["loans_due"][0] == f"{number} Lumen Magazine, 1 piece, back by {day}"
    assert desk.read(piece_row, lent[0]).lent_to == ""
    assert desk.read(piece_row, lent[2]).lent_to == "Lumen Magazine"
    desk.work(hand_back, paper, desk.safe, desk.answers(lent[2:]), BOTH)
    assert stands(30) == {}


def test_what_went_without_a_day_is_told_when_it_is_out_for_long(desk: Desk) -> None:
    lent = desk.pieces[:1]
    desk.work(hand_out, lent, desk.loan(due_on=""), desk.answers(lent), BOTH)
    at = now_ms() + 20 * 86_400_000
    rows = {row.key for row in desk.read(today, desk.shop.settings, desk.staff["sara"], at).rows}
    assert rows & {"loans_due", "loans_out", "pieces_out"} == {"pieces_out"}


# ---------------------------------------------------------------------- what may not pass
def test_what_lies_with_them_already_is_not_written_on_a_second_paper(desk: Desk) -> None:
    first, second = desk.pieces[:2]
    desk.work(hand_out, [first], desk.loan(), desk.answers([first]), BOTH)
    with pytest.raises(StateError, match="there already"):
        desk.work(hand_out, [first, second], desk.loan(), desk.answers([second]), BOTH)
    assert desk.read(paper_of, second) == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"to": ()}, "to"), ({"to": ("  ",)}, "to"), ({"due_on": "11.5.26"}, "due_on"),
     ({"due_on": "2020-05-11"}, "due_on"), ({"due_on": "2062-05-11"}, "due_on"), ({"purpose": "x" * 201}, "to")],
)  # fmt: skip
def test_a_loan_that_cannot_be_is_refused(desk: Desk, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.work(hand_out, desk.pieces, desk.loan(**changed), desk.answers(desk.pieces), BOTH)
    assert refused.value.field == field
    nothing_happened(desk)


@pytest.mark.parametrize(
    ("signatures", "field"),
    [((OWEN,), "borrower"), ((LENA,), "examiner"), ((), "examiner"),
     ((OWEN, replace(LENA, name=" ")), "borrower"), ((OWEN, replace(LENA, strokes=())), "borrower")],
)  # fmt: skip
def test_nobody_signs_without_a_name(desk: Desk, signatures: Any, field: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.work(hand_out, desk.pieces, desk.loan(), desk.answers(desk.pieces), signatures)
    assert refused.value.field == field
    nothing_happened(desk)


def test_one_piece_that_differs_stops_all_until_a_manager_decides(desk: Desk) -> None:
    answers = desk.answers(desk.pieces)
    answers[7] = replace(answers[7], stones_found=2)  # more stones than the piece has
    with pytest.raises(ReportStopError):
        desk.work(hand_out, desk.pieces, desk.loan(), answers, BOTH)
    answers[7] = replace(answers[7], stones_found=1, weight_mg=5_101)
    with pytest.raises(ReportStopError):
        desk.work(hand_out, desk.pieces, desk.loan(), answers, BOTH)
    nothing_happened(desk)


def test_thirty_three_thousand_go_with_two_persons_and_a_place_outside(desk: Desk) -> None:
    with pytest.raises(NotAllowedError), desk.shop.work(desk.staff["owen"], "hand_over") as w:
        hand_out(w, desk.pieces, desk.loan(), desk.answers(desk.pieces), BOTH)
    with pytest.raises(InputError) as refused:
        desk.work(hand_out, desk.pieces, desk.loan(place_id=desk.safe), [], BOTH)
    assert refused.value.field == "place"
    with pytest.raises(NotAllowedError):
        desk.work(hand_out, desk.pieces, desk.loan(), [], BOTH, who="olga")
    nothing_happened(desk)


def test_what_is_not_out_does_not_come_back_and_not_without_a_report(desk: Desk) -> None:
    paper = desk.lend()
    back = desk.answers(desk.pieces[:2])
    with pytest.raises(InputError) as refused:
        desk.work(hand_back, paper, desk.out, back, BOTH)
    assert refused.value.field == "place"
    # The report out says nothing of the way back.
    with pytest.raises(ReportDemandedError) as demanded:
        desk.work(hand_back, paper, desk.safe, back, BOTH, desk.pieces[2:4])
    assert demanded.value.piece_ids == tuple(desk.pieces[2:4])
    desk.work(hand_back, paper, desk.safe, back, BOTH)
    with pytest.raises(StateError, match="back already"):
        desk.work(hand_back, paper, desk.safe, back, BOTH)
    with pytest.raises(InputError):
        desk.work(hand_back, paper, desk.safe, [], BOTH)


def test_the_paper_of_a_return_has_nothing_out_and_takes_nothing_back(desk: Desk) -> None:
    first, second = desk.pieces[:2]
    out = desk.work(hand_out, [first, second], desk.loan(), desk.answers([first, second]), BOTH)
    paper = int(out.first("document"))
    back = desk.work(hand_back, paper, desk.safe, desk.answers([first]), BOTH).first("document")
    assert desk.read(still_out, back) == ()
    assert desk.read(still_out, paper) == (second,)
    with pytest.raises(StateError) as refused:
        desk.work(hand_back, back, desk.safe, desk.answers([first]), BOTH)
    assert "is the paper of a return" in refused.value.message
    assert "Back from" in refused.value.remedy


def test_both_sign_the_weight_that_was_typed_and_not_the_one_before(desk: Desk) -> None:
    piece = desk.pieces[0]
    out = desk.work(hand_out, [piece], desk.loan(), desk.answers([piece], weight_mg=5_010), BOTH)
    paper = int(out.first("document"))
    assert desk.read(document_content, paper).items[0].weight_mg == 5_010
    came = desk.answers([piece], weight_mg=5_020)
    back = desk.work(hand_back, paper, desk.safe, came, BOTH).first("document")
    assert desk.read(document_content, back).items[0].weight_mg == 5_020


@pytest.mark.parametrize(("consigned", "owners"), [(0, ""), (1, MIXED), (2, ENTRUSTED)])
def test_the_paper_of_a_loan_claims_nothing_that_belongs_to_others(
    desk: Desk, consigned: int, owners: str
) -> None:
    pieces = desk.pieces[:2]
    with desk.shop.work(desk.staff["mia"], "edit") as w:
        for piece in pieces[:consigned]:
            w.edit(Piece, piece, ownership="consigned_in")
    made = desk.work(hand_out, pieces, desk.loan(), desk.answers(pieces), BOTH)
    paper: HandOverForm = desk.read(document_content, made.first("document"))
    assert paper.owners == owners


def test_a_return_written_by_mistake_and_taken_back_leaves_the_piece_out_by_its_paper(
    desk: Desk,
) -> None:
    first, second = desk.pieces[:2]
    out = desk.work(hand_out, [first, second], desk.loan(), desk.answers([first, second]), BOTH)
    paper = int(out.first("document"))
    desk.work(hand_back, paper, desk.safe, desk.answers([first, second]), BOTH)
    sql = "SELECT id FROM move WHERE subject_id = ? ORDER BY hlc DESC LIMIT 1"
    wrong = desk.read(lambda db: db.value(sql, (second,)))
    desk.work(take_back_move, wrong, "wrong_piece")
    assert desk.read(paper_of, second) == paper
    assert desk.read(still_out, paper) == (second,)
    assert desk.work(hand_back, paper, desk.safe, desk.answers([second]), BOTH)


def test_what_would_refuse_it_is_known_before_anybody_signs(desk: Desk) -> None:
    """Each refusal of ``hand_out`` has its stop in the check, and what passes the check passes."""
    owen = desk.staff["owen"].user_id
    held, begun, odd, fine = desk.pieces[:4]
    desk.work(lambda w: hold(w, held, "police"), who="mia")
    save_draft(desk.shop, desk.staff["owen"], begun, desk.read(start_report, begun, "loan_out"))
    pieces = [held, begun, odd, fine]
    answers = [*desk.answers([held, begun, fine]), QuickAnswer(odd, 5050, 1)]
    checked = desk.read(check_going, owen, pieces, desk.loan(), answers)
    assert {(one.piece_id, one.way) for one in checked.stops} == {
        (held, Way.PIECE), (begun, Way.DRAFT), (odd, Way.COUNT)
    }  # fmt: skip
    for piece in (held, begun, odd):
        answer = [one for one in answers if one.piece_id == piece]
        with pytest.raises(UserError):
            desk.work(hand_out, [piece], desk.loan(), answer, BOTH)
    assert desk.read(check_going, owen, [fine], desk.loan(), desk.answers([fine])).stops == ()
    desk.work(hand_out, [fine], desk.loan(), desk.answers([fine]), BOTH)
    there = desk.read(check_going, owen, [fine], desk.loan(), [])
    assert [one.way for one in there.stops] == [Way.PIECE]
    assert desk.read(check_going, owen, desk.pieces, desk.loan(), []).confirm.startswith(
        "22 pieces"
    )
    stops = desk.read(check_going, owen, [odd], desk.loan(), [QuickAnswer(odd, 5_101, 1)])
    assert stops.stops == ()
    assert "manager" in stops.decide
    with pytest.raises(InputError) as refused:
        desk.read(check_going, owen, [odd], desk.loan(place_id=desk.safe), [])
    assert refused.value.field == "place"


def nothing_happened(desk: Desk) -> None:
    told = desk.read(lambda db: db.row(
        "SELECT (SELECT count(*) FROM document WHERE document_kind = 'hand_over'),"
        " (SELECT count(*) FROM report WHERE reason = 'loan_out'),"
        " (SELECT count(*) FROM number_counter WHERE kind_code = 'H')"
    ))  # fmt: skip
    assert told == (0, 0, 0)
