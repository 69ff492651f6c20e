"""What the shop has set for the stock desks: zone, limits of a second person, usual terms, places."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.permissions import Limits
from app.models.database import Database
from app.models.work import Work

SECOND_SINGLE = "moves.second_single_minor"
SECOND_BATCH = "moves.second_batch_minor"
TERMS = "consignment.terms"
ID_WANTED = "consignment.id_wanted"
TAKE_IN_PLACE = "take_in.place_id"
_PEOPLE = {"one": 1, "few": 3}

Asks = Database | Work
"""Whatever a question can be put to: a reader, or a unit of work with what it has written so far."""


@dataclass(frozen=True)
class HouseRules:
    """The shop's settings that the stock desks ask for; amounts in minor units of ``currency``.

    ``limits``: from these values on, a move of one piece or of several asks for a second person.
    ``people`` is how many work here, 4 standing for four or more: with fewer the second person
    becomes a later review. ``terms`` are the house's own terms of a consignment, by name of column.
    """

    currency: str
    zone: str
    locale: str
    people: int
    limits: Limits
    terms: dict[str, int | None]
    id_wanted: bool
    take_in_place_id: int | None

    def date_of(self, at_ms: int) -> str:
        """The date of a moment in the shop's zone, ISO."""
        return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(self.zone)).date().isoformat()


def house_rules(db: Asks) -> HouseRules:
    """Read the rules; what was never set has the house's usual value."""
    found: dict[str, str] = dict(db.rows("SELECT name, value FROM setting WHERE removed = 0"))
    place = found.get(TAKE_IN_PLACE, "")
    usual, currency = Limits(), found.get("currency", "USD")
    return HouseRules(
        currency,
        found.get("zone", "UTC"),
        found.get("locale", "en_US"),
        _PEOPLE.get(found.get("people", "one"), 4),
        Limits(
            int(found.get(SECOND_SINGLE, usual.single_minor)),
            int(found.get(SECOND_BATCH, usual.batch_minor)),
            currency=currency,
        ),
        json.loads(found.get(TERMS, "{}")),
        found.get(ID_WANTED, "1") == "1",
        int(place) if place else None,
    )


def today(w: Work) -> str:
    """The date of this unit of work in the shop's zone, ISO."""
    return house_rules(w).date_of(w.at)
