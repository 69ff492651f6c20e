"""What the disk may refuse, as a sentence for the person who wanted to save."""

from __future__ import annotations

import errno

import apsw
from peewee import PeeweeException

from app.domain.errors import ShopError, UserError

NOTHING_SAVED = "Nothing of this was saved, and what was saved before is as it was."


def damaged() -> ShopError:
    """The refusal of a database of which a part can no longer be read."""
    return ShopError(
        "The shop's database is damaged",
        "A part of it is no longer what was written: the disk is failing, or another program has"
        " changed the file. What was read until now is as it was saved.",
        "Restore the shop from its last proven backup. Do not go on working in this one.",
        trouble="damaged",
    )


def disk_trouble(error: BaseException) -> UserError | None:
    """The refusal that an error of SQLite means when the disk is the reason; None for all else."""
    if isinstance(error, PeeweeException) and error.__context__ is not None:
        return disk_trouble(error.__context__)  # a migration's statement, which Peewee has wrapped
    if isinstance(error, apsw.FullError):
        return ShopError(
            "The disk is full",
            f"There is no room left where the shop lies. {NOTHING_SAVED}",
            "Free some space on that disk, then do it again.",
            trouble="full",
        )
    if isinstance(error, apsw.ReadOnlyError | apsw.CantOpenError | apsw.PermissionsError):
        return ShopError(
            "The shop's folder cannot be written",
            f"This program may not write where the shop lies, or the disk is locked. {NOTHING_SAVED}",
            "Let this person write into the folder, or open a copy of the shop elsewhere.",
            trouble="locked",
        )
    if isinstance(error, apsw.IOError):
        return ShopError(
            "The disk did not take it",
            f"Writing into the shop failed: the disk or its cable may be failing. {NOTHING_SAVED}",
            "Do it again. If this comes back, make a backup onto another disk today.",
            trouble="failing",
        )
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return damaged()
    return None


def file_trouble(error: OSError) -> UserError:
    """The refusal that an error of the system means while the shop's own files are written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        meant: apsw.Error = apsw.FullError()
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        meant = apsw.ReadOnlyError()
    else:
        meant = apsw.IOError()
    trouble = disk_trouble(meant)
    assert trouble is not None
    return trouble
