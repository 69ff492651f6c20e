"""Inclusions by letters: where they lie within the girdle, and what became of them."""

from __future__ import annotations

import pytest

from app.domain.inclusions import (
    ELSEWHERE,
    LETTERS,
    MISSING,
    NEW,
    SAME,
    Girdle,
    Inclusion,
    change_line,
    compared,
    next_letter,
    place_words,
    polar,
)

GIRDLE = Girdle(500_000, 400_000, 200_000, 150_000)


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        (500_000, 325_000, "12 o'clock, 50 % out"),
        (620_000, 400_000, "3 o'clock, 60 % out"),
        (500_000, 550_000, "6 o'clock, 100 % out"),
        (340_000, 400_000, "9 o'clock, 80 % out"),
        (586_603, 437_500, "4 o'clock, 50 % out"),
        (505_000, 402_000, "in the middle"),
        (800_000, 400_000, "3 o'clock, outside the girdle"),
    ],
)
def test_a_place_is_said_by_the_clock_and_the_way_to_the_girdle(x: int, y: int, said: str) -> None:
    assert place_words(GIRDLE, Inclusion("a", x, y)) == said
    assert place_words(None, Inclusion("a", x, y)) == ""


def test_just_before_noon_is_twelve() -> None:
    assert polar((-0.05, -1.0)) == (12, 100)


def test_the_same_stone_on_a_photo_of_another_size_is_the_same() -> None:
    far = Girdle(300_000, 300_000, 100_000, 80_000)
    out = (Inclusion("a", 600_000, 400_000), Inclusion("b", 500_000, 310_000))
    into = (Inclusion("a", 350_000, 302_000), Inclusion("c", 300_000, 340_000))
    found = compared(out, into, GIRDLE, far)
    assert [(one.letter, one.change) for one in found] == [("a", SAME), ("b", MISSING), ("c", NEW)]
    assert change_line(found) == "a the same, b missing, c new"


def test_a_letter_that_lies_elsewhere_is_not_the_same() -> None:
    out, into = (Inclusion("a", 600_000, 400_000),), (Inclusion("a", 420_000, 400_000),)
    assert compared(out, into, GIRDLE, GIRDLE)[0].change == ELSEWHERE
    assert compared(out, into, None, GIRDLE)[0].change == SAME, "without a girdle only letters tell"


def test_a_new_mark_takes_the_letter_of_the_one_that_lay_there() -> None:
    last = (Inclusion("a", 600_000, 400_000), Inclusion("b", 500_000, 310_000))
    assert next_letter((), last, (0.02, -0.58), GIRDLE) == "b"
    assert next_letter((), last, (-0.8, 0.3), GIRDLE) == "c", "a and b are of other places"
    assert next_letter((Inclusion("b", 1, 1),), last, (0.02, -0.58), GIRDLE) == "c"


def test_letters_end() -> None:
    assert next_letter(()) == "a"
    assert next_letter(tuple(Inclusion(letter, 1, 1) for letter in LETTERS)) == ""
    assert change_line(()) == ""
