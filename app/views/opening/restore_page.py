"""Restore from a backup: where it lies, which one, the words, in whose place; then the shop opens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import InputError, UserError
from app.services import restoring
from app.services.opening import DESCRIPTION, system_zone
from app.services.restoring import Choice
from app.shop import Shop, ShopSettings
from app.views.backup.words import size
from app.views.bug_report import BugReport
from app.views.opening.clock_words import here_at
from app.views.opening.frame import OpeningPage
from app.views.pool import Job, Pool
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import ChoiceField, LongTextField, ParsedField, TextField
from app.views.widgets.inputs import Tick
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.segments import Segments
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text

INSTEAD, BESIDE = "instead", "beside"
PLACES = ((INSTEAD, "In place of that PC"), (BESIDE, "Beside it, as another PC"))


class RestorePage(OpeningPage):
    """``restored(shop)`` when the lists are back; the photos follow while one works."""

    restored = Signal(object)
    back = Signal()

    def __init__(self, pool: Pool, target: Path) -> None:
        super().__init__(
            "Restore page",
            "Restore from a backup",
            "Plug the stick or disk in, and choose the folder that backups were made to.",
            wide=680,
        )
        self._pool = pool
        self._choices: list[Choice] = []
        self._busy = False
        card = Card(padding=24, spacing=14)
        self.folder = TextField("Where the backups lie", required=True, name="folder")
        card.body.addLayout(self._beside(self.folder, "Choose the folder of the backups"))
        self.found = QWidget()
        self.found.hide()
        self._build_found(target)
        card.body.addWidget(self.found)
        self.progress = ProgressLine("Restore")
        card.body.addWidget(self.progress)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        go_back = Button("Go back", key="Esc")
        go_back.clicked.connect(self.back)
        foot.addWidget(go_back)
        self.button = Button("Look there", "primary", key="Ctrl+Return")
        self.button.clicked.connect(self.on_next)
        foot.addWidget(self.button)
        card.body.addLayout(foot)
        self.middle.addWidget(card)
        self.add_note(
            "shield-check",
            "All of the backup is looked at first. Nothing that lies on this PC is written over.",
        )
        self.add_hint("Return", "next field")
        self.add_hint("Ctrl+Return", "go on")
        self.add_hint("Escape", "go back")
        self.folder.input.entered.connect(self.on_look)
        self.setFocusProxy(self.folder)

    def _beside(self, field: TextField, name: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(field, 1)
        choose = Button("Choose", icon="folder-open")
        choose.setAccessibleName(name)
        choose.clicked.connect(self.on_choose)
        column = QHBoxLayout()
        column.setContentsMargins(0, 22, 0, 0)
        column.addWidget(choose)
        line.addLayout(column)
        return line

    def _build_found(self, target: Path) -> None:
        column = QVBoxLayout(self.found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.which = ChoiceField("Backup", [], name="backup")
        self.which.committed.connect(self._on_which)
        column.addWidget(self.which)
        self.words = LongTextField("The 24 recovery words of the shop", lines=2, name="phrase")
        column.addWidget(self.words)
        column.addWidget(Text("This PC works", "label"))
        self.place = Segments("This PC works", PLACES)
        self.place.set_value(INSTEAD)
        self.place.chosen.connect(self._on_place)
        column.addWidget(self.place)
        self.station = ParsedField("Station number", _station, required=True, name="station")
        self.station.hide()
        column.addWidget(self.station)
        self.told = Text("", "muted", wrap=True)
        column.addWidget(self.told)
        self.target = TextField("Into the folder", required=True, name="target")
        self.target.set_text(str(target))
        column.addWidget(self.target)
        self.aside = Tick("Move the shop that lies there aside; it is kept")
        self.aside.setVisible((target / DESCRIPTION).is_file())
        column.addWidget(self.aside)
        self._on_place(INSTEAD)

    # -- looking

    def on_choose(self) -> None:
        """The system's own chooser of folders."""
        start = self.folder.text or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, "Where the backups lie", start)
        if chosen:
            self.folder.set_text(chosen)
            self.on_look()

    def on_next(self) -> None:
        """What the main button does now: look, then restore."""
        if self._choices:
            self.on_restore()
        else:
            self.on_look()

    def on_look(self) -> None:
        """Read which backups lie there."""
        if self._busy or not self.folder.check():
            return
        self._busy = True
        self.clear_bar()
        where = Path(self.folder.text.strip())
        self._pool.start(
            lambda _job: restoring.choices(where),
            self.show_choices,
            self._on_refused,
            title="Looking",
        )

    def show_choices(self, choices: list[Choice]) -> None:
        """Show them, newest first; only the key is asked for that is not here."""
        self._busy = False
        self._choices = choices
        settings = ShopSettings("", "USD", system_zone(), "one", 10, "en_US")
        several = len({choice.shop_id for choice in choices}) > 1
        shown = []
        for at, choice in enumerate(choices):
            weight = size(choice.database_bytes + choice.file_bytes)
            shop = f" · shop {choice.shop_id[-6:]}" if several else ""
            shown.append(
                (
                    str(at),
                    f"{here_at(choice.taken_at, settings)} · station {choice.station} · {weight}{shop}",
                )
            )
        self.which.choice.set_options(shown)
        self.which.set_value("0")
        self.found.show()
        self.button.set_words("Restore")
        self._on_which("0")

    @property
    def choice(self) -> Choice:
        """The backup that is chosen."""
        return self._choices[int(self.which.value or 0)]

    def _on_which(self, _value: object) -> None:
        if self._choices:
            self.words.setVisible(not self.choice.key_is_here)
            (self.which if self.choice.key_is_here else self.words.control).setFocus()

    def _on_place(self, value: object) -> None:
        beside = value == BESIDE
        self.station.setVisible(beside)
        self.told.setText(
            "For a second PC of the shop. It needs a number that no other PC of the shop has."
            if beside
            else "The PC of the backup is lost or was replaced. New numbers go on 10,000 ahead, so "
            "that none which it gave after the backup is given again."
        )

    # -- restoring

    def on_restore(self) -> None:
        """Restore what is chosen."""
        beside = self.place.value == BESIDE
        if self._busy or not self.target.check() or (beside and not self.station.check()):
            return
        self._busy = True
        self.clear_bar()
        self.button.set_words("Restoring")
        choice, phrase = self.choice, self.words.value if self.words.isVisibleTo(self) else ""
        target = Path(self.target.text.strip())
        station = (self.station.value or 0) if beside else 0
        aside = self.aside.isChecked()
        job = self._pool.start(
            lambda job: _restored(choice, phrase, target, station, aside, job),
            self._on_restored,
            self._on_refused,
            title="Restoring",
        )
        job.ended.connect(self._on_end)
        self.progress.follow(job)

    def _on_restored(self, shop: Shop) -> None:
        self.restored.emit(shop)

    def _on_end(self) -> None:
        self._busy = False
        self.button.set_words("Restore" if self._choices else "Look there")

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if not isinstance(error, UserError):
            return
        if isinstance(error, InputError) and error.field == "phrase":
            self.words.show()
            self.words.set_error(error)
            self.words.control.setFocus()
        elif isinstance(error, InputError) and error.field == "station":
            self.station.set_error(error)
        else:
            self.show_bar(SentenceBar.of(error))
            self.aside.setVisible((Path(self.target.text.strip()) / DESCRIPTION).is_file())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            self.on_next()
            return
        super().keyPressEvent(event)


def _station(text: str) -> int:
    number = int(text) if text.strip().isdigit() else 0
    if not 10 <= number <= 98:
        raise InputError(
            "Not a station",
            "A station's number goes from 10 to 98.",
            "Take one that no other PC of the shop has.",
            field="station",
        )
    return number


def _restored(
    choice: Choice, phrase: str, target: Path, station: int, aside: bool, job: Job
) -> Shop:
    key = restoring.key_of(choice, phrase)
    job.progress(0, 0, "Looking at the whole backup, then bringing the lists back")
    shop, _ = restoring.restore(
        choice, key, target, station=station, aside=aside, stop=lambda: job.cancelled
    )
    return shop
