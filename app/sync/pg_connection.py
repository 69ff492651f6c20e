"""A connection to the hub's PostgreSQL: its address, its safety on the wire, its errors in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from app.sync.hub import (
    AddressError,
    HubAwayError,
    HubError,
    revoked,
    twin,
    unknown_pc,
)

SCHEMES = ("postgresql://", "postgres://")
SHOP = "shop"
"""The part of an address that names the shop's schema in the database."""
CONNECT_S = 5
STATEMENT_MS = 60_000
OURS = {"PR001": revoked, "PR002": unknown_pc, "PR003": twin}
"""What the hub's own functions refuse with."""
LOCAL_HOSTS = {"", "localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class PgAddress:
    """A PostgreSQL address in its parts: what psycopg takes (``url``) and the shop's schema."""

    url: str
    schema: str

    @property
    def shown(self) -> str:
        """The address without its password."""
        parts = urlsplit(self.url)
        if parts.password is None:
            return self.url
        user, _, host = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}@{host}"))

    @property
    def user(self) -> str:
        """The login of the address."""
        return unquote(urlsplit(self.url).username or "")

    def for_pcs(self, role: str, password: str, schema: str) -> str:
        """The address that the shop's PCs use, with their own login and the shop's schema."""
        parts = urlsplit(self.url)
        netloc = parts.netloc
        if role:
            host = netloc.rpartition("@")[2]
            netloc = f"{quote(role)}:{quote(password)}@{host}"
        query = [*parse_qsl(parts.query), (SHOP, schema)]
        return urlunsplit(parts._replace(netloc=netloc, query=urlencode(query)))


def pg_address(text: str) -> PgAddress:
    """Read an address; TLS is asked for unless the hub is on this PC or the address says otherwise."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise _not_an_address(text) from error
    if not text.startswith(SCHEMES) or len(parts.path) < 2:
        raise _not_an_address(text)
    query = dict(parse_qsl(parts.query))
    schema = query.pop(SHOP, "")
    if schema and not re.fullmatch(r"parure_[0-9a-f]{12}", schema):
        raise _not_an_address(text)
    local = (host or query.get("host", "")) in LOCAL_HOSTS or query.get("host", "").startswith("/")
    if "sslmode" not in query and not local:
        query["sslmode"] = "verify-full" if "sslrootcert" in query else "require"
    return PgAddress(urlunsplit(parts._replace(query=urlencode(query))), schema)


def connect(address: PgAddress) -> Any:
    """An open connection that commits each statement by itself; HubAwayError or AddressError."""
    import psycopg  # here: a shop without a hub never loads it

    try:
        return psycopg.connect(
            address.url,
            autocommit=True,
            connect_timeout=CONNECT_S,
            keepalives_idle=20,
            keepalives_interval=5,
            keepalives_count=3,
            tcp_user_timeout=20_000,
            application_name="parure",
            prepare_threshold=None,  # a pooler before the database may not keep them
            options=f"-c statement_timeout={STATEMENT_MS}",
        )
    except psycopg.Error as error:
        raise refusal(error, address.shown) from error


def refusal(error: BaseException, shown: str) -> HubError:
    """What an error of the database means to a person."""
    import psycopg

    code = getattr(error, "sqlstate", None) or ""
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if code in OURS:
        return OURS[code]()
    if code.startswith("28") or "password authentication failed" in said:
        return AddressError(
            "The hub refuses the login",
            f"{shown} does not accept this name and password.",
            "Ask whoever looks after the hub, or join again with a new joining code.",
        )
    if code.startswith("3D") or ("database" in said and "does not exist" in said):
        return AddressError(
            "There is no such database",
            f"{shown} answers, but does not have this database.",
            "Check the last part of the address.",
        )
    if code in ("42501", "42883", "3F000", "42P01"):
        return AddressError(
            "The hub cannot be used so",
            f"{shown} lacks what Parure needs there ({said}).",
            "Set the hub up with an address that may make tables, or update Parure.",
        )
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return HubAwayError(
            "The hub does not answer",
            f"{shown} cannot be reached ({said}).",
            "Go on working; Parure tries again by itself.",
        )
    return HubError(
        "The hub refuses", f"{shown} says: {said}.", "Send us the report if this goes on."
    )


def _not_an_address(text: str) -> AddressError:
    return AddressError(
        "Not an address of a hub",
        f"“{text.partition('@')[2] or text}” is no address of a PostgreSQL database or a folder.",
        "It looks like postgresql://name:password@server/database, or is a folder.",
        field="address",
    )
