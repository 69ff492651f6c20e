"""Two pages that have what a page may have, a search that finds things, and keys for the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.views.frame.desk import Desk
from app.views.frame.find import FindGroup, Hit
from app.views.frame.page import Page, PageSpec
from app.views.frame.window import MainWindow
from app.views.widgets.button import Button
from app.views.widgets.field import TextField


class Stones(Page):
    """A page with everything that a page may have."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Stones", side=True)
        self.did: list[str] = []
        self.opened: list[int] = []
        self.changes: list[Changes] = []
        self.may_leave = True
        self.add_find("Search stones")
        self.command("Print tag", lambda: self.did.append("print"), "F5", icon="tag", hint="tag")
        self.command(
            "New stone", lambda: self.did.append("new"), "Ctrl+N", icon="plus", button="primary"
        )
        self.command("Pick stone", lambda: self.did.append("pick"), "P", hint="pick")
        self.name = TextField("Name")
        self.body.addWidget(self.name)
        self.body.addStretch(1)
        assert self.side
        self.side.body.addWidget(QLabel("One stone"))
        self.side.foot.addWidget(Button("Lend", icon="handshake"))

    def open_record(self, record_id: int) -> None:
        self.opened.append(record_id)

    def refresh(self, changes: Changes) -> None:
        self.changes.append(changes)

    def leave(self) -> bool:
        return self.may_leave


class Plain(Page):
    """A page with nothing but its title and a button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Plain")
        self.body.addWidget(Button("Go on"))
        self.command("Other stone", lambda: None, "Alt+Left")


SPECS = [
    PageSpec("stones", "Stones", "gem", Stones, count=lambda db: db.value("SELECT 42")),
    PageSpec(
        "plain",
        "Plain",
        "inbox",
        Plain,
        "Desk",
        own_count=lambda db, user_id: user_id,
        also="simple, calm",
    ),
    PageSpec("stone", "Stone", "gem", Stones, None, under="stones"),
]


def found(db: Any, text: str) -> Sequence[FindGroup]:
    """A search that finds things by name."""
    rows = db.rows("SELECT id, name FROM thing WHERE name LIKE ? LIMIT 3", (f"%{text}%",))
    hits = tuple(Hit("stone", row[0], row[1]) for row in rows)
    return [FindGroup("Things", hits, 12 if hits else 0)]


def press(qtbot: QtBot, key: Qt.Key, *more: Qt.KeyboardModifier) -> None:
    mods = Qt.KeyboardModifier.NoModifier
    for one in more:
        mods |= one
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, mods)


def stones(window: MainWindow) -> Stones:
    page = window.page
    assert isinstance(page, Stones)
    return page


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
