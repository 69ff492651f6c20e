"""PCs that were not heard of for long, and joinings that nobody finished: the hub waits for each.

Until somebody lets such a PC go, the hub keeps every change since it was heard of last. Letting go is
no theft: the shop keeps its key, and whoever comes back after all joins again with its unsent work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.actors import Actor
from app.domain.errors import NotFoundError, StateError
from app.services.today_words import age_words
from app.shop import Shop
from app.sync.begin import note_pcs
from app.sync.hub import Pc
from app.sync.membership import need_membership
from app.sync.status import OtherPc

ACT = "sync.update"
LONG_MS = 30 * 86_400_000
"""A PC that was not heard of for so long does not only have its day off."""
JOINING_MS = 2 * 86_400_000
"""A joining takes minutes, and its code is good for a day."""


@dataclass(frozen=True)
class Unheard:
    """A PC that the hub waits for: ``title`` and ``sentence`` say it over a page, ``question`` and
    ``follows`` ask whether it is to be let go, ``verb`` does so. ``is_joining``: it never arrived."""

    site: int
    name: str
    title: str
    sentence: str
    question: str
    follows: str
    verb: str
    is_joining: bool


def unheard(others: Sequence[OtherPc], now: int) -> list[Unheard]:
    """The PCs that hold the hub back at ``now`` (ms), who is silent longest first."""
    silent = [pc for pc in others if not pc.revoked_at and _is_long(pc.version, pc.heard_at, now)]
    return [_worded(pc, now) for pc in sorted(silent, key=lambda pc: pc.heard_at)]


def let_go(shop: Shop, actor: Actor, site: int) -> str:
    """Shut a PC out that will not come again, or forget its joining; what it is called.

    The shop keeps its key. StateError where it was heard of meanwhile, NotFoundError where the shop
    has no such PC any more; HubAwayError: then it is to be done once more.
    """
    shop.require(actor, ACT)
    member = need_membership(shop)
    hub = member.open()
    try:
        known = {pc.site: pc for pc in hub.pcs() if not pc.revoked_at and pc.site != shop.site}
        if site not in known:
            raise NotFoundError(
                "No such PC",
                "The shop has no such PC any more: it was shut out before.",
                "Look at the list of PCs on the page Together.",
            )
        _refuse_heard(known[site], hub.state().time_ms)
        hub.revoke(site)
        hub.prune()
        note_pcs(shop, hub, member.sealer())
    finally:
        hub.close()
    with shop.work(actor, "let_go_pc"):
        pass  # the audit log says who did it
    db = shop.reader()
    try:
        name = db.value("SELECT name FROM other_pc WHERE site = ?", (site,))
    finally:
        db.close()
    return str(name or f"PC {known[site].station}")


def _is_long(version: int, heard_at: int, now: int) -> bool:
    """A PC that has only just set the hub up was not heard of at all yet: nobody waits for it."""
    return bool(heard_at) and now - heard_at > (LONG_MS if version else JOINING_MS)


def _refuse_heard(pc: Pc, now: int) -> None:
    if not _is_long(pc.version, pc.heard_at, now):
        raise StateError(
            "It is there again",
            "The hub has just heard of this PC, so it goes on with the others by itself.",
            "Nothing needs to be done. If it was stolen: Settings → A PC was stolen.",
        )


def _worded(pc: OtherPc, now: int) -> Unheard:
    name = pc.name or f"PC {pc.station}"
    age = age_words(now - pc.heard_at)
    if not pc.version:  # it has taken a place, and never said that it has arrived
        return Unheard(
            pc.site,
            name,
            f"The joining of {name} was begun {age} ago and not finished",
            "Until then the hub keeps every change for it, and grows. Finish it on that PC, or"
            " forget it.",
            f"Forget the joining of {name}?",
            "Its place at the hub is given back. Nothing of the shop's work is lost: that PC never"
            " had any of its own. It can join again with a new code.",
            "Forget the joining",
            is_joining=True,
        )
    return Unheard(
        pc.site,
        name,
        f"{name} has not been heard of for {age}",
        "Until it comes, the hub keeps every change since then for it, and grows. If it only rests,"
        " nothing needs to be done; if it will not come again, shut it out.",
        f"Shut {name} out?",
        "It sends and fetches nothing any more, and the hub waits for it no longer. If it comes back"
        " after all, it joins again with a new code, and what it had not sent is put on top. If it"
        " was stolen, the shop needs a new key as well.",
        "Shut it out",
        is_joining=False,
    )
