"""The command line: the same services for a terminal, for scheduled tasks and for support.

stdout carries the result (one JSON object with ``--json``), stderr the messages. Exit 0 done, 1 wrong
usage or our bug, 2 done but something was held or refused, 3 the file or shop cannot be read.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from app import __version__, cli_backup, cli_sync
from app.domain.errors import FileError, ShopError, UserError
from app.terminal import (
    DONE,
    HELD,
    UNREADABLE,
    WRONG,
    actor,
    plain_words,
    progress,
    show,
    tell,
)


class _Parser(argparse.ArgumentParser):
    """Argparse, but wrong usage ends with 1: 2 means that something was held or refused."""

    def error(self, message: str) -> Any:
        self.print_usage(sys.stderr)
        self.exit(WRONG, f"{self.prog}: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; without one, open the window."""
    said = _parser().parse_args(argv)
    try:
        run: Callable[[argparse.Namespace], int] = said.run
        return run(said)
    except (FileError, ShopError) as error:
        return _refused(error, UNREADABLE)
    except UserError as error:
        return _refused(error, WRONG)
    except Exception as error:
        from app.services.troubles import as_refusal  # here: it is seldom needed

        if refusal := as_refusal(error):
            return _refused(refusal, UNREADABLE)
        raise
    except KeyboardInterrupt:
        tell("Stopped. What was saved before is kept.")
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="parure", description="The back office of a fine-jewelry boutique.")
    parser.add_argument("--version", action="version", version=f"Parure {__version__}")
    parser.add_argument("--shop", type=Path, metavar="PATH", help="the folder of a shop")
    parser.add_argument(
        "--as", dest="login", metavar="LOGIN", help="who does it (password on standard input)"
    )
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    orders = commands.add_parser("import", help="bring a file of another system in")
    kinds = orders.add_subparsers(title="what", metavar="WHAT", required=True)
    cli_backup.add_import(kinds)
    orders = kinds.add_parser("orders", help="a Shopify orders export")
    orders.add_argument("file", type=Path)
    orders.add_argument(
        "--channel", type=_channel, default="shopify/mainstore", metavar="KIND/ACCOUNT"
    )
    orders.add_argument(
        "--dry-run", action="store_true", help="say what would happen, save nothing"
    )
    orders.add_argument("--yes", action="store_true", help="save without asking")
    orders.add_argument("--json", action="store_true", help="one JSON object on standard output")
    orders.set_defaults(run=_import_orders)

    tour = commands.add_parser("tour", help="play the main job and leave its pictures and papers")
    tour.add_argument("--out", type=Path, default=Path("out/tour"), metavar="DIR")
    tour.set_defaults(run=_tour)

    sample = commands.add_parser("sample", help="make the sample shop")
    sample.add_argument("--scale", type=int, default=1, metavar="N", help="N times 2,000 of each")
    sample.add_argument("--seed", type=int, default=1, metavar="S")
    sample.add_argument("--json", action="store_true")
    sample.set_defaults(run=_sample)

    check = commands.add_parser("check", help="prove that the shop is whole")
    check.add_argument("--rebuild", action="store_true", help="compute all projections anew")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)
    cli_backup.add_commands(commands)
    cli_sync.add_commands(commands)
    return parser


def _channel(said: str) -> str:
    """KIND/ACCOUNT: with another spelling the same orders would come in twice."""
    kind, slash, account = said.partition("/")
    if not (kind.strip() and slash and account.strip()):
        raise argparse.ArgumentTypeError(f"“{said}” is no channel: say shopify/mainstore")
    return said


# --- commands ------------------------------------------------------------------------------------


def _window(said: argparse.Namespace) -> int:
    from app.main import run  # here: a terminal command must not load Qt

    return run(said.shop)


def _import_orders(said: argparse.Namespace) -> int:
    from app.exchange import shopify_orders, summary
    from app.services import imports
    from app.services.opening import shop_for_orders, system_zone

    data = _bytes_of(said.file)
    orders_file = shopify_orders.read(data, channel=said.channel, zone=system_zone())
    shop, told = shop_for_orders(said.shop, orders_file)
    house = shop.settings  # times without a zone and amounts without a currency are the shop's
    if house.zone != system_zone() or "Currency" in orders_file.missing_columns:
        orders_file = shopify_orders.read(
            data, channel=said.channel, zone=house.zone, currency=house.currency
        )
    try:
        for line in told:
            tell(line)
        who = actor(said, shop)
        reader = shop.reader()
        try:
            preview = imports.preview(reader, orders_file)
        finally:
            reader.close()
        agreed = said.yes and not said.dry_run
        if not agreed and not said.dry_run:
            agreed = sys.stdin.isatty() and not said.json and _ask(preview)
            if not agreed:
                tell("A dry run: nothing was saved. Say --yes to import.")
        if agreed:
            imports.apply(shop, who, orders_file, progress=progress)
        result = summary.of_import(
            orders_file, preview.counts, saved=agreed, problems=preview.problems
        )
    finally:
        shop.close()
    show(result, said.json, _import_words)
    counts = result["orders"]
    return HELD if counts["held"] or counts["refused"] else DONE


def _tour(said: argparse.Namespace) -> int:
    from app.tour import play

    return DONE if play(said.out) else WRONG


def _sample(said: argparse.Namespace) -> int:
    from app.services.opening import sample_folder
    from app.services.sample import make

    folder = said.shop or sample_folder()
    made = make(folder, scale=said.scale, seed=said.seed, progress=progress)
    show({"shop": str(folder), **made}, said.json, plain_words)
    return DONE


def _check(said: argparse.Namespace) -> int:
    from app.services.check import check
    from app.services.opening import default_folder
    from app.services.unlocking import open_shop

    shop = open_shop(said.shop or default_folder())  # a mistyped name must not make a new shop
    try:
        report = check(shop, rebuild=said.rebuild)
    finally:
        shop.close()
    show(_plain(report), said.json, _check_words)
    return HELD if report.problems else DONE


# --- who, and how it is said ---------------------------------------------------------------------


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            "The file cannot be read",
            f"{path} cannot be read ({error.strerror}).",
            "Check its name and that you may open it.",
        ) from error


def _ask(preview: Any) -> bool:
    tell(f"{preview.to_import} orders would be imported. Import them? [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _refused(error: UserError, code: int) -> int:
    sentence = error.sentence()
    tell(sentence if sentence.startswith(error.title) else f"{error.title}: {sentence}")
    return code


def _plain(value: Any) -> dict[str, Any]:
    made: dict[str, Any] = asdict(value) if is_dataclass(value) else dict(value)  # type: ignore[arg-type]
    return made


def _import_words(result: dict[str, Any]) -> str:
    counts = ", ".join(f"{count} {word}" for word, count in result["orders"].items())
    lines = [f"Orders: {counts}", f"Lines {result['lines']}, units {result['units']}"]
    lines += [f"Total {currency} {amount}" for currency, amount in result["totals"].items()]
    lines += [f"Row {p['row']}: {p['reason']}" for p in result["problems"]]
    return "\n".join(lines)


def _check_words(result: dict[str, Any]) -> str:
    lines = [str(p.get("sentence") or p) for p in result["problems"]]
    return "\n".join(lines) or "The shop is whole."


logging.getLogger("app").addHandler(logging.NullHandler())
