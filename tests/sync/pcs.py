"""PCs of one shop around a real hub: made from one shop, each with its own place there."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from app.services import claims
from app.shop import Shop
from app.sync.begin import begin_hub
from app.sync.envelopes import new_pair
from app.sync.hub import Hub, Invite, NewPc
from app.sync.identity import renew
from app.sync.membership import keep, need_membership
from app.sync.opening import open_hub
from app.sync.round import Met, Round
from tests.conftest import PATIENCE_S, SHOP_KEY
from tests.sync.hubs import FOREVER
from tests.sync.meeting import digests, now_tables
from tests.sync.postgres import Server


@dataclass
class Pc:
    """A PC: its shop, and its way to the hub."""

    shop: Shop
    hub: Hub
    step: Callable[[str], None] = lambda _: None

    def meet(self) -> Met:
        """One whole meeting; ``step`` hears each point at which it could be stopped."""
        return Round(self.shop, self.hub, step=lambda at: self.step(at)).meet()

    def open_again(self) -> None:
        """As a program that was stopped and is started again."""
        self.hub.close()
        self.shop.close()
        self.shop = Shop.open(self.shop.path, SHOP_KEY)
        self.hub = need_membership(self.shop).open()
        self.step = lambda _: None


@dataclass
class House:
    """The PCs of one shop and the place of their hub."""

    pcs: list[Pc]
    url: str
    opened: list[Hub] = field(default_factory=list)

    def together(self) -> None:
        """Let all meet until all know all."""
        for _ in range(3):
            for pc in self.pcs:
                pc.meet()
        heads = {pc.meet().base for pc in self.pcs}
        assert len(heads) == 1

    def agree(self) -> None:
        """All know the same, in rows and in projections, and nothing waits."""
        shops = [pc.shop for pc in self.pcs]
        assert len(digests(*shops)) == 1
        first = now_tables(shops[0])
        for shop in shops[1:]:
            assert now_tables(shop) == first
        for shop in shops:
            with shop.replaying() as db:
                assert db.value("SELECT count(*) FROM outbox") == 0


def hub_url(kind: str, place: Path, server: Callable[[], Server]) -> str:
    """Where a fresh hub can be set up."""
    if kind == "postgres":
        return server().empty_database()
    place.mkdir(parents=True, exist_ok=True)
    return str(place)


@contextmanager
def house_of(first: Shop, url: str, folder: Path, count: int = 2) -> Iterator[House]:
    """``first`` and copies of it as further PCs around a new hub, which has its time to answer."""
    begin_hub(first, url, name="counter")
    made = House([Pc(first, need_membership(first).open())], url)
    try:
        made.pcs[0].meet()
        for n in range(1, count):
            made.pcs.append(joined(made.pcs[0], folder / f"pc{n}"))
        with patch.object(claims, "WAIT_S", PATIENCE_S):
            yield made
    finally:
        for pc in made.pcs:
            pc.hub.close()
            pc.shop.close()


def joined(first: Pc, folder: Path, unsent: int = 0) -> Pc:
    """A further PC: a copy of the first one's data with an identity and a token of its own."""
    member = need_membership(first.shop)
    with first.shop.replaying() as db:
        assert db.value("SELECT count(*) FROM outbox") == unsent
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(first.shop.path, folder)
    code, token = secrets.token_hex(16), secrets.token_bytes(32)
    first.hub.invite(Invite(code, b"", FOREVER))
    site = renew(folder, SHOP_KEY, station=98)
    private, public = new_pair()
    name = member.sealer().seal(f"name/{site}", folder.name.encode())
    door = open_hub(member.address)
    station = door.take_invite(code, NewPc(site, token, public, name))
    door.close()
    shop = Shop.open(folder, SHOP_KEY)
    with shop.local() as db:
        keep(db, token=token, private_key=private, name=folder.name)
        db.run("UPDATE sync_state SET value=? WHERE name='station'", (str(station),))
    shop.close()
    shop = Shop.open(folder, SHOP_KEY)
    return Pc(shop, need_membership(shop).open())
