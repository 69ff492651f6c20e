"""The audit chain: the one text of a value, and how an entry seals its facts and the entry before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from json import encoder
from typing import Any

from app.models.base import Kind, Table

FIRST_HASH = "0" * 64


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def _row_encoder() -> Callable[[Sequence[Any]], str]:
    """``_encode`` for rows without objects in them: JSON's C encoder, made once and not for each."""
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return _encode
    pieces = make(None, None, encoder.encode_basestring, None, ":", ",", True, False, True)
    join = "".join
    return lambda row: join(pieces(row, 0))


_encode_row = _row_encoder()


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, every letter as it is."""
    return _encode(value)


def sealed(content: str, salt: str) -> str:
    """The digest by which everything but the erasure service knows an erasable content."""
    return hashlib.sha256((salt + content).encode()).hexdigest()


def fact_line(model: type[Table], values: Sequence[Any]) -> str:
    """A fact as the audit chain sees it: its table and its columns, an erasable content by digest."""
    return fact_lines(model, (values,))[0]


def fact_lines(model: type[Table], rows: Iterable[Sequence[Any]]) -> list[str]:
    """``fact_line`` of many rows of one table."""
    name = model.table()
    if model.kind is Kind.ERASABLE:  # id, work_id, hlc, [content, salt,] sha256 …
        return [_encode_row([name, *row[:3], *row[5:]]) for row in rows]
    return [_encode_row([name, *row]) for row in rows]


def chain_hash(prev: str, header: Sequence[Any], lines: Iterable[str]) -> str:
    """SHA-256 of the entry before, this entry's header, and the facts that it added, by id."""
    digest = hashlib.sha256(prev.encode())
    digest.update(canonical(list(header)).encode())
    digest.update("".join(sorted(lines)).encode())
    return digest.hexdigest()
