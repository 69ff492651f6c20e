"""What comes from the hub is proven before it is applied: in order, sealed by a PC of the shop, whole."""

from __future__ import annotations

from app.domain.errors import ShopError
from app.models import schema
from app.sync.changes import Sent
from app.sync.envelopes import SealedError, Sealer
from app.sync.hub import Hub, HubAwayError, NeedsUpdateError, Pack


def proven(
    hub: Hub, sealer: Sealer, base: int, before: str | None, packs: list[Pack]
) -> list[Sent]:
    """Unseal what was fetched behind ``base``; what is damaged is fetched once more, then refused.

    ``before`` is the digest of what lies at ``base``: each change is proven to stand behind the one
    behind which its PC has put it. ``packs`` is then what was opened. SealedError, ShopError.
    """
    opened: list[Sent] = []
    for pack in packs:
        try:
            opened.append(_proven(sealer, pack, before))
        except (SealedError, ShopError, NeedsUpdateError):
            return [*opened, *_fetched_again(hub, sealer, base, before, packs, len(opened))]
        before = pack.sha256
    return opened


def _fetched_again(
    hub: Hub, sealer: Sealer, base: int, before: str | None, packs: list[Pack], at: int
) -> list[Sent]:
    """Fetch anew what arrived damaged, and with it whatever came behind it."""
    del packs[at:]
    packs += in_order(hub.fetch(base + at), base + at)
    opened: list[Sent] = []
    for pack in packs[at:]:
        try:
            opened.append(_proven(sealer, pack, before))
        except NeedsUpdateError:  # only its place is known
            version = schema.SYNCED_VERSION + 1
            opened.append(Sent(pack.site, pack.site_seq, 0, 0, version, "", b""))
        before = pack.sha256
    return opened


def _proven(sealer: Sealer, pack: Pack, before: str | None) -> Sent:
    """Unseal a change and check its digest, unless it is of a newer Parure."""
    sent = sealer.unpack(pack, before)
    if sent.schema_version <= schema.SYNCED_VERSION:
        sent.check()
    return sent


def in_order(packs: list[Pack], after: int) -> list[Pack]:
    """What was fetched, if it is what comes behind ``after``, one by one; else it is asked for anew."""
    if [pack.seq for pack in packs] != list(range(after + 1, after + 1 + len(packs))):
        raise _out_of_order()
    return packs


def _out_of_order() -> HubAwayError:
    """The answer is not one to the question: a line or a file server that mixes things up."""
    return HubAwayError(
        "The hub's answer is out of order",
        "What came from the hub is not what comes next, so nothing of it was taken.",
        "It is fetched again by itself.",
    )
