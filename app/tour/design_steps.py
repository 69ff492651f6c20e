"""Adam's part of the day: the shop's tag is designed, and saved as its next version."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from app.tour.day import Day
from app.tour.hands import Hands, TourError
from app.views.designer.page import DesignerPage
from app.views.prints.page import PrintsPage

MOVED = "price"
"""The field that is moved: two dots to the right and two up."""
NEXT = "Save as v3"


def design_the_tag(day: Day) -> None:
    """The price gets its place by keys; every light stays green, so it is saved as version 2."""
    hands = day.stage.hands
    day.sign_in("adam")
    hands.command("Design the tags")
    page = day.page(DesignerPage)
    hands.until(lambda: page.trying.others and _is_drawn(page), "the shop's own template")
    hands.key("Alt+D")
    hands.until(page.canvas.hasFocus, "the drawing to have the keys")
    _go_to(hands, page, MOVED)
    hands.key("Right", "Right", "Up", "Up")
    hands.until(lambda: _is_drawn(page) and page.design.is_changed, "the moved price")
    if why := page.why_not_saved():
        raise TourError(f"the template was not to be saved: {why}")
    stop = "Stop counting"  # trying all pieces would take longer than all else here
    hands.until(lambda: not page.trying.is_counting or hands.there(QAbstractButton, stop), stop)
    for button in hands.there(QAbstractButton, stop):
        hands.click(button)
    hands.key("Alt+D")
    day.stage.picture("tag-designer")
    hands.key("Ctrl+Return")
    hands.until(lambda: page.save_action.text() == NEXT and _is_drawn(page), "version 2")
    hands.command("Back to tags and printing")
    day.page(PrintsPage)


def _go_to(hands: Hands, page: DesignerPage, name: str) -> None:
    for _ in page.design.in_order():
        if page.design.field is not None and page.design.field.name == name:
            return
        hands.key("Tab")
    if page.design.field is None or page.design.field.name != name:
        raise TourError(f"the tag has no field “{name}”")


def _is_drawn(page: DesignerPage) -> bool:
    made, design = page.sketch, page.design
    return made is not None and made.order.template == design.template
