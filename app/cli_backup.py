"""The terminal's commands that bring a shop out of harm's way and back: backup, restore, export, import all."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from app.terminal import DONE, HELD, actor, plain_words, progress, show, tell

MB = 1_000_000


def add_commands(commands: Any) -> None:
    """Add them to the parser's commands."""
    backup = commands.add_parser("backup", help="make a backup of the shop and prove it")
    backup.add_argument(
        "folder", type=Path, metavar="DIR", help="a stick, a disk, a cloud's folder"
    )
    backup.add_argument("--json", action="store_true", help="one JSON object on standard output")
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help="bring a shop back from a backup")
    restore.add_argument("file", type=Path, metavar="FILE|DIR", help="a backup, or where they lie")
    restore.add_argument("--to", type=Path, metavar="DIR", help="the folder of the restored shop")
    restore.add_argument(
        "--station", type=int, default=0, metavar="N", help="for a second PC: its station number"
    )
    restore.add_argument(
        "--shop-id", default="", metavar="ID", help="which, where several shops lie"
    )
    restore.add_argument(
        "--words", action="store_true", help="read the 24 recovery words from standard input"
    )
    restore.add_argument(
        "--aside", action="store_true", help="move a shop that lies there aside (never over it)"
    )
    restore.add_argument("--json", action="store_true")
    restore.set_defaults(run=_restore)

    export = commands.add_parser("export", help="write the whole shop as open files")
    export.add_argument("--all", type=Path, metavar="DIR", required=True, help="an empty folder")
    export.add_argument(
        "--salvage", action="store_true", help="of a damaged shop: write what can still be read"
    )
    export.add_argument("--json", action="store_true")
    export.set_defaults(run=_export)


def add_import(kinds: Any) -> None:
    """Add ``import all`` to what can be imported."""
    whole = kinds.add_parser("all", help="a whole shop that was exported, into an empty place")
    whole.add_argument("folder", type=Path, metavar="DIR")
    whole.add_argument("--station", type=int, default=0, metavar="N")
    whole.add_argument("--json", action="store_true")
    whole.set_defaults(run=_import_all)


def _backup(said: argparse.Namespace) -> int:
    from app.services.backups import back_up_into
    from app.services.opening import default_folder
    from app.services.unlocking import open_shop

    shop = open_shop(said.shop or default_folder())  # a mistyped name must not make a new shop
    try:
        run = back_up_into(shop, actor(said, shop), said.folder, tell=progress)
    finally:
        shop.close()
    result = {
        "folder": run.folder,
        "place": run.place,
        "proven": run.proven_at is not None,
        "database_bytes": run.database_bytes,
        "files": run.files,
        "file_bytes": run.file_bytes,
        "milliseconds": run.took_ms,
    }
    show(result, said.json, _backup_words)
    return DONE


def _restore(said: argparse.Namespace) -> int:
    from app.services import restoring
    from app.services.opening import default_folder

    found = restoring.choices(said.file)
    shops = {choice.shop_id for choice in found}
    if said.shop_id:
        found = [choice for choice in found if choice.shop_id == said.shop_id]
    elif len(shops) > 1:
        tell(f"Backups of {len(shops)} shops lie there: {', '.join(sorted(shops))}.")
        tell("Say which with --shop-id.")
        return HELD
    if not found:
        tell(f"No backup of the shop {said.shop_id} lies there.")
        return HELD
    choice = found[0]
    phrase = sys.stdin.read() if said.words else ""
    key = restoring.key_of(choice, phrase)
    target = said.to or said.shop or default_folder()
    shop, before = restoring.restore(choice, key, target, station=said.station, aside=said.aside)
    try:
        name, station = shop.settings.name, shop.settings.station
        tell(f"The lists of {name} are back in {shop.path}; now its photos.")
        if before is not None:
            tell(f"The shop that lay there lies in {before} now.")
        photos = restoring.bring_photos(shop.path, key, tell=progress)
    finally:
        shop.close()
    result = {
        "shop": str(target),
        "name": name,
        "station": station,
        "taken_at": choice.taken_at,
        "aside": str(before or ""),
        "photos": photos.brought,
        "photos_missing": photos.missing,
    }
    show(result, said.json, _restore_words)
    return HELD if photos.missing else DONE


def _export(said: argparse.Namespace) -> int:
    from dataclasses import asdict

    from app.services.opening import default_folder
    from app.services.unlocking import open_shop
    from app.services.whole_shop import export_shop, salvage

    path = said.shop or default_folder()
    if said.salvage:
        found = salvage(path, said.all)
    else:
        shop = open_shop(path)
        try:
            found = export_shop(shop, actor(said, shop), said.all, tell=progress)
        finally:
            shop.close()
    if found.missing:
        tell(f"{found.missing} photos or papers are not on this PC, or damaged.")
    for name in found.damaged_tables:
        tell(f"{name} is damaged: only a part of it could be read.")
    show({**asdict(found), "folder": str(found.folder)}, said.json, _export_words)
    return HELD if found.missing or found.damaged_tables else DONE


def _import_all(said: argparse.Namespace) -> int:
    from app.services.opening import default_folder
    from app.services.whole_shop import import_shop

    made = import_shop(
        said.folder, said.shop or default_folder(), station=said.station, tell=progress
    )
    name, path = made.shop.settings.name, made.shop.path
    made.shop.close()
    tell(made.key_sentence)
    tell("Its 24 recovery words, to be written on paper and locked away:")
    tell(made.phrase)
    show({"shop": str(path), "name": name}, said.json, plain_words)
    return DONE


def _backup_words(result: dict[str, Any]) -> str:
    size = (result["database_bytes"] + result["file_bytes"]) / MB
    return (
        f"Backup {result['folder']} at {result['place']}: {result['files']} photos and papers,"
        f" {size:.1f} MB in all. A test restore proved it."
    )


def _restore_words(result: dict[str, Any]) -> str:
    taken = datetime.fromtimestamp(result["taken_at"] / 1000).astimezone()
    missing = result["photos_missing"]
    return (
        f"{result['name']} is in {result['shop']} as it was on {taken:%Y-%m-%d at %H:%M},"
        f" station {result['station']}: {result['photos']} photos and papers are back"
        + (f", {missing} are missing." if missing else ".")
    )


def _export_words(result: dict[str, Any]) -> str:
    return (
        f"The whole shop is in {result['folder']}: {result['tables']} tables,"
        f" {result['rows']} rows, {result['files']} photos and papers."
        " Anybody can read it: keep it where only you can."
    )
