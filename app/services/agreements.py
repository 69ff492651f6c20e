"""Agreements with consignors: terms from the house's template, a draft until it is signed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.changes import Changes
from app.domain.consignment_terms import Terms as Promise
from app.domain.consignment_terms import Tier
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.money import PPM, exponent
from app.models.consignment import Agreement
from app.models.people import Party
from app.models.records import Note
from app.models.work import Work
from app.services.house_rules import Asks, house_rules
from app.services.parties import add_role


@dataclass(frozen=True)
class Terms:
    """Terms of a consignment. Shares in ppm of the net price, fees in minor units, terms in days.

    The consignor receives ``base_share_ppm``, from ``tier_from_minor`` on ``tier_share_ppm`` of the
    whole price. ``announced`` is how many pieces the consignor said they would bring.
    """

    currency: str = ""
    base_share_ppm: int = 500_000
    tier_from_minor: int | None = 100_000
    tier_share_ppm: int | None = 600_000
    term_days: int = 120
    hold_days: int = 15
    photo_fee_minor: int = 1_500
    withdrawal_fee_ppm: int = 50_000
    reduce_after_days: int | None = None
    reduce_ppm: int | None = None
    return_window_days: int = 14
    announced: int = 0

    @property
    def promise(self) -> Promise:
        """What the terms promise, for the arithmetic of shares and dates."""
        tiers = [Tier(0, self.base_share_ppm)]
        if self.tier_from_minor and self.tier_share_ppm is not None:
            tiers.append(Tier(self.tier_from_minor, self.tier_share_ppm))
        return Promise(
            tuple(tiers),
            self.term_days,
            self.hold_days,
            self.return_window_days,
            photo_fee_minor=self.photo_fee_minor,
            withdrawal_ppm=self.withdrawal_fee_ppm,
            reduction_ppm=self.reduce_ppm or 0,
            reduction_after_days=self.reduce_after_days or 0,
        )


def usual_terms(db: Asks) -> Terms:
    """The terms that the house begins with, as set for the shop."""
    rules = house_rules(db)
    scale = 10 ** exponent(rules.currency)
    usual = Terms(rules.currency, tier_from_minor=1000 * scale, photo_fee_minor=15 * scale)
    known = {name: value for name, value in rules.terms.items() if name in vars(usual)}
    return replace(usual, **known)  # type: ignore[arg-type]


def terms_of(db: Asks, agreement_id: int) -> Terms:
    """The terms of an agreement."""
    row = db.row(f"SELECT {', '.join(_COLUMNS)} FROM agreement WHERE id = ?", (agreement_id,))
    if row is None:
        raise NotFoundError(
            "Not found", "There is no such agreement here.", "Go back and search for it."
        )
    return Terms(*row)


def draft_agreement(w: Work, party_id: int, terms: Terms | None = None) -> Changes:
    """Begin an agreement with a consignor: ``changes.first("agreement")`` is its id."""
    w.require("agreements.create")
    party = w.get(Party, party_id)
    if party["risk"] == "blocked":
        raise StateError(
            "This party is blocked",
            f"Nothing may be taken in from {party['display']} at present.",
            "Ask a manager why, and whether it still holds.",
        )
    chosen = checked_terms(terms or usual_terms(w), house_rules(w).currency)
    add_role(w, party_id, "consignor")
    agreement_id = w.add(Agreement, number=w.number("A"), party_id=party_id, **vars(chosen))
    w.step("agreement", agreement_id, "draft")
    return Changes.of("Agreement begun", w.id, agreement=agreement_id, party=party_id)


def change_terms(w: Work, agreement_id: int, terms: Terms) -> Changes:
    """Change the terms of a draft; a signed agreement stands as it was signed."""
    w.require("agreements.create")
    require_draft(w, agreement_id)
    currency = terms_of(w, agreement_id).currency
    w.edit(Agreement, agreement_id, **vars(checked_terms(terms, currency)))
    return Changes.of("Terms changed", w.id, agreement=agreement_id)


def cancel_draft(w: Work, agreement_id: int, reason_code: str, words: str = "") -> Changes:
    """Give up a draft under which no piece was taken in; ``words`` stay with it as a note."""
    w.require("agreements.create")
    require_draft(w, agreement_id)
    pieces = w.value(
        "SELECT count(*) FROM consignment_item WHERE agreement_id = ? AND removed = 0",
        (agreement_id,),
    )
    if pieces:
        raise StateError(
            "Pieces stand under it",
            f"{pieces} piece{'s were' if pieces > 1 else ' was'} taken in under this agreement.",
            "Take them off it first, or sign it.",
        )
    w.step("agreement", agreement_id, "cancelled", reason_code)
    if words.strip():
        w.add(
            Note,
            subject_kind="agreement",
            subject_id=agreement_id,
            topic="given_up",
            content=words.strip(),
        )
    return Changes.of("Agreement given up", w.id, agreement=agreement_id)


def require_draft(w: Work, agreement_id: int) -> None:
    """StateError unless the agreement is still a draft."""
    number = w.get(Agreement, agreement_id)["number"]
    state = w.state("agreement", agreement_id)
    if state != "draft":
        raise StateError(
            "The agreement stands",
            f"{number} is {state} and no longer changes.",
            "Begin a new agreement for further pieces.",
        )


def checked_terms(terms: Terms, currency: str) -> Terms:
    """The terms in the shop's currency; InputError names what cannot be so."""
    chosen = replace(terms, currency=terms.currency or currency)
    if chosen.tier_from_minor is None or chosen.tier_share_ppm is None:
        chosen = replace(chosen, tier_from_minor=None, tier_share_ppm=None)
    for name, words in _FEES.items():
        if getattr(chosen, name) < 0:
            raise InputError(
                "Terms cannot be so", f"{words} below zero.", "Type 0 or more.", field=name
            )
    if chosen.withdrawal_fee_ppm > PPM or not 0 <= (chosen.reduce_ppm or 0) < PPM:
        raise InputError(
            "Terms cannot be so", "A share is more than 100 %.", "Correct the terms.", field="terms"
        )
    if chosen.tier_from_minor is not None and chosen.tier_from_minor <= 0:
        raise InputError(
            "Terms cannot be so",
            "The price from which the better share applies must be above zero.",
            "Type a price, or leave both fields empty.",
            field="tier_from",
        )
    _ = chosen.promise  # refuses shares and days that cannot be
    return chosen


_COLUMNS = tuple(Terms.__dataclass_fields__)
_FEES = {
    "photo_fee_minor": "The photo fee is",
    "withdrawal_fee_ppm": "The withdrawal fee is",
    "announced": "The number of announced pieces is",
}
