"""The list of agreements with its saved views and search."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.lists import ListQuery


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


_STATE = "coalesce(s.state, 'draft')"
_ENDS = "date(a.begins_on, '+' || a.term_days || ' days')"
_FROM = (
    "FROM agreement AS a JOIN party AS p ON p.id = a.party_id"
    " LEFT JOIN state_now AS s ON s.subject_id = a.id AND s.machine = 'agreement'"
)
_VIEWS = {
    "drafts": f" AND {_STATE} = 'draft'",
    "signed": f" AND {_STATE} = 'signed'",
    "expiring": f" AND {_STATE} = 'signed' AND {_ENDS} <= date('now', '+30 days')",
    "all": "",
}


def agreements_list(view: str = "drafts", search: str = "") -> ListQuery:
    """Agreements newest first (views: drafts, signed, expiring, all); rows are ``AgreementRow``."""
    like = "%" + "".join(f"\\{c}" if c in "%_\\" else c for c in search.strip()) + "%"
    ids = (
        f"SELECT a.id {_FROM} WHERE a.removed = 0{_VIEWS[view]}"
        " AND (a.number LIKE ? ESCAPE '\\' OR p.display LIKE ? ESCAPE '\\')"
        " ORDER BY a.id DESC"
    )
    rows = (
        f"SELECT a.id, a.number, p.display, {_STATE}, a.begins_on,"
        f" coalesce(iif(a.begins_on = '', '', {_ENDS}), ''),"
        " (SELECT count(*) FROM consignment_item AS i WHERE i.agreement_id = a.id"
        f"   AND i.removed = 0) {_FROM} WHERE a.id IN (SELECT value FROM json_each(?))"
    )
    return ListQuery("agreements", ids, rows, (like, like), lambda row: AgreementRow(*row))
