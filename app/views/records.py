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
    "agreement": Record("take_in", "handshake", "Agreements"),
    "print_job": Record("prints", "printer", "Print jobs"),
    "case": Record("together", "split", "Cases"),
}


def find_groups(db: Any, text: str, pages: Collection[str]) -> Sequence[FindGroup]:
    """What the service found, in the groups of the Find box; called in the reader's thread.

    ``pages`` are the keys of the pages that there are: a record without a page is not offered.
    """
    by: dict[str, list[Hit]] = {}
    for found in find(db, text, PER_KIND):
        record = RECORDS.get(found.kind)
        if record and record.page in pages:
            by.setdefault(found.kind, []).append(_hit(record, found))
    return [FindGroup(RECORDS[kind].plural, tuple(hits)) for kind, hits in by.items()]


def _hit(record: Record, found: Found) -> Hit:
    detail = " · ".join(part for part in (found.number, found.detail) if part)
    status = chip(found.machine, found.state) if found.machine else None
    return Hit(record.page, found.id, found.title or found.number, detail, record.icon, status)
