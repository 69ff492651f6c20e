"""How this PC stands with the others, for whoever in the window shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.services.together import SyncStatus


class SyncState(QObject):
    """The newest status, told by the bridge to the engine; None before it has said anything.

    ``try_now`` meets the others at once; ``begin`` starts meeting after a hub was set up or joined.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status: SyncStatus | None = None
        self.try_now: Callable[[], object] = _nothing
        self.begin: Callable[[], object] = _nothing

    @property
    def hub_away(self) -> bool:
        """Whether it is known that the hub does not answer: then nobody waits for it."""
        return self.status is not None and self.status.has_hub and not self.status.reachable

    def show(self, status: SyncStatus) -> None:
        """Another status."""
        self.status = status
        self.changed.emit()


def _nothing() -> None:
    """There is no engine (yet)."""
