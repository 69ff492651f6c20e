"""A piece's item under an agreement: number, state, what the consignor receives, when it ends."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.consignment_terms import consignor_share, tier_of
from app.models.database import Database
from app.services.agreements import terms_of


@dataclass(frozen=True)
class Consignment:
    """The piece's item under an agreement, with what the consignor receives at the agreed price.

    ``agreed_minor`` and ``reserve_minor`` are None while nothing was agreed in the agreement's
    ``currency``: its tiers and fees say nothing of other amounts; ``reserve_apart``: there is a
    reserve in another one. ``expires_on`` is the last day of the term, inclusive, '' before signing.
    """

    item_id: int
    number: str
    agreement_id: int
    agreement_number: str
    party_id: int
    party: str
    state: str
    agreed_minor: int | None
    reserve_minor: int | None
    currency: str
    share_ppm: int | None
    consignor_minor: int | None
    expires_on: str
    reserve_apart: bool = False


def consignment_of(db: Database, piece_id: int) -> Consignment | None:
    """The newest item of a piece, None for a piece that is not consigned."""
    row = db.row(
        "SELECT i.id, i.number, i.agreement_id, a.number, i.party_id, p.display, i.state,"
        " iif(i.agreed_currency = i.currency, i.agreed_minor, NULL),"
        " iif(i.reserve_currency = i.currency, i.reserve_minor, NULL), i.currency, i.expires_on,"
        " i.reserve_currency NOT IN ('', i.currency) FROM item_now AS i"
        " JOIN agreement AS a ON a.id = i.agreement_id JOIN party AS p ON p.id = i.party_id"
        " WHERE i.piece_id = ? ORDER BY i.id DESC LIMIT 1",
        (piece_id,),
    )
    if row is None:
        return None
    promise = terms_of(db, row[2]).promise
    agreed = row[7]
    return Consignment(
        item_id=row[0],
        number=row[1],
        agreement_id=row[2],
        agreement_number=row[3],
        party_id=row[4],
        party=row[5],
        state=row[6],
        agreed_minor=agreed,
        reserve_minor=row[8],
        currency=row[9],
        share_ppm=None if agreed is None else tier_of(agreed, promise).consignor_ppm,
        consignor_minor=None if agreed is None else consignor_share(agreed, promise),
        expires_on=row[10],
        reserve_apart=bool(row[11]),
    )
