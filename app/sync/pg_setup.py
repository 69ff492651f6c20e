"""Setting a hub up in a PostgreSQL database: a schema of its own for the shop, and a login for its PCs."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from app.sync.hub import AddressError, HubError, NewPc
from app.sync.pg_connection import connect, pg_address, refusal
from app.sync.pg_schema import INNER, OUTER, TABLES

OLDEST = 140000
"""PostgreSQL 14, as ``server_version`` counts."""


@dataclass(frozen=True)
class Installed:
    """The address that the shop's PCs use (with its login), and what is to be said of it."""

    address: str
    told: tuple[str, ...] = ()


def schema_of(shop_id: str) -> str:
    """The schema of a shop: nobody at the database can tell the shop by it."""
    return f"parure_{sha256(f'hub {shop_id}'.encode()).hexdigest()[:12]}"


def install(
    url: str, shop_id: str, first: NewPc, station: int, given: Collection[int] = ()
) -> Installed:
    """Make the shop's schema with ``url``'s rights, and let its first PC in; all or nothing.

    The PCs get a login of their own that may only call the hub's functions. Where ``url``'s login may
    not make logins, as on some managed servers, the PCs use that login, and it is said.
    AddressError when the address is wrong or the hub already serves this shop.
    """
    import psycopg

    address = pg_address(url)
    schema = schema_of(shop_id)
    conn = connect(address)
    try:
        if conn.info.server_version < OLDEST:
            raise AddressError(
                "The database is too old",
                f"{address.shown} runs PostgreSQL {conn.info.server_version // 10000}.",
                "Parure needs PostgreSQL 14 or newer.",
            )
        with conn.transaction():
            if conn.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone():
                _clear_begun(conn, schema, first.site, address.shown)
            for statement in statements(schema):
                conn.execute(statement)
            conn.execute(
                f"INSERT INTO {schema}.state (name, value) VALUES"
                " ('hub_id', %s), ('shop_id', %s), ('epoch', '1'), ('start', '0'), ('given', %s)",
                (secrets.token_hex(16), shop_id, ",".join(map(str, sorted(given)))),
            )
            conn.execute(
                f"INSERT INTO {schema}.pc (site, station, token_sha256, name, public_key)"
                " VALUES (%s, %s, %s, %s, %s)",
                (first.site, station, sha256(first.token).digest(), first.name, first.public_key),
            )
            role, password, told = _login(conn, schema, address.user)
            if role:
                for statement in rights(schema, role):
                    conn.execute(statement)
        return Installed(address.for_pcs(role, password, schema), told)
    except HubError:
        raise
    except psycopg.Error as error:
        raise refusal(error, address.shown) from error
    finally:
        conn.close()


def _clear_begun(conn, schema: str, site: int, shown: str) -> None:  # type: ignore[no-untyped-def]
    """Take away what a setting up left that was stopped before anything was sent; else refuse."""
    row = conn.execute(
        f"SELECT count(*), min(site), (SELECT count(*) FROM {schema}.cs),"
        f" (SELECT count(*) FROM {schema}.snap) FROM {schema}.pc"
    ).fetchone()
    if row != (1, site, 0, 0):
        raise AddressError(
            "The hub already serves this shop",
            f"{shown} has been set up for this shop before.",
            "Join it with a joining code of another PC.",
        )
    conn.execute(f"DROP SCHEMA {schema} CASCADE")


def _login(conn, schema: str, owner: str) -> tuple[str, str, tuple[str, ...]]:  # type: ignore[no-untyped-def]
    """A new login for the PCs: (name, password, what is to be said)."""
    import psycopg

    role = f"{schema}_{secrets.token_hex(3)}"
    password = secrets.token_urlsafe(24)
    try:
        with conn.transaction():  # a savepoint: the rest goes on without it
            conn.execute(f"CREATE ROLE {role} LOGIN NOINHERIT PASSWORD '{password}'")
    except psycopg.errors.InsufficientPrivilege:
        return "", "", (
            f"This database lets {owner or 'the given login'} make no other login, so the shop's PCs"
            " use the given one. It can change the hub's tables; what lies there is sealed all the same.",
        )  # fmt: skip
    return role, password, ()


def statements(schema: str) -> list[str]:
    """Everything that is made in a new shop's schema, in order; all but the role and its rights."""
    made = [f"CREATE SCHEMA {schema}", f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"]
    made += [table.replace("@S", schema) for table in TABLES]
    for head, body in INNER:
        made.append(_function(schema, head, body, ""))
    for head, body in OUTER:
        made.append(_function(schema, head, body, "LANGUAGE sql VOLATILE SECURITY DEFINER"))
    made.append(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC")
    return made


def rights(schema: str, role: str) -> list[str]:
    """What the PCs' role may do: call the functions, nothing else."""
    made = [f"GRANT USAGE ON SCHEMA {schema} TO {role}"]
    made += [
        f"GRANT EXECUTE ON FUNCTION {schema}.{_signature(head)} TO {role}" for head, _ in OUTER
    ]
    return made


def _function(schema: str, head: str, body: str, how: str) -> str:
    return (
        f"CREATE FUNCTION {schema}.{head} {how} SET search_path = {schema}, pg_temp"
        f" AS $body$ {body.replace('@S', schema)} $body$"
    )


def _signature(head: str) -> str:
    """``name(types)``, as GRANT wants it."""
    name, _, rest = head.partition("(")
    inner = rest.partition(")")[0]
    types = [one.split()[-1] for one in inner.split(",") if one.strip()]
    return f"{name}({', '.join(types)})"
