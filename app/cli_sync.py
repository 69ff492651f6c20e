"""The terminal's commands that bring the PCs of a shop together: hub init, hub fill, hub leave, sync."""

from __future__ import annotations

import argparse
import threading
from typing import TYPE_CHECKING, Any

from app import cli_join
from app.domain.ids import now_ms
from app.terminal import DONE, HELD, actor, plain_words, show, tell

if TYPE_CHECKING:
    from app.sync.status import SyncStatus


def add_commands(commands: Any) -> None:
    """Add them to the parser's commands."""
    hub = commands.add_parser("hub", help="the place where the shop's PCs meet")
    kinds = hub.add_subparsers(title="what", metavar="WHAT", required=True)
    init = kinds.add_parser("init", help="set it up, with this PC as the first")
    init.add_argument(
        "url", metavar="URL", help="postgresql://name:password@server/database, or a folder"
    )
    init.add_argument("--name", default="", metavar="NAME", help="what the other PCs call this one")
    init.add_argument("--json", action="store_true", help="one JSON object on standard output")
    init.set_defaults(run=_init)
    fill = kinds.add_parser(
        "fill", help="put back from this PC what a hub restored from a backup lacks"
    )
    fill.add_argument("--json", action="store_true")
    fill.set_defaults(run=_fill)
    leave = kinds.add_parser("leave", help="go on alone, or before it is set up elsewhere")
    leave.set_defaults(run=_leave)

    cli_join.add_hub_commands(kinds)
    cli_join.add_join(commands)

    sync = commands.add_parser("sync", help="meet the shop's other PCs at the hub")
    sync.add_argument("--once", action="store_true", help="once, then end")
    sync.add_argument("--json", action="store_true")
    sync.set_defaults(run=_sync)


def _init(said: argparse.Namespace) -> int:
    from app.services.hub_setup import init_hub
    from app.services.opening import default_folder
    from app.services.unlocking import open_shop

    shop = open_shop(said.shop or default_folder())
    try:
        made = init_hub(shop, actor(said, shop), said.url, name=said.name)
    finally:
        shop.close()
    for line in made.told:
        tell(line)
    show({"hub": made.address}, said.json, plain_words)
    return DONE


def _fill(said: argparse.Namespace) -> int:
    from app.services.hub_setup import fill_up_hub
    from app.services.opening import default_folder
    from app.services.unlocking import open_shop

    shop = open_shop(said.shop or default_folder())
    try:
        count = fill_up_hub(shop, actor(said, shop))
    finally:
        shop.close()
    show({"put_back": count}, said.json, plain_words)
    return DONE


def _leave(said: argparse.Namespace) -> int:
    from app.services.hub_setup import leave
    from app.services.opening import default_folder
    from app.services.unlocking import open_shop

    shop = open_shop(said.shop or default_folder())
    try:
        leave(shop, actor(said, shop))
    finally:
        shop.close()
    tell("This PC has left the hub. What others did and it had not fetched stays there.")
    return DONE


def _sync(said: argparse.Namespace) -> int:
    from app.services.hub_setup import meet_now, status
    from app.services.opening import default_folder
    from app.services.unheard import unheard
    from app.services.unlocking import open_shop

    shop = open_shop(said.shop or default_folder())
    try:
        who = actor(said, shop)
        met = meet_now(shop, who)
        result = {
            "arrived": met.arrived,
            "sent": met.sent,
            "lost": met.lost,
            "cases": len(met.cases),
            "waiting": met.letters,
        }
        show(result, said.json, plain_words)
        for silent in unheard(status(shop).others, now_ms()):
            tell(f"{silent.title}. {silent.sentence} (hub shut-out STATION --silent)")
        if met.needs_update:
            tell("Another PC works with a newer Parure: update this one to get what the others do.")
        if not said.once:
            _stay(shop)
    finally:
        shop.close()
    return HELD if met.needs_update else DONE


def _stay(shop: Any) -> None:
    """Keep the shop together with the others until the person stops it (Ctrl-C)."""
    from app.services.pcs import take_new_key
    from app.sync.engine import Engine

    def take(hub: Any, epoch: int) -> bool:
        return take_new_key(shop, hub, epoch)

    engine = Engine(shop, told=_say, new_key=take)
    engine.start()
    tell("Meeting the other PCs as long as this runs. Ctrl-C ends it.")
    try:
        threading.Event().wait()
    finally:
        engine.stop()


def _say(status: SyncStatus) -> None:
    if status.trouble:
        tell(f"{status.trouble.title}: {status.trouble.message} {status.trouble.remedy}".strip())
    else:
        tell(f"{status.waiting} changes not yet on other PCs.")
