"""Who works at this PC."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError


class Session(QObject):
    """Who is signed in at this PC. ``changed`` tells it: an Actor, or None when nobody is."""

    changed = Signal(object)

    def __init__(self, actor: Actor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actor = actor
        self._owner_id = actor.user_id if actor else 0

    @property
    def signed_in(self) -> bool:
        """Whether somebody is."""
        return self._actor is not None

    @property
    def actor(self) -> Actor:
        """Who works now; refuses when nobody has signed in."""
        if self._actor is None:
            raise NotAllowedError(
                "Nobody has signed in",
                "Nothing can be saved while nobody has signed in.",
                "Sign in, then do it again.",
            )
        return self._actor

    @property
    def roles(self) -> frozenset[str]:
        """What whoever works now may do; nothing while nobody has signed in."""
        return self._actor.roles if self._actor else frozenset()

    @property
    def owner_id(self) -> int:
        """Whose forms lie open, also behind a locked screen; 0 before anybody has signed in."""
        return self._owner_id

    def sign_in(self, actor: Actor) -> None:
        """Somebody works from now on."""
        self._actor = actor
        self._owner_id = actor.user_id
        self.changed.emit(actor)

    def sign_out(self) -> None:
        """Nobody does any more: signed out or locked."""
        self._actor = None
        self.changed.emit(None)
