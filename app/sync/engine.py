"""Keeps this PC and the others together while the program runs, and never lets anybody wait for it.

One thread meets the hub: when something was saved here, when the hub says that something came, and
every half minute. A second one only listens. What comes of it is told by callbacks, in these threads.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.models.disk import disk_trouble
from app.shop import Shop
from app.sync.begin import note_pcs
from app.sync.courier import Courier
from app.sync.housekeeping import keep_house, look_again
from app.sync.hub import (
    Hub,
    HubAwayError,
    HubError,
    HubWentBackError,
    NewKeyError,
    RevokedError,
    TwinError,
    UnknownPcError,
)
from app.sync.membership import base_of, membership
from app.sync.resolve import DivergedError
from app.sync.round import Round
from app.sync.status import SyncStatus, Trouble, counts, other_pcs

log = logging.getLogger(__name__)

POLL_S = 30.0
SLOWEST_S = 60.0
TROUBLE_S = 120.0
HOUSE_MS = 3_600_000
PCS_MS = 2_000
"""The hub is asked for the other PCs at most so often."""
DECIDED = (HubWentBackError, RevokedError, TwinError, UnknownPcError)
"""What does not mend itself."""


class Engine:
    """Sync of an open shop. ``told`` hears each new status, ``changed`` what arrived, both from a
    thread of the engine. ``new_key`` takes a changed key of the shop (True when it has)."""

    def __init__(
        self,
        shop: Shop,
        *,
        told: Callable[[SyncStatus], None] = lambda _: None,
        changed: Callable[[Changes], None] = lambda _: None,
        new_key: Callable[[Hub, int], bool] = lambda _hub, _epoch: False,
        poll_s: float = POLL_S,
    ) -> None:
        self._shop = shop
        self._told = told
        self._changed = changed
        self._new_key = new_key
        self._poll_s = poll_s
        self._status = SyncStatus()
        self._lock = threading.Lock()
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._hubs: list[Hub] = []
        self._round: Round | None = None
        self._token = b""
        self._hub: Hub | None = None
        self._presence: bytes | None = None
        self._failures = 0
        self._house_at = now_ms() + HOUSE_MS // 6
        self._pcs_at = 0  # when the hub is asked for the PCs next
        self._pcs_asked = 0
        self._ear: Hub | None = None
        self._fetching = threading.Lock()
        self._fetcher: tuple[Hub, Courier] | None = None

    @property
    def status(self) -> SyncStatus:
        """How it stands now; any thread may ask."""
        return self._status

    def start(self) -> bool:
        """Begin, if the shop has a hub; whether it does. May be called again after one was set up."""
        member = membership(self._shop)
        if member is None or self._threads:
            return bool(self._threads)
        self._say(has_hub=True, address=member.open().address)
        self._stopping.clear()
        self._shop.on_saved = self._bell.set
        self._shop.files.fetch_missing = self.fetch_file
        for name, work in (("sync", self._work), ("sync-ear", self._listen)):
            thread = threading.Thread(target=work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()
        return True

    def stop(self, timeout_s: float = 10.0) -> bool:
        """End it; whether all threads ended in time. What was saved is sent the next time."""
        self._stopping.set()
        self._bell.set()
        if self._ear is not None:
            self._ear.close()
        for thread in self._threads:
            thread.join(timeout_s / 4)
        with self._lock:
            hubs = list(self._hubs)
        for hub in hubs:
            hub.close()
        for thread in self._threads:
            thread.join(timeout_s)
        ended = not any(thread.is_alive() for thread in self._threads)
        self._threads = []
        self._shop.on_saved = lambda: None
        self._shop.files.fetch_missing = lambda _digest: False
        return ended

    def try_now(self) -> None:
        """Meet at once, whatever failed before."""
        self._failures = 0
        self._pcs_at = 0
        self._bell.set()

    def show_open(self, what: str) -> None:
        """Tell the other PCs what this one's people have open (JSON of the windows' own)."""
        self._presence = what.encode()
        self._bell.set()

    def fetch_file(self, digest: str) -> bool:
        """Get a photo that somebody looks at and that is not here; quickly, or not at all."""
        if not self._status.reachable or self._stopping.is_set():
            return False
        with self._fetching:
            try:
                if self._fetcher is None:
                    member = membership(self._shop)
                    if member is None:
                        return False
                    hub = self._opened(member.open())
                    self._fetcher = (hub, Courier(self._shop, hub, member.sealer()))
                self._shop.files.keep(digest, self._fetcher[1].fetch(digest))
            except FileNotFoundError:
                return False
            except UserError:
                if self._fetcher is not None:
                    self._let_go(self._fetcher[0])
                self._fetcher = None
                return False
        return True

    # --- the thread that meets
    def _work(self) -> None:
        while not self._stopping.is_set():
            self._bell.clear()
            try:
                pause = self._once()
            except Exception:  # not even saying what is wrong went well: sync goes on all the same
                log.exception("sync could not say how it stands")
                pause = TROUBLE_S
            self._bell.wait(pause)

    def _once(self) -> float:
        """One meeting and what follows from it; how long to wait for the next."""
        try:
            try:
                return self._meet()
            except NewKeyError as error:
                return self._take_key(error)
        except HubAwayError as error:
            self._failures += 1
            self._forget()
            self._say(reachable=False, trouble=Trouble.of(error))
            return min(SLOWEST_S, 2.0 ** min(self._failures, 6)) * random.uniform(0.5, 1)
        except HubError as error:
            self._forget()
            if isinstance(
                error, HubWentBackError
            ):  # what it has lost beside the log comes again too
                look_again(self._shop)
                self._house_at = 0
            self._say(reachable=True, trouble=Trouble.of(error, decides=isinstance(error, DECIDED)))
            return TROUBLE_S
        except DivergedError:
            log.exception("this copy has come apart from the log")
            self._forget()
            self._say(reachable=True, trouble=_diverged())
            return TROUBLE_S
        except UserError as error:  # the disk is full, another program writes …
            self._forget()
            self._say(trouble=Trouble.of(error))
            return self._poll_s
        except Exception as error:
            self._forget()
            if full := disk_trouble(error):
                self._say(trouble=Trouble.of(full))
                return self._poll_s
            log.exception("sync failed")
            self._say(trouble=_our_fault())
            return TROUBLE_S

    def _meet(self) -> float:
        member = membership(self._shop)
        if self._round is not None and (member is None or member.token != self._token):
            self._forget()  # the PCs meet elsewhere by now
        if self._round is None:
            if member is None:  # it has left its hub; another one may be set up at any time
                self._say(has_hub=False, trouble=None)
                return self._poll_s
            self._token = member.token
            self._hub = self._opened(member.open())
            self._say(has_hub=True, address=self._hub.address)
            self._round = Round(
                self._shop, self._hub, stop=self._stopping.is_set, arrived=self._changed
            )
        presence, self._presence = self._presence, None
        try:
            met = self._round.meet(presence)
        except BaseException:
            self._presence = self._presence or presence
            raise
        self._failures = 0
        self._ask_pcs()
        self._say(
            reachable=True,
            last_met_at=now_ms(),
            clock_ms=met.clock_ms,
            needs_update=met.needs_update,
            letters=met.letters,
            trouble=_update() if met.needs_update else None,
        )
        if self._carry():
            return 0.0
        self._keep_house()
        return max(0.01, min(self._poll_s, (self._pcs_at - now_ms()) / 1000))

    def _ask_pcs(self) -> None:
        if now_ms() >= self._pcs_at and self._hub and self._round:
            self._pcs_asked = now_ms()
            self._pcs_at = self._pcs_asked + int(self._poll_s * 1000)
            note_pcs(self._shop, self._hub, self._round.sealer)

    def _carry(self) -> bool:
        """Carry photos until something else is to be done; whether there are more."""
        assert self._round is not None
        done = self._round.courier.carry(lambda: self._bell.is_set() or self._stopping.is_set())
        if done:
            self._say()
        return bool(done) and not self._stopping.is_set()

    def _keep_house(self) -> None:
        if now_ms() >= self._house_at and self._hub and self._round:
            self._house_at = now_ms() + HOUSE_MS
            keep_house(self._shop, self._hub, self._round.sealer, self._stopping.is_set)

    def _take_key(self, error: NewKeyError) -> float:
        hub = self._hub
        taken = hub is not None and self._new_key(hub, error.epoch)
        self._forget()
        if not taken:
            self._say(reachable=True, trouble=Trouble.of(error, decides=True))
            return TROUBLE_S
        return 0.0

    # --- the thread that listens
    def _listen(self) -> None:
        after = 0
        hub: Hub | None = None
        while not self._stopping.is_set():
            try:
                if hub is None:
                    member = membership(self._shop)
                    if member is None:
                        self._stopping.wait(self._poll_s)
                        continue
                    hub = self._ear = self._opened(member.open())
                    after = self._base()
                if hub.wait(after, self._poll_s):
                    self._pcs_at = min(self._pcs_at, self._pcs_asked + PCS_MS)
                    after = (
                        hub.head()
                    )  # before the bell: what came after it would wait for the poll
                    self._bell.set()
            except Exception as error:
                if not isinstance(error, UserError):
                    log.exception("listening to the hub failed")
                if hub is not None:
                    self._let_go(hub)
                hub = None
                self._stopping.wait(min(self._poll_s, 5.0))

    # --- inside
    def _opened(self, hub: Hub) -> Hub:
        with self._lock:
            self._hubs.append(hub)
            if self._stopping.is_set():
                hub.close()
        return hub

    def _forget(self) -> None:
        """After trouble everything about the hub is learnt anew."""
        if self._hub is not None:
            self._let_go(self._hub)
        self._hub = self._round = None

    def _let_go(self, hub: Hub) -> None:
        hub.close()
        with self._lock:
            if hub in self._hubs:
                self._hubs.remove(hub)

    def _base(self) -> int:
        db = self._shop.reader()
        try:
            return base_of(db)
        finally:
            db.close()

    def _say(self, **news: Any) -> None:
        db = self._shop.reader()
        try:
            waiting, up, down = counts(db)
            others = other_pcs(db)
        finally:
            db.close()
        before = self._status
        self._status = replace(
            before, **news, waiting=waiting, files_up=up, files_down=down, others=others
        )
        if self._status != before:
            self._told(self._status)


def _diverged() -> Trouble:
    return Trouble(
        "This PC's data does not fit the shop's",
        "What another PC did does not fit what is here, as after a damaged disk or another program's"
        " hand in the data. Nothing was changed.",
        "Run a check of the shop, then fetch the shop anew from the hub: Settings → Together.",
        "DivergedError",
        decides=True,
    )


def _update() -> Trouble:
    return Trouble(
        "A newer Parure is needed",
        "Another PC of this shop already works with a newer version of Parure. What you do here is"
        " still sent.",
        "Update Parure on this PC; what the others did waits until then.",
        "NeedsUpdateError",
    )


def _our_fault() -> Trouble:
    return Trouble(
        "Sync has failed",
        "Something unforeseen happened while meeting the other PCs. Nothing was changed or lost.",
        "Parure tries again; if it goes on, send us the report.",
        "Exception",
    )
