"""Saying goodbye: a PC that is given up brings all its work to the others and shuts itself out."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import StateError
from app.domain.ids import now_ms
from app.shop import Shop
from app.sync.hub import Hub
from app.sync.membership import Membership, need_membership
from app.sync.round import Round
from app.sync.status import counts

Tell = Callable[[str, int, int], None]
AT_ONCE = 20


def say_goodbye(shop: Shop, tell: Tell = lambda _words, _done, _total: None) -> None:
    """Send all that is here, photos too, then give this PC's place at the hub back for good.

    From then on nothing is written here any more. StateError, and this PC stays, where something
    cannot be sent or no other PC is there; ``tell`` may raise to stop it before the last step.
    """
    member = need_membership(shop)
    hub = member.open()
    try:
        _refuse_last(hub, member)
        one = Round(shop, hub)
        tell("Sending what others have not had yet", 0, 0)
        met = one.meet()
        if met.needs_update:
            raise StateError(
                "A newer Parure is needed first",
                "Other PCs work with a newer version, so this one cannot be sure that they have all.",
                "Update Parure here, then say goodbye.",
            )
        _carry_photos(shop, one, tell)
        _shut(shop)
        try:
            tell("Giving the place back", 0, 0)
            hub.revoke(member.site)
        except BaseException:
            _open_again(shop)
            raise
    finally:
        hub.close()


def _shut(shop: Shop) -> None:
    """From here on nobody writes any more; StateError where somebody has just saved something.

    The hub is asked afterwards: the network is never waited for while the shop is being written to.
    """
    with shop.replaying() as db:
        db.begin_work()
        try:
            if counts(db)[0]:
                raise _not_all("somebody has saved something in this moment")
            db.run("INSERT OR REPLACE INTO sync_state VALUES ('left', ?)", (str(now_ms()),))
            db.commit_work()
        except BaseException:
            db.roll_back()
            raise
        shop.has_left = True


def _open_again(shop: Shop) -> None:
    """It stays after all."""
    with shop.replaying() as db:
        db.begin_work()
        db.run("DELETE FROM sync_state WHERE name = 'left'")
        db.commit_work()
        shop.has_left = False


def _carry_photos(shop: Shop, one: Round, tell: Tell) -> None:
    total = _up(shop)
    while left := _up(shop):
        tell("Sending photos", total - left, total)
        if not one.courier.carry(lambda: False, AT_ONCE) and _up(shop) == left:
            raise _not_all(f"{left} photos or papers could not be brought to the hub")


def _up(shop: Shop) -> int:
    db = shop.reader()
    try:
        return counts(db)[1]
    finally:
        db.close()


def _refuse_last(hub: Hub, member: Membership) -> None:
    others = [pc for pc in hub.pcs() if pc.site != member.site and not pc.revoked_at]
    if not others:
        raise StateError(
            "This is the shop's only PC",
            "No other PC belongs to the shop yet, so nobody would have it.",
            "Join the shop on the new PC first, then say goodbye here.",
        )
    state = hub.state()
    if state.head and not any(pc.base for pc in others):
        raise StateError(
            "The other PC is not ready yet",
            "No other PC has fetched the shop so far.",
            "Let it finish joining, then say goodbye here.",
        )


def _not_all(why: str) -> StateError:
    return StateError(
        "Not everything could be sent",
        f"This PC keeps its place: {why}.",
        "Try again in a while; the page Together says what is in the way.",
    )
