"""This PC's own tables of its printers: what stands where, what is printed by itself, what is parked."""

from __future__ import annotations

from peewee import BlobField, IntegerField, TextField

from app.models.base import Local, integer, text


class Printer(Local):
    """A printer of this PC. ``key`` is the word by which jobs and facts name it, for ever.

    ``address`` is a host, ``host:port`` or a queue of the system. ``right_um`` and ``down_um`` move
    the print; ``darkness`` -1 and ``speed`` 0 leave what is set at the printer itself. ``purposes``
    are words with a comma between. ``state``, ``said`` and ``said_at`` are what it last answered.
    """

    id = IntegerField(primary_key=True)
    key = text(index=True)
    title = text()
    printer_kind = text()
    address = text()
    model = text()
    dpi = integer()
    stock = text()
    right_um = integer()
    down_um = integer()
    darkness = integer(default=-1)
    speed = integer()
    purposes = text()
    paused = integer()
    checks_length = integer(default=1)
    across = integer(default=1)
    state = text()
    said = text()
    said_at = integer()
    added_at = integer()


class PrinterLease(Local):
    """Who sends to a printer just now: one program at a time, and only until a moment."""

    printer = TextField(primary_key=True)
    holder = text()
    until = integer()


class PrintRule(Local):
    """What is printed by itself on this PC: when ``event`` happens, ``act`` goes to ``printer``."""

    id = IntegerField(primary_key=True)
    event = text()
    act = text()
    printer = text()
    copies = integer(default=1)
    active = integer(default=1)
    added_at = integer()


class ParkedLabel(Local):
    """A drawn label that waits for others to fill its row, on stock of several across."""

    id = IntegerField(primary_key=True)
    printer = text(index=True)
    stock = text()
    dpi = integer()
    name = text()
    data = BlobField()
    code_id = integer()
    subject_kind = text()
    subject_id = integer()
    title = text()
    reason_code = text()
    user_id = integer()
    at = integer()
