"""Setting a hub up in a folder, and letting a PC in."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

from app.sync.folder_place import require_fit
from app.sync.folder_shelf import Shelf, reachable
from app.sync.hub import AddressError, HubError, NewPc, unknown_pc
from app.sync.pg_setup import Installed, schema_of

STATIONS = range(10, 99)
PARTS = ("log", "pcs", "keep", "claims", "letters", "files", "snapshots")


def install(
    place: Path, shop_id: str, first: NewPc, station: int, given: Collection[int] = ()
) -> Installed:
    """Make the shop's folder in ``place`` and let its first PC in; AddressError where that cannot be."""
    require_fit(place)
    folder = place / schema_of(shop_id)
    with reachable(place):
        if (folder / "keep" / "hub").is_file() and not _only_begun(folder, first.site):
            raise AddressError(
                "The hub already serves this shop",
                f"{place} has been set up for this shop before.",
                "Join it with a joining code of another PC.",
            )
        for part in PARTS:
            (folder / part).mkdir(parents=True, exist_ok=True)
        pcs = Shelf(folder / "pcs")
        for before in given:  # no PC wins one of these
            pcs.put(f"{before}.station", {"site": 0})
        pcs.put(f"{station}.station", {"site": first.site})
        pcs.put(f"{first.site}.pc", _card(first, station))
        Shelf(folder / "keep").put("hub", {"hub_id": secrets.token_hex(16), "shop_id": shop_id})
    return Installed(str(folder))


def _only_begun(folder: Path, site: int) -> bool:
    """Whether a setting up by this PC was stopped there before anything was sent."""
    pcs = [path.stem for path in (folder / "pcs").glob("*.pc")]
    sent = [*(folder / "log").glob("*.cs"), *(folder / "snapshots").glob("[0-9]*")]
    return pcs == [str(site)] and not sent


def join(folder: Path, pc: NewPc) -> int:
    """Let a PC in: its station number, the same one when it asks again."""
    pcs = Shelf(folder / "pcs")
    if said := pcs.get(f"{pc.site}.pc"):
        if said["token_sha256"] != sha256(pc.token).hexdigest():
            raise unknown_pc()
        return int(said["station"])
    for station in STATIONS:
        if pcs.win(f"{station}.station", {"site": pc.site}):
            pcs.win(f"{pc.site}.pc", _card(pc, station))
            return station
    raise HubError(
        "The shop has no station number left",
        "All station numbers from 10 to 98 have been given.",
        "Let a PC that is no longer used be taken over by the new one.",
    )


def _card(pc: NewPc, station: int) -> dict[str, object]:
    return {
        "site": pc.site,
        "station": station,
        "token_sha256": sha256(pc.token).hexdigest(),
        "public_key": pc.public_key.hex(),
        "name": pc.name.hex(),
    }
