"""What would stop a hand-over, said before anybody signs: pieces that cannot go yet, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.ids import now_ms
from app.domain.report_demand import LOAN_IN, LOAN_OUT
from app.models.database import Database
from app.services.hand_overs import HandOver, check_said
from app.services.house_rules import house_rules
from app.services.move_rules import movers, refusal
from app.services.moves import plan_move, second_asked
from app.services.report_demand import missing_report
from app.services.report_gate import Blocker, before_signing
from app.services.report_quick import QuickAnswer, QuickPiece, answered, named, quick_piece
from app.services.report_start import known_piece
from app.services.reports import open_draft


class Way(StrEnum):
    """How to go on with a piece that stops: its draft, its report, its own page, what is asked of it."""

    DRAFT = "draft"
    REPORT = "report"
    PIECE = "piece"
    COUNT = "count"


@dataclass(frozen=True)
class Stop:
    """Why a piece (``name``: its number and what it is) cannot change hands yet.

    ``field`` is what is asked of it, for ``Way.COUNT``.

    ``demanded``: the house's rules ask for the report, so that a manager may go on without it.
    """

    piece_id: int
    name: str
    sentence: str
    way: Way
    field: str = ""
    demanded: bool = False


@dataclass(frozen=True)
class Checked:
    """What stops a hand-over before it is signed; ``decide`` is all that a manager alone may pass ("": none).

    ``confirm`` says why a second person must confirm it ("": nobody must), ``manager``: one of those.
    """

    stops: tuple[Stop, ...] = ()
    decide: str = ""
    confirm: str = ""
    manager: bool = False


def stops_at_first(
    db: Database, user_id: int, pieces: Sequence[QuickPiece], reported: Sequence[int], event: str
) -> tuple[Stop, ...]:
    """What stops pieces as they lie there, before anything was typed (``event`` is out or back)."""
    stays = _may_not_leave(db, [one.piece.id for one in pieces]) if event == LOAN_OUT else {}
    found = []
    for quick in pieces:
        piece_id = quick.piece.id
        if piece_id in stays:
            found.append(Stop(piece_id, named(quick.piece), stays[piece_id], Way.PIECE))
        elif piece_id not in reported and (stop := _report_stop(db, user_id, quick, event)):
            found.append(stop)
    return tuple(found)


def check_going(
    db: Database, user_id: int, piece_ids: Sequence[int], said: HandOver,
    answers: Sequence[QuickAnswer],
) -> Checked:  # fmt: skip
    """Everything that would refuse ``hand_out`` once both have signed; InputError names a field."""
    check_said(db, said, house_rules(db).date_of(now_ms()))
    stays = _stays(db, piece_ids, said.place_id)
    checked = _checked(db, user_id, piece_ids, answers, LOAN_OUT, stays)
    return _confirmed(db, checked, piece_ids, said.place_id)


def check_coming(
    db: Database, user_id: int, piece_ids: Sequence[int], place_id: int,
    answers: Sequence[QuickAnswer],
) -> Checked:  # fmt: skip
    """Everything that would refuse ``hand_back`` of these pieces; ``answers`` are the quick forms among them."""
    stays = _stays(db, piece_ids, place_id)
    checked = _checked(db, user_id, piece_ids, answers, LOAN_IN, stays)
    return _confirmed(db, checked, piece_ids, place_id)


def _confirmed(db: Database, checked: Checked, piece_ids: Sequence[int], place_id: int) -> Checked:
    """With who must confirm the move."""
    confirm, manager = second_asked(db, piece_ids, place_id)
    return replace(checked, confirm=confirm, manager=manager)


def check_quick(db: Database, user_id: int, reason: str, answers: Sequence[QuickAnswer]) -> Checked:
    """Everything that would refuse ``sign_quick``, before it is signed."""
    found: list[Stop] = []
    decide: list[str] = []
    for answer in answers:
        quick = quick_piece(db, answer.piece_id, reason)
        name = named(quick.piece)
        if open_draft(db, user_id, answer.piece_id):
            words = "You have begun a report of it. Sign that one, or discard it first."
            found.append(Stop(answer.piece_id, name, words, Way.DRAFT))
            continue
        if quick.refusal:
            found.append(Stop(answer.piece_id, name, unreported(quick), Way.REPORT))
            continue
        blockers = before_signing(db, answer.piece_id, answered(quick, answer))
        stop = _count_stop(quick, blockers)
        if stop is not None:
            found.append(stop)
        said = " ".join(one.sentence for one in blockers if one.stop and one.blocks)
        if said:
            decide.append(f"{name}: {said}" if len(answers) > 1 else said)
    return Checked(tuple(found), " ".join(decide))


def _stays(db: Database, piece_ids: Sequence[int], place_id: int) -> dict[int, str]:
    """Why pieces cannot be moved there, but for want of a report."""
    plan = plan_move(db, piece_ids, place_id)
    asked = {(one.piece_id, one.sentence) for one in plan.reports}
    stays = {piece: why for piece, why in plan.refused if (piece, why) not in asked}
    return stays | dict.fromkeys(plan.already, "It lies there already.")


def _checked(
    db: Database, user_id: int, piece_ids: Sequence[int], answers: Sequence[QuickAnswer],
    event: str, stays: Mapping[int, str],
) -> Checked:  # fmt: skip
    typed = {one.piece_id: one for one in answers}
    found: list[Stop] = []
    decide: list[str] = []
    for piece_id in piece_ids:
        answer = typed.get(piece_id)
        if piece_id in stays:
            piece = known_piece(db, piece_id)
            found.append(Stop(piece_id, named(piece), stays[piece_id], Way.PIECE))
            continue
        if answer is None and missing_report(db, piece_id, event) is None:
            continue
        quick = quick_piece(db, piece_id, event)
        stop = _report_stop(db, user_id, quick, event)
        if stop is None and answer is not None:
            blockers = before_signing(db, piece_id, answered(quick, answer))
            stop = _count_stop(quick, blockers)
            decide += [
                f"{named(quick.piece)}: {one.sentence}"
                for one in blockers
                if one.stop and one.blocks
            ]
        if stop is not None:
            found.append(stop)
    return Checked(tuple(found), " ".join(decide))


def _report_stop(db: Database, user_id: int, quick: QuickPiece, event: str) -> Stop | None:
    """A draft that a quick form would put away, or a first report that is lacking."""
    piece, name = quick.piece, named(quick.piece)
    if open_draft(db, user_id, piece.id):
        return Stop(
            piece.id,
            name,
            "You have begun a report of it. Sign that one, or discard it, and it goes on here.",
            Way.DRAFT,
        )
    if not quick.refusal:
        return None
    missing = missing_report(db, piece.id, event)
    if missing is None or not missing.stops:
        return None
    return Stop(piece.id, name, unreported(quick), Way.REPORT, demanded=True)


def unreported(quick: QuickPiece) -> str:
    """What the first report waits for, of a piece that is named beside it."""
    if not quick.last_number:
        return "It has no condition report yet: write the first one whole."
    return "It has no photo: take one first."


def _count_stop(quick: QuickPiece, blockers: Sequence[Blocker]) -> Stop | None:
    first = next((one for one in blockers if one.blocks and not one.stop), None)
    if first is None:
        return None
    asked = first.field in ("weight_before", "weight_after", "weight_reason", "stones_found")
    way = Way.COUNT if asked else Way.REPORT
    return Stop(quick.piece.id, named(quick.piece), first.sentence, way, first.field)


def _may_not_leave(db: Database, piece_ids: Sequence[int]) -> dict[int, str]:
    """Why pieces may not leave the premises, wherever they would go."""
    rules = house_rules(db)
    day = rules.date_of(now_ms())
    found = (
        (one.id, refusal(one, ("external_party",), rules, day)) for one in movers(db, piece_ids)
    )
    return {piece_id: why for piece_id, why in found if why}
