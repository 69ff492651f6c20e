"""Which label of a begun sheet is the first free one: asked before tags go on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.errors import InputError
from app.domain.wording import counted
from app.services.print_sheets import StartAtError
from app.views.widgets.field import TextField
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text


class StartSheet(Sheet):
    """Asks for the label at which tags begin, then does ``run(used)`` with how many come before it."""

    def __init__(self, host: QWidget, asked: StartAtError, run: Callable[[int], object]) -> None:
        super().__init__(
            host,
            "Which label is free?",
            f"{asked.stock}: the tags begin at the first free label, counted row by row.",
            width=460,
        )
        self._asked, self._run = asked, run
        self.start_at = TextField("Start at label", name="start_at", hint="1")
        self.start_at.set_text(str(asked.at + 1))
        self.start_at.input.entered.disconnect()
        self.start_at.input.entered.connect(self.take)
        self.start_at.input.textEdited.connect(self._on_edited)
        self.body.addWidget(self.start_at)
        self.told = Text("", "muted", wrap=True)
        self.body.addWidget(self.told)
        self.add_way("Cancel", key="Esc")
        words = f"Print {counted(asked.many, 'tag')}"
        self.verb = self.add_way(words, self.take, "primary", key="F5", closes=False)
        self.closed.connect(self.deleteLater)
        self._on_edited()

    def open(self) -> None:
        super().open()
        self.start_at.input.setFocus()
        self.start_at.input.selectAll()

    def take(self) -> None:
        """Print from there on, if the sheet has such a label."""
        used = self._used()
        if used is None:
            self.start_at.set_error(f"Type a number from 1 to {self._places}.")
            self.start_at.input.setFocus()
            return
        self.dismiss()
        self._run(used)

    @property
    def _places(self) -> int:
        return self._asked.columns * self._asked.rows

    def _used(self) -> int | None:
        text = self.start_at.text.strip()
        number = int(text) if text.isdecimal() and len(text) < 5 else 0
        return number - 1 if 1 <= number <= self._places else None

    def _on_edited(self, _text: str = "") -> None:
        used = self._used()
        if used is None:
            self.told.setText(f"The sheet has {counted(self._places, 'label')}.")
            return
        row, column = divmod(used, self._asked.columns)
        end = used + self._asked.many
        sheets = -(-end // self._places)
        free = sheets * self._places - end
        self.told.setText(
            f"Row {row + 1}, label {column + 1} of {self._asked.columns}. "
            f"{counted(sheets, 'sheet')}, and {counted(free, 'label')} left on the last one."
        )


def ask_start(host: QWidget, error: InputError, run: Callable[[int], object]) -> StartSheet | None:
    """Ask, where the refusal was that question."""
    if not isinstance(error, StartAtError):
        return None
    sheet = StartSheet(host, error, run)
    sheet.open()
    return sheet
