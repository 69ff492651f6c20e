"""Words on paper: wrapped and parted without loss; figures and labels of each language."""

from __future__ import annotations

import json
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import COMMANDS
from app.domain.errors import UserError
from app.printing.document.local import Local
from app.printing.document.sale import TaxRow
from app.printing.document.sale_table import tax_words
from app.printing.document.wording import Labels, languages, shipped, statements
from app.printing.document.words import fitted, parted_at_signs, width_of, wrapped
from app.printing.lettering import BOLD, REGULAR
from app.resources import resource


@given(st.text(st.characters(codec="utf-8"), max_size=120), st.integers(40, 300))
def test_wrapping_loses_nothing_and_overflows_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width, REGULAR, 8)
    assert "".join("".join(lines).split()) == "".join(" ".join(text.splitlines()).split())
    for line in lines:
        assert width_of(line, REGULAR, 8) <= width or len(line) == 1


def test_line_ends_are_kept_and_long_words_broken() -> None:
    assert wrapped("a\n\nb", 100, REGULAR, 8) == ["a", "", "b"]
    pieces = wrapped("W" * 10_000, 120, REGULAR, 8)
    assert "".join(pieces) == "W" * 10_000
    assert len({len(piece) for piece in pieces[:-1]}) == 1


def test_a_no_break_space_holds_words_together() -> None:
    wide = width_of("60 % from 1,000.00,", REGULAR, 8)
    assert (
        wrapped("60 % from 1,000.00, 50\u00a0% below", wide + 20, REGULAR, 8)[1]
        == "50\u00a0% below"
    )


def test_a_word_too_wide_is_parted_behind_its_own_signs() -> None:
    room = width_of("EVENT-MI", BOLD, 17)
    assert wrapped("EVENT-MIA", room, BOLD, 17) == ["EVENT-MI", "A"]
    assert parted_at_signs("EVENT-MIA", room, BOLD, 17) == ["EVENT-", "MIA"]
    assert parted_at_signs("EVENT-MIA 2", room, BOLD, 17) == ["EVENT-", "MIA 2"]
    assert parted_at_signs("In 1-2-3, EVENT-MIA", room, BOLD, 17) == ["In 1-2-3,", "EVENT-", "MIA"]
    assert parted_at_signs("SCHAUFENSTER-MIA", room, BOLD, 17) == []
    assert parted_at_signs("one\ntwo", room, BOLD, 17) == []


@given(st.text(st.sampled_from("aW- /_–é"), max_size=60), st.integers(20, 120))
def test_parting_loses_nothing_and_overflows_nothing(text: str, width: int) -> None:
    lines = parted_at_signs(text, width, REGULAR, 8)
    if lines:
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(width_of(line, REGULAR, 8) <= width for line in lines)


def test_a_line_is_made_smaller_before_it_is_refused() -> None:
    natural = width_of("Fri 4 Dec", BOLD, 32)
    assert fitted("Fri 4 Dec", natural + 1, BOLD, 32, 18) == 32
    smaller = fitted("Fri 4 Dec", natural * 0.8, BOLD, 32, 18)
    assert 18 < smaller < 32
    assert width_of("Fri 4 Dec", BOLD, smaller) <= natural * 0.8
    with pytest.raises(UserError, match="does not fit") as refused:
        fitted("x" * 5_000, 100, REGULAR, 8, 5)
    assert len(refused.value.message) < 120


@pytest.mark.parametrize(
    ("language", "day", "long", "figure"),
    [
        ("en-GB", "4 Dec 2026", "4 December 2026", "1,234.56"),
        ("en-US", "Dec 4, 2026", "December 4, 2026", "1,234.56"),
        ("de-DE", "4. Dez. 2026", "4. Dezember 2026", "1.234,56"),
        ("fr-FR", "4 déc. 2026", "4 décembre 2026", "1\u202f234,56"),
    ],
)
def test_dates_and_figures_follow_the_language(
    language: str, day: str, long: str, figure: str
) -> None:
    local = Local(language, "Europe/London")
    assert local.day("2026-12-04") == day
    assert local.long_day("2026-12-04") == long
    assert local.amount(123_456, "USD") == figure


def test_moments_stand_in_the_shop_s_zone() -> None:
    just_before_midnight = 1_780_009_200_000  # 2026-05-28T23:00:00Z
    assert Local("en-GB", "Europe/London").moment(just_before_midnight) == "29 May 2026, 00:00"
    assert Local("en-GB", "America/New_York").iso_day(just_before_midnight) == "2026-05-28"


def test_the_hour_that_comes_twice_says_which_it_was() -> None:
    """Who signed at 02:50 and who at 02:10 an hour later have signed in this order."""
    paris = Local("en-GB", "Europe/Paris")
    first, hour = 1_792_889_400_000, 3_600_000  # 2026-10-25T00:50Z
    assert [paris.moment(first + n * hour) for n in (-1, 0, 1, 2)] == [
        "25 Oct 2026, 01:50",
        "25 Oct 2026, 02:50 CEST",
        "25 Oct 2026, 02:50 CET",
        "25 Oct 2026, 03:50",
    ]


def test_every_language_says_everything_with_the_same_places() -> None:
    assert {"en", "de", "fr", "it", "es"} <= set(languages())
    ours = json.loads(resource("wordings", "labels", "en.json").read_text("utf-8"))
    for language in languages():
        theirs = json.loads(resource("wordings", "labels", f"{language}.json").read_text("utf-8"))
        assert theirs.keys() == ours.keys(), language
        for document, labels in ours.items():
            assert theirs[document].keys() == labels.keys(), (language, document)
            for key, text in labels.items():
                said = theirs[document][key]
                assert said.strip(), (language, document, key)
                assert places_in(said) == places_in(text), (language, document, key)
    assert Labels("job_bag", "en-GB")["rush"] == Labels("job_bag", "xx-YY")["rush"]


def places_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_command_has_a_card_in_every_language() -> None:
    for language in languages():
        labels = Labels("cards", language)
        for name in COMMANDS.values():
            family, _, which = name.partition(" ")
            assert labels[f"do_{family}"].format(which=which).strip()
            assert labels[f"say_{family}"].format(which=which).strip()


def test_every_statement_is_said_in_every_language() -> None:
    said = {language: {(b["document"], b["topic"]) for b in shipped() if b["language"] == language}
            for language in languages()}  # fmt: skip
    assert len(said["en"]) >= 18
    assert all(found == said["en"] for found in said.values())


def test_statements_hold_from_their_day() -> None:
    assert statements("take_in_receipt", "en-GB", "GB", "2025-12-31") == ()
    said = statements("take_in_receipt", "en-GB", "GB", "2026-03-02")
    assert len(said) >= 4
    assert said[0].startswith("The pieces remain")
    assert statements("condition_report", "fr-FR", "FR", "2026-03-02")[0].startswith("Ce constat")
    assert statements("condition_report", "fi-FI", "FI", "2026-03-02") == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("LA State Tax 9.45%", "LA State Tax 9.45%"),
        ("Sales tax", "Sales tax 9.45 %"),
        ("Tax 19.45%", "Tax 19.45% 9.45 %"),
        ("TVA 9,45 %", "TVA 9,45 %"),
        ("Tax of 9 islands", "Tax of 9 islands 9.45 %"),
    ],
)
def test_a_tax_whose_name_says_its_rate_says_it_once(name: str, said: str) -> None:
    local, labels = Local("en-GB", "Europe/London"), Labels("sale", "en")
    tax = TaxRow(name, 16_254, 94_500)
    assert (
        tax_words(local, labels, tax, "USD").replace("\u00a0", " ").replace("\u202f", " ") == said
    )
