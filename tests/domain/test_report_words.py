"""Standard phrases: offered while typing, said in another language, edited as text; what not to claim."""

from __future__ import annotations

import pytest

from app.domain.report_words import (
    MOST_PHRASES,
    Phrase,
    offered,
    phrase_faults,
    spoken_in,
    wording_advice,
)

LIST = (
    Phrase({"en": "stamped 750", "de": "gestempelt 750"}),
    Phrase({"en": "customer stated …", "de": "laut Kunde …"}),
    Phrase({"en": "tip flat, stone secure", "de": "Spitze flach, Stein sitzt fest"}),
    Phrase({"en": "stone secure", "de": "Stein sitzt fest"}),
)


def test_the_last_part_is_finished_by_a_phrase() -> None:
    assert offered("st", LIST, "en") == ["stamped 750", "stone secure",
                                         "customer stated …", "tip flat, stone secure"]  # fmt: skip
    assert offered("At the edge; stam", LIST, "en-GB") == ["At the edge; stamped 750"]
    assert offered("ges", LIST, "de") == ["gestempelt 750"]
    assert offered("", LIST, "en") == []
    assert offered("stamped 750", LIST, "en") == []
    assert offered("x" * 500, LIST, "en") == []


def test_phrases_are_said_in_the_papers_language_and_the_rest_stays() -> None:
    assert spoken_in("Stamped 750. Edge towards PR-1.", LIST, "de-CH") == (
        "Gestempelt 750. Edge towards PR-1."
    )
    assert spoken_in("customer stated 1.03 ct; stone secure", LIST, "de") == (
        "laut Kunde 1.03 ct; Stein sitzt fest"
    )
    assert spoken_in("gestempelt 750", LIST, "en") == "stamped 750"
    assert spoken_in("stamped 750", LIST, "fr") == "stamped 750"
    assert spoken_in("", LIST, "de") == ""


@pytest.mark.parametrize(
    ("texts", "part", "said"),
    [
        ({"en": "a", "de": "x" * 121}, "de", "at most 120"),
        ({"en": "… of …"}, "en", "one blank"),
        ({}, "", "in one language"),
        ({"en": ""}, "", "in one language"),
    ],
)
def test_what_is_no_phrase_is_said_with_its_language(
    texts: dict[str, str], part: str, said: str
) -> None:
    (fault,) = phrase_faults([*LIST, Phrase(texts)])
    assert (fault.row, fault.part) == (len(LIST), part)
    assert said in fault.sentence


def test_a_list_of_phrases_has_an_end() -> None:
    assert phrase_faults([LIST[0]] * MOST_PHRASES) == []
    assert [one.row for one in phrase_faults([LIST[0]] * (MOST_PHRASES + 1))] == [MOST_PHRASES]


@pytest.mark.parametrize(
    ("claim", "advice"),
    [
        ("18K gold ring", "stamped 750"),
        ("solid gold", "stamped"),
        ("1.03 ct diamond", "est. … ct (mounted)"),
        ("genuine Rolex dial", "customer stated"),
        ("flawless stone", "10×"),
        ("Burmese ruby", "customer stated"),
        ("untreated", "not tested"),
        ("Massivgold, 18 Karat", "stamped"),
        ("Brillant 1,03 ct", "est. … ct (mounted)"),
        ("echter Rubin", "customer stated"),
        ("pierre sans défaut", "10×"),
        ("smeraldo colombiano", "customer stated"),
        ("zafiro no tratado", "not tested"),
        ("lupenreiner Stein", "10×"),
        ("ring by Cartier", "attributed"),
    ],
)
def test_claims_are_advised_against(claim: str, advice: str) -> None:
    assert advice in wording_advice(claim)


@pytest.mark.parametrize(
    "seen",
    [
        "stamped 750",
        "est. 1.03 ct (mounted)",
        "customer stated 18K gold, Burmese",
        "Tip flat",
        "",
        "ca. 1,03 ct (gefasst)",
        "laut Kunde echter Rubin aus Burma",
        "selon le client non traité",
        "Burmese, by report 1234",
        "Rand rau, Spitze flach",
        "stim. 0,92 ct (montato)",
    ],
)
def test_what_was_seen_is_said_as_it_is(seen: str) -> None:
    assert wording_advice(seen) == ""
