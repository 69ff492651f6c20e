"""Buttons are pressed by the key that a clerk tries first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.theme import Theme
from app.views.widgets.button import Button
from app.views.widgets.inputs import Input, pass_to_main
from app.views.widgets.sheet import Sheet


class Ground(QWidget):
    """Two buttons, and a note of what was pressed and of the keys that came through."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.keep = Button("Keep")
        self.send = Button("Send", "primary")
        column = QVBoxLayout(self)
        for button in (self.keep, self.send):
            column.addWidget(button)
            button.clicked.connect(partial(self._on_pressed, button))

    def _on_pressed(self, button: Button, _checked: bool = False) -> None:
        self.pressed.append(button.text())


def grounds(qtbot: QtBot) -> Ground:
    ground = Ground()
    qtbot.addWidget(ground)
    ground.resize(600, 400)
    ground.show()
    qtbot.waitExposed(ground)
    return ground


def test_enter_presses_the_button_that_has_the_ring(qtbot: QtBot, dressed: Theme) -> None:
    ground = grounds(qtbot)
    ground.keep.setFocus()
    qtbot.keyClick(ground.keep, Qt.Key.Key_Return)
    qtbot.keyClick(ground.keep, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert ground.pressed == ["Keep", "Keep"]


def test_ctrl_enter_is_left_to_the_page_and_a_button_that_is_off_stays_so(
    qtbot: QtBot, dressed: Theme
) -> None:
    ground = grounds(qtbot)
    qtbot.keyClick(ground.keep, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ground.keep.setEnabled(False)
    qtbot.keyClick(ground.keep, Qt.Key.Key_Return)
    assert ground.pressed == []


def test_enter_in_the_last_field_comes_to_the_main_button_and_not_to_the_one_that_drops_it(
    qtbot: QtBot, dressed: Theme
) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    choose, second = Button("Choose"), Input()
    last, drop, add = Input(), Button("Do not add"), Button("Add", "primary")
    for part in (choose, second, last, drop, add):
        column.addWidget(part)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    last.setFocus()
    last.advance()
    assert add.hasFocus()
    choose.setFocus()
    pass_to_main()
    assert choose.hasFocus()
    drop.set_kind("outline")  # a second way on is not passed over
    last.setFocus()
    last.advance()
    assert drop.hasFocus()


def test_a_sheet_that_only_asks_sure_begins_at_its_main_button(
    qtbot: QtBot, dressed: Theme
) -> None:
    ground = grounds(qtbot)
    sheet = Sheet(ground, "Send it?")
    kept = sheet.add_way("Keep it here", lambda: ground.pressed.append("kept"))
    sent = sheet.add_way("Send it", lambda: ground.pressed.append("sent"), "primary")
    sheet.open()
    assert ground.focusWidget() is sent
    kept.setFocus()
    qtbot.keyClick(kept, Qt.Key.Key_Return)
    assert ground.pressed == ["kept"]


def test_a_hidden_key_stays_hidden_when_the_command_changes(qtbot: QtBot, dressed: Theme) -> None:
    action = QAction("Print tags")
    action.setShortcut("Ctrl+N")
    button = Button.of(action)
    qtbot.addWidget(button)
    assert button.accessibleDescription() == "Key Ctrl+N"
    wide = button.sizeHint().width()
    button.hide_key()
    action.setEnabled(False)
    action.setEnabled(True)
    assert button.accessibleDescription() == ""
    assert button.sizeHint().width() < wide
