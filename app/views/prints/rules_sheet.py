"""What is printed by itself on this PC: the rules as sentences, and a new one put together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.permissions import who_may
from app.services.print_rules import ACTS, ACTS_OF, EVENTS, Rule
from app.services.printers import Printer
from app.views.widgets.button import Button
from app.views.widgets.field import ChoiceField
from app.views.widgets.inputs import Tick
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text

COPIES = (1, 2, 3, 4, 5)


class RulesSheet(Sheet):
    """``added(event, act, printer, copies)``, ``switched(id, on)``, ``removed(id)``."""

    added = Signal(str, str, str, int)
    switched = Signal(object, bool)
    removed = Signal(object)

    def __init__(self, host: QWidget, printers: Sequence[Printer], *, may_change: bool) -> None:
        super().__init__(
            host,
            "Printed by itself",
            "Rules of this PC. They follow what is done here; other PCs have their own.",
            width=600,
        )
        self._may = may_change
        self._rows: list[QWidget] = []
        self.ticks: list[Tick] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)
        self._nothing = Text("Nothing is printed by itself yet.", "muted")
        self.body.addWidget(self._nothing)
        self.body.addWidget(SectionLabel("A new rule"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.event_field = ChoiceField("When", list(EVENTS.items()), name="event")
        self.act = ChoiceField("Then", (), name="act")
        to = [(one.key, one.title) for one in printers]
        self.printer = ChoiceField("On", to, name="printer")
        self.copies = ChoiceField("How many", [(n, str(n)) for n in COPIES], name="copies")
        for at, field in enumerate((self.event_field, self.act, self.printer, self.copies)):
            grid.addWidget(field, at // 2, at % 2)
        self.body.addLayout(grid)
        self.event_field.committed.connect(self._on_event)
        self.event_field.set_value("taken_in")
        self._on_event("taken_in")
        self.printer.set_value(to[0][0])
        self.copies.set_value(1)
        if not may_change:
            self.body.addWidget(Text(who_may("devices.update"), "muted", wrap=True))
        self.add_way("Close", key="Esc")
        self.add = self.add_way("Add rule", self._on_add, "primary", closes=False)
        self.add.setEnabled(may_change)
        self.closed.connect(self.deleteLater)

    def show_rules(self, rules: Sequence[Rule]) -> None:
        """The rules as they are now."""
        for old in self._rows:
            self._list.removeWidget(old)
            old.deleteLater()
        self._rows, self.ticks = [], []
        for rule in rules:
            box = self._row(rule)
            self._rows.append(box)
            self._list.addWidget(box)
        self._nothing.setVisible(not rules)

    def _row(self, rule: Rule) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        tick = Tick(rule.words)
        tick.setChecked(rule.active)
        tick.setEnabled(self._may)
        tick.toggled.connect(lambda on: self.switched.emit(rule.id, on))
        self.ticks.append(tick)
        row.addWidget(tick, 1)
        remove = Button("Remove", "ghost", small=True)
        remove.setAccessibleName(f"Remove: {rule.words}")
        remove.setEnabled(self._may)
        remove.clicked.connect(lambda: self.removed.emit(rule.id))
        row.addWidget(remove)
        return box

    def refuse(self, error: UserError) -> None:
        """Say beside its field what cannot be."""
        fields = {one.name: one for one in (self.act, self.printer, self.copies)}
        fields.get(error.field, self.act).set_error(error)

    def _on_event(self, event: object) -> None:
        acts = ACTS_OF[str(event)]
        self.act.choice.set_options([(act, ACTS[act]) for act in acts])
        self.act.set_value(acts[0])

    def _on_add(self) -> None:
        self.added.emit(
            str(self.event_field.value),
            str(self.act.value),
            str(self.printer.value),
            int(self.copies.value or 1),
        )
