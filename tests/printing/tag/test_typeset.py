"""Every script on a tag: the right letters, joined, stacked and in their order, at a printer's dots."""

from __future__ import annotations

import unicodedata

import pytest
import uharfbuzz
from PIL import Image, ImageChops

from app.printing.lettering import SEMIBOLD, coverage, font_path
from app.printing.tag.readback import read_back
from app.printing.tag.roll import Roll
from app.printing.tag.typeset import line_mask, width_estimate
from app.printing.tag.values import values_of
from tests.printing.tag.conftest import CODE

LINES = {
    "accents": "Łódź Čeněk Žofie Ñ ß",
    "greek": "Δαχτυλίδι Αθήνα",
    "cyrillic": "Кольцо Ювелирный",
    "hebrew": "טבעת זהב שלום",
    "arabic": "خاتم ذهب شاهد",
    "chinese": "王小明 翡翠戒指",
    "japanese": "ジュエリー 指輪",
    "korean": "반지 한글",
    "thai": "แหวนทองคำ ที่รัก",
    "devanagari": "हीरा अंगूठी स्त्री क्षत्रिय",
    "georgian": "ბეჭედი",
    "armenian": "մատանի",
}
SHAPED = {"hebrew": "Hebrew", "arabic": "Arabic", "thai": "Thai", "devanagari": "Devanagari"}


@pytest.mark.parametrize("script", LINES)
def test_every_script_stands_on_a_tag_in_letters_that_it_has(script: str, roll: Roll) -> None:
    text = LINES[script]
    image = roll.raster(values_of(CODE, number=text), 203)
    assert read_back(image) == CODE
    faces = [SEMIBOLD, "NotoEmoji-Regular", "WenQuanYiMicroHei-Regular"]
    faces += [f"NotoSans{name}-Bold" for name in ("Georgian", "Armenian", *SHAPED.values())]
    letters = unicodedata.normalize("NFC", text)
    assert all(any(ord(char) in coverage(face) for face in faces) for char in letters)


@pytest.mark.parametrize("script", SHAPED)
def test_a_word_is_as_wide_as_harfbuzz_makes_it(script: str) -> None:
    word = LINES[script].split()[-1]
    face = uharfbuzz.Face(
        uharfbuzz.Blob.from_file_path(font_path(f"NotoSans{SHAPED[script]}-Bold"))
    )
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer)
    units = sum(position.x_advance for position in buffer.glyph_positions)
    wide = units * 200 / face.upem
    assert abs(width_estimate(word, SEMIBOLD, 200) - wide) <= 2


def test_words_that_run_to_the_left_begin_at_the_right() -> None:
    ring, both = line_mask("טבעת", SEMIBOLD, 40).image, line_mask("טבעת זהב", SEMIBOLD, 40).image
    right = both.crop((both.width - ring.width, both.height - ring.height, both.width, both.height))
    assert same(right, ring)
    mixed = line_mask("18K טבעת", SEMIBOLD, 40).image
    assert same(
        mixed.crop((0, mixed.height - ring.height, ring.width, mixed.height)), ring
    ) or same(
        mixed.crop(
            (mixed.width - ring.width, mixed.height - ring.height, mixed.width, mixed.height)
        ),
        ring,
    )


def test_arabic_letters_join_and_a_conjunct_is_one_sign() -> None:
    joined = line_mask("شاهد", SEMIBOLD, 48).image
    apart = line_mask("ش ا ه د", SEMIBOLD, 48).image
    assert joined.width < apart.width * 4 // 5
    conjunct = width_estimate("क्ष", SEMIBOLD, 100)
    assert conjunct < width_estimate("क", SEMIBOLD, 100) + width_estimate("ष", SEMIBOLD, 100)


def test_a_sign_that_no_font_has_is_written_out() -> None:
    assert line_mask("a\U0001ff80", SEMIBOLD, 40).width > line_mask("[U+1FF", SEMIBOLD, 40).width


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures differ by a few dots at most."""
    if one.size != other.size:
        return False
    differing = ImageChops.logical_xor(one, other).histogram()[255]
    return differing <= one.width * one.height // 50
