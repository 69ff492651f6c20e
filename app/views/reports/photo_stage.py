"""The photo in its frame with what lies over it: tools, scale, zoom, ghost; or how to take the first."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.decoding import WHOLE_PX
from app.domain.picture_viewing import Viewing
from app.domain.vocabulary import VIEWS
from app.services.report_form import ARROW, BOX, LINE, MILLION, POINT
from app.views.frame.desk import Desk
from app.views.reports.canvas import GIRDLE, INCLUSION, MEASURE, PhotoCanvas
from app.views.reports.canvas_looking import CanvasLooking
from app.views.reports.canvas_overlays import (
    OverlayButton,
    PhotoFrame,
    ScaleBar,
    ZoomBar,
)
from app.views.reports.looking import Looking, viewed
from app.views.reports.looking_tools import LookingTools
from app.views.reports.photo_away import ASK, AWAY, away_words
from app.views.reports.tool_palette import Tool, ToolPalette
from app.views.reports.writing import ReportWriting
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.photo import read_image
from app.views.widgets.photo_intake import PhotoIntake

TOOLS = (
    Tool(POINT, "crosshair", "P", "Point"),
    Tool(BOX, "scan", "B", "Box"),
    Tool(ARROW, "arrow-up", "A", "Arrow"),
    Tool(LINE, "pencil", "D", "Draw"),
    Tool(MEASURE, "ruler", "L", "Measure"),
    Tool(GIRDLE, "circle-dashed", "O", "Girdle of the centre stone"),
    Tool(INCLUSION, "diamond", "I", "Inclusion"),
)
SHOWN = 1280
FINE = 4096
FINER = {SHOWN: FINE, FINE: WHOLE_PX}
"""What is fetched where a picture is too coarse: the photo with all its pixels in the end."""
SMALL = 320
"""Over a photo that is shown less high than this (px), plates say icons and keys alone."""
LEAST = 260
"""Lower than this (px) the photo shows too little: a low window scrolls to it instead."""
FINER_FROM = 1.25
"""From so many screen pixels a pixel on, a finer picture of the photo is fetched."""


class PhotoStage(QWidget):
    """Shows the photo of a writing and its marks. ``dropped(mime)`` when files come down on it."""

    dropped = Signal(object)
    ghost_pressed = Signal()

    def __init__(self, desk: Desk, writing: ReportWriting, *, editable: bool = True) -> None:
        super().__init__()
        self.desk = desk
        self.writing = writing
        self.setAcceptDrops(editable)
        self.setMinimumHeight(LEAST)
        self._stack = QStackedLayout(self)
        self.canvas = PhotoCanvas()
        self.canvas.read_only = not editable
        self.empty = EmptyState(
            "camera",
            "No photo yet",
            "A photo shows what words cannot. Choose one, drop it here, or paste it.",
        )
        self.away = EmptyState("cloud-off", AWAY)
        self.away.set_button(ASK, self._ask_again, icon="refresh-cw")
        for shown in (self.canvas, self.empty, self.away):
            self._stack.addWidget(shown)
        view = self.canvas.viewport()
        self.palette_box = ToolPalette(TOOLS, view)
        self.palette_box.setVisible(editable)
        self.palette_box.show_tool(POINT)
        self.scale_bar = ScaleBar(view)
        self.zoom_bar = ZoomBar(view)
        self.ghost = OverlayButton("layers", "Ghost of last report off", "G", view)
        self.ghost.hide()
        self.ghost_on = False
        self._frame = PhotoFrame(self.canvas)
        self._sha = ""
        self._fetched = 0
        self._shown = 0
        self._ghost_sha = ""
        self._picture: QImage | None = None
        self.looking = Looking(self)
        self.looking_tools = LookingTools(self.looking, view)
        self._looker = CanvasLooking(self.canvas, self.looking, lambda: (self._sha, self._picture))
        self.looking.changed.connect(self._view_anew)
        self.looking.loupe_changed.connect(self._on_loupe)
        self.canvas.installEventFilter(self)
        self.palette_box.chosen.connect(self.canvas.set_tool)
        self.canvas.tool_changed.connect(self.palette_box.show_tool)
        self.canvas.zoomed.connect(self._on_zoomed)
        self.zoom_bar.pressed.connect(self._on_zoom_pressed)
        self.ghost.clicked.connect(self.ghost_pressed)
        writing.changed.connect(self._show_marks)
        writing.marked.connect(self._show_marks)
        writing.photo_changed.connect(self.show_photo)

    # -- the photo

    def show_photo(self) -> None:
        """Show the photo of the writing: small at once, then as large as it is needed."""
        photo = self.writing.photo
        self._stack.setCurrentWidget(self.canvas if photo else self.empty)
        if photo is None:
            self._sha, self._picture = "", None
            self._fetched = self._shown = 0
            self.canvas.show_picture(None)
            return
        self.canvas.call_it(f"Photo with marks, {VIEWS.word(photo.view)}")
        self.canvas.whole_px = photo.width
        if photo.sha256 != self._sha:
            self._sha, self._fetched, self._shown = photo.sha256, 0, 0
            small = self.desk.thumbs(photo.sha256)
            image = small.toImage() if small else None
            if image and photo.width and photo.height:
                wanted = QSize(photo.width, photo.height).scaled(
                    SHOWN, SHOWN, Qt.AspectRatioMode.KeepAspectRatio
                )
                image = image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio)
            self._show_picture(image)
            self._fetch(SHOWN)
        self._show_marks()

    def _fetch(self, longest: int) -> None:
        """Read the photo beside the window; what came in is decoded by the child alone."""
        sha, size = self._sha, longest
        self._fetched = longest

        def read(_job: object) -> tuple[str, int, QImage | None]:
            content = self.desk.photo(sha, size)
            return sha, size, read_image(content, size) if content else None

        self.desk.start(read, self._on_picture, title="reading a photo")

    def _on_picture(self, got: tuple[str, int, QImage | None]) -> None:
        sha, size, image = got
        if sha == self._sha and size < self._shown:
            return  # the finer one was quicker
        if sha == self._sha and image is not None and not image.isNull():
            self._stack.setCurrentWidget(self.canvas)
            self._shown = size
            self._show_picture(image, keep_view=self.canvas.has_photo)
            self._on_zoomed()
        elif sha == self._sha and not self.canvas.has_photo:
            self.away.set_words(AWAY, away_words(self.desk), "cloud-off")
            self._stack.setCurrentWidget(self.away)

    def _ask_again(self) -> None:
        """Meet the other PCs at once, and look for the photo again."""
        self.desk.sync.try_now()
        self._fetch(SHOWN)

    # -- for viewing only

    def _show_picture(self, image: QImage | None, *, keep_view: bool = False) -> None:
        """Show a picture through the light that is set; the picture itself is kept as it is."""
        self._picture = image
        self.canvas.show_picture(image, keep_view=keep_view)
        if not self.looking.viewing(self._sha).is_plain:
            self._view_anew()

    def _view_anew(self) -> None:
        """Another light was set: small pictures are shown anew at once, large ones beside the window."""
        picture, viewing = self._picture, self.looking.viewing(self._sha)
        if picture is None or picture.isNull():
            return
        if max(picture.width(), picture.height()) <= SHOWN or viewing.is_plain:
            self.canvas.replace_picture(viewed(picture, viewing))
            return
        asked = (self._sha, viewing)

        def view(_job: object) -> tuple[tuple[str, Viewing], QImage]:
            fine = picture  # the largest are 200 MB as pixels: no copies are made of those
            if max(picture.width(), picture.height()) > FINE:
                fine = picture.scaled(FINE, FINE, Qt.AspectRatioMode.KeepAspectRatio)
            return asked, viewed(fine, viewing)

        self.desk.start(view, self._on_viewed, title="viewing a photo")

    def _on_viewed(self, got: tuple[tuple[str, Viewing], QImage]) -> None:
        (sha, viewing), image = got
        if sha == self._sha and viewing == self.looking.viewing(sha):
            self.canvas.replace_picture(image)

    def _on_loupe(self) -> None:
        """What the loupe magnifies is the photo itself, and not its derivative."""
        if self.looking.loupe:
            self._fetch_finer(self.looking.power)

    def _fetch_finer(self, magnified: int = 1) -> None:
        """Fetch a finer picture where the one that is shown is too coarse, one step at a time."""
        photo, next_one = self.writing.photo, FINER.get(self._shown, 0)
        if photo is None or self._fetched != self._shown or not next_one:
            return
        there_is_more = max(photo.width, photo.height) > self._shown
        if next_one == WHOLE_PX and not self.looking.viewing(self._sha).is_plain:
            return
        if there_is_more and self.canvas.coarseness * magnified > FINER_FROM:
            self._fetch(next_one)

    def show_ghost(self, sha256: str) -> None:
        """Lay a photo of the last report over this one; "" takes it away."""
        self.ghost_on, self._ghost_sha = bool(sha256), sha256
        words = "Ghost of last report on" if sha256 else "Ghost of last report off"
        self.ghost.set_words(words)
        self._place()
        if not sha256:
            self.canvas.show_ghost(None)
            return

        def read(_job: object) -> tuple[str, QImage | None]:
            content = self.desk.photo(sha256, SHOWN)
            return sha256, read_image(content, SHOWN) if content else None

        self.desk.start(read, self._on_ghost, title="reading a photo")

    def _on_ghost(self, got: tuple[str, QImage | None]) -> None:
        sha, image = got
        if sha == self._ghost_sha:
            self.canvas.show_ghost(image)

    def _show_marks(self, *_: object) -> None:
        self.canvas.show_marks(self.writing.marks_on(self.writing.photo_sha), self.writing.mark_n)
        said = self.writing.form.fingerprint
        here = said.photo_sha256 == self.writing.photo_sha
        self.canvas.show_stone(said.girdle if here else None, said.inclusions if here else ())
        self._show_scale()

    # -- scale and zoom

    def length_um(self, place: dict[str, Any]) -> int | None:
        """How long a line of the measuring tool is on the piece; None without a scale."""
        photo = self.writing.photo
        if photo is None or not photo.um_across or not photo.width:
            return None
        ratio = photo.height / photo.width
        part = math.hypot(place.get("dx", 0), place.get("dy", 0) * ratio) / MILLION
        return round(part * photo.um_across)

    def _show_scale(self) -> None:
        photo = self.writing.photo
        across = self.canvas.sceneRect().width() * self.canvas.transform().m11()
        if photo is None or not photo.um_across or across <= 0:
            self.scale_bar.show_scale(0, "")
        else:
            self.scale_bar.show_scale(photo.um_across / across, "as measured")
        self._place()

    def _on_zoomed(self) -> None:
        self.zoom_bar.show_zoom(self.canvas.zoom)
        self._show_scale()
        self._fetch_finer(self.looking.power if self.looking.loupe else 1)

    def _on_zoom_pressed(self, word: str) -> None:
        if word == "Fit":
            self.canvas.fit()
        elif word == "1:1":
            self.canvas.fill_at(1.0)
        else:
            self.canvas.zoom_by(1.25 if word == "+" else 0.8)

    # -- arrangement

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._frame.focused = kind == QEvent.Type.FocusIn
            self._frame.update()
        elif kind == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        room = self.canvas.rect()
        below = 0 if self.scale_bar.isHidden() else self.scale_bar.height() + 6
        self.palette_box.arrange(room.height() - 28 - below)
        self._frame.setGeometry(room)
        self._frame.raise_()
        self.scale_bar.move(14, room.height() - self.scale_bar.height() - 14)
        bar = self.zoom_bar
        bar.move(room.width() - bar.width() - 14, room.height() - bar.height() - 14)
        small = room.height() < SMALL
        self.ghost.set_short(small)
        self.ghost.move(room.width() - self.ghost.width() - 14, 14)
        self._place_tools(room.width() - 14, small)

    def _place_tools(self, right: int, small: bool) -> None:
        """Loupe and light beside the ghost, or below it where there is no room for both."""
        tools, palette = self.looking_tools, self.palette_box
        free = right - 14 - (0 if palette.isHidden() else palette.width() + 8)
        beside = right if self.ghost.isHidden() else self.ghost.x() - 6
        tools.place(beside, 14, free, short=small)
        if tools.loupe.x() < right - free and not self.ghost.isHidden():
            tools.place(right, 14 + self.ghost.height() + 6, free, short=small)

    def offer_ghost(self, offered: bool) -> None:
        """Whether there is a photo of a last report that can be laid over this one."""
        self.ghost.setVisible(offered)
        self._place()

    # -- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if PhotoIntake.holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())
