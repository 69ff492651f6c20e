"""A condition report: written beside its photos, signed, and from then on only shown."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.codes import spaced
from app.domain.errors import UserError
from app.services.report_form import ARROW, BOX, LINE, POINT
from app.services.report_gate import Blocker, before_signing
from app.services.report_opening import OpenedReport, draft_content, open_report
from app.shop import Shop
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk
from app.views.frame.page import COMPACT, NARROW, Page
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.reports.blocker_line import BlockerLine
from app.views.reports.canvas import MEASURE
from app.views.reports.editing_side import EditingSide
from app.views.reports.heading import HeadingSelects
from app.views.reports.photo_stage import PhotoStage
from app.views.reports.proposal import proposed_location
from app.views.reports.report_keeper import ReportDrafts
from app.views.reports.report_photos import ReportPhotos
from app.views.reports.scale_sheet import ScaleSheet
from app.views.reports.signed_side import SignedSide
from app.views.reports.signing import Signing
from app.views.reports.strip import ViewStrip
from app.views.reports.view_sheet import ViewSheet
from app.views.reports.writing import ReportWriting
from app.views.widgets.button import Button
from app.views.widgets.inputs import Input
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text

SIDE, COMPACT_SIDE = 424, 384
CHECK_MS = 150
WRITING_HINTS: list[tuple[str, str]] = [
    (Key.OPEN, "mark"),
    ("Tab", "next"),
    ("0 – 4", "severity"),
    (Key.UNDO, "undo"),
]
SIGNED_HINTS: list[tuple[str, str]] = [("Tab", "next mark"), ("Alt+F", "findings")]


class ReportPage(Page):
    """``open_record`` takes a report's id (it is shown) or a piece's (its draft goes on, or a new
    report begins)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Condition report", side=True)
        self.words = Words(desk.settings)
        self.writing = ReportWriting(self)
        self.opened: OpenedReport | None = None
        self.editable = False
        self._record = 0
        self._centres: dict[str, tuple[int, int]] = {}
        self._blockers: tuple[Blocker, ...] = ()
        self._build()
        self._build_side()
        self.photos = ReportPhotos(desk, self.writing, self)
        self.drafts = ReportDrafts(desk, self)
        self.keeper = DraftKeeper(self.drafts, "report", self._draft, self)
        self.signing = Signing(self)
        self._check_soon = QTimer(self)
        self._check_soon.setSingleShot(True)
        self._check_soon.setInterval(CHECK_MS)
        self._check_soon.timeout.connect(self._check)
        self._declare()
        self._connect()
        self._show_mode()

    # -- arrangement

    def _build(self) -> None:
        self.header.set_crumb("Condition reports", partial(self.desk.navigate, "reports"))
        self._about = Text("", "muted", elide=True)
        self.facts.addWidget(self._about, 1)
        self._kept = Text("", "muted")
        self.facts.addWidget(self._kept)
        self.heading = HeadingSelects(self.writing)
        self.body.addWidget(self.heading)
        self.stage = PhotoStage(self.desk, self.writing)
        self.canvas = self.stage.canvas
        self.body.addWidget(self.stage, 1)
        self.strip = ViewStrip(self.writing, self.desk.thumbs)
        self.body.addWidget(self.strip)

    def _build_side(self) -> None:
        assert self.side is not None
        self.editing = EditingSide(self.writing)
        self.signed = SignedSide(self.writing, self.words)
        self.side.body.addWidget(self.editing)
        self.side.body.addWidget(self.signed)
        self.findings = self.editing.findings
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.blocker_line = BlockerLine()
        column.addWidget(self.blocker_line)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        column.addLayout(self._buttons)
        self.side.foot.addWidget(foot)

    def _declare(self) -> None:
        on = self.canvas
        command = self.command
        self._photo_action = command(
            "Take the next photo", self.take_photo, Key.PHOTO, icon="camera", hint="photo"
        )
        self._undo_action = command("Undo the last change", self.undo, icon="undo-2")
        self._redo_action = command("Do it again", self.redo, "Ctrl+Shift+Z", icon="redo-2")
        for words, tool, key in (
            ("Mark a point", POINT, "P"),
            ("Mark by a box", BOX, "B"),
            ("Mark by an arrow", ARROW, "A"),
            ("Draw a mark", LINE, "D"),
            ("Measure on the photo", MEASURE, "L"),
        ):
            command(words, partial(self.canvas.set_tool, tool), key, icon="crosshair", on=on)
        command("Show the ghost of the last report", self.toggle_ghost, "G", icon="layers", on=on)
        command("Put the current mark at the cross-hair", self.place_here, "M", icon="move", on=on)
        command("Zoom in", partial(self.canvas.zoom_by, 1.25), "+", icon="zoom-in", on=on)
        command("Zoom out", partial(self.canvas.zoom_by, 0.8), "-", icon="zoom-out", on=on)
        command("Show the whole photo", self.canvas.fit, "F", icon="maximize", on=on)
        command("Describe the current mark", self.describe, "E", icon="pencil", on=on)
        command("Remove the current mark", self.remove_mark, "Delete", icon="trash-2", on=on)
        command("Go to the photo", self.focus_photo, "Alt+P", icon="image")
        command("Go to the findings", self.focus_findings, "Alt+F", icon="list")
        command("Paste a photo", self.paste, "Ctrl+V", icon="clipboard-paste", on=on)
        command("Say which view this photo shows", self.name_view, icon="eye")
        self._preview_action = command("Preview", self.preview, Key.PRINT, icon="printer")
        self._sign_action = command("Sign", self.sign, Key.FINISH, icon="pen-line", hint="sign")
        self._new_action = command("New version", self.new_version, icon="square-pen")
        self.preview_button = Button.of(self._preview_action)
        self.sign_button = Button.of(self._sign_action, "primary")
        self.sign_button.setAccessibleName("Sign report")
        self.new_button = Button.of(self._new_action, "outline")
        for button in (self.preview_button, self.new_button, self.sign_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._buttons.addWidget(button, 1)
        self.stage.empty.set_button(
            "Take the first photo", self.take_photo, icon="camera", key="F7"
        )

    def _connect(self) -> None:
        writing, canvas = self.writing, self.canvas
        writing.changed.connect(self._on_changed)
        canvas.placed.connect(self._on_placed)
        canvas.measured.connect(self._on_measured)
        canvas.mark_chosen.connect(writing.mark_current)
        canvas.mark_moved.connect(self._on_moved)
        canvas.severity_typed.connect(self._on_severity)
        self.findings.severity_typed.connect(self._on_severity)
        self.findings.opened.connect(self.describe)
        self.findings.removal_asked.connect(writing.remove_mark)
        assert self.findings.editor is not None
        self.findings.editor.done.connect(self.focus_photo)
        self.strip.wanted.connect(self._on_wanted)
        self.strip.removal_asked.connect(writing.remove_photo)
        self.desk.thumbs.arrived.connect(self.strip.viewport().update)
        self.stage.dropped.connect(self._on_dropped)
        self.stage.ghost_pressed.connect(self.toggle_ghost)
        self.photos.refused.connect(self._on_refused)
        self.photos.waiting.connect(self._on_waiting)
        self.drafts.told.kept.connect(self._on_kept)
        self.blocker_line.clicked.connect(self._on_blocker)
        self.editing.signatures.asked.connect(self.signing.ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.window().width()
        if self.side and width >= NARROW:
            self.side.setFixedWidth(COMPACT_SIDE if width < COMPACT else SIDE)

    # -- opening

    def open_record(self, record_id: int) -> None:
        """Show a signed report, or go on with the report of a piece."""
        self._record = record_id
        if self.editable:  # a draft may still be on its way to the disk: read behind it
            self.desk.writer.run(_nothing, self._read)
        else:
            self._read()

    def _read(self, *_: object) -> None:
        record_id = self._record
        user_id = self.desk.session.actor.user_id
        self.desk.read(
            lambda db: open_report(db, record_id, user_id),
            self._on_opened,
            self._on_not_opened,
            topic="condition report",
        )

    def _on_not_opened(self, error: Exception) -> None:
        self.opened = None
        if isinstance(error, UserError):
            self.show_refusal(error)

    def _on_opened(self, opened: OpenedReport) -> None:
        self.opened = opened
        self._clear_bars()
        piece = opened.piece
        self.set_title(piece.description or "A piece without a description")
        tag = f"tag {spaced(piece.code)}" if piece.code else ""
        self._about.setText(" · ".join(part for part in (piece.number, tag) if part))
        self.heading.show_places(opened.places)
        self.keeper.about(piece.id)
        if opened.card is not None:
            self._show_signed(opened)
        else:
            self._show_draft(opened)

    def _show_signed(self, opened: OpenedReport) -> None:
        card = opened.card
        assert card is not None
        self.editable = False
        self.writing.begin(opened.piece, card.form)
        places = dict(opened.places)
        self.signed.show_report(card, places.get(card.form.place_id or 0, ""))
        self._kept.setText("")
        self.say(
            f"{card.number} · version {card.version} · signed {self.words.when(card.signed_at)}"
        )
        if opened.draft and opened.draft.version_of == card.id:
            self._offer_correction(opened)
        self._show_mode()

    def _show_draft(self, opened: OpenedReport) -> None:
        draft = opened.draft
        self.editable = True
        self._start(opened, opened.started, draft.version_of if draft else 0)
        if draft is not None:
            self.writing.begin(
                opened.piece,
                draft.form,
                begun=opened.started,
                last=opened.last,
                next_n=opened.next_n,
                version_of=draft.version_of,
            )
            self._kept.setText(f"Draft of {self.words.when(draft.at)}")
            bar = SentenceBar(f"Draft of {self.words.when(draft.at)} restored", tone="info")
            bar.add_answer("Discard it", self.discard, "Alt+D")
            bar.add_answer("Go on with it", self.focus_photo, "Alt+G")
            self.show_bar(bar).setObjectName("draft")
        self._show_mode()
        self.focus_photo()

    def _start(self, opened: OpenedReport, form: Any, version_of: int) -> None:
        self.writing.begin(
            opened.piece, form, last=opened.last, next_n=opened.next_n, version_of=version_of
        )
        self.editing.signatures.begin(self.desk.session.actor.display)
        self._kept.setText("")

    def _offer_correction(self, opened: OpenedReport) -> None:
        draft = opened.draft
        assert draft is not None
        bar = SentenceBar(f"A new version was begun {self.words.when(draft.at)}", tone="info")
        bar.add_answer("Go on with it", partial(self.open_record, opened.piece.id), "Alt+G")
        self.show_bar(bar).setObjectName("draft")

    def new_version(self) -> None:
        """Correct a signed report: a new version begins as the old one ends."""
        opened = self.opened
        if opened is None or opened.card is None:
            return
        if not opened.card.is_latest:
            self.open_record(opened.card.versions[-1].id)
            return
        self._clear_bars()
        self.editable = True
        self._start(opened, opened.card.form, opened.card.id)
        self._show_mode()
        self.focus_photo()

    def discard(self) -> None:
        """Throw the draft away and begin anew."""
        self.keeper.forget()
        self.editing.signatures.given = {}
        self.open_record(self.writing.piece.id if self.writing.piece else self._record)

    def _clear_bars(self) -> None:
        self.clear_refusals()
        for bar in self.findChildren(SentenceBar, "draft"):
            bar.dismiss()

    def _show_mode(self) -> None:
        """Fields while it is written, flat when it is signed."""
        editable = self.editable
        self.heading.setVisible(editable)
        self.editing.setVisible(editable)
        self.signed.setVisible(not editable and self.opened is not None)
        self.canvas.read_only = not editable
        self.stage.palette_box.setVisible(editable)
        self.stage.setAcceptDrops(editable)
        self.strip.set_editable(editable)
        self.blocker_line.setVisible(editable and self.blocker_line.blocker is not None)
        for action in (self._sign_action, self._photo_action, self._undo_action, self._redo_action):
            action.setEnabled(editable)
        self.sign_button.setVisible(editable)
        self.hint_bar.set_fixed(WRITING_HINTS if editable else SIGNED_HINTS)
        self._new_action.setEnabled(not editable)
        self.new_button.setVisible(not editable)
        version = "correction of" if self.writing.version_of else "new report of"
        if editable and self.writing.piece:
            self.say(
                f"Draft, {version} {self.writing.piece.number or self.writing.piece.description}"
            )
        last = self.writing.last
        self.stage.ghost.setVisible(editable and last is not None and bool(last.form.photos))

    # -- what is written

    def _draft(self) -> dict[str, Any] | None:
        if not self.editable or not self.writing.is_touched:
            return None
        return draft_content(self.writing.form, self.writing.version_of)

    def _on_changed(self) -> None:
        if self.editable and self.writing.piece is not None:
            self.keeper.touch()
            self._check_soon.start()

    def _on_kept(self, at: object) -> None:
        if self.editable and isinstance(at, int):
            self._kept.setText(f"Draft saved {self.words.clock(at)}")

    def _check(self) -> None:
        piece, form = self.writing.piece, self.writing.form
        if piece is not None and self.editable:
            piece_id = piece.id
            self.desk.read(
                lambda db: before_signing(db, piece_id, form),
                self._on_checked,
                topic="before signing",
            )

    def _on_checked(self, blockers: tuple[Blocker, ...]) -> None:
        self._blockers = blockers
        if self.editable:
            self.blocker_line.show_blockers(blockers)

    def _on_blocker(self) -> None:
        if self.blocker_line.blocker:
            self.go_to(self.blocker_line.blocker)

    def go_to(self, blocker: Blocker) -> None:
        """Give the keys to what is missing."""
        if blocker.field == "photos":
            self.take_photo()
        elif blocker.field == "reason":
            self.heading.reason.setFocus()
        elif not self.editing.go_to(blocker):
            self.focus_photo()

    def leave(self) -> bool:
        """A draft is kept; nothing is lost by going."""
        self.commit_field()
        if self.keeper.waiting:
            self.keeper.keep_now()
        return True

    def commit_field(self) -> None:
        """What stands in the field with the focus counts, as if it had been left."""
        focus = QApplication.focusWidget()
        if isinstance(focus, Input) and self.isAncestorOf(focus):
            focus.left.emit()

    # -- marks

    def _on_placed(self, shape: str, place: dict[str, Any]) -> None:
        photo, piece = self.writing.photo, self.writing.piece
        if photo is None or piece is None:
            return
        at = (place["x"] + place.get("dx", 0) // 2, place["y"] + place.get("dy", 0) // 2)
        if shape == ARROW:
            at = (place["x"] + place["dx"], place["y"] + place["dy"])
        centre = self._centres.get(photo.sha256, (500_000, 500_000))
        marks = self.writing.marks_on(photo.sha256)
        proposal = proposed_location(piece, photo, at, marks, centre)
        self.writing.add_mark(shape, **place)
        editor = self.findings.editor
        assert editor is not None
        editor.begin(proposal)

    def _on_moved(self, n: int, x: int, y: int) -> None:
        self.writing.edit_mark(n, merge="place", x=x, y=y)

    def place_here(self) -> None:
        """Move the current finding to the cross-hair of the photo that is shown."""
        mark, photo = self.writing.mark, self.writing.photo
        if mark and photo and self.editable:
            x, y = self.canvas.cross_millionths
            self.writing.edit_mark(
                mark.n, photo_sha256=photo.sha256, shape=POINT, x=x, y=y, dx=0, dy=0, strokes=()
            )

    def _on_severity(self, severity: int) -> None:
        if self.writing.mark_n and self.editable:
            self.writing.edit_mark(self.writing.mark_n, merge="severity", severity=severity)

    def describe(self) -> None:
        """Say more about the current finding."""
        if self.editable and self.writing.mark and self.findings.editor:
            self.findings.editor.begin()

    def remove_mark(self) -> None:
        """Take the current finding out; Ctrl+Z brings it back."""
        if self.editable and self.writing.mark_n:
            self.writing.remove_mark(self.writing.mark_n)

    def focus_photo(self) -> None:
        """Give the keys to the photo, or to the button that takes the first one."""
        if self.writing.photo is None and self.stage.empty.button:
            self.stage.empty.button.setFocus()
        else:
            self.canvas.setFocus()

    def focus_findings(self) -> None:
        """Give the keys to the list of findings."""
        (self.findings if self.editable else self.signed.findings).setFocus()

    def take_back(self) -> None:
        if self.editable:
            self.undo()

    def undo(self) -> None:
        """Take the last change back."""
        self.writing.stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.writing.stack.redo()

    def _on_measured(self, place: dict[str, Any]) -> None:
        photo = self.writing.photo
        um = self.stage.length_um(place)
        if photo is None:
            return
        if um is None:
            ScaleSheet(self, place).open()
        elif self.writing.mark is not None:
            self.writing.edit_mark(self.writing.mark_n, size_um=um)
            self.say(f"Mark {self.writing.mark_n} measured: {um / 1000:.2f} mm")
        else:
            self.say(f"{um / 1000:.2f} mm")

    def keep_centre(self, sha256: str, centre: tuple[int, int]) -> None:
        """Where the middle of the centre stone lies on a photo."""
        self._centres[sha256] = centre

    def toggle_ghost(self) -> None:
        """Lay the last report's photo of this view over this one, or take it away."""
        last, photo = self.writing.last, self.writing.photo
        if last is None or photo is None:
            return
        found = next((p.sha256 for p in last.form.photos if p.view == photo.view), "")
        if not found:
            self.say(f"{last.number} has no photo of this view")
        self.stage.show_ghost("" if self.stage.ghost_on else found)

    # -- photos

    def take_photo(self) -> None:
        """Choose a photo of the next view that is missing."""
        if self.editable:
            self.photos.choose(self.photos.next_missing)

    def paste(self) -> None:
        """Take the picture that was copied."""
        if self.editable and not self.photos.paste(self.photos.next_missing):
            self.say("There is no picture in the clipboard")

    def name_view(self) -> None:
        """Say which view the photo shows."""
        if self.editable and self.writing.photo:
            ViewSheet(self).open()

    def _on_wanted(self, view: str) -> None:
        if self.editable:
            self.photos.choose(view or self.photos.next_missing)

    def _on_dropped(self, mime: QMimeData) -> None:
        self.photos.take_mime(mime, self.photos.next_missing)

    def _on_refused(self, view: str, error: UserError | None) -> None:
        self.strip.show_refused(view, error.sentence() if error else "")
        if error:
            self.show_refusal(error)
        else:
            self.clear_refusals()

    def _on_waiting(self, many: int) -> None:
        if many:
            self.say(f"{many} photo{'s' if many > 1 else ''} on the way")
        elif self.editable:
            self._show_mode()

    # -- signing and paper

    def sign(self) -> None:
        """Sign the report, or go to the first thing that is missing."""
        self.signing.sign()

    def preview(self) -> None:
        """Show the paper as it is, or as it would be signed now."""
        self.signing.preview()


def _nothing(_shop: Shop) -> Changes:
    """Nothing to write: whoever asks for it waits behind what is being written."""
    return Changes()
