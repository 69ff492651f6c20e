"""The shop cannot be opened: what happened, what it means for the work that was saved, what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.domain.errors import UserError
from app.services.whole_shop import Exported
from app.views.bug_report import BugReport
from app.views.opening.frame import OpeningPage
from app.views.pool import Pool
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text


@dataclass(frozen=True)
class Advice:
    """What a person should know and can do about one kind of trouble; the ways by their names."""

    safe: str
    steps: tuple[str, ...]
    ways: tuple[str, ...]


AGAIN, RESTORE, WORDS, SALVAGE, OTHER = "again", "restore", "words", "salvage", "other"
VERBS = {
    AGAIN: "Try again",
    RESTORE: "Restore from a backup",
    WORDS: "Open with the recovery words",
    SALVAGE: "Save what can be read",
    OTHER: "Open another shop",
}
ADVICE = {
    "full": Advice(
        "What was said to be saved is saved. Nothing is half there.",
        (
            "Empty the trash, or move large files away from the disk on which the shop lies.",
            "2 GB free are enough for years; the shop itself grows slowly.",
            "Then try again. Backups that are too old go by themselves.",
        ),
        (AGAIN, OTHER),
    ),
    "locked": Advice(
        "What was said to be saved is saved. Nothing can be changed until this is mended.",
        (
            "A stick or card: move its little switch. A disk: see whether the system has locked it"
            " because it is failing.",
            "A network folder: ask whether this person may write there.",
            "Then try again.",
        ),
        (AGAIN, RESTORE, OTHER),
    ),
    "failing": Advice(
        "What was said to be saved was on the disk then; the disk itself may be failing now.",
        (
            "See that the disk's cable sits well and try again.",
            "If it comes back, restore the last proven backup onto another disk.",
        ),
        (AGAIN, RESTORE, SALVAGE),
    ),
    "damaged": Advice(
        "The backups are whole: each was proven by a test restore when it was made.",
        (
            "Restore the last proven backup. The damaged shop is moved aside and not thrown away.",
            "What was done after that backup can be saved as open files first, as far as it can"
            " still be read.",
            "If the disk made the damage it will do so again: use another one.",
        ),
        (RESTORE, SALVAGE, WORDS, AGAIN),
    ),
    "left": Advice(
        "Nothing is lost: the shop's other PCs have all that was saved here.",
        (
            "Go on working on another PC of the shop.",
            "The folder below can be deleted, and this PC be wiped or given away.",
            "If this PC is to work for the shop again, join it anew, into another folder.",
        ),
        (OTHER,),
    ),
    "key": Advice(
        "The shop itself is whole. It is sealed, and this PC does not have its key at hand.",
        (
            "Unlock the system's keyring, or sign in to this PC as the person who set the shop up.",
            "Or take the sheet with the 24 recovery words: they open the shop on any PC.",
            "Without the key and without the words nobody can open it, not even we.",
        ),
        (WORDS, AGAIN, OTHER),
    ),
}


class TroublePage(OpeningPage):
    """``again``, ``restore``, ``words``, ``other``: what the person chose."""

    again = Signal()
    restore = Signal()
    words = Signal()
    other = Signal()

    def __init__(self, pool: Pool, folder: Path, error: UserError, trouble: str) -> None:
        super().__init__("Trouble page", error.title, error.message, wide=860)
        self._pool = pool
        self._folder = folder
        advice = ADVICE[trouble]
        card = Card("What to do", padding=22, spacing=12)
        for at, step in enumerate(advice.steps, 1):
            row = QHBoxLayout()
            row.setSpacing(12)
            number = Text(str(at), "muted", numbers=True)
            number.setFixedWidth(16)
            row.addWidget(number)
            row.addWidget(Text(step, wrap=True), 1)
            card.body.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        self.buttons: dict[str, Button] = {}
        for way in reversed(advice.ways):
            main = way == advice.ways[0]
            button = Button(
                VERBS[way], "primary" if main else "plain", key="Return" if main else ""
            )
            button.clicked.connect(self._signal(way))
            foot.addWidget(button)
            self.buttons[way] = button
        self.progress = ProgressLine("Saving what can be read")
        card.body.addWidget(self.progress)
        card.body.addLayout(foot)
        self.middle.addWidget(card)
        self.add_note("shield-check", advice.safe)
        self.add_words(str(folder))
        self.add_hint("Return", VERBS[advice.ways[0]].lower())
        self._main = self.buttons[advice.ways[0]]
        self.setFocusProxy(self._main)

    def _signal(self, way: str) -> Callable[[], None]:
        ways: dict[str, Callable[[], None]] = {
            AGAIN: self.again.emit,
            RESTORE: self.restore.emit,
            WORDS: self.words.emit,
            OTHER: self.other.emit,
            SALVAGE: self.on_salvage,
        }
        return ways[way]

    def on_salvage(self) -> None:
        """Ask for an empty folder and write there what can still be read."""
        chosen = QFileDialog.getExistingDirectory(self, "An empty folder for what can be read")
        if chosen:
            self.salvage_to(Path(chosen))

    def salvage_to(self, folder: Path) -> None:
        """Write the healthy tables and photos as open files; the shop is not touched."""
        from app.services.whole_shop import salvage  # here: it loads all tables

        shop = self._folder
        job = self._pool.start(
            lambda _job: salvage(shop, folder), self._on_saved, self._on_refused, title="Saving"
        )
        self.progress.follow(job)

    def _on_saved(self, made: Exported) -> None:
        lost = len(made.damaged_tables)
        tables = "All tables are whole." if not lost else f"Of {lost} tables only a part."
        self.show_bar(
            SentenceBar(
                f"{made.rows:,} rows and {made.files:,} photos and papers were saved",
                f"They lie in {made.folder}. {tables}",
                "warn" if lost else "ok",
            )
        )

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.show_bar(SentenceBar.of(error))
