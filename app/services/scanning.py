"""What a scanned or typed code stands for, and what can be done when it stands for nothing."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database


@dataclass(frozen=True)
class Near:
    """A code like the one that was typed, and what it stands for here."""

    code: str
    kind: str
    target_id: int
    title: str


@dataclass(frozen=True)
class Scan:
    """What was scanned. ``kind``: piece, job, order, place, party, item, agreement, document, report,
    user, command, unknown or empty.

    ``title`` and ``detail`` are for the toast; ``sentence`` and ``remedy`` say what it is and how to
    go on; ``replaced`` = an old tag of the thing, ``alias`` = another code of it. ``offers``: what
    can be done with an unknown one (search, new_piece, alias, look_again). For an item ``piece_id``
    is the piece to open; for a command ``value`` is its name (OUT, LOOK 3).
    """

    kind: str
    text: str
    value: str = ""
    target_id: int = 0
    piece_id: int = 0
    title: str = ""
    detail: str = ""
    photo_sha256: str = ""
    sentence: str = ""
    remedy: str = ""
    alias: bool = False
    replaced: bool = False
    near: tuple[Near, ...] = ()
    offers: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it stands for something here."""
        return self.kind not in ("unknown", "empty")


def resolve(db: Database, text: str) -> Scan:
    """What a code, a number for people, or an alias stands for; never refuses."""
    raise NotImplementedError
