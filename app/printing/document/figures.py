"""What is drawn on paper beside words: codes, photos, signatures, boxes to tick, the shop's mark."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import FILL_NON_ZERO

from app.printing.document.content import Photo, Signature
from app.printing.document.ink import ACCENT, FAINT, GROUND, INK, LINE, MUTED, PEN, SMALL, WHITE
from app.printing.document.sheet import CENTRE, Sheet
from app.printing.lettering import MEDIUM
from app.printing.tag import symbols

TYPED = ", typed"
"""Behind the name of who signed by typing it."""
Photos = Mapping[str, bytes]
"""JPEG bytes by the SHA-256 of the photo's file."""


class _Jpeg(ImageReader):
    """A JPEG that goes into the PDF as it is; its digest is taken from its bytes, not from its pixels."""

    def __init__(self, jpeg: bytes) -> None:
        super().__init__(BytesIO(jpeg))
        self._jpeg = jpeg
        self._dataA = None  # what reportlab asks a picture without transparency for

    def getRGBData(self) -> bytes:
        return self._jpeg


def photo(
    sheet: Sheet,
    picture: Photo,
    photos: Photos,
    box: tuple[float, float, float, float],
    *,
    whole: bool = False,
    part: tuple[float, float, float] | None = None,
    radius: float = 3.0,
    lacking: str = "",
) -> tuple[float, float, float, float]:
    """A photo in a box (x, y, width, height); gives where the whole photo lies, for marks on it.

    It fills the box and is cut at its edges, or is shown ``whole``. ``part`` is a detail: its middle
    as parts of the photo's width and height, and how much of the width is shown. A photo that is not
    on this PC is a grey box that says so. No paper mirrors what a photo shows.
    """
    x, y, width, height = box
    jpeg = photos.get(picture.sha256, b"")
    size = _jpeg_size(jpeg)
    if size is None:
        sheet.box(x, y, width, height, radius=radius, stroke=LINE, fill=GROUND)
        said = f"{lacking} {picture.sha256[:8]}…".strip()
        sheet.text(x + width / 2, y + height / 2, said, size=SMALL, colour=MUTED, align=CENTRE)
        return box
    placed = sheet.seat(_placed(size, sheet.seat(box), whole=whole, part=part))
    if whole:
        x, y, width, height = placed
    canvas = sheet.canvas
    canvas.saveState()
    clip = canvas.beginPath()
    left = sheet.on_paper(x, width)
    clip.roundRect(left, sheet.height - y - height, width, height, radius)
    canvas.clipPath(clip, stroke=0, fill=0)
    px, py, pw, ph = sheet.seat(placed)
    canvas.drawImage(_Jpeg(jpeg), px, sheet.height - py - ph, pw, ph)
    canvas.restoreState()
    sheet.box(x, y, width, height, radius=radius, stroke=FAINT, line=0.5)
    return placed


def _jpeg_size(jpeg: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG; None when it is not one that can be shown."""
    if not jpeg:
        return None
    try:
        with Image.open(BytesIO(jpeg)) as image:
            return image.size if image.format == "JPEG" else None
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def _placed(
    size: tuple[int, int],
    box: tuple[float, float, float, float],
    *,
    whole: bool,
    part: tuple[float, float, float] | None,
) -> tuple[float, float, float, float]:
    """Where the photo's own corners lie, so that it fills, fits, or shows a detail in the box."""
    x, y, width, height = box
    fit, fill = sorted((width / size[0], height / size[1]))
    scale = fit if whole else fill
    if part is not None:
        scale = max(fill, width / (size[0] * part[2]))
    wide, high = size[0] * scale, size[1] * scale
    if part is None:
        return x + (width - wide) / 2, y + (height - high) / 2, wide, high
    left = min(x, max(x + width - wide, x + width / 2 - wide * part[0]))
    top = min(y, max(y + height - high, y + height / 2 - high * part[1]))
    return left, top, wide, high


def bars(sheet: Sheet, code: str, x: float, y: float, width: float, height: float) -> None:
    """A Code 128 that fills a width, its quiet zones left and right outside of it."""
    modules = len(symbols.code_128(code))
    x = sheet.on_paper(x, width)
    _fill_black(
        sheet,
        [
            (x + start * width / modules, y, wide * width / modules, height)
            for start, wide in symbols.bars(code)
        ],
    )


def matrix(sheet: Sheet, code: str, x: float, y: float, side: float) -> None:
    """A Data Matrix of that side; leave a module of white around it."""
    rows = symbols.data_matrix(code)
    module = side / len(rows)
    x = sheet.on_paper(x, side)
    _fill_black(
        sheet,
        [
            (x + column * module, y + row * module, module, module)
            for row, line in enumerate(rows)
            for column, black in enumerate(line)
            if black
        ],
    )


def _fill_black(sheet: Sheet, boxes: list[tuple[float, float, float, float]]) -> None:
    """All boxes as one path: touching modules then show no hairline between them."""
    path = sheet.canvas.beginPath()
    for x, y, width, height in boxes:
        path.rect(x, sheet.height - y - height, width, height)
    sheet.canvas.setFillGray(0)
    sheet.canvas.drawPath(path, stroke=0, fill=1)


def signature(sheet: Sheet, signed: Signature, box: tuple[float, float, float, float]) -> None:
    """The strokes of a signature, as large as the box lets them be, as lines and not as a picture."""
    points = [point for stroke in signed.strokes for point in stroke]
    if points:
        with sheet.as_it_is(box) as seat:
            _strokes(sheet, signed, points, seat)


def _strokes(
    sheet: Sheet,
    signed: Signature,
    points: list[tuple[int, int]],
    box: tuple[float, float, float, float],
) -> None:
    x, y, width, height = box
    left, top = min(p[0] for p in points), min(p[1] for p in points)
    wide = max(1, max(p[0] for p in points) - left)
    high = max(1, max(p[1] for p in points) - top)
    scale = min(width / wide, height / high, width / 450)
    down = y + height - high * scale
    if signed.name.endswith(TYPED):
        _letters(sheet, signed, (x - left * scale, down - top * scale), scale)
        return
    for stroke in signed.strokes:
        path = sheet.path(
            _smooth([(x + (a - left) * scale, down + (b - top) * scale) for a, b in stroke])
        )
        sheet.draw_path(path, stroke=PEN, line=1.1)


def _letters(sheet: Sheet, signed: Signature, at: tuple[float, float], scale: float) -> None:
    """A name that was typed: its strokes are the outlines of letters, which are filled."""
    path = sheet.canvas.beginPath()
    for stroke in signed.strokes:
        for nth, (a, b) in enumerate(stroke):
            x, y = sheet.on_paper(at[0] + a * scale), sheet.height - at[1] - b * scale
            (path.lineTo if nth else path.moveTo)(x, y)
        path.close()
    sheet.canvas.setFillColor(PEN)
    sheet.canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A lone tap becomes a dot that is seen."""
    return points if len(points) > 1 else [points[0], (points[0][0] + 0.1, points[0][1])]


def tick_box(sheet: Sheet, x: float, middle: float, side: float, *, ticked: bool = False) -> None:
    """A box to tick with a pen, or ticked already."""
    sheet.box(x, middle - side / 2, side, side, radius=1.8, stroke=FAINT, line=0.8)
    if ticked:
        s = side / 10
        with sheet.as_it_is((x, middle, side, 0.0)) as (left, *_):
            tick = [
                (left + 2.4 * s, middle),
                (left + 4.2 * s, middle + 2 * s),
                (left + 7.6 * s, middle - 2.2 * s),
            ]
            sheet.draw_path(sheet.path(tick), stroke=INK, line=1.2)


def gem(sheet: Sheet, x: float, y: float, side: float, colour: Color = ACCENT) -> None:
    """The mark at a document's head: a cut stone seen from the side."""

    def at(*points: tuple[float, float]) -> Any:
        return sheet.path([(x + a * side, y + b * side) for a, b in points])

    outline = [(0.22, 0.06), (0.78, 0.06), (1.0, 0.36), (0.5, 0.97), (0.0, 0.36)]
    shape = sheet.path([(x + a * side, y + b * side) for a, b in outline], close=True)
    sheet.draw_path(shape, stroke=colour, line=side * 0.075)
    for line in (
        [(0.0, 0.36), (1.0, 0.36)],
        [(0.42, 0.06), (0.32, 0.36), (0.5, 0.97)],
        [(0.58, 0.06), (0.68, 0.36), (0.5, 0.97)],
    ):
        sheet.draw_path(at(*line), stroke=colour, line=side * 0.075)


def number_disc(sheet: Sheet, x: float, y: float, radius: float, n: int, colour: Color) -> None:
    """A finding's number in a disc of its severity's colour, with a white ring, as on photos."""
    sheet.circle(x, y, radius, fill=colour, stroke=None)
    sheet.canvas.setStrokeGray(1)
    sheet.canvas.setLineWidth(radius * 0.17)
    middle = sheet.on_paper(x)
    sheet.canvas.circle(middle, sheet.height - y, radius * 0.99, stroke=1, fill=0)
    size = radius * (1.1 if n < 10 else 0.9)
    sheet.text(x, y + size * 0.36, str(n), size=size, face=MEDIUM, colour=WHITE, align=CENTRE)


def short_digest(sha256: str) -> str:
    """``3fa2…c810``."""
    return f"{sha256[:4]}…{sha256[-4:]}"
