"""The open doors of a hub in a folder: an invite is a small file, and who went through it another."""

from __future__ import annotations

from pathlib import Path

from app.sync.folder_files import safe_name
from app.sync.folder_shelf import Shelf, time_at
from app.sync.hub import Invite, no_invite


class DoorShelf:
    """``<id>.invite`` holds the sealed payload; ``<id>.used`` can be won by one PC alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shelf = Shelf(folder)

    def open(self, invite: Invite) -> None:
        """Open a door for one PC."""
        said = {"payload": invite.payload.hex(), "expires_at": invite.expires_at}
        self._shelf.put(f"{safe_name(invite.id)}.invite", said)

    def payload(self, invite_id: str) -> bytes:
        """What lies behind a door that nobody went through."""
        said = self._open(invite_id)
        if self._shelf.get(f"{safe_name(invite_id)}.used"):
            raise no_invite()
        return bytes.fromhex(str(said["payload"]))

    def go_through(self, invite_id: str, site: int) -> None:
        """One PC goes through; the same one may do so again."""
        self._open(invite_id)
        used = f"{safe_name(invite_id)}.used"
        if not self._shelf.win(used, {"site": site}):
            said = self._shelf.get(used)
            if said is None or said["site"] != site:
                raise no_invite()

    def shut(self) -> int:
        """Take back what nobody has used; how many."""
        count = 0
        for name in self._shelf.names(".invite"):
            if not self._shelf.get(f"{name.removesuffix('.invite')}.used"):
                (self._folder / name).unlink(missing_ok=True)
                count += 1
        return count

    def _open(self, invite_id: str) -> dict[str, object]:
        said = self._shelf.get(f"{safe_name(invite_id)}.invite")
        if said is None or said["expires_at"] <= time_at(self._folder.parent / "pcs"):
            raise no_invite()
        return said
