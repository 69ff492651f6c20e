"""How rows of each table are inserted: the statement is made once and stays prepared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.models.base import Table


@dataclass(frozen=True)
class Shape:
    """How rows of a table are inserted: the statement, the columns, what stands in when not given."""

    sql: str
    columns: tuple[str, ...]
    defaults: tuple[Any, ...]
    positions: Mapping[str, int]


_SHAPES: dict[type[Table], Shape] = {}


def shape_of(model: type[Table]) -> Shape:
    """The insert statement of a table, made once."""
    found = _SHAPES.get(model)
    if found is None:
        columns = model.columns()
        marks = ",".join("?" * len(columns))
        names = ",".join(f'"{name}"' for name in columns)
        found = _SHAPES[model] = Shape(
            f'INSERT INTO "{model.table()}" ({names}) VALUES ({marks})',
            columns,
            tuple(f.default for f in model._meta.sorted_fields),
            {name: at for at, name in enumerate(columns)},
        )
    return found
