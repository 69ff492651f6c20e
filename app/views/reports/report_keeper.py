"""Keeps the draft of a report on this PC, and tells when it is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.domain.ids import now_ms
from app.services.drafts import drop_draft, keep_draft
from app.views.drafts import Drafts
from app.views.frame.desk import Desk


class DraftTold(QObject):
    """``kept(ms)`` when a draft lies on the disk, ``dropped`` when it is gone."""

    kept = Signal(object)
    dropped = Signal()

    def on_kept(self, _changes: Changes) -> None:
        """The writer has kept it."""
        self.kept.emit(now_ms())

    def on_dropped(self, _changes: Changes) -> None:
        """The writer has thrown it away."""
        self.dropped.emit()


class ReportDrafts(Drafts):
    """As Drafts, and tells how it went by ``told``; the list of reports hears of it too."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk.reader, desk.writer, lambda: desk.session.owner_id)
        self._desk = desk
        self.told = DraftTold(parent)

    def keep(self, kind: str, subject_id: int, content: Mapping[str, Any]) -> None:
        user_id, kept = self._desk.session.owner_id, dict(content)
        self._desk.writer.run(
            lambda shop: keep_draft(shop, user_id, kind, subject_id, kept) | _REPORT_DRAFT,
            self.told.on_kept,
        )

    def drop(self, kind: str, subject_id: int) -> None:
        user_id = self._desk.session.owner_id
        self._desk.writer.run(
            lambda shop: drop_draft(shop, user_id, kind, subject_id) | _REPORT_DRAFT,
            self.told.on_dropped,
        )


_REPORT_DRAFT = Changes.of(report_draft=1)
"""Tells the list of reports that a draft came, changed or went."""
