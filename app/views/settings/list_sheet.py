"""The sheet in which one of the house's short lists is edited: all of it is kept, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.views import theme
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.keys import Key
from app.views.settings.list_columns import ListColumn
from app.views.settings.list_model import Judge, ListModel
from app.views.settings.list_table import ADD, DOWN, HEAD, REMOVE, UP, ListTable
from app.views.widgets.button import Button
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text
from app.views.widgets.toast import announce

if TYPE_CHECKING:
    from app.models.work import Work

LEAST_ROWS, MOST_ROWS = 3, 9
BESIDE = 320
"""What of the window's height (px) is not for rows: the sheet's words and buttons."""
UNKEPT = "What you changed is not kept yet. Esc again leaves the list as it was."


@dataclass(frozen=True)
class HouseList:
    """One of the lists: ``entry`` is what it is a list of ("phrase"), ``keep`` saves its values."""

    title: str
    sentence: str
    entry: str
    columns: Sequence[ListColumn]
    values: Sequence[Sequence[Any]]
    judge: Judge
    keep: Callable[[Work, Sequence[tuple[Any, ...]]], Changes]
    most: int
    width: int = 760


class ListSheet(Sheet):
    """The table with its buttons; below it what is wrong with the current cell, or how it is typed.

    ``kept`` when the list was kept.
    """

    kept = Signal()

    def __init__(self, desk: Desk, house: HouseList) -> None:
        super().__init__(desk.frame.host(), house.title, house.sentence, width=house.width)
        self._desk, self._house = desk, house
        self._warned = self._busy = False
        self.model = ListModel(house.columns, house.values, house.judge, house.most)
        self.model.judge()
        self.table = ListTable(self.model, house.title)
        self.table.told.connect(self._tell)
        self.model.changed.connect(self._on_changed)
        if self.model.is_free:
            self.body.addLayout(self._buttons())
        self.body.addWidget(self.table)
        self.told = Text("", "muted", wrap=True)
        self.wrong = Text("", "error", wrap=True)
        for text in (self.told, self.wrong):
            self.body.addWidget(text)
        self.wrong.hide()
        self.add_way("Cancel", self.give_up, key="Esc", closes=False)
        self.verb = self.add_way(
            "Keep the list", self.take, "primary", key=str(Key.SAVE), closes=False
        )
        self.closed.connect(self.deleteLater)
        self._fit()
        self.table.tell()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.acts: list[Button] = []
        entry, table = self._house.entry, self.table
        for words, icon, key, run in (
            (f"Add a {entry}", "plus", ADD, table.add),
            ("Remove", "trash-2", REMOVE, table.remove),
            ("Move up", "arrow-up", UP, lambda: table.move_by(-1)),
            ("Move down", "arrow-down", DOWN, lambda: table.move_by(1)),
            ("Paste", "clipboard-paste", "Ctrl+V", table.paste),
        ):
            button = Button(words, icon=icon, key=key, small=True)
            button.clicked.connect(self._then(run))
            self.acts.append(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _then(self, run: Callable[[], object]) -> Callable[[], None]:
        def act() -> None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            run()

        return act

    # -- keeping

    def take(self) -> None:
        """Keep the list as it stands, unless a cell must be mended."""
        self.table.finish()
        if self._busy:
            return
        if self.table.go_to_fault():
            many = self.model.faults()
            if many > 1:
                self.wrong.setText(f"{self.wrong.text()} {many} cells must be mended.")
        elif not self.model.is_changed:
            self.dismiss()
        else:
            self._busy = True
            values, keep = self.model.values(), self._house.keep
            self._desk.work(
                "house_list", lambda w: keep(w, values), self._on_kept, self._on_refused
            )

    def _on_kept(self, _changes: Changes) -> None:
        self.dismiss()
        self.kept.emit()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if isinstance(error, UserError):
            self._tell(error.sentence(), True)

    def give_up(self) -> None:
        """Leave the list as it was; where something was changed, only when asked twice."""
        self.table.finish()
        if self.model.is_changed and not self._warned:
            self._tell(UNKEPT, True)
            announce(self, UNKEPT)
            self._warned = True
        else:
            self.dismiss()

    def _on_changed(self) -> None:
        self._warned = False

    def _tell(self, sentence: str, wrong: bool) -> None:
        self.wrong.setText(sentence if wrong else "")
        self.wrong.setVisible(wrong)
        self.told.setText(sentence if not wrong else "")
        self.told.setVisible(not wrong)

    # -- keys, mouse, room

    def focus_first(self) -> None:
        """The keys are the table's."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
            event.accept()
        elif self.table.act_on(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._on_content(event):
            self.give_up()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        room = (self._desk.frame.host().height() - BESIDE) // theme.ROW
        most = MOST_ROWS if self.model.is_free else self.model.rowCount()
        rows = max(LEAST_ROWS, min(most, room))
        self.table.setFixedHeight(HEAD + rows * theme.ROW + 14)
