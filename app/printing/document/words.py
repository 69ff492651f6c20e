"""Measuring and breaking text for paper: fonts are registered with reportlab once and embedded as used."""

from __future__ import annotations

from functools import lru_cache

from reportlab.pdfbase import pdfmetrics

from app.domain.errors import UserError
from app.printing.lettering import Run, runs
from app.printing.paper import use_face


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
    return sum(pdfmetrics.stringWidth(run.text, run.face, size) for run in prepared(text, face))


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
    for paragraph in text.splitlines() or [""]:
        line = ""
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
    return lines


def _broken(word: str, width: float, face: str, size: float) -> list[str]:
    """A word in pieces that fit; one piece when it fits as it is."""
    if width_of(word, face, size) <= width:
        return [word]
    pieces: list[str] = []
    while word:
        fits, over = 1, len(word) + 1
        step = max(2, int(width / size))
        while fits + 1 < over:
            middle = min(fits + step, (fits + over) // 2)
            if width_of(word[:middle], face, size) <= width:
                fits, step = middle, step * 2
            else:
                over = middle
        pieces.append(word[:fits])
        word = word[fits:]
    return pieces
