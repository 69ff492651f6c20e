"""Mending a wrong move: a counter-move to where it came from, with a reason; both stay."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, StateError
from app.models.pieces import Move
from app.models.shopwide import Place
from app.models.work import Work
from app.services.house_rules import house_rules
from app.services.move_rules import movers, path_of, refusal
from app.services.moves import day_of_move, require_reach

_IN_TRUTH = "Move it to where it is in truth."


def take_back_move(w: Work, move_id: int, reason_code: str) -> Changes:
    """Mend a wrong move by a counter-move to where it came from; both stay in the history.

    The unit keeps the reason, unless it was begun with one of its own.
    """
    w.require("moves.create")
    wrong = _last_move(w, move_id)
    _require_reason(reason_code)
    w.reason_code = w.reason_code or reason_code
    _require_way_back(w, wrong)
    w.add(
        Move,
        subject_kind=wrong.kind,
        subject_id=wrong.subject_id,
        to_place_id=wrong.from_place_id,
        keeper_id=wrong.from_keeper_id,
        counter_of=move_id,
    )
    touched = {wrong.kind: wrong.subject_id}
    if wrong.from_place_id:
        touched["place"] = wrong.from_place_id
    return Changes.of("Move taken back", w.id, **touched)


@dataclass(frozen=True)
class _Wrong:
    """A move that is to be mended: of a piece or a place, where it went, where that lay before."""

    kind: str
    subject_id: int
    to_place_id: int | None
    from_place_id: int | None
    from_keeper_id: int | None


def _last_move(w: Work, move_id: int) -> _Wrong:
    """Refuses what is not the last move of its piece or place, or has nowhere to go back to."""
    found = w.row("SELECT subject_kind, subject_id, counter_of FROM move WHERE id = ?", (move_id,))
    if found is None:
        raise NotFoundError("Not found", "There is no such move.", "Look at its history again.")
    kind, subject_id, counter_of = found
    moves = w.rows(
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
        from_place_id, from_keeper_id = w.get(Place, subject_id)["parent_id"], None
    return _Wrong(kind, subject_id, moves[0][1], from_place_id, from_keeper_id)


def _require_way_back(w: Work, wrong: _Wrong) -> None:
    """It may lie again where it came from: the place is in use, not inside it, and takes it."""
    back_to = wrong.from_place_id
    if back_to is not None and w.value("SELECT removed FROM place WHERE id = ?", (back_to,)):
        raise StateError(
            "The place is out of use",
            "Where it came from has been taken out of use since.",
            _IN_TRUTH,
        )
    path = path_of(w, back_to) if back_to is not None else []
    if wrong.subject_id in {row[0] for row in path}:
        raise StateError(
            "It cannot go back",
            "Where it came from lies in it by now.",
            "Take that out of it first, or move it to where it is in truth.",
        )
    require_reach(w, back_to, {wrong.to_place_id})
    if wrong.kind == "piece" and path:
        kinds = [row[1] for row in path]
        (mover,) = movers(w, [wrong.subject_id])
        why = refusal(mover, kinds, house_rules(w), day_of_move(w))
        if why:
            raise StateError("It cannot go back", why, _IN_TRUTH)


def _require_reason(reason_code: str) -> None:
    if not reason_code:
        raise InputError(
            "Why?",
            "A move is taken back with a reason.",
            "Choose the reason; most often it is a mistake of ours.",
            field="reason",
        )
