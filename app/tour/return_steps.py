"""The ring comes back with a new scratch: a second report, what changed, and the ring's passport."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QAbstractButton

from app.resources import resource
from app.tour.day import Day
from app.tour.hands import TourError
from app.tour.paper_steps import make_and_print
from app.tour.ring_steps import PEN, PHOTOS, mark
from app.views.compare.page import ComparePage
from app.views.documents.paper_sheet import PaperSheet
from app.views.passport.page import PassportPage
from app.views.pieces.piece_page import PiecePage
from app.views.reports.report_page import ReportPage
from app.views.reports.sign_sheet import SignSheet

SCRATCH = ((0.84, 0.46), (0.88, 0.55))
"""The new scratch on the photo that is taken again, in parts of its width and height."""
TURNED, NEARER = 4, 1.04
"""How the ring lies on that photo: so many degrees turned, so much nearer."""
SCRATCH_MARK = (83, 49)
"""Where it is marked on the screen, in percent of the photo's field."""
PROVED_MS = 400
"""So long after the answer its proof has begun."""
GROUND = (222, 217, 208)
_LIVED = (
    "SELECT r.piece_id FROM report AS r JOIN move AS m ON m.subject_id = r.piece_id"
    " GROUP BY r.piece_id ORDER BY count(DISTINCT m.id) DESC, r.piece_id"
)


def write_the_second_report(day: Day) -> None:
    """A photo taken again, the known findings as they were, the new one marked; weighed and signed."""
    hands = day.stage.hands
    _to_the_ring(day)
    hands.key("F6")
    page = day.page(ReportPage)
    hands.until(lambda: page.writing.last is not None and page.editable, "the report before")
    page.heading.reason.setFocus()
    hands.write("ret")
    hands.until(lambda: page.writing.form.reason == "return", "the reason")
    hands.drop(page.stage, [_taken_again(day.stage.folder)])
    hands.until(lambda: page.writing.photo is not None and page.canvas.has_photo, "its photo")
    mark(day, page, SCRATCH_MARK, "sho-r", "S", "2")
    hands.fill("Stones found", "15")
    hands.fill("Weight after", "5.479")
    hands.press(QAbstractButton, "Overall grade good")
    hands.press(QAbstractButton, "Shown to the client Yes")
    day.stage.picture("report-again")
    hands.key("F10")
    hands.draw(hands.find(SignSheet).pad, PEN)
    hands.key("Return")


def compare_the_reports(day: Day) -> None:
    """Signed as a return it is compared at once: the scratch, and nothing else, is new."""
    hands = day.stage.hands
    page = day.page(ComparePage)
    hands.until(lambda: page.found is not None, "the comparison")
    hands.until(lambda: page.stage.alignment is not None, "the photos to be aligned")
    assert page.found is not None
    day.second_report_id = page.found.into.id or 0
    if page.found.line != "Mark 5 new":
        raise TourError(f"the comparison says “{page.found.line}” and not “Mark 5 new”")
    day.stage.place.window.notice.hide_now()  # that it was signed goes by itself in a while
    day.stage.picture("condition-compare")
    hands.key("2")
    day.stage.picture("condition-slider")
    hands.key("1", "F5")
    sheet = hands.find(PaperSheet)
    hands.until(lambda: sheet.paper is not None, "the paper")
    day.stage.picture("difference-paper")
    hands.press(QAbstractButton, "Print")
    day.printed("difference_report")


def show_the_passport(day: Day) -> None:
    """The whole life of a piece that has seen much of the house, and its paper."""
    hands, window = day.stage.hands, day.stage.place.window
    day.sign_in("mia")
    day.lived_id = day.ask(_LIVED) or day.piece_id
    hands.scan(day.ask("SELECT code FROM piece_now WHERE id = ?", day.lived_id))
    hands.until(lambda: window.here == ("piece", day.lived_id), "the piece's page")
    hands.key("F2")
    page = day.page(PassportPage)
    hands.until(lambda: page.moment is not None, "where it is now")
    hands.still(PROVED_MS)
    day.stage.picture("passport")
    hands.key("F5")
    make_and_print(day, "passport")


def _to_the_ring(day: Day) -> None:
    hands, window = day.stage.hands, day.stage.place.window
    if window.here != ("piece", day.piece_id):
        hands.scan(day.code)
        hands.until(lambda: window.here == ("piece", day.piece_id), "the ring's page")
    page = day.page(PiecePage)
    hands.until(lambda: page.view is not None, "the ring itself")


def _taken_again(folder: Path) -> Path:
    """The ring's photo as it would be taken a second time, with the scratch."""
    with Image.open(resource("sample", "jewels", f"{PHOTOS[0]}.jpg")) as opened:
        photo = opened.convert("RGB")
    width, height = photo.size
    line = [(x * width, y * height) for x, y in SCRATCH]
    ImageDraw.Draw(photo).line(line, fill=(60, 50, 40), width=max(width // 300, 3))
    turned = photo.rotate(TURNED, Image.Resampling.BICUBIC, fillcolor=GROUND)
    near = turned.resize((round(width * NEARER), round(height * NEARER)), Image.Resampling.BICUBIC)
    left, top = (near.width - width) // 2, (near.height - height) // 2
    path = folder / "again.jpg"
    near.crop((left, top, left + width, top + height)).save(path, quality=90)
    return path
