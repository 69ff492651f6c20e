"""Take-in: a piece comes into the house, of a consignor, bought, or a client's own."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.codes import CODE_DIGITS, clean, is_card, is_code, spaced
from app.domain.errors import InputError, StateError
from app.domain.money import Money
from app.domain.vocabulary import CATEGORIES, OWNERSHIP
from app.models.consignment import Agreement, ConsignmentItem
from app.models.people import Party
from app.models.pieces import Move, Piece
from app.models.records import Code
from app.models.work import Work
from app.services.agreements import require_draft
from app.services.fineness_doubt import note_answer, settle
from app.services.house_rules import house_rules
from app.services.photos import attach_photo
from app.services.piece_forms import PieceForm
from app.services.piece_rows import (
    checked_piece,
    last_price,
    last_value,
    piece_columns,
    put_parts,
    put_price,
    put_weight,
)
from app.services.piece_words import stones_of
from app.services.piece_worth import covered_as


def take_in(w: Work, agreement_id: int, form: PieceForm) -> Changes:
    """Take one piece in under a draft agreement: ``first("piece")``, ``first("item")`` are the new ids.

    The piece gets its item number, a tag code and a place; what is missing is told by its badge.
    """
    w.require("take_in.create")
    require_draft(w, agreement_id)
    agreement = w.get(Agreement, agreement_id)
    piece_id = _save(w, form, "consigned_in", agreement["party_id"])
    number = w.number("C")
    item_id = w.add(
        ConsignmentItem,
        number=number,
        piece_id=piece_id,
        agreement_id=agreement_id,
        position=1
        + w.value("SELECT count(*) FROM consignment_item WHERE agreement_id = ?", (agreement_id,)),
    )
    w.step("item", item_id, "offered")
    w.step("item", item_id, "taken_in")
    return Changes.of(
        f"{CATEGORIES.title(form.category)} taken in as {number}",
        w.id,
        piece=piece_id,
        item=item_id,
        agreement=agreement_id,
        party=agreement["party_id"],
    )


def take_in_own(
    w: Work, form: PieceForm, *, ownership: str = "owned", owner_id: int | None = None
) -> Changes:
    """Take in a piece without an agreement: bought by the house, on memo, or a client's property."""
    w.require("take_in.create")
    if ownership not in OWNERSHIP or ownership == "consigned_in":
        raise InputError(
            "Whose is it?",
            "A consigned piece comes in under an agreement with its owner.",
            "Begin with the consignor, or choose another ownership.",
            field="ownership",
        )
    if ownership != "owned" and owner_id is None:
        raise InputError(
            "Whose is it?",
            f"A piece that is {OWNERSHIP.word(ownership)} needs its owner.",
            "Find the owner by three letters, or add them.",
            field="owner",
        )
    piece_id = _save(w, form, ownership, owner_id)
    number = w.value("SELECT number FROM piece WHERE id = ?", (piece_id,))
    message = f"{CATEGORIES.title(form.category)} taken in as {number}"
    return Changes.of(message, w.id, piece=piece_id)


def edit_taken_in(w: Work, piece_id: int, form: PieceForm) -> Changes:
    """Change a piece that was taken in to what the form says.

    Once its agreement is signed, weight, agreed price and reserve have their own ways: weighing
    again, and a price change with the consignor's consent.
    """
    w.require("take_in.create")
    clean_form = checked_piece(form, has_photo=has_photo(w, piece_id))
    w.get(Piece, piece_id)
    if signed_agreement(w, piece_id):
        _refuse_signed(w, piece_id, clean_form)
    require_amend(w, piece_id, clean_form)
    settled = settle(w, clean_form, piece_id)
    w.edit(Piece, piece_id, **piece_columns(clean_form))
    put_parts(w, piece_id, clean_form)
    note_answer(w, piece_id, clean_form, settled)
    _put_values(w, piece_id, clean_form)
    for photo in clean_form.photos:
        attach_photo(w, "piece", piece_id, photo, photo.view)
    item = w.row(
        "SELECT id, agreement_id, number FROM consignment_item WHERE piece_id = ? AND removed = 0"
        " ORDER BY id DESC LIMIT 1",
        (piece_id,),
    )
    touched = {"item": item[0], "agreement": item[1]} if item else {}
    return Changes.of(f"{item[2] if item else 'Piece'} saved", w.id, piece=piece_id, **touched)


def take_out(w: Work, piece_id: int, reason_code: str) -> Changes:
    """Take a piece off a draft agreement again: entered twice, or the consignor keeps it."""
    w.require("take_in.create")
    item = w.row(
        "SELECT id, agreement_id, number FROM consignment_item WHERE piece_id = ? AND removed = 0",
        (piece_id,),
    )
    if item is None:
        raise StateError(
            "Not on an agreement",
            "This piece does not stand under an agreement.",
            "Return it to its owner from its page.",
        )
    require_draft(w, item[1])
    w.step("item", item[0], "withdrawn", reason_code)
    w.step("piece", piece_id, "returned_to_owner", reason_code)
    w.remove(ConsignmentItem, item[0])
    if reason_code == "duplicate":
        w.remove(Piece, piece_id)
    return Changes.of(f"{item[2]} taken off", w.id, piece=piece_id, item=item[0], agreement=item[1])


def has_photo(w: Work, piece_id: int) -> bool:
    """Whether a photo of the piece is attached."""
    return bool(
        w.value(
            "SELECT 1 FROM attached AS a WHERE a.subject_id = ? AND a.subject_kind = 'piece'"
            " AND a.counter_of IS NULL AND a.role <> 'paper' AND NOT EXISTS (SELECT 1 FROM"
            " attached AS c WHERE c.counter_of = a.id AND c.subject_id = a.subject_id)",
            (piece_id,),
        )
    )


def signed_agreement(w: Work, piece_id: int) -> str:
    """The number of the signed agreement under which a piece stands, '' if there is none."""
    found = w.row(
        "SELECT a.id, a.number FROM consignment_item AS i JOIN agreement AS a"
        " ON a.id = i.agreement_id WHERE i.piece_id = ? AND i.removed = 0 ORDER BY i.id DESC",
        (piece_id,),
    )
    return found[1] if found and w.state("agreement", found[0]) != "draft" else ""


def require_amend(w: Work, piece_id: int, form: PieceForm) -> None:
    """Stones that stand on a signed agreement or report are changed by a manager alone."""
    signed = signed_agreement(w, piece_id) or w.value(
        "SELECT 1 FROM report WHERE piece_id = ? LIMIT 1", (piece_id,)
    )
    if signed and stones_of(w, piece_id) != form.stones:
        w.require("amend.approve")


def _refuse_signed(w: Work, piece_id: int, form: PieceForm) -> None:
    """StateError when the form changes what the consignor signed."""
    house = house_rules(w).currency
    for what, value, words in (
        ("gross_weight_mg", form.weight_mg, "weight"),
        ("agreed", form.agreed_minor, "agreed price"),
        ("reserve", form.reserve_minor, "reserve"),
    ):
        if value is None:
            continue
        stands = (
            value == last_value(w, piece_id, what)
            if words == "weight"
            else Money(value, house) == last_price(w, piece_id, what)
        )
        if not stands:
            raise StateError(
                "This was signed",
                f"The {words} stands on the signed agreement and does not change by correcting.",
                "Weigh it again on its page, or change the price with the consignor's consent.",
                field=words.split()[0],
            )


def _save(w: Work, form: PieceForm, ownership: str, owner_id: int | None) -> int:
    """The piece with everything that the form says, in intake, with its code and place."""
    clean_form = checked_piece(form)
    settled = settle(w, clean_form)
    if owner_id is not None:
        w.get(Party, owner_id)
    piece_id = w.add(
        Piece,
        **piece_columns(clean_form),
        ownership=ownership,
        owner_id=owner_id,
        number=w.number("P"),
    )
    put_parts(w, piece_id, clean_form, new=True)
    note_answer(w, piece_id, clean_form, settled)
    _put_values(w, piece_id, clean_form, new=True)
    w.step("piece", piece_id, "intake")
    w.step("quality", piece_id, "ok")
    _give_code(w, piece_id, clean_form.code)
    for photo in clean_form.photos:
        attach_photo(w, "piece", piece_id, photo, photo.view)
    place_id = clean_form.place_id or _counter(w)
    if place_id is not None:
        w.add(Move, subject_kind="piece", subject_id=piece_id, to_place_id=place_id)
    return piece_id


def _put_values(w: Work, piece_id: int, form: PieceForm, *, new: bool = False) -> None:
    """Weight and prices. A consigned piece is offered and insured at the agreed price at first."""
    put_weight(w, piece_id, form.weight_mg, form.weight_method, form.instrument, new=new)
    asked = form.price_minor if form.price_minor is not None else form.agreed_minor
    rules = house_rules(w)
    covered = covered_as(w.value("SELECT ownership FROM piece WHERE id = ?", (piece_id,)))
    for what, typed, usual in (
        ("agreed", form.agreed_minor, None),
        ("reserve", form.reserve_minor, None),
        ("cost", form.cost_minor, None),
        ("price", form.price_minor, asked),
        (covered, form.insured_minor or None, asked),
    ):
        amount_minor = typed
        if typed is None and (new or not _said_elsewhere(w, piece_id, what, rules.currency)):
            amount_minor = usual
        put_price(w, piece_id, what, amount_minor, rules=rules, new=new)


def _said_elsewhere(w: Work, piece_id: int, what: str, house: str) -> bool:
    """Whether a value is said in another currency: the form has no field for it, so that it stands."""
    last = last_price(w, piece_id, what)
    return last is not None and last.currency != house


def _counter(w: Work) -> int | None:
    """Where taken-in pieces lie first: as set for the shop, else its first safe."""
    chosen = house_rules(w).take_in_place_id
    return chosen or w.value(
        "SELECT id FROM place WHERE removed = 0 AND kind_code IN ('safe', 'vault') ORDER BY id"
    )


def refuse_card(code: str) -> None:
    """InputError for the code of a command card: it would stand for a thing and for the command."""
    if is_card(code):
        raise InputError(
            "A command card",
            f"{spaced(code)} is a command card and not the tag of a thing.",
            "Scan the tag that hangs on the piece, or leave it empty for a new one.",
            field="code",
        )


def _give_code(w: Work, piece_id: int, tag: str) -> None:
    """The tag that already hangs on the piece, else a new code; another code becomes an alias."""
    code = clean(tag)
    if not code:
        w.code("piece", piece_id)
        return
    refuse_card(code)
    if code.isdigit() and len(code) == CODE_DIGITS and not is_code(code):
        raise InputError(
            "Not a tag code",
            f"“{tag.strip()}” has ten digits, but it is not the code of a tag.",
            "Scan it again, or leave it empty for a new tag.",
            field="code",
        )
    if w.value(
        "SELECT target_id FROM code WHERE text_value = ? ORDER BY hlc DESC, id DESC LIMIT 1",
        (code,),
    ):
        raise InputError(
            "The tag is taken",
            f"{spaced(code) if is_code(code) else code} already belongs to something here.",
            "Scan it to see what; give this piece a new tag.",
            field="code",
        )
    if is_code(code):
        w.add(Code, text_value=code, target_kind="piece", target_id=piece_id)
        return
    w.code("piece", piece_id)
    w.add(Code, text_value=code, target_kind="piece", target_id=piece_id, alias=1)
