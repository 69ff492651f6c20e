"""What take-in asks before a batch is there: what was begun, and what an id stands for."""

from __future__ import annotations

from typing import Any

from app.domain.errors import NotFoundError
from app.services.agreement_cards import agreement_card
from app.services.agreement_lists import AgreementRow, agreements_list
from app.services.lists import rows_of
from app.services.party_cards import party_card


def begun(db: Any) -> list[AgreementRow]:
    """The agreements that are not signed yet, newest first."""
    query = agreements_list("drafts")
    ids = [row[0] for row in db.rows(f"{query.ids_sql} LIMIT 8", query.params)]
    return [row for row in rows_of(db, query, 0, ids).rows if row is not None]


def what_is(db: Any, record_id: int) -> tuple[str, int]:
    """What an id stands for: a draft agreement, the receipt of a signed one, or a party."""
    try:
        card = agreement_card(db, record_id)
    except NotFoundError:
        return "party", party_card(db, record_id).id
    if card.state != "draft" and card.document_id:
        return "document", card.document_id
    return "agreement", record_id
