"""Who and what the sample shop is made of: its people, its clients by country, its designs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.domain.metals import alloy_words
from app.domain.ring_sizes import RingSize, parse_size
from app.resources import resource
from app.services.piece_forms import MetalForm, StoneForm
from app.services.take_in_answers import stone_echoes

SHOP_NAME = "Hallam & Vey"
ADDRESS = "14 Orchard Row\nNew York, NY 10013\n+1 212 555 0142"
ZONE = "America/New_York"
CURRENCY = "USD"
PASSWORD = "parure-sample"
"""Everybody's password in the sample shop; its sign-in page says it."""
USERS = (
    ("olga", "Olga Marchenko", "OC"),
    ("emma", "Emma Castellanos", "EC"),
    ("owen", "Owen Achterberg", "OA"),
    ("sara", "Sara Okafor", "SA"),
    ("mia", "Mia Delacroix", "MG"),
    ("adam", "Adam Kerr", "AD"),
)
"""The people of the shop: sign-in name, name, role."""
_METALS = {
    "Y": ("gold_yellow", 750),
    "W": ("gold_white", 750),
    "R": ("gold_rose", 750),
    "P": ("platinum", 950),
    "S": ("silver", 925),
}
_STOCK_SIZES = ("6", "7", "5", "8")


@dataclass(frozen=True)
class City:
    """A city with its postcode, region and, where tax is added to a price, that tax and its rate."""

    name: str
    postcode: str
    region: str
    tax: str = ""
    rate_ppm: int = 0


@dataclass(frozen=True)
class Country:
    """Names and addresses of a country, and how its orders are taxed (``vat``: within the price)."""

    code: str
    weight: int
    currency: str
    language: str
    joined: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    streets: tuple[str, ...]
    cities: tuple[City, ...]
    vat: tuple[str, int]

    def display(self, given: str, family: str) -> str:
        """A name in the order of the country."""
        return self.joined.format(given=given, family=family)


@dataclass(frozen=True)
class Variety:
    """A design in a metal and, for rings, a stock size: what a SKU stands for.

    ``price_minor`` in the shop's currency, ``weight_mg`` of a usual piece, ``share`` how often it is
    bought, ``picture`` the name of its photo.
    """

    sku: str
    title: str
    category: str
    metal: MetalForm
    stones: tuple[StoneForm, ...]
    price_minor: int
    weight_mg: int
    share: int
    picture: str
    size: RingSize | None
    sizes: tuple[str, str, str]
    engraving: int | None

    @property
    def line_name(self) -> str:
        """The name as the web shop writes it: "Solitaire Ring - 18K Yellow Gold / 6"."""
        alloy = alloy_words(self.metal.metal, self.metal.fineness).title()
        variant = f"{alloy} / {self.size.stated}" if self.size else alloy
        return f"{self.title} - {variant}"

    @property
    def description(self) -> str:
        """What a specialist writes at take-in."""
        return f"{self.title}, {alloy_words(self.metal.metal, self.metal.fineness)}"


@cache
def _people() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(resource("sample", "people.json").read_text("utf-8"))
    return read


@cache
def countries() -> tuple[Country, ...]:
    """Where clients live."""
    return tuple(
        Country(
            said["code"],
            said["weight"],
            said["currency"],
            said["language"],
            said["joined"],
            tuple(said["given"]),
            tuple(said["family"]),
            tuple(said["streets"]),
            tuple(City(*city) for city in said["cities"]),
            tuple(said.get("vat", ("", 0))),
        )
        for said in _people()["countries"]
    )


def country(code: str) -> Country:
    """A country by its ISO code."""
    return next(one for one in countries() if one.code == code)


def consignors() -> list[tuple[str, str, str]]:
    """(given, family, country) of the consignors that are named by hand."""
    return [(one[0], one[1], one[2]) for one in _people()["consignors"]]


def artisans() -> list[tuple[str, str, str]]:
    """(given, family, country) of those who work at the bench."""
    return [(one[0], one[1], one[2]) for one in _people()["artisans"]]


def companies() -> list[tuple[str, str, str]]:
    """(name, role, country) of borrowers and vendors."""
    return [(one[0], one[1], one[2]) for one in _people()["companies"]]


@cache
def varieties(collections: int = 1) -> tuple[Variety, ...]:
    """Every SKU of the shop; a bigger shop has the designs in more than one collection."""
    designs: list[dict[str, Any]] = json.loads(
        resource("sample", "designs.json").read_text("utf-8")
    )
    return tuple(
        one
        for nth in range(1, collections + 1)
        for design in designs
        for key in design["metals"]
        for one in _varieties(design, key, nth)
    )


def _varieties(design: dict[str, Any], key: str, nth: int) -> list[Variety]:
    price_minor, picture = design["metals"][key]
    metal, fineness = _METALS[key]
    code = design["code"] if nth == 1 else f"{design['code']}{nth}"
    title = design["title"] if nth == 1 else f"{design['title']} No. {nth}"
    sizes = tuple(design.get("size", ("", "", "")))
    plain = code if len(design["metals"]) == 1 and not sizes[0] else f"{code}-{key}"
    weight_mg = design["mg"] * 160 // 100 if key == "P" else design["mg"]
    stocked = _STOCK_SIZES if sizes[0] else ("",)
    return [
        Variety(
            f"{plain}-{size}" if size else plain,
            title,
            design["category"],
            MetalForm(metal, fineness),
            tuple(echo.stone for echo in stone_echoes(design["stones"])),
            price_minor + 500 * (nth - 1),
            weight_mg,
            design["share"] * (4 - at if size else 4),
            picture,
            parse_size(size, sizes[0]) if size else None,
            sizes,
            design.get("engraving"),
        )
        for at, size in enumerate(stocked)
    ]
