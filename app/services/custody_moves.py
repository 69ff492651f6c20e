"""Where a piece was and when: its own moves, and those of the trays in which it lay."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.models.database import Database


@dataclass(frozen=True)
class MoveRow:
    """A stored move; ``keeper_id`` is a user or a party."""

    id: int
    work_id: int
    hlc: int
    subject_kind: str
    subject_id: int
    to_place_id: int | None
    keeper_id: int | None
    document_id: int | None
    counter_of: int | None


@dataclass(frozen=True)
class Step:
    """A change of where a piece is, in words. ``with_place`` names the tray that took it along."""

    row: MoveRow
    before: str
    after: str
    with_place: str
    paper: str


_COLUMNS = (
    "m.id, m.work_id, m.hlc, m.subject_kind, m.subject_id, m.to_place_id, m.keeper_id,"
    " m.document_id, m.counter_of"
)


def moves_of(db: Database, piece_id: int) -> list[Step]:
    """Every move that changed where the piece is, oldest first, with from and to in words."""
    own = [
        MoveRow(*row)
        for row in db.rows(
            f"SELECT {_COLUMNS} FROM move AS m WHERE m.subject_id = ? AND"
            " m.subject_kind = 'piece' ORDER BY m.hlc, m.id",
            (piece_id,),
        )
    ]
    hung = Hung(db)
    steps: list[Step] = []
    before = ""
    for at, row in enumerate(own):
        after = hung.words(row.to_place_id, row.hlc, row.keeper_id)
        steps.append(Step(row, before, after, "", hung.paper(row.document_id)))
        before = after
        until = own[at + 1].hlc if at + 1 < len(own) else None
        for carried in hung.carrying(row.to_place_id, row.hlc, until):
            after = hung.words(row.to_place_id, carried.hlc, None)
            name = hung.name(carried.subject_id)
            steps.append(Step(carried, before, after, name, hung.paper(carried.document_id)))
            before = after
    return steps


class Hung:
    """The tree of places as it stood at any time."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._made: dict[int, int | None] = {}
        self._names: dict[int, str] = {}
        for row in db.rows("SELECT id, parent_id, coalesce(nullif(title, ''), name) FROM place"):
            self._made[row[0]], self._names[row[0]] = row[1], row[2]
        self._moves: dict[int, list[MoveRow]] = {}
        for row in db.rows(
            f"SELECT {_COLUMNS} FROM move AS m WHERE m.subject_id IN (SELECT id FROM place)"
            " AND m.subject_kind = 'place' ORDER BY m.hlc, m.id"
        ):
            self._moves.setdefault(row[4], []).append(MoveRow(*row))
        self._times = {one: [m.hlc for m in moves] for one, moves in self._moves.items()}

    def name(self, place_id: int) -> str:
        """What a place is called."""
        return self._names.get(place_id, "")

    def chain(self, place_id: int | None, hlc: int) -> list[int]:
        """A place and all above it at a hybrid time."""
        found: list[int] = []
        at = place_id
        while at is not None and at in self._made and at not in found:
            found.append(at)
            many = bisect_right(self._times.get(at, ()), hlc)
            at = self._moves[at][many - 1].to_place_id if many else self._made[at]
        return found

    def words(self, place_id: int | None, hlc: int, keeper_id: int | None) -> str:
        """A place with what it hung in, the site left out: "Vitrine A, tray 07"."""
        chain = self.chain(place_id, hlc)
        inner = chain[:-1] if len(chain) > 1 else chain
        said = ", ".join(self.name(one) for one in reversed(inner))
        keeper = self.keeper(keeper_id)
        return ", ".join(filter(None, (said, keeper)))

    def keeper(self, keeper_id: int | None) -> str:
        """Who keeps it: a user or a party; '' for nobody."""
        if keeper_id is None:
            return ""
        return str(
            self._db.value(
                "SELECT display FROM user WHERE id = ?1 UNION ALL"
                " SELECT display FROM party WHERE id = ?1 LIMIT 1",
                (keeper_id,),
            )
            or ""
        )

    def paper(self, document_id: int | None) -> str:
        """The number of the document of a move."""
        if document_id is None:
            return ""
        return str(self._db.value("SELECT number FROM document WHERE id = ?", (document_id,)) or "")

    def carrying(self, place_id: int | None, since: int, until: int | None) -> Sequence[MoveRow]:
        """Moves of the place or of what it hung in, after a time and before another."""
        found: list[MoveRow] = []
        while later := self._next(self.chain(place_id, since), since):
            since = later[0].hlc
            if until is not None and since >= until:
                break
            found += later
        return found

    def last_carried(self, place_id: int, until: int) -> int:
        """The hybrid time, up to this one, at which a place or what it hung in was moved last; 0: never.

        Whatever the place hangs in it hung in since the last of these moves: no earlier one is asked.
        """
        last = 0
        for one in self.chain(place_id, until):
            times = self._times.get(one, ())
            many = bisect_right(times, until)
            last = max(last, times[many - 1] if many else 0)
        return last

    def _next(self, chain: Sequence[int], since: int) -> list[MoveRow]:
        """The first moves of these places after a time: of one moment all."""
        first: list[MoveRow] = []
        for one in chain:
            times = self._times.get(one, [])
            many = bisect_right(times, since)
            if many < len(times):
                first += self._moves[one][many : bisect_right(times, times[many])]
        at = min((move.hlc for move in first), default=0)
        return sorted((move for move in first if move.hlc == at), key=lambda move: move.id)
