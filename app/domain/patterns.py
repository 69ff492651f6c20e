"""Patterns over Unicode's own classes, loaded at first use: most starts of the program need none."""

from __future__ import annotations

from functools import cached_property
from typing import Any


class Pattern:
    r"""A pattern of the ``regex`` library (``\p{Latin}``, ``\X``), compiled when it is first asked."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _compiled(self) -> Any:
        import regex  # here: loading it takes longer than painting a list

        return regex.compile(self._source)

    def match(self, text: str) -> Any:
        """Match at the beginning."""
        return self._compiled.match(text)

    def search(self, text: str) -> Any:
        """Match anywhere."""
        return self._compiled.search(text)

    def findall(self, text: str) -> list[str]:
        """Every match."""
        found: list[str] = self._compiled.findall(text)
        return found

    def sub(self, put: str, text: str) -> str:
        """The text with every match replaced."""
        return str(self._compiled.sub(put, text))
