"""How far each role reaches: the limits in the matrix of roles, one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError
from app.domain.permissions import ACTS, REACHES, reaches
from app.models.consignment import Agreement, ConsignmentItem
from app.models.jobs import Job
from app.models.orders import SalesOrder
from app.models.people import Party
from app.models.pieces import Piece
from app.models.records import Report
from app.services import order_review
from app.services.orders import set_promise
from app.services.parties import add_contact, edit_party
from app.services.party_forms import PartyForm
from app.services.piece_changes import set_price
from app.services.reach import reach_refusal, require_on
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import furnished_counter


@pytest.fixture
def online(house: Shop, staff: dict[str, Actor]) -> int:
    """Order #1042, which came from the web shop."""
    return furnished_counter(house, staff).bring(file_of(w06()))


def written(shop: Shop, who: Actor, party_id: int | None = None) -> int:
    """An order written in the house by somebody."""
    with shop.work(who, "write_order") as w:
        order_id = w.add(SalesOrder, number="#7", currency="USD", party_id=party_id)
        w.step("order", order_id, "draft")
        w.step("order", order_id, "review")
    return order_id


def may(shop: Shop, who: Actor, act: str, kind: str, subject: int) -> bool:
    """The service and the window's question must say the same."""
    db = shop.reader()
    asked = reach_refusal(db, who, act, kind, subject)
    db.close()
    try:
        with shop.work(who, "ask") as w:
            require_on(w, act, kind, subject)
        said = ""
    except NotAllowedError as refused:
        said = refused.sentence()
    assert asked == said
    return not said


def who_may(
    shop: Shop, staff: dict[str, Actor], act: str, kind: str, subject: int, names: Sequence[str]
) -> list[str]:
    return [name for name in names if may(shop, staff[name], act, kind, subject)]


DESK = ("olga", "emma", "owen", "sara", "mia")


def test_every_limit_has_words_and_every_beginning_known_acts() -> None:
    limits = {limit for act in ACTS.values() for limit in act.roles.values() if limit}
    assert limits <= REACHES.keys()


def test_several_limits_are_each_enough() -> None:
    assert reaches({"EC", "SA"}, "orders.update") == {"online", "own"}
    assert reaches({"EC", "OC"}, "orders.update") == frozenset()


def test_whose_orders_each_role_changes(house: Shop, staff: dict[str, Actor], online: int) -> None:
    by_sara, by_olga = written(house, staff["sara"]), written(house, staff["olga"])
    orders = {"online": online, "sara's": by_sara, "olga's": by_olga}
    found = {
        name: who_may(house, staff, "orders.update", "order", order, DESK)
        for name, order in orders.items()
    }
    assert found == {
        "online": ["olga", "emma", "mia"],
        "sara's": ["olga", "sara", "mia"],
        "olga's": ["olga", "mia"],
    }


def test_the_services_of_orders_keep_the_limits(
    house: Shop, staff: dict[str, Actor], online: int
) -> None:
    inside = written(house, staff["olga"])
    with (
        pytest.raises(NotAllowedError, match="may change orders of the web shop only") as refused,
        house.work(staff["emma"], "hold") as w,
    ):
        order_review.hold(w, inside, "stock")
    assert refused.value.remedy == "Ask someone who may: order clerk or manager."
    with (
        pytest.raises(NotAllowedError, match="may change orders of your own only"),
        house.work(staff["sara"], "promise") as w,
    ):
        set_promise(w, online, "2026-12-24")
    with house.work(staff["emma"], "promise") as w:
        set_promise(w, online, "2026-12-24")


def test_an_order_that_is_being_written_is_ones_own(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["sara"], "write_order") as w:
        order_id = w.add(SalesOrder, number="#8", currency="USD")
        w.step("order", order_id, "draft")
        set_promise(w, order_id, "2026-12-24")
    assert may(house, staff["sara"], "orders.update", "order", order_id)


def test_jobs_of_orders_and_jobs_of_the_houses_own_work(
    house: Shop, staff: dict[str, Actor], online: int
) -> None:
    with house.work(staff["mia"], "jobs") as w:
        of_order = w.add(Job, number=w.number("J"), order_id=online)
        of_stock = w.add(Job, number=w.number("J"))
    for act, of_an_order, of_the_house in (
        ("jobs.update", ["olga", "owen", "mia"], ["owen", "mia"]),
        ("jobs.print", ["olga", "owen", "mia"], ["owen", "mia"]),
        ("jobs.approve", ["olga", "mia"], ["owen", "mia"]),
        ("qc.sign", ["emma", "owen", "mia"], ["owen", "mia"]),
        ("jobs.view", ["olga", "emma", "owen", "mia"], ["olga", "owen", "mia"]),
    ):
        assert who_may(house, staff, act, "job", of_order, DESK) == of_an_order
        assert who_may(house, staff, act, "job", of_stock, DESK) == of_the_house


def test_whose_data_each_role_changes(
    house: Shop, staff: dict[str, Actor], online: int, clara: int
) -> None:
    with house.work(staff["olga"], "add_party") as w:
        caller = w.add(Party, display="A caller")
        client = w.value("SELECT party_id FROM sales_order WHERE id = ?", (online,))
        counter = w.add(Party, display="Of the counter")
    written(house, staff["olga"], counter)
    parties = {"consignor": clara, "web client": client, "counter": counter, "caller": caller}
    found = {
        name: who_may(house, staff, "parties.update", "party", party, DESK)
        for name, party in parties.items()
    }
    assert found == {
        "consignor": ["sara", "mia"],
        "web client": ["olga", "emma", "sara", "mia"],
        "counter": ["olga", "sara", "mia"],
        "caller": ["olga", "emma", "sara", "mia"],
    }
    for change in (
        lambda w: add_contact(w, clara, "phone", "+12125550199"),
        lambda w: edit_party(w, clara, PartyForm(given="Clara", family="White")),
    ):
        with (
            pytest.raises(NotAllowedError, match="of those who order only"),
            house.work(staff["olga"], "edit_party") as w,
        ):
            change(w)


def test_a_reserve_is_changed_by_who_took_the_piece_in(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    assert who_may(house, staff, "confidential.reserve", "piece", ring, DESK) == ["sara", "mia"]
    with house.work(staff["mia"], "another") as w:
        party = w.add(Party, display="Another consignor", is_consignor=1)
        agreement = w.add(Agreement, number=w.number("A"), party_id=party, currency="USD")
        w.step("agreement", agreement, "draft")
        other = w.add(Piece, category="ring", description="Another's ring")
        w.step("piece", other, "intake")
        w.add(ConsignmentItem, number=w.number("C"), piece_id=other, agreement_id=agreement)
    assert who_may(house, staff, "confidential.reserve", "piece", other, DESK) == ["mia"]
    with (
        pytest.raises(NotAllowedError, match="may see reserves of your own only"),
        house.work(staff["sara"], "price") as w,
    ):
        set_price(w, other, "reserve", 100)


def test_a_signed_report_is_corrected_by_who_signed_it_or_a_manager(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with house.work(staff["owen"], "sign_report") as w:
        report = w.add(Report, piece_id=ring, number="CR10-26-00001", content="{}")
    names = ("olga", "owen", "sara", "mia")
    assert who_may(house, staff, "report.correct", "report", report, names) == ["owen", "mia"]
