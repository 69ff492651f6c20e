"""A ring that goes out with one condition report and comes back with another, for the stories."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from app.domain.actors import Actor
from app.photos import Photo
from app.services import reports
from app.services.photos import keep_photo
from app.services.report_decisions import difference_of
from app.services.report_difference import Difference
from app.services.report_form import Mark, ReportForm, ViewPhoto
from app.services.report_sides import Opened, open_difference
from app.services.signatures import Signature
from app.shop import Shop
from tests.known_changes import in_other_light, jewel, jpeg, taken_again, way_of

EXAMINER = Signature("examiner", "Owen Park", (((100, 500), (300, 200), (800, 600)),))
BORROWER = Signature("borrower", "Lena Marsh", (((50, 400), (900, 420)),))


@dataclass
class Desk:
    """One piece's reports: ``out`` and ``into`` sign, ``compared`` compares the last two."""

    shop: Shop
    actor: Actor
    piece: int

    def photo(self, data: bytes, name: str = "top.jpg") -> Photo:
        """A photo taken in."""
        return keep_photo(self.shop, data, name)

    def begin(self, reason: str) -> ReportForm:
        """The form as it begins."""
        reader = self.shop.reader()
        try:
            return reports.start_report(reader, self.piece, reason)
        finally:
            reader.close()

    def sign(self, form: ReportForm, *, second: Actor | None = None) -> int:
        """Sign it; its id."""
        with self.shop.work(self.actor, "sign_report", second=second) as w:
            return reports.sign(w, self.piece, form, (EXAMINER, BORROWER)).first("report")

    def compared(self, out: int, into: int) -> Difference:
        """The comparison of two signed reports."""
        reader = self.shop.reader()
        try:
            return difference_of(reader, out, into)
        finally:
            reader.close()

    def opened(self, record: int, **sides: int | None) -> Opened:
        """What the page opens with."""
        reader = self.shop.reader()
        try:
            return open_difference(reader, record, self.actor.user_id, **sides)
        finally:
            reader.close()


def view_photo(photo: Photo, view: str = "top") -> ViewPhoto:
    """A photo as a report lists it."""
    return ViewPhoto(photo.sha256, view, photo.width, photo.height, photo.size, photo.mime)


def complete(
    form: ReportForm, photo: Photo, findings: tuple[Mark, ...], **values: object
) -> ReportForm:
    """The form with all that signing wants."""
    marked = tuple(
        replace(mark, photo_sha256=photo.sha256) if not mark.photo_sha256 and mark.x else mark
        for mark in findings
    )
    usual: dict[str, object] = {
        "photos": (view_photo(photo),),
        "findings": marked,
        "grade": "good",
        "shown_to_client": "yes",
        "instrument": "Kern PCB-3",
    }
    return replace(form, **{**usual, **values})  # type: ignore[arg-type]


def two_photos(name: str = "cluster_top", seed: int = 20) -> tuple[bytes, bytes, Image.Image]:
    """The piece going out, and coming back turned, nearer, in other light, with a new scratch."""
    chance = random.Random(seed)
    before = jewel(name)
    scratched = before.copy()
    width, height = before.size
    ImageDraw.Draw(scratched).line(
        [(0.84 * width, 0.46 * height), (0.88 * width, 0.55 * height)], fill=(60, 50, 40), width=4
    )
    way = way_of(chance.uniform(2, 6), chance.uniform(1.03, 1.1), 0.03, -0.02)
    after = in_other_light(taken_again(scratched, way), chance)
    return jpeg(before), jpeg(after), after


def png(picture: Image.Image) -> bytes:
    """As PNG."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
