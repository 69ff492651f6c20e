"""Letters of other keyboards, as search and comparison see them."""

from __future__ import annotations

import pytest

from app.domain.letters import folded, plain_letters


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Yılmaz", "Yilmaz"),
        ("Søren", "Soren"),
        ("Łukasz", "Lukasz"),
        ("Weiß", "Weiss"),
        ("Æ", "AE"),
    ],
)
def test_letters_that_are_no_accents_become_plain(text: str, plain: str) -> None:
    assert plain_letters(text) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [("ÉLIF", "élif"), ("İstanbul", "istanbul"), ("Zoë", "zoe"), ("Þór", "thor"), ("ﬁne", "fine")],
)
def test_names_compare_without_case_and_accents(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_other_scripts_stay_themselves() -> None:
    assert folded("Мария 株式会社") == "мария 株式会社"
