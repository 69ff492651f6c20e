"""Today: what needs somebody now, what waits for others, what can wait; each with its list."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.actors import Actor
from app.domain.ids import now_ms
from app.domain.permissions import allowed
from app.models.database import Database
from app.services.today_groups import KINDS, NOW, QUIET, WAITING, Found, Kind, found_of
from app.services.today_lists import Moment, Preview
from app.shop import ShopSettings

__all__ = ["NOW", "QUIET", "WAITING", "Preview", "Today", "TodayRow", "preview", "today"]


@dataclass(frozen=True)
class TodayRow:
    """A row: how many, what, the worst case named; ``page`` and ``view`` open the saved view behind it.

    ``tone`` is bad for a passed promise, warn for goods outside too long, else neutral; ``since`` is
    the oldest one's time (ms); ``right`` a time or a chip's words.
    """

    key: str
    group: str
    count: int
    title: str
    sentence: str
    right: str
    tone: str
    page: str
    view: str
    since: int | None = None


@dataclass(frozen=True)
class Today:
    """The page: rows in their groups, and the foot's sentence."""

    rows: tuple[TodayRow, ...]
    foot: str

    def group(self, name: str) -> tuple[TodayRow, ...]:
        """The rows of one of the three groups; a group without any is not shown."""
        return tuple(row for row in self.rows if row.group == name)


def today(db: Database, settings: ShopSettings, actor: Actor, now: int = 0) -> Today:
    """What stands on Today for this person; a row with nothing in it is left out."""
    moment = _moment(settings, actor, now)
    rows = []
    for kind in KINDS:
        found = found_of(db, kind.waiting(moment)) if _may(actor, kind) else None
        if found:
            rows.append(_row(db, kind, found, moment))
    return Today(tuple(rows), _foot(rows))


def preview(
    db: Database, settings: ShopSettings, actor: Actor, key: str, limit: int = 20, now: int = 0
) -> list[Preview]:
    """The list behind a row, exceptions first."""
    kind = next(kind for kind in KINDS if kind.key == key)
    if not _may(actor, kind):
        return []
    found = found_of(db, kind.waiting(_moment(settings, actor, now)), limit)
    return list(found.first) if found else []


def _may(actor: Actor, kind: Kind) -> bool:
    return allowed(actor.roles, kind.act)


def _moment(settings: ShopSettings, actor: Actor, now: int) -> Moment:
    at = now or now_ms()
    return Moment(at, settings.date_of(at), actor.user_id, settings.currency, settings.locale)


def _row(db: Database, kind: Kind, found: Found, moment: Moment) -> TodayRow:
    sentence, right = kind.say(db, found, moment)
    return TodayRow(
        kind.key,
        kind.group,
        found.count,
        kind.title,
        sentence,
        right,
        kind.tone,
        kind.page,
        kind.view,
        found.since,
    )


def _foot(rows: list[TodayRow]) -> str:
    now, waiting, quiet = (
        sum(row.count for row in rows if row.group == group) for group in (NOW, WAITING, QUIET)
    )
    later = f"{quiet} {'thing' if quiet == 1 else 'things'} can wait" if quiet else ""
    if not now and not waiting:
        return f"Nothing needs you. {later}." if later else "Nothing needs you."
    said = [
        f"{now} need{'s' if now == 1 else ''} you now" if now else "Nothing needs you now",
        f"{waiting} wait{'s' if waiting == 1 else ''} for others" if waiting else "",
        f"{quiet} can wait" if quiet else "",
    ]
    return " · ".join(filter(None, said))
