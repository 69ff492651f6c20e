"""Words at a printer's dots: each line becomes a 1-bit mask, kept for the next tag that says it.

Text is drawn in grey and cut at half, which gives rounder letters at 8 dots a millimetre than
FreeType's own 1-bit drawing of unhinted fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont, features

from app.printing.lettering import Run, font_path, runs

CAP_PER_MILLE = 727
"""Height of Inter's capitals in thousandths of the font size."""
_REFERENCE_PX = 200
_INK_FROM = 112  # of 255: a little under half, because thin strokes at 203 dpi vanish first
_CUT = [255 if level >= _INK_FROM else 0 for level in range(256)]
_INVERT = [255 - level for level in range(256)]


_WORD_SPACE = (
    " \u200a"  # a hair wider than type for reading: at 8 dots a millimetre words run together
)


@dataclass(frozen=True)
class Mask:
    """A line of text as black dots on white; ``baseline`` counts dots from the mask's top."""

    image: Image.Image
    baseline: int

    @property
    def width(self) -> int:
        return self.image.width


def size_for_cap(cap_dots: int) -> int:
    """The font size in dots whose capitals are about that high."""
    return max(1, round(cap_dots * 1000 / CAP_PER_MILLE))


def cap_of(size: int) -> int:
    """How high the capitals of a font size stand, in dots."""
    return max(1, round(size * CAP_PER_MILLE / 1000))


@lru_cache(maxsize=512)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    # Only Inter goes through HarfBuzz, for its kerning: the other scripts come in visual order
    # already and would be turned a second time.
    shaped = face.startswith("Inter") and features.check("raqm")
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(font_path(face), size, layout_engine=engine)


@lru_cache(maxsize=16384)
def width_estimate(text: str, face: str, size: int) -> int:
    """About how wide a line is at a size, in dots: for fitting; the mask itself decides."""
    return (_reference_width(text, face) * size + _REFERENCE_PX - 1) // _REFERENCE_PX


def _runs(text: str, face: str) -> tuple[Run, ...]:
    return runs(text.replace(" ", _WORD_SPACE), face)


@lru_cache(maxsize=16384)
def _reference_width(text: str, face: str) -> int:
    return sum(
        round(_font(run.face, _REFERENCE_PX).getlength(run.text)) for run in _runs(text, face)
    )


@lru_cache(maxsize=4096)
def line_mask(text: str, face: str, size: int) -> Mask:
    """A line of text as exactly the dots that the printer heats, cut to its ink left and right."""
    pieces = _runs(text, face)
    fonts = [_font(run.face, size) for run in pieces]
    ascent = max((font.getmetrics()[0] for font in fonts), default=size)
    descent = max((font.getmetrics()[1] for font in fonts), default=0)
    margin = size
    lengths = [round(f.getlength(run.text)) for f, run in zip(fonts, pieces, strict=True)]
    grey = Image.new("L", (sum(lengths) + 2 * margin, ascent + descent), 0)
    pen, x = ImageDraw.Draw(grey), margin
    for run, font, length in zip(pieces, fonts, lengths, strict=True):
        pen.text((x, ascent), run.text, font=font, fill=255, anchor="ls")
        x += length
    black = grey.point(_CUT)
    box = black.getbbox()
    left, right = (box[0], box[2]) if box else (margin, margin)
    top, bottom = (box[1], box[3]) if box else (0, ascent)
    cut = black.crop((left, top, right, bottom)).point(_INVERT, "1")
    return Mask(cut, ascent - top)


def size_for_width(text: str, face: str, width: int) -> int:
    """About the largest font size at which a line is no wider than so many dots."""
    return width * _REFERENCE_PX // max(1, _reference_width(text, face))
