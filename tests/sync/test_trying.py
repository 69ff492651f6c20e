"""Trying a place before it becomes the hub: what was found, what would be made, what is in the way."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from app.sync import trying
from app.sync.hub import AddressError, HubAwayError, NewPc
from app.sync.opening import install_hub, open_hub
from app.sync.pg_setup import schema_of
from app.sync.trying import try_place
from tests.sync.hubs import packs
from tests.sync.postgres import Server

SHOP = "a shop to try"
FIRST = NewPc(1, b"t" * 32, b"", b"")


@pytest.fixture
def database(postgres: Server) -> str:
    return postgres.empty_database()


def login(url: str, name: str, rights: str = "") -> str:
    """The database's address for a login of its own, with these rights only."""
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("REVOKE CREATE ON DATABASE hubs FROM PUBLIC")
        if conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
            conn.execute(f"DROP OWNED BY {name}")
            conn.execute(f"DROP ROLE {name}")
        conn.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'secret'")
        if rights:
            conn.execute(f"GRANT {rights} TO {name}")
    return url.replace("owner@", f"{name}:secret@")


def test_a_database_that_serves_says_what_would_be_made_and_makes_nothing(database: str) -> None:
    tried = try_place(database, SHOP)
    facts = dict(tried.facts)
    assert facts["Reachable"] == "yes"
    assert facts["PostgreSQL"].endswith("new enough")
    assert facts["On the wire"] == "on this PC"
    assert schema_of(SHOP) in facts["Will be made"]
    assert facts["The PCs use"] == "a login of their own, which may little"
    assert tried.told == ()
    with psycopg.connect(database) as conn:
        assert not conn.execute(
            "SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema_of(SHOP),)
        ).fetchone()


def test_the_password_is_not_shown_and_a_small_login_is_told_of(database: str) -> None:
    url = login(database, "renter", "CREATE ON DATABASE hubs")
    tried = try_place(url, SHOP)
    assert "secret" not in tried.address
    assert dict(tried.facts)["The PCs use"] == "this same login"
    assert "make no other one" in tried.told[0]


def test_a_login_without_rights_says_what_its_owner_can_do(database: str) -> None:
    with pytest.raises(AddressError, match="may make nothing") as error:
        try_place(login(database, "guest"), SHOP)
    assert "GRANT CREATE ON DATABASE" in error.value.remedy
    assert "guest" in error.value.remedy


def test_a_database_that_is_too_old_is_refused(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "OLDEST", 990000)
    with pytest.raises(AddressError, match="runs PostgreSQL") as error:
        try_place(database, SHOP)
    assert "14 or newer" in error.value.remedy


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (("/hubs", "/elsewhere"), AddressError),
        (("owner@", "nobody:wrong@"), AddressError),
        (("127.0.0.1", "127.0.0.9"), HubAwayError),
    ],
)
def test_what_cannot_be_reached_says_why(
    database: str, change: tuple[str, str], kind: type[AddressError | HubAwayError]
) -> None:
    with pytest.raises(kind) as error:
        try_place(database.replace(*change), SHOP)
    assert error.value.remedy


def test_a_folder_that_serves_says_what_would_be_made(tmp_path: Path) -> None:
    server = tmp_path / "server"
    server.mkdir()
    tried = try_place(f" {server} ", SHOP)
    assert dict(tried.facts)["Will be made"] == f"the folder {schema_of(SHOP)}"
    assert list(server.iterdir()) == []
    made = install_hub(str(server), SHOP, FIRST, 10)
    assert try_place(str(server), SHOP), "nothing was sent yet: it may be begun once more"
    hub = open_hub(made.address, FIRST.token)
    hub.push(0, packs(1, 1))
    hub.close()
    with pytest.raises(AddressError, match="set up for this shop before"):
        try_place(str(server), SHOP)
    assert try_place(str(server), "another shop")


def test_a_database_that_serves_the_shop_already_is_refused(database: str) -> None:
    made = install_hub(database, SHOP, FIRST, 10)
    assert try_place(database, SHOP), "nothing was sent yet: it may be begun once more"
    hub = open_hub(made.address, FIRST.token)
    hub.push(0, packs(1, 1))
    hub.close()
    with pytest.raises(AddressError, match="set up for this shop before"):
        try_place(database, SHOP)


@pytest.mark.parametrize("said", ["", "   "])
def test_nothing_typed_asks_where(said: str) -> None:
    with pytest.raises(AddressError) as error:
        try_place(said, SHOP)
    assert error.value.field == "address"
