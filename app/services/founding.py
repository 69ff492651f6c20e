"""Founding a shop on this PC, and opening it again with the key that lies here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.shop import Shop

PEOPLE = ("one", "few", "more")


@dataclass(frozen=True)
class Founded:
    """A new shop: opened, its 24 recovery words, and the sentence that says where its key lies."""

    shop: Shop
    phrase: str
    key_sentence: str


def found_shop(
    path: Path,
    *,
    name: str,
    currency: str,
    zone: str,
    station: int = 10,
    people: str = "one",
    locale: str = "en_US",
    login: str,
    display: str,
    password: str,
    key: bytes | None = None,
) -> Founded:
    """Found a shop with its first person, its places and usual terms; its key is kept on this PC."""
    raise NotImplementedError


def open_shop(path: Path, phrase: str = "") -> Shop:
    """Open a shop with the key that lies on this PC, or with its recovery words."""
    raise NotImplementedError
