"""1,000 different tags to raster, read back, to ZPL and to one PDF, against a floor of the same run.

The floor of the rasters draws the same words once each at a fixed size; that of ZPL packs the same
dots with nothing around them; that of the PDF is the shortest file that a hand would write, and beside
it stands reportlab that flows the same labels as paragraphs.
"""

from __future__ import annotations

import binascii
import random
import zlib
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import KeepInFrame, Paragraph, SimpleDocTemplate
from reportlab.platypus.doctemplate import PageBreak

from app.domain.codes import make_code
from app.printing.lettering import SEMIBOLD, font_path
from app.printing.paper import use_face
from app.printing.tag.pdf import tags_pdf
from app.printing.tag.readback import read_back
from app.printing.tag.roll import shipped_roll
from app.printing.tag.values import TagValues, values_of
from app.printing.tag.zpl import zpl_batch
from tests.bench.measure import Figure, against, interleaved, once, within

TAGS = 1_000
_SEED = 20261125
_ROUNDS = 5


def run() -> list[Figure]:
    """Both of a printer's usual resolutions."""
    figures = []
    roll = shipped_roll("barbell-56x13")
    many = _values()
    for dpi in (203, 300):
        images: list[Image.Image] = []
        floor = once(lambda d=dpi: [_plain(one, d) for one in many])
        ours = once(lambda i=images, d=dpi: i.extend(roll.draw(one, d).raster() for one in many))
        figures.append(against(f"{TAGS} tags to raster, {dpi} dpi", ours, floor, 3.0))
        reading = once(lambda i=images: [_same(a, b) for a, b in zip(i, many, strict=True)])
        figures.append(within(f"{TAGS} tags read back, {dpi} dpi", reading, 4_000))
        ours, floor = interleaved(
            lambda i=images: zpl_batch(i), lambda i=images: _shortest_zpl(i), _ROUNDS
        )
        figures.append(against(f"{TAGS} tags to ZPL, {dpi} dpi", ours, floor, 1.5))
        ours, floor = interleaved(
            lambda i=images, d=dpi: tags_pdf(i, d),
            lambda i=images, d=dpi: _shortest_pdf(i, d),
            _ROUNDS,
        )
        figures.append(against(f"{TAGS} tags to one PDF, {dpi} dpi", ours, floor, 2.0))
        flowing = once(lambda: _flowed(many))
        name = f"{TAGS} tags to one PDF, {dpi} dpi, beside reportlab flowing them"
        figures.append(against(name, ours, flowing, 1 / 3))
    return figures


def _values() -> list[TagValues]:
    """Tags that share few lines, as a shop's do."""
    pick = random.Random(_SEED)
    return [
        values_of(
            make_code(10, n),
            category=pick.choice(("Ring", "Brooch", "Pendant", "Earrings")),
            stone=pick.choice(("Sapphire|Sapph", "Diamond|Dia", "Emerald|Emer", "Ruby")),
            metal=pick.choice(("platinum|Pt", "18 K yellow gold|18KY", "14 K white gold|14KW")),
            carats=f"{pick.randrange(10, 400) / 100:.2f}ct est",
            weight=f"{pick.randrange(900, 30_000) / 1000:.2f} g",
            size="N½",
            price=f"{pick.randrange(100, 20_000):,}.00",
            number=f"C10-26-{n:05d}",
        )
        for n in range(TAGS)
    ]


def _plain(values: TagValues, dpi: int) -> Image.Image:
    """The same words drawn once each at a fixed size: no fitting, no symbol, no fallback fonts."""
    font = _font(dpi)
    image = Image.new("L", (56 * dpi * 10 // 254, 13 * dpi * 10 // 254), 255)
    pen = ImageDraw.Draw(image)
    for at, line in enumerate((*values.spoken(), values.digits)):
        pen.text((80, at * 20), line, font=font, fill=0)
    return image.point(lambda level: 255 * (level > 127), "1")


@cache
def _font(dpi: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(SEMIBOLD), 2 * dpi // 25)


def _same(image: Image.Image, values: TagValues) -> bool:
    assert read_back(image) == values.code
    return True


def _shortest_zpl(images: list[Image.Image]) -> bytes:
    """What no ZPL of packed graphics can do without: the dots packed, in base64, with their check."""
    parts = []
    for image in images:
        packed = binascii.b2a_base64(zlib.compress(image.tobytes("raw", "1;I"), 6), newline=False)
        parts.append(packed + b"%04X" % binascii.crc_hqx(packed, 0))
    return b"".join(parts)


def _shortest_pdf(images: list[Image.Image], dpi: int) -> bytes:
    """A PDF by hand: a page, a content and a picture for each tag, nothing else."""
    out = bytearray(b"%PDF-1.4\n")
    offsets = []

    def put(body: bytes) -> None:
        offsets.append(len(out))
        out.extend(b"%d 0 obj\n%b\nendobj\n" % (len(offsets), body))

    kids = b" ".join(b"%d 0 R" % (3 + 3 * n) for n in range(len(images)))
    put(b"<</Type/Catalog/Pages 2 0 R>>")
    put(b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(images)))
    for n, image in enumerate(images):
        w, h = image.width * 72 / dpi, image.height * 72 / dpi
        page = 3 + 3 * n
        put(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Contents %d 0 R"
            b"/Resources<</XObject<</I %d 0 R>>>>>>" % (w, h, page + 1, page + 2)
        )
        text = b"%.3f 0 0 %.3f 0 0 cm /I Do" % (w, h)
        put(b"<</Length %d>>stream\n%b\nendstream" % (len(text), text))
        data = zlib.compress(image.tobytes())
        put(
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray"
            b"/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
            % (image.width, image.height, len(data), data)
        )
    begin = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(offsets) + 1, begin)
    return bytes(out)


def _flowed(many: list[TagValues]) -> bytes:
    """The same labels as reportlab flows them: a bar code and a paragraph for each line."""
    out = BytesIO()
    width, height = 56 * 72 / 25.4, 13 * 72 / 25.4
    document = SimpleDocTemplate(
        out, pagesize=(width, height), leftMargin=0, rightMargin=0, topMargin=0, bottomMargin=0
    )
    style = ParagraphStyle("tag", fontName=use_face(SEMIBOLD), fontSize=4, leading=4.4)
    story = []
    for values in many:
        lines = [Paragraph(line, style) for line in (*values.spoken(), values.digits)]
        bars = Code128(values.code, barHeight=8, barWidth=0.4)
        story += [KeepInFrame(width - 14, height - 14, [bars, *lines]), PageBreak()]
    document.build(story)
    return out.getvalue()
