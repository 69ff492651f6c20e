"""A piece's steps that no other desk takes: held, judged, set free, its waiting time over."""

from __future__ import annotations

from app.domain.actors import SYSTEM
from app.domain.changes import Changes
from app.domain.dates import long_date, parse_day
from app.domain.errors import InputError, StateError
from app.domain.states import needs_reason, word
from app.models.pieces import Piece
from app.models.records import Note
from app.models.work import Work
from app.services.house_rules import house_rules, today
from app.services.order_facts import OVER_STATES, state_of
from app.services.piece_holds import (
    WAITING,
    begin_hold,
    chosen,
    end_hold,
    hold_words,
    open_holds,
)
from app.services.piece_rows import GROSS, last_price, last_value
from app.services.second_person import require_second
from app.services.take_in import has_photo
from app.shop import Shop

GONE_LINES = frozenset(
    ("shipped", "collected", "delivered", "return_open", "returned", "exchanged", "cancelled")
)
"""States of a line of an order that goes on, whose piece the client had, or wants no more."""

__all__ = [
    "WAITING",
    "end_waiting",
    "end_waits",
    "hold",
    "hold_until",
    "judge",
    "quarantine",
    "release_hold",
    "set_free",
]


def quarantine(w: Work, piece_id: int, reason_code: str) -> Changes:
    """Put a piece aside as doubtful: anyone may."""
    w.require("quarantine.put")
    return _judge(w, piece_id, "quarantine", reason_code)


def put_aside(w: Work, piece_id: int, *, stone_missing: bool) -> bool:
    """Put a piece of which a report tells that it is not what it was into quarantine, if it is in none yet;
    whether it is a step that was taken now."""
    if w.state("quality", piece_id) not in ("", "ok", "incomplete"):
        return False
    quarantine(w, piece_id, "stone_missing" if stone_missing else "suspect")
    return True


def judge(w: Work, piece_id: int, quality: str, reason_code: str) -> Changes:
    """Say that a piece is sound or incomplete (out of quarantine: operations or a manager)."""
    if w.state("quality", piece_id) == "quarantine":
        w.require("quarantine.release")
    else:
        w.require("take_in.create")
    return _judge(w, piece_id, quality, reason_code)


def _judge(w: Work, piece_id: int, quality: str, reason_code: str) -> Changes:
    w.get(Piece, piece_id)
    _reasoned(w, "quality", piece_id, quality, reason_code)
    w.step("quality", piece_id, quality, reason_code)
    return Changes.of(f"The piece is {word(quality)} now", w.id, piece=piece_id)


def hold(w: Work, piece_id: int, reason_code: str, reference: str = "") -> Changes:
    """Hold a piece back from sale, also one that is held for another reason; its item with it.

    ``reference`` is what the police or a claimant goes by: case number, officer, day of the letter.
    """
    w.require("hold.put")
    w.get(Piece, piece_id)
    if not reason_code:
        raise InputError(
            "Why?", "A piece is held for a reason.", "Choose the reason.", field="reason"
        )
    begin_hold(w, piece_id, reason_code)
    if reference.strip():
        said = reference.strip()
        w.add(Note, subject_kind="piece", subject_id=piece_id, topic="hold", content=said)
    item_id = _item(w, piece_id)
    if item_id and w.state("item", item_id) == "listed":
        w.step("item", item_id, "hold", reason_code)
    return Changes.of("The piece is held", w.id, piece=piece_id, item=item_id or ())


def release_hold(w: Work, piece_id: int, reason_code: str, which: str = "") -> Changes:
    """End a hold: a manager and a second person; a waiting time only once its day has come.

    ``which`` is the reason of the hold that ends, needed where several stand; the piece is free when
    the last one has ended.
    """
    w.require("hold.release")
    w.get(Piece, piece_id)
    holds = open_holds(w, piece_id)
    ends = chosen(holds, which) if holds else None
    until = hold_until(w, piece_id)
    if (
        until
        and parse_day(until) > parse_day(today(w))
        and (ends is None or len(holds) == 1 or ends.code == WAITING)
    ):
        raise StateError(
            "The waiting time is not over",
            "The piece may not be sold, changed or taken away before"
            f" {long_date(parse_day(until), house_rules(w).locale)}.",
            "Wait for that day; a police hold or a waiting time is never shortened here.",
        )
    _reasoned(w, "piece", piece_id, "free", reason_code)
    require_second(
        w, "hold.release", "A hold ends only when two persons agree.", confirms="hold.put"
    )
    rest = end_hold(w, piece_id, ends.code, reason_code) if ends else ()
    if rest:
        return Changes.of(f"Still held: {hold_words(rest)}", w.id, piece=piece_id)
    return _free(w, piece_id, reason_code)


_WAITED_OUT = """
SELECT n.id, n.hold_until FROM piece_now AS n JOIN state_now AS s ON s.subject_id = n.id
  AND s.machine = 'piece' LEFT JOIN state_now AS h ON h.subject_id = n.id
  AND h.machine = 'hold_second_hand'
WHERE n.availability = 'hold' AND n.removed = 0 AND (h.state IS NOT NULL OR s.reason_code = ?)
  AND n.hold_until <> '' AND n.hold_until <= ?
"""


def end_waiting(w: Work) -> Changes:
    """End every second-hand waiting time that is over: done once a day by the program.

    A piece that is not complete waits on, until it was completed. One that is held for something
    else as well stays held for that.
    """
    freed: list[int] = []
    touched: list[int] = []
    for piece_id, _ in w.rows(_WAITED_OUT, (WAITING, today(w))):
        holds = open_holds(w, piece_id)
        waits = any(one.code == WAITING for one in holds)
        others = [one for one in holds if one.code != WAITING]
        if (others and not waits) or (not others and _missing(w, piece_id)):
            continue
        if waits:
            end_hold(w, piece_id, WAITING, "released")
        touched.append(piece_id)
        if not others:
            _free(w, piece_id, "released")
            freed.append(piece_id)
    count = len(freed)
    message = f"{count} piece{'s' if count != 1 else ''} may be sold from today"
    return Changes.of(message if freed else "", w.id, piece=touched)


class _NothingDueError(Exception):
    """No waiting time ends now: the unit is given up, so that it leaves no empty entry."""


def end_waits(shop: Shop) -> Changes:
    """``end_waiting`` as the program does it by itself; writes nothing when nothing is due."""
    try:
        with shop.work(SYSTEM, "end_waiting") as w:
            changes = end_waiting(w)
            if not changes.ids("piece"):
                raise _NothingDueError
    except _NothingDueError:
        return Changes()
    return changes


def _missing(w: Work, piece_id: int) -> list[str]:
    """What a piece needs before it may be offered, in words."""
    return [
        what
        for what, there in (
            ("a photo", has_photo(w, piece_id)),
            ("its weight", last_value(w, piece_id, GROSS) is not None),
            ("a price", last_price(w, piece_id, "price") is not None),
        )
        if not there
    ]


def set_free(w: Work, piece_id: int) -> Changes:
    """Put a piece that was taken in up for sale: photographed, weighed, its agreement signed."""
    w.require("take_in.create")
    piece = w.get(Piece, piece_id)
    if w.state("piece", piece_id) == "hold":
        raise StateError(
            "The piece is held",
            "A held piece is released by a manager, or by itself when its waiting time is over.",
            "Ask a manager.",
        )
    if piece["ownership"] == "customer_property":
        raise StateError(
            "It is a client's own",
            "A client's property is never for sale.",
            "Buy it in first, if the client wants to sell it.",
        )
    missing = _missing(w, piece_id)
    if missing:
        raise StateError(
            "Not complete",
            f"Before it is offered the piece needs {', '.join(missing)}.",
            "Complete it on its page.",
        )
    item_id = _item(w, piece_id)
    if item_id and w.state("item", item_id) in ("offered", "taken_in"):
        raise StateError(
            "Not signed yet",
            "The consignor has not signed the agreement under which the piece stands.",
            "Let them sign it at take-in.",
        )
    return _free(w, piece_id, "")


def hold_until(w: Work, piece_id: int) -> str:
    """The first day on which the piece may be sold by its agreement, '' if it never waited."""
    found = w.value(
        "SELECT date(a.begins_on, '+' || a.hold_days || ' days') FROM consignment_item AS i"
        " JOIN agreement AS a ON a.id = i.agreement_id WHERE i.piece_id = ? AND i.removed = 0"
        " AND a.hold_days > 0 AND a.begins_on <> '' ORDER BY i.id DESC LIMIT 1",
        (piece_id,),
    )
    return found or ""


def _free(w: Work, piece_id: int, reason_code: str) -> Changes:
    w.step("piece", piece_id, "free", reason_code)
    if _is_promised(w, piece_id):
        w.step("piece", piece_id, "reserved")
    item_id = _item(w, piece_id)
    if item_id and w.state("item", item_id) == "hold":
        w.step("item", item_id, "listed", reason_code)
    return Changes.of("The piece may be sold now", w.id, piece=piece_id, item=item_id or ())


def _is_promised(w: Work, piece_id: int) -> bool:
    """Whether an order that goes on still counts on the piece: the hold came over the reservation."""
    lines = w.rows(
        "SELECT l.order_id, l.id FROM order_line AS l JOIN sales_order AS o ON o.id = l.order_id"
        " WHERE l.piece_id = ? AND l.removed = 0 AND o.removed = 0",
        (piece_id,),
    )
    return any(
        state_of(w, "order", order_id) not in OVER_STATES
        and state_of(w, "line", line_id) not in GONE_LINES
        for order_id, line_id in lines
    )


def _item(w: Work, piece_id: int) -> int | None:
    found: int | None = w.value(
        "SELECT id FROM consignment_item WHERE piece_id = ? AND removed = 0"
        " ORDER BY id DESC LIMIT 1",
        (piece_id,),
    )
    return found


def _reasoned(w: Work, machine: str, piece_id: int, to_state: str, reason_code: str) -> None:
    before = w.state(machine, piece_id)
    try:
        wanted = needs_reason(machine, before, to_state)
    except KeyError:
        return  # no such step: taking it says so
    if wanted and not reason_code:
        raise InputError(
            "Why?",
            f"A piece becomes {word(to_state)} with a reason.",
            "Choose the reason.",
            field="reason",
        )
