"""The house and its window, with the tag designer open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.views.designer.page import DesignerPage
from tests.views.floor import Floor
from tests.views.floor import sit as sit


@pytest.fixture
def design_as(qtbot: QtBot, sit: Callable[[str], Floor]) -> Callable[[str], DesignerPage]:
    """``design_as("adam")``: the page with that person at it, drawn and at rest."""

    def make(login: str) -> DesignerPage:
        floor = sit(login)
        floor.window.navigate("designer")
        page = floor.window.page
        assert isinstance(page, DesignerPage)
        qtbot.waitUntil(lambda: page._opened != "" and drawn(page))
        page.canvas.setFocus()
        return page

    return make


@pytest.fixture
def page(design_as: Callable[[str], DesignerPage]) -> DesignerPage:
    """The page with the administrator at it."""
    return design_as("adam")


def drawn(page: DesignerPage) -> bool:
    """Whether what is shown is the design as it stands."""
    made = page.sketch
    return (
        made is not None
        and page.artist.is_idle
        and made.order.template == page.design.template
        and made.order.stock == page.design.stock
    )
