from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.printing.tag.content import TagContent, TagLine, terse_spec
from tests.printing.tag.conftest import CODE


def test_the_terse_spec_reads_as_the_trade_writes_it() -> None:
    spec = terse_spec(
        category="Ring",
        stone="Sapph",
        metal="Pt",
        carats="0.92",
        estimated=True,
        weight="5.48 g",
        size="N½",
    )
    assert [line.text for line in spec] == ["SAPPH RING", "Pt 0.92ct est", "5.48 g  N½"]
    assert [line.short for line in spec] == ["RING", "Pt 0.92ct", "N½"]


def test_what_is_not_known_is_left_out() -> None:
    assert terse_spec() == ()
    assert [line.text for line in terse_spec(category="Bangle", weight="21.76 g")] == [
        "BANGLE",
        "21.76 g",
    ]


@pytest.mark.parametrize("code", ["", "123", "9912345678", "1000223165", "100022316٤", "^XZ"])
def test_a_tag_needs_a_true_code(code: str) -> None:
    with pytest.raises(InputError) as refused:
        TagContent(code)
    assert refused.value.field == "code"


@pytest.mark.parametrize("text", ["a\x07b", "a\nb", "a\u202eb", "a\u2066b", "\x00"])
def test_characters_that_hide_or_turn_others_are_refused(text: str) -> None:
    for content in ({"spec": (TagLine(text),)}, {"price": text}, {"more": (TagLine("x", text),)}):
        with pytest.raises(InputError, match="cannot be printed"):
            TagContent(CODE, **content)


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(InputError, match="6 lines"):
        TagContent(CODE, tuple(TagLine(str(n)) for n in range(7)))


def test_digits_stand_in_groups() -> None:
    assert TagContent(CODE).digits == f"{CODE[:2]} {CODE[2:5]} {CODE[5:8]} {CODE[8:]}"
