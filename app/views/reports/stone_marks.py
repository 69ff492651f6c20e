"""The fingerprint of the centre stone on its photo: the girdle drawn, inclusions lettered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from app.domain.inclusions import LETTERS, Girdle, Inclusion, next_letter, place_words
from app.services.report_form import Fingerprint
from app.views import theme
from app.views.reports.mark_painting import ToView, part
from app.views.reports.severity import INK, WHITE
from app.views.reports.writing import ReportWriting

RADIUS = 9.0
LEAST = 10_000
"""A girdle narrower than a hundredth of the photo is a slip of the hand."""


class StoneMarks(QObject):
    """Changes the fingerprint of a report. ``told(words)`` what was marked, or why not."""

    told = Signal(str)

    def __init__(self, writing: ReportWriting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.writing = writing

    @property
    def print(self) -> Fingerprint:
        """The fingerprint as it stands."""
        return self.writing.form.fingerprint

    def draw_girdle(self, place: dict[str, Any]) -> None:
        """The stone's outline fills a box; on another photo the fingerprint begins anew."""
        rx, ry = place.get("dx", 0) // 2, place.get("dy", 0) // 2
        if min(rx, ry) < LEAST:
            self.told.emit("Draw a box around the stone: from one corner to the other")
            return
        girdle = Girdle(place["x"] + rx, place["y"] + ry, rx, ry)
        said, sha = self.print, self.writing.photo_sha
        kept = said.inclusions if said.photo_sha256 == sha else ()
        self._put(replace(said, photo_sha256=sha, girdle=girdle, inclusions=kept))
        self.told.emit("The girdle stands: I marks an inclusion")

    def add(self, place: dict[str, Any]) -> None:
        """Letter an inclusion: with the last report's letter where it lay there."""
        said, sha = self.print, self.writing.photo_sha
        if said.inclusions and said.photo_sha256 != sha:
            self.told.emit(
                "The letters are on another photo: draw the girdle (O) here to begin anew"
            )
            return
        girdle = said.girdle if said.photo_sha256 == sha else None
        letter = self._letter(girdle, place["x"], place["y"])
        if not letter:
            self.told.emit(f"{len(LETTERS)} inclusions are enough to know a stone by")
            return
        one = Inclusion(letter, place["x"], place["y"], self._kind(letter))
        found = tuple(sorted((*said.inclusions, one), key=lambda each: each.letter))
        self._put(replace(said, photo_sha256=sha, girdle=girdle, inclusions=found))
        where = place_words(girdle, one) or "draw the girdle (O) and its place is measured"
        self.told.emit(f"Inclusion {letter}: {where}")

    def _last(self) -> Fingerprint:
        last = self.writing.last
        return last.form.fingerprint if last else Fingerprint()

    def _letter(self, girdle: Girdle | None, x: int, y: int) -> str:
        last = self._last()
        place = girdle.place(x, y) if girdle else None
        return next_letter(self.print.inclusions, last.inclusions, place, last.girdle)

    def _kind(self, letter: str) -> str:
        return next((one.kind for one in self._last().inclusions if one.letter == letter), "")

    def name(self, letter: str, kind: str) -> None:
        """Say of which kind an inclusion is."""
        found = tuple(
            replace(one, kind=kind) if one.letter == letter else one
            for one in self.print.inclusions
        )
        self._put(replace(self.print, inclusions=found))

    def remove(self, letter: str) -> None:
        """Take a letter out."""
        found = tuple(one for one in self.print.inclusions if one.letter != letter)
        self._put(replace(self.print, inclusions=found))

    def _put(self, said: Fingerprint) -> None:
        self.writing.change("fingerprint", fingerprint=said)


def paint_stone(
    painter: QPainter, girdle: Girdle | None, inclusions: tuple[Inclusion, ...], to_view: ToView
) -> None:
    """The girdle dashed, each inclusion as its letter: ink on white, unlike a finding's number."""
    if girdle is not None:
        box = QRectF(
            to_view(part(girdle.x - girdle.rx, girdle.y - girdle.ry)),
            to_view(part(girdle.x + girdle.rx, girdle.y + girdle.ry)),
        )
        paint_girdle(painter, box)
    for one in inclusions:
        paint_letter(painter, to_view(part(one.x, one.y)), one.letter)


def paint_girdle(painter: QPainter, box: QRectF) -> None:
    """The outline of a stone in a box."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width, dashes in ((WHITE, 3.0, None), (INK, 1.5, [5.0, 4.0])):
        pen = QPen(ink, width)
        if dashes:
            pen.setDashPattern(dashes)
        painter.setPen(pen)
        painter.drawEllipse(box.normalized())


def paint_letter(painter: QPainter, at: QPointF, letter: str, radius: float = RADIUS) -> None:
    """An inclusion's letter in its round."""
    painter.setPen(QPen(INK, 1.5))
    painter.setBrush(WHITE)
    painter.drawEllipse(at, radius, radius)
    painter.setPen(INK)
    painter.setFont(theme.font(round(radius * 1.3), "bold"))
    box = QRectF(at.x() - 2 * radius, at.y() - radius, 4 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
