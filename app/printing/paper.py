"""Paper sizes and the one way in which a PDF is begun: same content, same bytes."""

from __future__ import annotations

import threading
from datetime import datetime
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.printing.lettering import REGULAR, font_path, visible

rl_config.useA85 = 0  # binary streams: a fifth smaller, and JPEG goes through untouched

PT_PER_MM = 72 / 25.4
SIZES_MM = {
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
    "envelope": (229.0, 162.0),
    "80mm": (80.0, 200.0),
}
"""Paper by its name, width and height in mm: upright, an envelope (C5) lying; a strip of 80 mm is as
long as what is on it."""

_registering = threading.Lock()
_embedding = threading.Lock()
"""reportlab reads a face by one position in its file: two papers at once would take each other's glyphs."""


def use_face(face: str) -> str:
    """Make a bundled face known to reportlab, which embeds what is used of it; gives it back."""
    if face not in pdfmetrics.getRegisteredFontNames():
        with _registering:
            if face not in pdfmetrics.getRegisteredFontNames():  # another thread was quicker
                pdfmetrics.registerFont(TTFont(face, font_path(face), asciiReadable=0))
    return face


def size_pt(paper: str) -> tuple[float, float]:
    """Width and height of a paper in points."""
    width, height = SIZES_MM[paper]
    return width * PT_PER_MM, height * PT_PER_MM


def new_pdf(
    out: BytesIO,
    size: tuple[float, float],
    *,
    title: str,
    author: str,
    language: str,
    made: datetime | None = None,
    keywords: str = "",
) -> Canvas:
    """A canvas whose document properties hold nothing but what was given.

    ``made`` is the document's own date (its content's, not the moment of drawing), so that drawing it
    again next year gives the same file.
    """
    canvas = Canvas(
        out,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        lang=language,
        initialFontName=use_face(REGULAR),
    )
    canvas.setTitle(visible(title))
    canvas.setAuthor(visible(author))
    canvas.setSubject(visible(title))
    if keywords:
        canvas.setKeywords(visible(keywords))
    canvas.setCreator("Parure")
    canvas.setProducer("Parure")
    stamp = (made or datetime(2000, 1, 1)).strftime("D:%Y%m%d%H%M%SZ")
    canvas.setDateFormatter(lambda *_moment: stamp)
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def end_pdf(canvas: Canvas) -> None:
    """Write the file: here the faces are embedded, one paper after the other."""
    with _embedding:
        canvas.save()
