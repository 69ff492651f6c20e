"""The desk that a page works at: who works, what can be read and written, and the window around."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import NotAllowedError, UserError
from app.views.bug_report import BugReport
from app.views.drafts import Drafts
from app.views.frame.around import Frame, NoFrame, Sounds
from app.views.frame.session import Session
from app.views.frame.stay import Stay, Told
from app.views.frame.sync_state import SyncState
from app.views.pool import Job, Pool
from app.views.reader import Question, Reader, Ticket
from app.views.widgets.sheet import confirm
from app.views.widgets.toast import Answer
from app.views.writer import Writer

if TYPE_CHECKING:
    from app.models.work import Work
    from app.services.claims import Claimed, Held
    from app.shop import Shop, ShopSettings
    from app.views.widgets.photo import Thumbs

Service = Callable[["Work"], Changes]
"""What a clerk does, inside a unit of work: ``lambda w: take_in(w, …)``."""
Claims = Sequence[int] | Callable[["Shop"], Sequence[int]]
"""Pieces that are promised or given away, or how the thread that writes finds out which."""
UndoService = Callable[["Shop", Actor, int, Actor | None], Changes]
"""Takes a unit back: of this shop, by this person, with whoever confirms it."""


class Desk(QObject):
    """Everything that a page is given. Pages read with ``read``, and write with ``work``.

    ``undone(work_id)`` when a unit of work is being taken back, from wherever that was asked.
    """

    undone = Signal(object)

    def __init__(
        self,
        reader: Reader,
        writer: Writer,
        pool: Pool,
        settings: ShopSettings,
        session: Session,
        *,
        drafts: Drafts | None = None,
        undo: UndoService | None = None,
        sounds: Sounds | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.reader = reader
        self.writer = writer
        self.pool = pool
        self.settings = settings
        self.session = session
        self.drafts = drafts or Drafts(reader, writer, self._user_id)
        self.sounds = sounds or Sounds()
        self.frame: Frame = NoFrame()
        self.sync = SyncState(self)
        self._undo = undo
        self._held: Held | None = None
        writer.refused.connect(self._on_refused)
        writer.troubled.connect(self._on_trouble)
        reader.refused.connect(self._on_refused)
        reader.troubled.connect(self._on_trouble)
        pool.troubled.connect(self._on_trouble)

    # -- reading and writing

    def read(
        self,
        question: Question,
        answer: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        topic: Hashable = None,
        urgent: bool = False,
    ) -> Ticket:
        """Ask the reader: ``desk.read(lambda db: piece_page(db, piece_id), self.show_piece)``."""
        return self.reader.ask(question, answer, failed, topic=topic, urgent=urgent)

    def work(
        self,
        kind: str,
        service: Service,
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[UserError | BugReport], None] | None = None,
        *,
        reason_code: str = "",
        second: Actor | None = None,
        claims: Claims = (),
    ) -> None:
        """Do a service in one unit of work of whoever is signed in.

        ``claims`` are unique pieces that it promises or gives away: the hub is asked for them first.
        Then ``done(changes)``, a toast with its message (and Undo where it can be undone), and
        every page is told what was touched. A refusal goes to ``failed``, else over the page.
        """
        try:
            actor = self.session.actor
        except NotAllowedError as refusal:
            return failed(refusal) if failed else self.frame.show_refusal(refusal)

        def command(shop: Shop) -> Changes:
            with (
                self._claimed(shop, claims, kind) as claimed,
                shop.work(actor, kind, reason_code=reason_code, second=second) as w,
            ):
                done = service(w)
            self._give_back(shop, done)
            return claimed.told(done) if claimed else done

        told = _Told(self, done, failed)
        return self.writer.run(command, told.on_done, told.on_failed, doing=kind.replace("_", " "))

    def tell(self, changes: Changes) -> None:
        """The toast of what was done."""
        if not changes.message:
            return
        undo = (lambda: self.undo(changes.work_id)) if changes.work_id and self._undo else None
        self.frame.toast(changes.message, undo, answer=self._way_on(changes))

    def _way_on(self, changes: Changes) -> Answer | None:
        """Where pieces went without a report that the house likes to have: it can be written at once."""
        if not changes.unreported:
            return None

        def write() -> None:
            from app.views.reports.quick_sheet import ask_quick  # here: a desk loads no reports

            pieces, event = changes.unreported, changes.unreported_at
            ask_quick(self, pieces, event, lambda _signed: None)

        return Answer("Quick form", "Alt+Q", write)

    def undo(self, work_id: int) -> None:
        """Take back a unit of work; refused with a sentence where that cannot be.

        A move goes back only with what a move there is asked for: the report, the second person.
        """
        if self._undo is None:
            return
        from app.views.widgets.second_person import take_back_confirmed  # here: it knows the desk

        self.undone.emit(work_id)
        take_back_confirmed(self, work_id)

    def take_back(
        self,
        work_id: int,
        done: Callable[[Changes], None],
        failed: Callable[[UserError | BugReport], None],
        second: Actor | None = None,
    ) -> None:
        """One attempt at ``undo``, alone or with whoever confirms it."""
        actor, service = self.session.actor, self._undo
        if service is None:
            return

        def command(shop: Shop) -> Changes:
            from app.services.undo_moves import leaving_undone  # here: a desk loads no moves

            with self._claimed(shop, leaving_undone(shop, work_id), "undo") as claimed:
                changes = service(shop, actor, work_id, second)
            self._give_back(shop, changes)
            return claimed.told(changes) if claimed else changes

        told = _Told(self, done, failed)
        self.writer.run(command, told.on_done, told.on_failed, doing="undo")

    @contextmanager
    def _claimed(self, shop: Shop, claims: Claims, purpose: str) -> Iterator[Claimed | None]:
        """In the thread that writes: what is promised is asked for before the unit of work begins."""
        pieces = claims(shop) if callable(claims) else claims
        if not pieces:
            yield None
            return
        from app.services.claims import Held, claimed  # here: a shop without other PCs needs it not

        self._held = self._held or Held()
        with claimed(shop, pieces, purpose, self._held, away=self.sync.hub_away) as got:
            yield got

    def _give_back(self, shop: Shop, done: Changes) -> None:
        """In the thread that writes: other PCs need not wait for what is free again."""
        if self._held is not None:
            from app.services.claims import give_back_free

            give_back_free(shop, self._held, done)

    def start(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[UserError | BugReport], None] | None = None,
        *,
        title: str = "",
        topic: Hashable = None,
    ) -> Job:
        """Do something slow beside the window: photos, papers, files.

        Whoever works here by the time it has ended is told only if it is who began it. What only asks
        names its ``topic``: an older question of it is dropped.
        """
        told = Told(self, Stay(self.session), done, failed)
        job = self.pool.start(work, told.on_done, told.on_failed, title=title, topic=topic)
        job.ended.connect(told.deleteLater)
        return job

    # -- photos

    @cached_property
    def thumbs(self) -> Thumbs:
        """The small photos of lists, shared by all pages."""
        from app.views.widgets.photo import Thumbs  # here: Today shows no photos

        return Thumbs(self.pool, self.photo, self)

    @property
    def shop(self) -> Shop:
        """The open shop, for services in the pool that are given it (photos, papers)."""
        return self.writer.shop

    def photo(self, sha256: str, size: int = 320) -> bytes | None:
        """A photo's bytes to fit ``size`` px; None where it is missing. For pool jobs: it takes time."""
        from app.services.photos import photo_bytes  # here: decoding is loaded when it is needed

        try:
            return photo_bytes(self.shop, sha256, size)
        except UserError:
            return None

    # -- the window around

    def navigate(self, key: str, record_id: int = 0) -> None:
        """Go to a page, and there to a record."""
        self.frame.navigate(key, record_id)

    def toast(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        why: Callable[[], object] | None = None,
        answer: Answer | None = None,
    ) -> None:
        """Tell what was done; ``answer`` offers a way on."""
        self.frame.toast(words, undo, why, answer)

    def confirm(
        self,
        title: str,
        sentence: str,
        verb: str,
        run: Callable[[], object],
        *,
        keep: str = "Keep it",
        danger: bool = True,
    ) -> None:
        """Ask before what cannot be undone; everything else is done at once, with an Undo."""
        confirm(self.frame.host(), title, sentence, verb, run, keep=keep, danger=danger)

    def play(self, sound: str) -> None:
        """One of the four sounds: ok, twice, wrong, unknown."""
        self.sounds.play(sound)

    def _user_id(self) -> int:
        return self.session.owner_id

    def _on_refused(self, error: UserError) -> None:
        self.frame.show_refusal(error)

    def _on_trouble(self, report: BugReport) -> None:
        self.frame.show_report(report)


class _Told(Told):
    """Keeps the caller's methods weakly while a command runs, and tells the window how it went."""

    def __init__(
        self,
        desk: Desk,
        done: Callable[[Changes], None] | None,
        failed: Callable[[UserError | BugReport], None] | None,
    ) -> None:
        super().__init__(desk, Stay(desk.session), done, failed)
        self._desk = desk

    def on_done(self, value: Changes) -> None:
        """The command is saved."""
        super().on_done(value)
        if not self.stay.over:
            self._desk.tell(value)
        self.deleteLater()

    def on_failed(self, error: UserError | BugReport) -> None:
        """It was refused or went wrong; a refusal that nobody takes is shown over the page."""
        taken = self.pass_on(error)
        if isinstance(error, UserError) and not taken and not self.stay.over:
            self._desk.frame.show_refusal(error)
        self.deleteLater()


__all__ = ["Desk", "Frame", "Service", "Session", "Sounds", "UndoService"]
