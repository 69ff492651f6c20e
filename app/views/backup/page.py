"""Backup: when the last proven one was, where they go, what is kept; make one, export, check."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.domain.permissions import allowed, who_may
from app.services import backups
from app.services.backup_keeping import PHOTOS_SAID, Checked, last_check
from app.services.backup_words import HERE
from app.services.backups import Overview, Run
from app.services.restoring import photos_wait
from app.services.settings import get_here
from app.services.whole_shop import Exported, export_shop
from app.shop import Shop
from app.views import first_folder
from app.views.backup.place_card import PlaceCard
from app.views.backup.words import size, title_words
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.opening.clock_words import here_at
from app.views.pool import Job
from app.views.widgets.card import Card
from app.views.widgets.facts import Facts
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text

KEPT = (
    "Kept are all of the last 24 hours, one a day for 14 days, one a week for 8 weeks, one a month "
    "for 12 months; the last proven one always. Photos lie at each place once for all of them."
)


class BackupPage(Page):
    """A card a place; the one fact over them is the date of the last proven backup."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Backup")
        self._job: Job | None = None
        self._bar: SentenceBar | None = None
        self._photos_bar: SentenceBar | None = None
        self.fact = Text("", "strong")
        self.facts.addWidget(self.fact, 1)
        self.progress = ProgressLine("Backup")
        self.body.addWidget(self.progress)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._places = QVBoxLayout()
        self._places.setSpacing(14)
        self._column.addLayout(self._places)
        self.whole = Facts("The weekly check", label_width=104)
        card = Card("Is the shop whole?", spacing=10)
        card.body.addWidget(self.whole)
        self._column.addWidget(card)
        self._column.addWidget(Text(KEPT, "muted", wrap=True))
        self._who_may = SentenceBar("You can look, not change", who_may("backup.create"), "info")
        self._who_may.hide()
        self.bars.addWidget(self._who_may)
        self._column.addStretch(1)
        scroll.setWidget(inner)
        scroll.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.body.addWidget(scroll, 1)
        self.cards: list[PlaceCard] = []
        actions = (
            self.command("Back up now", self.on_back_up, "F10", icon="hard-drive",
                         hint="back up", button="primary"),
            self.command("Add a place", self.on_add, icon="folder-open", button="plain"),
            self.command("Export everything as open files", self.on_export, icon="file-down"),
        )  # fmt: skip
        for action, act in zip(actions, ("backup.create",) * 2 + ("export.all",), strict=True):
            permit(action, desk.session, act)
        self.command("Check the shop", lambda: desk.navigate("about"), icon="shield-check")

    # -- what the window asks

    def _on_range(self, _least: int, most: int) -> None:
        """Beside a scroll bar the cards keep a gap; without one they end where the bars end."""
        self._column.setContentsMargins(0, 0, 6 if most else 0, 0)

    def entered(self) -> None:
        self.ask()
        self.focus_somewhere()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("backup"):
            self.ask()

    def ask(self) -> None:
        """Read how it stands; the places are looked at beside the window, for a disk may be slow."""
        shop = self.desk.shop
        self.desk.start(
            lambda _job: _asked(shop), self.show_overview, self._on_failed, topic="backups"
        )

    # -- showing

    def show_overview(self, answer: tuple[Overview, Checked | None, str]) -> None:
        """Show how it stands."""
        found, checked, photos = answer
        settings = self.desk.settings
        self.fact.setText(title_words(found.proven, settings))
        late = found.is_late(now_ms())
        self.fact.set_tone("bad" if late else "ok")
        for card in self.cards:
            self._places.removeWidget(card)
            card.deleteLater()
        may = self.desk.session.signed_in and allowed(self.desk.session.roles, "backup.create")
        self._who_may.setVisible(not may)
        self.cards = [PlaceCard(said, settings, may=may) for said in found.places]
        for card in self.cards:
            card.remove_asked.connect(self.on_remove)
            self._places.addWidget(card)
        self._tell_where(found)
        self._tell_photos(photos)
        self.whole.show_facts(
            (
                ("Last check", here_at(checked.at, settings) if checked else "Not yet"),
                ("It found", checked.sentence if checked else ""),
                *(("", problem) for problem in (checked.problems[:5] if checked else ())),
            )
        )
        self.say("1 place" if len(self.cards) == 1 else f"{len(self.cards)} places")

    def _tell_where(self, found: Overview) -> None:
        """Say it while the only backups are those that would be lost with this PC."""
        only_here = len(found.places) == 1
        if only_here and self._bar is None:
            self._bar = self.show_bar(
                SentenceBar(
                    "Backups lie on this PC only",
                    "If it is stolen or burns, they are lost with it. Choose a stick, another disk"
                    " or the folder of a cloud; what lies there is sealed with the shop's key.",
                    "warn",
                )
            )
            if allowed(self.desk.session.roles, "backup.create"):
                self._bar.add_answer("Add a place", self.on_add, closes=False)
        elif not only_here and self._bar is not None:
            self._bar.dismiss()
            self._bar = None

    def _tell_photos(self, said: str) -> None:
        if self._photos_bar is not None:
            self._photos_bar.dismiss()
            self._photos_bar = None
        if said:
            self._photos_bar = self.show_bar(SentenceBar("Photos of the restore", said, "warn"))

    # -- doing

    def on_back_up(self) -> None:
        """A backup to every place, one after the other."""
        if self._job is not None:
            return
        shop = self.desk.shop
        self.clear_refusals()
        self._job = self.desk.start(
            lambda job: _back_up(shop, job), self._on_made, self._on_failed, title="Backing up"
        )
        self._job.ended.connect(self._on_end)
        self.progress.follow(self._job)

    def _on_made(self, runs: list[Run]) -> None:
        good = sum(run.proven_at is not None for run in runs)
        if good == len(runs):
            self.desk.toast(
                f"Backed up to {good} places and proven" if good > 1 else "Backed up and proven"
            )
        self.ask()

    def _on_end(self) -> None:
        self._job = None
        self.ask()

    def on_add(self) -> None:
        """The system's own chooser of folders."""
        chosen = QFileDialog.getExistingDirectory(
            self, "The folder for the daily backup", first_folder.papers()
        )
        if chosen:
            self.add(Path(chosen))

    def add(self, folder: Path) -> None:
        """Choose this folder, and make the first backup there at once."""
        shop, actor = self.desk.shop, self.desk.session.actor
        self.clear_refusals()
        self.desk.start(
            lambda _job: backups.add_place(shop, actor, folder), self._on_added, self._on_failed
        )

    def _on_added(self, _place_id: int) -> None:
        self.ask()
        self.on_back_up()

    def on_remove(self, place_id: int) -> None:
        """Ask, for nobody notices a backup that is not made any more."""
        self.desk.confirm(
            "Make no more backups there?",
            "What lies there stays as it is, and can be restored.",
            "Remove the place",
            partial(self._remove, place_id),
            keep="Keep the place",
        )

    def _remove(self, place_id: int) -> None:
        shop, actor = self.desk.shop, self.desk.session.actor
        self.desk.start(
            lambda _job: backups.remove_place(shop, actor, place_id),
            self._on_removed,
            self._on_failed,
        )

    def _on_removed(self, _none: object) -> None:
        self.ask()

    def on_export(self) -> None:
        """Everything as open files, into an empty folder."""
        chosen = QFileDialog.getExistingDirectory(
            self, "An empty folder for the export", first_folder.papers()
        )
        if chosen and self._job is None:
            shop, actor = self.desk.shop, self.desk.session.actor
            self._job = self.desk.start(
                lambda job: _export(shop, actor, Path(chosen), job),
                self._on_exported,
                self._on_failed,
                title="Exporting",
            )
            self._job.ended.connect(self._on_end)
            self.progress.follow(self._job)

    def _on_exported(self, made: Exported) -> None:
        self.desk.toast(f"{made.rows:,} rows and {made.files:,} files written to {made.folder}")

    def _on_failed(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)


def _asked(shop: Shop) -> tuple[Overview, Checked | None, str]:
    reader = shop.reader()
    try:
        photos = get_here(reader, PHOTOS_SAID)
        if photos_wait(shop.path):
            photos = photos or "They are being brought; the lists can be used meanwhile."
        return backups.overview(reader, shop), last_check(reader), photos
    finally:
        reader.close()


def _back_up(shop: Shop, job: Job) -> list[Run]:
    def tell(words: str, done: int, total: int) -> None:
        job.progress(done, total, f"{words}: {size(done)} of {size(total)}")

    def stop() -> bool:
        return job.cancelled

    reader = shop.reader()
    try:
        chosen = backups.places(reader)
    finally:
        reader.close()
    runs = [backups.back_up_here(shop, tell=partial(tell, HERE), stop=stop)]
    for place in chosen:
        job.check()
        runs.append(backups.back_up_to(shop, place, tell=partial(tell, str(place.path)), stop=stop))
    return runs


def _export(shop: Shop, actor: Any, folder: Path, job: Job) -> Exported:
    return export_shop(
        shop, actor, folder, tell=lambda done, total: job.progress(done, total, "Files")
    )
