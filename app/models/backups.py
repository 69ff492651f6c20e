"""This PC's own tables of its backups: where they go, and how each went."""

from __future__ import annotations

from peewee import IntegerField

from app.models.base import Local, integer, text


class BackupPlace(Local):
    """A folder that somebody chose for the daily backup: a stick, another disk, a cloud's folder."""

    id = IntegerField(primary_key=True)
    path = text()
    added_at = integer()


class BackupRun(Local):
    """A backup that was made, or that failed: ``error_title`` and ``error`` say why in words.

    ``place_id`` is null for the shop's own folder. ``proven_at`` is when its test restore was found
    whole; null until then.
    """

    id = IntegerField(primary_key=True)
    place_id = integer(null=True, index=True)
    place = text()
    folder = text()
    at = integer(index=True)
    took_ms = integer()
    database_bytes = integer()
    files = integer()
    file_bytes = integer()
    proven_at = integer(null=True)
    error_title = text()
    error = text()
