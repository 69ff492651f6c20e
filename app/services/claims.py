"""Claims: while the hub answers, a piece is asked for there before it is promised, sold or given away.

So two PCs that can see each other never promise one piece twice. Where the hub is away, work goes on
and is provisional: what clashes becomes a case. A claim is asked before the unit of work begins, for
the network is never waited for while the shop is being written to. What was not done after all, or was
taken back, is given back at once: the others need not wait until the claim lapses.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from app.domain.changes import Changes
from app.domain.errors import StateError, UserError
from app.services.move_rules import LEAVES
from app.services.pc_names import PcNames
from app.shop import Shop
from app.sync.hub import Claim, Hub
from app.sync.membership import membership

log = logging.getLogger(__name__)

WAIT_S = 1.0
"""The hub is not waited for longer than this."""
HELD_S = 120
"""How long a claim holds: until what was done with the piece has reached the others."""
PROVISIONAL = "provisional: the hub cannot be reached"
T = TypeVar("T")


@dataclass(frozen=True)
class Claimed:
    """What came of asking: ``sure`` where the hub has given the pieces to this PC."""

    sure: bool
    asked: bool

    def told(self, done: Changes) -> Changes:
        """What was done, with the word that it is provisional where the hub was not reached."""
        if self.sure or not done.message:
            return done
        return replace(done, message=f"{done.message} · {PROVISIONAL}")


def claim_pieces(
    shop: Shop, piece_ids: Iterable[int], purpose: str, *, away: bool = False
) -> Claimed:
    """Ask the hub for these pieces; StateError names the PC that has one of them.

    ``purpose`` ("set_piece") tells the others why. A shop without a hub asks nobody; where the hub is
    known to be ``away``, or does not answer within a second, the answer is that it is not sure.
    """
    subjects = [f"piece:{piece_id}" for piece_id in dict.fromkeys(piece_ids)]
    member = membership(shop)
    if member is None or not subjects:
        return Claimed(sure=True, asked=False)
    if away:
        return Claimed(sure=False, asked=False)
    sealed = member.sealer().seal("claim", json.dumps({"why": purpose}).encode())
    answer = _within(member.open, lambda hub: hub.claim(subjects, HELD_S, sealed))
    if answer is None:
        return Claimed(sure=False, asked=True)
    if answer:
        raise _refusal(shop, answer[0])
    return Claimed(sure=True, asked=True)


class Held:
    """The pieces that this window holds at the hub; the thread that writes asks it."""

    def __init__(self) -> None:
        self._until: dict[int, float] = {}

    def note(self, piece_ids: Iterable[int]) -> list[int]:
        """Remember these; which of them were not held before."""
        ids = list(dict.fromkeys(piece_ids))
        before = self.among(ids)
        self._until |= dict.fromkeys(ids, time.monotonic() + HELD_S)
        return [piece_id for piece_id in ids if piece_id not in before]

    def among(self, piece_ids: Iterable[int]) -> list[int]:
        """Which of these are held now."""
        now = time.monotonic()
        self._until = {piece_id: until for piece_id, until in self._until.items() if until > now}
        return [piece_id for piece_id in piece_ids if piece_id in self._until]

    def drop(self, piece_ids: Iterable[int]) -> None:
        """Forget these."""
        for piece_id in piece_ids:
            self._until.pop(piece_id, None)


@contextmanager
def claimed(
    shop: Shop, piece_ids: Sequence[int], purpose: str, held: Held, *, away: bool = False
) -> Iterator[Claimed]:
    """Around a unit of work: the pieces are asked for before it, and given back if it is refused."""
    got = claim_pieces(shop, piece_ids, purpose, away=away)
    fresh = held.note(piece_ids) if got.asked and got.sure else []
    try:
        yield got
    except BaseException:
        give_back(shop, held, fresh)
        raise


def give_back(shop: Shop, held: Held, piece_ids: Sequence[int]) -> None:
    """Let other PCs have these; where the hub does not answer, the claims lapse by themselves."""
    subjects = [f"piece:{piece_id}" for piece_id in piece_ids]
    held.drop(piece_ids)
    member = membership(shop)
    if subjects and member is not None:
        _within(member.open, lambda hub: hub.release(subjects))


def give_back_free(shop: Shop, held: Held, done: Changes) -> None:
    """Give back what was promised and is free again: a reservation was undone or changed, say."""
    ids = held.among(done.ids("piece"))
    if not ids:
        return
    db = shop.reader()
    try:
        free = db.rows(
            "SELECT n.id FROM piece_now AS n LEFT JOIN place_tree AS t ON t.id = n.place_id"
            " WHERE n.id IN (SELECT value FROM json_each(?1)) AND n.availability IN ('free', 'intake')"
            " AND coalesce(t.whereabouts, '') NOT IN (SELECT value FROM json_each(?2))",
            (json.dumps(ids), json.dumps(sorted(LEAVES))),
        )
    finally:
        db.close()
    give_back(shop, held, [row[0] for row in free])


def _within(door: Callable[[], Hub], ask: Callable[[Hub], T]) -> T | None:
    """What the hub answers, None where it does not in time; a late answer is thrown away."""
    found: list[T] = []
    failed: list[BaseException] = []

    def work() -> None:
        hub = None
        try:
            hub = door()
            found.append(ask(hub))
        except UserError as error:
            failed.append(error)
        except Exception as error:
            log.exception("asking the hub for a piece failed")
            failed.append(error)
        finally:
            if hub is not None:
                hub.close()

    thread = threading.Thread(target=work, name="claim", daemon=True)
    thread.start()
    thread.join(WAIT_S)
    return found[0] if found else None


def _refusal(shop: Shop, held: Claim) -> StateError:
    db = shop.reader()
    try:
        pc = PcNames(db).of(held.site).name
        name = db.value(
            "SELECT coalesce(nullif(number, ''), description) FROM piece WHERE id = ?",
            (int(held.subject.partition(":")[2]),),
        )
    finally:
        db.close()
    return StateError(
        f"{pc} has it just now",
        f"{name or 'This piece'} is being promised, sold or carried on {pc} at this moment.",
        "Wait until that is here, a few seconds as a rule, then look at the piece again.",
        field="piece",
    )
