"""Today: marked by arrows and numbers, the list behind the row beside it, opened with Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.today import NOW, QUIET, WAITING, Today, TodayRow
from app.shop import Shop
from app.views.today.page import TodayPage
from app.views.today.rows import TodayModel, spoken
from tests.views.floor import Floor, make_jobs, press
from tests.views.reports.hand_over_hand import a_chain


def row(key: str, group: str, count: int = 2, right: str = "oldest 2 h") -> TodayRow:
    return TodayRow(key, group, count, key.title(), "The worst case", right, "", "orders", "review")


def today_page(floor: Floor) -> TodayPage:
    floor.window.navigate("today")
    page = floor.window.page
    assert isinstance(page, TodayPage)
    return page


def test_the_rows_of_the_house_stand_in_their_groups(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> None:
    make_jobs(house, staff["mia"])
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None)
    titles = [entry.row.title for entry in page.list.entries.entries if entry.row]
    assert "Jobs overdue" in titles
    assert "Pieces to complete" in titles
    heads = [entry.head for entry in page.list.entries.entries if entry.head]
    assert heads == [group for group in (NOW, WAITING, QUIET) if group in heads]
    assert page.hint_bar.state


def test_arrows_and_numbers_mark_and_the_list_behind_follows(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> None:
    make_jobs(house, staff["mia"])
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None and page.list.hasFocus())
    count = sum(1 for entry in page.list.entries.entries if entry.row)
    press(page, Qt.Key(Qt.Key.Key_0 + count))
    last = page.list.row
    assert last is not None
    assert last.title == "Pieces to complete"
    qtbot.waitUntil(lambda: len(page.preview.lines.lines) == 5)
    assert page.preview.accessibleName() == "Pieces to complete preview"
    press(page, Qt.Key.Key_Up)
    before = page.list.row
    assert before is not None
    assert before.key != last.key


def test_the_numbers_are_commands_by_what_they_mark(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> None:
    make_jobs(house, staff["mia"])
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None)
    titles = [entry.row.title for entry in page.list.entries.entries if entry.row]
    offered = [entry.words for entry in floor.window.palette_box.entries_for("mark")]
    assert [f"Mark {title}" for title in titles] == [w for w in offered if w.startswith("Mark")]


def test_enter_opens_the_saved_view_behind_the_row(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> None:
    make_jobs(house, staff["mia"])
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None and page.list.hasFocus())
    page.list.mark("jobs_overdue")
    press(page, Qt.Key.Key_Return)
    assert floor.window.here[0] == "jobs"
    shown = floor.window.page_of("jobs")
    assert getattr(shown, "views").value == "overdue"  # noqa: B009 (a page of another kind)


def test_a_line_of_the_list_behind_opens_its_record(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> None:
    jobs = make_jobs(house, staff["mia"])
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None)
    page.list.mark("jobs_overdue")
    qtbot.waitUntil(lambda: len(page.preview.lines.lines) == 1)
    page.preview.setCurrentIndex(page.preview.lines.index(0))
    page.preview.setFocus()
    press(page, Qt.Key.Key_Return)
    assert floor.window.here == ("job", jobs[0])


def test_a_refresh_keeps_the_marked_row() -> None:
    model = TodayModel()
    model.show_today(Today((row("a", NOW), row("b", NOW), row("c", QUIET)), ""))
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show_today(Today((row("a", NOW, 5), row("b", NOW), row("c", QUIET)), ""))
    assert resets == []
    kept = model.entries[1].row
    assert kept is not None
    assert kept.count == 5
    model.show_today(Today((row("b", NOW),), ""))
    assert len(resets) == 1
    assert model.row_of("b") == 1
    assert model.row_of("a") == -1


def test_a_row_is_said_with_its_count_and_age() -> None:
    assert spoken(row("orders", NOW)) == "Orders, 2, oldest 2 h, The worst case"


def test_where_nothing_waits_there_is_something_to_begin_with(
    qtbot: QtBot, sit: Callable[[str], Floor]
) -> None:
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None)
    page._on_today(Today((), "Nothing needs you."))
    assert page.side is not None
    assert not page.side.isVisible()
    assert page.empty.button is not None
    assert page.empty.button.text() == "Import orders"
    press(page, Qt.Key.Key_Return)
    assert floor.window.here[0] == "import"


def test_a_change_elsewhere_is_counted_anew(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> None:
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None)
    assert page.list.entries.row_of("jobs_overdue") == -1

    def command(shop: Shop):  # type: ignore[no-untyped-def]
        from app.domain.changes import Changes

        return Changes.of(job=make_jobs(shop, staff["mia"]))

    floor.desk.writer.run(command)
    qtbot.waitUntil(lambda: page.list.entries.row_of("jobs_overdue") >= 0)


def test_a_kept_basket_is_gone_on_with_from_today(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> None:
    from app.services.drafts import keep_draft

    keep_draft(house, staff["mia"].user_id, "scan_basket", 0, {"rows": []})
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None and page.list.hasFocus())
    page.list.mark("drafts")
    qtbot.waitUntil(lambda: len(page.preview.lines.lines) == 1)
    page.open_list()
    assert page.preview.hasFocus(), "drafts have no list of their own"
    page.preview.setCurrentIndex(page.preview.lines.index(0))
    press(page, Qt.Key.Key_Return)
    assert floor.window.here[0] == "scan"


def test_a_hand_over_that_was_left_opens_from_today_with_its_pieces(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> None:
    from app.services.drafts import keep_draft
    from app.views.reports.hand_over_sheet import HandOverSheet

    piece = a_chain(house, staff, 90_000)
    kept = {"pieces": [piece], "fields": {"to": "Lumen"}}
    keep_draft(house, staff["mia"].user_id, "hand_over", 0, kept)
    floor = sit("mia")
    page = today_page(floor)
    qtbot.waitUntil(lambda: page.list.row is not None and page.list.hasFocus())
    page.list.mark("drafts")
    qtbot.waitUntil(lambda: [one.title for one in page.preview.lines.lines] == ["Hand-over"])
    page.open_list()
    page.preview.setCurrentIndex(page.preview.lines.index(0))
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(floor.window.findChildren(HandOverSheet)))
    (sheet,) = floor.window.findChildren(HandOverSheet)
    assert sheet.to.text == "Lumen"
    assert [row.quick.piece.id for row in sheet.rows] == [piece]
