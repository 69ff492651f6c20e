"""How this PC stands with the others: cards for the page, the badge, and the engine that meets them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.chips import Chip
from app.domain.dates import clock_time, day_of, short_date
from app.domain.wording import counted
from app.models.database import Database
from app.services.arrivals import arrived_records
from app.services.backups import last_proven, places
from app.services.key_changes import is_behind, keys_here
from app.services.pc_names import PcNames
from app.services.presence import seen_words
from app.services.today_words import age_words
from app.services.unheard import JOINING_MS
from app.shop import Shop, ShopSettings
from app.sync.engine import Engine
from app.sync.new_key import take_new_key
from app.sync.status import OtherPc, SyncStatus

__all__ = ["Badge", "StatusCard", "SyncStatus", "badge", "engine_of", "headline", "status_cards"]
JUST_MS = 120_000
"""A PC that was heard of so lately is there now."""
LATE_MS = 86_400_000
RESTART = "Start Parure anew"
OLDER_KEY = "backups have the older key"


@dataclass(frozen=True)
class StatusCard:
    """A card: icon, title, what stands right of it, a chip, a line; ``spoken`` for a screen reader."""

    kind: str
    icon: str
    title: str
    note: str
    chip: Chip
    detail: str
    spoken: str


@dataclass(frozen=True)
class Badge:
    """The line at the navigation's foot: icon, words, a second line and a tone."""

    icon: str
    words: str
    second: str = ""
    tone: str = ""


def engine_of(
    shop: Shop,
    told: Callable[[SyncStatus], None],
    changed: Callable[[Changes], None],
) -> Engine:
    """What keeps this PC and the others together while the program runs; both callbacks come from
    its threads. ``changed`` hears the records that were touched, as windows ask for them."""

    def arrived(changes: Changes) -> None:
        db = shop.reader()
        try:
            changed(arrived_records(db, changes))
        finally:
            db.close()

    return Engine(
        shop,
        told=told,
        changed=arrived,
        new_key=lambda hub, epoch: take_new_key(shop, hub, epoch),
    )


# ---------------------------------------------------------------------- badge and title
def badge(status: SyncStatus, now: int) -> Badge:
    """What the foot of the navigation says; it is never a pop-up."""
    if not status.has_hub:
        return Badge("monitor", "This PC only")
    if status.trouble is not None and status.trouble.decides:
        return Badge("triangle-alert", status.trouble.title, "sending is paused", "bad")
    waiting = f"{counted(status.waiting, 'change')} to send" if status.waiting else ""
    if not status.reachable:
        away = f"offline for {age_words(now - status.last_met_at)}" if status.last_met_at else ""
        return Badge("cloud-off", waiting or "Hub not reachable", away or "not reachable", "warn")
    if status.needs_update:
        return Badge(
            "download", "A newer Parure is needed", waiting or "what you do is sent", "warn"
        )
    if waiting:
        return Badge("refresh-cw", waiting)
    return Badge("cloud", "All sent")


def headline(status: SyncStatus) -> tuple[Chip | None, str]:
    """The chip beside the page's title, and the muted words after it."""
    if not status.has_hub:
        return None, "The shop lives on this PC alone"
    if status.waiting:
        chip = Chip(f"{counted(status.waiting, 'change')} not yet on other PCs", "warn")
        return chip, "" if status.reachable else "selling goes on; sales made now are provisional"
    if not status.reachable:
        return Chip("Hub not reachable", "warn"), "selling goes on; sales made now are provisional"
    return Chip("All sent", "ok"), ""


# ---------------------------------------------------------------------- cards
def status_cards(
    db: Database, settings: ShopSettings, status: SyncStatus, now: int
) -> list[StatusCard]:
    """This PC, the hub, the other PCs by station, the backup. One PC alone has no hub and no others."""
    cards = [_this_pc(db, settings, status, now)]
    if status.has_hub:
        cards.append(_hub(settings, status, now))
        cards += [
            _other(db, settings, pc, now)
            for pc in status.others
            if not (pc.revoked_at and now - pc.revoked_at > LATE_MS)
        ]
    cards.append(_backup(db, settings, now))
    return cards


def _this_pc(db: Database, settings: ShopSettings, status: SyncStatus, now: int) -> StatusCard:
    pc = PcNames(db).here
    if not status.has_hub:
        chip, detail = Chip("Works alone", "neutral"), "nothing waits for another PC"
    elif status.waiting:
        chip = Chip(f"{counted(status.waiting, 'change')} to send", "warn")
        since = f"since {_clock(status.last_met_at, settings, now)}, " if status.last_met_at else ""
        detail = f"{since}nothing is lost"
    elif (keys := keys_here(db)) and keys[0] < keys[1]:
        chip, detail = Chip(RESTART, "warn"), OLDER_KEY
    else:
        chip = Chip("All sent", "ok")
        detail = f"met at {_clock(status.last_met_at, settings, now)}" if status.last_met_at else ""
    photos = status.files_up + status.files_down
    if photos:
        detail = f"{counted(photos, 'photo')} on their way"
    if status.clock_wrong:
        detail = f"its clock is {age_words(abs(status.clock_ms))} {'ahead' if status.clock_ms > 0 else 'behind'}"
    title = pc.name if status.has_hub else "This PC"
    note = f"{pc.station} · this PC" if title != "This PC" else f"station {pc.station}"
    return StatusCard(
        "here", "monitor", title, note, chip, detail, f"This PC, {chip.text}, {detail}"
    )


def _hub(settings: ShopSettings, status: SyncStatus, now: int) -> StatusCard:
    met = f"last met {_clock(status.last_met_at, settings, now)}" if status.last_met_at else ""
    if status.trouble is not None and status.trouble.kind != "HubAwayError":
        chip = Chip("Needs somebody" if status.trouble.decides else "Trouble", "bad")
        met = status.trouble.title
    elif status.reachable:
        chip = Chip("Reachable", "ok")
    else:
        chip = Chip("Not reachable", "bad")
        met = f"{met}; it tries again by itself" if met else "it tries again by itself"
    return StatusCard(
        "hub", "database", "Hub", _short(status.address), chip, met, f"Hub, {chip.text}, {met}"
    )


def _other(db: Database, settings: ShopSettings, pc: OtherPc, now: int) -> StatusCard:
    name = pc.name or f"PC {pc.station}"
    age = now - pc.heard_at
    heard = "Never heard of" if not pc.heard_at else f"Heard {age_words(age)} ago"
    is_older = is_behind(pc, keys_here(db)[1])
    if pc.revoked_at:
        chip = Chip("Shut out", "bad")
    elif is_older:
        chip = Chip(RESTART, "warn")
    elif not pc.version:  # it has taken a place and not said yet that it has arrived
        late = age > JOINING_MS
        chip = Chip("Joining not finished", "warn") if late else Chip("Joining", "neutral")
    elif pc.heard_at and age < JUST_MS:
        chip, heard = Chip("Here now", "ok"), "here now"
    else:
        chip = Chip(heard, "warn" if age > 7 * LATE_MS else "neutral")
    detail = seen_words(db, pc, now)
    if not detail and pc.heard_at and pc.version:
        detail = f"at {_clock(pc.heard_at, settings, now)}, up to date then"
    if is_older:
        detail = OLDER_KEY
    spoken = f"PC {name}, {_spoken_age(age) if pc.heard_at and age >= JUST_MS else heard.lower()}"
    if is_older:
        spoken = f"{spoken}, {RESTART}, {OLDER_KEY}"
    return StatusCard("other", "monitor", name, str(pc.station), chip, detail, spoken)


def _backup(db: Database, settings: ShopSettings, now: int) -> StatusCard:
    proven = last_proven(db)
    chosen = [place.path.name or str(place.path) for place in places(db)]
    note = " and ".join(chosen[:2]) if chosen else "this PC only"
    if proven is None:
        chip, detail = Chip("None proven yet", "warn"), "one is made every hour"
    else:
        late = now - proven.at > LATE_MS
        when = _clock(proven.at, settings, now)
        chip = Chip(f"Proven {when}", "bad" if late else "ok")
        detail = "restored and compared, 0 errors"
    return StatusCard(
        "backup", "hard-drive", "Backup", note, chip, detail, f"Backup, {chip.text}, {detail}"
    )


def _short(address: str) -> str:
    """The hub's own name in an address: "hub.parure.lan", or the last part of a folder."""
    rest = address.partition("://")[2] or address
    host = rest.rpartition("@")[2]
    if "://" in address:
        return host.partition("/")[0].partition(":")[0]
    return "/".join(host.replace("\\", "/").rstrip("/").split("/")[-2:])


def _clock(at: int, settings: ShopSettings, now: int) -> str:
    day = day_of(at, settings.zone)
    clock = clock_time(at, settings.zone)
    if day == day_of(now, settings.zone):
        return clock
    return f"{short_date(day, settings.locale)} {clock}"


def _spoken_age(ms: int) -> str:
    """ "heard 2 hours 14 minutes ago"."""
    minutes = max(1, ms // 60_000)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [
        counted(count, unit)
        for count, unit in ((days, "day"), (hours, "hour"), (0 if days else rest, "minute"))
        if count
    ]
    return f"heard {' '.join(parts)} ago"
