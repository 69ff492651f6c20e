"""Papers drawn at the same moment: the queue, a page and an e-mail do not wait for each other."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from app.printing.document import shaping
from app.printing.document.render import KINDS
from app.printing.lettering import REGULAR, font_path
from tests.printing.document.more_papers import CONTENTS
from tests.printing.document.papers import PHOTOS

AT_ONCE = ("passport", "invoice", "packing_slip", "payout_statement")

DEVANAGARI = "NotoSansDevanagari-Regular"
WORD = "श्रीमती प्रिया"  # its letters join: to glyphs that are no characters of their own


def drawn(kind: str) -> bytes:
    return KINDS[kind].render(CONTENTS[kind](), PHOTOS)


def test_papers_drawn_at_once_are_those_that_are_drawn_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = {kind: drawn(kind) for kind in AT_ONCE}
    read = TTFontFace.read_short

    def give_way(face: TTFontFace) -> int:
        time.sleep(0)  # let another thread go on, in the middle of a face
        return int(read(face))

    monkeypatch.setattr(TTFontFace, "read_short", give_way)
    with ThreadPoolExecutor(len(AT_ONCE)) as threads:
        for kind, paper in zip(AT_ONCE, threads.map(drawn, AT_ONCE), strict=True):
            assert paper == alone[kind], f"{kind} came out otherwise"


def test_a_word_shaped_by_several_threads_has_the_glyphs_that_it_has_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fresh() -> None:
        """A face of which nothing was drawn yet."""
        face = TTFont(DEVANAGARI, font_path(DEVANAGARI), asciiReadable=0)
        monkeypatch.setitem(pdfmetrics._fonts, DEVANAGARI, face)
        shaping.shaped.cache_clear()

    def shaped(_thread: int) -> tuple[shaping.Shaped, ...]:
        return shaping.shaped(WORD, REGULAR)

    fresh()
    alone = shaped(0)
    scaled, first = TTFont.pdfScale, iter((0.05,))

    def give_way(font: TTFont, value: int) -> float:
        time.sleep(next(first, 0))  # let the others go on, in the middle of the first new glyph
        return float(scaled(font, value))

    monkeypatch.setattr(TTFont, "pdfScale", give_way)
    fresh()
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(shaped, range(4)))
    shaping.shaped.cache_clear()
    assert at_once == [alone] * 4
