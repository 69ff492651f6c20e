"""Texts that can be stored and printed: half a character, as a broken paste leaves it, is no text."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

V = TypeVar("V")


def whole_text(text: str) -> str:
    """The text with � for each half of a character (a lone surrogate), for which UTF-8 has no bytes.

    Two halves that belong together become the character that they are.
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def with_whole_texts(value: V) -> V:
    """A form (a frozen dataclass) with each of its texts whole, those of its parts too; the same one
    where they are."""
    changed: V = _whole(value)
    return changed


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        said = whole_text(value)
        return value if said == value else said
    if isinstance(value, tuple):
        parts = tuple(_whole(one) for one in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        now = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        whole = {name: _whole(one) for name, one in now.items()}
        changed = {name: one for name, one in whole.items() if one is not now[name]}
        return dataclasses.replace(value, **changed) if changed else value
    return value
