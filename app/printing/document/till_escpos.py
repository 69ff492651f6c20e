"""The 80-mm receipt as the bytes that a thermal printer understands (ESC/POS), with the drawer's kick.

Lines in western letters are sent as text, in the printer's own sharp type; every other line (Greek,
Hebrew, Chinese …) is drawn and sent as dots, since no printer has all letters. A control character in a
text is written out before it gets here, so that no text can command the printer. A receipt in a language that runs to the left is mirrored: all its lines
are dots, those in the middle excepted.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from app.printing.document import shaping
from app.printing.document.local import Local
from app.printing.document.sale import SalesReceipt
from app.printing.document.till import (
    CENTRED,
    CODE,
    LARGE,
    RULE,
    SMALL,
    STRONG,
    TillLine,
    till_lines,
)
from app.printing.document.words import wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD, font_path, visible
from app.printing.tag import symbols

WIDTH_DOTS = 576
"""72 mm at 203 dpi: the print head of an 80-mm printer."""
COLUMNS = 48
CODE_PAGE = "CP858"
_TYPEWRITTEN = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "...",
     "\u202f": " ", "\u2011": "-"}
)  # fmt: skip
_BAR_DOTS, _BAR_HEIGHT = 3, 90
_IN_THE_MIDDLE = (LARGE, CENTRED)
_FACES = {LARGE: (BOLD, 34), STRONG: (SEMIBOLD, 26), SMALL: (REGULAR, 20)}


def receipt_escpos(
    receipt: SalesReceipt, *, copy: int = 0, drawer: bool = False, cut: bool = True
) -> bytes:
    """The receipt as ESC/POS; ``drawer`` opens the cash drawer before the first line is printed."""
    out = _printer()
    out.hw("INIT")
    if drawer:
        out.cashdraw(2)
    out.charcode(CODE_PAGE)
    mirrored = Local(receipt.made.language, receipt.made.zone).runs_left
    for line in till_lines(receipt, copy=copy):
        if line.how == CODE:
            _image(out, code_image(line.left))
        elif line.how == RULE:
            _text(out, "-" * COLUMNS)
        elif _western(line.left + line.right) and not (mirrored and line.how not in _IN_THE_MIDDLE):
            _western_line(out, line)
        else:
            _image(out, line_image(line, mirrored=mirrored))
    if cut:
        out.cut()
    return bytes(out.output)


def drawer_kick() -> bytes:
    """The bytes that open the cash drawer and print nothing."""
    out = _printer()
    out.cashdraw(2)
    return bytes(out.output)


def _printer() -> Any:
    """A printer that only collects bytes. Loaded here: it reads a list of all printers there are."""
    handlers = list(logging.getLogger().handlers)
    from escpos.printer import Dummy

    for handler in set(logging.getLogger().handlers) - set(handlers):
        logging.getLogger().removeHandler(handler)  # it sets up the log of whoever loads it
    out = Dummy()
    out.profile.profile_data = {
        **out.profile.profile_data,
        "media": {"width": {"mm": 80, "pixels": WIDTH_DOTS}},
    }
    return out


def _western(text: str) -> bool:
    """Whether the printer's own type has every letter of a line."""
    try:
        _plain(text).encode(CODE_PAGE)
    except UnicodeEncodeError:
        return False
    return True


def _plain(text: str) -> str:
    """The line with signs that a typewriter has in place of the printed ones: minus, dashes, quotes."""
    return visible(text).translate(_TYPEWRITTEN)


def _text(out: Any, line: str) -> None:
    out._raw(line.encode(CODE_PAGE) + b"\n")


def _western_line(out: Any, line: TillLine) -> None:
    """Words broken to the strip's columns, the amount at the right of the first line."""
    large = line.how == LARGE
    columns = COLUMNS // 2 if large else COLUMNS
    left, right = _plain(line.left), _plain(line.right)
    room = columns - len(right) - 1 if right else columns
    lines = _columns(left, max(8, room))
    out.set(
        align="center" if line.how in _IN_THE_MIDDLE else "left",
        bold=line.how in (LARGE, STRONG),
        double_width=large,
        double_height=large,
        normal_textsize=not large,
    )
    first = lines[0] if lines else ""
    _text(out, f"{first:<{columns - len(right)}}{right}" if right else first)
    for more in lines[1:]:
        _text(out, more)
    out.set(align="left", bold=False, normal_textsize=True)


def _columns(text: str, width: int) -> list[str]:
    """A text broken to so many characters, words whole where they fit."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if len(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while len(word) > width:
            lines.append(word[:width])
            word = word[width:]
        line = word
    return [*lines, line]


def _image(out: Any, image: Image.Image) -> None:
    out.image(image, impl="bitImageRaster", center=False)


def code_image(code: str) -> Image.Image:
    """The receipt's Code 128, whole dots a module, in the middle of the strip."""
    image = Image.new("1", (WIDTH_DOTS, _BAR_HEIGHT + 16), 1)
    pen = ImageDraw.Draw(image)
    left = (WIDTH_DOTS - len(symbols.code_128(code)) * _BAR_DOTS) // 2
    for start, wide in symbols.bars(code):
        x = left + start * _BAR_DOTS
        pen.rectangle((x, 8, x + wide * _BAR_DOTS - 1, 8 + _BAR_HEIGHT), fill=0)
    return image


def line_image(line: TillLine, *, mirrored: bool = False) -> Image.Image:
    """A line of any script as dots: broken to the strip, its amount at the end of the first line."""
    face, size = _FACES.get(line.how, (REGULAR, 24))
    amount = _width(line.right, face, size) if line.right else 0
    room = WIDTH_DOTS - (amount + 16 if amount else 0)
    lines = _broken(line.left, face, size, max(160, room))
    step = round(size * 1.45)
    image = Image.new("1", (WIDTH_DOTS, max(1, len(lines)) * step), 1)
    for index, text in enumerate(lines):
        left = WIDTH_DOTS - _width(text, face, size)
        x = left // 2 if line.how in _IN_THE_MIDDLE else left if mirrored else 0
        turned = mirrored and shaping.has_right(text)
        _draw(image, max(0, x), index * step + round(size * 1.1), text, face, size, turned=turned)
    if line.right:
        end = 0 if mirrored else WIDTH_DOTS - amount
        _draw(image, end, round(size * 1.1), line.right, face, size)
    return image


def _broken(text: str, face: str, size: int, width: int) -> list[str]:
    """The text in lines that fit, as on a page; dots are whole, so a line may come out a little wider."""
    for part in (0.96, 0.92, 0.86):
        lines = wrapped(text, width * part, face, size)
        if all(_width(line, face, size) <= width for line in lines):
            return lines
    return wrapped(text, width * 0.75, face, size)


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(face), size, layout_engine=ImageFont.Layout.RAQM)


def _width(text: str, face: str, size: int) -> int:
    runs = shaping.pieces(text, face)
    return round(
        sum(_font(name, size).getlength(part, direction=_way(back)) for back, name, part in runs)
    )


def _draw(
    image: Image.Image,
    x: float,
    baseline: int,
    text: str,
    face: str,
    size: int,
    *,
    turned: bool = False,
) -> None:
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    for back, name, part in shaping.pieces(text, face, turned or None):
        font = _font(name, size)
        pen.text((round(x), baseline), part, font=font, fill=0, anchor="ls", direction=_way(back))
        x += font.getlength(part, direction=_way(back))


def _way(back: bool) -> str:
    return "rtl" if back else "ltr"
