"""The window's end of the keeper of backups: starts it, tells the pages what it did, stops it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from app.backup.keeper import BackupKeeper, Task
from app.domain.changes import Changes
from app.shop import Shop
from app.views.bringing import bringing
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
        self.keeper = BackupKeeper(
            partial(_tasks, desk.shop), bringing(self._postman, self._on_told)
        )

    def begin(self) -> None:
        """Start: the first look comes when the window has settled."""
        self.keeper.start()

    def stop(self) -> None:
        """Let what runs end at its next step; what it had begun is a half backup, cleared later."""
        self.keeper.stop()

    def _on_told(self, _name: str) -> None:
        self._desk.writer.changed.emit(DONE)


def _tasks(shop: Shop) -> Sequence[Task]:
    """In the keeper's thread, which also loads what this needs: no window waits for it."""
    from app.services.backup_keeping import tasks

    return tasks(shop)
