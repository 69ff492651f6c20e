"""A stolen PC is shut out although the hub goes away in the middle of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.services import pcs
from app.shop import Shop
from app.sync.begin import note_pcs
from app.sync.folder_hub import FolderHub
from app.sync.hub import HubAwayError
from app.sync.membership import need_membership
from tests.sync.pcs import house_of

ADMIN = Actor(1, "mia", "Mia", frozenset({"AD"}))


@pytest.mark.parametrize("step", ["revoke", "change_key"])
def test_what_was_stopped_can_be_done_again(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    place = tmp_path / "server"
    place.mkdir()

    def away(*_: object) -> None:
        raise HubAwayError("The hub does not answer", "The line was cut.", "")

    with house_of(shop, str(place), tmp_path) as house:
        a, b = house.pcs
        note_pcs(a.shop, a.hub, need_membership(a.shop).sealer())
        with monkeypatch.context() as cut:
            cut.setattr(FolderHub, step, away)
            with pytest.raises(HubAwayError):
                pcs.shut_out(a.shop, ADMIN, b.shop.site)
        note_pcs(a.shop, a.hub, need_membership(a.shop).sealer())  # as the engine does meanwhile
        before = a.shop.newest_key
        pcs.shut_out(a.shop, ADMIN, b.shop.site)
        assert a.shop.newest_key != before
        assert [pc.site for pc in a.hub.pcs() if pc.revoked_at] == [b.shop.site]
        assert a.hub.state().key_epoch == max(a.shop.keys)
        for epoch in range(2, max(a.shop.keys) + 1):
            said = a.hub._keep.get(f"{epoch:06d}.epoch")  # type: ignore[attr-defined]
            assert said is not None
            assert str(b.shop.site) not in said["envelopes"]
