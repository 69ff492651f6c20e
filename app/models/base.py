"""The five kinds of table and the columns that each kind begins with.

Fact (F): rows are only ever added. Erasable fact (F*): a fact with content about a person, which
the erasure service alone may blank. Descriptive (D): people edit it, column by column; it leaves by
``removed``. Projection (P): computed from the others, never synced. Local (L): this PC's own.

The models are the schema and the names of its columns; they are bound to no database. Whoever reads
or writes passes the database along, so that two shops can be open side by side.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from peewee import ForeignKeyField, IntegerField, Model, TextField


class Kind(StrEnum):
    """The kind of a table; everything that may be done with its rows follows from it."""

    FACT = "F"
    ERASABLE = "F*"
    DESCRIPTIVE = "D"
    PROJECTION = "P"
    LOCAL = "L"

    @property
    def synced(self) -> bool:
        """Whether rows of this kind travel to the other PCs."""
        return self in (Kind.FACT, Kind.ERASABLE, Kind.DESCRIPTIVE)


class Table(Model):
    """What all tables share. STRICT: a text in a column of amounts is refused by SQLite itself."""

    kind: ClassVar[Kind]

    class Meta:
        strict_tables = True
        legacy_table_names = False

    @classmethod
    def table(cls) -> str:
        """The table's name in the database."""
        return str(cls._meta.table_name)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The column names, in the order of the table."""
        return tuple(field.column_name for field in cls._meta.sorted_fields)


class Fact(Table):
    """Something that happened. Ids, codes, numbers and times only: no names, no free text."""

    kind = Kind.FACT
    id = IntegerField(primary_key=True)
    work_id = IntegerField(index=True)
    hlc = IntegerField()


class ErasableFact(Fact):
    """A fact that must carry content about a person; all else sees only ``sha256(salt‖content)``."""

    kind = Kind.ERASABLE
    content = TextField(null=True)
    salt = TextField(null=True)
    sha256 = TextField()


class Descriptive(Table):
    """A row that people edit."""

    kind = Kind.DESCRIPTIVE
    id = IntegerField(primary_key=True)
    removed = IntegerField(default=0)


class Projection(Table):
    """A row computed from facts and descriptions, replaced as a whole."""

    kind = Kind.PROJECTION


class Local(Table):
    """A row of this PC alone."""

    kind = Kind.LOCAL


def link(to: type[Table], name: str, *, null: bool = False, index: bool = True) -> Any:
    """A column ``name`` (ending in ``_id``) that refers to a row of ``to``.

    The one form of foreign key that sync bears: a single column, no action on delete.
    """
    kind: Any = ForeignKeyField
    return kind(to, column_name=name, object_id_name=name, backref="+", null=null, index=index)


def text(*, null: bool = False, default: str | None = "", index: bool = False) -> Any:
    """A text column; empty unless given."""
    kind: Any = TextField
    return kind(null=null, default=None if null else default, index=index)


def integer(*, null: bool = False, default: int | None = 0, index: bool = False) -> Any:
    """A whole-number column (minor units, milligrams, micrometres, milliseconds, ids)."""
    kind: Any = IntegerField
    return kind(null=null, default=None if null else default, index=index)
