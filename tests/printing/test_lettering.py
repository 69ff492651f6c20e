"""Lettering in dots: a face for each script, its order and joins; what has no glyph is named."""

from __future__ import annotations

import pytest

from app.printing.lettering import (
    BOLD,
    ENGRAVING_FACES,
    REGULAR,
    coverage,
    hidden_characters,
    lacks,
    runs,
    visible,
)


def faces(text: str, face: str = REGULAR) -> list[str]:
    return [run.face for run in runs(text, face)]


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("Œuvre Ångström Ω Жанна ½ € ♥ ∞ ễ", REGULAR),
        ("שלום", "NotoSansHebrew-Regular"),
        ("محمد", "NotoSansArabic-Regular"),
        ("王小明さくら한국", "WenQuanYiMicroHei-Regular"),
        ("สมชาย", "NotoSansThai-Regular"),
        ("प्रिया", "NotoSansDevanagari-Regular"),
        ("ნინო", "NotoSansGeorgian-Regular"),
        ("Արամ", "NotoSansArmenian-Regular"),
        ("💍", "NotoEmoji-Regular"),
    ],
)
def test_each_script_has_a_bundled_face(text: str, face: str) -> None:
    assert faces(text) == [face]
    assert all(ord(char) in coverage(face) for char in runs(text, REGULAR)[0].text)


def test_a_bold_name_stays_bold_where_the_script_has_it() -> None:
    assert faces("שלום", BOLD) == ["NotoSansHebrew-Bold"]


def test_hebrew_stands_in_visual_order_with_its_numbers_upright() -> None:
    assert "".join(run.text for run in runs("שלום 123", REGULAR)) == "123 םולש"
    assert "".join(run.text for run in runs("Ring של Dana", REGULAR)) == "Ring לש Dana"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("שרה לוי (Sara) 12", "12 (Sara) יול הרש"),
        ("Ring (שלום) 5", "Ring (םולש) 5"),
        ("אב ((ג) ד)", "(ד (ג)) בא"),
        ("«שלום»", "«םולש»"),
    ],
)
def test_brackets_open_towards_their_words(text: str, shown: str) -> None:
    assert "".join(run.text for run in runs(text, REGULAR)) == shown


def test_arabic_letters_are_joined() -> None:
    # isolated alef, initial lam … as Unicode names the forms
    assert runs("محمد", REGULAR)[0].text == "\ufeaa\ufee4\ufea4\ufee3"
    assert runs("لا", REGULAR)[0].text == "\ufefb"
    assert runs("سلام", REGULAR)[0].text == "\ufee1\ufefc\ufeb3"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("a\x00b\x1b", "a[U+0000]b[U+001B]"),
        ("two\tlines\r\nhere", "two lines  here"),
        ("half \ud83d", "half [U+D83D]"),
        ("e\u0301", "é"),
        ("\ue000", "[U+E000]"),
    ],
)
def test_what_could_hide_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert "".join(run.text for run in runs(text, REGULAR)) == shown


def test_a_character_that_no_font_has_is_named_not_boxed() -> None:
    assert [run.text for run in runs("\U00012000", REGULAR)] == ["[U+12000]"]


def test_joiners_and_soft_hyphens_are_not_drawn() -> None:
    assert "".join(run.text for run in runs("so\u00adft❤\ufe0f", REGULAR)) == "soft❤"


def test_hidden_characters_are_named() -> None:
    assert hidden_characters("a\u202eb\nc") == ["U+202E", "U+000A"]
    assert hidden_characters("Zoë 💍 👩\u200d🔧") == []


@pytest.mark.parametrize("code", ENGRAVING_FACES)
def test_engraving_faces_draw_what_is_engraved(code: str) -> None:
    face, _ = ENGRAVING_FACES[code]
    assert lacks("Always - E & J 14.02", face) == ""
    assert lacks("Éloïse · Zoë ß 12.12.2026 “L’été” Łucja Žižka", face) == ""
    assert lacks("王", face) == "王"
