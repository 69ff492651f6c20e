"""Deliberate mistakes in sync, one at a time: the harness is worth something if it notices them.

Each is a way to write the program a little wrong that a busy person might choose. Those for which
``equal`` says why cannot be noticed by any history, because the program does the same with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from app.domain.clock import HybridClock
from app.models import projections
from app.sync import adopt, courier, folder_log, integrate, pg_hub, resolve
from app.sync import round as rounds
from app.sync.changes import Sent, acknowledge, outbox
from app.sync.membership import advance, keep

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Mutant:
    """A mistake: its name, how it gets into the program, why nobody can tell if so."""

    name: str
    apply: Callable[[Patch], None]
    equal: str = ""


MUTANTS: dict[str, Mutant] = {}


def mutant(equal: str = "") -> Callable[[Callable[[Patch], None]], Callable[[Patch], None]]:
    """Let a function be one of the mistakes."""

    def keep_it(function: Callable[[Patch], None]) -> Callable[[Patch], None]:
        MUTANTS[function.__name__] = Mutant(function.__name__, function, equal)
        return function

    return keep_it


# ---------------------------------------------------------------------- the hub
@mutant()
def no_compare_and_swap(patch: Patch) -> None:
    """A push goes behind whatever is the newest."""
    pg, folder = pg_hub.PgHub.push, folder_log.FolderLog.add
    patch.setattr(pg_hub.PgHub, "push", lambda self, base, packs: pg(self, self.head(), packs))
    patch.setattr(
        folder_log.FolderLog, "add", lambda self, base, *rest: folder(self, self.head(), *rest)
    )
    from app.sync.folder_hub import FolderHub

    whole = FolderHub.push
    patch.setattr(FolderHub, "push", lambda self, base, packs: whole(self, self.head(), packs))


@mutant()
def acknowledged_before_it_is_pushed(patch: Patch) -> None:
    """The outbox is emptied when the push begins."""
    real = rounds.Round._send_files

    def send_files(self: Any, pending: Sequence[Sent]) -> None:
        real(self, pending)
        with self._shop.local() as db:
            acknowledge(db, pending[-1].site_seq)

    patch.setattr(rounds.Round, "_send_files", send_files)


@mutant()
def acknowledged_in_two_transactions(patch: Patch) -> None:
    """The base is moved, then the outbox is emptied."""

    def acknowledged(self: Any, base: int, packs: list[Any]) -> None:
        placed = [replace(pack, seq=base + n) for n, pack in enumerate(packs, 1)]
        with self._shop.local() as db:
            advance(db, base, placed)
        with self._shop.local() as db:
            acknowledge(db, packs[-1].site_seq)

    patch.setattr(rounds.Round, "_acknowledge", acknowledged)


@mutant(
    "The base stays behind and the push is answered no, so its own changes are fetched, found to be"
    " its own, and the base moves then: one more question, the same rows."
)
def base_not_moved_with_the_acknowledgement(patch: Patch) -> None:
    """The outbox is emptied, how far the hub is is not noted."""

    def acknowledged(self: Any, base: int, packs: list[Any]) -> None:
        with self._shop.local() as db:
            acknowledge(db, packs[-1].site_seq)

    patch.setattr(rounds.Round, "_acknowledge", acknowledged)


@mutant()
def a_change_is_passed_over(patch: Patch) -> None:
    """Of three that wait the second one is not sent, and all are acknowledged."""
    real = rounds.Round._pending

    def pending(self: Any) -> list[Sent]:
        found = real(self)
        return [*found[:1], *found[2:]] if len(found) > 2 else found

    patch.setattr(rounds.Round, "_pending", pending)


@mutant()
def files_after_the_change(patch: Patch) -> None:
    """What a change names is uploaded when there is time."""
    patch.setattr(rounds.Round, "_send_files", lambda self, pending: None)


# ---------------------------------------------------------------------- integrate
@mutant()
def no_undo(patch: Patch) -> None:
    """What arrives is applied on top of our own pending work."""
    patch.setattr(integrate, "take_back", lambda db, pending: b"")


@mutant()
def no_recapture(patch: Patch) -> None:
    """What our work has become by the merge is not what is sent."""

    def redo(db: Any, sent: Any, arrived: Any, touched: Any, result: Any) -> None:
        integrate.replay_one(db, sent, arrived, touched, result)

    patch.setattr(integrate, "_redo", redo)


@mutant()
def recaptured_under_the_older_version(patch: Patch) -> None:
    """Work of before the update that was put on top after it says that an older PC can hold it."""
    real = integrate._redo

    def redo(db: Any, sent: Any, *rest: Any) -> None:
        real(db, sent, *rest)
        db.run(
            "UPDATE outbox SET schema_version=? WHERE site_seq=?",
            (sent.schema_version, sent.site_seq),
        )

    patch.setattr(integrate, "_redo", redo)


@mutant()
def base_moved_in_another_transaction(patch: Patch) -> None:
    """How far this PC has come is saved before what arrived."""
    real = integrate.integrate

    def apart(shop: Any, arrived: Any, also: Any = lambda _: None, **named: Any) -> Any:
        with shop.local() as db:
            also(db)
        return real(shop, arrived, **named)

    patch.setattr(rounds, "integrate", apart)


@mutant()
def own_changes_not_matched(patch: Patch) -> None:
    """Of our own changes that come back nothing is crossed out, and they are sent again."""
    real = integrate._replay

    def replay(shop: Any, db: Any, arrived: Sequence[Sent]) -> Any:
        return real(shop, db, [sent for sent in arrived if sent.site != shop.site or sent.adopter])

    patch.setattr(integrate, "_replay", replay)


@mutant()
def slices_out_of_order(patch: Patch) -> None:
    """The bigger changes of a slice first."""
    real = integrate._apply_all

    def apply_all(db: Any, arrived: Sequence[Sent]) -> list[bytes]:
        biggest = sorted(arrived, key=lambda one: -len(one.body))
        return [body for sent in biggest for body in real(db, [sent])]

    patch.setattr(integrate, "_apply_all", apply_all)


@mutant()
def inserts_dropped_where_something_clashes(patch: Patch) -> None:
    """Where our work clashes with theirs only the changed values are put on top again."""
    real = integrate.replay_one

    def replay_one(db: Any, sent: Sent, *rest: Any) -> bytes:
        body = real(db, sent, *rest)
        if body != sent.body:
            db.run("DELETE FROM note WHERE work_id = ?", (sent.work_id,))
            db.run("DELETE FROM edit WHERE work_id = ?", (sent.work_id,))
        return body

    patch.setattr(integrate, "replay_one", replay_one)


@mutant(
    "Rows are only added and own work is redone in its order, so no reference ever hangs in the air"
    " between two changesets, and SQLite itself defers within one."
)
def no_deferral_of_foreign_keys(patch: Patch) -> None:
    """SQLite checks references after each changeset."""
    from app.models.database import Database

    real = Database.run

    def run(self: Any, sql: str, params: Any = ()) -> None:
        if sql != "PRAGMA defer_foreign_keys=1":
            real(self, sql, params)

    patch.setattr(Database, "run", run)


@mutant()
def lists_computed_for_our_own_work_only(patch: Patch) -> None:
    """Lists are computed anew for what was put on top again, not for what arrived."""
    _refresh_without(patch, arrived=True)


@mutant()
def undone_keys_not_refreshed(patch: Patch) -> None:
    """Lists are computed anew for what arrived, not for what was put on top of it again."""
    _refresh_without(patch, arrived=False)


def _refresh_without(patch: Patch, *, arrived: bool) -> None:
    real, apply_all = integrate.refresh, integrate._apply_all
    theirs = [b""]

    def noting(db: Any, fresh: Sequence[Sent]) -> list[bytes]:
        theirs[0] = integrate.squash(db, (sent.body for sent in fresh))
        return apply_all(db, fresh)

    def refresh(db: Any, touched: Any) -> None:
        told = projections.Touched()
        if not arrived:
            told.take(theirs[0])
        real(db, told)

    patch.setattr(integrate, "_apply_all", noting)
    patch.setattr(integrate, "refresh", refresh)


@mutant(
    "A body that came through AES-GCM with its place bound in is the one that was sealed; the digest"
    " is the second lock, for what is damaged inside a PC, and has its own test."
)
def digest_not_checked(patch: Patch) -> None:
    """A changeset is applied as it comes."""
    patch.setattr(Sent, "check", lambda self: None)


# ---------------------------------------------------------------------- who wins, and who is told
@mutant()
def conflicts_not_recorded(patch: Patch) -> None:
    """The later value wins, and nobody is told."""
    patch.setattr(integrate, "tell_lost", lambda unit, result: None)


@mutant()
def adopted_conflicts_not_recorded(patch: Patch) -> None:
    """What lost when an older PC's letter was put into the log is told to nobody."""
    patch.setattr(adopt, "_told", lambda result: "")


@mutant()
def repeated_facts_not_recorded(patch: Patch) -> None:
    """A fact that two PCs told is kept once, and the second telling is forgotten."""
    patch.setattr(integrate, "tell_repeated", lambda unit, result: None)


@mutant()
def older_clock_wins(patch: Patch) -> None:
    """Of two who changed one value the earlier one wins."""
    real = resolve.Resolver._wrote_later

    def earlier(self: Any, table: str, row_id: int, column: str) -> bool:
        return (table, row_id, column) in self.arrived.entered and not real(
            self, table, row_id, column
        )

    patch.setattr(resolve.Resolver, "_wrote_later", earlier)


@mutant()
def always_ours(patch: Patch) -> None:
    """Whoever comes last to the hub wins, without looking and without telling."""

    def merge(self: Any, table: str, row_id: int, base: Any, mine: Any, theirs: Any) -> None:
        for column, value in mine.items():
            if column != "id" and theirs[column] != value:
                self._put(table, row_id, column, value)

    patch.setattr(resolve.Resolver, "_merge", merge)


@mutant()
def does_not_give_way(patch: Patch) -> None:
    """A value that they changed and changed back counts as untouched."""
    patch.setattr(resolve.Resolver, "give_way", lambda self: None)
    patch.setattr(integrate, "_is_apart", lambda pending, arrived: True)


@mutant()
def equal_values_lose_their_time(patch: Patch) -> None:
    """A value that somebody else had entered as well counts as not entered by us."""
    patch.setattr(resolve.Resolver, "stand_by", lambda self: None)


@mutant()
def no_cases(patch: Patch) -> None:
    """A step that cannot stand is passed over in silence."""
    patch.setattr(integrate, "_open_cases", lambda unit, steps, result: None)


@mutant()
def clock_does_not_step_over_others(patch: Patch) -> None:
    """Whose clock is behind stays behind what it has seen."""
    patch.setattr(HybridClock, "seen", lambda self, hlc: None)


@mutant()
def one_too_far(patch: Patch) -> None:
    """The base is one further than what was brought in."""

    def too_far(db: Any, base: int, packs: Sequence[Any]) -> None:
        keep(db, base=packs[-1].seq + (len(packs) > 2), base_sha="")

    patch.setattr(rounds, "advance", too_far)


@mutant()
def photos_are_never_fetched(patch: Patch) -> None:
    """A photo that another PC took is not asked for."""
    patch.setattr(rounds, "enqueue", lambda db, direction, files: None)
    patch.setattr(courier.Courier, "carry", lambda self, stop, most=20: 0)


@mutant()
def letters_are_left_twice(patch: Patch) -> None:
    """An older PC takes its letters for sent, and does not wait for them to come back."""
    real = rounds.Round._leave_letters

    def leave(self: Any, met: Any) -> None:
        real(self, met)
        with self._shop.local() as db:
            waiting = outbox(db, self._member.site)
            if waiting:
                acknowledge(db, waiting[-1].site_seq)

    patch.setattr(rounds.Round, "_leave_letters", leave)
