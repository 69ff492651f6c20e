"""Places: a tree of sites, safes, vitrines and trays, and what lies in them."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.models.database import Database
from app.models.work import Work
from app.services.pieces import PieceRow


@dataclass(frozen=True)
class PlaceForm:
    """A place as typed; ``limit_minor`` is the value insured there, None = no limit."""

    name: str
    kind: str = "tray"
    title: str = ""
    parent_id: int | None = None
    limit_minor: int | None = None
    two_persons: bool = False
    empty_at_night: bool = False


@dataclass(frozen=True)
class PlaceNode:
    """A place in the tree: ``depth`` from the top, ``pieces`` in it and below."""

    id: int
    parent_id: int | None
    depth: int
    kind: str
    name: str
    title: str
    path: str
    whereabouts: str
    code: str
    pieces: int


@dataclass(frozen=True)
class PlaceCard:
    """A place's page: where it hangs, what is in it and below it, their value against the limit."""

    id: int
    parent_id: int | None
    kind: str
    name: str
    title: str
    path: str
    whereabouts: str
    code: str
    limit_minor: int | None
    two_persons: bool
    empty_at_night: bool
    children: tuple[PlaceNode, ...]
    pieces: tuple[PieceRow, ...]
    count: int
    value_minor: int
    currency: str
    over_limit: bool


def place_tree(db: Database) -> list[PlaceNode]:
    """All places, parents before their children, in the order of their names."""
    raise NotImplementedError


def place_card(db: Database, place_id: int) -> PlaceCard:
    """A place's page; NotFoundError if there is no such place."""
    raise NotImplementedError


def find_places(db: Database, text: str, limit: int = 8) -> list[PlaceNode]:
    """Places whose name or title begins with what was typed, for the move field."""
    raise NotImplementedError


def add_place(w: Work, form: PlaceForm) -> Changes:
    """Add a place with its scan code."""
    raise NotImplementedError


def edit_place(w: Work, place_id: int, form: PlaceForm) -> Changes:
    """Rename a place or change its limit; where it hangs changes by ``move_place``."""
    raise NotImplementedError


def remove_place(w: Work, place_id: int) -> Changes:
    """Take an empty place out of use."""
    raise NotImplementedError
