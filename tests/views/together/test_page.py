"""Together: cases side by side with what follows, one key each; differences; cards; never in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.domain.chips import Chip
from app.domain.ids import now_ms
from app.services.together import StatusCard, SyncStatus
from app.sync.status import OtherPc, Trouble
from app.views.pcs.connect_sheet import ConnectSheet
from app.views.pcs.unheard_sheet import UnheardSheet
from app.views.together.page import TogetherPage
from app.views.together.status_cards import StatusTile
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import SentenceBar
from tests.services.case_desk import Twins, piece_of, ring_line
from tests.views.floor import CTRL, press
from tests.views.together.conftest import clash

Open = Callable[[str], TogetherPage]


class _Answers(QObject):
    """Takes an answer that comes after those asked before."""

    def __init__(self, parent: QObject, found: list[object]) -> None:
        super().__init__(parent)
        self._found = found

    def take(self, value: object) -> None:
        self._found.append(value)


def shown(qtbot: QtBot, page: TogetherPage, rows: int) -> None:
    """Until the list has so many rows and the marked case stands beside it."""
    qtbot.waitUntil(lambda: len(page.list.entries.entries) == rows)
    entry = page.list.entry
    if entry is not None and entry.difference is None:
        qtbot.waitUntil(
            lambda: page.case.page is not None and page.list.entry is not None
            and page.case.page.id == page.list.entry.id and page.case.isVisible()
        )  # fmt: skip


def go_to(qtbot: QtBot, page: TogetherPage, title: str) -> None:
    """Arrow keys to the row of a title."""
    rows = [entry.title for entry in page.list.entries.entries]
    page.list.setFocus()
    while page.list.currentIndex().row() > rows.index(title):
        press(page.list, Qt.Key.Key_Up)
    while page.list.currentIndex().row() < rows.index(title):
        press(page.list, Qt.Key.Key_Down)
    shown(qtbot, page, len(rows))


def test_nothing_to_settle_on_one_pc(qtbot: QtBot, together: Open) -> None:
    page = together("mia")
    assert page.empty.isVisible()
    assert page.empty.title.text() == "Nothing to settle"
    assert [tile.title.text() for tile in page.cards.tiles] == ["This PC", "Backup"]
    assert not page.acts.decide.isEnabled()
    hidden = {a.text() for a in page.commands() if not a.isVisible()}
    assert "Try now" in hidden


def test_the_empty_page_offers_a_second_pc_until_there_is_a_hub(
    qtbot: QtBot, together: Open
) -> None:
    page = together("mia")
    button = page.empty.button
    assert button is not None
    assert button.isVisible()
    page.desk.sync.show(SyncStatus(has_hub=True, address="hub", reachable=True))
    qtbot.waitUntil(lambda: not button.isVisible())


def test_a_case_shows_two_facts_in_one_shape_and_what_follows(
    qtbot: QtBot, together: Open, pair: Twins
) -> None:
    clash(pair)
    page = together("mia")
    shown(qtbot, page, 3)
    go_to(qtbot, page, "Reserved for two orders")
    case = page.case
    assert [panel.accessibleName() for panel in case.facts] == [
        "Fact reserved, This PC",
        "Fact reserved, Another PC",
    ]
    names = [row.dot.accessibleName() for row in case.options if row.isVisible()]
    assert names[0] == "Option 1 #1042 keeps it"
    assert "without a piece" in case.options[0].follows.text()
    assert case.options[0].dot.isChecked(), "the one that fits is marked"
    assert case.options[0].fits.text().startswith("fits:")
    assert page.acts.decide.text() == "Let #1042 keep it"
    assert case.verb.accessibleName() == "Decide"
    assert page.hint_bar.state == "2 open cases, 1 needs a decision"
    assert page.list.entry is not None
    assert page.list.entry.spoken.startswith("Case reserved for two orders")


def test_it_is_decided_by_keys_alone_and_the_next_row_takes_its_place(
    qtbot: QtBot, together: Open, pair: Twins
) -> None:
    clash(pair)
    page = together("mia")
    shown(qtbot, page, 3)
    go_to(qtbot, page, "Reserved for two orders")
    press(page, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: page.acts.decide.text() == "Let #1043 keep it")
    press(page, Qt.Key.Key_Return, CTRL)
    shown(qtbot, page, 2)
    assert piece_of(pair.here, ring_line(pair.here, pair.first)) is None
    assert page.list.entry is not None
    assert page.list.hasFocus()
    page.views.choose("closed")
    shown(qtbot, page, 1)
    assert "#1043 keeps it" in page.case.settled.text()
    assert not page.acts.decide.isEnabled()


def test_the_reason_is_kept_and_digits_in_it_choose_nothing(
    qtbot: QtBot, together: Open, pair: Twins
) -> None:
    clash(pair)
    page = together("mia")
    shown(qtbot, page, 3)
    go_to(qtbot, page, "Reserved for two orders")
    page.case.reason.setFocus()
    qtbot.keyClicks(page.case.reason, "rang at 12, MT")
    assert page.case.reason.text() == "rang at 12, MT"
    assert page.case.options[0].dot.isChecked()
    press(page, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    press(page, Qt.Key.Key_Return, CTRL)
    shown(qtbot, page, 2)
    page.views.choose("closed")
    shown(qtbot, page, 1)
    assert "rang at 12, MT" in page.case.settled.text()


def test_esc_puts_it_off_until_tomorrow(qtbot: QtBot, together: Open, pair: Twins) -> None:
    clash(pair)
    page = together("mia")
    shown(qtbot, page, 3)
    go_to(qtbot, page, "Moved to two places")
    press(page, Qt.Key.Key_Escape)
    chips = lambda: {e.title: e.chip.text for e in page.list.entries.entries}  # noqa: E731
    qtbot.waitUntil(lambda: chips()["Moved to two places"] == "Later")
    titles = [entry.title for entry in page.list.entries.entries]
    assert titles.index("Moved to two places") < 2, "no row moves under the cursor"


@pytest.mark.parametrize(("key", "value"), [(Qt.Key.Key_M, "Belperron"), (Qt.Key.Key_T, "Cartier")])
def test_a_difference_takes_one_key(
    qtbot: QtBot, together: Open, pair: Twins, key: Qt.Key, value: str
) -> None:
    clash(pair)
    page = together("mia")
    shown(qtbot, page, 3)
    card = page.difference
    assert card.title.text() == "Next: same field, two values"
    names = [card.mine.accessibleName(), card.theirs.accessibleName()]
    assert names == ["Value mine, Belperron", "Value theirs, Cartier, stands now"]
    press(page, key)
    shown(qtbot, page, 2)
    assert pair.here.value("SELECT maker FROM piece WHERE id = ?", pair.ring) == value
    qtbot.waitUntil(lambda: not card.isVisible())


def test_enter_opens_the_piece(qtbot: QtBot, together: Open, pair: Twins) -> None:
    clash(pair)
    page = together("mia")
    shown(qtbot, page, 3)
    go_to(qtbot, page, "Reserved for two orders")
    press(page.list, Qt.Key.Key_Return)
    assert page.desk.frame.here == ("piece", pair.ring)  # type: ignore[attr-defined]


def test_who_may_not_settle_only_looks(qtbot: QtBot, together: Open, pair: Twins) -> None:
    clash(pair)
    page = together("adam")
    shown(qtbot, page, 3)
    assert not page.acts.decide.isEnabled()
    assert not page.acts.mine.isEnabled()


STATUS = SyncStatus(has_hub=True, address="postgresql://hub.parure.lan/parure", reachable=True)


def other(age_ms: int, **more: object) -> OtherPc:
    said = {
        "site": 7, "station": 21, "name": "Workshop", "heard_at": now_ms() - age_ms, "base": 1,
        "version": 2, "presence": "", "revoked_at": 0,
    } | more  # fmt: skip
    return OtherPc(**said)  # type: ignore[arg-type]


def test_the_cards_say_how_the_pcs_stand(qtbot: QtBot, together: Open) -> None:
    page = together("mia")
    away = 2 * 3_600_000 + 14 * 60_000
    page.desk.sync.show(
        SyncStatus(
            has_hub=True, address=STATUS.address, waiting=3, last_met_at=now_ms() - 60_000,
            others=(other(away),),
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: len(page.cards.tiles) == 4)
    tiles = {tile.title.text(): tile for tile in page.cards.tiles}
    assert tiles["This PC"].chip.status.text == "3 changes to send"
    assert (tiles["Hub"].chip.status.text, tiles["Hub"].note.text()) == (
        "Not reachable", "hub.parure.lan",
    )  # fmt: skip
    assert tiles["Workshop"].accessibleName() == "PC Workshop, heard 2 hours 14 minutes ago"
    assert page.chip.accessibleName() == "3 changes not yet on other PCs"
    assert page._try.isVisible()


def test_a_hub_that_went_back_and_an_update_are_said_over_the_page(
    qtbot: QtBot, together: Open
) -> None:
    page = together("adam")
    trouble = Trouble("The hub is older than this PC", "It lacks 3.", "Decide.", "HubWentBackError",
                      decides=True)  # fmt: skip
    page.desk.sync.show(SyncStatus(has_hub=True, reachable=True, trouble=trouble))
    bars = lambda: [b.title.text() for b in page.findChildren(SentenceBar) if b.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: bars() == ["The hub is older than this PC"])
    page.desk.sync.show(STATUS)
    qtbot.waitUntil(lambda: bars() == [])


def test_a_pc_that_was_not_heard_of_for_long_is_said_and_can_be_let_go(
    qtbot: QtBot, together: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.views.pcs import unheard_sheet

    page = together("adam")
    day = 86_400_000
    asked: list[int] = []

    def let_go(_shop: object, _actor: object, site: int) -> str:
        asked.append(site)
        return "Office"

    monkeypatch.setattr(unheard_sheet, "let_go", let_go)
    others = (
        other(40 * day, name="Office"),
        other(5 * day, site=8, name="Attic", version=0),
        other(5 * day, site=9, name="Counter 2"),
    )
    page.desk.sync.show(SyncStatus(has_hub=True, others=others))
    qtbot.waitUntil(lambda: len(page.cards.tiles) == 6)
    bars = lambda: {b.title.text(): b for b in page.findChildren(SentenceBar) if b.isVisible()}  # noqa: E731
    assert bars() == {}, "a hub that is away has heard of nobody lately"
    page.desk.sync.show(SyncStatus(has_hub=True, reachable=True, others=others))
    titles = [
        "Office has not been heard of for 40 days",
        "The joining of Attic was begun 5 days ago and not finished",
    ]
    qtbot.waitUntil(lambda: list(bars()) == titles)
    chips = {tile.title.text(): tile.chip.status.text for tile in page.cards.tiles}
    assert chips["Attic"] == "Joining not finished"
    answers = bars()[titles[0]].findChildren(Button)
    assert [answer.text() for answer in answers] == ["What to do"]
    answers[0].click()
    sheet = page.window().findChild(UnheardSheet)
    assert sheet is not None
    assert sheet.title.text() == "Shut Office out?"
    assert "put on top" in sheet.sentence.text()
    assert sheet.stolen.isVisible()
    with qtbot.waitSignal(sheet.closed):
        sheet.on_go()
    assert asked == [7]


def test_who_must_start_parure_anew_is_said_over_the_page(
    qtbot: QtBot, together: Open, pair: Twins
) -> None:
    page = together("olga")
    with pair.here.house.local() as db:  # the shop has had a new key since this PC was started
        db.run("INSERT INTO shop_key VALUES (2, ?)", (b"k" * 32,))
    page.desk.sync.show(
        SyncStatus(has_hub=True, reachable=True, others=(other(5_000, presence='{"key": 1}'),))
    )
    bars = lambda: [b for b in page.findChildren(SentenceBar) if b.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: len(bars()) == 1)
    assert bars()[0].title.text() == "Parure must be started anew on 2 PCs"
    chips = {tile.title.text(): tile.chip.status.text for tile in page.cards.tiles}
    assert chips["Workshop"] == "Start Parure anew"


def test_who_may_not_let_a_pc_go_only_reads_of_it(qtbot: QtBot, together: Open) -> None:
    page = together("olga")
    page.desk.sync.show(
        SyncStatus(has_hub=True, reachable=True, others=(other(40 * 86_400_000, name="Office"),))
    )
    bars = lambda: [b for b in page.findChildren(SentenceBar) if b.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: len(bars()) == 1)
    assert bars()[0].findChildren(Button) == []


def test_add_a_pc_opens_its_sheet_and_begins_to_meet(qtbot: QtBot, together: Open) -> None:
    page = together("adam")
    begun: list[bool] = []
    page.desk.sync.begin = lambda: begun.append(True)
    qtbot.waitUntil(lambda: page.empty.button is not None)
    page.on_add()
    sheet = page.window().findChild(ConnectSheet)  # the copies of this test have no place at a hub
    assert sheet is not None
    sheet.dismiss()
    qtbot.waitUntil(lambda: begun == [True])


def test_who_may_not_set_it_up_sees_who_may(qtbot: QtBot, together: Open) -> None:
    page = together("olga")
    add = next(a for a in page.commands() if a.text() == "Add a PC")
    assert not add.isEnabled()
    assert add.toolTip().endswith("may set up how PCs come together.")


def test_what_arrives_from_elsewhere_moves_no_row(
    qtbot: QtBot, together: Open, pair: Twins
) -> None:
    clash(pair)
    page = together("mia")
    shown(qtbot, page, 3)
    go_to(qtbot, page, "Moved to two places")
    before = [entry.id for entry in page.list.entries.entries]
    asked = page.desk.reader
    page.refresh(Changes.of(piece=1))
    qtbot.waitUntil(lambda: not page._soon.isActive())
    answered: list[object] = []
    asked.ask(lambda db: 1, _Answers(page, answered).take)
    qtbot.waitUntil(lambda: bool(answered))
    assert [entry.id for entry in page.list.entries.entries] == before
    assert page.list.entry is not None
    assert page.list.entry.title == "Moved to two places"
    assert QApplication.focusWidget() is page.list


def test_today_leads_to_the_case(qtbot: QtBot, together: Open, pair: Twins) -> None:
    clash(pair)
    page = together("mia")
    shown(qtbot, page, 3)
    window = page.window()
    window.navigate("today")  # type: ignore[attr-defined]
    today = window.page  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: today.list.model().row_of("cases") >= 0)
    today.list.mark("cases")
    lines = lambda: [(line.kind, line.detail) for line in today.preview.lines.lines]  # noqa: E731
    qtbot.waitUntil(lambda: ("case", "moved to two places") in lines())
    moved = next(one for one in today.preview.lines.lines if one.detail == "moved to two places")
    today.preview.opened.emit(moved)
    assert window.page is page  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.list.entry is not None and page.list.entry.id == moved.id)


def test_which_pc_is_this_one_is_said_whole_beside_a_long_name(qtbot: QtBot) -> None:
    tile = StatusTile()
    qtbot.addWidget(tile)
    tile.resize(196, 92)
    tile.show()
    name = "Back office of Hallam & Vey"
    tile.show_card(StatusCard("pc", "monitor", name, "10 · this PC", Chip("Works", "ok"), "", name))
    QApplication.processEvents()
    wanted = tile.note.fontMetrics().horizontalAdvance("10 · this PC")
    assert tile.note.width() >= wanted
    assert tile.title.width() > 0
