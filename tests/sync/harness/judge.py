"""What must hold whenever the network was quiet: nothing lost, nothing hidden, all alike."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

from app.domain.ids import new_id
from app.models import migrate
from app.models.database import Database
from app.models.projections import all_rows, rebuild
from app.models.projections.states import rejected_steps
from app.services.check import check
from app.shop import DATABASE, Shop
from app.sync.changes import Sent, acknowledge
from app.sync.hub import Pack
from app.sync.identity import renew
from app.sync.integrate import SAID, digest, integrate
from app.sync.membership import need_membership
from app.sync.snapshot import take_snapshot, write_snapshot
from tests.conftest import SHOP_KEY
from tests.sync.harness.journal import Told, told_in
from tests.sync.harness.newer import NEWER, as_version, renew_tables
from tests.sync.harness.world import Desk, World

BY_AND_BY = {"work_id", "hlc"}
Cell = tuple[str, int, str]
Losers = dict[Cell, list[dict[str, Any]]]


def judge(world: World, *, deep: bool = True) -> None:
    """Everything that must hold now; ``deep`` also checks one shop as a whole and replays the log."""
    log = whole_log(world)
    newest = world.newest()
    _alike(newest)
    desk = world.chance.choice(newest)
    with world.at(desk):
        opened = _opened(desk, log)
        _nothing_lost(world, desk, opened)
        _losers_recorded(world, desk, opened)
        _clocks_rise(opened)
        _steps_have_cases(desk)
        if deep:
            problems = [p.sentence for p in check(desk.pc.shop).problems]
            assert problems == [], f"the check of {desk.worker.house.path.name} found {problems}"
    if deep:
        _replayed(world, desk, opened)
        _joined(world, desk)


def whole_log(world: World) -> list[Pack]:
    """The hub's log, which has no holes, no unit twice, and is as it was before (I3)."""
    hub = world.desks[0].pc.hub
    log: list[Pack] = []
    while packs := hub.fetch(len(log)):
        log += packs
    assert [pack.seq for pack in log] == list(range(1, len(log) + 1)), "the log has holes"
    assert len({(pack.site, pack.site_seq) for pack in log}) == len(log), "a unit lies there twice"
    for pack in log:
        before = world.shas.setdefault(pack.seq, pack.sha256)
        assert before == pack.sha256, f"change {pack.seq} at the hub is another one than it was"
    assert len(world.shas) == len(log), "the hub has lost changes"
    return log


def _opened(desk: Desk, log: list[Pack]) -> list[Sent]:
    sealer = need_membership(desk.pc.shop).sealer()
    befores = ["", *(pack.sha256 for pack in log)]
    opened = [sealer.unpack(pack, before) for pack, before in zip(log, befores, strict=False)]
    for sent in opened:
        sent.check()
    return opened


def _alike(newest: list[Desk]) -> None:
    """All know the same rows and have the same projections; no foreign key hangs in the air."""
    first: Any = None
    for desk in newest:
        with desk.pc.shop.replaying() as db:
            found = (digest(db), all_rows(db), db.rows('SELECT sha256 FROM "file"'))
            assert db.rows("PRAGMA foreign_key_check") == []
        if first is None:
            first = found
        files = [row[0] for row in found[2]]
        assert all(desk.pc.shop.files.has(one) for one in files), "a photo has not come here"
        assert found[0] == first[0], f"{desk.pc.shop.path.name} knows other things"
        for table, rows in found[1].items():
            assert rows == first[1][table], f"{desk.pc.shop.path.name} computes another {table}"


def _nothing_lost(world: World, desk: Desk, log: list[Sent]) -> None:
    """Each unit that was saved anywhere is in the log, and each row that it added is here (I5)."""
    there = {(sent.site, sent.site_seq) for sent in log}
    for key, sent in world.journal.units.items():
        assert key in there, f"unit {key} of work {sent.work_id} was saved and is not at the hub"
    with desk.pc.shop.replaying() as db:
        repeated = set(db.rows("SELECT table_name, row_id, said_by_work_id FROM repeated"))
        for sent in world.journal.units.values():
            for told in told_in(sent.body):
                if not told.added:
                    continue
                names = [*told.values]
                columns = ",".join(f'"{name}"' for name in names)
                row = db.row(f'SELECT {columns} FROM "{told.table}" WHERE id = ?', (told.row_id,))
                assert row is not None, f"{told.table} {told.row_id} was saved and is gone"
                stands = dict(zip(names, row, strict=True))
                if told.is_fact and stands != told.values:
                    _told_before(db, told, stands, sent, repeated)


def _told_before(
    db: Any, told: Told, stands: dict[str, Any], sent: Sent, repeated: set[tuple[str, int, int]]
) -> None:
    """The fact stands in another PC's words: it is recorded that this unit told it too."""
    other = {c for c in stands if stands[c] != told.values[c]} - BY_AND_BY
    if not other:
        assert (told.table, told.row_id, sent.work_id) in repeated, (
            f"{told.table} {told.row_id} was told twice, and the second telling is forgotten"
        )
        return
    said = [
        json.loads(content).get(SAID)
        for (content,) in db.rows(
            "SELECT content FROM conflict WHERE table_name = ? AND row_id = ?",
            (told.table, told.row_id),
        )
    ]
    assert [told.row_id, *told.values.values()] in said, (
        f"{told.table} {told.row_id} was told in other words, and they are forgotten"
    )


def _losers_recorded(world: World, desk: Desk, log: list[Sent]) -> None:
    """A value that was dropped, or overwritten by somebody who had not seen it, is recorded (I6)."""
    losers = _recorded(desk)
    stood: dict[Cell, list[tuple[int, Any]]] = defaultdict(list)
    for seq, sent in enumerate(log, 1):
        key = (sent.site, sent.site_seq)
        original = world.journal.units.get(key)
        final = {(t.table, t.row_id): t for t in told_in(sent.body)}
        if original is not None and original.body != sent.body:
            since = world.journal.bases[key]
            for told in told_in(original.body):
                if not told.is_fact:
                    _compare(told, final.get((told.table, told.row_id)), stood, since, losers)
        for told in final.values():
            for column, value in told.values.items():
                stood[told.table, told.row_id, column].append((seq, value))


def _compare(
    told: Told,
    came: Told | None,
    stood: dict[Cell, list[tuple[int, Any]]],
    since: int,
    losers: Losers,
) -> None:
    """What a unit wrote at first, and what of it came into the log, where other values ``stood``.

    What somebody else had written as well, and what was overwritten then, was seen by somebody.
    """
    kept = came.values if came is not None else {}
    for column, value in told.values.items():
        cell = (told.table, told.row_id, column)
        if column not in kept:
            known = [(seq, other) for seq, other in stood[cell] if seq > since]
            found = any(other == value for _, other in [*known, *stood[cell][-1:]])
            found = found or any(one["mine"] == value for one in losers[cell])
            assert found, f"{cell}: {value!r} lost to {stood[cell][-1:]}, and nobody is told"
            continue
        assert kept[column] == value, f"{cell}: {value!r} has become {kept[column]!r}"
        if came is None or came.added:
            continue
        overwritten = came.before.get(column)
        if told.added or overwritten != told.before.get(column):
            found = any(one["theirs"] == overwritten for one in losers[cell])
            assert found, f"{cell}: {overwritten!r} was overwritten unseen, and nobody is told"


def _recorded(desk: Desk) -> Losers:
    losers: Losers = defaultdict(list)
    with desk.pc.shop.replaying() as db:
        for table, row_id, column, content in db.rows(
            "SELECT table_name, row_id, column_name, content FROM conflict"
        ):
            losers[table, row_id, column].append(json.loads(content))
    return losers


def _clocks_rise(log: list[Sent]) -> None:
    """Of two who changed one value the later one won: along the log its writers' times rise."""
    latest: dict[Cell, tuple[int, int]] = {}
    for sent in log:
        for told in told_in(sent.body):
            if told.is_fact or told.added:
                continue
            for column in told.values:
                cell = (told.table, told.row_id, column)
                when = (sent.hlc, sent.site)
                before = latest.get(cell, (0, 0))
                assert when > before, f"{cell}: an earlier value has won over a later one"
                latest[cell] = when


def _steps_have_cases(desk: Desk) -> None:
    """A step that cannot stand and needs a person has its case, which names both steps."""
    from app.sync.integrate import _is_case

    with desk.pc.shop.replaying() as db:
        subjects = [row[0] for row in db.rows("SELECT DISTINCT subject_id FROM transition")]
        cases = {row[0] for row in db.rows("SELECT second_fact_id FROM case_file")}
        for machine, subject, stands, rejected in rejected_steps(db, subjects):
            asked = rejected in cases or not _is_case(db, machine, subject, stands, rejected)
            assert asked, f"{machine} {subject}: step {rejected} cannot stand, and nobody is asked"


def _replayed(world: World, desk: Desk, log: list[Sent]) -> None:
    """A fresh copy that is told the whole log knows the same (I1)."""
    folder = world.start.with_name("replay")
    shutil.copytree(world.start, folder)
    try:
        if desk.version == NEWER:
            renew_tables(folder)
        with as_version(desk.version):
            assert _digest_of_replay(folder, log) == _digest_of(desk), "the log replays otherwise"
    finally:
        shutil.rmtree(folder)


def _joined(world: World, desk: Desk) -> None:
    """A PC that begins with a snapshot knows the same, lists and all."""
    folder = world.start.with_name("joined")
    folder.mkdir()
    hub, sealer = desk.pc.hub, need_membership(desk.pc.shop).sealer()
    try:
        migrate.create(folder / DATABASE, SHOP_KEY, site=new_id(), station=96)
        if desk.version == NEWER:
            renew_tables(folder)
        db = Database(folder / DATABASE, SHOP_KEY, free=True)
        with world.at(desk):
            snapshot = write_snapshot(desk.pc.shop, hub, sealer, lambda: False)
            assert snapshot
            take_snapshot(db, hub, sealer, snapshot)
            db.begin_work()
            rebuild(db)
            assert digest(db) == _digest_of(desk), "the snapshot is another shop"
            with desk.pc.shop.replaying() as own:
                assert all_rows(db) == all_rows(own), "the snapshot's lists are others"
        db.roll_back()
        db.close()
    finally:
        shutil.rmtree(folder)


def _digest_of(desk: Desk) -> str:
    with desk.pc.shop.replaying() as db:
        return digest(db)


def _digest_of_replay(folder: Path, log: list[Sent]) -> str:
    renew(folder, SHOP_KEY, station=97)
    shop = Shop.open(folder, SHOP_KEY)
    try:
        with shop.local() as db:
            acknowledge(db, 1 << 60)
        integrate(shop, log)
        with shop.replaying() as db:
            own = db.value("SELECT count(*) FROM outbox")
            assert own == 0, "whoever only listens had something to tell"
            return digest(db)
    finally:
        shop.close()
