"""What is done on the photo: findings placed, moved and measured, photos taken and named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.domain.errors import UserError
from app.services.report_form import ARROW, POINT
from app.views.photos.photo_ways import PhotoWays
from app.views.reports.canvas import GIRDLE, INCLUSION, MEASURE
from app.views.reports.proposal import proposed_location
from app.views.reports.report_photos import ReportPhotos
from app.views.reports.scale_sheet import ScaleSheet
from app.views.reports.view_sheet import ViewSheet
from app.views.widgets.sentence_bar import SentenceBar

if TYPE_CHECKING:
    from app.views.reports.report_page import ReportPage


class PhotoWork(QObject):
    """The part of the page that works on photos. ``photos`` takes them in."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__(page)
        self.page = page
        self.writing = page.writing
        self._refused: list[UserError] = []
        self._centres: dict[str, tuple[int, int]] = {}
        self.photos = ReportPhotos(page.desk, page.writing, page, lambda: page.editable)
        self.ways = PhotoWays(
            page.desk,
            page,
            self.photos.intake,
            view=lambda: self.photos.next_view,
            ghost=self.last_of_view,
            before=self.photos.begin,
        )
        self._connect()

    def _connect(self) -> None:
        page, canvas = self.page, self.page.canvas
        canvas.placed.connect(self._on_placed)
        page.editing.more.inclusions.marks.told.connect(page.say)
        canvas.measured.connect(self._on_measured)
        canvas.mark_chosen.connect(self.writing.mark_current)
        canvas.mark_opened.connect(self.describe)
        canvas.mark_moved.connect(self._on_moved)
        canvas.severity_typed.connect(self._on_severity)
        page.findings.severity_typed.connect(self._on_severity)
        page.findings.opened.connect(self.describe)
        page.findings.removal_asked.connect(self.writing.remove_mark)
        page.strip.wanted.connect(self._on_wanted)
        page.strip.removal_asked.connect(self.writing.remove_photo)
        page.strip.expecting.connect(self.photos.intake.get_ready)
        page.strip.dropped.connect(self._on_dropped)
        page.stage.dropped.connect(self._on_dropped)
        page.stage.ghost_pressed.connect(self.toggle_ghost)
        self.ways.watching.connect(page.strip.show_watched)
        self.photos.refused.connect(self._on_refused)
        self.photos.waiting.connect(self._on_waiting)

    # -- marks

    def _on_placed(self, shape: str, place: dict[str, Any]) -> None:
        photo, piece = self.writing.photo, self.writing.piece
        if photo is None or piece is None:
            return
        stone = self.page.editing.more.inclusions.marks
        if shape in (GIRDLE, INCLUSION):
            (stone.draw_girdle if shape == GIRDLE else stone.add)(place)
            return
        at = (place["x"] + place.get("dx", 0) // 2, place["y"] + place.get("dy", 0) // 2)
        if shape == ARROW:
            at = (place["x"] + place["dx"], place["y"] + place["dy"])
        centre = self._centres.get(photo.sha256, (500_000, 500_000))
        marks = self.writing.marks_on(photo.sha256)
        proposal = proposed_location(piece, photo, at, marks, centre)
        self.writing.add_mark(shape, **place)
        editor = self.page.findings.editor
        assert editor is not None
        self.page.open_side()
        editor.begin(proposal)

    def _on_moved(self, n: int, x: int, y: int) -> None:
        self.writing.edit_mark(n, merge="place", x=x, y=y)

    def place_here(self) -> None:
        """Move the current finding to the cross-hair of the photo that is shown."""
        mark, photo = self.writing.mark, self.writing.photo
        if mark and photo and self.page.editable:
            x, y = self.page.canvas.cross_millionths
            self.writing.edit_mark(
                mark.n, photo_sha256=photo.sha256, shape=POINT, x=x, y=y, dx=0, dy=0, strokes=()
            )

    def _on_severity(self, severity: int) -> None:
        if self.writing.mark_n and self.page.editable:
            self.writing.edit_mark(self.writing.mark_n, merge="severity", severity=severity)

    def take_key(self, event: QKeyEvent) -> None:
        """A key meant for the photo that was pressed beside it."""
        canvas = self.page.canvas
        self.page.focus_photo()
        pressed = [QKeySequence(event.keyCombination())]
        if not event.text().isalpha():  # "+" may be typed with Shift, but Shift+M is not M
            pressed.append(QKeySequence(event.text()))
        for keys in pressed:
            for action in canvas.actions():
                if action.shortcut() == keys and action.isEnabled():
                    action.trigger()
                    return
        canvas.keyPressEvent(event)

    def describe(self) -> None:
        """Say more about the current finding."""
        if self.page.editable and self.writing.mark and self.page.findings.editor:
            self.page.open_side()
            self.page.findings.editor.begin()

    def remove_mark(self) -> None:
        """Take the current finding out; Ctrl+Z brings it back."""
        if self.page.editable and self.writing.mark_n:
            self.writing.remove_mark(self.writing.mark_n)

    def _on_measured(self, place: dict[str, Any]) -> None:
        photo = self.writing.photo
        um = self.page.stage.length_um(place)
        if photo is None:
            return
        if um is None:
            ScaleSheet(self.page, place).open()
        elif self.writing.mark is not None:
            self.writing.edit_mark(self.writing.mark_n, size_um=um)
            self.page.say(f"Mark {self.writing.mark_n} measured: {um / 1000:.2f} mm")
        else:
            self.page.desk.toast(f"The line is {um / 1000:.2f} mm long")

    def scale_anew(self) -> None:
        """Forget the photo's scale and have a line of known length drawn; Ctrl+Z brings it back."""
        photo = self.writing.photo
        if self.page.editable and photo is not None:
            self.writing.edit_photo(photo.sha256, um_across=None)
            self.page.canvas.set_tool(MEASURE)
            self.page.focus_photo()
            self.page.say("Draw a line along something whose length you know")

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
            self.page.say(f"{last.number} has no photo of this view")
        self.page.stage.show_ghost("" if self.page.stage.ghost_on else found)

    def last_of_view(self, view: str) -> str:
        """The photo of this view that was taken last: of the last report, or of this one; "" for none."""
        last = self.writing.last
        before = [*(last.form.photos if last else ()), *self.writing.form.photos]
        return next((photo.sha256 for photo in reversed(before) if photo.view == view), "")

    # -- photos

    def take_photo(self) -> None:
        """Choose a photo of the next view that is missing."""
        if self.page.editable:
            self.photos.choose()

    def paste(self) -> None:
        """Take the picture that was copied."""
        if self.page.editable and not self.photos.paste():
            self.page.say("There is no picture in the clipboard")

    def name_view(self) -> None:
        """Say which view the photo shows."""
        if self.page.editable and self.writing.photo:
            ViewSheet(self.page).open()

    def _on_wanted(self, view: str) -> None:
        if self.page.editable:
            self.ways.ask(view)

    def _on_dropped(self, mime: QMimeData, view: str = "") -> None:
        if self.page.editable:
            self.photos.take_mime(mime, view)

    def _on_refused(self, view: str, error: UserError | None) -> None:
        self.page.strip.show_refused(view, error.sentence() if error else "")
        if error:
            if not self.page.findChildren(SentenceBar, "refusal"):
                self._refused = []  # what was refused before is mended or read
            self._refused.append(error)
            self.page.show_refusal(_all_of(self._refused))
        elif len(self._refused) < 2:  # one picture mends one refusal
            self.page.clear_refusals()

    def _on_waiting(self, many: int) -> None:
        if many:
            self.page.say(f"{many} photo{'s' if many > 1 else ''} on the way")
        elif self.page.editable:
            self.page.say_mode()


def _all_of(refused: list[UserError]) -> UserError:
    """One sentence bar for pictures that came together: each is named, none in place of another."""
    last = refused[-1]
    if len(refused) == 1:
        return last
    said = " ".join(dict.fromkeys(one.message for one in refused))
    return UserError(f"{len(refused)} pictures were not taken", said, last.remedy)
