"""The receipt that a consignor takes home, as content: who, which pieces, which terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.dates import long_date
from app.domain.errors import NotFoundError
from app.domain.ids import now_ms
from app.domain.money import figure, rate_words
from app.domain.vocabulary import GRADES
from app.files import FileStore
from app.models.database import Database
from app.models.work import Work
from app.photos import derivative
from app.printing.document.content import Fact, Made, Photo, Signature
from app.printing.document.take_in_paper import render_take_in_receipt
from app.printing.document.take_in_receipt import ReceiptItem, TakeInReceipt
from app.services.agreement_cards import ItemLine, items_of, share_words, totals_of
from app.services.agreements import Terms, terms_of
from app.services.house_paper import company_of, made, statements_of
from app.services.house_rules import Asks, HouseRules, house_rules
from app.services.parties import last_id_check
from app.services.party_forms import ID_PAPERS
from app.services.people import name_of
from app.services.piece_words import detail_words, mark_words

PHOTO_BOX = 1280
DRAFT = "DRAFT"
"""Stands for number and code on a receipt that is only looked at."""


def receipt_content(
    db: Asks,
    agreement_id: int,
    maker: Made,
    *,
    number: str = "",
    code: str = "",
    signatures: Sequence[Signature] = (),
) -> TakeInReceipt:
    """The receipt of an agreement as it stands."""
    row = db.row("SELECT number, party_id, begins_on FROM agreement WHERE id = ?", (agreement_id,))
    if row is None:
        raise NotFoundError(
            "Not found", "There is no such agreement here.", "Go back and search for it."
        )
    rules = house_rules(db)
    taken_on = row[2] or rules.date_of(maker.at)
    terms = terms_of(db, agreement_id)
    items = items_of(db, agreement_id, terms)
    return TakeInReceipt(
        company=company_of(db),
        made=maker,
        number=number,
        code=code,
        taken_on=taken_on,
        currency=terms.currency,
        agreement_number=row[0],
        consignor=_name_and_address(db, row[1]),
        identity=_identity(db, row[1], rules),
        terms=terms_facts(terms, taken_on, rules.locale),
        items=tuple(_item(db, item) for item in items),
        consignor_minor=totals_of(items, terms).consignor_minor,
        statements=statements_of(db, "take_in_receipt", taken_on),
        signatures=tuple(signatures),
    )


def receipt_preview(db: Database, files: FileStore, agreement_id: int, by: str) -> bytes:
    """The receipt as a PDF to look at before it is signed: without number and signatures."""
    content = receipt_content(db, agreement_id, made(db, now_ms(), by), number=DRAFT, code=DRAFT)
    photos = {
        item.photo.sha256: derivative(files, item.photo.sha256, PHOTO_BOX)
        for item in content.items
        if item.photo is not None and files.has(item.photo.sha256)
    }
    return render_take_in_receipt(content, photos)


def terms_facts(terms: Terms, begins_on: str, locale: str) -> tuple[Fact, ...]:
    """The terms as the receipt lists them, in the order in which they are read."""
    first = date.fromisoformat(begins_on)
    ends = long_date(first + timedelta(days=terms.term_days), locale)
    facts = [
        Fact("Your share", share_words(terms, locale)),
        Fact("Term", f"{terms.term_days} days, until {ends} inclusive"),
    ]
    if terms.hold_days:
        held = long_date(first + timedelta(days=terms.hold_days), locale)
        facts.append(Fact("Offered from", f"{held}, after {terms.hold_days} days of waiting"))
    if terms.photo_fee_minor:
        fee = figure(terms.photo_fee_minor, terms.currency, locale)
        facts.append(Fact("Photo fee", f"{fee} a piece"))
    if terms.withdrawal_fee_ppm:
        fee = rate_words(terms.withdrawal_fee_ppm)
        facts.append(Fact("Early withdrawal", f"{fee} of the agreed price"))
    if terms.reduce_ppm and terms.reduce_after_days:
        less = rate_words(terms.reduce_ppm)
        facts.append(Fact("May reduce", f"{less} after {terms.reduce_after_days} days"))
    wait = f"{terms.return_window_days} days after delivery to the buyer"
    facts.append(Fact("Paid out", wait))
    return tuple(facts)


def _name_and_address(db: Asks, party_id: int) -> tuple[str, ...]:
    name = db.value("SELECT display FROM party WHERE id = ?", (party_id,))
    row = db.row(
        "SELECT lines, postcode, city, region, country FROM address WHERE party_id = ?"
        " AND removed = 0 ORDER BY id LIMIT 1",
        (party_id,),
    )
    if row is None:
        return (name,)
    town = " ".join(part for part in (row[2], row[3], row[1]) if part)
    return tuple(line for line in (name, *row[0].splitlines(), town, row[4]) if line.strip())


def _identity(db: Asks, party_id: int, rules: HouseRules) -> str:
    """ "passport, seen by Sara Okafor on March 2, 2026"; never the number of the paper."""
    found = last_id_check(db, party_id)
    if found is None:
        return ""
    check, work_id, _ = found
    if isinstance(db, Work) and work_id == db.id:
        by, at = db.actor.display, db.at
    else:
        actor_id, at = db.row("SELECT actor_id, at FROM work WHERE id = ?", (work_id,)) or (None, 0)
        by = name_of(db, actor_id)
    paper = ID_PAPERS.get(check.document_kind, "identity paper")
    day = long_date(date.fromisoformat(rules.date_of(at)), rules.locale)
    return f"{paper}, seen by {by} on {day}"


def _item(db: Asks, item: ItemLine) -> ReceiptItem:
    condition, note = db.row(
        "SELECT condition, species_note FROM piece WHERE id = ?", (item.piece_id,)
    ) or ("", "")
    flags = (f"{note or 'Protected material'}: no export",) if item.no_export else ()
    return ReceiptItem(
        number=item.number,
        description=item.description,
        detail=detail_words(db, item.piece_id),
        marks=mark_words(db, item.piece_id),
        condition=GRADES.word(condition) if condition else "",
        code=item.code,
        weight_mg=item.weight_mg,
        agreed_minor=item.agreed_minor,
        reserve_minor=item.reserve_minor,
        flags=flags,
        photo=_photo(db, item.photo_sha256),
    )


def _photo(db: Asks, sha256: str) -> Photo | None:
    if not sha256:
        return None
    row = db.row("SELECT width, height FROM file WHERE sha256 = ? ORDER BY id LIMIT 1", (sha256,))
    width, height = row or (None, None)
    return Photo(sha256, "", width or 4, height or 3)
