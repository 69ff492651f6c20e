"""Opening a PDF as its reader does: words, fonts, pictures, codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from ctypes import create_string_buffer
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw
import pytest
import zxingcpp
from PIL import Image


@dataclass(frozen=True)
class Page:
    """A page as read: its words (spaces and line ends as one space), size in points, picture, codes."""

    words: str
    size: tuple[float, float]
    picture: Image.Image
    codes: tuple[tuple[str, str, float], ...]
    fonts: tuple[tuple[str, bool], ...]


Reader = Callable[[bytes], list[Page]]
DPI = 200


@pytest.fixture
def read() -> Reader:
    """All pages of a PDF."""

    def read_pdf(data: bytes) -> list[Page]:
        with closing(pypdfium2.PdfDocument(data)) as pdf:
            return [_page(pdf, index) for index in range(len(pdf))]

    return read_pdf


@pytest.fixture
def words() -> Callable[[bytes], str]:
    """The words of all pages alone, which is much quicker."""

    def read_words(data: bytes) -> str:
        with closing(pypdfium2.PdfDocument(data)) as pdf:
            return " ".join(_words(pdf, index) for index in range(len(pdf)))

    return read_words


def _words(pdf: pypdfium2.PdfDocument, index: int) -> str:
    with closing(pdf[index]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_range())


def _page(pdf: pypdfium2.PdfDocument, index: int) -> Page:
    with closing(pdf[index]) as page, closing(page.get_textpage()) as text:
        words = " ".join(text.get_text_range().split())
        picture = page.render(scale=DPI / 72).to_pil().convert("L")
        fonts = tuple(sorted(set(_fonts(page))))
        return Page(words, page.get_size(), picture, tuple(_codes(picture)), fonts)


def _fonts(page: pypdfium2.PdfPage) -> Iterator[tuple[str, bool]]:
    """The fonts of the text on a page, and whether they are embedded."""
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
        font = raw.FPDFTextObj_GetFont(found.raw)
        length = raw.FPDFFont_GetBaseFontName(font, None, 0)
        name = create_string_buffer(length)
        raw.FPDFFont_GetBaseFontName(font, name, length)
        yield name.value.decode(), bool(raw.FPDFFont_GetIsEmbedded(font))


def _codes(picture: Image.Image) -> Iterator[tuple[str, str, float]]:
    """Symbology, text and height in mm of each code on the page."""
    for found in zxingcpp.read_barcodes(picture):
        place = found.position
        high = abs(place.bottom_left.y - place.top_left.y)
        yield found.format.name, found.text, high / DPI * 25.4
