"""What the take-in form answers while it is being filled: pure, for every keystroke."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.consignment_terms import consignor_share, reserve_percent, tier_of
from app.domain.errors import InputError
from app.domain.gems import SHAPES
from app.domain.mass import estimate_figure, parse_piece_mg, shown_ct
from app.domain.metals import METALS, read_stamp
from app.domain.money import parse_amount
from app.domain.ring_sizes import parse_size
from app.domain.stones import StoneGroup, measures_words, parse_stones, species_words
from app.domain.vocabulary import CATEGORIES, GRADES, METHODS
from app.services.agreements import Terms
from app.services.piece_forms import MarkForm, MetalForm, PieceForm, StoneForm


@dataclass(frozen=True)
class TypedPiece:
    """The fields of the take-in form as typed, each a text; empty = not filled."""

    category: str = ""
    description: str = ""
    metal: str = ""
    fineness: str = ""
    stamp: str = ""
    ring_size: str = ""
    ring_system: str = ""
    stones: str = ""
    weight: str = ""
    weight_method: str = "by_hand"
    price: str = ""
    agreed: str = ""
    reserve: str = ""
    insured: str = ""
    condition: str = ""
    maker: str = ""
    period: str = ""
    fineness_answer: str = ""


@dataclass(frozen=True)
class StoneEcho:
    """A typed stone as understood: "Sapphire, oval", "7.02 × 5.11 × 3.20 mm", "0.92 ct", how known."""

    count: int
    name: str
    size: str
    weight: str
    method: str
    stone: StoneForm


@dataclass(frozen=True)
class PriceEcho:
    """Live answers of the two price fields; None where there is nothing to say.

    ``error`` is the sentence under the reserve field ("above the agreed price").
    """

    reserve_percent: int | None
    consignor_minor: int | None
    share_ppm: int | None
    error: str


def stone_echoes(text: str) -> tuple[StoneEcho, ...]:
    """Read "1 sapphire oval 7.02x5.11x3.20; 12 diamonds …"; InputError says what is not clear."""
    return tuple(_echo(group) for group in parse_stones(text))


def _echo(group: StoneGroup) -> StoneEcho:
    name = species_words(group)
    name = name[:1].upper() + name[1:]
    shape = SHAPES.word(group.shape) if group.shape else ""
    shown = estimate_figure(group.mct) if group.estimated else shown_ct(group.mct)
    return StoneEcho(
        group.count,
        ", ".join(filter(None, (name, shape))),
        measures_words(group),
        f"{shown} ct" if group.mct else "",
        METHODS.word(group.method) if group.mct else "",
        StoneForm.of(group),
    )


def price_echo(terms: Terms, agreed_minor: int | None, reserve_minor: int | None) -> PriceEcho:
    """The reserve as a share of the agreed price, and the consignor's money at the agreed price."""
    if not agreed_minor or agreed_minor < 0:
        return PriceEcho(None, None, None, "")
    promise = terms.promise
    percent = None if reserve_minor is None else reserve_percent(agreed_minor, reserve_minor)
    above = reserve_minor is not None and reserve_minor > agreed_minor
    return PriceEcho(
        percent,
        consignor_share(agreed_minor, promise),
        tier_of(agreed_minor, promise).consignor_ppm,
        "The reserve cannot be above the agreed price." if above else "",
    )


def read_piece(typed: TypedPiece, currency: str) -> PieceForm:
    """Read all fields into a form; InputError names the first field that cannot be read."""
    return PieceForm(
        category=_term(typed.category, "category"),
        description=typed.description,
        metals=_metals(typed),
        stones=tuple(echo.stone for echo in stone_echoes(typed.stones)),
        marks=(MarkForm(typed.stamp.strip()),) if typed.stamp.strip() else (),
        maker=typed.maker,
        period=typed.period,
        ring_size=(
            parse_size(typed.ring_size, typed.ring_system or None)
            if typed.ring_size.strip()
            else None
        ),
        condition=_term(typed.condition, "condition"),
        weight_mg=parse_piece_mg(typed.weight) if typed.weight.strip() else None,
        weight_method=typed.weight_method,
        price_minor=_amount(typed.price, currency, "price"),
        agreed_minor=_amount(typed.agreed, currency, "agreed"),
        reserve_minor=_amount(typed.reserve, currency, "reserve"),
        insured_minor=_amount(typed.insured, currency, "insured"),
        fineness_answer=typed.fineness_answer,
    )


_LISTS = {"category": CATEGORIES, "condition": GRADES, "metal": METALS}


def _term(text: str, field: str) -> str:
    """The code of a word, a code or a one-letter key; '' stays ''."""
    wanted = text.strip()
    terms = _LISTS[field]
    found = terms.find(wanted) or (terms.by_key(wanted) if len(wanted) == 1 else None)
    if wanted and found is None:
        raise InputError(
            f"Which {field}?",
            f"“{wanted}” is not a {field} of the list.",
            f"Choose one, such as {', '.join(term.word for term in terms.terms[:3])}.",
            field=field,
        )
    return found.code if found else ""


def _metals(typed: TypedPiece) -> tuple[MetalForm, ...]:
    if not typed.metal.strip():
        return ()
    return (MetalForm(_term(typed.metal, "metal"), _fineness(typed.fineness)),)


def _fineness(text: str) -> int:
    """Parts per thousand from "750" or "18K"; 0 where nothing was typed."""
    wanted = text.strip().upper()
    if not wanted:
        return 0
    fineness = int(wanted) if wanted.isascii() and wanted.isdigit() else read_stamp(wanted)[1]
    if not 1 <= fineness <= 999:
        raise InputError(
            "Not a fineness",
            f"“{text.strip()}” is not a fineness.",
            "Type parts per thousand such as 750, or karat such as 18K.",
            field="fineness",
        )
    return fineness


def _amount(text: str, currency: str, field: str) -> int | None:
    return parse_amount(text, currency, field=field) if text.strip() else None
