"""A piece's custody: every fact about it, newest first, nothing hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from app.domain.actors import Actor
from app.domain.clock import wall_ms
from app.domain.permissions import CONFIDENTIAL, allowed
from app.models.database import Database
from app.services.custody_facts import SOURCES, CustodyFact
from app.services.people import name_of


@dataclass(frozen=True)
class CustodyEntry:
    """One fact: when, what, from → to, which paper, who.

    ``kind`` is move, state, quality, price, weight, photo, report, tag, printed, edit, note or item;
    ``group`` (moves, price, checks, other) is the filter's; ``value_kind`` says of a price which value
    it is (price, reserve, cost …), for not everybody may see each. ``counter_of`` is the fact that this one
    takes back, ``taken_back_by`` the fact that took this one back (0 = none). ``opens`` is the kind
    and id of the record that Enter opens.
    """

    id: int
    kind: str
    group: str
    at: int
    what: str
    before: str
    after: str
    detail: str
    paper: str
    opens: tuple[str, int] | None
    who: str
    initials: str
    second: str
    counter_of: int = 0
    taken_back_by: int = 0
    value_kind: str = ""


def custody(db: Database, piece_id: int) -> tuple[CustodyEntry, ...]:
    """All facts about a piece, newest first."""
    facts: list[CustodyFact] = []
    for source in SOURCES:
        facts.extend(source(db, piece_id))
    facts.sort(key=lambda fact: (fact.hlc, fact.id), reverse=True)
    people = _People(db)
    entries = [_entry(fact, people) for fact in facts]
    taken_back = {entry.counter_of: entry.id for entry in entries if entry.counter_of}
    return tuple(
        replace(entry, taken_back_by=taken_back[entry.id]) if entry.id in taken_back else entry
        for entry in entries
    )


def seen_by(entries: Iterable[CustodyEntry], roles: Collection[str]) -> tuple[CustodyEntry, ...]:
    """The facts that somebody with these roles may see: cost and reserve are not for everybody."""
    hidden = {kind for kind, act in CONFIDENTIAL.items() if not allowed(roles, act)}
    return tuple(entry for entry in entries if entry.value_kind not in hidden)


class _People:
    """Who did a unit of work and who confirmed it, each asked once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._works: dict[int, tuple[str, str, int]] = {}

    def of(self, work_id: int) -> tuple[str, str, int]:
        """(who, second person, when in UTC ms) of a unit of work."""
        if work_id not in self._works:
            row = self._db.row("SELECT actor_id, second_id, at FROM work WHERE id = ?", (work_id,))
            actor_id, second_id, at = row or (None, None, 0)
            self._works[work_id] = (name_of(self._db, actor_id), name_of(self._db, second_id), at)
        return self._works[work_id]


def _entry(fact: CustodyFact, people: _People) -> CustodyEntry:
    who, second, at = people.of(fact.work_id)
    return CustodyEntry(
        id=fact.id,
        kind=fact.kind,
        group=fact.group,
        at=at or wall_ms(fact.hlc),
        what=fact.what,
        before=fact.before,
        after=fact.after,
        detail=fact.detail,
        paper=fact.paper,
        opens=fact.opens,
        who=who,
        initials=Actor(0, "", who, frozenset()).initials,
        second=second,
        counter_of=fact.counter_of,
        value_kind=fact.value_kind,
    )
