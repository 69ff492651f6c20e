"""Three to five PCs of one shop at work by chance: apart, together, killed, cut off, updated."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any, cast

from app.domain import ids
from app.domain.errors import UserError
from app.models import schema
from app.models.shopwide import Place
from app.services.parties import edit_party
from app.services.party_forms import PartyForm
from app.services.photos import attach_photo
from app.services.places import PlaceForm, edit_place
from app.services.settings import PRINT_FOLDER, put_here
from app.sync.hub import Hub, HubError
from app.sync.membership import need_membership
from app.sync.round import Met, Round
from tests.services.any_sequence import Shopful
from tests.services.any_sequence_steps import ALL
from tests.sync.harness.furnished import Furnished
from tests.sync.harness.journal import Journal
from tests.sync.harness.network import BadWay, Weather
from tests.sync.harness.newer import NEWER, as_version, renew_tables
from tests.sync.harness.times import WRONG_MS, Times, told_times
from tests.sync.pcs import House, Pc, house_of

STEPS = ("greet", "fetch", "integrate", "integrated", "files", "push", "pushed", "acknowledged")
PATIENCE = 40
"""How many meetings each PC may need at a quiet point until all know the same."""


class KilledError(BaseException):
    """The program is killed here."""


@dataclass
class Desk:
    """A PC with its people, its clock, its version of Parure and its way to the hub."""

    pc: Pc
    way: BadWay
    worker: Shopful
    skew_ms: int
    version: int = schema.SYNCED_VERSION
    last_id: int = 0

    def open_again(self) -> None:
        """As a program that was killed and is started again."""
        cut = self.way.cut
        self.pc.open_again()
        self.way.hub, self.way.cut = self.pc.hub, cut
        self.worker.house = self.pc.shop


@dataclass
class World:
    """All desks around one hub, and what has happened."""

    kind: str
    house: House
    desks: list[Desk]
    chance: Random
    times: Times
    weather: Weather
    journal: Journal = field(default_factory=Journal)
    seen: Counter[str] = field(default_factory=Counter)
    restart: Callable[[], None] = lambda: None
    start: Path = Path()
    trouble: Exception | None = None
    between: bool = False
    shas: dict[int, str] = field(default_factory=dict)

    @contextmanager
    def at(self, desk: Desk) -> Iterator[Pc]:
        """It is this desk's turn: its clock, its version, its ids."""
        before = (self.times.skew_ms, ids._last)
        self.times.skew_ms, ids._last = desk.skew_ms, desk.last_id
        try:
            with as_version(desk.version):
                yield desk.pc
        finally:
            desk.last_id = ids._last
            self.times.skew_ms, ids._last = before

    def work(self, desk: Desk) -> None:
        """One operation of somebody; now and then the program is killed in it."""
        with self.at(desk) as pc:
            if self.chance.random() < 0.02:
                self._killed_in(desk, lambda: desk.worker.take_any())
            elif self.chance.random() < 0.2:
                _edit_what_all_edit(desk)
            elif self.chance.random() < 0.05:
                desk.worker.take("imported")
            elif self.chance.random() < 0.05:
                _take_a_photo(desk, self.chance)
            elif desk.version >= NEWER and self.chance.random() < 0.05:
                _use_newest(desk)
            else:
                desk.worker.take_any()
            self.journal.note(pc)
        self.seen["operations"] += 1

    def meet(self, desk: Desk, *, killed_at: str = "") -> Met | None:
        """One meeting over the network as it is; None where it came to nothing."""
        with self.at(desk) as pc:

            def step(at: str) -> None:
                if at in ("integrated", "files"):
                    self.journal.note(pc)
                if at == killed_at:
                    raise KilledError
                if at == "push" and self.weather.strikes("another was first", 3):
                    self._come_between(desk)

            try:
                return Round(pc.shop, cast(Hub, desk.way), step=step).meet()
            except KilledError:
                self.seen[f"killed at {killed_at}"] += 1
                desk.open_again()
            except HubError as error:
                if type(error).__name__ not in ("HubAwayError", "SealedError", "HubError"):
                    raise
                self.seen["meetings that came to nothing"] += 1
                self.trouble = error
            finally:
                self.journal.note(desk.pc)
        return None

    def _come_between(self, desk: Desk) -> None:
        """Another PC meets the hub while this one is about to push."""
        other = self.chance.choice([one for one in self.desks if one is not desk])
        if not self.between:
            self.between = True
            try:
                self.meet(other)
            finally:
                self.between = False

    def meet_or_be_killed(self, desk: Desk) -> None:
        """A meeting of a bad day."""
        act = self.chance.random()
        if act < 0.15:
            self.meet(desk, killed_at=self.chance.choice(STEPS))
        elif act < 0.3:
            with self.at(desk):
                self._killed_in(desk, lambda: self._plain_meeting(desk))
                self.journal.note(desk.pc)
        else:
            self.meet(desk)
        self.seen["meetings"] += 1

    def _plain_meeting(self, desk: Desk) -> None:
        try:
            Round(desk.pc.shop, cast(Hub, desk.way)).meet()
        except HubError as error:
            if type(error).__name__ not in ("HubAwayError", "SealedError", "HubError"):
                raise

    def _killed_in(self, desk: Desk, act: Callable[[], Any]) -> None:
        """Do something and be killed at one of its commits, just before or just after it."""
        db: Any = desk.pc.shop._db
        left, after = self.chance.randrange(4), self.chance.random() < 0.5
        real = db.commit_work

        def commit() -> None:
            nonlocal left
            left -= 1
            if left >= 0:
                return real()
            if after:
                real()
            raise KilledError

        db.commit_work = commit
        try:
            act()
        except KilledError:
            self.seen[f"killed {'after' if after else 'before'} a commit"] += 1
        finally:
            del db.commit_work
        desk.open_again()

    def update(self, desk: Desk) -> None:
        """This PC gets the newer Parure, whose tables have one more column."""
        if desk.version >= NEWER:
            return
        for each in (desk, self.chance.choice(self.desks)):  # some of it may clash and waits
            with self.at(each) as pc:
                _edit_the_tray(each)
                self.journal.note(pc)
        desk.pc.shop.close()
        renew_tables(desk.pc.shop.path)
        desk.version = NEWER
        desk.open_again()
        self.seen["updates"] += 1
        self.meet(self.chance.choice(self.desks))
        self.meet(desk)

    def quiet(self) -> None:
        """The network is whole again: all meet until all who can know the same."""
        worst, self.weather.worst = self.weather.worst, 0.0
        self.weather.deliver_late()
        for desk in self.desks:
            desk.way.cut = False
        for _ in range(PATIENCE):
            bases = set()
            for desk in self.desks:
                met = self.meet(desk) or self.meet(desk)  # a restarted hub cuts one off
                assert met is not None, f"in good weather: {self.trouble!r}"
                bases.add(met.base if not met.needs_update else -1)
            bases.discard(-1)
            if len(bases) == 1 and self._all_sent(bases.pop()):
                break
        else:
            raise AssertionError("the PCs do not come to an end of meeting each other")
        for desk in self.desks:
            self._carry_files(desk)
        self.weather.worst = worst

    def _all_sent(self, base: int) -> bool:
        """Whether nothing waits any more: in an outbox of an up-to-date PC, or as a letter."""
        if self.desks[0].pc.hub.head() != base:
            return False
        if any(desk.pc.hub.state().has_letters for desk in self.newest()):
            return False
        for desk in self.newest():
            with desk.pc.shop.replaying() as db:
                if db.value("SELECT count(*) FROM outbox"):
                    return False
        return True

    def _carry_files(self, desk: Desk) -> None:
        with self.at(desk) as pc:
            self.times.pass_ms(2 * 3_600_000)  # what failed before is due again
            courier = Round(pc.shop, pc.hub).courier
            while courier.carry(lambda: False):
                pass

    def newest(self) -> list[Desk]:
        """The PCs that can hold all that there is."""
        version = max(desk.version for desk in self.desks)
        return [desk for desk in self.desks if desk.version == version]


def _edit_what_all_edit(desk: Desk) -> None:
    """Somebody changes the one client, or the one tray, that everybody has to do with."""
    worker, say = desk.worker, desk.worker.any
    with suppress(UserError):
        if say(True, False):
            party_id = worker.one("SELECT min(id) FROM party WHERE removed = 0")
            given, family = say("Clara", "Inès", "Søren"), say("Whitcombe", "Tanaka", "Ames")
            mail = say("", "", "a@example.com", "b@example.com")
            worker.say("mia", edit_party, party_id, PartyForm(given, family, email=mail))
        else:
            _edit_the_tray(desk)


def _edit_the_tray(desk: Desk) -> None:
    worker, say = desk.worker, desk.worker.any
    with suppress(UserError):
        place_id = worker.one("SELECT min(id) FROM place WHERE kind_code = 'tray'")
        limit = say(None, 300_000, 400_000)
        form = PlaceForm(say("TRAY-01", "TRAY-02B", "TRAY-X"), "tray", limit_minor=limit)
        worker.say("adam", edit_place, place_id, form)


def _take_a_photo(desk: Desk, chance: Random) -> None:
    """Somebody takes a photo that no other PC has."""
    worker, data = desk.worker, chance.randbytes(2_000)
    photo = replace(worker.photos[0], sha256=worker.house.files.put(data), size=len(data))
    with suppress(UserError):
        worker.say("sara", attach_photo, "piece", worker.piece(), photo, "top")


def _use_newest(desk: Desk) -> None:
    """Somebody fills in what only the newer Parure has."""
    worker = desk.worker
    place_id = worker.one("SELECT id FROM place WHERE removed = 0")
    with worker.house.work(worker.staff["adam"], "edit_place") as w:
        w.edit(Place, place_id, colour=worker.any("red", "green", "black"))


@contextmanager
def world_of(
    furnished: Furnished,
    kind: str,
    url: str,
    folder: Path,
    seed: str,
    *,
    pcs: int = 0,
    restart: Callable[[], None] = lambda: None,
) -> Iterator[World]:
    """A shop of three to five PCs around a fresh hub at ``url``."""
    assert ALL  # the steps are known
    chance = Random(seed)
    with told_times(Random(f"times {seed}")) as times:
        weather = Weather(Random(f"weather {seed}"), times)
        first = furnished.copy(folder / "pc0")
        count = pcs or chance.choice((3, 3, 4, 5))
        with house_of(first, url, folder, count) as house:
            desks = []
            for n, pc in enumerate(house.pcs):
                put_here(pc.shop, PRINT_FOLDER, str(folder / f"printed{n}"))
                worker = Shopful(
                    pc.shop,
                    furnished.staff,
                    Random(f"{seed}/{n}"),
                    list(furnished.photos),
                    list(furnished.files),
                )
                way = BadWay(pc.hub, weather)
                desks.append(Desk(pc, way, worker, chance.choice(WRONG_MS)))
            world = World(kind, house, desks, chance, times, weather, restart=restart)
            world.start = _start(house.pcs[0], folder / "start")
            for desk in desks:
                _watch_files(desk)
                world.journal.note(desk.pc)
            yield world


def _start(pc: Pc, folder: Path) -> Path:
    """The shop as the hub began with it, for the replay."""
    with pc.shop.replaying() as db:
        assert db.value("SELECT count(*) FROM outbox") == 0
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(pc.shop.path, folder)
    return folder


def _watch_files(desk: Desk) -> None:
    """Before a change is pushed, all files that it names are at the hub."""
    from app.sync.courier import Courier, named_in

    def look(packs: Any) -> None:
        shop = desk.pc.shop
        sealer = need_membership(shop).sealer()
        own = [pack for pack in packs if pack.site == shop.site]
        named = named_in(sealer.unpack(pack).body for pack in own)
        here = [digest for digest in named if shop.files.has(digest)]
        courier = Courier(shop, desk.way.hub, sealer)
        missing = desk.way.hub.missing_files([courier.name(digest) for digest in here])
        assert not missing, "a change was pushed before the files that it names"

    desk.way._look = look


__all__ = ["Desk", "KilledError", "World", "world_of"]
