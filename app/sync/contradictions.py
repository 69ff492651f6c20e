"""What two PCs did that each may do, and that cannot both stand together once they have met.

No step of a machine is at odds here: a place left while pieces went in, one code came to stand for
two things, a piece was sold or set free here and held there, or set aside for an order that was
cancelled there, or the bench works for such an order. All facts are kept; a case asks a person, except for a hold: it stands over the step
that set the piece free, because it must never be lost. Ids are derived from the two facts, so that
every PC that sees both tells the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.domain.ids import derived_id
from app.domain.machines_stock import HOLDS
from app.models import records
from app.models.database import Database
from app.models.projections import Touched
from app.models.work import Work

_HOLDS = tuple(machine.name for machine in HOLDS)
_HOLD_NAMES = ", ".join(f"'{name}'" for name in _HOLDS)
_OF = "IN (SELECT value FROM json_each(?))"
_HELD_AGAIN = frozenset({"intake", "free", "reserved"})
_FILLING = frozenset({"place", "move", "transition", "edit", "piece"})
"""The tables of whose rows it hangs whether a place that was taken out of use has something in it."""
_TOO_LATE = frozenset({"sold", "delivered", "returned_to_owner"})


@dataclass(frozen=True)
class Contradiction:
    """A case to open: its kind, what it is about, and the two facts."""

    kind: str
    subject_kind: str
    subject: int
    first: int
    second: int

    @property
    def id(self) -> int:
        """The id of its case, the same on each PC."""
        return derived_id("case", self.kind, str(self.subject), str(self.first), str(self.second))


@dataclass(frozen=True)
class HeldAgain:
    """A piece that one PC set free (or kept reserved) while another one held it."""

    piece: int
    state: str
    hold_step: int
    reason: str

    @property
    def id(self) -> int:
        """The id of the step that holds it again, the same on each PC."""
        return derived_id("held_again", str(self.piece), self.state, str(self.hold_step))


def contradictions(
    db: Database, touched: Touched, asked: Collection[int] = ()
) -> list[Contradiction]:
    """Those that what was touched may have brought about and that have no case yet.

    ``asked`` are the pieces and orders whose steps cannot stand and become cases now: no second one is opened.
    """
    subjects = sorted(_column(touched, records.Transition, "subject_id"))
    found = _codes(db, _column(touched, records.Code, "text_value"))
    if not touched.tables().isdisjoint(_FILLING):
        found = [*_full_places(db), *found]
    if subjects:
        found += [
            *(one for one in _held_too_late(db, subjects) if one.subject not in asked),
            *_promised_to_cancelled(db, subjects),
            *(one for one in _benched_for_cancelled(db, subjects) if one.subject not in asked),
        ]
    return [one for one in found if not db.row("SELECT 1 FROM case_file WHERE id = ?", (one.id,))]


def held_again(db: Database, touched: Touched) -> list[HeldAgain]:
    """Pieces that must be held again: a hold stands, and the piece's own state does not say so."""
    subjects = sorted(_column(touched, records.Transition, "subject_id"))
    return [
        HeldAgain(piece, state, step, reason)
        for piece, state, step, reason in _open_holds(db, subjects)
        if state in _HELD_AGAIN
    ]


def hold_again(unit: Work, found: Iterable[HeldAgain]) -> None:
    """Take the steps that hold them."""
    for one in found:
        if unit.db.row("SELECT 1 FROM transition WHERE id = ?", (one.id,)):
            continue
        unit.add(
            records.Transition,
            id=one.id,
            machine="piece",
            subject_id=one.piece,
            from_state=one.state,
            to_state="hold",
            reason_code=one.reason,
        )


def open_case(unit: Work, one: Contradiction) -> int:
    """Put it before a person; the id of the case."""
    return unit.add(
        records.CaseFile,
        id=one.id,
        case_kind=one.kind,
        subject_kind=one.subject_kind,
        subject_id=one.subject,
        first_fact_id=one.first,
        second_fact_id=one.second,
    )


def but_for_their_orders(
    db: Database, steps: Sequence[tuple[str, int, int, int]], found: Iterable[Contradiction] = ()
) -> list[tuple[str, int, int, int]]:
    """The steps (machine, subject, stands, rejected) without those of lines whose order asks itself.

    An order that was cancelled here and sent to the bench there is one question, not one a line.
    """
    orders = {subject for machine, subject, *_ in steps if machine == "order"}
    orders |= {one.subject for one in found if one.subject_kind == "order"}

    def asks(line: int) -> bool:
        order = db.value("SELECT order_id FROM order_line WHERE id = ?", (line,))
        return order in orders or bool(
            db.row(
                "SELECT 1 FROM case_file WHERE subject_id = ?"
                " AND case_kind IN ('order_twice', 'job_for_cancelled')",
                (order,),
            )
        )

    return [step for step in steps if step[0] != "line" or not asks(step[1])]


def _column(
    touched: Touched, model: type[records.Transition | records.Code], name: str
) -> set[int | str]:
    at = model.columns().index(name)
    return {values[at] for values in touched.whole.get(model.table(), ()) if values[at] is not None}


def _full_places(db: Database) -> list[Contradiction]:
    """A place that was taken out of use, and something that was put into it meanwhile.

    One case a place: the edit that took it out, and the first of the moves into it.
    """
    rows = db.rows(
        "SELECT p.id,"
        " (SELECT e.id FROM edit AS e WHERE e.row_id = p.id AND e.column_name = 'removed'"
        "  AND e.table_name = 'place' ORDER BY e.hlc DESC, e.id DESC LIMIT 1),"
        " min(m.id) FROM place AS p CROSS JOIN move AS m ON m.to_place_id = p.id"
        " WHERE p.removed = 1 AND m.subject_kind IN ('piece', 'place') AND m.id = (SELECT l.id FROM move AS l WHERE"
        "  l.subject_id = m.subject_id AND l.subject_kind = m.subject_kind"
        "  ORDER BY l.hlc DESC, l.id DESC LIMIT 1)"
        " AND NOT EXISTS (SELECT 1 FROM piece_now AS n WHERE n.id = m.subject_id"
        "  AND (n.removed = 1 OR n.availability IN"
        "  ('sold', 'delivered', 'returned_to_owner', 'written_off', 'broken_up')))"
        " AND NOT EXISTS (SELECT 1 FROM place AS c WHERE c.id = m.subject_id AND c.removed = 1)"
        " GROUP BY p.id ORDER BY p.id"
    )
    return [
        Contradiction("place_in_use", "place", place, left, into)
        for place, left, into in rows
        if left is not None and not _asked(db, "place_in_use", place, left)
    ]


def _asked(db: Database, kind: str, subject: int, first: int) -> bool:
    """Whether an open case asks about it already, with another of the moves."""
    return bool(
        db.row(
            "SELECT 1 FROM case_file AS c LEFT JOIN state_now AS s ON s.subject_id = c.id"
            " AND s.machine = 'case' WHERE c.subject_id = ? AND c.case_kind = ?"
            " AND c.first_fact_id = ? AND coalesce(s.state, 'open') <> 'settled'",
            (subject, kind, first),
        )
    )


def _codes(db: Database, texts: Iterable[int | str]) -> list[Contradiction]:
    """A code that was put on two things: the first of the facts on each of them.

    One that was taken off a thing (a fact that leads nowhere, behind the one it ends) is free again.
    """
    wanted = json.dumps(sorted(str(text) for text in texts))
    told: dict[str, dict[int, tuple[int, str]]] = {}
    for text, target, kind, fact in db.rows(
        "SELECT text_value, target_id, target_kind, min(id) FROM code"
        f" WHERE text_value {_OF} AND target_id <> 0 AND NOT EXISTS (SELECT 1 FROM code AS off"
        " WHERE off.text_value = code.text_value AND off.replaces_id = code.id AND off.target_id = 0)"
        " GROUP BY text_value, target_id, target_kind ORDER BY 4",
        (wanted,),
    ):
        told.setdefault(text, {}).setdefault(target, (fact, kind))
    found = []
    for targets in told.values():
        first, *others = targets.items()
        for target, (fact, kind) in others:
            found.append(Contradiction("code_twice", kind, target, first[1][0], fact))
    return found


def _open_holds(db: Database, subjects: Collection[int | str]) -> list[tuple[int, str, int, str]]:
    """(piece, its state, the step of its first open hold, the reason) among these subjects."""
    if not subjects:
        return []
    return [
        (piece, state, step, machine.removeprefix("hold_"))
        for piece, state, step, machine in db.rows(
            "SELECT h.subject_id, p.state, min(t.id), t.machine FROM state_now AS h"
            " JOIN state_now AS p ON p.subject_id = h.subject_id AND p.machine = 'piece'"
            " JOIN transition AS t ON t.subject_id = h.subject_id AND t.machine = h.machine"
            f" AND t.to_state = 'on' WHERE h.machine IN ({_HOLD_NAMES}) AND h.state = 'on'"
            f" AND h.subject_id {_OF} AND t.hlc = (SELECT max(l.hlc) FROM transition AS l"
            "  WHERE l.subject_id = t.subject_id AND l.machine = t.machine AND l.to_state = 'on')"
            " GROUP BY h.subject_id ORDER BY h.subject_id",
            (json.dumps(list(subjects)),),
        )
    ]


def _held_too_late(db: Database, subjects: Collection[int | str]) -> list[Contradiction]:
    """Sold or gone on one PC while another one held it; who gave a held piece back knew of the hold."""
    found = []
    for piece, state, step, _ in _open_holds(db, subjects):
        if state not in _TOO_LATE:
            continue
        gone = db.row(
            "SELECT id, from_state FROM transition WHERE subject_id = ? AND machine = 'piece'"
            " AND to_state IN ('sold', 'returned_to_owner') ORDER BY hlc DESC, id DESC LIMIT 1",
            (piece,),
        )
        if gone is None or gone[1] == "hold":
            continue
        if not db.row(
            "SELECT 1 FROM case_file WHERE subject_id = ? AND case_kind = 'piece_twice'"
            " AND ? IN (first_fact_id, second_fact_id)",
            (piece, gone[0]),
        ):
            found.append(Contradiction("held_and_gone", "piece", piece, step, gone[0]))
    return found


def _promised_to_cancelled(db: Database, subjects: Iterable[int | str]) -> list[Contradiction]:
    """Set aside on one PC for an order that another one cancelled.

    One case a piece, though two PCs set it aside for two lines of the order.
    """
    wanted = json.dumps(list(subjects))
    rows = db.rows(
        "SELECT DISTINCT l.piece_id,"
        " (SELECT t.id FROM transition AS t WHERE t.subject_id = l.order_id AND t.machine = 'order'"
        "  AND t.to_state = 'cancelled' ORDER BY t.hlc DESC, t.id DESC LIMIT 1),"
        " (SELECT t.id FROM transition AS t WHERE t.subject_id = l.piece_id AND t.machine = 'piece'"
        "  AND t.to_state = 'reserved' ORDER BY t.hlc DESC, t.id DESC LIMIT 1)"
        " FROM order_line AS l JOIN state_now AS o ON o.subject_id = l.order_id"
        "  AND o.machine = 'order' AND o.state = 'cancelled'"
        " JOIN state_now AS p ON p.subject_id = l.piece_id AND p.machine = 'piece'"
        "  AND p.state = 'reserved'"
        f" WHERE l.removed = 0 AND (l.order_id {_OF} OR l.piece_id {_OF})",
        (wanted, wanted),
    )
    return [
        Contradiction("reserved_for_cancelled", "piece", piece, cancelled, reserved)
        for piece, cancelled, reserved in rows
        if cancelled is not None and reserved is not None
    ]


def _benched_for_cancelled(db: Database, subjects: Iterable[int | str]) -> list[Contradiction]:
    """The bench works for an order that another PC cancelled: one case an order, with its first job.

    Where the order's own steps clash, their case asks already.
    """
    wanted = json.dumps(list(subjects))
    rows = db.rows(
        "SELECT j.order_id,"
        " (SELECT t.id FROM transition AS t WHERE t.subject_id = j.order_id AND t.machine = 'order'"
        "  AND t.to_state = 'cancelled' ORDER BY t.hlc DESC, t.id DESC LIMIT 1),"
        " min((SELECT t.id FROM transition AS t WHERE t.subject_id = j.id AND t.machine = 'job'"
        "  ORDER BY t.hlc, t.id LIMIT 1))"
        " FROM job AS j JOIN state_now AS o ON o.subject_id = j.order_id AND o.machine = 'order'"
        "  AND o.state = 'cancelled'"
        " JOIN state_now AS s ON s.subject_id = j.id AND s.machine = 'job'"
        "  AND s.state NOT IN ('done', 'closed', 'cancelled', 'on_hold')"
        f" WHERE j.removed = 0 AND (j.order_id {_OF} OR j.id {_OF})"
        " AND NOT EXISTS (SELECT 1 FROM case_file AS c WHERE c.subject_id = j.order_id"
        "  AND c.case_kind IN ('order_twice', 'job_for_cancelled'))"
        " GROUP BY j.order_id ORDER BY j.order_id",
        (wanted, wanted),
    )
    return [
        Contradiction("job_for_cancelled", "order", order, cancelled, begun)
        for order, cancelled, begun in rows
        if cancelled is not None and begun is not None
    ]
