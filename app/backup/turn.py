"""One backup at a time in a place, also where two programs or two PCs use the same one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.domain.errors import FileError

TURN = "turn.lock"


class PlaceBusyError(FileError):
    """Another backup runs at that place; it holds the same, so this is no failure."""


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Hold the place for the block; FileError where another backup runs there at this moment.

    The system lets go of the lock when the program ends, however it ends. A place that knows no
    locks (some network disks) is used without.
    """
    with (home / TURN).open("ab") as file:
        if not _taken(file):
            raise PlaceBusyError(
                "A backup is running there",
                f"Another backup is being made at {home} at this moment.",
                "Wait until it is done; it holds the same.",
            )
        yield


def _taken(file: IO[bytes]) -> bool:
    if os.name == "posix":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
    import msvcrt

    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except PermissionError:
        return False
    except OSError:
        return True
    return True
