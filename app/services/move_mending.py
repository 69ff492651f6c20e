"""Mending a wrong move: a counter-move to where it came from, with a reason; both stay."""

from __future__ import annotations

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
    found = w.row(
        "SELECT subject_kind, subject_id, counter_of, hlc FROM move WHERE id = ?", (move_id,)
    )
    if found is None:
        raise NotFoundError("Not found", "There is no such move.", "Look at its history again.")
    kind, subject_id, counter_of, _ = found
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
    if len(moves) < 2 and kind == "piece":
        raise StateError(
            "This is where it came in",
            "Before this move the piece was not in the house.",
            "Move it to where it is in truth, or return it to its owner.",
        )
    before = moves[1] if len(moves) == 2 else (0, w.get(Place, subject_id)["parent_id"], None)
    _require_reason(reason_code)
    w.reason_code = w.reason_code or reason_code
    if before[1] is not None and w.value("SELECT removed FROM place WHERE id = ?", (before[1],)):
        raise StateError(
            "The place is out of use",
            "Where it came from has been taken out of use since.",
            _IN_TRUTH,
        )
    path = path_of(w, before[1]) if before[1] is not None else []
    if subject_id in {row[0] for row in path}:
        raise StateError(
            "It cannot go back",
            "Where it came from lies in it by now.",
            "Take that out of it first, or move it to where it is in truth.",
        )
    require_reach(w, before[1], {moves[0][1]})
    if kind == "piece" and path:
        kinds = [row[1] for row in path]
        (mover,) = movers(w, [subject_id])
        why = refusal(mover, kinds, house_rules(w), day_of_move(w))
        if why:
            raise StateError("It cannot go back", why, _IN_TRUTH)
    w.add(
        Move,
        subject_kind=kind,
        subject_id=subject_id,
        to_place_id=before[1],
        keeper_id=before[2],
        counter_of=move_id,
    )
    touched = {kind: subject_id} | ({"place": before[1]} if before[1] else {})
    return Changes.of("Move taken back", w.id, **touched)


def _require_reason(reason_code: str) -> None:
    if not reason_code:
        raise InputError(
            "Why?",
            "A move is taken back with a reason.",
            "Choose the reason; most often it is a mistake of ours.",
            field="reason",
        )
