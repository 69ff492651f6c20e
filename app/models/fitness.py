"""Whether a shop's database is as this Parure makes it: asked at every start, so it loads no tables.

Who brings a shop up to date (``migrate``) notes in it which program did so, told by its files. While
the very same program opens it again, nothing can be missing; any other program looks closely.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import apsw

from app.models.database import Database

HERE = Path(__file__).parent
MIGRATIONS = HERE / "migrations"


@cache
def this_program() -> str:
    """A digest that is another one as soon as a file that says how tables look was changed."""
    bundled = getattr(sys, "frozen", False)
    files = [Path(sys.executable)] if bundled else sorted(HERE.rglob("*.py"))
    seen = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return sha256(repr(seen).encode()).hexdigest()


def is_fit(path: Path, key: bytes) -> bool:
    """Whether this very program has brought the database up to date; else ``migrate`` must look."""
    db = Database(path, key, readonly=True)
    try:
        return bool(
            db.value("SELECT value FROM sync_state WHERE name = 'fitted_by'") == this_program()
        )
    except apsw.SQLError:  # there are no tables yet
        return False
    finally:
        db.close()


def note_fit(db: Database) -> None:
    """Note that the database is up to date."""
    db.run("INSERT OR REPLACE INTO sync_state VALUES ('fitted_by', ?)", (this_program(),))
