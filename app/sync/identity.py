"""Which copy of the data this is: a copied or restored shop must become a new one."""

from __future__ import annotations

import platform
import sys
import uuid
from hashlib import sha256
from pathlib import Path

from app.domain.ids import new_id
from app.models.database import Database
from app.shop import DATABASE, Shop

UNSENT_BEFORE = 1 << 40
"""By so much lower is the number of work that a copy has from before it was one."""
HERE = "machine"


def renew(folder: Path, key: bytes, *, station: int) -> int:
    """Give a copied shop its own site id and station number, before it is opened; the new site id.

    Its counters begin anew with the station. What had not been sent when the copy was made is sent
    by the copy too: where the original has sent it as well, its facts are known by their ids. Its
    place at the hub is the original's, so the copy must join anew.
    """
    db = Database(folder / DATABASE, key, free=True)
    try:
        site = new_id()
        db.begin_work()
        become(db, site, station)
        for table in ("draft", "print_job", "print_event", "parked_label", "printer_lease"):
            db.run(f"DELETE FROM {table}")
        db.commit_work()
        return site
    finally:
        db.close()


def become(db: Database, site: int, station: int) -> None:
    """As ``renew``, in the caller's transaction; the original's place at the hub is remembered.

    With it the copy can ask for a place of its own (``renewal.take_own_place``).
    """
    for name, at_hub in (("token", "hub_token"), ("key", "hub_private_key"), ("site", "site")):
        db.run(
            "INSERT OR REPLACE INTO sync_state (name, value) SELECT ?, value FROM sync_state"
            " WHERE name = ? AND EXISTS (SELECT 1 FROM sync_state WHERE name = 'hub_token')",
            (f"hub_{name}_before", at_hub),
        )
    for name, value in (("site", site), ("station", station)):
        db.run("INSERT OR REPLACE INTO sync_state (name, value) VALUES (?,?)", (name, str(value)))
    db.run("DELETE FROM sync_state WHERE name IN ('hub_token', 'hub_private_key', ?)", (HERE,))
    db.run("UPDATE outbox SET site_seq = site_seq - ?", (UNSENT_BEFORE,))
    db.run("DELETE FROM number_counter")


def settle(shop: Shop) -> None:
    """Note that this copy belongs to this PC and this folder."""
    with shop.local() as db:
        note_here(db, shop.path)


def note_here(db: Database, folder: Path) -> None:
    """As ``settle``, in the caller's transaction."""
    db.run("INSERT OR REPLACE INTO sync_state (name, value) VALUES (?,?)", (HERE, _here(folder)))


def is_elsewhere(shop: Shop) -> bool:
    """Whether this copy was settled on another PC or in another folder: moved, copied or restored.

    Somebody must say which; a moved one is settled anew, a copy is renewed and joins again.
    """
    db = shop.reader()
    try:
        settled = db.value("SELECT value FROM sync_state WHERE name=?", (HERE,))
    finally:
        db.close()
    return settled is not None and settled != _here(shop.path)


def _here(folder: Path) -> str:
    """A fingerprint of this PC and the shop's folder; says nothing of either."""
    return sha256(f"{_machine()}\x1f{folder.resolve()}".encode()).hexdigest()


def _machine() -> str:
    """What this system calls the PC that it runs on, the same until it is set up anew."""
    for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            if said := Path(place).read_text("ascii").strip():
                return said
        except OSError:
            continue
    if sys.platform == "win32":
        import winreg

        where = r"SOFTWARE\Microsoft\Cryptography"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where) as place:
            return str(winreg.QueryValueEx(place, "MachineGuid")[0])
    return f"{platform.node()}/{uuid.getnode():x}"
