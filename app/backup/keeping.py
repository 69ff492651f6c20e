"""Which backups are kept: every one of a day, then one a day, a week, a month; never without a proven one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.backup import archive
from app.backup.archive import HALF_OLD_S, Archive
from app.backup.disk import in_words
from app.backup.turn import one_at_a_time

HOUR_MS = 3_600_000
HOURLY_FOR_MS = 24 * HOUR_MS
DAYS, WEEKS, MONTHS = 14, 8, 12


@dataclass(frozen=True)
class Taken:
    """A backup as the rule sees it. ``at`` is in ms; ``site`` the copy of the shop that made it."""

    name: str
    site: int
    at: int


def to_drop(taken: Sequence[Taken], proven: Collection[str], now: int) -> list[str]:
    """The names that the rule lets go, each copy of the shop for itself.

    Kept are: all of the last 24 hours (one an hour), the newest of each of 14 days, 8 weeks and 12
    months that have one; the newest of all; and the newest proven one, however old.
    """
    drop: list[str] = []
    for site in sorted({one.site for one in taken}):
        own = sorted((t for t in taken if t.site == site), key=lambda t: t.at, reverse=True)
        keep = {own[0].name}
        keep.update([t.name for t in own if t.name in proven][:1])
        recent = [t for t in own if now - t.at < HOURLY_FOR_MS]
        keep.update(_newest(recent, lambda t: f"{_day(t):%Y-%m-%d %H}", len(recent)))
        keep.update(_newest(own, lambda t: f"{_day(t):%Y-%m-%d}", DAYS))
        keep.update(_newest(own, lambda t: f"{_day(t):%G-%V}", WEEKS))
        keep.update(_newest(own, lambda t: f"{_day(t):%Y-%m}", MONTHS))
        drop += [t.name for t in own if t.name not in keep]
    return drop


def _day(taken: Taken) -> datetime:
    return datetime.fromtimestamp(taken.at / 1000, UTC)


def _newest(taken: Sequence[Taken], slot: Callable[[Taken], str], slots: int) -> list[str]:
    """The newest of each of the newest so many slots; ``taken`` is newest first."""
    found: dict[str, str] = {}
    for one in taken:
        if slot(one) not in found and len(found) == slots:
            break
        found.setdefault(slot(one), one.name)
    return list(found.values())


def tidy(home: Path, proven: Collection[str], now: int) -> list[str]:
    """Let go what the rule lets go, then the photos that no kept backup names; names of the dropped."""
    with in_words(home), one_at_a_time(home):
        kept = archive.archives(home)
        taken = [Taken(a.folder.name, a.manifest.site, a.manifest.taken_at) for a in kept]
        dropped = to_drop(taken, proven, now)
        for name in dropped:
            # The manifest first: killed in between, a half backup is left, which is cleared away.
            (home / name / archive.MANIFEST).unlink()
            shutil.rmtree(home / name)
        if dropped:
            _tidy_pools(home, [a for a in kept if a.folder.name not in set(dropped)])
        return dropped


def _of_unreadable(home: Path, kept: Sequence[Archive]) -> set[str]:
    """What finished backups name that cannot be read here: a newer Parure's, or on a failing disk."""
    known = {one.folder.name for one in kept}
    found: set[str] = set()
    for folder in home.iterdir():
        if not archive.STAMPED.fullmatch(folder.name) or folder.name in known:
            continue
        if (folder / archive.MANIFEST).exists() and (folder / archive.FILES).exists():
            with (folder / archive.FILES).open(encoding="ascii", errors="replace") as lines:
                found.update(line.split(" ")[0] for line in lines)
    return found


def _tidy_pools(home: Path, kept: Sequence[Archive]) -> None:
    """Photos that neither a kept backup names nor one that another PC is just making."""
    named: dict[str, set[str]] = {}
    seen: set[tuple[str, str]] = set()
    for one in kept:
        same = (one.manifest.pool, one.manifest.files_sha256)
        if same not in seen:
            seen.add(same)
            named.setdefault(one.manifest.pool, set()).update(d for d, _ in one.file_list())
    in_work = _of_unreadable(home, kept)
    for folder in archive.half(home):
        if time.time() - folder.stat().st_mtime > HALF_OLD_S:
            continue
        if not (folder / archive.FILES).exists():
            return  # it has not said yet what it needs: another day
        in_work.update(line.split(" ")[0] for line in (folder / archive.FILES).open())
    for pool in home.glob("photos-????????????"):
        if pool.name not in named and not in_work:  # of a key from before
            shutil.rmtree(pool)
            continue
        for path in pool.glob("files/??/*"):
            if path.name not in named.get(pool.name, ()) and path.name not in in_work:
                path.unlink()
