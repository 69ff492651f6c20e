"""What take-in asks before a batch is there: what was begun, and what an id stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.errors import NotFoundError
from app.services.agreement_cards import agreement_card
from app.services.agreement_lists import AgreementRow, agreements_list
from app.services.lists import rows_of
from app.services.party_cards import party_card
from app.services.take_in_begun import BegunBatch, begun_batches

MOST = 200
"""So many drafts of agreements are offered; who leaves more behind finds them with their consignors."""


@dataclass(frozen=True)
class Begun:
    """What was begun, newest first: agreements not signed yet, a person's batches without one."""

    agreements: tuple[AgreementRow, ...] = ()
    batches: tuple[BegunBatch, ...] = ()


def begun(db: Any, user_id: int) -> Begun:
    """What can be gone on with."""
    query = agreements_list("drafts")
    ids = [row[0] for row in db.rows(f"{query.ids_sql} LIMIT {MOST}", query.params)]
    rows = rows_of(db, query, 0, ids).rows
    return Begun(tuple(row for row in rows if row), tuple(begun_batches(db, user_id)))


def what_is(db: Any, record_id: int) -> tuple[str, int]:
    """What an id stands for: a draft agreement, the receipt of a signed one, or a party."""
    try:
        card = agreement_card(db, record_id)
    except NotFoundError:
        return "party", party_card(db, record_id).id
    if card.state != "draft" and card.document_id:
        return "document", card.document_id
    return "agreement", record_id
