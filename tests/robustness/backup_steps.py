"""Backs a shop up again and again, or restores it: to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from app.services import restoring
from app.services.backups import back_up_to, places
from app.shop import Shop
from tests.robustness.killing import KEY, say

TIMES = 4


def back_up(folder: Path) -> None:
    """Each backup is said after its test restore went well."""
    shop = Shop.open(folder, KEY)
    reader = shop.reader()
    place = places(reader)[0]
    reader.close()
    say("ready")
    for _ in range(TIMES):
        run = back_up_to(shop, place)
        assert run.proven_at, run.error
        say(run.folder)
    shop.close()


def restore(stick: Path, target: Path) -> None:
    """The lists are said when the shop can be used, then the photos."""
    choice = restoring.choices(stick)[0]
    say("ready")
    shop, _ = restoring.restore(choice, KEY, target)
    say("lists")
    shop.close()
    restoring.bring_photos(target, KEY)
    say("photos")


if __name__ == "__main__":
    step = back_up if sys.argv[1] == "backup" else restore
    step(*map(Path, sys.argv[2:]))
