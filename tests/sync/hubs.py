"""Fresh hubs of both kinds, and PCs that ask them: what the hubs' tests share."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.sync.hub import Hub, Invite, NewPc, Pack
from app.sync.opening import install_hub, open_hub
from tests.sync.postgres import Server

KINDS = ("postgres", "folder")
FOREVER = 1 << 50


@dataclass
class Meeting:
    """A hub and the PCs that joined it, by site; each has a token and opens the hub as often as it likes."""

    address: str
    url: str
    tokens: dict[int, bytes] = field(default_factory=dict)
    opened: list[Hub] = field(default_factory=list)

    def hub(self, site: int) -> Hub:
        """A new way to the hub for this PC."""
        made = open_hub(self.address, self.tokens[site])
        self.opened.append(made)
        return made

    def join(self, site: int) -> Hub:
        """Let another PC in by an invite of the first one."""
        first = self.hub(next(iter(self.tokens)))
        code = secrets.token_hex(16)
        first.invite(Invite(code, b"", FOREVER))
        token = secrets.token_bytes(32)
        door = open_hub(self.address)
        door.take_invite(code, NewPc(site, token, b"k" * 32, b"pc"))
        door.close()
        self.tokens[site] = token
        return self.hub(site)

    def close(self) -> None:
        """Close all that was opened."""
        for hub in self.opened:
            hub.close()


def new_meeting(
    kind: str, place: Path, server: Callable[[], Server], *, shop_id: str = "", site: int = 1
) -> Meeting:
    """Set a hub of this kind up for a shop whose first PC is ``site``."""
    if kind == "postgres":
        url = server().empty_database()
    else:
        place.mkdir(parents=True, exist_ok=True)
        url = str(place)
    token = secrets.token_bytes(32)
    made = install_hub(
        url, shop_id or secrets.token_hex(8), NewPc(site, token, b"k" * 32, b"first"), 10
    )
    return Meeting(made.address, url, {site: token})


def packs(site: int, first: int, count: int = 1, body: bytes = b"sealed") -> list[Pack]:
    """Some changes of a PC, by number."""
    return [Pack(site, n, 2, 1, body + b"/%d" % n) for n in range(first, first + count)]
