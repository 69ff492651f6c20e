"""Brings a scan to whom it concerns, one after the other, and loses none while a question is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

MOST_WAITING = 1_000
"""A hand that scans on while a question is open is heard up to here."""


@runtime_checkable
class ScanTaker(Protocol):
    """A widget that may want a scan: a page, a form, an overlay."""

    def on_scan(self, code: str) -> bool:
        """Take the code, or say False to leave it to what lies around."""


@runtime_checkable
class ScanBar(Protocol):
    """Something that lies over the window, wants no scan itself and must be answered first.

    Scans wait until its ``closed`` signal.
    """

    @property
    def bars_scans(self) -> bool:
        """Whether scans wait for it now."""

    @property
    def closed(self) -> Any:
        """The signal that it is gone."""


class ScanRouter(QObject):
    """What has the focus and what lies around it is asked first, then the page that is shown, then
    everybody (``everywhere``), who opens what the code stands for.

    A scan while a question lies over the window waits for its answer: ``waits(code, how_many)`` is
    told, and it goes on its way when the question is gone.
    """

    waits = Signal(str, int)

    def __init__(
        self,
        page: Callable[[], object],
        everywhere: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._everywhere = everywhere
        self._waiting: list[str] = []
        self._waits_for: object = None

    def take(self, code: str) -> None:
        """Route one scan; connect ``KeyFilter.scanned`` and ``SerialScanner.scanned`` here."""
        for one in self._asked():
            if isinstance(one, ScanBar) and one.bars_scans:
                self._wait_for(one, code)
                return
            if isinstance(one, ScanTaker) and one.on_scan(code):
                return
        self._everywhere(code)

    def _asked(self) -> list[object]:
        asked: list[object] = []
        at = QApplication.focusWidget()
        while at is not None:
            asked.append(at)
            at = at.parentWidget()
        page = self._page()
        if page not in asked:
            asked.append(page)
        return asked

    def forget(self) -> None:
        """Somebody else works here now: what the person before scanned into a question is not theirs."""
        self._waiting.clear()

    def _wait_for(self, bar: ScanBar, code: str) -> None:
        if self._waits_for is not bar:
            self._waits_for = bar
            bar.closed.connect(self._on_closed)
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(code)
        self.waits.emit(code, len(self._waiting))

    def _on_closed(self) -> None:
        """The question is answered: what was scanned meanwhile, in its order."""
        bar, self._waits_for = self._waits_for, None
        if isinstance(bar, ScanBar):
            bar.closed.disconnect(self._on_closed)
        waiting, self._waiting = self._waiting, []
        for code in waiting:
            self.take(code)
