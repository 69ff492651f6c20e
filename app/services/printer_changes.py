"""Adding, changing, pausing and removing the printers of this PC, and keeping what they last told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError
from app.domain.ids import new_id, now_ms
from app.domain.permissions import allowed
from app.domain.wording import counted
from app.models.database import Database
from app.services.print_labels import stock_named
from app.services.printers import (
    DPIS,
    FOLDER,
    KINDS,
    LABEL_KINDS,
    MOST_ACROSS,
    MOST_DARKNESS,
    MOST_OFFSET_UM,
    MOST_SPEED,
    OS_PDF,
    PURPOSES,
    THERMAL,
    ZEBRA_TCP,
    NewPrinter,
    printer_of,
)
from app.shop import Shop


def add_printer(shop: Shop, actor: Actor, new: NewPrinter) -> Changes:
    """Add a printer: ``first("printer")`` is its id."""
    shop.require(actor, "devices.update")
    new = checked(new)
    with shop.local() as db:
        _refuse_same_title(db, new.title, 0)
        _refuse_other_stock(db, new.kind, new.stock)
        printer_id = new_id()
        db.run(
            "INSERT INTO printer (id, key, title, printer_kind, address, model, dpi, stock,"
            " right_um, down_um, darkness, speed, purposes, paused, checks_length, across, state,"
            " said, said_at, added_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,0,?,?,'','',0,?)",
            (printer_id, _free_key(db, new.title), *_values(new), now_ms()),
        )
    return Changes.of(f"{new.title} added", printer=printer_id)


def edit_printer(shop: Shop, actor: Actor, key: str, new: NewPrinter) -> Changes:
    """Change a printer; what waited for it in vain is tried again at once."""
    shop.require(actor, "devices.update")
    new = checked(new)
    with shop.local() as db:
        before = printer_of(db, key)
        _refuse_same_title(db, new.title, before.id)
        _refuse_other_stock(db, new.kind, new.stock)
        db.run(
            "UPDATE printer SET title = ?, printer_kind = ?, address = ?, model = ?, dpi = ?,"
            " stock = ?, right_um = ?, down_um = ?, darkness = ?, speed = ?, purposes = ?,"
            " checks_length = ?, across = ?, state = '', said = '', said_at = 0 WHERE id = ?",
            (*_values(new), before.id),
        )
        jobs = try_again(db, key)
    return Changes.of(f"{new.title} changed", printer=before.id, print_job=jobs)


def remove_printer(shop: Shop, actor: Actor, key: str) -> Changes:
    """Take a printer off this PC; refused while something waits for it."""
    shop.require(actor, "devices.update")
    with shop.local() as db:
        gone = printer_of(db, key)
        if waits := db.value(
            "SELECT count(*) FROM print_job WHERE printer = ?"
            " AND state IN ('queued', 'sending', 'doubtful')",
            (key,),
        ):
            raise InputError(
                "Something waits for it",
                f"{waits} print job{'' if waits == 1 else 's'} of {gone.title} are not settled yet.",
                "Print or cancel them first, or pause the printer.",
            )
        if parked := db.value("SELECT count(*) FROM parked_label WHERE printer = ?", (key,)):
            raise InputError(
                "Labels wait for it",
                f"{counted(parked, 'label')} of {gone.title} wait for a full row.",
                "Print them now from its card, then remove it.",
            )
        for statement in (
            "DELETE FROM printer WHERE key = ?",
            "DELETE FROM print_rule WHERE printer = ?",
        ):
            db.run(statement, (key,))
    return Changes.of(f"{gone.title} removed", printer=gone.id)


def pause_printer(shop: Shop, actor: Actor, key: str, *, paused: bool) -> Changes:
    """Let everything for a printer wait, or go on; what is being sent ends first."""
    _require_tending(shop, actor)
    with shop.local() as db:
        one = printer_of(db, key)
        if one.kind == FOLDER:
            raise InputError(
                "The folder needs no pause",
                "The folder takes files at any time.",
                "Cancel the job instead.",
            )
        db.run("UPDATE printer SET paused = ? WHERE id = ?", (int(paused), one.id))
        jobs = [] if paused else try_again(db, key)
    word = "paused" if paused else "goes on"
    return Changes.of(f"{one.title} {word}", printer=one.id, print_job=jobs)


def set_roll(shop: Shop, actor: Actor, key: str, stock: str) -> Changes:
    """Say which roll or sheet lies in a printer now; what waited for that roll goes at once.

    InputError for one that is not known, or that such a printer cannot have.
    """
    _require_tending(shop, actor)
    with shop.local() as db:
        one = printer_of(db, key)
        _refuse_other_stock(db, one.kind, stock)
        db.run("UPDATE printer SET stock = ? WHERE id = ?", (stock, one.id))
        jobs = try_again(db, key)
    return Changes.of(f"Another roll in {one.title}", printer=one.id, print_job=jobs)


def note_status(shop: Shop, key: str, code: str, words: str, tone: str, said: str) -> Changes:
    """Keep what a printer answered; pages are told only where that changed."""
    kept = "\t".join((words, tone, said))
    with shop.local() as db:
        before = db.row("SELECT id, state, said FROM printer WHERE key = ?", (key,))
        if before is None:
            return Changes()
        db.run(
            "UPDATE printer SET state = ?, said = ?, said_at = ? WHERE key = ?",
            (code, kept, now_ms(), key),
        )
    return Changes() if before[1:] == (code, kept) else Changes.of(printer=before[0])


def try_again(db: Database, key: str) -> list[int]:
    """Inside a transaction: let what waits for a printer, or gave up on its fault, be tried now."""
    jobs = db.rows(
        "SELECT id FROM print_job WHERE printer = ? AND ((state = 'queued' AND next_try_at > 0)"
        " OR (state = 'failed' AND fault <> '' AND left_here = 0))",
        (key,),
    )
    for (job_id,) in jobs:
        db.run(
            "UPDATE print_job SET state = 'queued', attempts = 0, next_try_at = 0, done_at = NULL,"
            " fault = '', error = '' WHERE id = ?",
            (job_id,),
        )
    return [row[0] for row in jobs]


def checked(new: NewPrinter) -> NewPrinter:
    """A printer's values, or the sentence that says which of them cannot be."""
    title, where = " ".join(new.title.split()), new.where.strip()
    if not title or len(title) > 60:
        raise _wrong(
            "title", "Its name is missing or longer than 60 letters.", "Call it by its place."
        )
    if new.kind not in KINDS or new.kind == FOLDER:
        raise _wrong("kind", "How it is reached is not known.", "Choose one of the ways.")
    if not where:
        raise _wrong(
            "where", "Its address or queue is missing.", "Find printers, or type its address."
        )
    if new.kind == ZEBRA_TCP or (new.kind == THERMAL and not where.startswith("queue:")):
        from app.printing.transports.tcp import host_and_port

        try:
            host_and_port(where)
        except ValueError as error:
            raise _wrong(
                "where", f"“{where}” is no address.", "Type 192.168.1.40 or its name."
            ) from error
    if new.dpi not in DPIS:
        raise _wrong("dpi", f"{new.dpi} dpi is not known.", "Choose 203, 300 or 600.")
    if max(abs(new.right_um), abs(new.down_um)) > MOST_OFFSET_UM:
        raise _wrong(
            "offset", "The print would be moved by more than 20 mm.", "Measure the roll again."
        )
    if not -1 <= new.darkness <= MOST_DARKNESS:
        raise _wrong(
            "darkness", f"Darkness {new.darkness} cannot be.", "Choose 0 to 30, or its own."
        )
    if not 0 <= new.speed <= MOST_SPEED:
        raise _wrong("speed", f"Speed {new.speed} cannot be.", "Choose 1 to 14, or its own.")
    if not 1 <= new.across <= MOST_ACROSS or set(new.purposes) - set(PURPOSES):
        raise _wrong("purposes", "What it is for is not known.", "Choose from the list.")
    purposes = tuple(one for one in PURPOSES if one in new.purposes)
    stock = new.stock if new.kind in (*LABEL_KINDS, OS_PDF) else ""
    return replace(new, title=title, where=where, purposes=purposes, stock=stock)


def _require_tending(shop: Shop, actor: Actor) -> None:
    """Refuse unless somebody prints tags here or sets the printers up."""
    sets_up = allowed(actor.roles, "devices.update")
    shop.require(actor, "devices.update" if sets_up else "tags.print")


def _refuse_other_stock(db: Database, kind: str, stock: str) -> None:
    """Labels come from a roll, tags on paper from a sheet of labels; "" is the usual roll, or no sheet."""
    if not stock:
        return
    try:
        found = stock_named(db, stock)
    except NotFoundError as error:
        raise _wrong(
            "stock", f"There is no roll or sheet “{stock[:60]}”.", "Choose from the list."
        ) from error
    if kind not in (*LABEL_KINDS, OS_PDF):
        raise _wrong("stock", "It has neither roll nor sheet of labels.", "Leave that out.")
    if (found.media == "sheet") != (kind == OS_PDF):
        says = "a sheet of labels" if found.media == "sheet" else "a roll"
        takes = "a sheet of labels" if kind == OS_PDF else "a roll"
        raise _wrong(
            "stock", f"{found.name} is {says}, and this printer has {takes}.", "Choose again."
        )


def _wrong(field: str, message: str, remedy: str) -> InputError:
    return InputError("This printer cannot be", message, remedy, field=field)


def _values(new: NewPrinter) -> Sequence[object]:
    return (
        *(new.title, new.kind, new.where, new.model, new.dpi, new.stock, new.right_um),
        *(new.down_um, new.darkness, new.speed, ",".join(new.purposes)),
        *(int(new.checks_length), new.across),
    )


def _refuse_same_title(db: Database, title: str, but: int) -> None:
    if db.value("SELECT 1 FROM printer WHERE title = ? COLLATE NOCASE AND id <> ?", (title, but)):
        raise _wrong("title", f"There is a printer “{title}” already.", "Give it another name.")


def _free_key(db: Database, title: str) -> str:
    """The title as a word for jobs and facts, with a number where another printer has it."""
    stem = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:40] or "printer"
    taken = {row[0] for row in db.rows("SELECT key FROM printer")} | {FOLDER}
    return next(
        key for n in range(1, 10_000) if (key := stem if n == 1 else f"{stem}-{n}") not in taken
    )
