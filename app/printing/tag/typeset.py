"""Words at a printer's dots: each line becomes a 1-bit mask, kept for the next tag that says it.

Text is drawn in grey and cut at half, which gives rounder letters at 8 dots a millimetre than
FreeType's own 1-bit drawing of unhinted fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont, features

from app.printing.lettering import font_path, runs

CAP_PER_MILLE = 727
"""Height of Inter's capitals in thousandths of the font size."""
_REFERENCE_PX = 200
_INK_FROM = 112  # of 255: a little under half, because thin strokes at 203 dpi vanish first
_CUT = [255 if level >= _INK_FROM else 0 for level in range(256)]


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


@dataclass(frozen=True)
class _Piece:
    """Characters of one face in the order of reading; ``direction`` where HarfBuzz is told it."""

    face: str
    text: str
    direction: str | None = None

    def font(self, size: int) -> ImageFont.FreeTypeFont:
        return _font(self.face, size, self.direction is not None)


@lru_cache(maxsize=1)
def _shapes() -> bool:
    """Whether Pillow found HarfBuzz and FriBidi on this PC."""
    return bool(features.check("raqm"))


@lru_cache(maxsize=512)
def _font(face: str, size: int, told: bool) -> ImageFont.FreeTypeFont:
    # Inter goes through HarfBuzz for its kerning. Other scripts do where their direction is told;
    # without HarfBuzz they come in visual order already.
    shaped = _shapes() and (told or face.startswith("Inter"))
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(font_path(face), size, layout_engine=engine)


@lru_cache(maxsize=16384)
def width_estimate(text: str, face: str, size: int) -> int:
    """About how wide a line is at a size, in dots: for fitting; the mask itself decides."""
    return (_reference_width(text, face) * size + _REFERENCE_PX - 1) // _REFERENCE_PX


@lru_cache(maxsize=8192)
def _pieces(text: str, face: str) -> tuple[_Piece, ...]:
    """The pieces of a line from left to right. Scripts whose letters join, stack or run to the left
    are shaped by HarfBuzz; a line without them needs no more than its letters one by one."""
    spaced = text.replace(" ", _WORD_SPACE)
    if not text.isascii() and _shapes():
        from app.printing.document.shaping import is_complex, pieces  # here: few tags need it

        if is_complex(text):
            return tuple(
                _Piece(name, part, "rtl" if back else "ltr")
                for back, name, part in pieces(spaced, face)
            )
    return tuple(_Piece(run.face, run.text) for run in runs(spaced, face))


@lru_cache(maxsize=16384)
def _reference_width(text: str, face: str) -> int:
    return sum(
        round(one.font(_REFERENCE_PX).getlength(one.text, direction=one.direction))
        for one in _pieces(text, face)
    )


@lru_cache(maxsize=4096)
def line_mask(text: str, face: str, size: int) -> Mask:
    """A line of text as exactly the dots that the printer heats, cut to its ink left and right."""
    pieces = _pieces(text, face)
    fonts = [one.font(size) for one in pieces]
    ascent = max((font.getmetrics()[0] for font in fonts), default=size)
    descent = max((font.getmetrics()[1] for font in fonts), default=0)
    margin = size
    # A single piece need not be measured again: the estimate is never less than its width.
    lengths = [
        width_estimate(text, face, size)
        if len(pieces) == 1
        else round(font.getlength(one.text, direction=one.direction))
        for font, one in zip(fonts, pieces, strict=True)
    ]
    high = ascent + descent + 2 * margin
    grey = Image.new("L", (sum(lengths) + 2 * margin, high), 0)
    pen, x, baseline = ImageDraw.Draw(grey), margin, ascent + margin
    for one, font, length in zip(pieces, fonts, lengths, strict=True):
        pen.text((x, baseline), one.text, font=font, fill=255, anchor="ls", direction=one.direction)
        x += length
    ink = grey.point(_CUT)
    box = ink.getbbox() or (margin, margin, margin + 1, baseline)
    ink = ink.crop(box)
    cut, top = Image.new("1", ink.size, 1), box[1]
    cut.paste(0, None, ink)
    return Mask(cut, baseline - top)


def size_for_width(text: str, face: str, width: int) -> int:
    """About the largest font size at which a line is no wider than so many dots."""
    return width * _REFERENCE_PX // max(1, _reference_width(text, face))
