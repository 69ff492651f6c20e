"""The photos of a pair with more of their pixels, for what is looked at near: they come after the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

from app.domain.picture_viewing import Viewing
from app.services.report_difference import PhotoPair
from app.views.reports.looking import viewed
from app.views.reports.photo_stage import FINE, SHOWN
from app.views.widgets.photo import read_image

if TYPE_CHECKING:
    from app.views.compare.page import ComparePage

Both = tuple[QImage | None, QImage | None]


class FinePhotos(QObject):
    """Reads them beside the window, and shows them in the light that is set."""

    def __init__(self, page: ComparePage) -> None:
        super().__init__(page)
        self._page = page
        self._shas = ("", "")
        self._raw: Both = (None, None)
        page.stage.closely.looking.changed.connect(self._view)

    def show(self, pair: PhotoPair | None) -> None:
        """Those of another pair; a photo that is no larger than what is shown already is not read."""
        sides = (pair.out, pair.into) if pair else (None, None)
        large = [s.sha256 if s and max(s.width, s.height) > SHOWN else "" for s in sides]
        self._shas, self._raw = (large[0], large[1]), (None, None)
        self._page.stage.closely.fine = (None, None)
        if any(large):
            self._page.desk.start(
                partial(self._read, self._shas), self._on_read, topic="fine photos"
            )

    def _read(self, shas: tuple[str, str], _job: object) -> tuple[tuple[str, str], Both]:
        data = [self._page.desk.photo(sha, FINE) if sha else None for sha in shas]
        out, into = (read_image(one, FINE) if one else None for one in data)
        return shas, (out, into)

    def _on_read(self, got: tuple[tuple[str, str], Both]) -> None:
        shas, raw = got
        if shas == self._shas:
            self._raw = raw
            self._view()

    def _view(self) -> None:
        """Another light was set: 12 million pixels take too long for the window."""
        raw, stage = self._raw, self._page.stage
        if any(raw):
            light = [stage.closely.looking.viewing(sha) for sha in stage.shas]
            self._page.desk.start(
                partial(_lit, self._shas, raw, light), self._on_lit, topic="light of fine photos"
            )

    def _on_lit(self, got: tuple[tuple[str, str], list[Viewing], Both]) -> None:
        shas, light, images = got
        stage = self._page.stage
        if shas != self._shas or light != [
            stage.closely.looking.viewing(one) for one in stage.shas
        ]:
            return
        out, into = (QPixmap.fromImage(one) if one is not None else None for one in images)
        stage.closely.fine = (out, into)
        stage.lay()


def _lit(
    shas: tuple[str, str], raw: Both, light: list[Viewing], _job: object
) -> tuple[tuple[str, str], list[Viewing], Both]:
    out, into = (
        viewed(one, how) if one is not None else None for one, how in zip(raw, light, strict=True)
    )
    return shas, light, (out, into)
