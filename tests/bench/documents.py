"""A condition report with 24 photos, a receipt for the till and an invoice of 300 lines, to the last byte.

The report's photos are the derivatives that were made when they came in; the floor packs the very same
JPEGs into the shortest PDF with a picture a page. Memory is the most that Python holds while it draws.
"""

from __future__ import annotations

import dataclasses
import random
import tracemalloc
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from app.printing.document.content import Photo
from app.printing.document.figures import _Jpeg
from app.printing.document.render import KINDS
from app.printing.document.till_escpos import receipt_escpos
from tests.bench.measure import Figure, amount, interleaved, once, within
from tests.printing.document.more_papers import invoice, sales_receipt
from tests.printing.document.papers import report

PHOTOS = 24
_SIZE = (1280, 960)


def run() -> list[Figure]:
    """Times, the size of the file beside its photos, memory above what the photos take."""
    many = photos()
    content = paper(many)
    drawn = draw(content, many)
    ours, floor = interleaved(lambda: draw(content, many), lambda: _packed(many), 3)
    together = sum(map(len, many.values())) / 1e6
    figures = [
        within(f"condition report, {PHOTOS} photos, to PDF", ours, 2_000),
        Figure("  beside the photos packed by hand", ours, floor, "", True),
        amount("  its megabytes, beside the photos' own", len(drawn) / 1e6, together),
        amount("  megabytes of memory while it is drawn", _memory(content, many)),
    ]
    receipt = sales_receipt()
    figures.append(
        within("receipt for the till, first", once(lambda: receipt_escpos(receipt)), 5_000)
    )
    figures.append(within("receipt for the till", once(lambda: receipt_escpos(receipt)), 100))
    long = dataclasses.replace(invoice(), lines=invoice().lines * 150)
    figures.append(within("invoice of 300 lines to PDF", once(lambda: _invoice(long)), 2_000))
    return figures


def photos() -> dict[str, bytes]:
    """JPEGs as noisy as photos of jewels are, by their digest."""
    found = {}
    for n in range(PHOTOS):
        draw_ = random.Random(n)
        small = Image.frombytes("RGB", (160, 120), draw_.randbytes(160 * 120 * 3))
        image = small.resize(_SIZE, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))
        out = BytesIO()
        image.save(out, "JPEG", quality=82)
        found[sha256(out.getvalue()).hexdigest()] = out.getvalue()
    return found


def paper(many: dict[str, bytes]) -> object:
    """The report that shows them all."""
    first = report().photos[0]
    shown = tuple(
        dataclasses.replace(first, photo=Photo(digest, "", *_SIZE), view=f"view {n}")
        for n, digest in enumerate(many, 1)
    )
    return dataclasses.replace(report(), photos=shown)


def draw(content: object, many: dict[str, bytes]) -> bytes:
    """The report as PDF."""
    return KINDS["condition_report"].render(content, many)


def _invoice(content: object) -> bytes:
    return KINDS["invoice"].render(content)


def _packed(many: dict[str, bytes]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 300))
    for jpeg in many.values():
        canvas.drawImage(_Jpeg(jpeg), 0, 0, 400, 300)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _memory(content: object, many: dict[str, bytes]) -> float:
    tracemalloc.start()
    draw(content, many)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
