"""Setting up the hub where the shop's PCs meet, meeting there by command, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.actors import Actor
from app.domain.errors import UserError
from app.shop import Shop
from app.sync.begin import begin_hub, leave_hub, note_pcs, restore_hub
from app.sync.hub import Hub, NewKeyError
from app.sync.membership import membership, need_membership
from app.sync.new_key import take_keys
from app.sync.pg_connection import SCHEMES, pg_address
from app.sync.resolve import DivergedError
from app.sync.round import Met, Round
from app.sync.status import SyncStatus, counts, other_pcs
from app.sync.trying import Tried, try_place

CARRIED_AT_ONCE = 50


@dataclass(frozen=True)
class NewHub:
    """A hub that was set up: where it is (without a password), and what is to be said of it."""

    address: str
    told: tuple[str, ...]


def init_hub(shop: Shop, actor: Actor, url: str, *, name: str = "") -> NewHub:
    """Make a PostgreSQL database or a folder the place where the shop's PCs meet; this is the first.

    ``url`` may be a login that can make schemas and logins: the shop's PCs get one of their own that
    cannot. ``name`` is what the others call this PC. UserError says what is wrong with the address.
    """
    shop.require(actor, "sync.update")
    made = begin_hub(shop, url.strip(), name=name)
    is_database = made.address.startswith(SCHEMES)
    return NewHub(pg_address(made.address).shown if is_database else made.address, made.told)


def try_hub(shop: Shop, actor: Actor, url: str) -> Tried:
    """See whether a place would serve as the hub and what would be made there; nothing is made."""
    shop.require(actor, "sync.update")
    return try_place(url, shop.shop_id)


def meet_now(shop: Shop, actor: Actor) -> Met:
    """One meeting with the hub, photos included; UserError when it cannot be."""
    shop.require(actor, "sync.run")
    member = need_membership(shop)
    hub = member.open()
    try:
        try:
            one, met = _met(shop, hub)
        except NewKeyError:  # changed in this very moment
            one, met = _met(shop, hub)
        note_pcs(shop, hub, one.sealer)
        while one.courier.carry(lambda: False, CARRIED_AT_ONCE):
            pass
    except DivergedError as error:
        raise UserError(
            "This PC's data does not fit the shop's",
            "What another PC did does not fit what is here. Nothing was changed.",
            "Run a check of the shop, then fetch the shop anew from the hub.",
        ) from error
    finally:
        hub.close()
    return met


def _met(shop: Shop, hub: Hub) -> tuple[Round, Met]:
    if not take_keys(shop, hub):
        raise NewKeyError(hub.state().key_epoch)
    one = Round(shop, hub)
    return one, one.meet()


def fill_up_hub(shop: Shop, actor: Actor) -> int:
    """After somebody has decided: put back from this PC what a hub that went back in time lacks."""
    shop.require(actor, "sync.update")
    return restore_hub(shop)


def leave(shop: Shop, actor: Actor) -> None:
    """Go on alone, or before the hub is set up elsewhere; the other PCs join the new one."""
    shop.require(actor, "sync.update")
    need_membership(shop)
    leave_hub(shop)


def status(shop: Shop) -> SyncStatus:
    """How it stands as far as this PC knows, without asking the hub."""
    member = membership(shop)
    if member is None:
        return SyncStatus()
    db = shop.reader()
    try:
        waiting, up, down = counts(db)
        others = other_pcs(db)
    finally:
        db.close()
    hub = member.open()
    address = hub.address
    hub.close()
    return SyncStatus(
        has_hub=True, address=address, waiting=waiting, files_up=up, files_down=down, others=others
    )
