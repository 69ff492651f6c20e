"""A field bound to a setting: it shows what is kept, and a change of it is saved at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.views.widgets.field import ChoiceField, Field, LongTextField, ParsedField
from app.views.widgets.inputs import Tick

Write = Callable[[Any], str]


class Bound(QObject):
    """``changed(name, text)`` when a person has changed the setting to something that can be."""

    changed = Signal(str, str)

    def __init__(
        self,
        name: str,
        field: Field | Tick,
        read: Callable[[str], Any] = str,
        write: Write = str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or field)
        self.name = name
        self.field = field
        self._read, self._write = read, write
        self._kept = ""
        if isinstance(field, Tick):
            field.clicked.connect(self._on_tick)
        elif isinstance(field, LongTextField):
            field.edit.left.connect(self._on_left)
        elif isinstance(field, ParsedField | ChoiceField):
            field.committed.connect(self._on_committed)

    def show(self, kept: Mapping[str, str]) -> None:
        """Show what is kept, unless the person is in the middle of typing there."""
        self._kept = kept.get(self.name, "")
        value = self._read(self._kept) if self._kept else None
        field = self.field
        if isinstance(field, Tick):
            field.setChecked(bool(value))
        elif isinstance(field, LongTextField):
            if not (field.edit.hasFocus() and field.edit.document().isModified()):
                field.set_value(value or "")
        elif not (isinstance(field, ParsedField) and _being_typed(field)):
            assert isinstance(field, ChoiceField | ParsedField)
            field.set_value(value)

    def refuse(self, error: UserError) -> None:
        """It could not be saved: say so beside it, and show what holds."""
        self.show({self.name: self._kept})
        if isinstance(self.field, Field):
            self.field.set_error(error)

    def _tell(self, text: str) -> None:
        if text != self._kept:
            self._kept_before, self._kept = self._kept, text
            self.changed.emit(self.name, text)

    _kept_before = ""

    def take_back(self) -> None:
        """What was told was not saved."""
        self._kept = self._kept_before

    def _on_committed(self, value: object) -> None:
        if value is not None or isinstance(self.field, ParsedField):
            self._tell("" if value is None else self._write(value))

    def _on_left(self) -> None:
        if isinstance(self.field, LongTextField):
            self._tell(self.field.value)

    def _on_tick(self) -> None:
        if isinstance(self.field, Tick):
            self._tell(self._write(self.field.isChecked()))


def _being_typed(field: ParsedField[Any]) -> bool:
    return field.input.hasFocus() and field.input.isModified()
