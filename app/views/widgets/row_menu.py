"""The menu of a row in a list: what can be done with what it tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QListView, QMenu


def ask_at_row(view: QListView, event: QContextMenuEvent) -> QPoint | None:
    """Where the menu of a row opens: at the pointer, which marks the row, or at the marked row for
    the menu key; None where there is no row."""
    if event.reason() == QContextMenuEvent.Reason.Mouse:
        index = view.indexAt(view.viewport().mapFrom(view, event.pos()))
        if not index.isValid():
            return None
        view.setCurrentIndex(index)
        return event.globalPos()
    index = view.currentIndex()
    if not index.isValid():
        return None
    return view.viewport().mapToGlobal(view.visualRect(index).bottomLeft() + QPoint(52, -4))


def show_row_menu(
    view: QListView,
    at: QPoint,
    open_it: Callable[[], object] | None,
    acts: Sequence[QAction],
) -> QMenu | None:
    """Show it: opening what the row names first, then the page's own commands; none without any."""
    menu = QMenu(view)
    menu.setAccessibleName("What can be done with it")
    if open_it is not None:
        menu.addAction("Open what it names").triggered.connect(lambda: open_it())
    menu.addActions(list(acts))
    if menu.isEmpty():
        menu.deleteLater()
        return None
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
