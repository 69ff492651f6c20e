"""Photos through a camera or a microscope, with the last photo of the same view laid over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.devices.camera import (
    NO_CAMERA,
    NO_LIBRARY,
    Camera,
    CodeCamera,
    cameras,
    hear_of_cameras,
)
from app.domain.vocabulary import VIEWS
from app.views import theme
from app.views.frame.desk import Desk
from app.views.widgets.inputs import Choice, Tick
from app.views.widgets.photo import read_image
from app.views.widgets.photo_intake import PhotoIntake
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text
from app.views.widgets.toast import announce

SIZE = QSize(592, 444)
GHOST_PERCENT = 40
HOW = (
    "Space takes the photo, G shows or hides the last photo of this view, so that the angles match."
)

MISSING = (
    "This PC has no camera that Parure can use. Plug a webcam or a USB microscope in, "
    "take the photos by phone, or choose files with F7."
)
DARK_MS = 5_000
DARK = (
    "The camera shows nothing yet. Another program may have it, or its cable is loose; plug it out "
    "and in again, or choose another one."
)


class GhostView(QWidget):
    """What the camera sees, and half seen through another photo over it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("What the camera sees")
        self.setAccessibleDescription(HOW)
        self.image = QImage()
        self.ghost = QImage()
        self.percent = GHOST_PERCENT

    def show_image(self, image: QImage) -> None:
        """The newest frame."""
        self.image = image
        self.update()

    def show_ghost(self, ghost: QImage, percent: int) -> None:
        """The photo to match and how much of it is seen; an empty one for none."""
        self.ghost, self.percent = ghost, percent
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.color("sunken"))
        self._draw(painter, self.image)
        painter.setOpacity(self.percent / 100)
        self._draw(painter, self.ghost)
        if self.hasFocus():
            painter.setOpacity(1)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw(self, painter: QPainter, image: QImage) -> None:
        if image.isNull():
            return
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = self.rect()
        box.setSize(size)
        box.moveCenter(self.rect().center())
        painter.drawImage(box, image)


class PhotoCameraSheet(Sheet):
    """Stays open for a whole sequence of views. ``view()`` is the next one, ``ghost(view)`` the
    digest of the photo that it should look like ("" for none)."""

    def __init__(
        self,
        desk: Desk,
        intake: PhotoIntake,
        view: Callable[[], str],
        ghost: Callable[[str], str],
        *,
        camera: CodeCamera | None = None,
        find: Callable[[], Sequence[Camera]] = cameras,
    ) -> None:
        super().__init__(desk.frame.host(), "Take photos with a camera", HOW, width=640)
        self._desk, self._intake = desk, intake
        self._view, self._ghost = view, ghost
        self._asked = ""
        self._picture = QImage()
        self.shots = 0
        self._find = find
        self.there: list[Camera] = []
        self.looks_through = ""
        self.choice = Choice([])
        self.choice.setAccessibleName("Camera")
        self.seen = GhostView()
        self.told = Text("", "strong", wrap=True)
        self.tick = Tick("Last photo over it (G)")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("How much of the last photo is seen, percent")
        self.slider.setRange(0, 100)
        self.slider.setValue(GHOST_PERCENT)
        row = QHBoxLayout()
        row.addWidget(self.tick)
        row.addWidget(self.slider, 1)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.seen)
        self.body.addWidget(self.told)
        self.body.addLayout(row)
        self.add_way("Close", key="Esc")
        self.take_button = self.add_way("Take the photo", self.take, "primary", closes=False)
        self.take_button.setEnabled(False)
        self.camera = camera or CodeCamera(self)
        self.camera.frame.connect(self._on_frame)
        self.camera.failed.connect(self._on_failed)
        self._dark = QTimer(self)
        self._dark.setSingleShot(True)
        self._dark.setInterval(DARK_MS)
        self._dark.timeout.connect(self._on_dark)
        self.choice.changed.connect(self._on_chosen)
        self.slider.valueChanged.connect(self._show_ghost)
        self.tick.toggled.connect(self._show_ghost)
        intake.taken.connect(self._on_taken)
        desk.session.changed.connect(self.dismiss)
        self.closed.connect(self._on_closed)

    def open(self) -> None:
        super().open()
        self._next()
        self.find_cameras()
        hear_of_cameras(self.find_cameras, self)

    def focus_first(self) -> None:
        """What is seen has the keys: Space there takes the photo, and closes nothing."""
        if self.seen.isVisibleTo(self):
            self.seen.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().focus_first()

    def take(self) -> None:
        """The frame that is seen now, with all its pixels, as a photo."""
        if not self.seen.image.isNull():
            self.shots += 1
            self._intake.take_image(self.seen.image, f"Camera photo {self.shots}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_G and self.tick.isEnabled():
            self.tick.toggle()
        elif event.key() == Qt.Key.Key_Space:
            self.take()
        else:
            super().keyPressEvent(event)

    # -- the view that comes next and its ghost

    def _say_next(self) -> None:
        view = self._view()
        words = f"Next: {VIEWS.word(view)} view" if view else "Next photo"
        self.told.setText(words if not self.shots else f"{self.shots} taken. {words}")
        self.tick.setEnabled(bool(self._asked))
        self.slider.setEnabled(bool(self._asked))

    def _next(self) -> None:
        view = self._view()
        self._say_next()
        announce(self, self.told.text())
        key = self._ghost(view)
        if key == self._asked:
            return
        self._asked, self._picture = key, QImage()
        self.tick.setEnabled(bool(key))
        self.slider.setEnabled(bool(key))
        self.tick.setChecked(bool(key))
        self._show_ghost()
        if key:
            self._desk.start(lambda _job: (key, self._desk.photo(key, 1280)), self._on_ghost)

    def _on_ghost(self, got: tuple[str, bytes | None]) -> None:
        key, content = got
        if key == self._asked and content:
            self._picture = read_image(content, 1280)
            self._show_ghost()

    def _show_ghost(self, _value: object = None) -> None:
        on = self.tick.isChecked()
        self.seen.show_ghost(self._picture if on else QImage(), self.slider.value())

    def _on_taken(self, _photo: object, _subject: object, _view: str) -> None:
        if self.is_open:
            self._next()

    # -- the camera

    def find_cameras(self) -> None:
        """Which cameras are there now; one that was plugged in while there was none is looked through."""
        self.there = list(self._find())
        ids = [one.id for one in self.there]
        self.choice.set_options([(one.id, one.name) for one in self.there])
        self.choice.setVisible(len(self.there) > 1)
        if self.looks_through in ids:
            self.choice.set_value(self.looks_through)
        elif ids:
            self.choice.set_value(ids[0])
            self._on_chosen(ids[0])
        else:
            self._on_failed(NO_CAMERA)

    def _on_chosen(self, camera_id: object) -> None:
        self.camera.stop()
        self.looks_through = str(camera_id)
        self.seen.show_image(QImage())
        self.take_button.setEnabled(False)
        for widget in (self.seen, self.sentence, self.tick, self.slider):
            widget.show()
        self._say_next()
        self._dark.start()
        self.camera.start(self.looks_through, finest=True)

    def _on_frame(self, image: QImage) -> None:
        if self.seen.image.isNull():
            self._say_next()
        self._dark.stop()
        self.take_button.setEnabled(True)
        self.seen.show_image(image)

    def _on_dark(self) -> None:
        self.told.setText(DARK)
        announce(self, DARK)

    def _on_failed(self, words: str) -> None:
        self.camera.stop()
        self._dark.stop()
        self.looks_through = ""
        self.seen.show_image(QImage())
        self.seen.hide()
        self.take_button.setEnabled(False)
        for widget in (self.tick, self.slider):
            widget.hide()
        self.sentence.hide()
        self.told.setText(MISSING if words in (NO_CAMERA, NO_LIBRARY) else words)
        announce(self, self.told.text())

    def _on_closed(self) -> None:
        self._dark.stop()
        self.camera.stop()
        self._intake.taken.disconnect(self._on_taken)
        self._desk.session.changed.disconnect(self.dismiss)
        self.deleteLater()
