"""Whether a shop's database is as this Parure makes it: asked at every start, so it loads no tables."""

from __future__ import annotations

from pathlib import Path

import apsw

from app.models.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
PROJECTIONS = "e57a4032f2d30920114a4d45893bd7a43ac9dbce646af796e5f5c5d90aae35bb"
"""The digest of today's projections (``migrate.projection_digest``); a test says when it is another."""


def is_fit(path: Path, key: bytes) -> bool:
    """Whether every migration was applied and the projections are today's; ``migrate`` does the rest."""
    db = Database(path, key, readonly=True)
    try:
        applied = {name for (name,) in db.rows("SELECT name FROM schema_migration")}
        fitted = db.value("SELECT value FROM sync_state WHERE name = 'projections'")
    except apsw.SQLError:  # there are no such tables yet
        return False
    finally:
        db.close()
    return fitted == PROJECTIONS and applied == {page.stem for page in MIGRATIONS.glob("[0-9]*.py")}
