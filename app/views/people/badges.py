"""New badges for people: asked once more, then shown once, to be printed or saved. They are kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.card_sheets import new_badges
from app.services.documents import Paper
from app.services.people import Person
from app.shop import Shop
from app.views.bug_report import BugReport
from app.views.direct_printing import direct
from app.views.documents.paper_view import PaperView
from app.views.documents.saving import save_paper
from app.views.frame.desk import Desk
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

HEIGHT, LEAST_HEIGHT = 420, 120
AROUND = 290
"""What the sheet needs around the paper, px: its words, its buttons, the window's edge."""


def make_badges(desk: Desk, people: Sequence[Person]) -> None:
    """Ask, then make new badges for these people: what they had before ends at once."""
    if not people:
        desk.toast("Mark a person first, or tick several: each gets a badge")
        return
    names = ", ".join(person.display for person in people)
    before = [person.display for person in people if person.has_badge]
    ends = f" The badge that {_and(before)} had before ends at once." if before else ""
    many = len(people) > 1
    desk.confirm(
        "Make new badges?" if many else "Make a new badge?",
        f"For {names}.{ends} The sheet is shown once and kept nowhere.",
        "Make the badges" if many else "Make the badge",
        lambda: _Making(desk, [person.user_id for person in people]).start(),
        keep="Cancel",
        danger=bool(before),
    )


def _and(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


class _Making(QObject):
    """Makes them; lives until the sheet is shown."""

    def __init__(self, desk: Desk, user_ids: Sequence[int]) -> None:
        super().__init__(desk)
        self._desk, self._ids = desk, tuple(user_ids)
        self._sheet = b""

    def start(self) -> None:
        """Store the digests; the sheet itself stays in memory."""

        def service(w: Any) -> Changes:
            changes, self._sheet = new_badges(w, self._ids)
            # Without an Undo: taking it back would bring lost badges to life again.
            return Changes(changes.touched)  # the sheet itself says that they are made

        self._desk.work("badge", service, self._on_made, self._on_refused)

    def _on_made(self, _changes: Changes) -> None:
        BadgesSheet(self._desk, self._sheet, len(self._ids)).open()
        self._sheet = b""
        self.deleteLater()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)
        self.deleteLater()


class BadgesSheet(Sheet):
    """The sheet of badges, once: it closes only when somebody says so, not by a stray click or key."""

    def __init__(self, desk: Desk, sheet: bytes, many: int) -> None:
        super().__init__(
            desk.frame.host(),
            "New badge" if many == 1 else f"{many} new badges",
            "This is the only time that they are shown. Print or save them, cut them out, and keep "
            "no file: whoever scans a badge signs in as its person.",
            width=680,
        )
        self._patient = False
        self._desk, self._pdf = desk, sheet
        self.view = PaperView()
        room = desk.frame.host().height() - AROUND
        self.view.setMinimumHeight(max(LEAST_HEIGHT, min(HEIGHT, room)))
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.show_pdf(sheet)
        self.body.addWidget(self.view, 1)
        self.said = Text("", "muted", wrap=True)
        self.body.addWidget(self.said)
        done = "Done, it is printed" if many == 1 else "Done, they are printed"
        self.add_way(done, self.view.close_paper)
        self.save = self.add_way("Save as", self.save_as, key="Ctrl+S", closes=False)
        self.print = self.add_way("Print", self.print_it, "primary", key="F5", closes=False)
        self.closed.connect(self.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F5:
            self.print_it()
        elif event.key() == Qt.Key.Key_S and control:
            self.save_as()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def print_it(self) -> None:
        """Give it to the printer of papers, past the queue."""
        pdf = self._pdf

        def run(shop: Shop, actor: Actor) -> str:
            from app.services.print_direct import print_badges

            return print_badges(shop, actor, pdf)

        direct(self._desk, "Printing badges", run, self._say, self._say_error)

    def save_as(self, ask: Callable[[QWidget, str], str] | None = None) -> None:
        """Save the sheet where somebody wants it."""
        paper = Paper(self._pdf, "badges.pdf", "Badges", 0)
        save_paper(self._desk, self, paper, self._say, ask)

    def _say(self, words: str) -> None:
        self.said.set_tone("")
        self.said.setText(words)

    def _say_error(self, error: UserError) -> None:
        self.said.set_tone("warn")
        self.said.setText(error.sentence())


__all__ = ["BadgesSheet", "make_badges"]
