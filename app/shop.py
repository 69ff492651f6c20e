"""An opened shop: its folder, its key, its one writing connection, and how to read it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import apsw

from app.domain import permissions
from app.domain.actors import SYSTEM, Actor
from app.domain.clock import HybridClock
from app.domain.errors import NotAllowedError, ShopError, UserError
from app.domain.ids import derived_id, new_id, now_ms
from app.files import FileStore
from app.models.database import Database
from app.models.disk import PeeweeException, disk_trouble, file_trouble
from app.models.fitness import is_fit
from app.shop_folder import (
    DATABASE,
    DESCRIPTION,
    begin_building,
    finish_building,
    is_free,
    write_description,
)

# The tables are loaded by whoever writes first: a start opens a shop and reads, and needs none of them.
if TYPE_CHECKING:
    from app.models.work import Place, Work

__all__ = ["DATABASE", "DESCRIPTION", "Shop", "ShopSettings"]
FORMAT = 1


@dataclass(frozen=True)
class ShopSettings:
    """What every window and document needs to know of the shop."""

    name: str
    currency: str
    zone: str
    people: str
    station: int
    locale: str

    @property
    def tz(self) -> ZoneInfo:
        """The shop's time zone."""
        return ZoneInfo(self.zone)

    def today(self) -> str:
        """Today's date in the shop's zone, ISO."""
        return self.date_of(now_ms())

    def date_of(self, at_ms: int) -> str:
        """The date of a moment in the shop's zone, ISO."""
        return datetime.fromtimestamp(at_ms / 1000, self.tz).date().isoformat()


class Shop:
    """A shop on this PC. One object a process; its writing connection serves one unit at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.key = key
        self.keys: dict[int, bytes] = {}
        self.key_epoch = 1
        self.files = FileStore(path, key)
        self._lock = threading.Lock()
        self._db = Database(path / DATABASE, key)
        self._site = int(self._local("site"))
        self._station = int(self._local("station"))
        self._hub = self._local("hub") == "1"
        self.has_left = self._local("left") != ""  # this PC has said goodbye to the shop
        self._read_keys()
        last = self._db.value("SELECT max(hlc) FROM work") or 0
        self.clock = HybridClock(last)
        self.settings = self._read_settings()
        self.on_saved: Callable[[], None] = lambda: None  # who sends it to the other PCs hears it

    # ------------------------------------------------------------------ opening
    @classmethod
    def create(
        cls,
        path: Path,
        key: bytes,
        *,
        name: str,
        currency: str,
        zone: str,
        station: int = 10,
        people: str = "one",
        locale: str = "en_US",
        shop_id: str = "",
        key_place: str = "given",
        furnish: Callable[[Work], object] = lambda _: None,
    ) -> Shop:
        """Make a new shop in an empty or missing folder and open it.

        ``shop_id`` and ``key_place`` (keyring, file, given) are what ``app.keys`` knows its key by.
        ``furnish`` puts into the first unit of work what the shop begins with. Whoever is stopped in
        the middle leaves a folder that is free for beginning anew (``is_free``).
        """
        if not is_free(path):
            raise ShopError(
                "The folder is not empty",
                f"{path} already holds files, so no new shop is made there.",
                "Choose an empty folder, or open the shop that lies there.",
            )
        if not 10 <= station <= 98:
            raise UserError(
                "Station number",
                f"{station} is not a station number: it goes from 10 to 98.",
                "Give each PC of the shop its own number, the first one 10.",
                field="station",
            )
        from app.models import migrate

        building = begin_building(path)
        migrate.create(building / DATABASE, key, site=new_id(), station=station)
        write_description(
            building, {"format": FORMAT, "shop": shop_id or str(new_id()), "key": key_place}
        )
        begins_with = {
            "name": name,
            "currency": currency,
            "zone": zone,
            "people": people,
            "locale": locale,
        }
        with closing(cls(building, key)) as shop:
            shop._found(begins_with, furnish)
        finish_building(path)
        return cls(path, key)

    @classmethod
    def open(cls, path: Path, key: bytes) -> Shop:
        """Open a shop that is there; brings an older one up to date first."""
        if not (path / DESCRIPTION).is_file():
            raise ShopError(
                "Not a shop",
                f"{path} is not a shop of Parure: {DESCRIPTION} is missing.",
                "Choose the folder in which the shop lies.",
            )
        try:
            if not is_fit(path / DATABASE, key):
                from app.models import migrate

                migrate.bring_up_to_date(path / DATABASE, key, path / "backups")
            return cls(path, key)
        except (apsw.Error, PeeweeException) as error:
            if trouble := disk_trouble(error):
                raise trouble from error
            raise
        except OSError as error:
            raise file_trouble(error) from error

    def close(self) -> None:
        """Close the writing connection; readers close their own."""
        with self._lock:
            self._db.close()

    def _found(self, settings: dict[str, str], furnish: Callable[[Work], object]) -> None:
        """The first unit of work: the shop's settings, and what it begins with."""
        from app.models.shopwide import Setting

        with self.work(SYSTEM, "found_shop") as w:
            for name, value in settings.items():
                w.add(Setting, id=derived_id("setting", name), name=name, value=value)
            self.settings = self._read_settings()
            furnish(w)

    # ------------------------------------------------------------------ reading
    def reader(self) -> Database:
        """A read-only connection for the calling thread, which must close it."""
        return Database(self.path / DATABASE, self.key, readonly=True)

    # ------------------------------------------------------------------ writing
    @contextmanager
    def work(
        self,
        actor: Actor,
        kind: str,
        reason_code: str = "",
        *,
        second: Actor | None = None,
        reverses_work_id: int | None = None,
    ) -> Iterator[Work]:
        """One unit of work: all of the block is saved, or nothing of it."""
        from app.models.work import Work, begin_capture

        with self._lock:
            self._refuse_left()
            self._db.begin_work()
            try:
                self._step_over_others()
                session = begin_capture(self._db)
                try:
                    unit = Work(
                        self._db,
                        actor,
                        kind,
                        self.where,
                        new_id(),
                        self.clock.tick(),
                        now_ms(),
                        reason_code,
                        second,
                        reverses_work_id,
                        session,
                    )
                    yield unit
                    unit.close(session)
                finally:
                    session.close()
                self._db.commit_work()
            except BaseException as error:
                self._db.roll_back()
                if isinstance(error, NotAllowedError):
                    self._note_denial(actor, error.act)
                if trouble := disk_trouble(error):
                    raise trouble from error
                raise
        self.on_saved()

    def _refuse_left(self) -> None:
        """What was saved now would come to nobody any more."""
        if self.has_left:
            raise ShopError(
                "This PC says goodbye to the shop",
                "All its work is going to the shop's other PCs, so nothing is saved here any more.",
                "Work on another PC.",
                trouble="left",
            )

    @contextmanager
    def many_units(self) -> Iterator[None]:
        """While large units touch the same pages again and again: they leave the log but once."""
        with self._lock:
            before = self._db.lengthen_log()
        try:
            yield
        finally:
            with self._lock:
                self._db.shorten_log(before)

    def _step_over_others(self) -> None:
        """The clock goes on from what the last unit of this copy said, whichever program wrote it."""
        last = self._db.value(
            "SELECT hlc FROM work WHERE site = ? ORDER BY site_seq DESC LIMIT 1", (self._site,)
        )
        if last is not None:
            self.clock.seen(last)

    def require(self, actor: Actor, act: str) -> None:
        """Refuse unless the person's roles cover the act: for what is done outside a unit of work."""
        with self.noting_denials(actor):
            permissions.require(actor.roles, act)

    @contextmanager
    def noting_denials(self, actor: Actor) -> Iterator[None]:
        """Keep what a person is refused inside this block, which is no unit of work."""
        try:
            yield
        except NotAllowedError as error:
            with self._lock:
                self._note_denial(actor, error.act)
            raise

    def _note_denial(self, actor: Actor, act: str) -> None:
        """Keep who was refused what, beside the facts: a refusal is nothing that happened."""
        from app.models.local import Denied
        from app.models.shapes import shape_of

        self._db.begin_work()
        shape = shape_of(Denied)
        self._db.run(shape.sql, (new_id(), actor.user_id, act, now_ms()))
        self._db.commit_work()

    @contextmanager
    def local(self) -> Iterator[Database]:
        """A transaction over this PC's own tables; a touched synced table fails it."""
        from app.models.work import begin_capture

        with self._lock:
            self._db.begin_work()
            try:
                session = begin_capture(self._db)
                try:
                    yield self._db
                    if not session.is_empty:
                        raise AssertionError("a synced table was changed outside a unit of work")
                finally:
                    session.close()
                self._db.commit_work()
            except BaseException as error:
                self._db.roll_back()
                if trouble := disk_trouble(error):
                    raise trouble from error
                raise

    @contextmanager
    def replaying(self) -> Iterator[Database]:
        """The writing connection for sync's own transaction, which commits by itself."""
        with self._lock:
            yield self._db

    # ------------------------------------------------------------------ settings
    def refresh_settings(self) -> None:
        """Read the shop's settings again after they were changed."""
        with self._lock:
            self.settings = self._read_settings()

    @property
    def where(self) -> Place:
        """Which copy of the data writes, as a unit of work must know it."""
        from app.models.work import Place

        return Place(self._site, self._station, self._hub, self._year)

    @property
    def site(self) -> int:
        """The number of this copy of the data."""
        return self._site

    @property
    def shop_id(self) -> str:
        """The shop's own id, the same on all its PCs."""
        said = json.loads((self.path / DESCRIPTION).read_text("utf-8"))
        return str(said.get("shop", ""))

    @property
    def newest_key(self) -> bytes:
        """The key that holds now; the database itself takes it at the next start."""
        return self.keys[max(self.keys)]

    def take_keys(self, fresh: Mapping[int, bytes]) -> None:
        """Keep newer keys of the shop, by epoch; all that is sealed from now on is sealed with them."""
        with self.local() as db:
            db.run_many("INSERT OR REPLACE INTO shop_key (epoch, key) VALUES (?,?)", fresh.items())
        with self._lock:
            self._read_keys()

    def _read_keys(self) -> None:
        self.key_epoch = int(self._local("key_epoch") or 1)
        found: dict[int, bytes] = dict(self._db.rows("SELECT epoch, key FROM shop_key"))
        self.keys = {**found, self.key_epoch: self.key}
        if len(self.keys) > 1:
            older = [key for epoch, key in sorted(self.keys.items(), reverse=True)][1:]
            self.files.use_keys(self.newest_key, older)

    @property
    def has_hub(self) -> bool:
        """Whether the shop has other PCs, or had: what they have not had yet is kept."""
        return self._hub

    def keep_outbox(self) -> None:
        """From now on keep what other PCs have not had yet (a hub is being set up)."""
        with self.local() as db:
            db.run("INSERT OR REPLACE INTO sync_state (name, value) VALUES ('hub', '1')")
        self._hub = True

    def drop_outbox(self) -> None:
        """From now on no other PC wants to know (the shop has left its hub)."""
        with self.local() as db:
            db.run("INSERT OR REPLACE INTO sync_state (name, value) VALUES ('hub', '0')")
            db.run("DELETE FROM outbox")
        self._hub = False

    def _year(self, at_ms: int) -> int:
        return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self.settings.tz).year

    def _local(self, name: str) -> str:
        return str(self._db.value("SELECT value FROM sync_state WHERE name=?", (name,)) or "")

    def _read_settings(self) -> ShopSettings:
        found: dict[str, str] = dict(
            self._db.rows("SELECT name, value FROM setting WHERE removed=0")
        )
        return ShopSettings(
            found.get("name", ""),
            found.get("currency", "USD"),
            found.get("zone", "UTC"),
            found.get("people", "one"),
            self._station,
            found.get("locale", "en_US"),
        )
