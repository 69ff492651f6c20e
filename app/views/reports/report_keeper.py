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


class ReportDrafts(QObject, Drafts):
    """As Drafts; ``kept(ms)`` when a draft lies on the disk, and ``dropped`` when it is gone."""

    kept = Signal(object)
    dropped = Signal()

    def __init__(self, desk: Desk) -> None:
        QObject.__init__(self, desk)
        self._desk = desk

    def keep(self, kind: str, subject_id: int, content: Mapping[str, Any]) -> None:
        user_id, kept = self._desk.session.actor.user_id, dict(content)
        self._desk.writer.run(
            lambda shop: keep_draft(shop, user_id, kind, subject_id, kept) | _report_draft,
            self._on_kept,
        )

    def drop(self, kind: str, subject_id: int) -> None:
        user_id = self._desk.session.actor.user_id
        self._desk.writer.run(
            lambda shop: drop_draft(shop, user_id, kind, subject_id) | _report_draft,
            self._on_dropped,
        )

    def _on_kept(self, _changes: Changes) -> None:
        self.kept.emit(now_ms())

    def _on_dropped(self, _changes: Changes) -> None:
        self.dropped.emit()


_report_draft = Changes.of(report_draft=1)
"""Tells the list of reports that a draft came, changed or went."""
