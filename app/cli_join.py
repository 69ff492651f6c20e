"""The terminal's commands that let PCs in and out: hub invite, hub try, hub shut-out, goodbye, join."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from app.domain.errors import InputError
from app.terminal import DONE, WRONG, actor, plain_words, show, tell


def add_hub_commands(kinds: Any) -> None:
    """Add what one does on a PC of the shop, below ``hub``."""
    trying = kinds.add_parser("try", help="see whether a place would serve, make nothing")
    trying.add_argument("url", metavar="URL")
    trying.add_argument("--json", action="store_true")
    trying.set_defaults(run=_try)
    invite = kinds.add_parser("invite", help="make a joining code for one more PC, good for a day")
    invite.add_argument("--file", type=Path, metavar="PATH", help="put the address into a file")
    invite.add_argument("--withdraw", action="store_true", help="take back all unused codes")
    invite.add_argument("--json", action="store_true")
    invite.set_defaults(run=_invite)
    out = kinds.add_parser("shut-out", help="a PC was stolen: shut it out, give the shop a new key")
    out.add_argument("station", type=int, metavar="STATION")
    out.add_argument(
        "--silent", action="store_true", help="it was only not heard of for long: keep the key"
    )
    out.add_argument("--json", action="store_true")
    out.set_defaults(run=_shut_out)
    anew = kinds.add_parser(
        "anew", help="fetch the shop anew from the hub, with this PC's unsent work on top"
    )
    anew.add_argument(
        "address",
        metavar="ADDRESS",
        nargs="?",
        default="",
        help="of a hub that was set up anew; the joining code comes on standard input then",
    )
    anew.set_defaults(run=_anew)
    bye = kinds.add_parser("goodbye", help="send all, give this PC's place back: it can be wiped")
    bye.set_defaults(run=_goodbye)


def add_join(commands: Any) -> None:
    """Add what one does on the new PC."""
    join = commands.add_parser(
        "join", help="join a shop: the joining code is asked for, or read from standard input"
    )
    join.add_argument(
        "address",
        metavar="ADDRESS",
        nargs="?",
        default="",
        help="the address, its file, or the hub's folder; without it a stopped joining goes on",
    )
    join.add_argument("--name", default="", metavar="NAME", help="what the others call this PC")
    join.add_argument("--json", action="store_true")
    join.set_defaults(run=_join)


def _try(said: argparse.Namespace) -> int:
    from app.services.hub_setup import try_hub

    shop = _shop(said)
    try:
        tried = try_hub(shop, actor(said, shop), said.url)
    finally:
        shop.close()
    for line in tried.told:
        tell(line)
    show({"hub": tried.address, **dict(tried.facts)}, said.json, plain_words)
    return DONE


def _invite(said: argparse.Namespace) -> int:
    from app.services import pcs

    shop = _shop(said)
    try:
        who = actor(said, shop)
        if said.withdraw:
            show({"withdrawn": pcs.shut_doors(shop, who)}, said.json, plain_words)
            return DONE
        door = pcs.invite_pc(shop, who)
        until = shop.settings.date_of(door.expires_at)
        result = {"address": door.address, "code": door.code, "valid_until": until}
        if said.file:
            result["file"] = str(pcs.save_door_file(door, said.file))
    finally:
        shop.close()
    show(result, said.json, plain_words)
    tell("On the new PC: python -m app join ADDRESS. The code opens the door once, for a day.")
    return DONE


def _shut_out(said: argparse.Namespace) -> int:
    from app.services import hub_setup, pcs
    from app.services.unheard import let_go

    shop = _shop(said)
    try:
        who = actor(said, shop)
        hub_setup.meet_now(shop, who)
        pc = next((pc for pc in pcs.joined_pcs(shop) if pc.station == said.station), None)
        if pc is None:
            raise InputError(
                "No such PC",
                f"No other PC of the shop has station number {said.station}.",
                "Look at the list of PCs on the page Together.",
                field="station",
            )
        if said.silent:
            name = let_go(shop, who, pc.site)
            tell(f"{name} is shut out, and the hub waits for it no longer. The shop keeps its key.")
            return DONE
        new = pcs.shut_out(shop, who, pc.site)
    finally:
        shop.close()
    tell(f"{new.name or 'The PC'} is shut out. What it had not sent is lost.")
    tell("The shop has a new key. Write these 24 words down now and keep the older paper, too:")
    tell("backups from before today still open with the older words.")
    if new.others:
        tell(f"The new key goes to {', '.join(new.others)}. Shut out what you do not know.")
    tell(
        "Start Parure anew on each PC today: until then its backups are sealed with the older key."
    )
    show({"station": said.station, "words": new.phrase}, said.json, plain_words)
    return DONE


def _anew(said: argparse.Namespace) -> int:
    from app.services import pcs

    shop = _shop(said)
    try:
        who = actor(said, shop)
        code = _code() if said.address else ""
        shop = pcs.fetch_anew(shop, who, address=said.address, code=code, tell=_progress())
    finally:
        shop.close()
    tell("The lists are the hub's, with this PC's own work on top. The database before is kept.")
    return DONE


def _goodbye(said: argparse.Namespace) -> int:
    from app.services import pcs

    shop = _shop(said)
    try:
        pcs.say_goodbye(shop, actor(said, shop), _progress())
    finally:
        shop.close()
    tell("All that was here is on the shop's other PCs. This PC can be wiped.")
    return DONE


def _join(said: argparse.Namespace) -> int:
    from app.services import joining
    from app.services.opening import default_folder

    folder = said.shop or default_folder()
    if not said.address:
        if not joining.begun(folder):
            tell(f"No joining was begun in {folder}: say join ADDRESS.")
            return WRONG
        shop = joining.go_on(folder, tell=_progress())
    else:
        shop = joining.join_shop(folder, said.address, _code(), said.name, tell=_progress())
    try:
        result = {
            "shop": str(folder),
            "name": shop.settings.name,
            "station": shop.settings.station,
        }
    finally:
        shop.close()
    show(result, said.json, plain_words)
    tell("Photos follow while the program runs, or with: python -m app sync")
    return DONE


def _code() -> str:
    if sys.stdin.isatty():
        sys.stderr.write("Joining code: ")
        sys.stderr.flush()
    return sys.stdin.readline().strip()


def _progress() -> Any:
    """Tells each step once, and how far it is where somebody looks."""
    last = ""

    def told(words: str, done: int, total: int) -> None:
        nonlocal last
        if words != last:
            last = words
            tell(f"{words} …")
        if total and sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} of {total:,} ")
            sys.stderr.flush()

    return told


def _shop(said: argparse.Namespace) -> Any:
    from app.services.opening import default_folder
    from app.services.unlocking import open_shop

    return open_shop(said.shop or default_folder())
