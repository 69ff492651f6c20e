"""How photos are looked at on a page: loupe, brightness, contrast, white balance; for viewing only.

What is stored and what is printed never pass through here.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image
from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QImage

from app.domain.errors import UserError
from app.domain.picture_viewing import PLAIN, STEP, Colour, Viewing, grey_point, kept_within

POWERS = (2, 3, 4, 6, 8)
FIRST_POWER = 3
HELD_MS = 300
"""A key held longer than this shows the loupe while it is held; a shorter press leaves it there."""
AROUND = 2
"""A grey point is the mean of a square of so many pixels to each side."""


class Looking(QObject):
    """What a page's photos are shown through. ``changed``: they look otherwise; ``loupe_changed``:
    the loupe came, went or magnifies otherwise; ``told(words)`` what is to be said in the foot."""

    changed = Signal()
    loupe_changed = Signal()
    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._light = PLAIN
        self._greys: dict[str, Colour] = {}
        self.loupe = False
        self.power = FIRST_POWER
        self.picking = False
        self._held = QElapsedTimer()
        self._was = False

    # -- light

    @property
    def light(self) -> Viewing:
        """Brightness and contrast, the same for all photos of the page."""
        return self._light

    def viewing(self, photo: str) -> Viewing:
        """How a photo (by its digest) is shown; white is set right for each by itself."""
        return replace(self._light, grey=self._greys.get(photo))

    @property
    def words(self) -> str:
        """The chip: "View only: brightness +20"; "" where photos are shown as they are."""
        some = next(iter(self._greys.values()), None)
        said = replace(self._light, grey=some).words
        return f"View only: {said}" if said else ""

    def brighten(self, steps: int) -> None:
        """Brighter or darker."""
        brightness = kept_within(self._light.brightness + steps * STEP)
        self._show(replace(self._light, brightness=brightness))

    def harden(self, steps: int) -> None:
        """More or less contrast."""
        contrast = kept_within(self._light.contrast + steps * STEP)
        self._show(replace(self._light, contrast=contrast))

    def _show(self, light: Viewing) -> None:
        if light != self._light:
            self._light = light
            self._tell()

    def reset(self) -> None:
        """Show photos as they are."""
        if not (self.picking or self._greys) and self._light.is_plain:
            return
        self.picking = False
        self._light, self._greys = PLAIN, {}
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self.told.emit(self.words or "Photos are shown as they are")

    # -- white

    def pick_grey(self) -> None:
        """Ask for a place that is grey in truth, or give the asking up."""
        self.picking = not self.picking
        self.changed.emit()
        said = "Click a grey or white place of the photo, or Enter at the cross-hair; Esc ends"
        self.told.emit(said if self.picking else self.words)

    def stop_picking(self) -> None:
        """Give the asking up."""
        if self.picking:
            self.pick_grey()

    def take_grey(self, photo: str, picture: QImage, at: QPoint) -> bool:
        """A place of the photo as it is (px) is grey; whether it could be taken."""
        try:
            found = grey_point(colours_around(picture, at))
        except UserError as error:
            self.told.emit(error.sentence())
            return False
        self.picking = False
        self._greys[photo] = found
        self._tell()
        return True

    # -- loupe

    def press_loupe(self) -> None:
        """The key is down: the loupe is there."""
        self._held.start()
        self._was = self.loupe
        self._set_loupe(True)

    def release_loupe(self) -> None:
        """The key is up: gone if it was held; a short press lays it there, or takes it away."""
        if self._held.isValid():
            held = self._held.elapsed() >= HELD_MS
            self._held.invalidate()
            self._set_loupe(False if held else not self._was)

    def toggle_loupe(self) -> None:
        """Lay the loupe on the photo, or take it away."""
        self._set_loupe(not self.loupe)

    def hide_loupe(self) -> None:
        """Take the loupe away."""
        self._held.invalidate()
        self._set_loupe(False)

    def _set_loupe(self, shown: bool) -> None:
        if shown != self.loupe:
            self.loupe = shown
            self.loupe_changed.emit()
            self.told.emit(self._loupe_words if shown else "Loupe off")

    def magnify(self, steps: int) -> None:
        """A stronger or weaker loupe."""
        at = POWERS.index(self.power) + steps
        self.power = POWERS[min(len(POWERS) - 1, max(0, at))]
        self.loupe_changed.emit()
        self.told.emit(self._loupe_words)

    @property
    def _loupe_words(self) -> str:
        return f"Loupe, {self.power} times: + and − magnify, Esc ends"


def viewed(picture: QImage, viewing: Viewing) -> QImage:
    """A picture as it is shown; the given one stays as it is. 1 MP takes about 15 ms."""
    if viewing.is_plain or picture.isNull():
        return picture
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    size = (plain.width(), plain.height())
    red, green, blue = viewing.tables()
    table = [*blue, *green, *red, *range(256)]  # as the bytes of a pixel lie in memory
    pixels = Image.frombuffer(
        "RGBA", size, bytes(plain.constBits()), "raw", "RGBA", plain.bytesPerLine(), 1
    )
    data = pixels.point(table).tobytes()
    return QImage(data, *size, 4 * size[0], QImage.Format.Format_RGB32).copy()


def colours_around(picture: QImage, at: QPoint) -> list[Colour]:
    """The colours of the pixels around a place."""
    square = QRect(at.x() - AROUND, at.y() - AROUND, 2 * AROUND + 1, 2 * AROUND + 1)
    room = square.intersected(picture.rect())
    return [
        (colour.red(), colour.green(), colour.blue())
        for y in range(room.top(), room.bottom() + 1)
        for x in range(room.left(), room.right() + 1)
        for colour in (picture.pixelColor(x, y),)
    ]
