"""Bringing what other PCs did into this copy: undo, apply, redo, all in one transaction.

What this PC has done and the hub has not is taken back, what arrived is applied, and our own work is
put on top again as ordinary writes that a new session captures. Whatever a resolver decides is thus
itself a change that travels, and every copy ends with the same rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import apsw

from app.domain.actors import SYSTEM
from app.domain.clashes import Step, asks_a_person
from app.domain.ids import derived_id, new_id, now_ms
from app.models import records, schema
from app.models.chain import canonical
from app.models.database import Database
from app.models.projections import Touched, refresh
from app.models.projections.states import rejected_steps
from app.models.schema import BY_NAME
from app.models.work import Work, begin_capture
from app.shop import Shop
from app.sync.at_once import is_asked, told_at_once
from app.sync.changes import Sent, outbox, squash
from app.sync.contradictions import (
    Contradiction,
    but_for_their_orders,
    contradictions,
    held_again,
    hold_again,
    open_case,
)
from app.sync.resolve import (
    ABORT,
    DivergedError,
    Lost,
    Resolver,
    Retold,
    Written,
    entered,
    written,
)

_UNDO = apsw.SQLITE_CHANGESETAPPLY_INVERT
_AS_IT_IS = 0
"""Not FKNOACTION: no foreign key here has an action, and for that flag SQLite reads the whole schema
anew and prepares every statement again, before and after: three milliseconds each time."""
SAID = "said"
"""In the content of a conflict about a fact: the whole row as the other unit had told it."""


@dataclass
class Integrated:
    """What came of it: values that lost, facts told twice or in other words, cases to decide.

    ``at_odds`` are facts that two PCs told of one thing without knowing of each other.
    """

    lost: list[Lost] = field(default_factory=list)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    retold: list[Retold] = field(default_factory=list)
    at_odds: list[Contradiction] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    touched: Touched = field(default_factory=Touched)


def integrate(
    shop: Shop,
    arrived: Sequence[Sent],
    also: Callable[[Database], None] = lambda _: None,
    *,
    lasting: bool = True,
    proven: bool = False,
) -> Integrated:
    """Bring these changes of other PCs (in the hub's order) into the shop; all or nothing.

    ``also`` is done first, in the same transaction: how far this PC has come is saved with what
    arrived. What ``also`` raises stops all of it. A change of this PC's own that comes back is only
    matched, unless a newer PC brought it into the log for us: then the log's telling stands.
    With ``lasting`` false nobody waits for the disk: for a slice that another one follows, and that
    the hub would give again. With ``proven`` the digests were checked as they came.
    """
    for sent in () if proven else arrived:
        sent.check()
    if arrived:  # what we record of it is later than what it tells
        shop.clock.seen(max(sent.hlc for sent in arrived))
    with shop.replaying() as db, _without_waiting(db, not lasting):
        db.begin_work()
        try:
            also(db)
            result = _replay(shop, db, arrived)
            db.commit_work()
        except BaseException:
            db.roll_back()
            raise
    return result


@contextmanager
def _without_waiting(db: Database, hurried: bool) -> Iterator[None]:
    """A commit inside is on the disk with the next one; a power cut before takes it back whole."""
    if hurried:
        db.rows("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        if hurried:
            db.rows("PRAGMA synchronous=FULL")


def _replay(shop: Shop, db: Database, arrived: Sequence[Sent]) -> Integrated:
    site = shop.site
    undone = outbox(db, site)
    ours = {sent.site_seq: sent for sent in undone}
    fresh = []
    for sent in arrived:
        if sent.site != site or sent.adopter:
            fresh.append(sent)
        elif sent.site_seq in ours:  # the hub had it, but its acknowledgement was lost
            if ours[sent.site_seq].sha256 != sent.sha256:
                raise DivergedError(f"the hub has another change {sent.site_seq} of this PC")
            undone.remove(ours[sent.site_seq])
        elif not _knows(db, sent):
            raise DivergedError(f"change {sent.site_seq} of this PC is not on it")
        if sent.site == site:
            db.run("DELETE FROM outbox WHERE site_seq=?", (sent.site_seq,))
    if not fresh:
        return Integrated()
    mine = {sent.site_seq for sent in fresh if sent.site == site}
    pending = [sent for sent in undone if sent.site_seq not in mine]
    result = Integrated()
    touched = result.touched
    if undone:
        touched.take(take_back(db, undone))
    for body in _apply_all(db, fresh):
        touched.take(body)
    for sent in fresh:
        if sent.told and sent.adopter == site:
            _take_told(sent.told, result)
    if pending:
        redo(db, pending, written(fresh), result)
        result.at_odds += told_at_once(pending, fresh)
    db.run("PRAGMA defer_foreign_keys=1")
    refresh(db, touched)
    record(shop, db, touched, result)
    return result


def take_back(db: Database, pending: Sequence[Sent]) -> bytes:
    """Undo our pending work: what is left is what the hub knows. The changeset that was undone."""
    if not pending:
        return b""
    undone = squash(db, (sent.body for sent in pending))
    _apply(db, undone, _UNDO)
    return undone


def _take_told(told: str, result: Integrated) -> None:
    """Add what was told with an adopted change to what is to be recorded."""
    said = json.loads(told)
    result.lost += [Lost(**one) for one in said["lost"]]
    result.repeated += [(told_by, row_id) for told_by, row_id in said["repeated"]]
    result.retold += [Retold(**one) for one in said["retold"]]
    result.at_odds += [Contradiction(**one) for one in said.get("at_odds", ())]


def _knows(db: Database, sent: Sent) -> bool:
    """Whether a unit of this PC that the hub tells of is here."""
    asked = "SELECT 1 FROM work WHERE site=? AND site_seq=?"
    return bool(db.row(asked, (sent.site, sent.site_seq)))


def _apply_all(db: Database, arrived: Sequence[Sent]) -> list[bytes]:
    """Apply as one change what arrived as many: each alone costs half a millisecond.

    Returns what was applied: there a row that many units have changed is told of once.
    """
    if len(arrived) > 1:
        whole = squash(db, (sent.body for sent in arrived))
        db.run("SAVEPOINT arrived")
        try:
            _apply(db, whole, _AS_IT_IS)
        except DivergedError:
            db.run("ROLLBACK TO arrived")
        else:
            return [whole]
        finally:
            db.run("RELEASE arrived")
            db.run("PRAGMA defer_foreign_keys=1")
    for sent in arrived:
        _apply(db, sent.body, _AS_IT_IS)
    return [sent.body for sent in arrived]


def redo(db: Database, pending: Sequence[Sent], arrived: Written, result: Integrated) -> None:
    """Put our own work on top again, as it was where nothing clashes, else change by change."""
    if len(pending) > 1 and _is_apart(pending, arrived) and _redo_at_once(db, pending):
        for sent in pending:
            result.touched.take(sent.body)
        return
    for sent in pending:
        _redo(db, sent, arrived, result.touched, result)


def _is_apart(pending: Sequence[Sent], arrived: Written) -> bool:
    """Whether nobody wrote a value that our pending work has changed."""
    theirs = arrived.rows()
    for sent in pending:
        for change in apsw.Changeset.iter(sent.body):
            old: Any = change.old
            if change.opcode == apsw.SQLITE_UPDATE and (change.name, old[0]) in theirs:
                return False
        if any(cell[:2] in theirs for cell in entered(sent.body)):
            return False
    return True


def _redo_at_once(db: Database, pending: Sequence[Sent]) -> bool:
    db.run("SAVEPOINT redo")
    try:
        _apply(db, squash(db, (sent.body for sent in pending)), _AS_IT_IS)
    except DivergedError:
        db.run("ROLLBACK TO redo")
        return False
    finally:
        db.run("RELEASE redo")
        db.run("PRAGMA defer_foreign_keys=1")
    return True


def _apply(db: Database, body: bytes, flags: int) -> None:
    try:
        apsw.Changeset.apply(body, db.conn, flags=flags, conflict=lambda *_: ABORT)
    except apsw.AbortError as error:
        raise DivergedError("a change does not fit this copy of the data") from error
    db.run("PRAGMA defer_foreign_keys=1")  # apply() sets it back


def _redo(
    db: Database,
    sent: Sent,
    arrived: Written,
    touched: Touched,
    result: Integrated,
) -> None:
    body = replay_one(db, sent, arrived, touched, result)
    if body != sent.body:
        db.run(
            "UPDATE outbox SET body=?, sha256=?, schema_version=? WHERE site_seq=?",
            (body, hashlib.sha256(body).hexdigest(), schema.SYNCED_VERSION, sent.site_seq),
        )


def replay_one(
    db: Database,
    sent: Sent,
    arrived: Written,
    touched: Touched,
    result: Integrated,
) -> bytes:
    """Put one change on top of what is here; what it has become by that."""
    session = begin_capture(db)
    resolver = Resolver(db, arrived, sent)
    try:
        apsw.Changeset.apply(sent.body, db.conn, conflict=resolver)
        resolver.give_way()
        resolver.stand_by()
        body = session.changeset()
    except apsw.AbortError as error:
        raise DivergedError(resolver.failure) from error
    finally:
        session.close()
    db.run("PRAGMA defer_foreign_keys=1")
    touched.take(sent.body)
    touched.take(body)
    result.lost += resolver.lost
    result.retold += resolver.retold
    result.repeated += [(f"{table}:{sent.work_id}", row_id) for table, row_id in resolver.repeated]
    return body


def record(shop: Shop, db: Database, touched: Touched, result: Integrated) -> None:
    """One unit of Parure's own that says what was decided and what a person must decide."""
    at = records.Transition.columns().index("subject_id")
    subjects = {values[at] for values in touched.whole.get("transition", ())}
    open_cases = [
        step
        for step in rejected_steps(db, subjects)
        if _is_case(db, *step) and not _has_case(db, step[3])
    ]
    again = held_again(db, touched)
    at_odds = contradictions(db, touched, {step[1] for step in open_cases})
    at_odds += [one for one in result.at_odds if not is_asked(db, one)]
    open_cases = but_for_their_orders(db, open_cases, at_odds)
    if not (result.lost or result.repeated or result.retold or open_cases or again or at_odds):
        return
    session = begin_capture(db)
    try:
        unit = Work(db, SYSTEM, "sync", shop.where, new_id(), shop.clock.tick(), now_ms())
        tell_lost(unit, result)
        tell_repeated(unit, result)
        _open_cases(unit, open_cases, result)
        hold_again(unit, again)
        result.cases += [open_case(unit, one) for one in at_odds]
        unit.close(session)
    finally:
        session.close()


def tell_lost(unit: Work, result: Integrated) -> None:
    """The values that lost, with what stood before and on the other side."""
    unit.add_many(
        records.Conflict,
        (
            {
                "table_name": lost.table,
                "row_id": lost.row_id,
                "column_name": lost.column,
                "content": canonical(
                    {
                        "base": lost.base,
                        "mine": lost.mine,
                        "theirs": lost.theirs,
                        "kept": lost.kept,
                    }
                ),
            }
            for lost in result.lost
        ),
    )
    for again in result.retold:
        unit.add(
            records.Conflict,
            table_name=again.table,
            row_id=again.mine["id"],
            column_name=again.columns[0],
            content=canonical(
                {
                    "base": None,
                    "mine": {c: again.mine[c] for c in again.columns},
                    "theirs": {c: again.theirs[c] for c in again.columns},
                    "kept": "theirs",
                    SAID: list(again.mine.values()),
                }
            ),
        )


def tell_repeated(unit: Work, result: Integrated) -> None:
    """The facts that two PCs told word for word."""
    for told, row_id in result.repeated:
        table, _, work_id = told.partition(":")
        unit.add(records.Repeated, table_name=table, row_id=row_id, said_by_work_id=int(work_id))


def _open_cases(unit: Work, steps: Sequence[tuple[str, int, int, int]], result: Integrated) -> None:
    """A case for each step that cannot stand."""
    for machine, subject, stands, rejected in steps:
        result.cases.append(
            unit.add(
                records.CaseFile,
                id=derived_id("case", str(rejected)),
                case_kind=f"{machine}_twice",
                subject_kind=machine,
                subject_id=subject,
                first_fact_id=stands,
                second_fact_id=rejected,
            )
        )


def _is_case(db: Database, machine: str, subject: int, stands: int, rejected: int) -> bool:
    """Whether a step that cannot stand needs a person."""

    def step(fact_id: int) -> Step:
        found = db.row("SELECT to_state, reason_code FROM transition WHERE id=?", (fact_id,))
        return (found[0], found[1]) if found else ("", "")

    return asks_a_person(machine, step(stands), step(rejected))


def _has_case(db: Database, rejected: int) -> bool:
    return bool(db.row("SELECT 1 FROM case_file WHERE id=?", (derived_id("case", str(rejected)),)))


def digest(db: Database) -> str:
    """One digest of all synced rows: equal on two PCs that know the same."""
    total = hashlib.sha256()
    for name in sorted(m for m in BY_NAME if BY_NAME[m].kind.synced):
        for row in db.rows(f'SELECT * FROM "{name}" ORDER BY id'):
            total.update(json.dumps([name, *row], ensure_ascii=False).encode())
    return total.hexdigest()
