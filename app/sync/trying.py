"""Trying a place for a hub before it is used: reachable, new enough, sealed on the wire, allowed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.sync.folder_place import require_fit
from app.sync.hub import AddressError
from app.sync.pg_connection import LOCAL_HOSTS, SCHEMES, connect, pg_address
from app.sync.pg_setup import OLDEST, schema_of


@dataclass(frozen=True)
class Tried:
    """A place that will serve: where it is (without a password), what was found, what to know of it."""

    address: str
    facts: tuple[tuple[str, str], ...]
    told: tuple[str, ...] = ()


def try_place(url: str, shop_id: str) -> Tried:
    """Look whether a hub can be set up there, and say what would be made; nothing is made yet.

    AddressError or HubAwayError says what is in the way and what to do.
    """
    url = url.strip()
    if not url:
        raise AddressError(
            "Where is the hub to be?",
            "No address was given.",
            "Type a database's address (postgresql://…), or choose a folder on the file server.",
            field="address",
        )
    return _try_database(url, shop_id) if url.startswith(SCHEMES) else _try_folder(url, shop_id)


def _try_folder(said: str, shop_id: str) -> Tried:
    folder = Path(said).expanduser()
    require_fit(folder)
    name = schema_of(shop_id)
    hub = folder / name
    sent = any(any((hub / part).glob("[0-9]*")) for part in ("log", "snapshots"))
    _refuse_served(sent, str(folder))  # without it a setting up was stopped: it is done once more
    return Tried(
        str(folder),
        (
            ("Reachable", "yes, and writable"),
            ("One name, one winner", "yes: two PCs cannot overwrite one another"),
            ("Will be made", f"the folder {name}"),
        ),
        (
            "All PCs must see this folder, under whatever name. Who may delete files there can"
            " stop the shop's PCs from meeting, but reads nothing.",
        ),
    )


def _try_database(url: str, shop_id: str) -> Tried:
    address = pg_address(url)
    schema = schema_of(shop_id)
    conn = connect(address)
    try:
        version = conn.info.server_version
        if version < OLDEST:
            raise AddressError(
                "The database is too old",
                f"{address.shown} runs PostgreSQL {version // 10000}.",
                "Parure needs PostgreSQL 14 or newer: have it updated, or take another one.",
                field="address",
            )
        may_schema, may_login, served = conn.execute(
            "SELECT has_database_privilege(current_database(), 'CREATE'),"
            " (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user),"
            " EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = %s)",
            (schema,),
        ).fetchone()
        sealed, host = bool(conn.pgconn.ssl_in_use), str(conn.info.host)
        served = served and not (may_schema and _is_only_begun(conn, schema))
    finally:
        conn.close()
    _refuse_served(served, address.shown)
    if not may_schema:
        raise AddressError(
            "This login may not set a hub up",
            f"“{address.user}” may make nothing in this database.",
            f"Let its owner run: GRANT CREATE ON DATABASE … TO {address.user or 'the login'}; or"
            " take the owner's login here, once: the PCs get one of their own.",
            field="address",
        )
    return Tried(address.shown, *_of_database(host, version, sealed, bool(may_login), schema))


def _of_database(
    host: str, version: int, sealed: bool, may_login: bool, schema: str
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    local = host in LOCAL_HOSTS or host.startswith("/")
    on_wire = "encrypted (TLS)" if sealed else "on this PC" if local else "open"
    login = "a login of their own, which may little" if may_login else "this same login"
    told = []
    if not may_login:
        told.append(
            "This database lets the given login make no other one, so the shop's PCs use it too. It"
            " can change the hub's tables; what lies there is sealed all the same."
        )
    if not (sealed or local):
        told.append(
            "The address says that the line is not to be encrypted. What goes over it is sealed, but"
            " the login's password can be heard on the way: leave out sslmode=disable."
        )
    facts = (
        ("Reachable", "yes"),
        ("PostgreSQL", f"{version // 10000}, new enough"),
        ("On the wire", on_wire),
        ("Will be made", f"the schema {schema}"),
        ("The PCs use", login),
    )
    return facts, tuple(told)


def _is_only_begun(conn: Any, schema: str) -> bool:
    """Whether a setting up was stopped there before anything was sent: it is done once more then."""
    import psycopg

    try:
        row = conn.execute(
            f"SELECT (SELECT count(*) FROM {schema}.cs) + (SELECT count(*) FROM {schema}.snap)"
        ).fetchone()
    except psycopg.Error:
        return False
    return bool(row[0] == 0)


def _refuse_served(served: bool, shown: str) -> None:
    if served:
        raise AddressError(
            "The hub already serves this shop",
            f"{shown} has been set up for this shop before.",
            "Join it with a joining code of another PC (Add a PC).",
            field="address",
        )
