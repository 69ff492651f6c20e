"""What stands on a tag: digits in groups, lines that get shorter, no hidden characters."""

from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.printing.tag.template import TagField, Word
from app.printing.tag.values import Said, TagValues, values_of
from tests.printing.tag.conftest import CODE, ring_tag


@pytest.mark.parametrize("code", ["", "123", "9912345678", "1000223165", "100022316٤", "^XZ"])
def test_a_tag_needs_a_true_code(code: str) -> None:
    with pytest.raises(InputError) as refused:
        TagValues(code)
    assert refused.value.field == "code"


@pytest.mark.parametrize("text", ["a\x07b", "a\nb", "a\u202eb", "a\u2066b", "\x00"])
def test_characters_that_hide_or_turn_others_are_refused(text: str) -> None:
    for said in (Said(text), Said("x", text)):
        with pytest.raises(InputError, match="cannot be printed"):
            TagValues(CODE, {"price": said})


def test_digits_stand_in_groups() -> None:
    assert TagValues(CODE).digits == f"{CODE[:2]} {CODE[2:5]} {CODE[5:8]} {CODE[8:]}"


def line(*words: Word, **how: object) -> TagField:
    return TagField("line", "front", words=words, **how)  # type: ignore[arg-type]


def test_a_line_gets_shorter_by_short_forms_then_by_words_that_leave() -> None:
    field = line(Word("metal"), Word("weight", drop=2), Word("carats", drop=1), joint=" · ")
    assert field.forms(ring_tag(CODE)) == (
        "platinum 950 · 5.48 g · 0.92ct est",
        "Pt950 · 5.48 g · 0.92ct",
        "Pt950 · 5.48 g",
        "Pt950",
    )
    rigid = line(Word("metal"), Word("weight", drop=1), short=False)
    assert rigid.forms(ring_tag(CODE)) == ("platinum 950 5.48 g",)


def test_the_last_word_stays_and_what_is_not_known_is_no_word() -> None:
    only_weight = values_of(CODE, weight="5.48 g")
    assert line(Word("weight", drop=1), Word("size")).forms(only_weight) == ("5.48 g",)
    assert line(Word("price")).forms(only_weight) == ()


def test_a_word_before_a_value_goes_with_it() -> None:
    sized = line(Word("text", "Size"), Word("size"))
    assert sized.forms(values_of(CODE, size="N½")) == ("Size N½",)
    assert sized.forms(values_of(CODE)) == ()
    assert line(Word("text", "Not for sale")).forms(values_of(CODE)) == ("Not for sale",)


def test_a_word_in_capitals_begins_short_where_asked() -> None:
    assert line(Word("stone", short=True, upper=True)).forms(ring_tag(CODE)) == ("SAPPH",)
