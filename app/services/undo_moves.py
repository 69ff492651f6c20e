"""Undo of moves: back by a counter-move, and only with what a move there by hand is asked for.

Else whatever stands at the door (the condition report, the second person, what a place may hold) could
be gone round by one step out of its sight and Ctrl+Z.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from app.models.pieces import Move
from app.models.work import Work
from app.services.move_rules import contents_of, leaving
from app.services.moves import plan_move, require_planned, require_reach
from app.services.report_demand import MissingReport
from app.services.undo_facts import Asks, Plan, facts_of, whereabouts_before
from app.services.undo_plan import made_by
from app.shop import Shop


def move_back(w: Work, plan: Plan) -> tuple[MissingReport, ...]:
    """The counter-moves of a unit; answers the condition reports that are told to be lacking.

    Refuses with the sentences of a move there: NotAllowedError with the field ``second`` where a second
    person must confirm, ReportDemandedError where the house demands a report first.
    """
    back = _ways_back(w, plan)
    if not back:
        return ()
    w.require("moves.create")
    told: list[MissingReport] = []
    for place_id, moved in _by_place(back).items():
        came_from = {last["to_place_id"] for last in moved}
        require_reach(w, place_id, came_from)
        pieces = [one for last in moved for one in _pieces(w, last)]
        if pieces:
            asked = plan_move(w, pieces, place_id)
            require_planned(w, asked)
            told.extend(asked.reports)
    for last, place, keeper in back:
        w.add(
            Move,
            subject_kind=last["subject_kind"],
            subject_id=last["subject_id"],
            amount=last["amount"],
            to_place_id=place,
            keeper_id=keeper,
            counter_of=last["id"],
        )
    return tuple(told)


def leaving_undone(shop: Shop, work_id: int) -> list[int]:
    """The pieces that taking a unit back sends out of the house again: they are claimed before."""
    if not shop.has_hub:
        return []
    db = shop.reader()
    try:
        plan = Plan(work_id, "", 0, facts_of(db, work_id), made_by(db, work_id))
        found = [
            (place_id, [one for last in moved for one in _pieces(db, last)])
            for place_id, moved in _by_place(_ways_back(db, plan)).items()
        ]
    finally:
        db.close()
    return [piece for place_id, pieces in found for piece in leaving(shop, pieces, place_id)]


_WayBack = tuple[dict[str, Any], int | None, int | None]
"""The unit's last move of a piece or place; the place and the keeper that it had before the unit."""


def _ways_back(db: Asks, plan: Plan) -> list[_WayBack]:
    first: dict[int, dict[str, Any]] = {}
    for row in plan.facts.get("move", ()):
        first.setdefault(row["subject_id"], row)
    moved = {row["subject_id"]: row for row in plan.about_others("move")}
    return [
        (last, *whereabouts_before(db, plan.work_id, first[subject]))
        for subject, last in moved.items()
    ]


def _by_place(back: list[_WayBack]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for last, place_id, _ in back:
        if place_id is not None:
            found[place_id].append(last)
    return found


def _pieces(db: Asks, moved: dict[str, Any]) -> list[int]:
    """What goes back with it: the piece itself, or all that lies in a tray."""
    if moved["subject_kind"] == "piece":
        return [moved["subject_id"]]
    return contents_of(db, moved["subject_id"])
