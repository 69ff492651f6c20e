"""What every command of the terminal needs: who does it, how it is told, with which exit code it ends."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.domain.actors import CLI, Actor
from app.domain.errors import NotAllowedError

if TYPE_CHECKING:
    from app.shop import Shop

DONE, WRONG, HELD, UNREADABLE = 0, 1, 2, 3


def actor(said: argparse.Namespace, shop: Shop) -> Actor:
    """The built-in user, or a person whose password comes on standard input."""
    if not said.login:
        return CLI
    from app.services.sign_in import sign_in

    password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise NotAllowedError(
            "No password",
            f"--as {said.login} needs that person's password on standard input.",
            "Pipe it in, or leave --as out.",
        )
    return sign_in(shop, said.login, password)


def progress(done: int, total: int) -> None:
    """How far it is, where somebody looks."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} ")
        sys.stderr.flush()


def tell(line: str) -> None:
    """A message for the person; never part of the result."""
    print(line, file=sys.stderr)


def show(result: dict[str, Any], as_json: bool, words: Callable[[dict[str, Any]], str]) -> None:
    """The result, as one JSON object or in words."""
    print(json.dumps(result, ensure_ascii=False, indent=None) if as_json else words(result))


def plain_words(result: dict[str, Any]) -> str:
    """A result as lines of name and value."""
    return "\n".join(f"{name}: {value}" for name, value in result.items())
