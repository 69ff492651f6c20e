"""The trade's words on paper: every code of a report in every language that papers speak."""

from __future__ import annotations

import pytest

from app.domain.chips import chip
from app.domain.finding_terms import TYPES
from app.domain.gems import GROWTHS, SHAPES, SPECIES
from app.domain.metals import METALS
from app.domain.reasons import WEIGHT
from app.domain.states import MACHINES
from app.domain.terms import Vocabulary
from app.domain.vocabulary import (
    CATEGORIES,
    CLEANED,
    GRADES,
    LIGHTS,
    MAGNIFICATIONS,
    METHODS,
    REPORT_REASONS,
    STAGES,
    VIEWS,
)
from app.printing.document.terms import PaperTerms, _terms
from app.printing.document.wording import languages

LISTS = {
    "types": TYPES,
    "grades": GRADES,
    "grade_notes": GRADES,
    "reasons": REPORT_REASONS,
    "lights": LIGHTS,
    "magnifications": MAGNIFICATIONS,
    "cleaned": CLEANED,
    "views": VIEWS,
    "shapes": SHAPES,
    "weight": WEIGHT,
    "species": SPECIES,
    "metals": METALS,
    "growths": GROWTHS,
    "methods": METHODS,
    "categories": CATEGORIES,
    "stages": STAGES,
}


@pytest.mark.parametrize(("name", "words"), LISTS.items())
def test_every_code_is_said_in_every_language(name: str, words: Vocabulary) -> None:
    spoken, lists = _terms()
    assert {"en", *spoken} == set(languages())
    assert set(lists[name]) == set(words)
    assert all(len(row) == len(spoken) and all(row) for row in lists[name].values())


def test_words_labels_and_alloys_are_said_in_the_papers_language() -> None:
    german, english = PaperTerms("de-CH"), PaperTerms("en-GB")
    assert german.title("types", "prong_worn") == "Krappe abgenutzt"
    assert english.title("types", "prong_worn") == "Prong worn"
    assert german.alloy("gold_white", 750) == "18 K Weißgold"
    assert english.alloy("platinum", 950) == "platinum 950"
    assert german.say("est. {ct} ct (mounted)", ct="0,92") == "ca. 0,92 ct (gefasst)"
    assert english.say("est. {ct} ct (mounted)", ct="0.92") == "est. 0.92 ct (mounted)"


def test_what_is_not_translated_reads_in_english() -> None:
    assert PaperTerms("de").word("species", "bixbite") == "bixbite"
    assert PaperTerms("de").word("payments", "paypal") == "PayPal"
    assert PaperTerms("de").word("views", "", "as typed") == "as typed"
    assert PaperTerms("de").phrase("clasp of {her} mother") == "clasp of {her} mother"
    assert PaperTerms("ja").word("types", "chip") == "chip"
    assert PaperTerms("de").word("types", "of_a_newer_parure") == "of a newer parure"


def test_every_state_of_a_piece_is_said_in_every_language() -> None:
    _, lists = _terms()
    for machine in ("piece", "quality"):
        for step in MACHINES[machine].transitions:
            assert chip(machine, step.to_state).text in lists["words"]


def test_every_sentence_keeps_its_places() -> None:
    _, lists = _terms()
    for english, row in lists["words"].items():
        places = sorted(part.split("}")[0] for part in english.split("{")[1:])
        for said in row:
            assert sorted(p.split("}")[0] for p in said.split("{")[1:]) == places, english
