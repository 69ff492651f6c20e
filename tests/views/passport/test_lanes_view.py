"""The lanes: values of two currencies are no measure for each other."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.services.passport_lanes import Lanes, Step
from app.views.passport.lanes_view import HEIGHT, LOW_HEIGHT, LanesView
from app.views.passport.passport_words import PassportWords
from tests.services.passport_fixtures import DAY
from tests.views.passport.conftest import Hands

BEGIN = 1_780_000_000_000


def test_a_value_is_drawn_among_those_of_its_own_currency(qtbot: QtBot, hands: Hands) -> None:
    def step(day: int, minor: int, currency: str) -> Step:
        return Step(BEGIN + day * DAY, minor, currency, f"{currency} {minor}")

    view = LanesView(PassportWords(hands.passport().desk.settings))
    qtbot.addWidget(view)
    view.resize(772, view.height())
    insured = (step(0, 500_000, "USD"), step(40, 600_000, "USD"))
    asking = (step(0, 90_000_000, "JPY"), step(60, 80_000_000, "JPY"))
    view.show_lanes(Lanes(worth=(("insured", insured), ("price", asking))), BEGIN, BEGIN + 90 * DAY)
    view.grab()
    height = {box.words.split(",")[0]: box.rect.center().y() for box in view._boxes}
    assert height["insured USD 500000"] - height["insured USD 600000"] > 20
    assert height["asking JPY 80000000"] - height["asking JPY 90000000"] > 20


def test_in_a_low_window_the_events_have_more_room_than_the_values(hands: Hands) -> None:
    page = hands.passport()
    assert page.lanes.height() == HEIGHT
    hands.window.resize(911, 533)
    hands.until(lambda: page.lanes.height() == LOW_HEIGHT)
    page.lanes.grab()
    assert not any("insured" in box.words for box in page.lanes._boxes)
    assert any("Safe" in box.words for box in page.lanes._boxes)
    hands.window.resize(1440, 900)
    hands.until(lambda: page.lanes.height() == HEIGHT)
