"""The fingerprint's letters on the condition report and on the difference report."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.inclusions import Girdle, Inclusion
from app.printing.document.condition_report import ReportFingerprint
from app.printing.document.content import canonical, content_from_json, content_to_json
from app.printing.document.inclusion_marks import ReportGirdle
from app.printing.document.terms import PaperTerms
from app.services.report_decisions import difference_content
from app.services.report_form import Fingerprint, ReportForm, ViewPhoto
from app.services.stone_paper import letters_words, paper_fingerprint
from app.shop import Shop
from tests.stories.report_pairs import Desk, complete
from tests.views.compare.conftest import came_back
from tests.views.compare.conftest import pair as pair

SHA = "c" * 64
GIRDLE = Girdle(500_000, 500_000, 200_000, 150_000)
LETTERS = (Inclusion("a", 600_000, 500_000, "crystal"), Inclusion("b", 501_000, 500_000))


def printed(language: str = "en", **values: object) -> ReportFingerprint | None:
    said = replace(Fingerprint("loupe", "", SHA, GIRDLE, LETTERS), **values)  # type: ignore[arg-type]
    form = ReportForm(photos=(ViewPhoto(SHA, "detail", 800, 600),))
    return paper_fingerprint(form, said, PaperTerms(language), said.shown)


def test_the_paper_has_each_letter_with_kind_and_place() -> None:
    one = printed()
    assert one is not None
    assert [(each.letter, each.words) for each in one.inclusions] == [
        ("a", "crystal, 3 o’clock, 50 % out"),
        ("b", "in the middle"),
    ]
    assert one.girdle == ReportGirdle(500_000, 500_000, 200_000, 150_000)
    assert one.photo is not None


def test_it_says_them_in_the_papers_language() -> None:
    one = printed("de")
    assert one is not None
    assert one.inclusions[0].words == "Kristall, 3 Uhr, 50 % nach außen"


def test_a_fingerprint_without_letters_keeps_its_digest() -> None:
    one = printed(girdle=None, inclusions=())
    assert one is not None
    assert set(content_to_json(one)) == {"shown", "not_shown", "photo"}
    whole = printed()
    assert whole is not None
    assert content_from_json(ReportFingerprint, content_to_json(whole)) == whole
    assert canonical(one) != canonical(whole)


def test_nothing_said_is_nothing_printed() -> None:
    none = printed(shown="", photo_sha256="", girdle=None, inclusions=())
    assert none is None


@pytest.mark.parametrize("ratio", [1.0, 1.4])
def test_the_detail_shows_the_whole_stone(ratio: float) -> None:
    x, y, part = ReportGirdle(500_000, 400_000, 100_000, 250_000).part(ratio, (800, 600))
    assert (x, y) == (0.5, 0.4)
    assert part * 800 >= 2 * 0.1 * 800
    assert part * 800 / ratio >= 2 * 0.25 * 600


def test_the_difference_report_says_what_became_of_the_letters(
    pair: Desk, house: Shop, staff: dict[str, Actor]
) -> None:
    said = came_back(pair, stopped=False)
    photo, findings = said.pop("photo"), said.pop("findings")
    into = complete(pair.begin("loan_in"), photo, findings, **said)  # type: ignore[arg-type]
    marked = replace(into.fingerprint, girdle=GIRDLE, inclusions=LETTERS)
    report = pair.sign(replace(into, fingerprint=marked))
    found = pair.opened(report).difference
    assert found is not None
    assert letters_words(found, PaperTerms("en")) == "new: a, b"
    before = replace(found.out.form.fingerprint, girdle=GIRDLE, inclusions=LETTERS[:1])
    out = replace(found.out, form=replace(found.out.form, fingerprint=before))
    assert letters_words(replace(found, out=out), PaperTerms("en")) == "the same: a; new: b"
    assert (
        letters_words(replace(found, out=out), PaperTerms("fr")) == "identiques : a; nouvelles : b"
    )


def test_a_difference_report_shows_no_stone_of_which_nothing_was_said(
    pair: Desk, house: Shop, staff: dict[str, Actor]
) -> None:
    said = came_back(pair, stopped=False)
    photo, findings = said.pop("photo"), said.pop("findings")
    into = complete(pair.begin("loan_in"), photo, findings, **said)  # type: ignore[arg-type]
    found = pair.opened(pair.sign(into)).difference
    assert found is not None
    detail = replace(found.out.form, fingerprint=Fingerprint(), photos=(ViewPhoto(SHA, "detail"),))
    with closing(house.reader()) as db:
        paper = difference_content(
            db, replace(found, out=replace(found.out, form=detail)), "", None
        )
        told = replace(detail, fingerprint=Fingerprint(not_shown="origin"))
        other = difference_content(db, replace(found, out=replace(found.out, form=told)), "", None)
    assert paper.out.fingerprint is None
    assert other.out.fingerprint is not None
    assert other.out.fingerprint.photo is not None
