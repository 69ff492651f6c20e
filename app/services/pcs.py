"""The PCs of a shop: letting one in, shutting one out, moving to a new one, a copy of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.actors import SYSTEM, Actor
from app.domain.errors import NotFoundError, StateError
from app.domain.joining_code import both_of, signs_of
from app.domain.recovery import phrase_of
from app.services.key_changes import is_behind
from app.shop import Shop
from app.sync import anew, leaving, renewal
from app.sync.begin import note_pcs
from app.sync.identity import settle
from app.sync.invites import Door, address_of, open_door, write_door_file
from app.sync.joining import Tell, no_tell
from app.sync.membership import membership, need_membership
from app.sync.new_key import change_key, take_new_key
from app.sync.renewal import take_own_place
from app.sync.status import OtherPc, other_pcs

__all__ = [
    "Door",
    "NewWords",
    "Stays",
    "ask_again",
    "be_copy",
    "be_moved",
    "door_modules",
    "fetch_anew",
    "invite_pc",
    "is_copy",
    "is_joined",
    "joined_pcs",
    "joined_words",
    "needs_code",
    "needs_place",
    "new_words",
    "save_door_file",
    "say_goodbye",
    "shut_doors",
    "shut_out",
    "take_new_key",
    "what_stays",
]
ACT = "sync.update"


@dataclass(frozen=True)
class NewWords:
    """After a PC was shut out: the new 24 words, which PC it was and when it was last heard of (ms).

    ``others`` are the PCs that get the new key: whoever had the stolen one may have let another in.
    """

    phrase: str = field(repr=False)
    name: str
    heard_at: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stays:
    """What does not travel: forms begun here, papers not yet printed here."""

    drafts: int
    prints: int


# --- letting one in
def invite_pc(shop: Shop, actor: Actor) -> Door:
    """Open a door for one more PC: its code is shown once and is good for a day."""
    shop.require(actor, ACT)
    return open_door(shop)


def save_door_file(door: Door, path: Path) -> Path:
    """Put the address into a small file to carry over; the code goes another way."""
    return write_door_file(door, path)


def door_modules(door: Door) -> tuple[tuple[bool, ...], ...]:
    """Code and address as a QR code for the new PC's scanner: rows of modules, True = black."""
    from app.printing.qr import qr_modules  # here: it is seldom asked for

    return qr_modules(both_of(door.code, door.address))


def shut_doors(shop: Shop, actor: Actor) -> int:
    """Take back all joining codes that nobody has used; how many."""
    shop.require(actor, ACT)
    hub = need_membership(shop).open()
    try:
        return hub.shut_doors()
    finally:
        hub.close()


# --- shutting one out
def joined_pcs(shop: Shop) -> tuple[OtherPc, ...]:
    """The shop's other PCs that were not shut out, as the hub last told of them."""
    db = shop.reader()
    try:
        return tuple(pc for pc in other_pcs(db) if not pc.revoked_at)
    finally:
        db.close()


def joined_words(shop: Shop) -> list[str]:
    """The other PCs by name, and which of them must be started anew after the key was changed."""
    newest = max(shop.keys)
    return [
        (pc.name or f"station {pc.station}")
        + (" (start Parure anew there)" if is_behind(pc, newest) else "")
        for pc in joined_pcs(shop)
    ]


def shut_out(shop: Shop, actor: Actor, site: int) -> NewWords:
    """A PC was stolen: it loses its place at the hub for good, and the shop gets a new key.

    What it had not sent is lost. The other PCs take the new key by themselves. UserError where the
    hub cannot be reached: then it is to be done once more, and the PC stays in the list until then.
    """
    shop.require(actor, ACT)
    known = {pc.site: pc for pc in joined_pcs(shop)}
    if site == shop.site:
        raise StateError(
            "This is the PC you sit at",
            "A PC cannot shut itself out as stolen.",
            "Do it on another PC; to give this one up, say goodbye on it.",
        )
    if site not in known:
        raise NotFoundError(
            "No such PC",
            "The shop has no such PC, or it was shut out before.",
            "Look at the list of PCs on the page Together.",
        )
    member = need_membership(shop)
    hub = member.open()
    try:
        raw = change_key(
            shop, hub, but_for=site
        )  # first: who was shut out is not in the list again
        hub.revoke(site)
        note_pcs(shop, hub, need_membership(shop).sealer())
    finally:
        hub.close()
    with shop.work(actor, "shut_out_pc"):
        pass  # the audit log says who did it
    others = tuple(pc.name or f"station {pc.station}" for pc in joined_pcs(shop))
    return NewWords(phrase_of(raw), known[site].name, known[site].heard_at, others)


def new_words(shop: Shop, actor: Actor) -> str:
    """The recovery words that hold now."""
    shop.require(actor, "backup.create")
    return phrase_of(shop.newest_key)


# --- moving to a new one
def what_stays(shop: Shop) -> Stays:
    """What would be left behind on this PC."""
    db = shop.reader()
    try:
        return Stays(
            db.value("SELECT count(*) FROM draft"),
            db.value("SELECT count(*) FROM print_job WHERE state NOT IN ('sent', 'cancelled')"),
        )
    finally:
        db.close()


def say_goodbye(shop: Shop, actor: Actor, tell: Tell = no_tell) -> None:
    """Bring all of this PC's work to the others and give its place back: it can be wiped then."""
    shop.require(actor, ACT)
    leaving.say_goodbye(shop, tell)


# --- a copy of one
def is_copy(shop: Shop) -> bool:
    """Whether somebody must say what this copy is: it lies elsewhere than before, or was restored.

    Only a shop with a hub asks. Where it lies is noted at the first start, so that a copy is noticed.
    """
    if not shop.has_hub:
        return False
    db = shop.reader()
    try:
        noted = db.value("SELECT 1 FROM sync_state WHERE name = 'machine'")
    finally:
        db.close()
    if not noted and membership(shop) is not None:
        settle(shop)
    return renewal.is_copy(shop)


def is_joined(shop: Shop) -> bool:
    """Whether this PC has a place at a hub; False also where a setting up was stopped half-way."""
    return shop.has_hub and membership(shop) is not None


def needs_place(shop: Shop) -> bool:
    """Whether the copy has no place at the hub any more, as after a restore."""
    return membership(shop) is None


def needs_code(shop: Shop) -> bool:
    """Whether the copy cannot ask the hub by itself: it has neither a place nor an original's."""
    if not needs_place(shop):
        return False
    db = shop.reader()
    try:
        return not db.value("SELECT 1 FROM sync_state WHERE name = 'hub_token_before'")
    finally:
        db.close()


def fetch_anew(
    shop: Shop, actor: Actor, *, address: str = "", code: str = "", tell: Tell = no_tell
) -> Shop:
    """Close the shop, replace its lists by the hub's with this PC's unsent work on top, open it again.

    For a PC that was away for too long or no longer fits the others. ``address`` and ``code`` where
    the hub was set up anew or shut this PC out. UserError says why not; the shop is as it was then,
    open still if it refuses before anything was fetched.
    """
    shop.require(actor, ACT)
    if code.strip():
        signs_of(code)
    else:
        door = open_door(shop)
        address, code = door.address, door.code
    db = shop.reader()
    try:
        said: dict[str, str] = dict(db.rows("SELECT name, value FROM sync_state"))
    finally:
        db.close()
    place = address_of(address.strip() or said.get("hub_address", ""))
    return anew.fetch_anew(shop, place, code, said.get("hub_name", ""), tell)


def ask_again(shop: Shop) -> None:
    """Have it asked at the next start what this copy is: the hub knows another one by its name."""
    with shop.local() as db:
        db.run("INSERT OR REPLACE INTO sync_state VALUES ('machine', 'asked')")


def be_moved(shop: Shop) -> None:
    """It was only moved here: nobody works with it where it was before."""
    settle(shop)


def be_copy(shop: Shop, *, code: str = "", original_is_gone: bool = False) -> Shop:
    """Close the copy, give it a place of its own at the hub, and open it again.

    ``code`` is a joining code where the hub does not let it in by itself. Its unsent work goes on
    under its new number. UserError says why it could not be; the shop is closed then.
    """
    folder, key = shop.path, shop.key
    if code.strip():
        signs_of(code)
    shop.close()
    take_own_place(folder, key, code=code.strip(), shut_out_original=original_is_gone)
    again = Shop.open(folder, key)
    with again.work(SYSTEM, "own_place"):
        pass  # the audit log says from where on this copy writes for itself
    return again
