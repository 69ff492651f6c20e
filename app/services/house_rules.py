"""What the shop has set for all its desks: currency, zone, limits, the usual terms of a consignment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.ids import derived_id
from app.models.database import Database
from app.models.shopwide import Setting
from app.models.work import Work

SECOND_PERSON_SINGLE = "moves.second_person_single_minor"
SECOND_PERSON_BATCH = "moves.second_person_batch_minor"
TERMS = "consignment.terms"
ID_WANTED = "consignment.id_wanted"
TAKE_IN_PLACE = "take_in.place_id"


Asks = Database | Work
"""Whatever a question can be put to: a reader, or a unit of work with what it has written so far."""


@dataclass(frozen=True)
class HouseRules:
    """The shop's settings that the desks ask for; amounts in minor units of ``currency``.

    ``second_single_minor`` and ``second_batch_minor``: from these values on, a move of one piece or
    of several asks for a second person. ``people`` is "one", "few" or "more": with fewer than four
    people the second person becomes a later review.
    """

    currency: str
    zone: str
    people: str
    second_single_minor: int
    second_batch_minor: int
    terms: dict[str, int]
    id_wanted: bool
    take_in_place_id: int | None

    @property
    def tz(self) -> ZoneInfo:
        """The shop's time zone."""
        return ZoneInfo(self.zone)

    def date_of(self, at_ms: int) -> str:
        """The date of a moment in the shop's zone, ISO."""
        return datetime.fromtimestamp(at_ms / 1000, self.tz).date().isoformat()


def house_rules(db: Asks) -> HouseRules:
    """Read the rules; what was never set has the house's usual value."""
    found: dict[str, str] = dict(db.rows("SELECT name, value FROM setting WHERE removed = 0"))
    place = found.get(TAKE_IN_PLACE, "")
    return HouseRules(
        found.get("currency", "USD"),
        found.get("zone", "UTC"),
        found.get("people", "one"),
        int(found.get(SECOND_PERSON_SINGLE, 500_000)),
        int(found.get(SECOND_PERSON_BATCH, 2_500_000)),
        json.loads(found.get(TERMS, "{}")),
        found.get(ID_WANTED, "1") == "1",
        int(place) if place else None,
    )


def set_rule(w: Work, name: str, value: str) -> None:
    """Set one of the rules above for the whole shop."""
    row_id = derived_id("setting", name)
    if w.value("SELECT 1 FROM setting WHERE id = ?", (row_id,)):
        w.edit(Setting, row_id, value=value, removed=0)
    else:
        w.add(Setting, id=row_id, name=name, value=value)
