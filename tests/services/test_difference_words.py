"""What a comparison says, on the page and in the languages of the papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.report_rules import components_verdict, stones_verdict, weight_verdict
from app.domain.similarity import SAME, Alignment
from app.printing.document.local import Local
from app.printing.document.terms import PaperTerms
from app.services.difference_words import (
    PhotosFit,
    consequences,
    measures_of,
    missing_words,
    stop_sentence,
)
from app.services.report_compare import english
from app.services.report_difference import Difference, Matched, Side, WeightChange
from app.services.report_form import Mark, ReportForm, StoneLine

LANGUAGES = ("de", "fr", "it", "es", "he", "ar")
ALIGNED = PhotosFit(Alignment(SAME, 0.0042, 9))


def a_difference(stones: int = 14, weight: int = 5420, marks: int = 2) -> Difference:
    """Fifteen stones of 5.480 g and two parts went out."""
    out = ReportForm(weight_after_mg=5480, stones_found=15, parts_found=2)
    into = ReportForm(weight_after_mg=weight, stones_found=stones, parts_found=1)
    found = tuple(Matched(n, None, Mark(n, "SHK-B", "dent", 2), "new") for n in range(5, 5 + marks))
    change = WeightChange(5480, weight, weight_verdict(5480, weight), 20, 100, 2, "")
    sides = [Side(n, f"CR-{n}", 1, 0, "", form) for n, form in ((1, out), (2, into))]
    piece: Any = None
    return Difference(piece, sides[0], sides[1], found, (), change, stones_verdict(15, stones),
                      components_verdict(2, 1), 2, False, None)  # fmt: skip


def said(found: Difference, say: Any) -> list[str]:
    return [stop_sentence(found, say), *(words for _, words in consequences(found, say))]


def test_all_that_stops_is_one_sentence() -> None:
    assert said(a_difference(), english) == [
        "One stone fewer than on the way out (14 of 15), and 1 of 2 parts, and 60 mg lighter;"
        " which stone is missing is not marked; one stone explains about 2 mg.",
        "piece goes to quarantine, not sellable",
        "marks 5–6 stay on record against the report out",
        "58 mg stay unexplained in the report",
    ]
    assert stop_sentence(a_difference(17, 5560)).startswith("2 stones more than on the way out (17")


def with_gone(found: Difference, *places: str, before: str = "") -> Difference:
    """That difference, these stones marked as missing in the report coming back."""
    gone = tuple(Mark(20 + n, place, "stone_missing", 4) for n, place in enumerate(places))
    lines = (StoneLine(1, "sapphire", "oval"), StoneLine(2, "diamond", "round", 14))
    out = replace(found.out.form, stones=lines, findings=tuple(
        Mark(9, place, "stone_missing", 4) for place in filter(None, (before,))))  # fmt: skip
    into = replace(found.into.form, findings=(*gone, *out.findings))
    return replace(found, out=replace(found.out, form=out), into=replace(found.into, form=into))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (with_gone(a_difference(), "ST-10"), "missing: ST-10"),
        (with_gone(a_difference(13), "ST-10", "ST-2"), "missing: ST-2, ST-10"),
        (with_gone(a_difference(12), "ST-10"), "missing: ST-10 and 2 not marked"),
        (with_gone(a_difference(13)), "which stones are missing is not marked"),
        (with_gone(a_difference(), "ST-10", before="ST-4"), "missing: ST-10"),
        (with_gone(a_difference(), before="ST-4"), "which stone is missing is not marked"),
        (with_gone(a_difference(15), "ST-10"), ""),
        (with_gone(a_difference(16)), ""),
    ],
)
def test_the_stones_that_are_gone_are_named_by_their_stations(
    found: Difference, words: str
) -> None:
    assert missing_words(found) == words
    assert (words in stop_sentence(found)) == bool(words) or not words


def test_a_missing_stone_is_named_with_what_it_was() -> None:
    found = with_gone(a_difference(13), "ST-1", "ST-15")
    told = missing_words(found, name=lambda line: line.species)
    assert told == "missing: ST-1 (sapphire), ST-15 (diamond)"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", [with_gone(a_difference(), "ST-3"), with_gone(a_difference(13), "ST-3"), a_difference(), a_difference(12, 5560, 1), a_difference(16), a_difference(18)])  # fmt: skip
def test_papers_say_it_in_their_language(found: Difference, language: str) -> None:
    """No piece of the English sentence is left between the figures."""
    terms = PaperTerms(language)
    for ours, theirs in zip(said(found, english), said(found, terms.say), strict=True):
        assert theirs != ours
        for part in ("stone", "fewer", "more than", "lighter", "heavier", "parts", "mark ", "marks",
                     "missing", "not marked", "record", "quarantine,", "unexplained"):  # fmt: skip
            assert part not in theirs.lower(), theirs


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "fit",
    [ALIGNED, PhotosFit(), PhotosFit(Alignment(SAME)), PhotosFit(Alignment(SAME, 0.0001, 9)),
     PhotosFit(Alignment(SAME), one_photo=True)],
)  # fmt: skip
def test_papers_say_in_their_language_how_photos_lie(fit: PhotosFit, language: str) -> None:
    words = fit.words(PaperTerms(language).say, Local(language, "UTC"))
    assert words != fit.words(english, Local("en", "UTC"))


def test_how_photos_lie_is_said_with_the_languages_own_figures() -> None:
    assert ALIGNED.words(english, Local("en", "UTC")) == "Photos aligned, error 0.4 % of the width."
    german = ALIGNED.words(PaperTerms("de").say, Local("de", "UTC"))
    assert german == "Fotos zur Deckung gebracht, Fehler 0,4 % der Breite."


def test_a_step_has_its_sign_and_the_languages_groups() -> None:
    said = [Local(language, "UTC").step(-1060) for language in ("en", "de", "he")]
    assert said == ["−1,060", "−1.060", "−1,060"]
    assert [Local("en", "UTC").step(one) for one in (55, 0)] == ["+55", "0"]


def test_the_centre_stone_is_measured_in_the_papers_figures() -> None:
    form = ReportForm(stones=(StoneLine(1, "sapphire", length_um=7020, width_um=5110),))
    assert measures_of(form) == "7.02 × 5.11 mm"
    assert measures_of(form, "de") == "7,02 × 5,11 mm"
