"""Photos put with a piece or another record: kept sealed, in order, taken off by a counter-fact."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.work import Work
from app.photos import Photo
from app.shop import Shop


def add_photo(
    shop: Shop,
    actor: Actor,
    subject_kind: str,
    subject_id: int,
    data: bytes,
    name: str,
    role: str = "",
) -> Changes:
    """Decode a picture, keep it, and put it with a record (``role``: top, front, side … or '').

    Runs outside a unit of work, in a worker thread; InputError says why a picture is refused.
    """
    raise NotImplementedError


def attach_photo(
    w: Work, subject_kind: str, subject_id: int, photo: Photo, role: str = ""
) -> Changes:
    """Put a photo that is already in the store with a record; the same one again changes nothing."""
    raise NotImplementedError


def remove_photo(w: Work, attached_id: int) -> Changes:
    """Take a photo off a record; it stays in the store and in the history."""
    raise NotImplementedError


def order_photos(
    w: Work, subject_kind: str, subject_id: int, attached_ids: Sequence[int]
) -> Changes:
    """Put a record's photos into this order; the first one stands for the record."""
    raise NotImplementedError


def photo_bytes(shop: Shop, sha256: str, size: int = 320) -> bytes:
    """A photo as a JPEG that fits ``size`` (320 or 1280) px, or as it came in (0)."""
    raise NotImplementedError
