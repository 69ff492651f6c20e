"""Changing the shop's key after a PC was stolen, and taking a changed one from the hub.

A new key travels in one sealed envelope for each PC that still belongs to the shop. From the moment a
PC has it, everything that it seals is sealed with it: changes, photos, snapshots. Its database takes
it at the next start, when nobody else has it open. Older keys are kept within the database: what they
sealed is still read, and backups from before open with the words from before.
"""

from __future__ import annotations

from app.domain.errors import UserError
from app.keys import new_key
from app.shop import Shop
from app.sync.courier import Courier
from app.sync.envelopes import Sealer, closed_envelope, envelope_of, opened_envelope
from app.sync.hub import Hub
from app.sync.membership import need_membership

NAME_KEY = "name key"


def change_key(shop: Shop, hub: Hub, *, but_for: int = 0) -> bytes:
    """Give the shop a new key; it is here and in the others' envelopes when this returns.

    The PC ``but_for`` (a site), which is about to be shut out, gets none.
    UserError where another PC changes it in this moment: then that one's key holds.
    """
    take_keys(shop, hub)
    member = need_membership(shop)
    epoch, raw = member.epoch + 1, new_key()
    envelopes = {
        pc.site: closed_envelope(pc.public_key, envelope_of(member.shop_id, epoch, pc.site), raw)
        for pc in hub.pcs()
        if not pc.revoked_at and pc.site != but_for
    }
    names = Courier(shop, hub, member.sealer()).name_key()
    after = Sealer(member.shop_id, {**member.keys, epoch: raw})
    if not hub.change_key(epoch, envelopes, after.seal(NAME_KEY, names)):
        raise UserError(
            "Another PC was first",
            "The shop's key is being changed on another PC in this moment.",
            "Look there for the new words, or do it once more here.",
        )
    shop.take_keys({epoch: raw})
    return raw


def give_keys_again(shop: Shop, hub: Hub) -> None:
    """Let a hub that was restored from an old backup know the keys that the shop has had since."""
    member = need_membership(shop)
    first = hub.state().key_epoch + 1
    if first > member.epoch:
        return
    pcs = [pc for pc in hub.pcs() if not pc.revoked_at]
    names = Courier(shop, hub, member.sealer()).name_key()
    for epoch in range(first, member.epoch + 1):
        known = {at: key for at, key in member.keys.items() if at <= epoch}
        what = {pc.site: envelope_of(member.shop_id, epoch, pc.site) for pc in pcs}
        envelopes = {
            pc.site: closed_envelope(pc.public_key, what[pc.site], known[epoch]) for pc in pcs
        }
        hub.change_key(epoch, envelopes, Sealer(member.shop_id, known).seal(NAME_KEY, names))


def take_keys(shop: Shop, hub: Hub) -> bool:
    """Take what keys came after ours out of this PC's envelopes; whether all are here now."""
    member = need_membership(shop)
    newest = hub.state().key_epoch
    fresh: dict[int, bytes] = {}
    for epoch in range(member.epoch + 1, newest + 1):
        body = hub.envelope(epoch)
        if body is None:
            break
        fresh[epoch] = opened_envelope(
            member.private_key, envelope_of(member.shop_id, epoch, member.site), body
        )
    if fresh:
        shop.take_keys(fresh)
    return max(shop.keys) >= newest


def take_new_key(shop: Shop, hub: Hub, epoch: int) -> bool:
    """As the engine asks for it: whether the key of ``epoch`` is here now."""
    return take_keys(shop, hub) and max(shop.keys) >= epoch
