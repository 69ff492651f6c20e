"""Lines that need more than a letter after the other: right-to-left, joined, stacked or marked scripts.

HarfBuzz chooses and places the glyphs of each run, in the faces that tags use too; the order of runs is
that of the Unicode bidirectional algorithm. The PDF keeps the text as it is read (``ActualText``), so
that searching and copying give what was typed.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz
from bidi import get_display  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr
from reportlab.pdfgen.canvas import Canvas

from app.printing.lettering import coverage, runs, visible
from app.printing.paper import use_face

_RIGHT_TO_LEFT = ("R", "AL", "AN")
_JOINERS = "\u200c\u200d"
_UNSEEN = frozenset("\u00ad\u200b\ufe0e\ufe0f\ufeff")
_STACKED = re.compile("[\u0900-\u097f\u0e00-\u0e7f\u1cd0-\u1cff\ua8e0-\ua8ff]")
_FIGURE = r"[0-9](?:[.,:/]?[0-9])*"
_SPACE = "[ \u00a0\u202f]"
_FIGURES = re.compile(
    rf"(?P<latin>[A-Za-z][ #-]?)?(?P<figures>(?:(?<![^\s(])[#$£€¥₪+−±-])?{_FIGURE}"
    rf"(?:(?:{_SPACE}|{_SPACE}?[×–…+-]{_SPACE}?){_FIGURE})*(?:×|{_SPACE}?%)?)"
    rf"(?P<unit>{_SPACE}?[A-Za-zµ])?"
)
"""Figures read together: "+44 20 7946 0100", "7.02 × 5.11 mm", "3–7", "8.5 %"; with Latin letters
before or behind them ("CR10-26-00087", "18K", "±50 mg") they are read as those are."""
_LEVEL = re.compile(r"Level\(\s*(\d+)")
_PRIVATE = 0xE000
"""Where glyphs that stand for no single character are named: the face's own number is added, so that a
line gives the same bytes whatever was drawn before it."""
_naming = threading.Lock()
"""A face is one for all threads: a glyph that another thread is just naming has no width yet."""


@dataclass(frozen=True)
class Shaped:
    """A run of glyphs in drawing order, and how wide it is in thousandths of the size."""

    face: str
    glyphs: str
    width: float


def is_complex(text: str) -> bool:
    """Whether a line has letters that join, stack, carry marks, run to the left or lie past U+FFFF."""
    if text.isascii():
        return False
    return bool(_STACKED.search(text)) or any(
        ord(char)
        > 0xFFFF  # a reader is told such a sign by its text alone: reportlab's map ends there
        or unicodedata.bidirectional(char) in _RIGHT_TO_LEFT
        or unicodedata.category(char) == "Mn"
        for char in text
        if ord(char) >= 0x300
    )


def runs_right(text: str) -> bool:
    """Whether a paragraph runs to the left: its first letter with a direction says so."""
    first = next((d for d in map(unicodedata.bidirectional, text) if d in ("L", "R", "AL")), "L")
    return first != "L"


def has_right(text: str) -> bool:
    """Whether a line has a letter that runs to the left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def pieces(text: str, face: str, right: bool | None = None) -> list[tuple[bool, str, str]]:
    """The runs of a line from left to right: whether it runs to the left, its face, its characters.

    ``right`` is the direction of the line's paragraph if that is known.
    """
    spans = _spans(visible(text), face)
    if not spans:
        return []
    whole = "".join(part for _, part in spans)
    levels = _levels(whole, runs_right(whole) if right is None else right)
    found: list[tuple[int, str, str]] = []
    at = 0
    for name, part in spans:
        for level, group in groupby(range(at, at + len(part)), key=levels.__getitem__):
            found.append((level, name, "".join(whole[n] for n in group)))
        at += len(part)
    return [(bool(level % 2), name, part) for level, name, part in _in_order(found)]


@lru_cache(maxsize=4096)
def shaped(text: str, face: str, right: bool | None = None) -> tuple[Shaped, ...]:
    """The runs of a line from left to right; ``right`` is its paragraph's direction if that is known."""
    return tuple(_shape(name, part, back) for back, name, part in pieces(text, face, right))


def draw(
    canvas: Canvas, x: float, y: float, text: str, line: tuple[Shaped, ...], size: float
) -> None:
    """Draw a shaped line with its baseline at (x, y) of the canvas."""
    meant = visible(text).encode("utf-16-be").hex().upper()
    canvas._code.append(f"/Span <</ActualText <FEFF{meant}>>> BDC")
    for run in line:
        canvas.setFont(run.face, size)
        canvas.drawString(x, y, run.glyphs)
        x += run.width * size / 1000
    canvas._code.append("EMC")


def _spans(text: str, face: str) -> list[tuple[str, str]]:
    """(face, characters) in the order of reading; a mark stays with the letter that it stands on."""
    spans: list[tuple[str, str]] = []
    for char in text:
        if char in _UNSEEN:
            continue
        before = spans[-1][0] if spans else ""
        if char in _JOINERS:
            parts = [(before, char)] if before else []
        elif (
            before and unicodedata.category(char) in ("Mn", "Mc") and ord(char) in coverage(before)
        ):
            parts = [(before, char)]
        else:
            parts = _chosen(char, face)
        for name, part in parts:
            if spans and spans[-1][0] == name:
                spans[-1] = (name, spans[-1][1] + part)
            else:
                spans.append((name, part))
    return spans


@lru_cache(maxsize=4096)
def _chosen(char: str, face: str) -> list[tuple[str, str]]:
    """The face that has a character, or what is written in its place."""
    found = runs(char, face)
    if len(found) == 1 and ord(char) in coverage(found[0].face):
        return [(found[0].face, char)]
    return [(run.face, run.text) for run in found]


def _levels(text: str, right: bool) -> list[int]:
    """The embedding level of each character, from the library's own account of them (by UTF-8 byte)."""
    if not any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text) and not right:
        return [0] * len(text)
    plain = _told_apart(text)
    said = str(get_display(plain, base_dir="R" if right else "L", debug=True))
    by_byte = [
        int(level) for level in _LEVEL.findall(said.partition("levels:")[2].partition("]")[0])
    ]
    levels, at = [], 0
    for char in plain:
        levels.append(by_byte[at])
        at += len(char.encode())
    return levels


def _told_apart(text: str) -> str:
    """The line as the algorithm is asked about it, sign by sign: things that it would tear apart.

    A fraction belongs to the figure before it ("6½"), groups of figures to each other ("10 000 001"),
    and a figure to the letters behind it ("18K", "50 mg").
    """
    plain = "".join("0" if unicodedata.category(char) == "No" else char for char in text)
    return _FIGURES.sub(_as_one, plain)


def _as_one(found: re.Match[str]) -> str:
    """Figures beside Latin letters as letters; others as signs that no letter before them turns."""
    return ("a" if found["latin"] or found["unit"] else "\u0660") * len(found[0])


def _in_order(pieces: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Runs from left to right: from the highest level down, what is at least so deep is turned round."""
    turned = list(pieces)
    for level in range(max(piece[0] for piece in turned), 0, -1):
        out: list[tuple[int, str, str]] = []
        for deep, group in groupby(turned, key=lambda piece: piece[0] >= level):
            part = list(group)
            out += reversed(part) if deep else part
        turned = out
    return turned


def _shape(face: str, text: str, back: bool) -> Shaped:
    """One run's glyphs as reportlab draws them."""
    font = pdfmetrics.getFont(use_face(face))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if back else "ltr"
    uharfbuzz.shape(uharfbuzz.Font(font.hbFace), buffer, {} if back else {"kern": False})
    named, data, width = [], [], 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        char = _character(font, info.codepoint, place.x_advance)
        advance = font.pdfScale(place.x_advance)
        data.append(
            ShapeData(
                info.cluster,
                advance,
                font.pdfScale(place.y_advance),
                font.pdfScale(place.x_offset),
                font.pdfScale(place.y_offset),
                font.face.charWidths[char],
            )
        )
        named.append(chr(char))
        width += advance
    return Shaped(face, ShapedStr("".join(named), shapeData=data), width)


def _character(font: pdfmetrics.Font, glyph: int, advance: int) -> int:
    """The character that makes reportlab draw a glyph: its own, else a private one by its number."""
    face = font.face
    with _naming:
        if glyph in face.glyphToChar:
            return int(face.glyphToChar[glyph][0])
        private = _PRIVATE + glyph
        if private in face.charToGlyph:
            private += 0x0C00
        face.charToGlyph[private] = glyph
        face.glyphToChar.setdefault(glyph, []).append(private)
        face.charWidths[private] = font.pdfScale(advance)
        return private
