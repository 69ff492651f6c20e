"""The six roles of a person as boxes to tick, and in words what they may do by them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import ACTS
from app.domain.permissions import ROLES as WORDS
from app.services.people import ROLES, Person
from app.views.widgets.button import Button
from app.views.widgets.inputs import Tick
from app.views.widgets.text import SectionLabel, Text


class RolesCard(QWidget):
    """``given(role)`` and ``taken(role)`` when a box is ticked or its tick taken off."""

    given = Signal(str)
    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Roles")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(SectionLabel("Roles"))
        self.ticks: dict[str, Tick] = {}
        for role in ROLES:
            word = WORDS.word(role)
            tick = Tick(word[:1].upper() + word[1:])
            tick.clicked.connect(self._teller(role))
            self.ticks[role] = tick
            column.addWidget(tick)
        column.addSpacing(8)
        self._more = Button("Show what they may do", "link", small=True)
        self._more.clicked.connect(self._on_more)
        column.addWidget(self._more)
        self._may = Text("", "small", wrap=True)
        self._may.hide()
        column.addWidget(self._may)

    def show_person(self, person: Person | None, *, changeable: bool) -> None:
        """Show who may do what; the boxes answer only where they can be changed."""
        held = person.roles if person else ()
        for role, tick in self.ticks.items():
            tick.setChecked(role in held)
            tick.setEnabled(changeable and person is not None and person.active)
        self._may.setText(may_words(held))

    def _on_more(self) -> None:
        shown = self._may.isHidden()
        self._may.setVisible(shown)
        self._more.set_words("Hide what they may do" if shown else "Show what they may do")

    def _teller(self, role: str):  # type: ignore[no-untyped-def]
        def tell() -> None:
            tick = self.ticks[role]
            (self.given if tick.isChecked() else self.taken).emit(role)

        return tell


def may_words(roles: tuple[str, ...]) -> str:
    """All that these roles may do, in one sentence, limits in brackets."""
    parts = []
    for act in ACTS.values():
        limits = {act.roles[role] for role in roles if role in act.roles}
        if limits:
            limit = "" if "" in limits else f" ({min(limits).replace('_', ' ')})"
            parts.append(f"{act.words}{limit}")
    if not parts:
        return "Nothing yet: give a role."
    return "; ".join(parts) + "."
