"""Which copy of the data this is: a copied or restored shop must become a new one."""

from __future__ import annotations

from pathlib import Path

from app.domain.ids import new_id
from app.models.database import Database
from app.shop import DATABASE


def renew(folder: Path, key: bytes, *, station: int) -> int:
    """Give a copied shop its own site id and station number, before it is opened; the new site id.

    Its counters begin anew with the station, and what the original had not sent is not its to send.
    """
    db = Database(folder / DATABASE, key, free=True)
    try:
        site = new_id()
        db.begin_work()
        for name, value in (("site", site), ("station", station)):
            db.run(
                "INSERT OR REPLACE INTO sync_state (name, value) VALUES (?,?)", (name, str(value))
            )
        for table in ("outbox", "number_counter", "draft", "print_job", "print_event"):
            db.run(f"DELETE FROM {table}")
        db.commit_work()
        return site
    finally:
        db.close()
