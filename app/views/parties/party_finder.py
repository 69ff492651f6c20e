"""Finding a person or company by three letters: a field and what it found under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from app.domain.chips import Chip as Status
from app.domain.permissions import allowed
from app.domain.vocabulary import PARTY_ROLES
from app.domain.wording import counted
from app.services.party_search import PartyFound, find_parties
from app.views.frame.desk import Desk
from app.views.frame.entries import ENTRY, Entries, Entry, EntryDelegate
from app.views.widgets.search_field import SearchField
from app.views.widgets.text import Text

MOST = 8
ROW = 42


class PartyFinder(QWidget):
    """``chosen(party_id)`` when one is taken, ``new_asked(name)`` when there is none like that."""

    chosen = Signal(object)
    new_asked = Signal(str)

    def __init__(self, desk: Desk, role: str) -> None:
        super().__init__()
        self._desk = desk
        self.role = role
        self._found: Sequence[PartyFound] = ()
        self._shown = 0
        """Who was chosen or added and is marked, as long as nothing else is searched."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.field = _Field(self)
        self.field.searched.connect(self._on_searched)
        column.addWidget(self.field)
        self._note = Text("", "muted")
        column.addWidget(self._note)
        self.model = Entries()
        self.list = _List(self)
        self.list.setObjectName("clear")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setAccessibleName("People and companies found")
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._run(index.data(ENTRY)))
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.field)
        self._say()

    def clear(self) -> None:
        """Begin again."""
        self._found = ()
        self.field.clear()
        self.model.show(())
        self._say()

    @property
    def typed_name(self) -> str:
        """What is typed, as the name of somebody new; nothing where a number or address is typed."""
        typed = self.field.text().strip()
        if "@" in typed or not any(letter.isalpha() for letter in typed):
            return ""
        return " ".join(word[:1].upper() + word[1:] for word in typed.split())

    @property
    def _may_add(self) -> bool:
        session = self._desk.session
        return not session.signed_in or allowed(session.roles, "parties.create")

    def take(self) -> None:
        """Take the marked one."""
        index = self.list.currentIndex()
        if index.isValid():
            self._run(index.data(ENTRY))

    def show_person(self, party_id: int, name: str) -> None:
        """Mark who was chosen, also by a scan or as somebody new; where the list does not have them,
        it is sought by their name, and marks nobody else."""
        if not any(each.id == party_id for each in self._found):
            self.field.setText(name)
            self._ask(name)
        self._shown = party_id
        self._mark()

    def step(self, by: int) -> None:
        """Mark the next one."""
        count = self.model.rowCount()
        if count:
            at = (self.list.currentIndex().row() + by) % count
            self.list.setCurrentIndex(self.model.index(at))

    def _on_searched(self, text: str) -> None:
        self._shown = 0
        self._ask(text)

    def _ask(self, text: str) -> None:
        role = self.role
        if not text:
            self._on_found([])
            return
        self._desk.read(
            lambda db: find_parties(db, text, role, MOST), self._on_found, topic="party finder"
        )

    def _on_found(self, found: list[PartyFound]) -> None:
        self._found = found
        rows = [_entry(each, self.chosen.emit) for each in found]
        name = self.typed_name
        if name and self._may_add:
            rows.append(
                Entry(f"Add {name}", "user-plus", "new", run=lambda: self.new_asked.emit(name))
            )
        self.model.show(rows)
        self._mark()
        self._say()

    def _mark(self) -> None:
        """The first one, or who is shown; else nobody."""
        ids = [each.id for each in self._found]
        at = 0 if not self._shown else ids.index(self._shown) if self._shown in ids else -1
        self.list.setCurrentIndex(self.model.index(at) if at >= 0 else QModelIndex())

    def _say(self) -> None:
        typed = self.field.text().strip()
        if not typed:
            words = "Type three letters of the name. ↓ ↑ mark, Enter takes."
        elif not self._found:
            words = "Nobody found"
        else:
            words = (
                f"{counted(len(self._found), 'person or company', 'people and companies')} found"
            )
        self._note.setText(words)

    def _run(self, entry: Entry) -> None:
        if entry.run:
            entry.run()


def _entry(found: PartyFound, take: object) -> Entry:
    details = [found.city, found.email or found.phone]
    counts = []
    if found.items:
        counts.append(counted(found.items, "piece"))
    if found.orders:
        counts.append(counted(found.orders, "order"))
    role = PARTY_ROLES.title(found.roles[0]) if found.roles else ""
    if "consignor" in found.roles:
        role = "Consignor"
    return Entry(
        found.display,
        "user",
        " · ".join(part for part in (*details, *counts) if part),
        status=Status(role, "info" if role == "Consignor" else "neutral") if role else None,
        run=lambda: take(found.id),  # type: ignore[operator]
    )


class _Field(SearchField):
    """Arrows move in what was found, Enter takes it."""

    def __init__(self, finder: PartyFinder) -> None:
        super().__init__("Name, e-mail or phone", "Find the person")
        self._finder = finder
        self.setAccessibleDescription("Three letters are enough")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._finder.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finder.take()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class _List(QListView):
    """Enter takes the marked row."""

    def __init__(self, finder: PartyFinder) -> None:
        super().__init__()
        self._finder = finder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finder.take()
        else:
            super().keyPressEvent(event)
