"""Measuring and breaking text for paper: fonts are registered with reportlab once and embedded as used."""

from __future__ import annotations

from functools import lru_cache

import regex
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import UserError
from app.printing.document import shaping
from app.printing.lettering import Run, runs
from app.printing.paper import use_face

_LINE_END = regex.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""What ends a line. Python's own ``splitlines`` takes separators of files (U+001C to U+001E) for line
ends too, and would drop them; they are written out instead, as every control sign is."""

_PARTS = regex.compile(r"[^\-–/_]*[\-–/_]+|[^\-–/_]+")
"""A part of a word with the signs behind it."""


class Line(str):
    """A line of a broken paragraph that runs to the left as its paragraph does, whatever it begins with."""

    __slots__ = ()


class TooLongError(UserError):
    """A text that has one line of the paper and does not fit it."""


def prepared(text: str, face: str) -> tuple[Run, ...]:
    """The runs of a line, with every font that they need registered."""
    pieces = runs(text, face)
    for run in pieces:
        use_face(run.face)
    return pieces


@lru_cache(maxsize=16384)
def width_of(text: str, face: str, size: float) -> float:
    """How wide a line is, in points."""
    if shaping.is_complex(text):
        return sum(run.width for run in shaping.shaped(text, face)) * size / 1000
    return sum(pdfmetrics.stringWidth(run.text, run.face, size) for run in prepared(text, face))


def draw_line(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    face: str,
    size: float,
    *,
    runs_left: bool = False,
) -> None:
    """One line with its baseline at (x, y) of the canvas, in the colour that is set.

    On a paper that runs to the left so does every line with a letter that does; a line of Latin letters
    or figures alone (a code, a sum, an address) keeps its own direction.
    """
    if shaping.is_complex(text):
        turned = isinstance(text, Line) or (runs_left and shaping.has_right(text))
        right = True if turned else None
        shaping.draw(canvas, x, y, text, shaping.shaped(str(text), face, right), size)
        return
    for run in prepared(text, face):
        canvas.setFont(run.face, size)
        canvas.drawString(x, y, run.text)
        x += pdfmetrics.stringWidth(run.text, run.face, size)


def fitted(text: str, width: float, face: str, size: float, least: float) -> float:
    """The size, from ``size`` down to ``least``, at which a line fits ``width``; TooLongError if none."""
    wide = width_of(text, face, size)
    if wide <= width:
        return size
    smaller = size * width / wide * 0.998
    if smaller < least:
        raise too_long(text)
    return smaller


def too_long(text: str) -> TooLongError:
    """The refusal of a text that would be cut off, quoting its beginning."""
    shown = text if len(text) <= 40 else text[:39] + "…"
    return TooLongError(
        "Too long for the paper",
        f"“{shown}” does not fit in its place on the paper.",
        "Shorten it, then print again.",
    )


def wrapped(text: str, width: float, face: str, size: float) -> list[str]:
    """The text broken into lines of at most ``width``; line ends in it are kept, nothing is cut off."""
    lines: list[str] = []
    paragraphs = _LINE_END.split(text)
    if len(paragraphs) > 1 and not paragraphs[-1]:
        paragraphs.pop()
    for paragraph in paragraphs:
        begun, line = len(lines), ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width_of(longer, face, size) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = _broken(word, width, face, size)
            lines += whole
        lines.append(line)
        if not paragraph.isascii() and shaping.runs_right(paragraph):
            lines[begun:] = [Line(one) for one in lines[begun:]]
    return lines


def parted_at_signs(text: str, width: float, face: str, size: float) -> list[str]:
    """The text in lines that end between words; a word too wide for one, behind a hyphen or slash in it.

    None where a part without such a sign is wider than a line, where the text has line ends of its
    own, and where it runs to the left.
    """
    if _LINE_END.search(text) or shaping.has_right(text):
        return []
    lines = [""]
    for word in text.split(" "):
        fits = width_of(word, face, size) <= width
        *parts, last = [word] if fits else _PARTS.findall(word)
        for part in (*parts, f"{last} "):
            if width_of(part.rstrip(" "), face, size) > width:
                return []
            longer = lines[-1] + part
            if width_of(longer.rstrip(" "), face, size) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return [line.rstrip(" ") for line in lines]


def _broken(word: str, width: float, face: str, size: float) -> list[str]:
    """A word in pieces that fit, a letter staying with its marks; one piece when it fits as it is."""
    if width_of(word, face, size) <= width:
        return [word]
    letters: list[str] | str = word
    if not word.isascii():
        letters = [
            sign
            for letter in regex.findall(r"\X", word)
            for sign in ([letter] if _is_short(letter, width, face, size) else letter)
        ]
    pieces: list[str] = []
    while letters:
        fits, over = 1, len(letters) + 1
        step = max(2, int(width / size))
        while fits + 1 < over:
            middle = min(fits + step, (fits + over) // 2)
            if width_of("".join(letters[:middle]), face, size) <= width:
                fits, step = middle, step * 2
            else:
                over = middle
        pieces.append("".join(letters[:fits]))
        letters = letters[fits:]
    return pieces


def _is_short(letter: str, width: float, face: str, size: float) -> bool:
    """Whether a letter with its marks can stay whole: one may carry marks without end."""
    return len(letter) <= 8 and width_of(letter, face, size) <= width
