"""What the terms promise is said of what can be read alone."""

from __future__ import annotations

from app.services.agreements import Terms
from tests.views.take_in.conftest import TERMS, TakeIn


def test_a_share_that_cannot_be_read_promises_nothing(take_in: TakeIn, clara: int) -> None:
    page = take_in.page
    page.open_record(clara)
    take_in.until(lambda: page.consignor.party)
    page.can.forward.trigger()
    take_in.until(lambda: take_in.step == TERMS and take_in.focus == "Pieces announced")
    share = next(field for field in page.terms.fields if field.name == "tiers")
    before = page.terms._share.text()
    assert "% " in before
    share.control.setFocus()
    take_in.keys("abc")
    assert "nothing is promised" in page.terms._share.text()
    assert "0 %" not in page.terms._share.text()
    page.terms.show_terms(Terms())
    assert "nothing is promised" not in page.terms._share.text()
