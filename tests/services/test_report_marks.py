"""A finding's number is its own for the piece's life, on however many PCs reports are signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import TypeVar

import pytest

from app.domain.actors import Actor
from app.domain.errors import StateError
from app.printing.document.condition_report import ConditionReport
from app.services import reports
from app.services.drafts import keep_draft
from app.services.report_cards import report_card, report_content
from app.services.report_compare import matched
from app.services.report_form import Mark, ReportForm, form_from_json, form_to_json
from app.services.report_marks import caught_up
from app.services.report_opening import draft_content
from app.services.report_sides import judge_draft, open_difference
from app.services.report_start import next_mark_number, start_report
from app.shop import Shop
from tests.services.brooch_reports import PHOTO, SIGNED
from tests.services.brooch_reports import brooch as brooch
from tests.services.two_pcs import meet, second_pc

T = TypeVar("T")


@pytest.fixture
def pcs(house: Shop, tmp_path_factory: pytest.TempPathFactory, brooch: int) -> Iterator[list[Shop]]:
    """The house at two PCs that both know the piece and have not met since."""
    other = second_pc(house, tmp_path_factory.mktemp("other") / "shop")
    yield [house, other]
    other.close()


class Desk:
    """A specialist at one of the PCs."""

    def __init__(self, shop: Shop, sara: Actor, piece: int) -> None:
        self.shop, self.sara, self.piece = shop, sara, piece

    def read(self, ask: Callable[..., T], *what: object) -> T:
        with closing(self.shop.reader()) as db:
            return ask(db, *what)

    def begin(self) -> ReportForm:
        form = self.read(start_report, self.piece)
        return replace(form, photos=(PHOTO,), grade="good", weight_after_mg=4100)

    def number(self) -> int:
        return self.read(next_mark_number, self.piece)

    def sign(self, form: ReportForm) -> int:
        with self.shop.work(self.sara, "sign_report") as w:
            return reports.sign(w, self.piece, form, SIGNED).first("report")

    def correct(self, report_id: int, form: ReportForm) -> int:
        with self.shop.work(self.sara, "correct_report") as w:
            form = replace(form, correction="Read again")
            return reports.correct(w, report_id, form, SIGNED).first("report")

    def found(self, place: str, kind: str, severity: int = 1) -> int:
        """Sign a report with one more finding than there are."""
        form = self.begin()
        mark = Mark(self.number(), place, kind, severity, photo_sha256=PHOTO.sha256)
        return self.sign(replace(form, findings=(*form.findings, mark)))

    def paper(self, report_id: int) -> ConditionReport:
        return self.read(report_content, report_id)

    def name(self, report_id: int) -> str:
        return self.read(report_card, report_id).number


@pytest.fixture
def desks(pcs: list[Shop], staff: dict[str, Actor], brooch: int) -> tuple[Desk, Desk]:
    here, there = (Desk(shop, staff["sara"], brooch) for shop in pcs)
    return here, there


def listed(form: ReportForm) -> list[tuple[int, str, str]]:
    return [(mark.n, mark.type, mark.since) for mark in form.findings]


def join(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    meet(here.shop, there.shop)
    meet(there.shop, here.shop)


def test_one_number_given_on_two_pcs_stays_the_earlier_ones(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    first = here.found("PIN", "scratch")
    join(desks)
    scratch, dent = here.found("FRAME", "crack", 2), there.found("BACK", "dent", 2)
    join(desks)
    a, b, c = (here.name(report) for report in (first, scratch, dent))
    for desk in desks:
        assert listed(desk.begin()) == [(1, "scratch", a), (2, "crack", b), (3, "dent", c)]
        assert desk.number() == 3  # the third is nobody's until it is signed
    form = here.begin()
    assert [mark.was for mark in form.findings] == [0, 0, 2]
    third = here.sign(form)
    join(desks)
    for desk in desks:
        assert listed(desk.begin()) == [(1, "scratch", a), (2, "crack", b), (3, "dent", c)]
        assert desk.number() == 4
        card = desk.read(report_card, third)
        assert card.comparison is not None
        assert (card.comparison.same, card.comparison.new) == ((1, 2, 3), ())
        assert card.comparison.repaired == ()
        paper = desk.paper(third)
        assert [one.change for one in paper.findings] == ["same"] * 3
        assert [one.since for one in paper.findings] == [a, b, f"{c} (2)"]
    found = here.read(open_difference, third, here.sara.user_id).difference
    assert found is not None
    assert [(one.n, one.change) for one in found.found if one.into] == [
        (1, "same"), (2, "new"), (3, "same")
    ]  # fmt: skip


def test_two_reports_of_two_pcs_do_not_take_their_marks_for_each_other(
    desks: tuple[Desk, Desk],
) -> None:
    here, there = desks
    crack, dent = here.found("FRAME", "crack"), there.found("BACK", "dent")
    join(desks)
    (out, into) = (here.read(report_card, report) for report in (crack, dent))
    told = matched(out.form, into.form, out.number, into.number)
    assert [
        (one and one.type, other and other.type, change) for one, other, change in told
    ] == [(None, "dent", "new"), ("crack", None, "repaired")]  # fmt: skip


def test_a_report_that_was_begun_before_another_is_not_signed_over_it(
    desks: tuple[Desk, Desk],
) -> None:
    here, there = desks
    begun = here.begin()
    own = replace(begun, findings=(Mark(1, "PIN", "pin_bent", 2),))
    there.found("BACK", "dent", 2)
    join(desks)
    with pytest.raises(StateError) as refused:
        here.sign(own)
    assert "was signed since" in refused.value.message
    now = here.begin()
    form = caught_up(own, now, here.number())
    assert [(mark.n, mark.type) for mark in form.findings] == [(1, "dent"), (2, "pin_bent")]
    assert form.knows == now.knows
    assert caught_up(form, now, here.number()) == form
    card = here.read(report_card, here.sign(form))
    assert card.comparison is not None
    assert (card.comparison.same, card.comparison.new) == ((1,), (2,))


def worse(form: ReportForm, severity: int) -> ReportForm:
    (mark,) = form.findings
    return replace(form, findings=(replace(mark, change="worse", severity=severity),))


def test_what_became_worse_meanwhile_is_as_bad_in_a_report_that_was_begun_before(
    desks: tuple[Desk, Desk],
) -> None:
    here, there = desks
    here.found("PIN", "scratch", 1)
    join(desks)
    begun = here.begin()
    there.sign(worse(there.begin(), 2))
    join(desks)
    form = caught_up(begun, here.begin(), here.number())
    assert [(mark.n, mark.severity, mark.change) for mark in form.findings] == [(1, 2, "same")]
    told = replace(begun, findings=(replace(begun.findings[0], change="repaired"),))
    assert caught_up(told, here.begin(), here.number()).findings == told.findings


def test_of_two_reports_at_once_the_worse_stands_until_somebody_knows_of_both(
    desks: tuple[Desk, Desk],
) -> None:
    here, there = desks
    here.found("PIN", "scratch", 1)
    join(desks)
    here.sign(worse(here.begin(), 2))
    there.sign(there.begin())  # as before, and later
    join(desks)
    for desk in desks:
        assert [mark.severity for mark in desk.begin().findings] == [2]
    form = here.begin()
    here.sign(replace(form, findings=(replace(form.findings[0], severity=1),)))
    assert [mark.severity for mark in here.begin().findings] == [1]


def test_a_number_that_was_withdrawn_is_not_given_again(desks: tuple[Desk, Desk]) -> None:
    here, _ = desks
    first = here.found("PIN", "scratch")
    card = here.read(report_card, first)
    here.correct(first, replace(card.form, findings=()))
    assert here.begin().findings == ()
    assert here.number() == 2
    here.found("BACK", "dent")
    assert [mark.n for mark in here.begin().findings] == [2]


def test_what_a_correction_of_an_older_report_adds_comes_along(desks: tuple[Desk, Desk]) -> None:
    here, _ = desks
    first = here.found("PIN", "scratch")
    here.found("BACK", "dent")
    form = here.read(report_card, first).form
    crack = Mark(here.number(), "FRAME", "crack", 2)
    here.correct(first, replace(form, findings=(*form.findings, crack)))
    assert [(mark.n, mark.type) for mark in here.begin().findings] == [
        (1, "scratch"), (2, "dent"), (3, "crack")
    ]  # fmt: skip


def test_what_was_repaired_is_gone_and_its_number_stays_its_own(desks: tuple[Desk, Desk]) -> None:
    here, _ = desks
    here.found("PIN", "pin_bent")
    join(desks)
    form = here.begin()
    straight = replace(form.findings[0], change="repaired")
    here.sign(replace(form, findings=(straight,)))
    assert here.begin().findings == ()
    here.found("PIN", "scratch")
    assert [mark.n for mark in here.begin().findings] == [2]


def test_a_renumbered_finding_is_judged_in_the_draft(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    here.found("FRAME", "crack")
    there.found("BACK", "dent")
    join(desks)
    keep_draft(here.shop, here.sara.user_id, "report", here.piece, draft_content(here.begin(), 0))
    for n in (1, 2):
        judge_draft(here.shop, here.sara, here.piece, n, "worse")
    kept = here.read(reports.open_draft, here.sara.user_id, here.piece)
    assert kept is not None
    assert [(mark.n, mark.change) for mark in kept[0].findings] == [(1, "worse"), (2, "worse")]


def test_what_a_form_knows_goes_with_it() -> None:
    form = ReportForm(findings=(Mark(7, "INS", "dent", 1, since="CR1", was=5),), knows=(1 << 60, 4))
    assert form_from_json(form_to_json(form)) == form
    plain = form_to_json(ReportForm(findings=(Mark(7, "INS", "dent", 1),)))
    assert "knows" not in plain
    assert "was" not in plain["findings"][0]
