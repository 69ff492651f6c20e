"""Tags to draw, and two readers that share no code."""

from __future__ import annotations

import warnings

import pytest
from PIL import Image

from app.domain.codes import make_code
from app.printing.tag.content import TagContent, TagLine, terse_spec
from app.printing.tag.stock import Stock, shipped_stock

with warnings.catch_warnings():  # it asks the version of its library in a way that is going away
    warnings.simplefilter("ignore", DeprecationWarning)
    from pylibdmtx.pylibdmtx import decode

CODE = make_code(10, 2231)


@pytest.fixture
def ring() -> TagContent:
    """The sapphire ring's tag: three lines beside the code, price and more on the back."""
    return ring_tag(CODE)


def ring_tag(code: str) -> TagContent:
    return TagContent(
        code,
        terse_spec(
            category="Ring",
            stone="Sapph",
            metal="Pt",
            carats="0.92",
            estimated=True,
            weight="5.48 g",
            size="N½",
        ),
        price="£5,400",
        more=(TagLine("14 dia est. 0.19 ct, cluster", "14 dia 0.19 ct"), TagLine("RLT · HQ26")),
    )


@pytest.fixture
def barbell() -> Stock:
    return shipped_stock("barbell-56x13")


def dmtx(image: Image.Image) -> list[str]:
    """What libdmtx reads from a raster, on white ground as a label lies."""
    ground = Image.new("L", (image.width + 40, image.height + 40), 255)
    ground.paste(image.convert("L"), (20, 20))
    return [found.data.decode("ascii") for found in decode(ground, max_count=1, timeout=5000)]
