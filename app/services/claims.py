"""Claims: while the hub answers, a piece is asked for there before it is promised, sold or given away.

So two PCs that can see each other never promise one piece twice. Where the hub is away, work goes on
and is provisional: what clashes becomes a case. A claim is asked before the unit of work begins, for
the network is never waited for while the shop is being written to.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.domain.changes import Changes
from app.domain.errors import StateError, UserError
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


def _within(door: Callable[[], Hub], ask: Callable[[Hub], list[Claim]]) -> list[Claim] | None:
    """What the hub answers, None where it does not in time; a late answer is thrown away."""
    found: list[list[Claim]] = []
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
