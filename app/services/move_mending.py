"""Mending a wrong move: a counter-move to where it came from, with a reason; both stay.

What is mended counts as never moved: a piece that was said to be at the bench by mistake did not come
back from there. For that very reason the way back is asked for all that a move there by hand is asked
for: else a piece could leave the house, or come back to it, by calling the truth a mistake.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.reasons import MOVE_BACK
from app.models.pieces import Move
from app.models.records import Note
from app.models.work import Work
from app.services.house_rules import Asks
from app.services.move_rules import contents_of, leaving, path_of
from app.services.moves import plan_move, require_planned, require_reach
from app.services.report_demand import MissingReport, with_unreported
from app.shop import Shop

_IN_TRUTH = "Move it to where it is in truth."
_NOTED = "other"


@dataclass(frozen=True)
class Mending:
    """A move that can be taken back: what was moved, where it lies, and where it would lie again.

    ``pieces`` are those that go back with it: the piece itself, or all that lies in the tray that
    was ``carried``.
    """

    move_id: int
    name: str
    lies_in: str
    goes_to: str
    pieces: tuple[int, ...]
    carried: bool = False


class Told(Protocol):
    """A fact of a piece's life, in its custody or in its passport."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def counter_of(self) -> int: ...


def last_move(facts: Iterable[Told]) -> int:
    """Of facts, newest first: the move by which the piece lies where it lies, its own or its tray's.

    0 where it came in by it, where it mended another one, or where there is none.
    """
    last = next((fact for fact in facts if fact.kind == "move"), None)
    return last.id if last is not None and last.before and not last.counter_of else 0


def none_to_mend(facts: Iterable[Told]) -> str:
    """Why there is no ``last_move`` among facts, newest first, and how to go on."""
    last = next((fact for fact in facts if fact.kind == "move"), None)
    if last is None:
        return "It was never moved. F4 moves it"
    if last.counter_of:
        return "Only the last move can be mended, and it is mended. F4 moves it to where it is"
    return "It came in by its last move, which cannot be mended. F4 moves it to where it is"


def mending(db: Asks, move_id: int) -> Mending:
    """What taking a move back would do; a refusal says why it cannot be, before a reason is asked for."""
    wrong = _last_move(db, move_id)
    _require_room(db, wrong)
    table = "piece" if wrong.kind == "piece" else "place"
    columns = "description" if table == "piece" else "coalesce(nullif(title, ''), name)"
    name = db.value(f"SELECT {columns} FROM {table} WHERE id = ?", (wrong.subject_id,))
    return Mending(
        move_id,
        str(name or f"The {table}"),
        _place_words(db, wrong.to_place_id),
        _place_words(db, wrong.from_place_id),
        _pieces(db, wrong),
        wrong.kind == "place",
    )


def leaving_back(shop: Shop, move_id: int) -> list[int]:
    """The pieces that taking a move back sends out of the house again: they are claimed before."""
    db = shop.reader()
    try:
        wrong = _last_move(db, move_id)
        pieces = _pieces(db, wrong)
    finally:
        db.close()
    return leaving(shop, pieces, wrong.from_place_id) if wrong.from_place_id else []


def take_back_move(w: Work, move_id: int, reason_code: str, words: str = "") -> Changes:
    """Mend a wrong move by a counter-move to where it came from; both stay in the history.

    It asks for the condition report and for the second person that a move there would ask for, and
    refuses with the same sentences. The unit keeps the reason, unless it was begun with one of its own;
    ``words`` stay as a note with what was moved.
    """
    w.require("moves.create")
    wrong = _last_move(w, move_id)
    _require_reason(reason_code, words)
    w.reason_code = w.reason_code or reason_code
    unreported = _require_way_back(w, wrong)
    w.add(
        Move,
        subject_kind=wrong.kind,
        subject_id=wrong.subject_id,
        to_place_id=wrong.from_place_id,
        keeper_id=wrong.from_keeper_id,
        counter_of=move_id,
    )
    if words.strip():
        w.add(
            Note,
            subject_kind=wrong.kind,
            subject_id=wrong.subject_id,
            topic="move_back",
            content=words.strip(),
        )
    places = [one for one in (wrong.from_place_id, wrong.to_place_id) if one]
    if wrong.kind == "place":
        places.append(wrong.subject_id)
    lacking = f"; {len(unreported)} without a condition report" if unreported else ""
    mended = Changes.of(
        f"Move taken back{lacking}",
        w.id,
        piece=_pieces(w, wrong),
        place=tuple(dict.fromkeys(places)),
    )
    return with_unreported(mended, unreported)


@dataclass(frozen=True)
class _Wrong:
    """A move that is to be mended: of a piece or a place, where it went, where that lay before."""

    kind: str
    subject_id: int
    to_place_id: int | None
    from_place_id: int | None
    from_keeper_id: int | None


def _last_move(db: Asks, move_id: int) -> _Wrong:
    """Refuses what is not the last move of its piece or place, or has nowhere to go back to."""
    found = db.row("SELECT subject_kind, subject_id, counter_of FROM move WHERE id = ?", (move_id,))
    if found is None:
        raise NotFoundError("Not found", "There is no such move.", "Look at its history again.")
    kind, subject_id, counter_of = found
    moves = db.rows(
        "SELECT id, to_place_id, keeper_id FROM move WHERE subject_id = ? AND subject_kind = ?"
        " ORDER BY hlc DESC, id DESC LIMIT 2",
        (subject_id, kind),
    )
    if moves[0][0] != move_id:
        raise StateError(
            "It has moved on",
            "After this move came another one, so it cannot be taken back by itself.",
            _IN_TRUTH,
        )
    if counter_of is not None:
        raise StateError(
            "This mended a move", "A counter-move is not taken back.", "Move it again instead."
        )
    if len(moves) == 2:
        _, from_place_id, from_keeper_id = moves[1]
    elif kind == "piece":
        raise StateError(
            "This is where it came in",
            "Before this move the piece was not in the house.",
            "Move it to where it is in truth, or return it to its owner.",
        )
    else:
        from_keeper_id = None
        from_place_id = db.value("SELECT parent_id FROM place WHERE id = ?", (subject_id,))
    return _Wrong(kind, subject_id, moves[0][1], from_place_id, from_keeper_id)


def _pieces(db: Asks, wrong: _Wrong) -> tuple[int, ...]:
    """The pieces that go back."""
    if wrong.kind == "piece":
        return (wrong.subject_id,)
    return tuple(contents_of(db, wrong.subject_id))


def _place_words(db: Asks, place_id: int | None) -> str:
    """A place with what it hangs in, the site left out."""
    names = [row[2] for row in path_of(db, place_id)] if place_id is not None else []
    return ", ".join(reversed(names[:-1] or names)) or "no place"


def _require_room(db: Asks, wrong: _Wrong) -> None:
    """It may lie again where it came from: the place is in use, and not inside it."""
    back_to = wrong.from_place_id
    if back_to is not None and db.value("SELECT removed FROM place WHERE id = ?", (back_to,)):
        raise StateError(
            "The place is out of use",
            "Where it came from has been taken out of use since.",
            _IN_TRUTH,
        )
    path = path_of(db, back_to) if back_to is not None else []
    if wrong.subject_id in {row[0] for row in path}:
        raise StateError(
            "It cannot go back",
            "Where it came from lies in it by now.",
            "Take that out of it first, or move it to where it is in truth.",
        )


def _require_way_back(w: Work, wrong: _Wrong) -> tuple[MissingReport, ...]:
    """All that a move there by hand asks for; answers the reports that are told to be lacking."""
    _require_room(w, wrong)
    back_to = wrong.from_place_id
    require_reach(w, back_to, {wrong.to_place_id})
    if back_to is None:
        return ()
    plan = plan_move(w, _pieces(w, wrong), back_to)
    require_planned(w, plan)
    return plan.reports


def _require_reason(reason_code: str, words: str) -> None:
    if not reason_code:
        raise InputError(
            "Why?",
            "A move is taken back with a reason.",
            "Choose the reason; most often it is a mistake of ours.",
            field="reason",
        )
    if reason_code not in MOVE_BACK:
        raise InputError(
            "Not a reason to take a move back",
            f"“{reason_code}” is none of the house's reasons.",
            "Choose one of the list.",
            field="reason",
        )
    if reason_code == _NOTED and not words.strip():
        raise InputError(
            "Say it in a few words",
            "“Other” says nothing by itself.",
            "Type why the move is taken back.",
            field="words",
        )
