"""What the disk may refuse, as a sentence for the person who wanted to save."""

from __future__ import annotations

import apsw

from app.domain.errors import ShopError, UserError

NOTHING_SAVED = "Nothing of this was saved, and what was saved before is as it was."


def disk_trouble(error: BaseException) -> UserError | None:
    """The refusal that an error of SQLite means when the disk is the reason; None for all else."""
    if isinstance(error, apsw.FullError):
        return ShopError(
            "The disk is full",
            f"There is no room left where the shop lies. {NOTHING_SAVED}",
            "Free some space on that disk, then do it again.",
        )
    if isinstance(error, apsw.ReadOnlyError | apsw.CantOpenError | apsw.PermissionsError):
        return ShopError(
            "The shop's folder cannot be written",
            f"This program may not write where the shop lies, or the disk is locked. {NOTHING_SAVED}",
            "Let this person write into the folder, or open a copy of the shop elsewhere.",
        )
    if isinstance(error, apsw.IOError):
        return ShopError(
            "The disk did not take it",
            f"Writing into the shop failed: the disk or its cable may be failing. {NOTHING_SAVED}",
            "Do it again. If this comes back, make a backup onto another disk today.",
        )
    return None
