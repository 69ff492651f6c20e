"""A manager's word clears exactly what was on the screen: this pair of reports, these stops, these figures."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, replace

import pytest

from app.domain.actors import Actor
from app.models.pieces import Measured, Piece, Stone
from app.models.records import File
from app.printing.document.terms import PaperTerms
from app.services import report_cards, reports
from app.services.difference_words import settled_words
from app.services.piece_states import judge
from app.services.report_cards import report_card, report_content
from app.services.report_compare import changes_line
from app.services.report_decisions import decide, difference_of
from app.services.report_difference import Difference
from app.services.report_form import Mark, ReportForm, ViewPhoto
from app.services.report_gate import Passed, ReportStopError, Stop
from app.services.report_opening import open_report
from app.services.report_quick import QuickAnswer, sign_quick
from app.services.report_start import GROSS, last_report
from app.services.signatures import Signature
from app.services.undo import undo
from app.shop import Shop

PHOTO = ViewPhoto("cd" * 32, "front", 800, 600, 1000)
SIGNED = [Signature("examiner", "Sara Okafor", (((1, 1), (2, 2)),))]
FORM = ReportForm(photos=(PHOTO,), grade="poor", stones_found=3, parts_found=2)


@dataclass
class Desk:
    """One piece of 5.000 g, three stones, two parts; signing and comparing its reports."""

    shop: Shop
    staff: dict[str, Actor]
    piece: int

    def sign(self, weight: int, decision: str = "", **values: object) -> int:
        """A report of today's weight; with words, a manager confirms."""
        form = replace(FORM, weight_after_mg=weight, decision=decision, **values)  # type: ignore[arg-type]
        second = self.staff["mia"] if decision else None
        with self.shop.work(self.staff["sara"], "sign_report", second=second) as w:
            return reports.sign(w, self.piece, form, SIGNED).first("report")

    def correct(self, report: int, **values: object) -> int:
        """A new version with other words."""
        mia = self.staff["mia"]
        with self.shop.work(mia, "sign_report") as w:
            form = replace(report_card(w.db, report).form, correction="Read again")
            form = replace(form, **values)  # type: ignore[arg-type]
            return reports.correct(w, report, form, SIGNED).first("report")

    def decide(self, out: int, into: int) -> int:
        """Mia lets it pass; the unit of work."""
        with self.shop.work(self.staff["mia"], "decide_difference") as w:
            return decide(w, out, into, "Polished").work_id

    def quality(self) -> str:
        """The piece's quality now."""
        with closing(self.shop.reader()) as db:
            return str(db.value("SELECT quality FROM piece_now WHERE id = ?", (self.piece,)) or "")

    def found(self, out: int, into: int) -> Difference:
        """What the comparison says."""
        reader = self.shop.reader()
        try:
            return difference_of(reader, out, into)
        finally:
            reader.close()


def a_piece(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="brooch", description="Double clip", components=2)
        w.add(Stone, piece_id=piece, position=1, species="diamond", count=3)
        w.add(Measured, subject_kind="piece", subject_id=piece, what=GROSS, value=5000)
        w.step("piece", piece, "intake")
        w.code("piece", piece)
        if not w.value("SELECT 1 FROM file WHERE sha256 = ?", (PHOTO.sha256,)):
            w.add(File, sha256=PHOTO.sha256, size=1000, mime="image/jpeg", width=800, height=600)
    return piece


@pytest.fixture
def desk(house: Shop, staff: dict[str, Actor]) -> Desk:
    return Desk(house, staff, a_piece(house, staff))


def test_words_on_a_report_pass_what_stopped_when_it_was_signed(desk: Desk) -> None:
    out = desk.sign(5000)
    into = desk.sign(4890, "Clasp filed", stones_found=2)
    found = desk.found(out, into)
    assert set(found.stops) == {Stop("weight", 5000, 4890), Stop("stones", 3, 2)}
    assert found.decision is not None
    assert (found.decision.words, found.decision.by) == ("Clasp filed", desk.staff["mia"].display)
    assert not found.is_stopped


def test_what_a_manager_lets_pass_goes_to_quarantine_as_the_paper_says(desk: Desk) -> None:
    desk.sign(5000)
    assert desk.quality() in ("", "ok")
    desk.sign(4890, "Clasp filed")
    assert desk.quality() == "quarantine"


def test_a_correction_puts_nothing_aside_that_was_looked_into(desk: Desk) -> None:
    desk.sign(5000)
    into = desk.sign(5000, "One is at the setter", stones_found=2)
    with desk.shop.work(desk.staff["mia"], "judge") as w:
        judge(w, desk.piece, "ok", "inspected")
    desk.correct(into, remarks="Stone 2 is at the setter")
    assert desk.quality() == "ok"


def test_words_on_a_report_do_not_pass_its_comparison_with_an_older_one(desk: Desk) -> None:
    """Five times 20 mg passed one by one; the manager saw the stone alone."""
    out = desk.sign(5000)
    for loan in range(1, 6):
        before = desk.sign(5000 - 20 * loan)
    into = desk.sign(4890, "The stone is at the setter", stones_found=2)
    assert not desk.found(before, into).is_stopped
    older = desk.found(out, into)
    assert set(older.stops) == {Stop("weight", 5000, 4890), Stop("stones", 3, 2)}
    assert older.decision is None
    assert older.is_stopped


def test_words_where_nothing_stopped_pass_nothing_later(desk: Desk) -> None:
    """A clerk's words on a report that stops nowhere are no manager's decision."""
    out = desk.sign(5000)
    for loan in range(1, 6):
        desk.sign(5000 - 20 * loan)
    form = replace(FORM, weight_after_mg=4890, decision="All well")
    with desk.shop.work(desk.staff["sara"], "sign_report") as w:
        into = reports.sign(w, desk.piece, form, SIGNED).first("report")
    assert desk.found(out, into).is_stopped


def test_a_decision_about_one_pair_says_nothing_of_another(desk: Desk) -> None:
    first = desk.sign(5000)
    second = desk.sign(4990)
    for weight in (4970, 4950, 4930, 4910, 4890):
        last = desk.sign(weight)
    last = desk.sign(4870)
    desk.decide(first, last)
    assert not desk.found(first, last).is_stopped
    assert desk.found(second, last).is_stopped


def test_a_spelling_leaves_it_decided_and_another_figure_asks_again(desk: Desk) -> None:
    first = desk.sign(5000)
    for loan in range(1, 7):
        last = desk.sign(5000 - 20 * loan)
    desk.decide(first, last)
    spelled = desk.correct(last, remarks="Double clip, not a pin")
    named = desk.correct(first, remarks="Double clip")
    assert not desk.found(named, spelled).is_stopped
    weighed = desk.correct(spelled, weight_after_mg=4881)
    found = desk.found(named, weighed)
    assert found.stops == (Stop("weight", 5000, 4881),)
    assert found.is_stopped


def test_a_decision_that_was_taken_back_passes_nothing(desk: Desk) -> None:
    first = desk.sign(5000)
    for loan in range(1, 7):
        last = desk.sign(5000 - 20 * loan)
    work = desk.decide(first, last)
    assert not desk.found(first, last).is_stopped
    undo(desk.shop, desk.staff["mia"], work)
    assert desk.found(first, last).is_stopped


def test_a_report_that_kept_no_figures_is_judged_by_what_was_known_then(desk: Desk) -> None:
    """One that an older Parure signed: its words pass what stopped then, and no more."""
    out = desk.sign(5000)
    into = desk.sign(4890, "Clasp filed")
    desk.sign(4880)
    reader = desk.shop.reader()
    card = report_card(reader, into)
    said = json.loads(reader.value("SELECT content FROM report WHERE id = ?", (into,)))
    assert said.pop("decided")["stops"] == [["weight", 5000, 4890]]
    last = last_report(reader, desk.piece, before=into)
    judged = report_cards._passed(reader, into, said, card.form, last)
    assert judged == Passed(report_card(reader, out).number, (Stop("weight", 5000, 4890),))
    reader.close()


def test_all_that_stops_is_said_before_a_manager_decides(
    desk: Desk, house: Shop, staff: dict[str, Actor]
) -> None:
    desk.sign(5000)
    other = Desk(house, staff, a_piece(house, staff))
    other.sign(5000)
    answers = [QuickAnswer(desk.piece, 4890, 3), QuickAnswer(other.piece, 5000, 2)]
    with pytest.raises(ReportStopError) as stopped, house.work(staff["sara"], "sign_report") as w:
        sign_quick(w, "check", answers, SIGNED, "Hand-over of 2 pieces")
    assert "4.890 g now" in stopped.value.message
    assert "2 of 3 stones" in stopped.value.message


def test_the_paper_says_decided_of_what_was_decided_alone(desk: Desk) -> None:
    """It was weighed between the reports: against the last one nobody has decided about the weight."""
    desk.sign(5000)
    with desk.shop.work(desk.staff["sara"], "weigh") as w:
        w.add(Measured, subject_kind="piece", subject_id=desk.piece, what=GROSS, value=4890)
    into = desk.sign(4890, "The stone is at the setter", stones_found=2)
    later = desk.sign(4780, "Clasp filed", stones_found=3)
    reader = desk.shop.reader()
    said, then = report_content(reader, into).comparison, report_content(reader, later).comparison
    reader.close()
    assert [(row.what, row.judgement) for row in said[:2]] == [
        ("Gross weight", "stops until a manager decides"),
        ("Stones", "decided by a manager"),
    ]
    assert [(row.what, row.judgement) for row in then[:2]] == [
        ("Gross weight", "decided by a manager"),
        ("Stones", "complete"),
    ]


def test_a_paper_tells_marks_by_their_numbers_and_counts_as_counts(desk: Desk) -> None:
    first = desk.sign(5000, findings=tuple(Mark(n, "PIN", "scratch", 1) for n in range(1, 5)))
    reader = desk.shop.reader()
    card = report_card(reader, first)
    marks = [replace(mark, since=card.number, change="same") for mark in card.form.findings]
    fresh = (Mark(5, "CATCH", "dent", 1), Mark(6, "CATCH", "chip", 1))
    worse = replace(marks[2], severity=2)
    into = desk.sign(5000, findings=(*marks[:2], worse, *fresh), language="de")
    row = report_content(reader, into).comparison[-1]
    found = difference_of(reader, first, into)
    reader.close()
    assert found.line == "Mark 3 worse · marks 5–6 new · mark 4 repaired"
    assert (row.then, row.now, row.difference) == ("1–4", "1–3, 5–6", "Befunde 5–6 neu")
    assert row.judgement == "Befund 3 schlechter · Befund 4 repariert · 2 unverändert"


@pytest.mark.parametrize("language", ["de", "fr", "it", "es", "he", "ar"])
def test_every_language_of_the_papers_says_that_numbers_are_marks(language: str) -> None:
    said = changes_line({"worse": (3,), "new": (5, 6), "repaired": (2,)}, PaperTerms(language).say)
    english = changes_line({"worse": (3,), "new": (5, 6), "repaired": (2,)})
    assert english == "Mark 3 worse · marks 5–6 new · mark 2 repaired"
    parts = said.split(" · ")
    assert len(parts) == 3
    assert not [one for one in parts if one in english or one[0].isdigit()]


def settled(desk: Desk, report: int) -> dict[str, str]:
    """What the page of a signed report says of each difference."""
    with closing(desk.shop.reader()) as db:
        opened = open_report(db, report, desk.staff["sara"].user_id)
        assert opened.against is not None
        return dict(settled_words(opened.against))


def test_a_signed_report_names_the_reason_and_who_decided(desk: Desk) -> None:
    desk.sign(5000)
    into = desk.sign(4955, "One is at the setter", stones_found=2, weight_reason="soiled")
    mia = desk.staff["mia"].display
    assert settled(desk, into) == {
        "Weight": "5.000 g before, 4.955 g now: −45 mg, more than 20 mg: not cleaned.",
        "Stones": f"2 of 3 stones, 1 missing: decided by {mia}.",
        "Parts": "2 of 2 parts.",
        "Decided": f"{mia}: One is at the setter",
    }


def test_what_a_comparison_decided_later_stands_on_the_signed_report_too(desk: Desk) -> None:
    """Small steps that passed one by one and stop together: until somebody decides, it says so."""
    desk.sign(5000)
    with desk.shop.work(desk.staff["sara"], "weigh") as w:
        w.add(Measured, subject_kind="piece", subject_id=desk.piece, what=GROSS, value=4890)
    into = desk.sign(4890)
    first = open_last(desk, into)
    assert settled(desk, into)["Weight"].endswith("the hand-over stops until a manager decides.")
    desk.decide(first, into)
    mia, told = desk.staff["mia"].display, settled(desk, into)
    assert told["Weight"].endswith(f"more than 100 mg: decided by {mia}.")
    assert told["Decided"] == f"{mia}: Polished"


def open_last(desk: Desk, report: int) -> int:
    """The report before it."""
    with closing(desk.shop.reader()) as db:
        last = last_report(db, desk.piece, before=report)
        assert last is not None
        return last.id
