"""One meeting with the hub: fetch what the others did, put our own work on top, send it.

Nothing is fetched or sent while the shop is being written to, and what arrives comes in slices, so
that nobody at the counter waits. How far this PC has come is saved with what arrived, and what the
hub has is taken out of the outbox with it: stopped at any point, the next meeting goes on from there.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.domain.changes import Changes
from app.models import schema
from app.models.database import Database
from app.models.projections import Touched
from app.shop import Shop
from app.sync.adopt import adopted
from app.sync.changes import Sent, acknowledge, outbox
from app.sync.courier import DOWN, UP, Courier, enqueue, named_in
from app.sync.envelopes import NewerKeyError, damaged
from app.sync.hub import (
    PUSH_BYTES,
    PUSH_CHANGES,
    Hub,
    HubState,
    HubWentBackError,
    NewKeyError,
    Pack,
    twin,
)
from app.sync.integrate import Integrated, integrate
from app.sync.membership import (
    Membership,
    MovedError,
    advance,
    base_of,
    need_membership,
    stand_of,
)
from app.sync.proving import in_order, proven
from app.sync.resolve import DivergedError

AIM_S = 0.032
"""What a slice should hold the write lock for: some are slower than the one before, 50 ms is the most."""
SMALLEST, LARGEST = 4 << 10, 4 << 20
PAUSE_S = 0.001
ATTEMPTS = 50
"""How often a push may come too late in one meeting before the next one tries."""
LATEST_MS = 5 * 60_000
"""A hybrid time is never later than the hub's time and this."""


@dataclass
class Met:
    """What came of a meeting: how much came and went, what was recorded, what waits."""

    arrived: int = 0
    sent: int = 0
    lost: int = 0
    cases: list[int] = field(default_factory=list)
    touched: dict[str, set[int]] = field(default_factory=dict)
    needs_update: bool = False
    letters: int = 0
    base: int = 0
    clock_ms: int = 0

    @property
    def changes(self) -> Changes:
        """What arrived, as the windows are told of it: tables and ids."""
        return _changes(self.touched)


@dataclass
class Slices:
    """How much is brought in at once: adapts to what this PC manages within ``AIM_S``."""

    budget: int = 32 << 10
    longest_s: float = 0.0

    def took(self, seconds: float, size: int) -> None:
        """Take note of how long a slice of ``size`` bytes held the lock.

        The next one is as much bigger or smaller as would have taken ``AIM_S``, at most by half or
        double; what little came alone says nothing about how much more there could have been.
        """
        self.longest_s = max(self.longest_s, seconds)
        fit = self.budget * min(2.0, max(0.5, AIM_S / max(seconds, 1e-6)))
        if fit < self.budget or size * 2 >= self.budget:
            self.budget = min(LARGEST, max(min(SMALLEST, self.budget), int(fit)))

    def first(self, arrived: Sequence[Sent], least: int) -> int:
        """How many of these come next; never fewer than ``least``, which are redone each time."""
        size = 0
        for n, sent in enumerate(arrived):
            size += len(sent.body)
            if size > self.budget and n >= max(1, least):
                return n
        return len(arrived)


class Round:
    """A PC's meetings over one way to the hub; one thread at a time."""

    def __init__(
        self,
        shop: Shop,
        hub: Hub,
        *,
        stop: Callable[[], bool] = lambda: False,
        step: Callable[[str], None] = lambda _: None,
        arrived: Callable[[Changes], None] = lambda _: None,
    ) -> None:
        self._shop = shop
        self._hub = hub
        self._stop = stop
        self._step = step
        self._arrived = arrived
        self._member = need_membership(shop)
        self.sealer = self._member.sealer()
        self.courier = Courier(shop, hub, self.sealer)
        self.slices = Slices()
        self._hub_ms = 0
        self._db: Database

    def meet(self, presence: bytes | None = None) -> Met:
        """Fetch, integrate, send until nothing is left; HubError and its children, DivergedError.

        ``presence`` is what this PC's people have open now (plain; it is sealed here), None where
        that has not changed.
        """
        self._db = self._shop.reader()
        try:
            return self._meet(presence)
        except NewerKeyError as error:
            if self._hub.state(self._base()).key_epoch < error.epoch:
                raise damaged("change") from error  # the bytes that name the key are
            raise
        finally:
            self._db.close()

    def _meet(self, presence: bytes | None) -> Met:
        met = Met()
        for _ in range(ATTEMPTS):
            try:
                self._member = need_membership(self._shop, self._db)
                if self._member.epoch != self.sealer.epoch:  # the key was changed at this PC
                    self.sealer = self._member.sealer()
                    self.courier = Courier(self._shop, self._hub, self.sealer)
                state = self._greet(met)
                self._fetch_all(met, state.head)
                if met.needs_update:
                    self._leave_letters(met)
                    break
                if state.has_letters:
                    self._adopt(met)
                if self._send_all(met):
                    break
            except MovedError:
                continue
            if self._stop():
                break
            time.sleep(random.uniform(0, 0.02))  # another PC was first: let it finish
        met.base = self._base()
        if self._stop():
            return met  # of several slices only the last waits for the disk: nothing is promised
        self._step("report")
        sealed = None
        if presence is not None:
            sealed = self.sealer.seal(f"presence/{self._member.site}", presence)
        self._hub.report(met.base, schema.SYNCED_VERSION, sealed)
        return met

    # --- is it still the same hub?
    def _greet(self, met: Met) -> HubState:
        self._step("greet")
        before = time.time()
        member = self._member
        state = self._hub.state(member.base)
        here_ms = int((before + time.time()) * 500)
        self._hub_ms = state.time_ms
        met.clock_ms = here_ms - state.time_ms
        self._shop.clock.bound(state.time_ms - here_ms + LATEST_MS)
        if state.shop_id != member.shop_id:
            raise went_back("It serves another shop.")
        if member.hub_id and state.hub_id != member.hub_id:
            raise went_back("It was set up anew since this PC met it.")
        if state.key_epoch > member.epoch:
            raise NewKeyError(state.key_epoch)
        if state.head < member.base:
            lost = member.base - state.head
            raise went_back(f"It lacks the last {lost} changes that this PC has already met there.")
        if member.base and member.base_sha and state.sha not in (None, member.base_sha):
            raise went_back(f"Change {member.base} is another one there than it was.")
        return state

    # --- what the others did
    def _fetch_all(self, met: Met, head: int) -> None:
        while not self._stop():
            base, before = stand_of(self._db)
            if base >= head:
                return
            self._step("fetch")
            packs = in_order(self._hub.fetch(base), base)
            if not packs:
                return
            arrived = proven(self._hub, self.sealer, base, before, packs)
            fits = [sent.schema_version <= schema.SYNCED_VERSION for sent in arrived]
            known = fits.index(False) if False in fits else len(fits)
            self._bring_in(base, packs[:known], arrived[:known], met)
            if known < len(packs):
                met.needs_update = True
                return

    def _bring_in(self, base: int, packs: list[Pack], arrived: list[Sent], met: Met) -> None:
        done = 0
        while done < len(arrived) and not self._stop():
            waiting = self._waiting()
            count = self.slices.first(arrived[done:], waiting)
            more = done + count < len(arrived)
            part, sealed = arrived[done : done + count], packs[done : done + count]
            at = base + done

            def also(
                db: Database,
                part: list[Sent] = part,
                sealed: list[Pack] = sealed,
                at: int = at,
            ) -> None:
                self._step("integrate")
                advance(db, at, sealed)
                others = (sent.body for sent in part if sent.site != self._member.site)
                enqueue(db, DOWN, self._lacking(named_in(others)))

            begun = time.perf_counter()
            try:
                lasting = not more or waiting > 0
                result = integrate(self._shop, part, also, lasting=lasting, proven=True)
            except DivergedError as error:
                if any(s.site == self._member.site and not s.adopter for s in part):
                    raise twin() from error
                raise
            self.slices.took(time.perf_counter() - begun, sum(len(sent.body) for sent in part))
            self._take_note(met, part, result)
            done += count
            self._step("integrated")
            if done < len(arrived):
                time.sleep(PAUSE_S)  # whoever waits at the counter goes first

    def _lacking(self, files: dict[str, int]) -> dict[str, int]:
        return {sha: size for sha, size in files.items() if not self._shop.files.has(sha)}

    def _take_note(self, met: Met, part: Sequence[Sent], result: Integrated) -> None:
        met.arrived += sum(sent.site != self._member.site for sent in part)
        met.lost += len(result.lost)
        met.cases += result.cases
        touched = _ids(result.touched)
        for table, ids in touched.items():
            met.touched.setdefault(table, set()).update(ids)
        if touched:
            self._arrived(_changes(touched))

    # --- our own work
    def _send_all(self, met: Met) -> bool:
        """Send what waits; False when another PC was first and must be fetched."""
        while not self._stop():
            # first: what is put on top anew behind our back must not fit it
            base, before = stand_of(self._db)
            pending = self._pending()
            if not pending:
                return True
            self._step("files")
            self._send_files(pending)
            packs = self.sealer.chain(pending, base, before)
            self._step("push")
            if not self._hub.push(base, packs):
                return False
            self._step("pushed")
            self._acknowledge(base, packs)
            met.sent += len(packs)
            self._step("acknowledged")
        return True

    def _send_files(self, pending: Sequence[Sent]) -> None:
        files = named_in(sent.body for sent in pending)
        if not files:
            return
        failed = self.courier.send(sorted(files))
        if failed:  # a file that is not whole here cannot hold up everybody's work
            with self._shop.local() as db:
                enqueue(db, UP, {digest: files[digest] for digest in failed})

    def _acknowledge(self, base: int, packs: list[Pack]) -> None:
        member = self._member
        placed = [
            Pack(
                p.site,
                p.site_seq,
                p.schema_version,
                p.key_epoch,
                p.body,
                base + n,
                self._hub_ms,
                member.site,
            )
            for n, p in enumerate(packs, 1)
        ]
        with self._shop.local() as db:
            advance(db, base, placed)
            acknowledge(db, packs[-1].site_seq)

    def _pending(self) -> list[Sent]:
        return outbox(self._db, self._member.site, PUSH_CHANGES, PUSH_BYTES)

    # --- older and newer PCs
    def _leave_letters(self, met: Met) -> None:
        """What this PC is too old to put into the log, it leaves for a newer one to put there."""
        base = self._base()
        pending = self._pending()
        self._step("letters")
        if pending:
            self._send_files(pending)
            self._hub.put_letters([self.sealer.letter(sent, base) for sent in pending])
        met.letters = len(pending)

    def _adopt(self, met: Met) -> None:
        letters = self._hub.letters()
        if not letters or self._stop():
            return
        base, before = stand_of(self._db)
        packs = adopted(self._shop, self._hub, self.sealer, base, before, letters)
        self._step("adopt")
        if packs and self._hub.push(base, packs):
            self._fetch_all(met, base + len(packs))

    # --- how far this PC is
    def _base(self) -> int:
        return base_of(self._db)

    def _waiting(self) -> int:
        return int(self._db.value("SELECT count(*) FROM outbox"))


def went_back(why: str) -> HubWentBackError:
    """Nothing moves until a person has decided."""
    return HubWentBackError(
        "The hub went back in time",
        f"The hub does not hold what it held before. {why} It was probably restored from a backup.",
        "Nothing is sent or fetched until somebody decides. The PC that met the hub last can put"
        " back what it lacks: Settings → Together.",
    )


def _changes(touched: dict[str, set[int]]) -> Changes:
    return Changes({table: tuple(sorted(ids)) for table, ids in touched.items() if ids})


def _ids(touched: Touched) -> dict[str, set[int]]:
    found = {table: {row[0] for row in rows} for table, rows in touched.whole.items()}
    for table, rows in touched.updated.items():
        found.setdefault(table, set()).update(row_id for row_id, _ in rows)
    return found


__all__ = ["Membership", "Met", "Round", "Slices", "went_back"]
