"""Moves: pieces change their place or keeper, a tray is carried with all that lies in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.domain.changes import Changes
from app.domain.errors import (
    InputError,
    NotAllowedError,
    NotFoundError,
    StateError,
)
from app.domain.ids import now_ms
from app.domain.permissions import limit, may_defer, needs_second
from app.domain.vocabulary import CONTAINERS, PLACE_KINDS
from app.domain.worth import Against, Worth, against, doubt_words
from app.models.pieces import Move
from app.models.shopwide import Place
from app.models.work import Work
from app.services.house_rules import Asks, HouseRules, house_rules
from app.services.move_rules import (
    Mover,
    contents_of,
    movers,
    parent_of,
    path_of,
    refusal,
    worth_in,
)
from app.services.report_demand import (
    MissingReport,
    missing_at_move,
    told_or_refused,
    with_unreported,
)
from app.services.second_person import require_second

_SEE = "Look at the list again; somebody may have moved it."


@dataclass(frozen=True)
class MovePlan:
    """What a move would mean, asked before it is made: what the pieces are worth, who must confirm.

    ``refused`` are (piece id, sentence) of those that cannot go, ``already`` those that lie there;
    ``over_limit`` names the places that would hold more than they are insured for. ``doubt`` says
    which values in another currency than the house's could not be held against a limit and count as
    above it ("": none decides). ``reports`` are those without the condition report that the house
    asks for at this hand-over.
    """

    place: str
    pieces: int
    worth: Worth
    currency: str
    needs_second: bool
    over_limit: tuple[str, ...]
    refused: tuple[tuple[int, str], ...]
    already: tuple[int, ...]
    reports: tuple[MissingReport, ...] = ()
    doubt: str = ""


def plan_move(db: Asks, piece_ids: Sequence[int], to_place_id: int) -> MovePlan:
    """What moving these pieces to a place would mean; NotFoundError if a piece or the place is gone."""
    rules = house_rules(db)
    place = _place(db, to_place_id)
    found = movers(db, piece_ids)
    already = tuple(mover.id for mover in found if mover.place_id == to_place_id)
    going = [mover for mover in found if mover.place_id != to_place_id]
    path = path_of(db, to_place_id)
    kinds = [row[1] for row in path]
    refused = [
        (mover.id, why) for mover in going if (why := refusal(mover, kinds, rules, day_of_move(db)))
    ]
    reports = missing_at_move(db, going, kinds)
    stays = {piece_id for piece_id, _ in refused}
    refused += [(m.piece_id, m.sentence) for m in reports if m.stops and m.piece_id not in stays]
    stays = {piece_id for piece_id, _ in refused}
    going = [mover for mover in going if mover.id not in stays]
    plan = _plan(db, rules, place, going, path, tuple(refused), already)
    return replace(plan, reports=tuple(reports))


def second_asked(db: Asks, piece_ids: Sequence[int], to_place_id: int) -> tuple[str, bool]:
    """Why a second person must confirm a move, whatever reports it waits for, and whether a manager.

    For what is signed by people before it is made: "" for none, or where a review follows instead.
    """
    rules, path = house_rules(db), path_of(db, to_place_id)
    going = [one for one in movers(db, piece_ids) if one.place_id != to_place_id]
    plan = _plan(db, rules, _place(db, to_place_id), going, path, (), ())
    manager = bool(plan.over_limit)
    if not plan.needs_second or (not manager and may_defer("moves.create", rules.people)):
        return "", False
    return _why(plan, rules.locale), manager


def _plan(
    db: Asks,
    rules: HouseRules,
    place: tuple[str, str, int],
    going: Sequence[Mover],
    path: Sequence[tuple[int, str, str, int | None, int]],
    refused: tuple[tuple[int, str], ...],
    already: tuple[int, ...],
) -> MovePlan:
    worths = [mover.worth for mover in going]
    worth = sum(worths, Worth())
    over, doubt = _over_limit(db, rules, going, path)
    guarded = any(mover.two_persons for mover in going) or any(row[4] for row in path)
    wanted = needs_second("moves.create", worths, rules.limits)
    if wanted is Against.UNKNOWN and not over:
        doubt = doubt_words(worth, rules.limits.single_minor, rules.currency, rules.locale)
    return MovePlan(
        place[1] or place[0],
        len(going),
        worth,
        rules.currency,
        bool(going) and bool(wanted or guarded or over),
        over,
        refused,
        already,
        doubt=doubt if going else "",
    )


def _over_limit(
    db: Asks,
    rules: HouseRules,
    going: Sequence[Mover],
    path: Sequence[tuple[int, str, str, int | None, int]],
) -> tuple[tuple[str, ...], str]:
    """Names of the places up the tree that would hold more than their limit; what nobody knows of it.

    Where one is known to hold too much nothing else need be said.
    """
    house, coming = rules.currency, sum((mover.worth for mover in going), Worth())
    ids = [mover.id for mover in going]
    found: dict[str, Against] = {}
    doubt = ""
    for place_id, _, name, limit_minor, _ in path:
        if limit_minor is None:
            continue
        worth = worth_in(db, place_id, house, ids) + coming
        if stands := against(worth, limit_minor, house, beyond=True):
            found[name] = stands
            doubt = doubt or doubt_words(worth, limit_minor, house, rules.locale)
    return tuple(found), "" if Against.ABOVE in found.values() else doubt


def move(
    w: Work,
    piece_ids: Sequence[int],
    to_place_id: int,
    *,
    keeper_id: int | None = None,
    document_id: int | None = None,
) -> Changes:
    """Put pieces into a place, all or none; from the house's limits on a second person confirms."""
    w.require("moves.create")
    ids = tuple(dict.fromkeys(piece_ids))
    if not ids:
        raise InputError("Nothing to move", "No piece is chosen.", "Scan or mark the pieces first.")
    plan = plan_move(w, ids, to_place_id)
    require_planned(w, plan)
    if not plan.pieces:
        verb = "lies" if len(ids) == 1 else "lie"
        what = "The piece" if len(ids) == 1 else "All these pieces"
        raise StateError("Already there", f"{what} already {verb} in {plan.place}.", _SEE)
    going = [piece_id for piece_id in ids if piece_id not in plan.already]
    require_reach(w, to_place_id, {mover.place_id for mover in movers(w, going)})
    w.add_many(
        Move,
        (
            {
                "subject_kind": "piece",
                "subject_id": piece_id,
                "to_place_id": to_place_id,
                "keeper_id": keeper_id,
                "document_id": document_id,
            }
            for piece_id in going
        ),
    )
    count = "1 piece" if len(going) == 1 else f"{len(going)} pieces"
    lay = f", {len(plan.already)} lay there already" if plan.already else ""
    if plan.reports:
        lay += f"; {len(plan.reports)} without a condition report"
    moved = Changes.of(f"{count} moved to {plan.place}{lay}", w.id, piece=going, place=to_place_id)
    return with_unreported(moved, plan.reports)


def require_planned(w: Work, plan: MovePlan) -> None:
    """Refuse a move that was planned: what cannot go, what lacks its report, or a second person."""
    if plan.refused:
        if any(one.sentence == plan.refused[0][1] for one in plan.reports):
            told_or_refused(plan.reports)
        raise StateError(_refused_title(plan), plan.refused[0][1], _others(plan))
    if plan.needs_second:
        why = _why(plan, house_rules(w).locale)
        require_second(w, "moves.create", why, manager=bool(plan.over_limit))


def move_place(w: Work, place_id: int, to_place_id: int) -> Changes:
    """Carry a tray (or another container) with everything in it: one fact about the tray."""
    w.require("moves.create")
    name, title, _ = _place(w, place_id)
    kind = w.get(Place, place_id)["kind_code"]
    target = _place(w, to_place_id)
    path = path_of(w, to_place_id)
    if kind not in CONTAINERS:
        raise StateError(
            "It stands where it stands",
            f"{title or name} is a {PLACE_KINDS.word(kind)}; only trays, boxes and drawers move.",
            "Move the pieces in it instead.",
        )
    if place_id in {row[0] for row in path}:
        raise StateError(
            "Not into itself",
            f"{title or name} cannot be put into itself or into something that lies in it.",
            "Choose another place.",
        )
    if parent_of(w, place_id) == to_place_id:
        raise StateError("Already there", f"{title or name} is in {target[1] or target[0]}.", _SEE)
    inside = movers(w, contents_of(w, place_id))
    kinds = [row[1] for row in path]
    rules = house_rules(w)
    refused = tuple(
        (m.id, why) for m in inside if (why := refusal(m, kinds, rules, day_of_move(w)))
    )
    plan = _plan(w, rules, target, inside, path, refused, ())
    if plan.refused:
        raise StateError(_refused_title(plan), plan.refused[0][1], _others(plan))
    missing = missing_at_move(w, inside, kinds)
    lacking = told_or_refused(missing)
    if plan.needs_second:
        why = _why(plan, rules.locale)
        require_second(w, "moves.create", why, manager=bool(plan.over_limit))
    require_reach(w, to_place_id, {parent_of(w, place_id)})
    w.add(Move, subject_kind="place", subject_id=place_id, to_place_id=to_place_id)
    carried = Changes.of(
        f"{title or name} moved to {plan.place} with {plan.pieces} pieces"
        + (f"; {lacking}" if lacking else ""),
        w.id,
        place=[place_id, to_place_id],
        piece=[mover.id for mover in inside],
    )
    return with_unreported(carried, missing)


def require_reach(w: Work, to_place_id: int | None, from_places: Collection[int | None]) -> None:
    """Refuse whoever may only carry to and from the packing table any other way."""
    if "system" in w.actor.roles or limit(w.actor.roles, "moves.create") != "packing":
        return

    def packs(place_id: int | None) -> bool:
        return place_id is not None and "packing" in {row[1] for row in path_of(w, place_id)}

    if not (packs(to_place_id) or all(packs(place_id) for place_id in from_places)):
        raise NotAllowedError(
            "Not allowed",
            "Your role (e-commerce clerk) carries pieces to the packing table and from it only.",
            "Ask an order clerk, operations or a manager.",
            act="moves.create",
        )


def _place(db: Asks, place_id: int) -> tuple[str, str, int]:
    row = db.row("SELECT name, title, removed FROM place WHERE id = ?", (place_id,))
    if row is None or row[2]:
        raise NotFoundError("Not found", "There is no such place any more.", _SEE)
    return row[0], row[1], row[2]


def day_of_move(db: Asks) -> str:
    """Today's date for the hold; a reader has no unit, so the clock of this PC tells it."""
    rules = house_rules(db)
    return rules.date_of(db.at if isinstance(db, Work) else now_ms())


def _refused_title(plan: MovePlan) -> str:
    return "It cannot be moved" if len(plan.refused) == 1 else "Some cannot be moved"


def _others(plan: MovePlan) -> str:
    more = len(plan.refused) - 1
    leave = "Leave it out" if not more else f"Leave it and {more} more out"
    return f"{leave}, then move the others." if plan.pieces else "Nothing was moved."


def _why(plan: MovePlan, locale: str) -> str:
    """Why a second person is asked: the worth, which place would hold too much, what is not known."""
    why = f"{plan.pieces} piece{'s' if plan.pieces != 1 else ''} worth "
    why += plan.worth.words(plan.currency, locale)
    if plan.over_limit:
        may = "may" if plan.doubt else "would"
        why += f" {may} be more than {' and '.join(plan.over_limit)} may hold."
    else:
        why += ": this move asks for a second person."
    return f"{why} {plan.doubt}." if plan.doubt else why
