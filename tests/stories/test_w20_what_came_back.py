"""W20 and W14: lent out and back with a new scratch; sized, and heavier for it; and what may not pass."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.alignment import aligned
from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, StateError
from app.domain.similarity import SAME, Alignment
from app.models.pieces import Measured, Piece, Stone
from app.services.difference_words import (
    PhotosFit,
    consequences,
    spoken_weight,
    stop_sentence,
    weight_words,
)
from app.services.documents import document_content, document_paper
from app.services.report_decisions import attach_theirs, decide, make_difference_report
from app.services.report_form import BOX, Fingerprint, Mark
from app.services.report_gate import ReportStopError
from app.services.reports import save_draft
from app.shop import Shop
from tests.stories.report_pairs import Desk, complete, png, two_photos, view_photo

KNOWN = (
    Mark(1, "ST-1", "abrasion", 1, x=560_000, y=420_000),
    Mark(2, "SHO-L", "sizing_seam", 0, x=90_000, y=580_000),
    Mark(3, "PR-3", "prong_worn", 2, None, "", "", BOX, 300_000, 620_000, 80_000, 80_000),
    Mark(4, "SHK-B", "shank_thin", 3, 900),
)
SCRATCH = Mark(5, "SHO-R", "scratch", 2, 2400, x=860_000, y=500_000)
GONE = Mark(6, "ST-10", "stone_missing", 4, x=360_000, y=770_000)


@pytest.fixture
def desk(house: Shop, staff: dict[str, Actor]) -> Desk:
    """A ring of 5.480 g with a sapphire of 0.92 ct and fourteen diamonds of 0.14 ct together."""
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Sapphire cluster ring",
                      number="P10-26-00001", setting_pattern="prong_4")  # fmt: skip
        w.add(Stone, piece_id=piece, position=1, role="centre", species="sapphire", shape="oval",
              length_um=7020, width_um=5110, stone_mct=918, method="formula")  # fmt: skip
        w.add(Stone, piece_id=piece, position=2, species="diamond", shape="round", count=14,
              stone_mct=140, method="formula")  # fmt: skip
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480)
        w.step("piece", piece, "intake")
        w.code("piece", piece)
    return Desk(house, staff["owen"], piece)


@pytest.fixture
def out(desk: Desk) -> int:
    """The report going out: four findings, fifteen stones."""
    before, _, _ = two_photos()
    form = complete(desk.begin("loan_out"), desk.photo(before), KNOWN, weight_after_mg=5480,
                    stones_found=15, fingerprint=Fingerprint("silk a, b; crystal c", "no inscription"))  # fmt: skip
    return desk.sign(form)


def back(desk: Desk, findings: tuple[Mark, ...], **values: object) -> int:
    """The report coming back, signed."""
    _, after, _ = two_photos()
    photo = desk.photo(after, "back.jpg")
    begun = desk.begin("loan_in")
    kept = tuple(
        replace(one, change="worse" if one.severity > KNOWN[one.n - 1].severity else "same")
        if one.n <= len(KNOWN)
        else one
        for one in findings
    )
    second = values.pop("second", None)
    form = complete(begun, photo, kept, **{"stones_found": 15, "weight_after_mg": 5478, **values})
    return desk.sign(form, second=second)  # type: ignore[arg-type]


# ---------------------------------------------------------------------- W20
def test_the_new_scratch_is_the_only_thing_that_is_listed(desk: Desk, out: int) -> None:
    found = desk.compared(out, back(desk, (*KNOWN, SCRATCH)))
    assert found.line == "Mark 5 new"
    assert found.rest == "4 unchanged"
    assert [(one.n, one.change) for one in found.found if one.change != "same"] == [(5, "new")]
    assert found.worst is not None
    assert (found.worst.n, found.worst.mark.severity, found.worst.out) == (5, 2, None)
    assert (found.outcome, found.is_stopped, found.is_same) == ("pass", False, False)
    assert [pair.changes for pair in found.photos] == [1]
    assert consequences(found) == (("file-text", "mark 5 stays on record against the report out"),)


def test_its_two_photos_are_laid_over_each_other(desk: Desk, out: int) -> None:
    before, after, _ = two_photos()
    found = aligned(before, after)
    assert found is not None
    assert found.error <= 0.02


def test_a_finding_that_got_worse_and_one_that_was_repaired(desk: Desk, out: int) -> None:
    worse = replace(KNOWN[2], severity=3, type="prong_bent")
    found = desk.compared(out, back(desk, (*KNOWN[:2], worse, SCRATCH)))
    assert found.line == "Mark 3 worse · mark 5 new · mark 4 repaired"
    assert found.rest == "2 unchanged"
    row = next(one for one in found.found if one.n == 3)
    assert row.out is not None
    assert row.into is not None
    assert (row.out.severity, row.into.severity) == (2, 3)


def test_back_as_it_went_says_that_nothing_changed(desk: Desk, out: int) -> None:
    found = desk.compared(out, back(desk, KNOWN, weight_after_mg=5480))
    assert (found.line, found.is_same) == ("Nothing changed", True)
    assert consequences(found) == (("circle-check", "nothing stands in the way of the hand-over"),)


def test_sixty_milligrams_lighter_want_a_reason(desk: Desk, out: int) -> None:
    with pytest.raises(InputError) as refused:
        back(desk, KNOWN, weight_after_mg=5420)
    assert refused.value.field == "weight_reason"
    found = desk.compared(out, back(desk, KNOWN, weight_after_mg=5420, weight_reason="cleaned"))
    assert found.weight is not None
    assert found.weight.verdict.difference == -60
    assert (found.weight.passes, found.weight.reasons) == (20, 100)
    assert weight_words(found) == "−60 mg: cleaned"
    assert spoken_weight(found) == "Weight difference minus 60 milligrams, cleaned"
    assert not found.is_stopped


def test_a_stone_fewer_stops_until_a_manager_decides(
    desk: Desk, out: int, staff: dict[str, Actor]
) -> None:
    missing = {"stones_found": 14, "weight_after_mg": 5420, "weight_reason": "other"}
    with pytest.raises(ReportStopError):
        back(desk, (*KNOWN, SCRATCH, GONE), **missing)
    with pytest.raises(ReportStopError) as told:  # words alone are no manager
        back(desk, (*KNOWN, SCRATCH, GONE), **missing, decision="Let it pass")
    assert "Marked as missing: ST-10." in told.value.message
    into = back(
        desk, (*KNOWN, SCRATCH, GONE), **missing, decision="Borrower pays", second=staff["mia"]
    )
    found = desk.compared(out, into)
    assert found.line == "Marks 5–6 new"
    assert (found.outcome, found.is_stopped) == ("stop", False)
    assert found.decision is not None
    assert (found.decision.words, found.decision.by) == ("Borrower pays", staff["mia"].display)
    assert found.one_stone_mg == 2
    assert stop_sentence(found) == (
        "One stone fewer than on the way out (14 of 15), and 60 mg lighter;"
        " missing: ST-10; one stone explains about 2 mg."
    )


def test_two_reports_apart_stop_though_each_step_passed(
    desk: Desk, out: int, staff: dict[str, Actor]
) -> None:
    """15 mg a loan passes each time; over eight loans it is a stop, and a manager's word ends it."""
    into = 0
    for loan in range(1, 9):
        into = back(desk, KNOWN, weight_after_mg=5480 - 15 * loan)
    found = desk.compared(out, into)
    assert found.weight is not None
    assert (found.weight.verdict.outcome, found.weight.unexplained) == ("stop", 120)
    assert found.is_stopped
    sara, mia = staff["sara"], staff["mia"]
    with pytest.raises(ReportStopError), desk.shop.work(sara, "decide_difference") as w:
        decide(w, out, into, "Polished twice")
    with pytest.raises(InputError), desk.shop.work(mia, "decide_difference") as w:
        decide(w, out, into, "  ")
    with desk.shop.work(sara, "decide_difference", second=mia) as w:
        decide(w, out, into, "Polished twice")
    found = desk.compared(out, into)
    assert found.decision is not None
    assert (found.decision.by, found.is_stopped) == (mia.display, False)
    with desk.shop.work(mia, "read") as w:
        assert w.state("quality", desk.piece) == "quarantine"
    with pytest.raises(StateError), desk.shop.work(mia, "decide_difference") as w:
        decide(w, out, into, "Once more")


def test_what_may_pass_is_not_decided(desk: Desk, out: int, staff: dict[str, Actor]) -> None:
    into = back(desk, KNOWN)
    with pytest.raises(StateError), desk.shop.work(staff["mia"], "decide_difference") as w:
        decide(w, out, into, "Anyway")


# ---------------------------------------------------------------------- W14
def test_sizing_explains_fifty_five_milligrams_more(desk: Desk) -> None:
    before, after, _ = two_photos()
    form = complete(desk.begin("take_in"), desk.photo(before), KNOWN, weight_before_mg=4210,
                    weight_after_mg=4210, stones_found=15, decision="another scale, house rule")  # fmt: skip
    with pytest.raises(ReportStopError):
        desk.sign(form)
    with desk.shop.work(desk.actor, "weigh") as w:
        w.add(
            Measured,
            subject_kind="piece",
            subject_id=desk.piece,
            what="gross_weight_mg",
            value=4210,
        )
    out = desk.sign(replace(form, decision=""))
    sized = complete(desk.begin("return"), desk.photo(after), KNOWN, weight_after_mg=4265,
                     stones_found=15)  # fmt: skip
    with pytest.raises(InputError) as refused:
        desk.sign(sized)
    assert refused.value.field == "weight_reason"
    found = desk.compared(out, desk.sign(replace(sized, weight_reason="sized")))
    assert weight_words(found) == "+55 mg: sized"
    assert found.weight is not None
    assert found.weight.unexplained == 0
    assert (found.outcome, found.is_stopped) == ("pass", False)


# ---------------------------------------------------------------------- choosing, theirs, the paper
def test_the_page_opens_with_the_report_before_and_the_draft(desk: Desk, out: int) -> None:
    assert desk.opened(desk.piece).difference is None
    _, after, _ = two_photos()
    draft = complete(desk.begin("loan_in"), desk.photo(after), (*KNOWN, SCRATCH), stones_found=15,
                     weight_after_mg=5478)  # fmt: skip
    save_draft(desk.shop, desk.actor, desk.piece, draft)
    found = desk.opened(desk.piece).difference
    assert found is not None
    assert (found.out.id, found.into.is_draft, found.line) == (out, True, "Mark 5 new")
    into = desk.sign(draft)
    later = desk.sign(replace(draft, reason="pre_ship", knows=None))
    opened = desk.opened(later)
    assert opened.difference is not None
    assert (opened.difference.out.id, opened.difference.into.id) == (into, later)
    assert [side.id for side in opened.sides] == [later, into, out]
    chosen = desk.opened(later, out_id=out, in_id=into).difference
    assert chosen is not None
    assert (chosen.out.id, chosen.into.id) == (out, into)


def test_reports_of_two_pieces_are_not_compared(
    desk: Desk, out: int, house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        other = w.add(Piece, category="ring", description="Another ring", number="P10-26-00002")
        w.add(Measured, subject_kind="piece", subject_id=other, what="gross_weight_mg", value=900)
        w.step("piece", other, "intake")
    second = Desk(house, staff["owen"], other)
    photo = second.photo(two_photos()[0])
    theirs = second.sign(complete(second.begin("take_in"), photo, ()))
    with pytest.raises(StateError, match="different pieces"):
        desk.compared(out, theirs)


def test_their_own_report_is_kept_as_it_came(desk: Desk, out: int) -> None:
    into = back(desk, KNOWN)
    for data, said in ((b"", "empty"), (b"MZ\x90 not a report", "neither a PDF")):
        with pytest.raises(InputError, match=said), desk.shop.work(desk.actor, "attach") as w:
            attach_theirs(w, desk.shop.files, into, data)
    theirs = b"%PDF-1.7 their words"
    for _ in range(2):
        with desk.shop.work(desk.actor, "attach") as w:
            attach_theirs(w, desk.shop.files, into, theirs)
    kept = desk.opened(into).theirs
    assert [mime for _, _, mime in kept] == ["application/pdf"]
    assert desk.shop.files.get(kept[0][1]) == theirs


def test_the_paper_says_what_the_page_says(desk: Desk, out: int, staff: dict[str, Actor]) -> None:
    into = back(desk, (*KNOWN, SCRATCH, GONE), stones_found=14, weight_after_mg=5420,
                weight_reason="other", decision="Borrower pays", second=staff["mia"])  # fmt: skip
    with desk.shop.work(desk.actor, "difference_report") as w:
        made = make_difference_report(w, out, into, PhotosFit(Alignment(SAME, 0.004, 9)))
    with desk.shop.work(desk.actor, "difference_report") as w:
        again = make_difference_report(w, out, into)
    document = made.first("document")
    assert again.first("document") == document
    reader = desk.shop.reader()
    content = document_content(reader, document)
    paper = document_paper(reader, desk.shop.files, document)
    reader.close()
    assert content.number.startswith("DR10-")
    assert (content.outcome, content.line) == ("decided", "Marks 5–6 new")
    assert [one.name for one in content.signatures] == ["Owen Park", "Lena Marsh"]
    pdf = pypdfium2.PdfDocument(paper.pdf)
    words = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert len(pdf) == 1
    pdf.close()
    for said in (
        "Marks 5–6 new",
        "ST-10",
        "SHO-R",
        "14",
        "−60 mg",
        "Borrower pays",
        content.out.sha256[:6],
    ):
        assert said in words, said


def test_the_paper_shows_the_view_on_which_something_changed(
    desk: Desk, out: int, staff: dict[str, Actor]
) -> None:
    """The stone is gone on a photo of another side: the one that the insurer needs to see."""
    _before, after, picture = two_photos()
    top, side = desk.photo(after, "back.jpg"), desk.photo(png(picture), "side.png")
    gone = replace(GONE, photo_sha256=side.sha256)
    into = back(desk, (*KNOWN, gone), stones_found=14, weight_after_mg=5470,
                photos=(view_photo(top), view_photo(side, "side")),
                decision="Borrower pays", second=staff["mia"])  # fmt: skip
    with desk.shop.work(desk.actor, "difference_report") as w:
        made = make_difference_report(w, out, into, PhotosFit(tried=False))
    with closing(desk.shop.reader()) as reader:
        content = document_content(reader, made.first("document"))
    assert content.into.photo.photo.sha256 == side.sha256
    assert [one.n for one in content.into.findings] == [6]
    assert content.aligned == "", "they were not laid over each other yet: nothing is said of it"


def test_a_count_that_is_the_same_differs_by_0(desk: Desk, out: int) -> None:
    into = back(desk, KNOWN)
    with desk.shop.work(desk.actor, "difference_report") as w:
        made = make_difference_report(w, out, into)
    with closing(desk.shop.reader()) as reader:
        content = document_content(reader, made.first("document"))
    assert [(one.what, one.difference) for one in content.comparison] == [
        ("Gross weight", "−2 mg"),
        ("Stones", "0"),
    ]


def test_who_may_not_write_reports_makes_no_paper(
    desk: Desk, out: int, staff: dict[str, Actor]
) -> None:
    into = back(desk, KNOWN)
    with pytest.raises(NotAllowedError), desk.shop.work(staff["emma"], "difference_report") as w:
        make_difference_report(w, out, into)
