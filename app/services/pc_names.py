"""What the shop's PCs are called: "Counter (12)" for the copy of the data that told a fact."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.models.work import Work
from app.services.house_rules import Asks

NAME = "hub_name"
"""What the others call this PC, in its own state."""


@dataclass(frozen=True)
class PcName:
    """A PC: the number of its copy of the data, its station (0: never heard of), its name."""

    site: int
    station: int
    name: str
    is_here: bool = False

    @property
    def shown(self) -> str:
        """For people: "Counter (12)"."""
        return f"{self.name} ({self.station})" if self.station else self.name


class PcNames:
    """The PCs that this one knows of, by site."""

    def __init__(self, db: Asks) -> None:
        reader = db.db if isinstance(db, Work) else db
        self.here = _here(reader)
        self._known = {self.here.site: self.here}
        for site, station, name in reader.rows("SELECT site, station, name FROM other_pc"):
            self._known[site] = PcName(site, station, name or f"PC {station}")

    def of(self, site: int) -> PcName:
        """A PC by its site; one that never met the hub here is "Another PC"."""
        return self._known.get(site) or PcName(site, 0, "Another PC")


def _here(db: Database) -> PcName:
    said: dict[str, str] = dict(
        db.rows("SELECT name, value FROM sync_state WHERE name IN ('site', 'station', ?)", (NAME,))
    )
    return PcName(
        int(said.get("site", "0")),
        int(said.get("station", "0")),
        said.get(NAME, "") or "This PC",
        is_here=True,
    )
