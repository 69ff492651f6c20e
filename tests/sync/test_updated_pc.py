"""A PC that gets a newer Parure while work of its older one still waits to be sent."""

from __future__ import annotations

import pytest

from app.domain.actors import SYSTEM
from app.models import schema
from app.models.people import Party
from tests.sync.pcs import House


def test_work_that_was_put_on_top_anew_says_which_parure_did_so(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows have this PC's columns now: an older PC must wait for its update, not pass them over."""
    a, b = two_pcs.pcs
    older = schema.SYNCED_VERSION
    with a.shop.work(SYSTEM, "test") as w:
        party = w.add(Party, display="Ann")
    two_pcs.together()
    for pc, said in ((a, "Ann A."), (b, "Ann B.")):
        with pc.shop.work(SYSTEM, "test") as w:
            w.edit(Party, party, display=said)
    a.meet()
    monkeypatch.setattr(schema, "SYNCED_VERSION", older + 1)
    b.meet()
    versions = {pack.site: pack.schema_version for pack in b.hub.fetch(0)}
    assert versions == {a.shop.site: older, b.shop.site: older + 1}
    monkeypatch.setattr(schema, "SYNCED_VERSION", older)
    assert a.meet().needs_update
