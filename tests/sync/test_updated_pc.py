"""A PC that gets a newer Parure while work of its older one still waits to be sent."""

from __future__ import annotations

import pytest

from app.domain.actors import SYSTEM
from app.domain.ids import derived_id
from app.models import schema
from app.models.people import Party
from app.models.pieces import Measured
from app.models.records import Repeated
from app.services.check_chain import chain
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


def test_a_fact_that_two_pcs_call_repeated_is_repeated_once(two_pcs: House) -> None:
    """The updated PC says so, and the one that had brought its letter into the log says so too."""
    a, b = two_pcs.pcs
    piece = derived_id("test", "piece", "1")
    for pc in (a, b):
        with pc.shop.work(SYSTEM, "test") as w:
            w.add(
                Measured,
                id=derived_id("test", "weight", "1"),
                subject_kind="piece",
                subject_id=piece,
                what="gross_weight_mg",
                value=5_480,
                method="scale",
            )
    two_pcs.together()
    with b.shop.replaying() as db:
        told = db.row("SELECT table_name, row_id, said_by_work_id FROM repeated")
    assert told
    with b.shop.work(SYSTEM, "test") as w:
        w.add(Repeated, table_name=told[0], row_id=told[1], said_by_work_id=told[2])
    with b.shop.replaying() as db:
        assert chain(db)[1] == []
