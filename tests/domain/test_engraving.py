"""Engraving: counted as people count, and never changed behind their backs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.engraving import (
    EngravingRule,
    character_name,
    check_engraving,
    graphemes,
    proposed,
    visible,
)

ANY_SCRIPT = EngravingRule("Any script", any_script=True)


def test_w06_text_fits() -> None:
    check = check_engraving("Always - E & J 14.02")
    assert check.ok
    assert check.counted == "20 of 25 characters"
    assert check.proposal == ""
    assert not check.second_reader
    assert visible(check.text) == "Always·-·E·&·J·14.02"


def test_w07_dash_is_refused_and_a_hyphen_proposed() -> None:
    check = check_engraving("Always — E & J 14.02")
    assert not check.ok
    assert check.refused == ("—",)
    assert check.problems == ("Cannot be cut: “—” (em dash, U+2014).",)
    assert check.proposal == "Always - E & J 14.02"
    assert check.text == "Always — E & J 14.02", "the stored text stays"


@pytest.mark.parametrize(
    ("text", "count"), [("é", 1), ("e\u0301", 1), ("👨‍👩‍👧", 1), ("Zoë", 3), ("", 0), ("नमस्ते", 3)]
)
def test_characters_as_people_see_them(text: str, count: int) -> None:
    assert check_engraving(text).count == count
    assert len(graphemes(text)) == check_engraving(text).count


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("E ♥ J", "E J"),
        ("“Love”", "'Love'"),
        ("ﬁx", "fix"),
        ("ＡＢ", "AB"),
        (" E & J ", "E & J"),
        ("a\u202eb", "ab"),
        ("a\tb", "a b"),
        ("12:30", "12.30"),
        ("for ever…", "for ever..."),
        ("👨‍👩‍👧", ""),
        ("x" * 26, ""),
        ("", ""),
    ],
)
def test_proposals(text: str, proposal: str) -> None:
    check = check_engraving(text)
    assert not check.ok
    assert check.proposal == proposal


def test_other_scripts_need_their_rule_and_a_second_reader() -> None:
    assert check_engraving("Привет").refused
    allowed = check_engraving("Привет 山", ANY_SCRIPT)
    assert allowed.ok
    assert allowed.second_reader


def test_a_letter_under_a_heap_of_marks_cannot_be_cut() -> None:
    assert check_engraving("é").ok
    assert not check_engraving("a\u0301\u0302\u0303").ok


def test_names_of_characters() -> None:
    assert character_name("—") == "“—” (em dash, U+2014)"
    assert character_name("\u202e") == "(right-to-left override, U+202E)"
    assert character_name("\x07") == "(control character, U+0007)"


@given(st.text(max_size=40), st.booleans())
def test_a_proposal_can_always_be_cut(text: str, any_script: bool) -> None:
    rule = EngravingRule(any_script=any_script)
    proposal = proposed(text, rule)
    if proposal:
        assert check_engraving(proposal, rule).ok
    if check_engraving(text, rule).ok and not any_script:
        assert all(c.isprintable() for c in text)
