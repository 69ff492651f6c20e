"""What is typed and not yet saved, kept on this PC so that no crash can take it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.services.drafts import OpenDraft, drop_draft, keep_draft, open_drafts
from app.views.reader import Reader
from app.views.writer import Writer

WAIT_MS = 800
"""A draft is written this long after the last change, and at once when the window loses focus."""


class Drafts:
    """The drafts of whoever works at this PC."""

    def __init__(self, reader: Reader, writer: Writer, user_id: Callable[[], int]) -> None:
        self._reader = reader
        self._writer = writer
        self._user_id = user_id

    def ask(self, kind: str, answer: Callable[[list[OpenDraft]], None]) -> None:
        """Have the drafts of a kind ("" for all) answered, newest first."""
        user_id = self._user_id()
        self._reader.ask(lambda db: open_drafts(db, user_id, kind), answer)

    def keep(self, kind: str, subject_id: int, content: Mapping[str, Any]) -> None:
        """Keep a draft; the newest of a kind and record takes the older one's place."""
        user_id, kept = self._user_id(), dict(content)
        self._writer.run(lambda shop: keep_draft(shop, user_id, kind, subject_id, kept))

    def drop(self, kind: str, subject_id: int) -> None:
        """Forget a draft that was saved or thrown away."""
        user_id = self._user_id()
        self._writer.run(lambda shop: drop_draft(shop, user_id, kind, subject_id))


class DraftKeeper(QObject):
    """Watches one form. The form calls ``touch`` at each change and ``settle`` when it was saved.

    ``content`` gives the form's state as JSON values, or None when there is nothing worth keeping; a
    form that is just being stored says None: kept behind the unit that stores it, it would come twice.
    """

    def __init__(
        self,
        drafts: Drafts,
        kind: str,
        content: Callable[[], Mapping[str, Any] | None],
        form: QWidget,
        subject_id: int = 0,
    ) -> None:
        super().__init__(form)
        self._drafts = drafts
        self._kind = kind
        self._content = content
        self._subject_id = subject_id
        self._kept: dict[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep_now)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.applicationStateChanged.connect(self._on_state)
        form.installEventFilter(self)

    @property
    def waiting(self) -> bool:
        """Whether a change is not yet on the disk."""
        return self._timer.isActive()

    def about(self, subject_id: int) -> None:
        """The form shows another record now; a change that waits is kept under the old one."""
        if self.waiting:
            self.keep_now()
        self._subject_id, self._kept = subject_id, None

    def touch(self, *_: object) -> None:
        """Something was typed; may be connected to any field's change signal."""
        self._timer.start()

    def keep_now(self) -> None:
        """Write the draft now if it differs from the one that lies there."""
        self._timer.stop()
        content = self._content()
        if content is None or dict(content) == self._kept:
            return
        self._kept = dict(content)
        self._drafts.keep(self._kind, self._subject_id, self._kept)

    def settle(self) -> None:
        """The form was saved or thrown away: no draft is needed any more."""
        self._timer.stop()
        if self._kept is not None:
            self._kept = None
            self._drafts.drop(self._kind, self._subject_id)

    def stored(self) -> None:
        """The form was stored in a unit of work that took its draft along (``leave_draft``)."""
        self._timer.stop()
        self._kept = None

    def forget(self) -> None:
        """Throw a draft away that another run of the program left."""
        self._timer.stop()
        self._kept = None
        self._drafts.drop(self._kind, self._subject_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and self.waiting:
            self.keep_now()
        return False

    def _on_state(self, *_: object) -> None:
        if self.waiting:
            self.keep_now()
