"""How a piece's form becomes rows: the piece, its metals, stones and marks, weight and prices."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.consignment_terms import check_prices
from app.domain.errors import InputError
from app.domain.gems import GROWTHS, SHAPES, SPECIES, needs_permit
from app.domain.mass import PIECE_MG, shown_g
from app.domain.metals import METALS
from app.domain.money import Money
from app.domain.vocabulary import CATEGORIES, GRADES, PAIRS, PRICE_KINDS
from app.models.base import Descriptive
from app.models.pieces import Mark, Measured, Metal, Priced, Stone
from app.models.work import Work
from app.services.house_rules import HouseRules, house_rules
from app.services.piece_forms import PieceForm

LONGEST_DESCRIPTION = 500
GROSS = "gross_weight_mg"


def checked_piece(form: PieceForm, *, has_photo: bool = False) -> PieceForm:
    """The form with tidy texts and known codes; InputError names the field that cannot be so."""
    description = " ".join(unicodedata.normalize("NFC", form.description).split())
    if form.category not in CATEGORIES:
        raise InputError(
            "What is it?",
            "The category is missing." if not form.category else "This category is not known.",
            "Choose one of the twelve, or Other.",
            field="category",
        )
    if not (description or form.photos or has_photo):
        raise InputError(
            "What does it look like?",
            "A piece needs a few words or a photo, so that it can be told from others.",
            "Describe it, or take a photo (F7).",
            field="description",
        )
    if len(description) > LONGEST_DESCRIPTION:
        raise InputError(
            "Too long a description",
            f"The description has {len(description)} letters; there is room for"
            f" {LONGEST_DESCRIPTION}.",
            "Keep the first line short and put the rest into a note.",
            field="description",
        )
    _check_parts(form)
    _check_weight(form.weight_mg)
    _check_amounts(form)
    return replace(
        form,
        description=description,
        components=form.components or (2 if form.category in PAIRS else 1),
    )


def _check_parts(form: PieceForm) -> None:
    for metal in form.metals:
        if metal.metal not in METALS or not 0 <= metal.fineness <= 999:
            raise InputError(
                "Which metal?",
                "The metal or its fineness is not known.",
                "Choose the metal, and the fineness in parts per thousand.",
                field="metal",
            )
    for stone in form.stones:
        known = stone.species in SPECIES and stone.growth in GROWTHS
        if not known or (stone.shape and stone.shape not in SHAPES) or stone.count < 1:
            raise InputError(
                "Which stone?",
                "A stone's kind, growth, shape or count is not known.",
                "Type it again, for example: 1 sapphire oval 7.02x5.11x3.20.",
                field="stones",
            )
    if form.condition and form.condition not in GRADES:
        raise InputError(
            "Which condition?",
            "This condition is not on the list.",
            f"Choose one of {', '.join(term.word for term in GRADES.terms)}.",
            field="condition",
        )


def _check_weight(weight_mg: int | None) -> None:
    if weight_mg is not None and weight_mg not in PIECE_MG:
        raise InputError(
            "Not a piece's weight",
            f"{shown_g(weight_mg)} g is not the weight of a piece of jewelry.",
            "Weigh it again, or correct the unit.",
            field="weight",
        )


def _check_amounts(form: PieceForm) -> None:
    for what in ("price", "agreed", "reserve", "insured", "cost"):
        amount = getattr(form, f"{what}_minor")
        if amount is not None and amount < 0:
            raise InputError(
                "Below zero",
                f"The {PRICE_KINDS.word(what)} is below zero.",
                "Type an amount of 0 or more.",
                field=what,
            )
    if form.agreed_minor is not None or form.reserve_minor is not None:
        check_prices(form.agreed_minor or 0, form.reserve_minor or 0)


def piece_columns(form: PieceForm) -> dict[str, Any]:
    """The columns of ``piece`` that the form fills; protected species forbid export."""
    species = [stone.species for stone in form.stones if needs_permit(stone.species)]
    names = ", ".join(dict.fromkeys(SPECIES.word(code) for code in species))
    size = form.ring_size
    style = {} if form.style_id is None else {"style_id": form.style_id}
    return {
        **style,
        "category": form.category,
        "description": form.description,
        "maker": form.maker.strip(),
        "period": form.period.strip(),
        "ring_size": size.stated if size else "",
        "ring_system": size.system if size else "",
        "ring_circumference_um": size.circumference_um if size else None,
        "hallmark": form.hallmark,
        "condition": form.condition,
        "components": form.components,
        "two_persons": int(form.two_persons),
        "no_export": int(bool(species)),
        "species_note": f"CITES: {names}" if names else "",
    }


def put_parts(w: Work, piece_id: int, form: PieceForm, *, new: bool = False) -> bool:
    """Make the piece's metals, stones and marks those of the form; whether anything changed.

    ``new``: the piece was made in this unit, so that it has none yet.
    """
    changed = [
        _put_rows(w, Metal, piece_id, [vars(metal) for metal in form.metals], new),
        _put_rows(w, Stone, piece_id, [vars(stone) for stone in form.stones], new),
        _put_rows(w, Mark, piece_id, [vars(mark) for mark in form.marks], new),
    ]
    return any(changed)


def _put_rows(
    w: Work, model: type[Descriptive], piece_id: int, wanted: Sequence[Mapping[str, Any]], new: bool
) -> bool:
    """The n-th row becomes the n-th of the form; what is left over is taken off."""
    known = (
        []
        if new
        else [
            row[0]
            for row in w.rows(
                f'SELECT id FROM "{model.table()}" WHERE piece_id = ? AND removed = 0'
                " ORDER BY position, id",
                (piece_id,),
            )
        ]
    )
    changed = len(known) != len(wanted)
    for position, columns in enumerate(wanted):
        if position < len(known):
            changed |= w.edit(model, known[position], **columns)
        else:
            w.add(model, piece_id=piece_id, position=position, **columns)
    for row_id in known[len(wanted) :]:
        w.remove(model, row_id)
    return changed


def last_value(w: Work, piece_id: int, what: str) -> int | None:
    """What was last measured of a piece inside this unit; None if nothing was."""
    found: int | None = w.value(
        "SELECT value FROM measured WHERE subject_id = ? AND what = ?"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id, what),
    )
    return found


def last_price(w: Work, piece_id: int, what: str) -> Money | None:
    """What was last said of a kind of value inside this unit, in its own currency; None if nothing was."""
    row = w.row(
        "SELECT amount_minor, currency FROM priced WHERE subject_id = ? AND what = ?"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id, what),
    )
    return Money(int(row[0]), row[1]) if row else None


def put_weight(
    w: Work,
    piece_id: int,
    weight_mg: int | None,
    method: str,
    instrument: str,
    *,
    new: bool = False,
) -> bool:
    """Note the gross weight if it is given and not the last one; whether it was noted.

    ``new``: the piece was made in this unit, so that it was never weighed.
    """
    if weight_mg is None or (not new and weight_mg == last_value(w, piece_id, GROSS)):
        return False
    w.add(
        Measured,
        subject_kind="piece",
        subject_id=piece_id,
        what=GROSS,
        value=weight_mg,
        method=method,
        instrument=instrument,
    )
    return True


def put_price(
    w: Work,
    piece_id: int,
    what: str,
    amount_minor: int | None,
    evidence: str = "",
    *,
    rules: HouseRules | None = None,
    new: bool = False,
) -> bool:
    """Note a price from today on if it is given and not the last one; whether it was noted.

    It is one in the house's currency: the same figure in another one is not the same. ``rules`` are the house's where they were read already; ``new``: the piece was made in this
    unit, so that it has no price of this kind yet.
    """
    if amount_minor is None:
        return False
    rules = rules or house_rules(w)
    if not new and Money(amount_minor, rules.currency) == last_price(w, piece_id, what):
        return False
    w.add(
        Priced,
        subject_kind="piece",
        subject_id=piece_id,
        what=what,
        amount_minor=amount_minor,
        currency=rules.currency,
        valid_from=rules.date_of(w.at),
        evidence=evidence,
    )
    return True
