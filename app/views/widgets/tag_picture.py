"""A tag on the screen: the printer's own dots, one for one, and whether they read back."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.codes import spaced
from app.domain.errors import UserError
from app.printing.tag.readback import reads_back
from app.printing.tag.roll import Roll
from app.printing.tag.values import TagValues
from app.views import theme

DPI = 300
EDGE = 10


@dataclass(frozen=True)
class DrawnTag:
    """A tag as it would be printed. ``front`` is the side with the code, in dots of the raster.

    ``refusal`` says why there is none; then ``image`` is None.
    """

    code: str
    lines: tuple[str, ...]
    image: QImage | None
    front: QRect
    reads_back: bool
    refusal: str = ""

    @property
    def spoken(self) -> str:
        """The tag for a screen reader."""
        if self.image is None:
            return f"No tag. {self.refusal}"
        proof = "reads back" if self.reads_back else "does not read back"
        return ", ".join(
            [
                f"Tag {spaced(self.code)}",
                *(" ".join(line.split()) for line in self.lines if line.strip()),
                proof,
            ]
        )


def drawn_tag(values: TagValues, roll: Roll, dpi: int = DPI) -> DrawnTag:
    """Draw a tag and read the very dots back; takes some milliseconds, so beside the window."""
    lines, front = values.spoken(), QRect()
    try:
        drawn = roll.draw(values, dpi)
        side, _code = drawn.symbol()
        left, top, right, bottom = side.on_stock((0, 0, side.ground.width, side.ground.height))
        front = QRect(left, top, right - left, bottom - top)
        said = [one.text for one in side.layout.placed if one.size]
        lines = tuple(text for text in said if "".join(text.split()) != values.code)
        raster = drawn.raster()
    except UserError as error:
        return DrawnTag(values.code, lines, None, front, False, error.sentence())
    proved = reads_back(raster, values.code)
    return DrawnTag(values.code, lines, _as_image(raster), front, proved)


def _as_image(raster: Image.Image) -> QImage:
    grey = raster.convert("L")
    made = QImage(
        grey.tobytes(), grey.width, grey.height, grey.width, QImage.Format.Format_Grayscale8
    )
    return made.copy()


class TagPicture(QWidget):
    """Shows the side with the code on white, in whole screen dots a printer dot."""

    def __init__(self) -> None:
        super().__init__()
        self._tag: DrawnTag | None = None
        self.setAccessibleName("Tag")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def tag(self) -> DrawnTag | None:
        """What is shown."""
        return self._tag

    def show_tag(self, tag: DrawnTag | None) -> None:
        """Show a tag, or the empty ground while one is being drawn for the first time."""
        self._tag = tag
        self.setAccessibleName(tag.spoken if tag else "Tag")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        front = self._tag.front if self._tag else QRect(0, 0, 236, 130)
        return QSize(front.width() + 2 * EDGE, front.height() + 2 * EDGE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(Qt.GlobalColor.white)  # a tag is white in both themes
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        tag = self._tag
        if tag is None:
            return
        if tag.image is None:
            painter.setPen(QColor(theme.LIGHT["c_bad"]))
            painter.setFont(theme.font(12))
            room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), tag.refusal)
            return
        ratio = self.devicePixelRatioF()
        room = self.rect().adjusted(4, 4, -4, -4)
        times = max(
            1,
            int(min(room.width() / tag.front.width(), room.height() / tag.front.height()) * ratio),
        )
        width, height = tag.front.width() * times / ratio, tag.front.height() * times / ratio
        # Begin on a whole screen dot, or every edge of the symbol is smeared.
        left = round((self.width() - width) / 2 * ratio) / ratio
        top = round((self.height() - height) / 2 * ratio) / ratio
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.drawImage(QRectF(left, top, width, height), tag.image, QRectF(tag.front))
