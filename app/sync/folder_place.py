"""Which folders can be a hub: one on the shop's own file server can, one that a cloud copies cannot.

A hub needs that of two PCs that write the same name at once only one wins. Programs that copy a
folder to a cloud and back have no such moment: both would win, and the log would fork.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from app.sync.hub import AddressError, HubAwayError

FRESH = ".fresh-"
"""So begins the name of a file that is not whole yet, or has not got its own name yet."""
CLOUDS = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "box sync": "Box",
    "pcloud": "pCloud",
    "tresorit": "Tresorit",
    "creative cloud files": "Creative Cloud",
    "yandex.disk": "Yandex Disk",
    "seafile": "Seafile",
    "megasync": "MEGA",
}
"""How the folders of such programs are called, in small letters."""
MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync_journal.db": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.driveupload": "Google Drive",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".icloud": "iCloud Drive",
}
"""What such programs leave in them."""


def cloud_of(folder: Path) -> str:
    """The program that copies this folder to a cloud, by its name or what it left there; else ''."""
    whole = Path(os.path.abspath(folder))
    for place in (whole, *whole.parents):
        name = place.name.casefold()
        for called, program in CLOUDS.items():
            if name == called or name.startswith((f"{called} ", f"{called}-", f"{called}(")):
                return program
        for marker, program in MARKERS.items():
            if os.path.lexists(place / marker):
                return program
        if _is_onedrive(place):
            return "OneDrive"
    return ""


def _is_onedrive(place: Path) -> bool:
    """OneDrive gives its folder an icon of its own by ``desktop.ini``."""
    try:
        said = (place / "desktop.ini").read_bytes()[:4096]
    except OSError:
        return False
    return b"OneDrive" in said.replace(b"\x00", b"")


def require_fit(folder: Path) -> None:
    """Refuse a folder that cannot be a hub, with the reason; tries whether one name is won once."""
    if program := cloud_of(folder):
        raise AddressError(
            f"A folder of {program} cannot be the hub",
            f"{program} copies files after the fact: two PCs that save at once would both believe"
            " that they were first, and the shop would come apart.",
            "Take a folder on your own file server, or a PostgreSQL database. For backups such a"
            " folder is fine.",
            field="address",
        )
    if not folder.is_dir():
        raise HubAwayError(
            "The folder is not there",
            f"{folder} cannot be found from this PC.",
            "Connect to the file server, or check the address.",
        )
    first = folder / f".try-{secrets.token_hex(6)}"
    second = first.with_suffix(".again")
    try:
        first.write_bytes(b"1")
        second.write_bytes(b"2")
        if publish(second, first):
            raise AddressError(
                "This folder cannot be the hub",
                f"{folder} lets one file silently take the place of another.",
                "Take a folder on another file server, or a PostgreSQL database.",
                field="address",
            )
    except OSError as error:
        raise AddressError(
            "This folder cannot be the hub",
            f"{folder} does not let Parure write there as it must ({error.strerror}).",
            "Give yourself the right to write there, or take another folder.",
            field="address",
        ) from error
    finally:
        for left in (first, second):
            left.unlink(missing_ok=True)


def publish(fresh: Path, name: Path) -> bool:
    """Give a whole file its name if nobody has it; False if somebody was first."""
    try:
        if os.name == "nt":
            os.rename(fresh, name)  # refuses a name that is taken, unlike elsewhere
        else:
            os.link(fresh, name)
            os.unlink(fresh)
    except FileExistsError:
        fresh.unlink(missing_ok=True)
        return False
    return True


def write_fresh(folder: Path, data: bytes) -> Path:
    """A file without its name yet, on the disk for good."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{FRESH}{secrets.token_hex(8)}"
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def to_disk(folder: Path) -> None:
    """Bring new names in a folder to the disk (Windows does so by itself)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
