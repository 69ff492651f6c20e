"""What is done to a piece on its page: described, priced, weighed, judged, given another tag."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.codes import spaced
from app.domain.consignment_terms import check_prices
from app.domain.errors import InputError, StateError
from app.domain.mass import PIECE_MG, shown_g
from app.domain.money import shown
from app.domain.permissions import CONFIDENTIAL
from app.domain.report_rules import weight_verdict
from app.domain.vocabulary import PRICE_KINDS
from app.models.pieces import Piece
from app.models.records import Note
from app.models.work import Work
from app.services.fineness_doubt import note_answer, settle
from app.services.house_rules import house_rules
from app.services.photos import attach_photo
from app.services.piece_forms import PieceForm
from app.services.piece_parts import EVIDENCE
from app.services.piece_rows import (
    GROSS,
    checked_piece,
    last_price,
    last_value,
    piece_columns,
    put_parts,
    put_price,
    put_weight,
)
from app.services.reach import require_on
from app.services.take_in import has_photo, require_amend, signed_agreement

NOTED = "note"
"""Evidence of a price: a note with the price's id says it in words."""


def edit_piece(w: Work, piece_id: int, form: PieceForm) -> Changes:
    """Change a piece's description, metals, stones and marks to what the form says.

    Weight and prices of the form are left alone: ``weigh`` and ``set_price`` note those. Stones that
    stand on a signed paper are changed by a manager alone.
    """
    w.require("pieces.update")
    w.get(Piece, piece_id)
    clean_form = checked_piece(form, has_photo=has_photo(w, piece_id))
    require_amend(w, piece_id, clean_form)
    settled = settle(w, clean_form, piece_id)
    w.edit(Piece, piece_id, **piece_columns(clean_form))
    put_parts(w, piece_id, clean_form)
    note_answer(w, piece_id, clean_form, settled)
    for photo in clean_form.photos:
        attach_photo(w, "piece", piece_id, photo)
    return Changes.of("Piece saved", w.id, piece=piece_id)


def set_price(w: Work, piece_id: int, what: str, amount_minor: int, evidence: str = "") -> Changes:
    """Say a price, agreed price, reserve, insured value or cost from now on, with its evidence.

    Agreed price and reserve of a signed agreement need the consignor's consent as ``evidence``.
    """
    require_on(w, CONFIDENTIAL.get(what, "pieces.update"), "piece", piece_id)
    w.get(Piece, piece_id)
    if what not in PRICE_KINDS or amount_minor < 0:
        raise InputError(
            "Not a price",
            "A price is an amount of 0 or more.",
            "Type it again.",
            field=what,
        )
    _check_consignment(w, piece_id, what, amount_minor, evidence)
    words = evidence.strip()
    if not put_price(w, piece_id, what, amount_minor, NOTED if words else ""):
        return Changes.of(f"The {PRICE_KINDS.word(what)} stands as it was", 0, piece=piece_id)
    if words:
        _keep_words(w, piece_id, what, words)
    amount = shown(amount_minor, house_rules(w).currency, house_rules(w).locale)
    return Changes.of(f"{PRICE_KINDS.title(what)} is {amount} now", w.id, piece=piece_id)


def _keep_words(w: Work, piece_id: int, what: str, words: str) -> None:
    """What speaks for a price may name a person, so it is a note that can be erased."""
    priced = w.value(
        "SELECT id FROM priced WHERE subject_id = ? AND what = ? ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id, what),
    )
    w.add(Note, subject_kind="priced", subject_id=priced, topic=EVIDENCE, content=words)


def _check_consignment(w: Work, piece_id: int, what: str, amount_minor: int, evidence: str) -> None:
    if what not in ("agreed", "reserve"):
        return
    house = house_rules(w).currency
    agreed = last_price(w, piece_id, "agreed")
    reserve = last_price(w, piece_id, "reserve")
    if what == "agreed":
        same = reserve is not None and reserve.currency == house
        check_prices(amount_minor, reserve.amount_minor if reserve and same else 0)
    elif agreed is not None and agreed.currency != house:
        raise InputError(
            "Two currencies",
            f"The agreed price is in {agreed.currency}: a reserve in {house} says nothing beside it.",
            f"Say the agreed price in {house} first.",
            field="reserve",
        )
    else:
        check_prices(agreed.amount_minor if agreed else 0, amount_minor)
    number = signed_agreement(w, piece_id)
    if number and not evidence.strip():
        raise InputError(
            "The consignor's consent",
            f"This price stands on the signed agreement {number}.",
            "Say how the consignor agreed: by phone on a day, by e-mail, by a signed paper.",
            field="evidence",
        )


def weigh(
    w: Work, piece_id: int, weight_mg: int, method: str = "scale", instrument: str = ""
) -> Changes:
    """Note the gross weight in mg as read; a difference beyond the limit asks for a reason.

    The reason is the unit's own (``shop.work(…, reason_code="cleaned")``); beyond the second limit
    only a manager notes it.
    """
    w.require("take_in.create")
    w.get(Piece, piece_id)
    if weight_mg not in PIECE_MG:
        raise InputError(
            "Not a piece's weight",
            f"{shown_g(weight_mg)} g is not the weight of a piece of jewelry.",
            "Weigh it again, or correct the unit.",
            field="weight",
        )
    before = last_value(w, piece_id, GROSS)
    if before is not None:
        verdict = weight_verdict(before, weight_mg)
        if verdict.outcome == "stop" and "MG" not in w.actor.roles:
            raise StateError("Another weight", verdict.sentence, "Call a manager.", field="weight")
        if verdict.outcome != "pass" and not w.reason_code:
            raise InputError(
                "Another weight",
                verdict.sentence,
                "Choose the reason, or weigh it again.",
                field="reason",
            )
    if not put_weight(w, piece_id, weight_mg, method, instrument):
        return Changes.of("The same weight as before", 0, piece=piece_id)
    return Changes.of(f"{shown_g(weight_mg)} g noted", w.id, piece=piece_id)


def replace_tag(w: Work, piece_id: int) -> Changes:
    """Give a piece a new tag code; the old one still leads to it and says that it was replaced."""
    w.require("tags.print")
    w.get(Piece, piece_id)
    old = w.value(
        "SELECT id FROM code WHERE target_id = ? AND target_kind = 'piece' AND alias = 0"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id,),
    )
    code = w.code("piece", piece_id, replaces_id=old)
    return Changes.of(f"The new tag is {spaced(code)}", w.id, piece=piece_id)
