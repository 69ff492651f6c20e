"""What the tags of pieces say, as plain words: which of them are printed is the template's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.ciphers import Cipher, cipher_of
from app.domain.decimals import shown_fixed
from app.domain.errors import NotFoundError
from app.domain.gems import SPECIES
from app.domain.mass import estimate_figure, shown_ct
from app.domain.metals import alloy_words, short_alloy
from app.domain.money import Money, said
from app.domain.rounding import divided
from app.domain.vocabulary import CATEGORIES
from app.models.database import Database
from app.printing.tag.values import Said, TagValues
from app.services.house_rules import house_rules
from app.services.piece_forms import PieceForm, StoneForm
from app.services.piece_words import metals_of, ring_size_of, stone_title, stones_of
from app.services.pieces import PieceRow, piece_rows
from app.services.settings import PRICE_ON_TAG, get

TAG_CIPHER = "tags.cipher"
"""Shop-wide: the word of ten letters in which cost, price and date are written; "" = none."""
MARKS = {"consigned_in": "C", "memo_in": "M", "customer_property": "CP", "loaned_in": "L"}
"""Whose a piece is, as its tag says it to those who know."""
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


@dataclass(frozen=True)
class TagRules:
    """How the house writes on tags, and what a tag says that the piece's form does not know.

    ``came_on`` is an ISO date, ``mark`` whose piece it is.
    """

    locale: str = "en_US"
    with_price: bool = True
    cipher: Cipher | None = None
    mark: str = ""
    came_on: str = ""


def tag_rules(db: Database, ownership: str = "") -> TagRules:
    """The house's rules, for a piece of that ownership; a client's own piece has no price."""
    priced = get(db, PRICE_ON_TAG) == "price" and ownership != "customer_property"
    return TagRules(
        house_rules(db).locale,
        priced,
        cipher_of(get(db, TAG_CIPHER, "")),
        MARKS.get(ownership, ""),
    )


def piece_values(db: Database, piece_ids: Sequence[int]) -> list[TagValues]:
    """The tags of these pieces in their order; NotFoundError names a piece that has no code."""
    rows = piece_rows(db, piece_ids)
    if len(rows) < len(piece_ids):
        raise NotFoundError(
            "Not found", "One of these pieces is not here any more.", "Mark the pieces again."
        )
    house = house_rules(db)
    by_ownership = {row.ownership: tag_rules(db, row.ownership) for row in rows}
    costs = _costs(db, piece_ids) if any(one.cipher for one in by_ownership.values()) else {}
    return [
        _tag(
            db,
            row,
            replace(by_ownership[row.ownership], came_on=house.date_of(row.came_at)),
            costs.get(row.id),
            house.currency,
        )
        for row in rows
    ]


def _tag(db: Database, row: PieceRow, rules: TagRules, cost: Money | None, house: str) -> TagValues:
    if not row.code:
        raise NotFoundError(
            "No code",
            f"{row.description} has no tag code yet.",
            "Give it a new tag on its page.",
        )
    form = PieceForm(
        row.category,
        row.description,
        metals=metals_of(db, row.id),
        stones=stones_of(db, row.id),
        ring_size=ring_size_of(db, row.id),
        weight_mg=row.weight_mg,
    )
    price = None if row.price_minor is None else Money(row.price_minor, row.price_currency)
    tag = tag_of_form(form, row.code, row.item_number or row.number, house, rules)
    return replace(tag, words={**tag.words, **_amounts(rules, price, cost, house)})


def _costs(db: Database, piece_ids: Sequence[int]) -> dict[int, Money]:
    """What the pieces cost, as last said."""
    rows = db.rows(
        "SELECT subject_id, amount_minor, currency FROM priced WHERE what = 'cost'"
        " AND subject_kind = 'piece' AND subject_id IN (SELECT value FROM json_each(?))"
        " ORDER BY hlc, id",
        (json.dumps(list(piece_ids)),),
    )
    return {int(piece): Money(int(amount), currency) for piece, amount, currency in rows}


def tag_of_form(
    form: PieceForm, code: str, number: str, currency: str, rules: TagRules | None = None
) -> TagValues:
    """The tag that a piece will have, while its form is being filled in the house's ``currency``."""
    rules = rules or TagRules()
    main = max(form.stones, key=_importance, default=None)
    metal = form.metals[0] if form.metals else None
    price = form.price_minor if form.price_minor is not None else form.agreed_minor
    grams = shown_fixed(divided(form.weight_mg, 10), 2, rules.locale) if form.weight_mg else ""
    facts = {
        "category": Said(CATEGORIES.title(form.category) if form.category else ""),
        "stone": Said(SPECIES.title(main.species), short_name(main)) if main else Said(""),
        "carats": _carats(main) if main else Said(""),
        "other_stones": _others(form.stones, main),
        "weight": Said(f"{grams} g" if grams else ""),
        "size": Said(form.ring_size.stated if form.ring_size else ""),
        "number": Said(number),
        "mark": Said(rules.mark),
        "description": Said(form.description),
    }
    if metal:
        words = alloy_words(metal.metal, metal.fineness)
        facts["metal"] = Said(words, short_alloy(metal.metal, metal.fineness))
    known = {what: one for what, one in facts.items() if one.text}
    cost = form.cost_minor
    known |= _amounts(
        rules,
        None if price is None else Money(price, currency),
        None if cost is None else Money(cost, currency),
        currency,
    )
    return TagValues(code, known, "piece", form.category)


def _amounts(
    rules: TagRules, price: Money | None, cost: Money | None, house: str
) -> dict[str, Said]:
    """Price and cost as a tag says them: a price in another currency than the house's names it."""
    price = price if rules.with_price else None
    words = {}
    if price is not None:
        words["price"] = said(price, house, rules.locale)
    if (cipher := rules.cipher) is not None:
        for what, one in (("price_letters", price), ("cost_letters", cost)):
            words[what] = cipher.amount(one.amount_minor, one.currency) if one else ""
        words["date_letters"] = cipher.month(rules.came_on)
    return {what: Said(one) for what, one in words.items() if one}


def _importance(stone: StoneForm) -> tuple[bool, int]:
    """The centre stone, else the heaviest single one, stands for the piece on its tag."""
    return stone.role == "centre", (stone.stone_mct or 0) // max(stone.count, 1)


def short_name(stone: StoneForm) -> str:
    """A stone's name as short as the trade writes it."""
    word = SPECIES.title(stone.species)
    return _SHORT.get(stone.species, word if len(word) <= SHORT_NAME + 2 else word[:SHORT_NAME])


def _carats(stone: StoneForm) -> Said:
    if not stone.stone_mct:
        return Said("")
    if stone.method == "formula":
        ct = estimate_figure(stone.stone_mct)
        return Said(f"{ct}ct est", f"{ct}ct")
    return Said(f"{shown_ct(stone.stone_mct)}ct")


def _others(stones: Sequence[StoneForm], main: StoneForm | None) -> Said:
    """The stones beside the main one: "18 diamonds, single cut 0.54ct est", short "18 dia 0.54ct"."""
    others = [stone for stone in stones if stone is not main]
    whole = [" ".join(filter(None, (stone_title(one), _carats(one).text))) for one in others]
    short = []
    for one in others:
        ct = _carats(one)
        short.append(f"{one.count} {short_name(one).lower()} {ct.short or ct.text}".strip())
    return Said(", ".join(whole), ", ".join(short))
