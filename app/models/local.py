"""This PC's own tables: never synced, never in another PC's hands."""

from __future__ import annotations

from peewee import BlobField, CompositeKey, IntegerField, TextField

from app.models.base import Local, integer, text


class Outbox(Local):
    """What the other PCs have not had yet: one row a unit of work."""

    site_seq = IntegerField(primary_key=True)
    work_id = integer()
    hlc = integer()
    schema_version = integer()
    sha256 = text()
    body = BlobField()


class SyncState(Local):
    """Names and numbers of this copy of the data: site, hlc, base."""

    name = TextField(primary_key=True)
    value = text()


class LocalSetting(Local):
    """A setting of this PC: its printers' folder, its scanner, its language."""

    name = TextField(primary_key=True)
    value = text()


class Made(Local):
    """The descriptive rows that a unit of work of this PC added, for taking them out again.

    ``rows`` is JSON: table → ids.
    """

    work_id = IntegerField(primary_key=True)
    rows = text()


class NumberCounter(Local):
    """The last number given by this station, by kind and year (codes: kind ``code``, year 0)."""

    kind_code = text()
    year = integer()
    last = integer()

    class Meta:
        primary_key = CompositeKey("kind_code", "year")


class Draft(Local):
    """Typed and not yet saved; offered again after a crash."""

    id = IntegerField(primary_key=True)
    user_id = integer()
    draft_kind = text()
    subject_id = integer()
    content = text()
    at = integer()


class FailedSignIn(Local):
    """A wrong password, counted against the account on this PC."""

    id = IntegerField(primary_key=True)
    login = text(index=True)
    at = integer()


class Denied(Local):
    """An act that a person's roles did not cover."""

    id = IntegerField(primary_key=True)
    user_id = integer()
    act = text()
    at = integer()


class PrintJob(Local):
    """A stored print job: the rendered bytes lie here before any of them leaves.

    ``left_here`` and ``certain`` count its labels: how many have left this PC, how many are known to
    be out. ``holder`` is the program that sends it. ``os_job`` and ``os_state`` are the system's own
    number of it and what the system last said. ``dropped_at``: its bytes were thrown away by age.
    """

    id = IntegerField(primary_key=True)
    job_kind = text()
    subject_kind = text()
    subject_id = integer()
    title = text()
    file_name = text()
    printer = text()
    copies = integer(default=1)
    payload = BlobField()
    payload_type = text()
    sha256 = text()
    state = text(default="queued", index=True)
    attempts = integer()
    next_try_at = integer()
    confirmed = text()
    error = text()
    reprint_of = integer(null=True)
    reason_code = text()
    user_id = integer()
    created_at = integer()
    done_at = integer(null=True)
    holder = text()
    os_job = integer()
    os_state = text()
    fault = text()
    stock = text()
    dpi = integer()
    left_here = integer()
    certain = integer()
    rule_id = integer(null=True)
    dropped_at = integer(null=True)


class PrintEvent(Local):
    """What happened to a print job; rows are only added."""

    id = IntegerField(primary_key=True)
    job_id = integer(index=True)
    at = integer()
    what = text()
    detail = text()


class OtherPc(Local):
    """Another PC of the shop, as the hub last told of it; ``presence`` is JSON."""

    site = IntegerField(primary_key=True)
    station = integer()
    name = text()
    heard_at = integer()
    base = integer()
    version = integer()
    presence = text()
    revoked_at = integer()


class FileTransfer(Local):
    """A photo or paper on its way: ``up`` to the hub or ``down`` from it; gone when it is done."""

    sha256 = text()
    direction = text()
    size = integer()
    tries = integer()
    next_try_at = integer(index=True)
    error = text()

    class Meta:
        primary_key = CompositeKey("sha256", "direction")


class HubTail(Local):
    """The newest changes as they lie at the hub: what a hub that went back in time gets again."""

    seq = IntegerField(primary_key=True)
    site = integer()
    site_seq = integer()
    schema_version = integer()
    key_epoch = integer()
    pushed_by = integer()
    at = integer()
    body = BlobField()


class ShopKey(Local):
    """An earlier key of the shop, for what was sealed before the key was changed."""

    epoch = IntegerField(primary_key=True)
    key = BlobField()
