"""The very rows of a file that an order came from, kept as evidence of what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import compress
from json.encoder import encode_basestring
from operator import add, itemgetter

from app.exchange.table import Row
from app.exchange.unchanging import unchanging

_quoted = encode_basestring


@unchanging(frozen=True, slots=True)
class SaidRows:
    """The rows of an order as the file has them, put into words only when they are to be kept."""

    header: tuple[str, ...]
    rows: tuple[Row, ...] = ()

    def canonical(self) -> str:
        """Canonical JSON: a list of the rows, each its filled cells by heading, headings sorted."""
        keys, pick = _sorted_headings(self.header)
        rows = [
            ",".join(map(add, compress(keys, cells), map(_quoted, filter(None, cells))))
            for cells in map(pick, self._cells())
        ]
        return "[{" + "},{".join(rows) + "}]" if rows else "[]"

    def _cells(self) -> Iterator[list[str]]:
        return (cells for _, cells, _ in self.rows)


@lru_cache(maxsize=64)
def _sorted_headings(
    header: tuple[str, ...],
) -> tuple[tuple[str, ...], Callable[[Sequence[str]], tuple[str, ...]]]:
    """The headings sorted (the first of twins counts) as keys of JSON, and how to take their cells."""
    first = {name: place for place, name in reversed([*enumerate(header)]) if name}
    names = tuple(sorted(first))
    places = [first[name] for name in names]
    keys = tuple(_quoted(name) + ":" for name in names)
    if len(places) == 1:
        return keys, lambda cells: (cells[places[0]],)
    return keys, itemgetter(*places)
