"""Papers of a job: a ticket for a client's piece only, bags of another size, and several of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.jobs import Job
from app.services.documents import document_content
from app.shop import Shop
from app.views.documents.document_page import DocumentPage
from app.views.documents.making import AskSheet
from app.views.documents.papers_sheet import PapersSheet
from app.views.frame.permit import WHY_NOT
from app.views.jobs.job_page import JobPage
from tests.views.floor import Floor, make_jobs
from tests.views.page_checks import check_page


@pytest.fixture
def opened(
    qtbot: QtBot, sit: Callable[[str], Floor], house: Shop, staff: dict[str, Actor]
) -> tuple[Floor, JobPage]:
    own, clients, _ = make_jobs(house, staff["mia"])
    with house.work(staff["mia"], "own") as w:
        w.edit(Job, clients, customer_property=1)
    floor = sit("mia")
    floor.window.navigate("job", own)
    page = floor.window.page
    assert isinstance(page, JobPage)
    qtbot.waitUntil(lambda: page.card is not None and page.card.id == own)
    return floor, page


def over(qtbot: QtBot, floor: Floor, kind: type[Any]) -> Any:
    def there() -> list[Any]:
        return [sheet for sheet in floor.window.findChildren(kind) if sheet.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def shown(qtbot: QtBot, floor: Floor) -> Any:
    """The content of the paper that was made, whose page stands there."""
    qtbot.waitUntil(lambda: isinstance(floor.window.page, DocumentPage), timeout=15_000)
    page = floor.window.page
    assert isinstance(page, DocumentPage)
    qtbot.waitUntil(lambda: page.view.page_count > 0, timeout=15_000)
    db = floor.house.reader()
    try:
        return document_content(db, page._record)
    finally:
        db.close()


def test_three_small_bags_stand_in_one_paper(qtbot: QtBot, opened: tuple[Floor, JobPage]) -> None:
    floor, page = opened
    check_page(qtbot, page)
    page.papers.bags.trigger()
    sheet = over(qtbot, floor, AskSheet)
    sheet.fields["bags"].set_text("1000")
    sheet.take()
    assert sheet.fields["bags"].error
    sheet.fields["bags"].set_text("3")
    sheet.take()
    bag = shown(qtbot, floor)
    assert (bag.made.paper, bag.bags) == ("a6", 3)


def test_only_a_client_s_piece_has_a_ticket(qtbot: QtBot, opened: tuple[Floor, JobPage]) -> None:
    floor, page = opened
    assert not page.papers.ticket.isEnabled()
    assert "client's own piece" in page.papers.ticket.property("why_not")
    clients = floor.ask("SELECT id FROM job WHERE customer_property = 1")
    floor.window.navigate("job", clients)
    qtbot.waitUntil(lambda: page.papers.ticket.isEnabled())
    page.papers.ticket.trigger()
    sheet = over(qtbot, floor, AskSheet)
    sheet.fields["flaws"].set_value("Claw 3 worn\n\nShank thin")
    sheet.fields["estimate_minor"].set_text("240")
    sheet.fields["limit_minor"].set_text("much")
    sheet.take()
    assert sheet.fields["limit_minor"].error
    assert sheet.isVisible()
    sheet.fields["limit_minor"].set_text("300")
    sheet.take()
    ticket = shown(qtbot, floor)
    assert ticket.flaws == ("Claw 3 worn", "Shank thin")
    assert (ticket.estimate_minor, ticket.limit_minor, ticket.value_minor) == (24_000, 30_000, None)


def test_who_may_not_hears_who_may(
    qtbot: QtBot, opened: tuple[Floor, JobPage], staff: dict[str, Actor]
) -> None:
    floor, page = opened
    floor.desk.session.sign_in(staff["sara"])
    qtbot.waitUntil(lambda: not page.papers.bags.isEnabled())
    assert "may print job bags" in str(page.papers.bags.property(WHY_NOT))
    page.papers.show_all(page.card)  # type: ignore[arg-type]
    papers = over(qtbot, floor, PapersSheet)
    assert not any(row.isEnabled() for row in papers.ways)
    papers.dismiss()
