"""A saved piece as a form again, for correcting it; and a form as the texts of the take-in fields."""

from __future__ import annotations

from app.domain.decimals import shown_fixed
from app.domain.gems import GROWTHS, SHAPES, SPECIES
from app.domain.lengths import short_mm
from app.domain.mass import shown_g
from app.domain.money import figure
from app.services.house_rules import Asks, house_rules
from app.services.piece_forms import PieceForm, StoneForm
from app.services.piece_words import marks_of, metals_of, ring_size_of, stones_of
from app.services.piece_worth import covered_as
from app.services.take_in_answers import TypedPiece

_COLUMNS = "category, description, maker, period, hallmark, condition, components, two_persons,"
_COLUMNS += " ownership"


def saved_form(db: Asks, piece_id: int) -> PieceForm:
    """The piece as it stands, as a form: weight, prices and all parts; photos are not repeated.

    A form's amounts are in the house's currency: what is said in another one is not in it.
    ``edit_taken_in`` and ``edit_piece`` take it back; unchanged it changes nothing.
    """
    row = db.row(f"SELECT {_COLUMNS} FROM piece WHERE id = ?", (piece_id,))
    assert row is not None, "a piece that is shown is there"
    weight = db.row(
        "SELECT value, method, instrument FROM measured WHERE subject_id = ?"
        " AND what = 'gross_weight_mg' ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id,),
    ) or (None, "by_hand", "")
    house = house_rules(db).currency
    said = {
        what: (minor, currency)
        for what, minor, currency in db.rows(
            "SELECT what, amount_minor, currency FROM priced WHERE subject_id = ? ORDER BY hlc, id",
            (piece_id,),
        )
    }
    prices = {what: minor for what, (minor, currency) in said.items() if currency == house}
    return PieceForm(
        category=row[0],
        description=row[1],
        metals=metals_of(db, piece_id),
        stones=stones_of(db, piece_id),
        marks=marks_of(db, piece_id),
        maker=row[2],
        period=row[3],
        ring_size=ring_size_of(db, piece_id),
        hallmark=row[4],
        condition=row[5],
        components=row[6],
        two_persons=bool(row[7]),
        weight_mg=weight[0],
        weight_method=weight[1],
        instrument=weight[2],
        price_minor=prices.get("price"),
        agreed_minor=prices.get("agreed"),
        reserve_minor=prices.get("reserve"),
        insured_minor=prices.get(covered_as(row[8])),
        cost_minor=prices.get("cost"),
    )


def typed_of(form: PieceForm, currency: str, locale: str = "en_US") -> TypedPiece:
    """The form as the texts of its fields, so that reading them gives the same again.

    What the stones line cannot say (colour, clarity, a report) stays with the form's own stones:
    read the line anew only when it was changed.
    """

    def amount(value: int | None) -> str:
        return "" if value is None else figure(value, currency, locale)

    metal = form.metals[0] if form.metals else None
    return TypedPiece(
        category=form.category,
        description=form.description,
        metal=metal.metal if metal else "",
        fineness=str(metal.fineness) if metal and metal.fineness else "",
        stamp=form.marks[0].text_seen if form.marks else "",
        ring_size=form.ring_size.stated if form.ring_size else "",
        ring_system=form.ring_size.system if form.ring_size else "",
        stones=stones_text(form.stones),
        weight=shown_g(form.weight_mg, locale) if form.weight_mg else "",
        weight_method=form.weight_method,
        price=amount(form.price_minor),
        agreed=amount(form.agreed_minor),
        reserve=amount(form.reserve_minor),
        insured=amount(form.insured_minor),
        condition=form.condition,
        maker=form.maker,
        period=form.period,
    )


def stones_text(stones: tuple[StoneForm, ...]) -> str:
    """The stones as a line that can be typed: "1 sapphire oval 7.02x5.11x3.2; 12 diamond old cut"."""
    return "; ".join(_stone_text(stone) for stone in stones)


_HOW = {"scale": " by scale", "report": " report", "stated": " stated"}


def _stone_text(stone: StoneForm) -> str:
    measures = [um for um in (stone.length_um, stone.width_um, stone.depth_um) if um]
    growth = "" if stone.growth == "unknown" else GROWTHS.word(stone.growth).replace(",", "")
    parts = [
        str(stone.count),
        growth,
        SPECIES.word(stone.species),
        SHAPES.word(stone.shape) if stone.shape else "",
        "x".join(short_mm(um) for um in measures),
    ]
    if stone.stone_mct and stone.method != "formula":
        parts.append(f"{shown_fixed(stone.stone_mct, 3)} ct{_HOW.get(stone.method, '')}")
    return " ".join(part for part in parts if part)
