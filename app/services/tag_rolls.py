"""Rolls of tags that are printed before there are pieces: codes set aside, claimed by a scan.

The codes of a roll are taken from this station's counter and stand for nothing until a tag is claimed;
every PC knows of the roll, since it is a setting of the shop.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.codes import SEQUENCES, clean, is_code, make_code, spaced, split_code
from app.domain.errors import InputError, StateError
from app.models.database import Database
from app.models.pieces import Piece
from app.models.records import Code
from app.models.work import Work
from app.services.settings import put_quietly
from app.services.turns import Turn, answer_of, at_once
from app.shop import Shop

ROLLS = "tags.roll/"
"""Shop-wide: this and the first code of a roll is the name of its setting; JSON with count and time."""
MOST = 500
_USED = "SELECT count(DISTINCT text_value) FROM code WHERE text_value BETWEEN ? AND ? AND alias = 0"


@dataclass(frozen=True)
class TagRoll:
    """A run of codes of one station: its first code, how many, when it was set aside (UTC ms)."""

    first: str
    count: int
    at: int
    used: int = 0

    @property
    def codes(self) -> Iterator[str]:
        """All codes of the roll, in their order."""
        station, sequence = split_code(self.first)
        return (make_code(station, sequence + nth) for nth in range(self.count))

    @property
    def last(self) -> str:
        """The last code of the roll."""
        station, sequence = split_code(self.first)
        return make_code(station, sequence + self.count - 1)

    def holds(self, code: str) -> bool:
        """Whether a code belongs to it."""
        station, sequence = split_code(code)
        own, first = split_code(self.first)
        return station == own and first <= sequence < first + self.count


def set_aside(w: Work, count: int) -> TagRoll:
    """Take a run of unused codes from this station for a roll."""
    w.require("tags.print")
    if not 1 <= count <= MOST:
        raise InputError(
            "How many tags?",
            f"A roll has 1 to {MOST} tags.",
            "Type a number; several rolls can be printed.",
            field="count",
        )
    last = w.db.value(
        "INSERT INTO number_counter (kind_code, year, last) VALUES ('code', 0, ?)"
        " ON CONFLICT (kind_code, year) DO UPDATE SET last = last + ? RETURNING last",
        (count, count),
    )
    first = int(last) - count + 1
    if int(last) not in SEQUENCES:
        raise StateError(
            "No codes are left",
            "This station has given nearly all of its codes.",
            "Let the shop's other PCs print the roll.",
        )
    roll = TagRoll(make_code(w.where.station, first), count, w.at)
    put_quietly(w, ROLLS + roll.first, json.dumps({"count": count, "at": w.at}))
    return roll


def rolls(db: Database | Work) -> list[TagRoll]:
    """The rolls of the shop, the newest first, with how many of their tags were claimed."""
    found = []
    for name, value in db.rows(
        "SELECT name, value FROM setting WHERE removed = 0 AND name LIKE ?", (f"{ROLLS}%",)
    ):
        said = json.loads(value)
        roll = TagRoll(name.removeprefix(ROLLS), said["count"], said["at"])
        used = db.value(_USED, (roll.first[:8], f"{roll.last[:8]}99"))
        found.append(TagRoll(roll.first, roll.count, roll.at, int(used or 0)))
    return sorted(found, key=lambda roll: (-roll.at, roll.first))


def roll_with(db: Database | Work, code: str) -> TagRoll | None:
    """The roll that a code was printed on; None for any other code."""
    if not is_code(code):
        return None
    return next((roll for roll in rolls(db) if roll.holds(code)), None)


def claim(w: Work, piece_id: int, code: str) -> Changes:
    """Hang an unused tag of a roll on a piece: it is its tag from now on, an earlier one still leads."""
    w.require("tags.print")
    w.get(Piece, piece_id)
    text = clean(code)
    if roll_with(w, text) is None:
        raise InputError(
            "Not a tag of a roll",
            f"{spaced(text) if is_code(text) else text} is on no roll of unused tags.",
            "Scan the tag that you have put on the piece.",
            field="code",
        )
    if w.value("SELECT 1 FROM code WHERE text_value = ?", (text,)):
        raise InputError(
            "The tag is taken",
            f"{spaced(text)} already belongs to something here.",
            "Scan it to see what; take the next tag of the roll.",
            field="code",
        )
    old = w.value(
        "SELECT id FROM code WHERE target_id = ? AND target_kind = 'piece' AND alias = 0"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (piece_id,),
    )
    w.add(Code, text_value=text, target_kind="piece", target_id=piece_id, replaces_id=old)
    return Changes.of(f"The tag is {spaced(text)} now", w.id, piece=piece_id)


def print_roll(
    shop: Shop, actor: Actor, count: int, *, printer: str = "", turn: Turn = at_once
) -> Changes:
    """Set a run of codes aside and print their tags, digits and symbol only: ``first("print_job")``.

    ``turn`` takes the writing, for whoever draws beside a window.
    """
    # Here: drawing is loaded when tags are printed.
    from app.services.print_jobs import enqueue, printer_for, printer_of, reading
    from app.services.print_unowned import rendered_unused

    def aside() -> TagRoll:
        with shop.work(actor, "tag_roll") as w:
            return set_aside(w, count)

    run = answer_of(turn, aside)
    with reading(shop) as db:
        to = printer_of(db, printer) if printer else printer_for(db, "tags")
        rendered = rendered_unused(db, list(run.codes), to)
    return turn(lambda: enqueue(shop, actor, rendered, printer=to.key))
