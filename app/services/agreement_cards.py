"""An agreement as take-in shows it: terms in words, the pieces so far, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.services.agreements import Terms
from app.services.lists import ListQuery


@dataclass(frozen=True)
class ItemLine:
    """A piece taken in under an agreement; ``missing`` names what is still to complete."""

    item_id: int
    piece_id: int
    number: str
    position: int
    description: str
    category: str
    weight_mg: int | None
    agreed_minor: int | None
    reserve_minor: int | None
    consignor_minor: int | None
    photo_sha256: str
    photos: int
    code: str
    state: str
    missing: tuple[str, ...]
    no_export: bool


@dataclass(frozen=True)
class Totals:
    """What the pieces come to: mg and minor units; ``consignor_minor`` if all sell at the agreed price."""

    pieces: int
    weight_mg: int
    agreed_minor: int
    reserve_minor: int
    consignor_minor: int
    fees_minor: int
    to_complete: int


@dataclass(frozen=True)
class AgreementCard:
    """An agreement with its pieces. Dates are ISO; before signing they are those of a signing today.

    ``expires_on`` is the last day of the term, inclusive; ``saleable_on`` the first day after the
    hold. ``blocks`` says in sentences what must be done before signing.
    """

    id: int
    number: str
    party_id: int
    party: str
    state: str
    terms: Terms
    share_words: str
    begins_on: str
    expires_on: str
    saleable_on: str
    items: tuple[ItemLine, ...]
    totals: Totals
    blocks: tuple[str, ...]
    document_id: int | None
    document_number: str


@dataclass(frozen=True)
class AgreementRow:
    """A row of the list of agreements."""

    id: int
    number: str
    party: str
    state: str
    begins_on: str
    expires_on: str
    pieces: int


def agreement_card(db: Database, agreement_id: int) -> AgreementCard:
    """An agreement with its totals; NotFoundError if there is none."""
    raise NotImplementedError


def agreements_list(view: str = "drafts", search: str = "") -> ListQuery:
    """Agreements newest first (views: drafts, signed, expiring, all); rows are ``AgreementRow``."""
    raise NotImplementedError
