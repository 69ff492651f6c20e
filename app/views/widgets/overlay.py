"""Something that lies over the window for a moment: it takes the keys, and gives the focus back."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.views import theme
from app.views.keys import Key


class Overlay(QWidget):
    """A veil over ``host`` (a window's content) with something on it.

    While it is open no shortcut of the window fires but the one that locks, Tab stays inside, and Esc
    or a click on the veil closes it, unless ``patient`` is False. When it closes, the focus returns
    to where it was. A page below that gives the focus to something of its own meanwhile, because what it asked for
    has come, gets it when the overlay closes: what is typed never falls through.

    Over a host that is ``hide_behind`` a lock it waits, unseen, until ``bring_forth``.
    """

    closed = Signal()

    def __init__(self, host: QWidget, name: str, *, patient: bool = True) -> None:
        super().__init__(host)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._host = host
        self._patient = patient
        self._came_from: QWidget | None = None
        self._inside: QWidget | None = None
        self._is_open = False
        self._waits = False
        self.hide()

    @property
    def waits(self) -> bool:
        """Whether it was opened while its host is hidden, and comes when the host is seen again."""
        return self._waits

    @property
    def is_open(self) -> bool:
        """Whether it lies over the window now."""
        return self._is_open

    def open(self) -> None:
        """Lay it over the window and give it the keys; where the window is locked, later."""
        if self._is_open:
            return
        self._waits = bool(self._host.property(_HIDDEN))
        if not self._waits:
            self._lay()

    def _lay(self) -> None:
        self._is_open = True
        self._came_from = QApplication.focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self._host.installEventFilter(self)
        _application().installEventFilter(self)
        _application().focusChanged.connect(self._on_focus)
        self.focus_first()

    def dismiss(self) -> None:
        """Close it and give the focus back to where it was; one that waits is never seen."""
        if self._waits:
            self._waits = False
            self.closed.emit()
        if not self._is_open:
            return
        self._is_open = False
        _application().focusChanged.disconnect(self._on_focus)
        _application().removeEventFilter(self)
        self._host.removeEventFilter(self)
        self.hide()
        before = self._came_from
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def on_scan(self, code: str) -> bool:
        """A scan while it is open changes nothing below; overlays that want scans override this."""
        return self._is_open

    @property
    def bars_scans(self) -> bool:
        """Whether scans wait until it is closed: it is open and wants none itself."""
        return self._is_open and type(self).on_scan is Overlay.on_scan

    def focus_first(self) -> None:
        """Give the keys to the first thing that takes them."""
        stops = self._stops()
        if stops:
            stops[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep the keys in here when the page below takes them."""
        if now is None or not self._host.isAncestorOf(now) or _over(now, self):
            return
        if self.isAncestorOf(now):
            self._inside = now
            return
        self._came_from = now
        inside = self._inside
        if inside is not None and shiboken6.isValid(inside) and inside.isVisible():
            inside.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and not _locks(event):
            # Accepted: Qt then sends the key to the focus instead of looking for a shortcut.
            event.accept()
            return False
        if kind == QEvent.Type.Resize and watched is self._host:
            self.setGeometry(self._host.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = self._stops()
        if not stops:
            return True
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else -1
        step = 1 if forward else -1
        stops[(at + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _stops(self) -> list[QWidget]:
        """Everything inside that Tab reaches, in the order in which Qt would."""
        stops: list[QWidget] = []
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            wanted = at.focusPolicy() & Qt.FocusPolicy.TabFocus
            if self.isAncestorOf(at) and wanted and at.isVisibleTo(self) and at.isEnabled():
                stops.append(at)
            at = at.nextInFocusChain()
        return stops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._patient:
            self.dismiss()
        event.accept()  # nothing falls through to the page below

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._patient and not self._on_content(event):
            self.dismiss()
        event.accept()

    def _on_content(self, event: QMouseEvent) -> bool:
        return any(
            child.isVisible() and child.geometry().contains(event.position().toPoint())
            for child in self.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("scrim"))


_HIDDEN = "behind a lock"


def hide_behind(host: QWidget) -> None:
    """Something else covers ``host``: what is opened over it from now on waits."""
    host.setProperty(_HIDDEN, True)


def bring_forth(host: QWidget) -> None:
    """``host`` is seen again: what waits over it opens, in the order in which it was made."""
    host.setProperty(_HIDDEN, False)
    for overlay in host.findChildren(Overlay):
        if overlay.waits:
            Overlay.open(overlay)


def _locks(event: QEvent) -> bool:
    """Whether a key locks the screen: who goes away locks it, whatever is being asked."""
    return isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) == _LOCK


_LOCK = QKeySequence(Key.LOCK)


def _over(widget: QWidget, this: Overlay) -> bool:
    """Whether a widget belongs to another overlay that lies over everything too."""
    at: QWidget | None = widget
    while at is not None and at is not this:
        if isinstance(at, Overlay) and at.is_open:
            return True
        at = at.parentWidget()
    return False


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
