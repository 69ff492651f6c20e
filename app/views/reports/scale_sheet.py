"""Giving a photo its scale: a line was drawn over something whose length is known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.domain.lengths import parse_length_um, short_mm, shown_mm
from app.services.report_form import MILLION
from app.views.widgets.parsed_field import ParsedField
from app.views.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.views.reports.report_page import ReportPage


class ScaleSheet(Sheet):
    """Asks how long the drawn line is; the centre stone's length is offered."""

    def __init__(self, page: ReportPage, place: dict[str, Any]) -> None:
        super().__init__(
            page.desk.frame.host(),
            "How long is this line?",
            "It gives the photo its scale: draw it along a stone that was measured, a ruler or the lines "
            "of millimetre paper. Along the centre stone it also tells where the other stones lie.",
        )
        self._page, self._line = page, place
        self.length = ParsedField[int](
            "Length",
            lambda text: parse_length_um(text, field="length"),
            shown=short_mm,
            required=True,
            numeric=True,
            suffix="mm",
            name="length",
        )
        piece = page.writing.piece
        if piece and piece.stones and piece.stones[0].length_um:
            self.length.set_value(piece.stones[0].length_um)
        self.body.addWidget(self.length)
        self.length.input.entered.connect(self.take)
        self.add_way("Cancel", key="Esc")
        self.add_way("Set the scale", self.take, "primary", key="Return", closes=False)
        self.closed.connect(self.deleteLater)

    def take(self) -> None:
        """Set the scale of the photo that is shown."""
        writing = self._page.writing
        photo, um = writing.photo, self.length.value
        if not self.length.check() or um is None or photo is None or not photo.width:
            return
        ratio = photo.height / photo.width
        dx, dy = self._line.get("dx", 0), self._line.get("dy", 0)
        part = math.hypot(dx, dy * ratio) / MILLION
        if part < 0.005:
            self.length.set_error("The line is too short to measure by: draw it again.")
            return
        self.dismiss()
        centre = (self._line["x"] + dx // 2, self._line["y"] + dy // 2)
        self._page.work.keep_centre(photo.sha256, centre)
        writing.edit_photo(photo.sha256, um_across=round(um / part))
        self._page.say(f"The line is {shown_mm(um)} mm: the photo has a scale now")
        self._page.focus_photo()
