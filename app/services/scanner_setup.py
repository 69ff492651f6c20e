"""Which scanner this PC has: kept here, never on another PC."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.scanner_setup import BAUDS, LONGEST_PREFIX, SERIAL, ScannerSetup, setup_of
from app.models.database import Database
from app.services.settings import get_here, put_here
from app.shop import Shop

SCANNER = "scanner.setup"
"""This PC: its scanner, as JSON."""


def scanner_setup(db: Database) -> ScannerSetup:
    """The scanner of this PC; a plain keyboard scanner where nothing was set."""
    return setup_of(get_here(db, SCANNER))


def set_scanner(shop: Shop, actor: Actor, setup: ScannerSetup) -> Changes:
    """Say what this PC's scanner is."""
    shop.require(actor, "devices.update")
    prefix = setup.prefix
    if len(prefix) > LONGEST_PREFIX or not prefix.isprintable() or " " in prefix:
        raise InputError(
            "Not a prefix",
            f"A scanner's prefix is one to {LONGEST_PREFIX} visible characters.",
            "Type the characters that your scanner sends before each code, or leave it empty.",
            field="prefix",
        )
    if any(char.isalnum() for char in prefix):
        raise InputError(
            "Letters and digits are no prefix",
            f"“{prefix}” could be the beginning of a code or of a word.",
            "Let the scanner send a sign such as ~ before each code.",
            field="prefix",
        )
    if setup.kind == SERIAL and not setup.port.strip():
        raise InputError(
            "Which port?",
            "A serial scanner needs its port.",
            "Plug the scanner in and choose it from the list.",
            field="port",
        )
    if setup.baud not in BAUDS:
        raise InputError(
            "Not a speed",
            f"{setup.baud} bits a second is no speed of scanners.",
            "Choose one from the list; USB scanners take any.",
            field="baud",
        )
    return put_here(shop, SCANNER, setup.kept())
