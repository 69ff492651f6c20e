"""An older shop is brought up to date on a copy: old or new, never between."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import apsw
import pytest

from app.domain.actors import SYSTEM
from app.domain.errors import ShopError
from app.models import migrate
from app.models.database import Database
from app.models.migrate import MIGRATIONS, ShopRunner, synced_statements
from app.models.pieces import Piece, Priced
from app.shop import Shop

KEY = b"k" * 32


def shape(conn: apsw.Connection) -> dict[str, list]:
    names = [
        row[0]
        for row in conn.execute(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'"
            " AND name <> 'schema_migration'"
        )
    ]
    return {
        name: [row[1:4] for row in conn.execute(f'PRAGMA table_info("{name}")')]
        + sorted(row[1] for row in conn.execute(f'PRAGMA index_list("{name}")'))
        for name in names
    }


def old_shop(folder: Path) -> Path:
    """A shop as the first version left it, with a user in it."""
    folder.mkdir()
    db = Database(folder / "shop.db", KEY, free=True)
    ShopRunner(db).up("0001_initial")
    db.run("INSERT INTO sync_state VALUES ('site','7'), ('station','10'), ('hub','0')")
    db.run(
        "INSERT INTO user (id, removed, login, display, argon2, badge_sha256, active, language)"
        " VALUES (1, 0, 'olga', 'Olga van Marchenko', '', '', 1, 'en'),"
        " (2, 0, 'mia', 'Mia', '', '', 1, 'en')"
    )
    db.close()
    (folder / "shop.json").write_text('{"format": 1}', encoding="utf-8")
    return folder


def test_the_migrations_add_up_to_the_models(tmp_path: Path) -> None:
    db = Database(tmp_path / "m.db", KEY, free=True)
    ShopRunner(db).up()
    wanted = apsw.Connection(":memory:")
    for statement in synced_statements():
        wanted.execute(statement)
    assert shape(db.conn) == shape(wanted)
    db.close()


def test_an_old_shop_gets_its_column_and_keeps_its_rows(tmp_path: Path) -> None:
    shop = Shop.open(old_shop(tmp_path / "s"), KEY)
    reader = shop.reader()
    assert reader.rows("SELECT login, initials FROM user ORDER BY id") == [
        ("olga", "OM"),
        ("mia", "M"),
    ]
    assert reader.value("SELECT count(*) FROM piece_now") == 0
    reader.close()
    shop.close()
    kept = list((tmp_path / "s" / "backups").glob("before-0002*.db"))
    assert len(kept) == 1
    backup = Database(kept[0], KEY, free=True)
    assert backup.value("SELECT count(*) FROM user") == 2
    backup.close()


def test_a_newer_shop_is_refused_and_not_touched(tmp_path: Path) -> None:
    folder = old_shop(tmp_path / "s")
    db = Database(folder / "shop.db", KEY, free=True)
    ShopRunner(db).up()
    db.run("INSERT INTO schema_migration (name, applied) VALUES ('0999_future', 'x')")
    db.close()
    with pytest.raises(ShopError, match="newer version"):
        Shop.open(folder, KEY)


def test_a_migration_that_loses_rows_leaves_the_old_shop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = old_shop(tmp_path / "s")
    wrong = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, wrong)
    (wrong / "0003_wrong.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('DELETE FROM user WHERE id=2')\n", "utf-8"
    )
    monkeypatch.setattr(migrate, "MIGRATIONS", wrong)
    with pytest.raises(ShopError, match="could not be brought"):
        Shop.open(folder, KEY)
    db = Database(folder / "shop.db", KEY, free=True)
    assert db.value("SELECT count(*) FROM user") == 2
    assert set(ShopRunner(db).applied()) == {"0001_initial"}
    db.close()


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from app.models import migrate
    from app.shop import Shop

    point = int(sys.argv[2])
    calls = 0

    def watch(event, *_):
        global calls
        calls += 1
        if calls == point:
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    original = migrate.Database
    class Watched(original):
        def _connect(self):
            conn = super()._connect()
            conn.set_exec_trace(lambda *a: watch("exec") or True)
            return conn
    migrate.Database = Watched
    replace = os.replace
    def counted(*a):
        watch("replace"); replace(*a); watch("replaced")
    migrate.os.replace = counted
    shop = Shop.open(Path(sys.argv[1]), b"k" * 32)
    print(calls)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills by SIGKILL, which only POSIX has")
def test_killed_at_any_point_the_old_or_the_new_lies_there(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(textwrap.dedent(KILLED), encoding="utf-8")
    template = old_shop(tmp_path / "template")

    def run(folder: Path, point: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(script), str(folder), str(point)],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )

    whole = run(shutil.copytree(template, tmp_path / "whole"), 0)
    assert whole.returncode == 0, whole.stderr
    steps = int(whole.stdout)
    assert steps > 50
    seen = set()
    for point in sorted({1, steps // 3, steps // 2, 2 * steps // 3, steps - 1, steps}):
        folder = shutil.copytree(template, tmp_path / f"k{point}")
        assert run(folder, point).returncode == -signal.SIGKILL
        db = Database(folder / "shop.db", KEY, free=True)
        names = {row[1] for row in db.rows("PRAGMA table_info(user)")}
        assert db.value("PRAGMA integrity_check") == "ok"
        assert db.value("SELECT count(*) FROM user") == 2
        seen.add("initials" in names)
        db.close()
        shop = Shop.open(folder, KEY)
        reader = shop.reader()
        assert reader.value("SELECT initials FROM user WHERE id=1") == "OM"
        reader.close()
        shop.close()
    assert seen == {False, True}


def test_a_shop_of_before_gets_each_amount_with_its_own_currency(tmp_path: Path) -> None:
    """Until then a piece had one currency, that of whatever was said last of it."""
    shop = Shop.create(tmp_path / "s", KEY, name="V", currency="USD", zone="UTC")
    with shop.work(SYSTEM, "take_in") as w:
        piece = w.add(Piece, category="ring", description="Ring")
        for what, minor, currency in (
            ("price", 90_000, "USD"),
            ("insured", 80_000, "EUR"),
            ("cost", 4_000, "JPY"),
        ):
            w.add(Priced, subject_kind="piece", subject_id=piece, what=what, amount_minor=minor,
                  currency=currency)  # fmt: skip
    shop.close()
    db = Database(tmp_path / "s" / "shop.db", KEY, free=True)
    (made,) = db.rows("SELECT sql FROM sqlite_schema WHERE name = 'piece_now'")
    db.run("DROP TABLE piece_now")
    old = re.sub(r'"(agreed|reserve|insured)_currency" TEXT NOT NULL, ', "", made[0])
    db.run(old.replace("price_currency", "currency"))
    db.run("UPDATE sync_state SET value = 'an older program' WHERE name = 'projections'")
    db.run("DELETE FROM sync_state WHERE name = 'fitted_by'")
    facts = db.rows("SELECT * FROM priced ORDER BY id")
    assert [
        row[1] for row in db.rows('PRAGMA table_info("piece_now")') if "currency" in row[1]
    ] == ["currency"]
    db.close()
    shop = Shop.open(tmp_path / "s", KEY)
    reader = shop.reader()
    assert reader.row(
        "SELECT price_minor, price_currency, insured_minor, insured_currency, agreed_currency"
        " FROM piece_now WHERE id = ?",
        (piece,),
    ) == (90_000, "USD", 80_000, "EUR", "")
    assert reader.rows("SELECT * FROM priced ORDER BY id") == facts
    assert reader.value("SELECT value FROM sync_state WHERE name = 'projections'") != (
        "an older program"
    )
    reader.close()
    shop.close()
