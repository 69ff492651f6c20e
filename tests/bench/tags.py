"""1 000 different tags to raster, read back and to ZPL; the floor draws the same words at fixed sizes."""

from __future__ import annotations

import random
import zlib
from base64 import b64encode
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from app.domain.codes import make_code
from app.printing.lettering import SEMIBOLD, font_path
from app.printing.tag.content import TagContent, terse_spec
from app.printing.tag.raster import draw_tag
from app.printing.tag.readback import read_back
from app.printing.tag.stock import shipped_stock
from app.printing.tag.zpl import zpl_batch
from tests.bench.measure import Figure, against, once, within

TAGS = 1_000
_SEED = 20261125


def run() -> list[Figure]:
    """Both of a printer's usual resolutions."""
    figures = []
    for dpi in (203, 300):
        contents, stock = _contents(), shipped_stock("barbell-56x13")
        images: list[Image.Image] = []
        floor_images: list[Image.Image] = []
        floor = once(
            lambda f=floor_images, c=contents, d=dpi: f.extend(_plain(one, d) for one in c)
        )
        ours = once(
            lambda i=images, c=contents, s=stock, d=dpi: i.extend(draw_tag(one, s, d) for one in c)
        )
        figures.append(against(f"{TAGS} tags to raster, {dpi} dpi", ours, floor, 3.0))
        reading = once(
            lambda i=images, c=contents: [_same(a, b) for a, b in zip(i, c, strict=True)]
        )
        figures.append(within(f"{TAGS} tags read back, {dpi} dpi", reading, 4_000))
        packing = once(lambda i=images: zpl_batch(i))
        packed = once(lambda i=images: [b64encode(zlib.compress(one.tobytes(), 6)) for one in i])
        figures.append(against(f"{TAGS} tags to ZPL, {dpi} dpi", packing, packed, 2.0))
    return figures


def _contents() -> list[TagContent]:
    """Tags that share few lines, as a shop's do."""
    pick = random.Random(_SEED)
    return [
        TagContent(
            make_code(10, n),
            terse_spec(
                category=pick.choice(("Ring", "Brooch", "Pendant", "Earrings")),
                stone=pick.choice(("Sapph", "Dia", "Emer", "Ruby")),
                metal=pick.choice(("Pt", "18KY", "14KW")),
                carats=f"{pick.randrange(10, 400) / 100:.2f}",
                estimated=True,
                weight=f"{pick.randrange(900, 30_000) / 1000:.2f} g",
                size="N½",
            ),
            price=f"{pick.randrange(100, 20_000):,}.00",
        )
        for n in range(TAGS)
    ]


def _plain(content: TagContent, dpi: int) -> Image.Image:
    """The same lines drawn once each at a fixed size: no fitting, no symbol, no fallback fonts."""
    font = _font(dpi)
    image = Image.new("L", (56 * dpi * 10 // 254, 13 * dpi * 10 // 254), 255)
    pen = ImageDraw.Draw(image)
    for at, line in enumerate((*content.lines(), content.digits)):
        pen.text((80, at * 20), line, font=font, fill=0)
    return image.point(lambda level: 255 * (level > 127), "1")


@cache
def _font(dpi: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(SEMIBOLD), 2 * dpi // 25)


def _same(image: Image.Image, content: TagContent) -> None:
    assert read_back(image) == content.code
