"""What a running shop keeps up by itself: its backups, the photos of a restore, its weekly check."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial

from app.backup.disk import StoppedError
from app.backup.keeper import DAY_MS, HOUR_MS, BackupKeeper, Task
from app.backup.make import copy_database
from app.backup.proof import looked_over, scratch_folder
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.models.database import Database
from app.services.backup_words import STOPPED
from app.services.backups import (
    LAST_WORK,
    Place,
    back_up_here,
    back_up_to,
    last_run,
    mend,
    places,
)
from app.services.check import check_copy
from app.services.check_report import CheckReport
from app.services.restoring import bring_photos, photos_wait
from app.services.settings import get_here, put_here
from app.shop import DATABASE, Shop

log = logging.getLogger(__name__)

IDLE_MS = 20 * HOUR_MS
"""A shop in which nobody works needs no new backup every hour."""
HOURLY, WEEKLY_CHECK, PHOTOS = "hourly", "weekly check", "photos"
CHECKED = "check.last"
PHOTOS_SAID = "restore.photos"


@dataclass(frozen=True)
class Checked:
    """How the last check in the background ended: when (ms), in a sentence, what was found."""

    at: int
    sentence: str
    problems: tuple[str, ...]


def keeper_of(shop: Shop, told: Callable[[str], None] = lambda _name: None) -> BackupKeeper:
    """The keeper of an open shop; whoever starts it stops it before the shop is closed."""
    return BackupKeeper(partial(tasks, shop), told)


def tasks(shop: Shop) -> list[Task]:
    """What is to be kept up, as it stands now."""
    reader = shop.reader()
    try:
        known = reader.value("SELECT max(id) FROM work")
        idle = get_here(reader, LAST_WORK) == str(known or 0)  # nothing was done since
        rhythm = IDLE_MS if idle else HOUR_MS
        made = [_backup_task(reader, HOURLY, None, rhythm, partial(_here, shop))]
        for place in places(reader):
            run = partial(_there, shop, place)
            made.append(_backup_task(reader, str(place.path), place.id, DAY_MS, run))
        checked = last_check(reader)
        tried = _number(get_here(reader, "check.tried"))
    finally:
        reader.close()
    last = checked.at if checked else 0
    made.append(Task(WEEKLY_CHECK, 7 * DAY_MS, last, tried, partial(_check, shop)))
    if photos_wait(shop.path):
        made.insert(0, Task(PHOTOS, 0, 0, 0, partial(_photos, shop)))
    return made


def _backup_task(
    db: Database,
    name: str,
    place_id: int | None,
    every_ms: int,
    run: Callable[[Callable[[], bool]], bool],
) -> Task:
    good, last = last_run(db, place_id, proven=True), last_run(db, place_id)
    tried = last.at if last and last.error_title != STOPPED else 0
    return Task(name, every_ms, good.at if good else 0, tried, run)


def _here(shop: Shop, stop: Callable[[], bool]) -> bool:
    return back_up_here(shop, stop=stop).proven_at is not None


def _there(shop: Shop, place: Place, stop: Callable[[], bool]) -> bool:
    return back_up_to(shop, place, stop=stop).proven_at is not None


def _photos(shop: Shop, stop: Callable[[], bool]) -> bool:
    """Bring what a restore has not brought yet; says why where it cannot."""
    try:
        brought = bring_photos(shop.path, shop.key, stop=stop)
    except StoppedError:
        return False
    except UserError as refusal:
        put_here(shop, PHOTOS_SAID, refusal.sentence())
        return False
    missing = f"{brought.missing} photos were damaged in the backup." if brought.missing else ""
    put_here(shop, PHOTOS_SAID, missing)
    return True


# ---------------------------------------------------------------------- the weekly check
def _check(shop: Shop, stop: Callable[[], bool]) -> bool:
    """Check a copy, so that nobody waits for it; the photos where they lie."""
    put_here(shop, "check.tried", str(now_ms()))
    healed = 0
    scratch = scratch_folder(shop.path / "cache")
    try:
        copy_database(shop, scratch / DATABASE, stop)
        db = Database(scratch / DATABASE, shop.key)
        try:
            report = looked_over(db, partial(_checked, shop, stop), stop)
            if any(problem.part == "files" for problem in report.problems):
                healed = _healed(shop, db, stop)
                if healed:
                    report = looked_over(db, partial(_checked, shop, stop), stop)
        finally:
            db.close()
    except StoppedError:
        return False
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    keep_check(shop, report, healed)
    return True


def _checked(shop: Shop, stop: Callable[[], bool], db: Database) -> CheckReport:
    return check_copy(db, shop.files, stop=stop)


def _healed(shop: Shop, db: Database, stop: Callable[[], bool]) -> int:
    """Bring photos that are missing or damaged back from the backups; how many there were."""
    named = {row[0] for row in db.rows("SELECT DISTINCT sha256 FROM file")}
    wrong = [d for d in sorted(named.union(shop.files.digests())) if not shop.files.is_whole(d)]
    return mend(shop, wrong, stop)


def keep_check(shop: Shop, report: CheckReport, healed: int = 0) -> None:
    """Remember how a check ended, for the page and for Today."""
    sentence = report.sentence()
    if healed:
        photos = "photo or paper was" if healed == 1 else "photos and papers were"
        sentence += f" {healed} {photos} missing or damaged, and came back from a backup."
    said = Checked(now_ms(), sentence, tuple(p.sentence for p in report.problems))
    put_here(shop, CHECKED, json.dumps(asdict(said), ensure_ascii=False))
    log.info("check: %d problems", len(said.problems))


def last_check(db: Database) -> Checked | None:
    """How the last check ended, None before the first."""
    said = get_here(db, CHECKED)
    if not said:
        return None
    found = json.loads(said)
    return Checked(found["at"], found["sentence"], tuple(found["problems"]))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
