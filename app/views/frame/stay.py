"""What was begun by one person is never told to the next who works at this PC."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.views.delivery import Receiver
from app.views.frame.session import Session


class Stay:
    """The time of whoever is signed in now. It is ``over`` once somebody else has signed in.

    A lock does not end it: the same person comes back to it. Before anybody is in there is none,
    and nothing of it ends.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._owner_id = session.owner_id if session.signed_in else 0

    @property
    def over(self) -> bool:
        """Whether somebody else works here by now."""
        return self._owner_id not in (0, self._session.owner_id)


class Told(QObject):
    """Passes answers on to the methods of who asked, while their stay lasts."""

    def __init__(
        self,
        parent: QObject,
        stay: Stay,
        done: Callable[..., None] | None,
        failed: Callable[..., None] | None,
    ) -> None:
        super().__init__(parent)
        self.stay = stay
        self._done = Receiver(done) if done else None
        self._failed = Receiver(failed) if failed else None

    def on_done(self, value: Any) -> None:
        """It was done."""
        if self._done and not self.stay.over:
            self._done(value)

    def on_failed(self, error: Any) -> None:
        """It was refused or went wrong."""
        self.pass_on(error)

    def pass_on(self, error: Any) -> bool:
        """Tell what went wrong; whether there was somebody to tell."""
        return bool(self._failed and not self.stay.over and self._failed(error))


__all__ = ["Stay", "Told"]
