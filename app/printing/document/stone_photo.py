"""The photo of a centre stone's fingerprint on paper: near, with its letters."""

from __future__ import annotations

from app.printing.document import figures
from app.printing.document.condition_report import ReportFingerprint
from app.printing.document.figures import Photos
from app.printing.document.inclusion_marks import draw_inclusions
from app.printing.document.sheet import Box, Sheet


def stone_photo(
    sheet: Sheet, one: ReportFingerprint, photos: Photos, box: Box, lacking: str
) -> None:
    """Put it into a box, as near as the girdle lets; a photo that is elsewhere shows no letters."""
    photo = one.photo
    if photo is None:
        return
    part = one.girdle.part(box[2] / box[3], (photo.width, photo.height)) if one.girdle else None
    where = figures.photo(sheet, photo, photos, box, part=part, lacking=lacking)
    if photos.get(photo.sha256):
        draw_inclusions(sheet, one.inclusions, where, box)
