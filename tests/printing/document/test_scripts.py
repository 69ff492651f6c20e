"""Every script on paper: letters join, stack and run as they are read, whatever stands beside them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from app.printing.document import shaping
from app.printing.document.render import render_take_in_receipt
from app.printing.document.words import Line, width_of, wrapped
from app.printing.lettering import REGULAR
from tests.printing.document.conftest import Reader
from tests.printing.document.papers import receipt


def order(text: str, right: bool | None = None) -> list[tuple[bool, str]]:
    return [(back, part) for back, _, part in shaping.pieces(text, REGULAR, right)]


def test_runs_stand_as_they_are_read() -> None:
    assert order("ring שרה 18K") == [(False, "ring "), (True, "שרה"), (False, " 18K")]
    assert "".join(part for _, part in order("שרה 18K זהב")) == "זהב 18K שרה"
    assert order("אבג 12", right=True)[0] == (False, "12")


def test_brackets_stay_with_what_they_enclose() -> None:
    said = order("for محمد (أبو علي) Ltd", right=False)
    assert (said[0], said[-1]) == ((False, "for "), (False, " Ltd"))
    assert all(back for back, _ in said[1:-1])
    inside = "".join(part[::-1] for _, part in said[1:-1])
    assert inside == ")يلع وبأ( دمحم"


def test_a_fraction_stays_with_its_figure() -> None:
    words = [part for _, part in order("מידה US 6½ (זהב)")]
    assert "US 6½" in words


@pytest.mark.parametrize("text", ["क्षत्रिय", "स्त्री", "لله", "محمد", "ที่นี่"])
def test_letters_join_into_the_glyphs_of_their_script(text: str) -> None:
    (run,) = shaping.shaped(text, REGULAR)
    assert set(run.glyphs) - set(text), "some glyph is not the letter by itself"
    assert 0 < run.width < 1_000 * len(text)


def test_a_mark_takes_no_room_of_its_own() -> None:
    assert width_of("ที่", REGULAR, 10) == pytest.approx(width_of("ท", REGULAR, 10), abs=0.1)
    assert width_of("שָׁ", REGULAR, 10) == pytest.approx(width_of("ש", REGULAR, 10), abs=0.1)


def test_a_paragraph_that_runs_to_the_left_does_so_in_each_line() -> None:
    lines = wrapped("טבעת זהב 18K " * 12, 120, REGULAR, 9)
    assert len(lines) > 3
    assert all(isinstance(line, Line) for line in lines)
    assert not any(
        isinstance(line, Line) for line in wrapped("gold ring שרה " * 12, 120, REGULAR, 9)
    )


def test_letters_keep_their_marks_where_a_word_is_broken() -> None:
    for text in ("น้ำที่นี่" * 30, "क्षत्रियस्त्री" * 20):
        lines = wrapped(text, 60, REGULAR, 9)
        assert "".join(lines) == text
        assert not any(line[0] in "้ี่ำ\u094d\u093f\u0940" for line in lines)


def test_the_file_keeps_the_words_as_they_are_read(words: Callable[[bytes], str]) -> None:
    content = dataclasses.replace(receipt(), consignor=("क्षत्रिय स्त्री", "สมชาย ที่นี่"))
    said = words(render_take_in_receipt(content))
    assert "क्षत्रिय स्त्री" in said
    assert "สมชาย ที่นี่" in said


def test_what_was_drawn_before_changes_no_byte(read: Reader) -> None:
    content = dataclasses.replace(receipt(), consignor=("محمد الأمين", "क्षत्रिय"), items=())
    first = render_take_in_receipt(content)
    other = dataclasses.replace(receipt(), consignor=("شركة الذهب", "द्वि हिन्दी", "שָׁלוֹם"))
    render_take_in_receipt(other)
    shaping.shaped.cache_clear()
    assert render_take_in_receipt(content) == first
    assert all(embedded for page in read(first) for _, embedded in page.fonts)
