"""Who may do what: the matrix of roles letter by letter, and what practice adds to it."""

from __future__ import annotations

import pytest

from app.domain.errors import NotAllowedError
from app.domain.money import Money
from app.domain.permissions import (
    ACTS,
    NEVER_DEFERRED,
    ROLES,
    Limits,
    allowed,
    limit,
    may_defer,
    needs_second,
    refund_act,
    require,
)
from app.domain.worth import Against, Worth

STAFF = ("OC", "EC", "OA", "SA", "MG", "AD")


def worths(currency: str, *amounts: int) -> list[Worth]:
    return [Worth.of([Money(minor, currency)]) for minor in amounts]


def usd(*amounts: int) -> list[Worth]:
    return worths("USD", *amounts)


# The matrix: object, what each letter stands for, and the cells of OC EC OA SA MG AD.
# An approver (A) may also do and see what there is to approve; whoever does a thing may see it.
MATRIX = [
    ("orders", "C=orders.create U=orders.update A=orders.approve V=orders.view",
     "CU CU V V CUA V"),
    ("price override", "A=prices.override", "- - - - A -"),
    ("refund within the limit", "C=refunds.create", "C C - - C -"),
    ("refund above the limit", "C=refunds.request A=refunds.approve", "C C - - A -"),
    ("client data, export", "A=parties.export", "- - - - A -"),
    ("client data, view", "V=parties.view", "V V V V V -"),
    ("client data, merge", "U=parties.merge", "U - - U U -"),
    ("papers and bank", "V=confidential.view", "- - - - V -"),
    ("cost", "V=confidential.cost", "- - V - V -"),
    ("reserve", "V=confidential.reserve", "- - - V V -"),
    ("bids", "V=confidential.bids", "- - - V V -"),
    ("take-in", "C=take_in.create", "C - C C CA -"),
    ("condition report", "C=report.create A=report.approve", "C - C C CA -"),
    ("signing", "C=report.sign", "C - C C C -"),
    ("tags", "C=tags.print", "C - C C C -"),
    ("weight after sign", "C=amend.request A=amend.approve", "- - C C A -"),
    ("custody move", "C=moves.create", "C - C C C -"),
    ("job issue", "C=jobs.create U=jobs.update A=jobs.approve V=jobs.view", "V - CU V A -"),
    ("quality check", "C=qc.sign", "- - C - C -"),
    ("purchase", "C=purchases.create A=purchases.approve V=purchases.view", "V V C V A -"),
    ("receipt", "C=receipts.create", "- - C - - -"),
    ("supplier's invoice", "A=invoices.approve", "- - - - A -"),
    ("supplier's payment", "A=vendor_payments.approve", "- - - - A -"),
    ("agreement", "C=agreements.create A=agreements.approve V=agreements.view", "- V V C A -"),
    ("payout", "A=payouts.approve V=payouts.view", "- V V V A -"),
    ("loans", "C=loans.create A=loans.approve V=loans.view", "- V C C A -"),
    ("auction", "C=auctions.create U=auctions.update A=auctions.approve V=auctions.view",
     "- - - CU A -"),
    ("count plan", "C=counts.plan", "- - C - C -"),
    ("count", "C=counts.count", "C C C C C -"),
    ("count post", "A=counts.post", "- - - - A -"),
    ("write-off", "A=write_offs.approve", "- - - - A -"),
    ("hold release", "A=hold.release", "- - - - A -"),
    ("listings", "C=listings.create U=listings.update A=listings.approve V=listings.view",
     "V CU V V A -"),
    ("reports", "V=kpi.view", "V V V V V V"),
    ("cost in reports", "V=kpi.cost", "- - V - V -"),
    ("audit log", "V=audit.view", "- - - - V V"),
    ("users", "C=users.create U=users.update V=users.view", "- - - - V CU"),
    ("settings", "U=settings.update V=settings.view", "- - - - V CU"),
    ("rule sets", "A=rules.approve", "- - - - A -"),
    ("rule sets, text", "U=rules.update", "- - - - U CU"),
    ("devices", "U=devices.update", "- - - - - CU"),
    ("test tags", "C=devices.test", "C - C C C C"),
    ("backup", "C=backup.create", "- - - - - CU"),
    ("restore", "C=backup.restore", "- - - - - CU"),
    ("erasure", "C=erasure.execute", "- - - - C C"),
]  # fmt: skip

# What the machines of the trade ask for beyond the matrix.
WIDENED = {
    ("orders.create", "SA"),  # counter and private sales
    ("orders.update", "SA"),
    ("moves.create", "EC"),  # packing
    ("qc.sign", "EC"),  # outgoing quality check
    ("jobs.create", "OC"),  # a job of an order, its approval and its bag
    ("jobs.update", "OC"),
    ("jobs.approve", "OC"),
    ("jobs.approve", "OA"),  # work of our own needs no quote
    ("jobs.view", "EC"),
}


def expected(cell: str, letter: str) -> bool:
    return letter in cell or "A" in cell or (letter == "V" and cell != "-")


@pytest.mark.parametrize(("row", "letters", "cells"), MATRIX, ids=[row[0] for row in MATRIX])
def test_the_matrix(row: str, letters: str, cells: str) -> None:
    for pair in letters.split():
        letter, act = pair.split("=")
        for role, cell in zip(STAFF, cells.split(), strict=True):
            may = expected(cell, letter) or (act, role) in WIDENED
            assert allowed({role}, act) == may, f"{row}: {role} {act}"


def test_anyone_may_put_goods_into_quarantine_and_two_roles_take_them_out() -> None:
    assert all(allowed({role}, "quarantine.put") for role in STAFF)
    assert [role for role in STAFF if allowed({role}, "quarantine.release")] == ["OA", "MG"]


def test_the_command_line_may_do_its_chores_and_nothing_else() -> None:
    assert {name for name in ACTS if allowed({"cli"}, name)} == {
        *("import.orders", "check.run", "backup.create", "backup.restore", "export.all"),
        *("sync.run", "sync.update", "tour.play", "sample.make"),
    }


def test_roles_and_words_are_known() -> None:
    for act in ACTS.values():
        assert act.roles.keys() <= set(ROLES)
        assert act.words
        assert "." in act.name


def test_several_roles_add_up() -> None:
    assert not allowed({"EC"}, "take_in.create")
    assert allowed({"EC", "OC"}, "take_in.create")
    assert not allowed(set(), "orders.view")
    with pytest.raises(KeyError):
        allowed({"MG"}, "no.such_act")


def test_limits_and_the_widest_of_them() -> None:
    assert limit({"EC"}, "orders.update") == "online"
    assert limit({"EC", "OC"}, "orders.update") == ""
    assert limit({"EC", "SA"}, "orders.update") == "online"
    with pytest.raises(NotAllowedError):
        limit({"OA"}, "orders.update")


def test_a_refusal_names_role_act_and_who_may() -> None:
    require({"MG"}, "hold.release")
    with pytest.raises(NotAllowedError) as refused:
        require({"EC"}, "hold.release")
    assert refused.value.sentence() == (
        "Your role (e-commerce clerk) may not release held pieces. Ask someone who may: manager."
    )
    with pytest.raises(NotAllowedError, match="no role"):
        require((), "orders.view")


def test_the_second_person() -> None:
    assert needs_second("write_offs.approve")
    assert not needs_second("moves.create", usd(499_999))
    assert needs_second("moves.create", usd(500_000))
    assert not needs_second("moves.create", usd(*[360_000] * 5))
    assert needs_second("moves.create", usd(*[152_500] * 100)), "a batch of 25,000"
    assert needs_second("moves.create", usd(560_000, *[160_000] * 8)), "one dear piece"
    assert not needs_second("orders.update", usd(10**9))
    assert needs_second("moves.create", usd(100), Limits(single_minor=100))
    assert not needs_second("moves.create", usd()), "nothing moves"


def test_what_is_in_another_currency_is_not_added_up_and_never_small() -> None:
    tray = [*usd(9_000_00), *worths("JPY", 900_000)]
    assert needs_second("moves.create", tray) is Against.ABOVE, "the dear one alone"
    tray = [*usd(90_00), *worths("JPY", 9)]
    assert needs_second("moves.create", tray) is Against.UNKNOWN
    assert needs_second("moves.create", tray, Limits(currency="JPY")) is Against.UNKNOWN
    many = [*usd(*[100_000] * 16), *worths("KWD", 0)]
    assert not needs_second("moves.create", many), "nothing in another currency is nothing"


def test_small_shops_may_review_later_but_not_everything() -> None:
    assert may_defer("moves.create", 3)
    assert not may_defer("moves.create", 4)
    assert not any(may_defer(act, 1) for act in NEVER_DEFERRED)


def test_refunds_above_the_limit_ask_for_more() -> None:
    assert refund_act(usd(250_000)[0]) == "refunds.create"
    assert refund_act(usd(250_001)[0]) == "refunds.approve"
    assert refund_act(worths("EUR", 1)[0]) == "refunds.approve"
    assert refund_act(worths("EUR", 250_000)[0], Limits(currency="EUR")) == "refunds.create"
