"""The list of parties with its saved views and search."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Row
from app.services.lists import ListQuery
from app.services.search_text import NOTHING, fts_query

PARTY_VIEWS = ("all", "clients", "consignors", "suppliers")


@dataclass(frozen=True)
class PartyRow:
    """A row of the list of parties."""

    id: int
    display: str
    roles: tuple[str, ...]
    email: str
    phone: str
    city: str
    country: str
    orders: int
    items: int
    last_order_at: int | None


_VIEWS = {
    "all": "",
    "clients": " AND n.roles LIKE '%client%'",
    "consignors": " AND n.roles LIKE '%consignor%'",
    "suppliers": " AND (n.roles LIKE '%vendor%' OR n.roles LIKE '%artisan%')",
}
_SORTS = {
    "name": "n.sort_name {way}, n.id",
    "city": "n.city {way}, n.sort_name, n.id",
    "last_order": "n.last_order_at {way}, n.id",
    "items": "n.items {way}, n.sort_name, n.id",
}
_ROWS = """
SELECT n.id, n.display, n.roles, n.email, n.phone, n.city, n.country, n.orders, n.items,
  n.last_order_at
FROM party_now AS n WHERE n.id IN (SELECT value FROM json_each(?))
"""


def parties_list(
    view: str = "all", search: str = "", sort: str = "name", descending: bool = False
) -> ListQuery:
    """The list of parties as a query; rows are ``PartyRow``."""
    order = _SORTS[sort].format(way="DESC" if descending else "ASC")
    if not search.strip():
        ids = f"SELECT n.id FROM party_now AS n WHERE n.removed = 0{_VIEWS[view]} ORDER BY {order}"
        return ListQuery("parties", ids, _ROWS, (), _row)
    ids = (
        "SELECT n.id FROM party_search AS s"
        " CROSS JOIN search_row AS r ON r.kind_code = 'party' AND r.row = s.rowid"
        " CROSS JOIN party_now AS n ON n.id = r.target_id"
        f" WHERE party_search MATCH ? AND n.removed = 0{_VIEWS[view]} ORDER BY {order}"
    )
    return ListQuery("parties", ids, _ROWS, (fts_query(search) or NOTHING,), _row)


def _row(values: Row) -> PartyRow:
    roles = tuple(word for word in values[2].split(",") if word)
    return PartyRow(values[0], values[1], roles, *values[3:])
