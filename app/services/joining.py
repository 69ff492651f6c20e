"""Joining a shop from a new PC: with the address, or the file that holds it, and the joining code."""

from __future__ import annotations

from pathlib import Path

from app import keys
from app.shop import Shop
from app.sync import joining
from app.sync.invites import SUFFIX, address_of
from app.sync.joining import Begun, Tell, no_tell

__all__ = ["SUFFIX", "Begun", "begun", "forget", "go_on", "join_shop"]


def join_shop(
    folder: Path, address: str, code: str, name: str = "", *, tell: Tell = no_tell
) -> Shop:
    """Join and open the shop; what is stopped in between goes on with ``go_on``.

    ``address`` is what was typed: an address, a hub's folder, a joining file. UserError says which of
    address and code is wrong (``field``), and nothing was made.
    """
    raw = joining.begin(folder, address_of(address), code, name)
    return joining.go_on(folder, raw, tell)


def begun(folder: Path) -> Begun | None:
    """A joining that was stopped in this folder: it can go on without a code."""
    return joining.begun(folder)


def go_on(folder: Path, *, tell: Tell = no_tell) -> Shop:
    """Do the rest of a joining that was stopped, and open the shop."""
    note = joining.begun(folder)
    assert note is not None, "nothing was begun here"
    return joining.go_on(folder, keys.fetch(note.shop_id, note.key_place).raw, tell)


def forget(folder: Path) -> None:
    """Throw away what was begun; the shop's other PCs can shut the place out that it had taken."""
    joining.give_up(folder)
