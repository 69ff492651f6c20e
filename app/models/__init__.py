"""The tables of a shop, their projections, and the unit of work that writes them."""

import sys


def _load_peewee_alone() -> None:
    """Load Peewee without the drivers of other databases, of which it takes every one that it finds.

    A shop lies in SQLite; the driver for PostgreSQL is for hubs, and would bring asyncio and TLS into
    each start of the program.
    """
    driver = sys.modules.get("psycopg")
    sys.modules["psycopg"] = None  # type: ignore[assignment]
    try:
        import peewee  # noqa: F401
    finally:
        del sys.modules["psycopg"]
        if driver is not None:
            sys.modules["psycopg"] = driver


_load_peewee_alone()
