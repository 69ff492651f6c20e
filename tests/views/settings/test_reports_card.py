"""The settings' card of condition reports: a manager edits its lists there, others see whose they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.services.instruments import Instrument, put_instruments
from app.views.settings.list_sheet import ListSheet
from app.views.settings.page import SettingsPage
from app.views.settings.reports_card import ReportsCard
from app.views.widgets.button import Button
from tests.views.floor import Floor


def card_of(floor: Floor) -> ReportsCard:
    floor.window.navigate("settings")
    page = floor.window.page
    assert isinstance(page, SettingsPage)
    return page.findChildren(ReportsCard)[0]


@pytest.mark.parametrize(
    ("words", "title", "stands"),
    [
        (
            "Say where reports are demanded",
            "Where reports are demanded",
            ("when it comes back from the bench", "told"),
        ),
        ("Edit the scales and instruments", "Scales and instruments", ("PCB-3", "20 mg")),
        ("Edit the standard phrases", "Standard phrases", ("stamped 750",)),
    ],
)
def test_a_manager_opens_each_list_from_the_settings(
    qtbot: QtBot, sit: Callable[[str], Floor], words: str, title: str, stands: tuple[str, ...]
) -> None:
    floor = sit("mia")
    with floor.house.work(floor.desk.session.actor, "instruments") as w:
        put_instruments(w, [Instrument("PCB-3", 20, "2026-11-02", "2027-11-02")])
    button = next(one for one in card_of(floor).findChildren(Button) if one.text() == words)
    button.click()
    qtbot.waitUntil(lambda: bool(floor.window.findChildren(ListSheet)))
    sheet = floor.window.findChildren(ListSheet)[0]
    assert sheet.table.accessibleName() == title
    model = sheet.model
    columns = range(len(stands))
    rows = range(model.rowCount())
    said = [tuple(str(model.data(model.index(r, c))) for c in columns) for r in rows]
    assert stands in said
    sheet.dismiss()


def test_who_is_no_manager_sees_whose_the_lists_are(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    card = card_of(sit("olga"))
    buttons = card.findChildren(Button)
    assert len(buttons) == 3
    for button in buttons:
        assert not button.isEnabled()
        assert "manager" in button.toolTip()
