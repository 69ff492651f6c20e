"""The window's end of the keeper of backups: starts it, tells the pages what it did, stops it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.backup.keeper import BackupKeeper, Task
from app.domain.changes import Changes
from app.views.delivery import Postman
from app.views.frame.desk import Desk

DONE = Changes.of(backup=1)
"""What a page that shows backups is told."""


class BackupBridge(QObject):
    """Owns the keeper as long as the shop is open in this window."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._postman = Postman(self)
        self._shop = desk.shop
        self.keeper = BackupKeeper(self._ask, self._on_told)

    def begin(self) -> None:
        """Start: the first look comes when the window has settled."""
        self.keeper.start()

    def stop(self) -> None:
        """Let what runs end at its next step; what it had begun is a half backup, cleared later."""
        self.keeper.stop()

    def _ask(self) -> Sequence[Task]:
        """In the keeper's thread, which also loads what this needs: no window waits for it."""
        from app.services.backup_keeping import tasks

        return tasks(self._shop)

    def _on_told(self, _name: str) -> None:
        """In the keeper's thread."""
        self._postman.post(self._tell)

    def _tell(self) -> None:
        self._desk.writer.changed.emit(DONE)
