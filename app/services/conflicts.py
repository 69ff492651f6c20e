"""Differences: a descriptive value that two PCs changed at once. The later one stands, none is lost.

Before, mine and theirs are shown in the trade's words; taking the other value is an ordinary edit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.domain.changes import Changes
from app.domain.dates import clock_time, day_of, medium_moment
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.ids import now_ms
from app.models.base import Kind
from app.models.database import Database
from app.models.orders import OrderLine
from app.models.schema import BY_NAME
from app.models.work import Work
from app.services.conflict_words import about, field_words, value_words
from app.services.house_rules import Asks, HouseRules, house_rules
from app.services.pc_names import PcName, PcNames
from app.services.people_list import name_of
from app.services.record_words import record_words, table_of

MINE, THEIRS = "mine", "theirs"
_ACTS = {
    **dict.fromkeys(("piece", "metal", "stone", "mark", "accessory", "component", "lot", "style"),
                    "pieces.update"),
    **dict.fromkeys(("sales_order", "order_line", "customisation"), "orders.update"),
    **dict.fromkeys(("party", "contact", "address"), "parties.update"),
    **dict.fromkeys(("agreement", "consignment_item"), "agreements.create"),
    **dict.fromkeys(("setting", "wording", "tag_stock", "template", "channel"), "settings.update"),
    "job": "jobs.update",
    "user": "users.update",
    "rule_set": "rules.update",
    "place": "counts.plan",
}  # fmt: skip
"""Who may change a value of a table, beside settling differences at all."""
_OPEN = (
    " FROM conflict AS c JOIN work AS w ON w.id = c.work_id LEFT JOIN state_now AS s"
    " ON s.subject_id = c.id AND s.machine = 'conflict'"
    " WHERE coalesce(s.state, '') <> 'settled' AND c.content IS NOT NULL"
    " AND c.content NOT LIKE '%\"said\":%'"
)


@dataclass(frozen=True)
class Value:
    """A value of a difference in words: on which PC, who and when; ``stands`` says that it is now."""

    words: str
    pc: str
    detail: str
    stands: bool


@dataclass(frozen=True)
class Difference:
    """A value that lost: the field, the record, before, mine and theirs; ``opens`` for Enter."""

    id: int
    field: str
    subject: str
    before: Value
    mine: Value
    theirs: Value
    opens: tuple[str, int]
    at: int
    when: str

    @property
    def winner(self) -> str:
        """The PC whose value stands, "" when neither does any more."""
        return next((v.pc for v in (self.mine, self.theirs) if v.stands), "")


@dataclass(frozen=True)
class _Said:
    """A difference as it is stored."""

    id: int
    table: str
    row_id: int
    column: str
    site: int
    at: int
    base: Any
    mine: Any
    theirs: Any


def differences(db: Database, limit: int = 100) -> list[Difference]:
    """The differences that nobody has settled, newest first."""
    rows = db.rows(
        "SELECT c.id, c.table_name, c.row_id, c.column_name, w.site, w.at, c.content"
        f"{_OPEN} ORDER BY w.at DESC, c.id LIMIT ?",
        (limit,),
    )
    pcs, rules = PcNames(db), house_rules(db)
    return [_difference(db, _said(row), pcs, rules) for row in rows]


def settle_difference(w: Work, conflict_id: int, take: str) -> Changes:
    """Settle a difference: ``take`` "mine" or "theirs" as they are shown on this PC.

    Where the other value stands it is an ordinary edit, which asks what changing it always asks.
    """
    w.require("cases.settle")
    said = _one(w, conflict_id)
    if w.state("conflict", conflict_id) == "settled":
        raise StateError(
            "Settled already", "Somebody has settled this difference.", "Look at the next one."
        )
    if take not in (MINE, THEIRS):
        raise InputError(
            "Which value?", "Neither value is chosen.", "Press M for mine or T for theirs."
        )
    mine, theirs = _as_seen(w, said, PcNames(w))
    value = mine if take == MINE else theirs
    if _now(w, said) != value:
        act = _ACTS.get(said.table)
        if act:
            w.require(act)
        _put(w, said, value)
    w.step("conflict", conflict_id, "settled", take)
    field = field_words(said.table, said.column)
    shown = value_words(w.db, said.column, value) or "nothing"
    kind, record = about(w.db, said.table, said.row_id)
    touched = {kind: record, "conflict": conflict_id} if kind else {"conflict": conflict_id}
    return Changes.of(f"{field}: {shown}", w.id, **touched)


def _put(w: Work, said: _Said, value: Any) -> None:
    model: Any = BY_NAME[said.table]
    assert model.kind is Kind.DESCRIPTIVE
    other = _now(w, said)
    w.edit(model, said.row_id, **{said.column: value})
    if model is OrderLine and said.column == "piece_id":
        _pieces_follow(w, value, other)


def _pieces_follow(w: Work, chosen: int | None, other: int | None) -> None:
    """The piece that an order's line does not get is free; the one that it gets is set aside."""
    named = "SELECT 1 FROM order_line WHERE piece_id = ? AND removed = 0"
    if other is not None and w.state("piece", other) == "reserved" and not w.value(named, (other,)):
        w.step("piece", other, "free")
    if chosen is not None and w.state("piece", chosen) == "free":
        w.step("piece", chosen, "reserved")


# ---------------------------------------------------------------------- reading one
def _one(db: Asks, conflict_id: int) -> _Said:
    row = db.row(
        "SELECT c.id, c.table_name, c.row_id, c.column_name, w.site, w.at, c.content"
        " FROM conflict AS c JOIN work AS w ON w.id = c.work_id WHERE c.id = ?"
        " AND c.content IS NOT NULL",
        (conflict_id,),
    )
    if row is None:
        raise NotFoundError("Not found", "There is no such difference.", "Look at the list again.")
    return _said(row)


def _said(row: tuple[Any, ...]) -> _Said:
    told = json.loads(row[6])
    found, table, row_id, column, site, at = row[:6]
    return _Said(found, table, row_id, column, site, at, told["base"], told["mine"], told["theirs"])


def _now(db: Asks, said: _Said) -> Any:
    return db.value(f'SELECT "{said.column}" FROM "{said.table}" WHERE id = ?', (said.row_id,))


def _edit_of(db: Asks, said: _Said, value: Any) -> tuple[int, int, int] | None:
    """(site, when, who) of the last edit that gave this value."""
    for site, at, actor, content in db.rows(
        "SELECT w.site, w.at, w.actor_id, e.content FROM edit AS e JOIN work AS w"
        " ON w.id = e.work_id WHERE e.row_id = ? AND e.table_name = ? AND e.column_name = ?"
        " AND e.content IS NOT NULL AND w.at <= ? ORDER BY e.hlc DESC, e.id DESC",
        (said.row_id, said.table, said.column, said.at),
    ):
        if json.loads(content)["new"] == value:
            return site, at, actor
    return None


def _as_seen(db: Asks, said: _Said, pcs: PcNames) -> tuple[Any, Any]:
    """(mine, theirs) for whoever sits here: what was recorded on another PC is told the other way."""
    theirs = _edit_of(db, said, said.theirs)
    turned = said.site != pcs.here.site and theirs is not None and theirs[0] == pcs.here.site
    return (said.theirs, said.mine) if turned else (said.mine, said.theirs)


def _difference(db: Database, said: _Said, pcs: PcNames, rules: HouseRules) -> Difference:
    mine, theirs = _as_seen(db, said, pcs)
    now = _now(db, said)

    def shown(value: Any, usual: PcName | None) -> Value:
        edit = _edit_of(db, said, value)
        pc = pcs.of(edit[0]) if edit else usual
        parts = (
            [medium_moment(edit[1], rules.zone, rules.locale), name_of(db, edit[2])] if edit else []
        )
        words = value_words(db, said.column, value) or "nothing"
        return Value(words, pc.name if pc else "", ", ".join(parts), now == value)

    kind, record = about(db, said.table, said.row_id)
    today = day_of(said.at, rules.zone) == day_of(now_ms(), rules.zone)
    return Difference(
        said.id,
        field_words(said.table, said.column),
        _subject(db, said, kind, record),
        shown(said.base, None),
        shown(mine, pcs.of(said.site) if mine == said.mine else None),
        shown(theirs, None),
        (kind, record),
        said.at,
        clock_time(said.at, rules.zone)
        if today
        else medium_moment(said.at, rules.zone, rules.locale),
    )


def _subject(db: Database, said: _Said, kind: str, record: int) -> str:
    """The record as a title: a piece by its own name, "order #1042"."""
    table, row_id = (table_of(kind), record) if kind else (said.table, said.row_id)
    words = record_words(db, table, row_id).removeprefix("the ")
    return words.removeprefix("piece ")
