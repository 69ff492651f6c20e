"""A command that a role may not use is off, and says who may."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.domain.permissions import allowed, who_may
from app.views.frame.session import Session

WHY_NOT = "why_not"
"""The property of an action that says in words why it is off for whoever works now."""


class Permit(QObject):
    """Keeps a command off for whom its act is not allowed, whatever the page's state would let on.

    ``act`` is a name of the permission matrix ("users.create"); "" is for everybody. Who it is may
    still be unknown (the page is made before anybody has signed in): then the page's word counts.
    """

    def __init__(self, action: QAction, session: Session, act: str) -> None:
        super().__init__(action)
        self._action = action
        self._session = session
        self._act = act
        self._beyond = ""
        self._busy = False
        self._off = False
        action.changed.connect(self._keep)
        session.changed.connect(self._on_person)
        self._keep()

    @property
    def why_not(self) -> str:
        """Who may, where whoever works now may not; else nothing."""
        if not self._act or not self._session.signed_in:
            return ""
        return self._beyond if allowed(self._session.roles, self._act) else who_may(self._act)

    def set_act(self, act: str) -> None:
        """The command does something else from now on."""
        if act != self._act:
            self._act = act
            self._keep()

    def set_beyond(self, words: str) -> None:
        """Why the role does not reach the record that is shown; "" where it does."""
        if words != self._beyond:
            self._beyond = words
            self._keep()

    def _on_person(self, _actor: object) -> None:
        if self._session.signed_in:
            self._keep()

    def _keep(self) -> None:
        if self._busy:
            return
        self._busy = True
        why = self.why_not
        if why and self._action.isEnabled():
            self._action.setEnabled(False)
            self._off = True
        elif not why and self._off:
            self._action.setEnabled(True)
            self._off = False
        if (self._action.property(WHY_NOT) or "") != why:
            self._action.setProperty(WHY_NOT, why)
            self._action.setToolTip(why)
        self._busy = False


def why_not(commands: Iterable[QAction], event: QKeyEvent) -> str:
    """Why the command of a pressed key is off for whoever works now; "" where there is none."""
    pressed = QKeySequence(event.keyCombination())
    for action in commands:
        here = action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
        if here and action.isVisible() and not action.isEnabled() and pressed in action.shortcuts():
            return str(action.property(WHY_NOT) or "")
    return ""


def tie(button: QWidget, action: QAction) -> None:
    """Have a button of another place on the page be off when its command is, and say why."""

    def follow() -> None:
        why = str(action.property(WHY_NOT) or "")
        button.setEnabled(action.isEnabled())
        button.setToolTip(why or button.property("usual_tip"))
        if why:
            button.setAccessibleDescription(why)

    button.setProperty("usual_tip", button.toolTip())
    following = action.changed.connect(follow)
    button.destroyed.connect(lambda: isValid(action) and action.changed.disconnect(following))
    follow()


def permit(action: QAction, session: Session, act: str) -> QAction:
    """Let only those use a command who may do its act; the command itself again."""
    Permit(action, session, act)
    return action
