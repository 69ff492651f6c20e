"""Tags to draw, and readers that share no code with ours."""

from __future__ import annotations

import warnings

import pytest
from PIL import Image
from pyzbar import pyzbar

from app.domain.codes import make_code
from app.printing.tag.roll import Roll, shipped_roll
from app.printing.tag.stock import Stock
from app.printing.tag.template import TagTemplate
from app.printing.tag.values import TagValues, values_of

with warnings.catch_warnings():  # it asks the version of its library in a way that is going away
    warnings.simplefilter("ignore", DeprecationWarning)
    from pylibdmtx.pylibdmtx import decode

CODE = make_code(10, 2231)


@pytest.fixture
def ring() -> TagValues:
    """The sapphire ring's tag: three lines beside the code, price and number on the back."""
    return ring_tag(CODE)


def ring_tag(code: str) -> TagValues:
    return values_of(
        code,
        of="ring",
        category="Ring",
        stone="Sapphire|Sapph",
        metal="platinum 950|Pt950",
        carats="0.92ct est|0.92ct",
        weight="5.48 g",
        size="N½",
        price="£5,400",
        number="C10-25-00054",
        mark="C",
        other_stones="14 diamonds, single cut 0.19ct est|14 dia 0.19ct",
        price_letters="KKEE",
        cost_letters="RLT",
        date_letters="HQ26",
        description="Edwardian cluster ring",
    )


def job_tag(code: str) -> TagValues:
    return values_of(code, kind="job", name="J10-26-00012", title="Resize to N½", due="2026-12-24")


@pytest.fixture
def roll() -> Roll:
    return shipped_roll("barbell-56x13")


@pytest.fixture
def barbell(roll: Roll) -> Stock:
    return roll.stock


@pytest.fixture
def usual(roll: Roll) -> TagTemplate:
    return roll.templates[0]


def dmtx(image: Image.Image) -> list[str]:
    """What libdmtx reads from a raster, on white ground as a label lies."""
    ground = _on_white(image)
    return [found.data.decode("ascii") for found in decode(ground, max_count=1, timeout=5000)]


def zbar(image: Image.Image) -> list[str]:
    """What zbar reads from a raster, bars and QR codes alone."""
    known = [pyzbar.ZBarSymbol.CODE128, pyzbar.ZBarSymbol.QRCODE]
    found = pyzbar.decode(_on_white(image), symbols=known)
    return [one.data.decode("ascii") for one in found]


def second_reading(image: Image.Image, symbol: str) -> list[str]:
    """What the reader that is not ours reads of a symbol."""
    return dmtx(image) if symbol == "data_matrix" else zbar(image)


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("L", (image.width + 40, image.height + 40), 255)
    ground.paste(image.convert("L"), (20, 20))
    return ground
