"""Where each kind of record opens, and the groups of Find."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.chips import chip
from app.services.find import Found, find
from app.views.frame.find import FindGroup, Hit

PER_KIND = 6


@dataclass(frozen=True)
class Record:
    """A kind of record: the page it opens on, its icon, its plural as a heading."""

    page: str
    icon: str
    plural: str


RECORDS: dict[str, Record] = {
    "piece": Record("piece", "gem", "Pieces"),
    "order": Record("order", "clipboard-list", "Orders"),
    "job": Record("job", "hammer", "Jobs"),
    "party": Record("party", "users", "Clients and consignors"),
    "place": Record("place", "map-pin", "Places"),
    "report": Record("report", "clipboard-check", "Condition reports"),
    "document": Record("document", "file-text", "Documents"),
    "agreement": Record("agreement", "handshake", "Agreements"),
}


class RecordFinder:
    """The global Find: what the service found, in the groups of the box, exact hits first.

    ``pages`` are the keys of the pages that there are: a record without a page is not offered.
    """

    def __init__(self, pages: Collection[str]) -> None:
        self._pages = frozenset(pages)

    def __call__(self, db: Any, text: str) -> Sequence[FindGroup]:
        """Called in the reader's thread."""
        by: dict[str, list[Hit]] = {}
        for found in find(db, text, PER_KIND):
            record = RECORDS.get(found.kind)
            if record and record.page in self._pages:
                by.setdefault(found.kind, []).append(_hit(record, found))
        return [FindGroup(RECORDS[kind].plural, tuple(hits)) for kind, hits in by.items()]


def _hit(record: Record, found: Found) -> Hit:
    detail = " · ".join(part for part in (found.number, found.detail) if part)
    status = chip(found.machine, found.state) if found.machine else None
    return Hit(record.page, found.id, found.title or found.number, detail, record.icon, status)
