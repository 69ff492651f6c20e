"""Drawing a design beside the window: the printer's own dots, the lights, other pieces' tags."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.domain.errors import UserError
from app.printing.tag.draw import Drawn, draw
from app.printing.tag.lights import Light
from app.printing.tag.picture import side_picture, whole_picture
from app.printing.tag.png import png
from app.printing.tag.readback import reads_back
from app.printing.tag.stock import Stock
from app.printing.tag.template import TagTemplate
from app.printing.tag.trouble import refusal
from app.printing.tag.values import TagValues
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk

WAIT_MS = 30
"""So long after the last change it is drawn: a held arrow draws no more than thirty times a second."""
SPILL_UM = 2_000


@dataclass(frozen=True)
class Order:
    """What is to be drawn: a template on a stock, saying this, and what others would say."""

    template: TagTemplate
    stock: Stock
    values: TagValues
    others: tuple[TagValues, ...]
    dpi: int


@dataclass(frozen=True)
class OtherTag:
    """Another piece's tag: its picture, and why it does not fit ("" where it does)."""

    code: str
    image: QImage
    wrong: str


@dataclass(frozen=True)
class Sketch:
    """A drawn design. ``ink`` is the whole tag without its paper, ``whole`` with it, ``sides`` its
    panels as they are read with what runs over in red; ``read_us`` how long reading back took.
    """

    order: Order
    drawn: Drawn
    lights: tuple[Light, ...]
    ink: QImage
    whole: QImage
    sides: dict[str, QImage]
    others: tuple[OtherTag, ...]
    read_us: int
    size_bytes: int

    @property
    def red(self) -> tuple[Light, ...]:
        """The lights that forbid live use."""
        return tuple(one for one in self.lights if one.state == "bad")


def sketch(order: Order) -> Sketch:
    """Draw it; takes some milliseconds, so beside the window."""
    drawn = draw(order.template, order.stock, order.values, order.dpi)
    begun = time.perf_counter_ns()
    reads_back(drawn.image, drawn.code)
    read_us = (time.perf_counter_ns() - begun) // 1000
    whole = whole_picture(drawn)
    return Sketch(
        order,
        drawn,
        drawn.lights,
        as_ink(whole),
        as_image(whole),
        {
            side.panel.name: as_image(side_picture(drawn, side.panel.name, SPILL_UM))
            for side in drawn.sides
        },
        tuple(_other(order, values) for values in order.others),
        read_us,
        len(png(drawn.image, order.dpi)),
    )


def _other(order: Order, values: TagValues) -> OtherTag:
    drawn = draw(order.template, order.stock, values, order.dpi)
    wrong = ""
    if drawn.troubles:
        wrong = refusal(drawn.troubles[0], order.template, order.stock).message
    return OtherTag(values.code, as_image(whole_picture(drawn)), wrong)


def as_image(picture: Image.Image) -> QImage:
    """A picture for the screen."""
    rgb = picture.convert("RGB")
    made = QImage(rgb.tobytes(), rgb.width, rgb.height, 3 * rgb.width, QImage.Format.Format_RGB888)
    return made.copy()


def as_ink(picture: Image.Image) -> QImage:
    """A picture whose white is glass: what is drawn beneath it is seen."""
    rgba = picture.convert("RGBA")
    grey = picture.convert("L")
    rgba.putalpha(grey.point(lambda level: 0 if level == 255 else 255))
    made = QImage(
        rgba.tobytes(), rgba.width, rgba.height, 4 * rgba.width, QImage.Format.Format_RGBA8888
    )
    return made.copy()


class Artist(QObject):
    """Draws the newest order beside the window, one at a time. ``drew(Sketch)``, ``failed(UserError)``."""

    drew = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: Order | None = None
        self._busy = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._begin)

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked for is drawn."""
        return self._wanted is None and not self._busy

    def ask(
        self,
        template: TagTemplate,
        stock: Stock,
        values: TagValues,
        others: Sequence[TagValues],
        dpi: int,
    ) -> None:
        """Draw this; what was asked for before and has not begun is dropped."""
        self._wanted = Order(template, stock, values, tuple(others), dpi)
        if not self._soon.isActive():
            self._soon.start()

    def _begin(self) -> None:
        order = self._wanted
        if order is None or self._busy:
            return
        self._wanted, self._busy = None, True
        self._desk.start(
            lambda _job: sketch(order), self._on_drawn, self._on_failed, title="Drawing a tag"
        )

    def _on_drawn(self, made: Any) -> None:
        self._busy = False
        if self._wanted is not None:
            self._soon.start()
        self.drew.emit(made)

    def _on_failed(self, error: UserError | BugReport) -> None:
        self._busy = False
        if self._wanted is not None:
            self._soon.start()
        if isinstance(error, UserError):
            self.failed.emit(error)
