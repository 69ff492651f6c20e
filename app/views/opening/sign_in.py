"""Who is it? The page that covers the shop until somebody has signed in, and while it is locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.actors import Actor
from app.domain.dates import full_date
from app.domain.errors import UserError
from app.services.drafts import draft_words
from app.services.people_list import Person
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.opening.clock_words import here_at
from app.views.opening.frame import OpeningPage
from app.views.opening.password_field import PasswordField
from app.views.opening.people_list import PeopleList
from app.views.widgets.avatar import Avatar
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import IconLabel, SentenceBar
from app.views.widgets.skeleton import Skeleton
from app.views.widgets.text import Line, Text

WIDE = 764


@dataclass(frozen=True)
class Kept:
    """What lies under the cover: the title of the page that was left ("" at the start)."""

    page: str = ""


class SignInPage(OpeningPage):
    """People at the left, the password of the marked one at the right; a badge does both at once."""

    came_in = Signal(object)
    other_shop = Signal()

    def __init__(self, desk: Desk, kept: Kept) -> None:
        super().__init__("Sign-in page", desk.settings.name, wide=WIDE)
        self._desk = desk
        self._kept = kept
        self._busy = False
        self._wait_until = 0
        self._row = QHBoxLayout()
        self._row.setSpacing(18)
        self._row.addWidget(self._people_card(), 1, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._password_card(), 1, Qt.AlignmentFlag.AlignTop)
        self.middle.addLayout(self._row)
        self._lock_note = self.add_note("lock", "What you were writing is kept.")
        self.add_words("This PC only")
        self.add_link("Forgot password", self.on_forgot)
        self.add_link("Open another shop", self.other_shop.emit)
        self.add_hint("Up Down", "person")
        self.add_hint("Return", "sign in")
        self.add_hint("Escape", "other person")
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_second)
        self._clock.start()
        self._on_second()
        self.setFocusProxy(self.password)

    # -- parts

    def _people_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(Text("Who is it?", "label"))
        head.addStretch(1)
        head.addWidget(Text("or scan your badge", "label"))
        holder = QWidget()
        holder.setFixedHeight(40)
        holder.setLayout(head)
        column.addWidget(holder)
        column.addWidget(Line())
        self._skeleton = Skeleton(4, step=40)
        column.addWidget(self._skeleton)
        self.people = PeopleList()
        self.people.hide()
        self.people.marked.connect(self._on_marked)
        self.people.taken.connect(self._on_taken)
        column.addWidget(self.people)
        return card

    def _password_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(25, 22, 25, 22)
        column.setSpacing(8)
        who = QHBoxLayout()
        who.setSpacing(13)
        self._avatar = Avatar("", "", 44, strong=True)
        who.addWidget(self._avatar)
        names = QVBoxLayout()
        names.setSpacing(1)
        self._name = Text("", "panel", elide=True)
        self._roles = Text("", "muted", elide=True)
        names.addWidget(self._name)
        names.addWidget(self._roles)
        who.addLayout(names, 1)
        column.addLayout(who)
        column.addSpacing(8)
        self.password = PasswordField(beside_list=True)
        self.password.entered.connect(self.on_sign_in)
        self.password.stepped.connect(self.people.step)
        self.password.escaped.connect(self._on_other_person)
        column.addWidget(self.password)
        self._note = QFrame()
        self._note.setObjectName("well")
        note = QHBoxLayout(self._note)
        note.setContentsMargins(13, 10, 13, 10)
        note.setSpacing(10)
        note.addWidget(IconLabel("history", "accent", 17), 0, Qt.AlignmentFlag.AlignTop)
        self._note_words = Text("", "small", wrap=True)
        note.addWidget(self._note_words, 1)
        self._note.hide()
        column.addWidget(self._note)
        column.addSpacing(4)
        self.button = Button("Sign in", "primary", key="Return")
        self.button.setSizePolicy(
            self.button.sizePolicy().Policy.Expanding, self.button.sizePolicy().Policy.Fixed
        )
        self.button.clicked.connect(self.on_sign_in)
        column.addWidget(self.button)
        return card

    # -- answers

    def show_people(
        self, people: Sequence[Person], last_login: str, idle_s: int, sample_password: str
    ) -> None:
        """Everybody who may sign in; the last one is marked, so that only a password is missing."""
        lines = [(person, self._second_line(person)) for person in people]
        self._skeleton.hide()
        self.people.show()
        self.people.show_people(lines, last_login)
        minutes = idle_s // 60
        after = f"{minutes} minutes" if minutes > 1 else "a minute" if minutes else f"{idle_s} s"
        words = f"Locks after {after} without a key or a scan. What you were writing is kept."
        self._lock_note.setText(words if idle_s else "What you were writing is kept.")
        if sample_password:
            self._say_sample(sample_password)
        known = any(person.login == last_login for person in people)
        (self.password if known or len(people) == 1 else self.people).setFocus()

    def show_trouble(self) -> None:
        """The people could not be read: say so, and how to go on."""
        bar = SentenceBar(
            "The people of the shop could not be read",
            "Close Parure and start it again; nothing is lost.",
            "bad",
        )
        self.show_bar(bar)

    def _say_sample(self, password: str) -> None:
        bar = SentenceBar(
            "This is the sample shop",
            f"Everybody's password here is “{password}”. Choose a person and type it.",
            "info",
            icon="sparkles",
        )
        self.show_bar(bar)

    def _second_line(self, person: Person) -> str:
        parts = [person.role_words or "No role yet"]
        if person.last_here_at:
            when = here_at(person.last_here_at, self._desk.settings)
            parts.append(f"last here {when}")
        if person.draft_kind:
            parts[1:] = [f"open draft: {draft_words(person.draft_kind)}"]
        return " · ".join(parts)

    def _on_marked(self, person: Person) -> None:
        self._avatar.set_person(person.initials, person.display)
        self._name.setText(person.display)
        self._roles.setText(person.role_words or "No role yet")
        self.password.clear()
        words = ""
        if self._kept.page:
            words = f"Your page is kept: {self._kept.page}."
        elif person.draft_kind:
            words = f"What you were writing is kept: {draft_words(person.draft_kind)}."
        self._note_words.setText(words)
        self._note.setVisible(bool(words))

    def _on_taken(self, _person: Person) -> None:
        self.password.setFocus()

    def _on_other_person(self) -> None:
        self.password.clear()
        self.people.setFocus()

    # -- signing in

    def on_sign_in(self) -> None:
        """Compare the password beside the window: Argon2 takes its time on purpose."""
        from app.services.sign_in import sign_in  # here: it is loaded while somebody types

        person = self.people.person
        if person is None or self._busy:
            return
        if not self.password.text:
            self.password.set_error("Type your password, or scan your badge.")
            return
        shop, login, password = self._desk.shop, person.login, self.password.text
        turn = self._desk.writer.turn("signing in")
        self._begin()
        self._desk.start(
            lambda _job: sign_in(shop, login, password, turn), self._on_actor, self._on_refused
        )

    def on_scan(self, code: str) -> bool:
        """A badge: its person is in."""
        from app.services.sign_in import sign_in_by_badge

        if not self._busy:
            shop = self._desk.shop
            self._begin()
            self._desk.start(
                lambda _job: sign_in_by_badge(shop, code), self._on_actor, self._on_refused
            )
        return True

    def on_forgot(self) -> None:
        """Say who can help, or let the recovery words help."""
        from app.views.opening.new_password import NewPasswordSheet  # here: seldom needed

        person = self.people.person
        if person is not None:
            NewPasswordSheet(self, self._desk, person).open()

    def _begin(self) -> None:
        self._busy = True
        self.button.set_words("Signing in")

    def _on_actor(self, actor: Actor) -> None:
        self._end()
        self._clock.stop()
        self.came_in.emit(actor)

    def _on_refused(self, error: UserError | BugReport) -> None:
        from app.services.sign_in import SignInError

        self._end()
        if isinstance(error, BugReport):
            return
        if isinstance(error, SignInError):
            self._wait_until = error.wait_until
        self.password.set_error(_short(error))

    def _end(self) -> None:
        self._busy = False
        self.button.set_words("Sign in")

    def _on_second(self) -> None:
        now = datetime.now(self._desk.settings.tz)
        place = self._desk.settings.zone.rpartition("/")[2].replace("_", " ")
        day = full_date(now.date(), self._desk.settings.locale)
        self.sentence.setText(
            f"{place} · this PC is station {self._desk.settings.station} · {day}, {now:%H:%M}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        digit = event.key() - Qt.Key.Key_1
        if alt and 0 <= digit < 9 and self.people.take(digit):
            return
        super().keyPressEvent(event)


def _short(error: UserError) -> str:
    """Beside the field there is room for what is wrong; how to go on follows where it differs."""
    return error.message if error.title == "Not this password" else error.sentence()
