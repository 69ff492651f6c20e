"""The receipt that a consignor takes home, as content: who, which pieces, which terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from app.domain.addresses import postal_lines
from app.domain.dates import long_date
from app.domain.errors import NotFoundError
from app.domain.money import figure, rate_words
from app.models.work import Work
from app.printing.document.content import Fact, Made, Photo, Signature
from app.printing.document.local import Local
from app.printing.document.take_in_receipt import ReceiptItem, TakeInReceipt
from app.printing.document.terms import PaperTerms
from app.services.agreement_cards import ItemLine, items_of, totals_of
from app.services.agreements import Terms, terms_of
from app.services.house_paper import company_of, statements_of
from app.services.house_rules import Asks, HouseRules, house_rules
from app.services.paper_words import detail_in
from app.services.parties import last_id_check
from app.services.party_forms import ID_PAPERS
from app.services.people import name_of
from app.services.piece_words import mark_words

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
        identity=_identity(db, row[1], rules, maker.language),
        terms=terms_facts(terms, taken_on, rules.locale, maker.language),
        items=tuple(_item(db, item, maker.language) for item in items),
        consignor_minor=totals_of(items, terms).consignor_minor,
        statements=statements_of(db, "take_in_receipt", taken_on, maker.language),
        signatures=tuple(signatures),
    )


def terms_facts(terms: Terms, begins_on: str, locale: str, language: str = "") -> tuple[Fact, ...]:
    """The terms as the receipt lists them, in the order in which they are read and in its language."""
    first, say = date.fromisoformat(begins_on), PaperTerms(language).say
    ends = _long_day(first + timedelta(days=terms.term_days), locale, language)
    term = say("{days} days, until {day} inclusive", days=terms.term_days, day=ends)
    facts = [("Your share", _share(terms, locale, say)), ("Term", term)]
    if terms.hold_days:
        held = _long_day(first + timedelta(days=terms.hold_days), locale, language)
        words = say("{day}, after {days} days of waiting", day=held, days=terms.hold_days)
        facts.append(("Offered from", words))
    if terms.photo_fee_minor:
        fee = figure(terms.photo_fee_minor, terms.currency, locale)
        facts.append(("Photo fee", say("{fee} a piece", fee=fee)))
    if terms.withdrawal_fee_ppm:
        fee = rate_words(terms.withdrawal_fee_ppm)
        facts.append(("Early withdrawal", say("{fee} of the agreed price", fee=fee)))
    if terms.reduce_ppm and terms.reduce_after_days:
        less = rate_words(terms.reduce_ppm)
        words = say("{fee} after {days} days", fee=less, days=terms.reduce_after_days)
        facts.append(("May reduce", words))
    wait = say("{days} days after delivery to the buyer", days=terms.return_window_days)
    facts.append(("Paid out", wait))
    return tuple(Fact(say(label), value) for label, value in facts)


def _share(terms: Terms, locale: str, say: Callable[..., str]) -> str:
    """The consignor's share by price, dearest first: "60 % from 1,000.00, 50 % below"."""
    tiers, words = terms.promise.tiers, []
    for tier in reversed(tiers[1:]):
        amount = figure(tier.from_minor, terms.currency, locale)
        share = rate_words(tier.consignor_ppm)
        words.append(say("{share} from {amount}", share=share, amount=amount))
    least = rate_words(tiers[0].consignor_ppm)
    words.append(say("{share} below", share=least) if words else least)
    return ", ".join(words)


def _long_day(day: date, locale: str, language: str) -> str:
    """A date in words: in the paper's language where it is spoken, else as the house writes it."""
    if PaperTerms(language).is_spoken:
        return Local(language, "UTC").long_day(day.isoformat())
    return long_date(day, locale)


def _name_and_address(db: Asks, party_id: int) -> tuple[str, ...]:
    name = db.value("SELECT display FROM party WHERE id = ?", (party_id,))
    row = db.row(
        "SELECT lines, postcode, city, region, country FROM address WHERE party_id = ?"
        " AND removed = 0 ORDER BY id LIMIT 1",
        (party_id,),
    )
    if row is None:
        return (name,)
    lines, postcode, city, region, country = row
    return postal_lines(
        name, lines.splitlines(), city=city, region=region, postcode=postcode, country=country
    )


def _identity(db: Asks, party_id: int, rules: HouseRules, language: str) -> str:
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
    terms = PaperTerms(language)
    usual = ID_PAPERS.get(check.document_kind, "identity paper")
    paper = terms.word("papers_seen", check.document_kind, usual)
    day = _long_day(date.fromisoformat(rules.date_of(at)), rules.locale, language)
    return terms.say("{paper}, seen by {name} on {day}", paper=paper, name=by, day=day)


def _item(db: Asks, item: ItemLine, language: str) -> ReceiptItem:
    terms = PaperTerms(language)
    condition, note = db.row(
        "SELECT condition, species_note FROM piece WHERE id = ?", (item.piece_id,)
    ) or ("", "")
    why = note or terms.say("Protected material")
    flags = (terms.say("{words}: no export", words=why),) if item.no_export else ()
    return ReceiptItem(
        number=item.number,
        description=item.description,
        detail=detail_in(db, item.piece_id, language),
        marks=mark_words(db, item.piece_id),
        condition=terms.word("grades", condition) if condition else "",
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
