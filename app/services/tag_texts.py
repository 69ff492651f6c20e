"""What stands on the tags of pieces, jobs and places."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.database import Database
from app.printing.tag.content import TagContent


def tag_contents(db: Database, piece_ids: Sequence[int]) -> list[TagContent]:
    """The tags of these pieces in their order; NotFoundError names a piece that has no code."""
    raise NotImplementedError
