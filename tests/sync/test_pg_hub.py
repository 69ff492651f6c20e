"""What a PostgreSQL hub refuses by itself, whatever program asks: rights, addresses, logins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.sync.hub import AddressError, HubAwayError, HubError, Invite, NewPc
from app.sync.opening import install_hub, open_hub
from app.sync.pg_connection import pg_address
from app.sync.pg_schema import INNER, OUTER, TABLES
from app.sync.pg_setup import install
from tests.sync.hubs import FOREVER, Meeting, new_meeting, packs
from tests.sync.postgres import Server

TOKEN = b"t" * 32


@pytest.fixture
def meeting(postgres: Server, tmp_path: Path) -> Iterator[Meeting]:
    made = new_meeting("postgres", tmp_path, lambda: postgres)
    yield made
    made.close()


@pytest.fixture
def intruder(meeting: Meeting) -> Iterator[psycopg.Connection]:
    """Whoever has the address of the shop's PCs and a program of his own."""
    with psycopg.connect(pg_address(meeting.address).url, autocommit=True) as conn:
        yield conn


def schema(meeting: Meeting) -> str:
    return pg_address(meeting.address).schema


@pytest.mark.parametrize("table", [t.split("@S.")[1].split()[0] for t in TABLES if "CREATE" in t])
def test_the_pcs_login_reaches_no_table(
    meeting: Meeting, intruder: psycopg.Connection, table: str
) -> None:
    for sql in (
        f"SELECT * FROM {schema(meeting)}.{table}",
        f"DELETE FROM {schema(meeting)}.{table}",
        f"INSERT INTO {schema(meeting)}.{table} DEFAULT VALUES",
        f"TRUNCATE {schema(meeting)}.{table}",
        f"DROP TABLE {schema(meeting)}.{table}",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            intruder.execute(sql)


def test_the_pcs_login_reaches_no_inner_function_and_makes_nothing(
    meeting: Meeting, intruder: psycopg.Connection
) -> None:
    for head, _ in INNER:
        name, _, args = head.partition("(")
        count = 0 if args.startswith(")") else args.partition(")")[0].count(",") + 1
        values = ",".join(["NULL"] * count)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            intruder.execute(f"SELECT {schema(meeting)}.{name}({values})")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        intruder.execute(f"CREATE TABLE {schema(meeting)}.mine (id int)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        intruder.execute("CREATE SCHEMA mine")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        intruder.execute("CREATE ROLE mine LOGIN")


@pytest.mark.parametrize("head", [head for head, _ in OUTER if "(p_token bytea" in head])
@pytest.mark.parametrize("token", ["revoked", "unknown"])
def test_every_function_refuses_a_pc_that_was_shut_out(
    meeting: Meeting, intruder: psycopg.Connection, head: str, token: str
) -> None:
    """Also by raw SQL with the right login: what counts is the token, which is no more good."""
    one = meeting.hub(1)
    meeting.join(2)
    one.push(0, packs(1, 1))
    one.revoke(2)
    said = meeting.tokens[2] if token == "revoked" else b"?" * 32
    name, _, rest = head.partition("(")
    types = [one.split()[-1] for one in rest.partition(")")[0].split(",")]
    samples = {"bytea": "''::bytea", "bigint": "1", "int": "1", "text": "'x'", "boolean": "true"}
    values = [samples.get(t, f"ARRAY[]::{t}") for t in types[1:]]
    sql = f"SELECT * FROM {schema(meeting)}.{name}({','.join(['%b', *values])})"
    with pytest.raises(psycopg.Error) as refused:
        intruder.execute(sql, (said,))
    assert refused.value.sqlstate == ("PR001" if token == "revoked" else "PR002")
    assert one.head() == 1
    assert len(one.pcs()) == 2


def test_a_token_pushes_under_its_own_name_only_even_by_raw_sql(
    meeting: Meeting, intruder: psycopg.Connection
) -> None:
    meeting.join(2)
    sql = f"SELECT pushed FROM {schema(meeting)}.push(%b,0,false,%s,%s,%s,%s,%b)"
    row = intruder.execute(sql, (meeting.tokens[2], [1], [1], [2], [1], [b"x"])).fetchone()
    assert row == (0,)
    assert meeting.hub(1).head() == 0


def test_the_hub_keeps_no_token_and_no_password_of_ours(meeting: Meeting, postgres: Server) -> None:
    meeting.hub(1).invite(Invite("ab" * 16, b"sealed", FOREVER))
    with psycopg.connect(meeting.url) as conn:
        row = conn.execute(f"SELECT token_sha256 FROM {schema(meeting)}.pc").fetchone()
    assert row
    assert meeting.tokens[1] not in bytes(row[0])


def test_a_login_that_may_make_no_roles_is_used_itself_and_that_is_said(postgres: Server) -> None:
    url = postgres.new_database("managed")
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("DROP ROLE IF EXISTS tenant")
        conn.execute("CREATE ROLE tenant LOGIN PASSWORD 'secret'")
        conn.execute("GRANT CREATE ON DATABASE managed TO tenant")
    given = url.replace("owner@", "tenant:secret@")
    made = install(given, "a shop", NewPc(1, TOKEN, b"", b""), 10)
    assert "tenant" in made.told[0]
    assert made.address.startswith(given)
    hub = open_hub(made.address, TOKEN)
    assert hub.push(0, packs(1, 1))
    hub.close()


def test_a_wrong_password_and_a_missing_database_are_said(
    meeting: Meeting, postgres: Server
) -> None:
    address = pg_address(meeting.address)
    wrong = meeting.address.replace(f"{address.user}:", f"{address.user}:not")
    for bad, words in ((wrong, "does not accept"), (postgres.url("nowhere"), "not have this")):
        with pytest.raises(AddressError, match=words) as refused:
            if bad is wrong:
                open_hub(bad, TOKEN).head()
            else:
                install_hub(bad, "shop", NewPc(1, TOKEN, b"", b""), 10)
        assert "not" + address.user not in refused.value.sentence()


def test_a_failed_setting_up_leaves_nothing(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.new_database("half")
    monkeypatch.setattr("app.sync.pg_setup.rights", lambda *_: ["GRANT nonsense"])
    with pytest.raises(HubError):
        install(url, "a shop", NewPc(1, TOKEN, b"", b""), 10)
    with psycopg.connect(url) as conn:
        assert conn.execute(
            "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'parure_%'"
        ).fetchone() == (0,)


@pytest.mark.parametrize(
    ("text", "sslmode"),
    [
        ("postgresql://a:b@hub.example/x", "sslmode=require"),
        ("postgresql://a:b@hub.example/x?sslrootcert=/ca.pem", "sslmode=verify-full"),
        ("postgresql://a:b@hub.example/x?sslmode=disable", "sslmode=disable"),
        ("postgresql://a:b@127.0.0.1:5433/x", ""),
        ("postgres://a@localhost/x", ""),
        ("postgresql:///x?host=/run/postgresql", ""),
    ],
)
def test_the_wire_is_sealed_unless_it_is_this_pc(text: str, sslmode: str) -> None:
    url = pg_address(text).url
    assert (sslmode in url) if sslmode else ("sslmode" not in url)


@pytest.mark.parametrize(
    "text",
    ["", "http://hub/x", "postgresql://hub", "postgresql://h:port/x", "postgresql://h/x?shop=1"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        pg_address(text)


def test_a_password_is_never_shown() -> None:
    assert "secret" not in pg_address("postgresql://a:secret@h/x").shown


def test_a_question_is_not_answered_after_a_crash_and_the_next_one_is(
    meeting: Meeting, postgres: Server
) -> None:
    import signal

    one = meeting.hub(1)
    assert one.push(0, packs(1, 1))
    postgres.stop(signal.SIGINT)
    try:
        with pytest.raises(HubAwayError):
            one.head()
        with pytest.raises(HubAwayError):
            one.push(1, packs(1, 2))
    finally:
        postgres.start()
    assert one.head() == 1
    assert one.push(1, packs(1, 2))


def test_who_waits_at_the_hub_holds_one_connection_and_misses_nothing(
    meeting: Meeting, postgres: Server
) -> None:
    first = meeting.hub(1)
    ear = meeting.hub(1)
    assert not ear.wait(0, 0.01)
    assert first.push(0, packs(1, 1))
    assert ear.wait(0, 30)
    assert ear.head() == 1
    assert first.push(1, packs(1, 2))
    assert ear.head() == 2
    assert ear.wait(1, 30)  # it was told while it asked
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as conn:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'hubs'"
        assert conn.execute(asked).fetchone() == (2,)
