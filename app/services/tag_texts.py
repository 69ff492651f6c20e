"""What stands on the tags of pieces."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.decimals import shown_fixed
from app.domain.errors import NotFoundError
from app.domain.gems import SPECIES
from app.domain.mass import estimate_figure, shown_ct
from app.domain.metals import short_alloy
from app.domain.money import figure
from app.domain.rounding import divided
from app.domain.vocabulary import CATEGORIES
from app.models.database import Database
from app.printing.tag.content import TagContent, TagLine, terse_spec
from app.services.house_rules import house_rules
from app.services.piece_forms import StoneForm
from app.services.piece_words import metals_of, ring_size_of, stones_of
from app.services.pieces import PieceRow, piece_rows
from app.services.settings import PRICE_ON_TAG, get

SHORT_NAME = 5
"""Letters of a species' name on a tag: SAPPH, EMERA, DIAMO are cut, short names stand whole."""
_SHORT = {
    "diamond": "Dia",
    "sapphire": "Sapph",
    "emerald": "Emer",
    "aquamarine": "Aqua",
    "amethyst": "Ameth",
    "tourmaline": "Tourm",
    "tanzanite": "Tanz",
    "turquoise": "Turq",
    "alexandrite": "Alex",
    "moonstone": "Moonst",
    "black_opal": "Bl opal",
    "mother_of_pearl": "M.o.p.",
    "cubic_zirconia": "CZ",
}


def tag_contents(db: Database, piece_ids: Sequence[int]) -> list[TagContent]:
    """The tags of these pieces in their order; NotFoundError names a piece that has no code."""
    rows = piece_rows(db, piece_ids)
    if len(rows) < len(piece_ids):
        raise NotFoundError(
            "Not found", "One of these pieces is not here any more.", "Mark the pieces again."
        )
    with_price = get(db, PRICE_ON_TAG) == "price"
    locale = house_rules(db).locale
    return [_tag(db, row, locale, with_price) for row in rows]


def _tag(db: Database, row: PieceRow, locale: str, with_price: bool) -> TagContent:
    if not row.code:
        raise NotFoundError(
            "No code",
            f"{row.description} has no tag code yet.",
            "Give it a new tag on its page.",
        )
    metals, stones = metals_of(db, row.id), stones_of(db, row.id)
    main = max(stones, key=_importance, default=None)
    size = ring_size_of(db, row.id)
    price = row.price_minor if with_price and row.ownership != "customer_property" else None
    number = row.item_number or row.number
    return TagContent(
        row.code,
        terse_spec(
            category=CATEGORIES.title(row.category),
            stone=_short_name(main) if main else "",
            metal=short_alloy(metals[0].metal, metals[0].fineness) if metals else "",
            carats=_carats(main) if main else "",
            estimated=bool(main and main.method == "formula"),
            weight=f"{shown_fixed(divided(row.weight_mg, 10), 2, locale)} g"
            if row.weight_mg
            else "",
            size=size.stated if size else "",
        ),
        price="" if price is None else figure(price, row.currency, locale),
        more=(TagLine(number),) if number else (),
    )


def _importance(stone: StoneForm) -> tuple[bool, int]:
    """The centre stone, else the heaviest single one, stands for the piece on its tag."""
    return stone.role == "centre", (stone.stone_mct or 0) // max(stone.count, 1)


def _short_name(stone: StoneForm) -> str:
    word = SPECIES.title(stone.species)
    return _SHORT.get(stone.species, word if len(word) <= SHORT_NAME + 2 else word[:SHORT_NAME])


def _carats(stone: StoneForm) -> str:
    if not stone.stone_mct:
        return ""
    return (estimate_figure if stone.method == "formula" else shown_ct)(stone.stone_mct)
