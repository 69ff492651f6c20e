"""The photos of a pair on their way to the page: read, shown, laid over each other beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.domain.similarity import SAME, Alignment
from app.services.difference_words import PhotosFit
from app.services.report_difference import PhotoPair
from app.views.compare.fineness import FinePhotos
from app.views.compare.stage import BLINK, SLIDER
from app.views.pool import Job
from app.views.reports.photo_away import away_words
from app.views.widgets.photo import read_image

if TYPE_CHECKING:
    from app.views.compare.page import ComparePage

SHOWN = 1280
Pair = tuple[str, str]


class Pairing(QObject):
    """Keeps what is known of each pair: an alignment is looked for once."""

    def __init__(self, page: ComparePage) -> None:
        super().__init__(page)
        self.page = page
        self.key: Pair = ("", "")
        self.known: dict[Pair, Alignment | None] = {}
        self._job: Job | None = None
        self._looking = False
        self._lacking = False
        self._met: tuple[int, int] = (0, 0)

    def connect_stage(self) -> None:
        """Hear what the stage tells."""
        self.fine = FinePhotos(self.page)
        self.page.stage.told.connect(self._on_told)
        self.page.stage.two_points.connect(self._on_two_points)
        self.page.desk.sync.changed.connect(self._on_met)

    def show(self, pair: PhotoPair | None) -> None:
        """Read the photos of another pair and align them."""
        self.key = shas_of(pair)
        self._looking = self._lacking = False
        self._drop_job()
        self.page.fit.set_status("Reading the photos" if pair else "No photos", "neutral")
        if pair is not None:
            self._fetch(self.key)
        self.fine.show(pair)

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _fetch(self, key: Pair) -> None:
        def read(_job: object) -> tuple[Pair, list[QImage | None], list[bytes | None]]:
            photo = self.page.desk.photo
            data = [photo(sha, SHOWN) if sha else None for sha in key]
            # One that is still on another PC is shown as small as it is here.
            seen = [
                one or (photo(sha) if sha else None) for sha, one in zip(key, data, strict=True)
            ]
            return key, [read_image(one, SHOWN) if one else None for one in seen], data

        self.page.desk.start(read, self._on_images, title="reading photos")

    def _on_images(self, got: tuple[Pair, list[QImage | None], list[bytes | None]]) -> None:
        key, images, data = got
        if key != self.key:
            return
        self.page.stage.show_images(images[0], images[1])
        out, into = data
        if out is None or into is None:
            lacking = [sha for sha, one in zip(key, data, strict=True) if sha and one is None]
            words = "The full photo is not on this PC yet" if lacking else "Shown on one side only"
            self.page.fit.set_status(words, "warn")
            self._show_lacking(bool(lacking))
            self.page.stage.show_alignment(None)
            return
        self._show_lacking(False)
        if key[0] == key[1]:  # it lies on itself, and that proves nothing
            self.known[key] = Alignment(SAME)
        if key in self.known:
            self._on_aligned((key, self.known[key]))
            return
        self._drop_job()
        self._looking = True
        self.page.fit.set_status("Aligning", "neutral")

        def align(job: Job) -> tuple[Pair, Alignment | None]:
            from app.alignment import aligned  # here: numpy is loaded where photos are aligned

            return key, aligned(out, into, job.check)

        self._job = self.page.desk.start(align, self._on_aligned, title="aligning photos")

    # -- a photo that is still elsewhere

    def _show_lacking(self, lacking: bool) -> None:
        self._lacking = lacking
        self.page.acts.show_lacking(lacking)
        self._on_told()

    def ask(self) -> None:
        """Meet the other PCs at once, and look for the photo again."""
        self.page.desk.sync.try_now()
        self.page.say(f"Asked for the photo. {away_words(self.page.desk)}")
        self._fetch(self.key)

    def _on_met(self) -> None:
        """This PC met the others: what was lacking may have come."""
        status = self.page.desk.sync.status
        met = (status.last_met_at, status.files_down) if status else (0, 0)
        if self._lacking and met != self._met and self.page.isVisible():
            self._fetch(self.key)
        self._met = met

    def _on_aligned(self, got: tuple[Pair, Alignment | None]) -> None:
        key, alignment = got
        self.known[key] = alignment
        if key != self.key:
            return
        self._looking = False
        if not self.page.stage.picking:  # who clicks points sees the photos as they are
            self.page.stage.show_alignment(alignment)

    def _on_two_points(self, alignment: Alignment | None) -> None:
        if alignment is None:
            self.page.say("The two points are too near to each other: click again")
            self.page.stage.start_picking()
            return
        self._drop_job()  # what somebody showed by hand is not laid anew by what was looked for
        self._looking = False
        self.known[self.key] = alignment
        self.page.stage.show_alignment(alignment)

    def _on_told(self) -> None:
        """What is to be said of the photos: how they fit, where the slider stands."""
        stage = self.page.stage
        self.page.modes.set_value(stage.mode)
        self.page.slider.setText("")
        if stage.picking:
            self.page.fit.set_status("Click the same two points", "info")
            self.page.slider.setText(f"{stage.wanted} (arrows and Enter, Esc ends)")
        elif stage.alignment is not None and self.is_one_photo:
            self.page.fit.set_status("No new photo was taken", "warn")
        elif stage.alignment is not None:
            words = fit_words(stage.alignment)
            if self.page.is_stacked:  # in a narrow row the slider's words have to be read as well
                words = words.partition(", turned")[0]
            sliding = self.page.is_stacked and stage.mode == SLIDER  # its percent has to be read
            self.page.fit.set_status("Aligned" if sliding else f"Aligned, {words}", "ok")
        elif self._lacking:
            self.page.slider.setText(away_words(self.page.desk))
        elif stage.has_both and not self._looking:
            self.page.fit.set_status("Not aligned: click the same two points", "warn")
        if stage.mode == SLIDER:
            words = f"Slider position {round(100 * stage.slider)} percent"
            self.page.slider.setText(f"{round(100 * stage.slider)} %")
            self.page.slider.setAccessibleName(words)
            stage.setAccessibleDescription(words)

        if stage.mode == BLINK:
            self.page.slider.setText("Space turns from photo to photo")

    @property
    def is_one_photo(self) -> bool:
        """Whether the later report shows the earlier one's photo, as a quick form does."""
        return bool(self.key[0]) and self.key[0] == self.key[1]

    @property
    def photos_fit(self) -> PhotosFit:
        """For the paper: how well the photos of this comparison lie on each other."""
        pair = self.page.found.telling_pair if self.page.found else None
        key = shas_of(pair)
        one = bool(key[0]) and key[0] == key[1]
        return PhotosFit(self.known.get(key), one, tried=key in self.known)


def fit_words(alignment: Alignment) -> str:
    """How well photos lie on each other: "error 0.4 %, turned 1.8°" (of the width)."""
    if not alignment.parts:
        fit = "by two points"
    else:
        error = f"{alignment.error:.1%}".replace("%", " %")
        fit = f"error {error}" if error != "0.0 %" else "error under 0.1 %"
    turn = abs(alignment.way.turn)
    return f"{fit}, turned {turn:.1f}°" if turn >= 0.05 else fit


def shas_of(pair: PhotoPair | None) -> Pair:
    """The digests of both photos, "" where there is none."""
    if pair is None:
        return "", ""
    return (pair.out.sha256 if pair.out else ""), (pair.into.sha256 if pair.into else "")
