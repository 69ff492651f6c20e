"""Find everywhere (F3, and "/" where a page has no search of its own): records in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.chips import Chip as Status
from app.views.frame.chooser import Chooser
from app.views.frame.desk import Desk
from app.views.frame.entries import Entry
from app.views.reader import Ticket


@dataclass(frozen=True)
class Hit:
    """A record that was found: where it opens, and how it is recognised."""

    page: str
    record_id: int
    title: str
    detail: str = ""
    icon: str = "chevron-right"
    status: Status | None = None


@dataclass(frozen=True)
class FindGroup:
    """The hits of one kind; ``total`` when there are more than are shown."""

    title: str
    hits: tuple[Hit, ...]
    total: int = 0


FindService = Callable[[Any, str], Sequence[FindGroup]]
"""A reading function over (database, what was typed)."""


class FindBox(Chooser):
    """Asks the service at each key; a newer question drops the older one."""

    verb = "open"
    life = "a piece’s passport"

    def __init__(self, host: QWidget, desk: Desk, service: FindService | None) -> None:
        super().__init__(host, "Find everywhere", "Order, client, piece, job or code")
        self._desk = desk
        self._service = service
        self._asking = False
        self._taken = False
        self._ticket: Ticket | None = None

    def take(self) -> None:
        """Open the marked record; one that Enter was faster than, as soon as it is found."""
        if self._asking:
            self._taken = True
        else:
            super().take()

    def on_text(self, text: str) -> None:
        typed, service = text.strip(), self._service
        self._asking, self._taken = bool(typed and service), False
        if self._ticket is not None:
            self._desk.reader.drop(self._ticket)
        if not typed or service is None:
            self.note.setText("Type a name, a number or scan a code")
            self.show_entries(())
            return
        self._ticket = self._desk.read(
            lambda db: service(db, typed), self.show_groups, self.on_failed, topic="find everywhere"
        )

    def show_groups(self, groups: Sequence[FindGroup]) -> None:
        """The answer came."""
        rows: list[Entry] = []
        count = 0
        for group in groups:
            if not group.hits:
                continue
            total = max(group.total, len(group.hits))
            count += total
            more = f" · {total} found" if total > len(group.hits) else ""
            rows.append(Entry(f"{group.title}{more}", head=True))
            rows += [self._entry(hit) for hit in group.hits]
        self.note.setText(_found(count))
        self.show_entries(rows)
        self._asking = False
        if self._taken:
            self._taken = False
            if self.is_open:
                self.take()

    def on_failed(self, _error: Exception) -> None:
        """The search could not be answered: said, and tried again at the next key."""
        self._asking = self._taken = False
        self.note.setText("The search did not answer. Type on to try again.")

    def _entry(self, hit: Hit) -> Entry:
        def go() -> None:
            self._desk.navigate(hit.page, hit.record_id)

        def live() -> None:
            self._desk.navigate("passport", hit.record_id)

        life = live if hit.page == "piece" else None
        return Entry(hit.title, hit.icon, hit.detail, status=hit.status, run=go, life=life)


def _found(count: int) -> str:
    return {0: "Nothing found", 1: "1 record found"}.get(count, f"{count:,} records found")
