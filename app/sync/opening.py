"""Which hub an address means."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from app.sync.folder_hub import FolderHub
from app.sync.hub import Hub, NewPc
from app.sync.pg_connection import SCHEMES
from app.sync.pg_hub import PgHub
from app.sync.pg_setup import Installed


def open_hub(address: str, token: bytes = b"") -> Hub:
    """The hub at an address as setting up has given it; nothing is asked of it yet. AddressError."""
    if address.startswith(SCHEMES):
        return PgHub(address, token)
    return FolderHub(Path(address), token)


def install_hub(
    url: str, shop_id: str, first: NewPc, station: int, given: Collection[int] = ()
) -> Installed:
    """Set a hub up at a database's URL or in a folder; the address that the PCs use.

    ``given`` are station numbers that no PC gets: others had them, and their papers lie about.
    """
    if url.startswith(SCHEMES):
        from app.sync import pg_setup

        return pg_setup.install(url, shop_id, first, station, given)
    from app.sync import folder_setup

    return folder_setup.install(Path(url).expanduser(), shop_id, first, station, given)
