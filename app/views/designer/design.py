"""What is being designed: a template on its stock, with every step back, and the field that is chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.printing.tag.stock import Stock
from app.printing.tag.template import TagField, TagTemplate

MOST_STEPS = 300


class Design(QObject):
    """``changed`` when the template or its stock is another, ``chosen(name)`` when a field is."""

    changed = Signal()
    chosen = Signal(str)

    def __init__(self, template: TagTemplate, stock: Stock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._template, self._stock = template, stock
        self._saved = template
        self._field = ""
        self._back: list[tuple[TagTemplate, Stock]] = []
        self._forth: list[tuple[TagTemplate, Stock]] = []
        self._merge = ""

    @property
    def template(self) -> TagTemplate:
        """The template as it stands."""
        return self._template

    @property
    def stock(self) -> Stock:
        """The stock that it is drawn on."""
        return self._stock

    @property
    def field(self) -> TagField | None:
        """The chosen field."""
        return next((one for one in self._template.fields if one.name == self._field), None)

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved."""
        return self._template != self._saved

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return bool(self._forth)

    def begin(self, template: TagTemplate, stock: Stock, *, saved: bool = True) -> None:
        """Another template; its steps begin anew. One that is not ``saved`` is a change already."""
        self._template, self._stock = template, stock
        self._saved = template if saved else replace(template, note=template.note + "\0")
        self._back, self._forth, self._merge = [], [], ""
        self.changed.emit()
        self.choose(self._first())

    def settle(self, template: TagTemplate) -> None:
        """It was saved as this."""
        same = replace(self._template, revision=template.revision, key=template.key)
        self._saved = template
        self._template = template if same == template else same
        self.changed.emit()

    def change(self, template: TagTemplate, merge: str = "") -> None:
        """Another state. Changes with the same ``merge`` one after another are one step."""
        if template == self._template:
            return
        self._step(merge)
        self._template = template
        self._after()

    def use_stock(self, stock: Stock) -> None:
        """Draw on another stock; fields whose panel it does not have go to its first."""
        if stock == self._stock and stock.key == self._template.stock:
            return
        self._step("")
        names = stock.panel_names
        fields = tuple(
            one if one.panel in names else replace(one, panel=names[-1])
            for one in self._template.fields
        )
        self._stock = stock
        self._template = replace(self._template, stock=stock.key, fields=fields)
        self._after()

    def undo(self) -> None:
        """Take the last step back."""
        self._swap(self._back, self._forth)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._swap(self._forth, self._back)

    def end_merge(self) -> None:
        """What comes next is a step of its own."""
        self._merge = ""

    def choose(self, name: str) -> None:
        """Choose a field by its name."""
        if name != self._field:
            self._field = name
            self._merge = ""
            self.chosen.emit(name)

    def choose_next(self, by: int) -> bool:
        """Choose the field after (or before) this one, panel by panel; False at the end."""
        names = [one.name for one in self.in_order()]
        at = names.index(self._field) + by if self._field in names else 0
        if not 0 <= at < len(names):
            return False
        self.choose(names[at])
        return True

    def in_order(self) -> list[TagField]:
        """The fields panel by panel, those without a panel last."""
        panels = self._stock.panel_names
        homeless = [one for one in self._template.fields if one.panel not in panels]
        return [*(one for name in panels for one in self._template.on(name)), *homeless]

    def _first(self) -> str:
        order = self.in_order()
        return order[0].name if order else ""

    def _step(self, merge: str) -> None:
        if not merge or merge != self._merge or not self._back:
            self._back = [*self._back[-MOST_STEPS:], (self._template, self._stock)]
        self._forth = []
        self._merge = merge

    def _swap(
        self, out: list[tuple[TagTemplate, Stock]], into: list[tuple[TagTemplate, Stock]]
    ) -> None:
        if not out:
            return
        into.append((self._template, self._stock))
        self._template, self._stock = out.pop()
        self._merge = ""
        self._after()

    def _after(self) -> None:
        if self.field is None:
            self._field = self._first()
            self.chosen.emit(self._field)
        self.changed.emit()
