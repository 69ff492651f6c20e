"""Both sides of a hand-over sign, one after the other, on the screen of this PC."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.hand_overs import RECEIVER
from app.services.reports import EXAMINER
from app.services.signatures import Signature
from app.views.reports.sign_sheet import SignSheet


class BothSign(QObject):
    """Asks the house, then the other side. Who has signed the very same is not asked again."""

    def __init__(self, parent: QObject, run: Callable[[], object]) -> None:
        """``run`` when both have signed: ``given`` are their signatures."""
        super().__init__(parent)
        self._run = run
        self._state: object = None
        self._host: QWidget | None = None
        self._words = self._other = ""
        self.given: tuple[Signature, ...] = ()

    def ask(self, host: QWidget, state: object, words: str, house: str, other: str) -> None:
        """Have them sign ``state``, told in ``words``; the names are those of house and other side."""
        if len(self.given) == 2 and self._state == state:
            self._run()
            return
        self.given, self._state = (), state
        self._host, self._words, self._other = host, words, other
        self._open(EXAMINER, "Sign for the house", house, self._on_house)

    def _open(self, role: str, title: str, name: str, then: Callable[[Signature], None]) -> None:
        assert self._host is not None
        asks = role == RECEIVER
        SignSheet(self._host, title, self._words, role, name, "Sign", then, asks_name=asks).open()

    def _on_house(self, signature: Signature) -> None:
        self.given = (signature,)
        self._open(RECEIVER, "The other side signs", self._other, self._on_other)

    def _on_other(self, signature: Signature) -> None:
        self.given = (*self.given[:1], signature)
        self._run()
