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
from app.services.piece_forms import PieceForm, StoneForm
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
    form = PieceForm(
        row.category,
        metals=metals_of(db, row.id),
        stones=stones_of(db, row.id),
        ring_size=ring_size_of(db, row.id),
        weight_mg=row.weight_mg,
        price_minor=row.price_minor,
    )
    priced = with_price and row.ownership != "customer_property"
    number = row.item_number or row.number
    return tag_of_form(form, row.code, number, row.currency, locale, with_price=priced)


def tag_of_form(
    form: PieceForm,
    code: str,
    number: str,
    currency: str,
    locale: str = "en_US",
    *,
    with_price: bool = True,
) -> TagContent:
    """The tag that a piece will have, while its form is being filled."""
    main = max(form.stones, key=_importance, default=None)
    metal = form.metals[0] if form.metals else None
    price = form.price_minor if form.price_minor is not None else form.agreed_minor
    grams = shown_fixed(divided(form.weight_mg, 10), 2, locale) if form.weight_mg else ""
    return TagContent(
        code,
        terse_spec(
            category=CATEGORIES.title(form.category) if form.category else "",
            stone=_short_name(main) if main else "",
            metal=short_alloy(metal.metal, metal.fineness) if metal else "",
            carats=_carats(main) if main else "",
            estimated=bool(main and main.method == "formula"),
            weight=f"{grams} g" if grams else "",
            size=form.ring_size.stated if form.ring_size else "",
        ),
        price=figure(price, currency, locale) if with_price and price is not None else "",
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
