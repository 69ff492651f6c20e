"""Setting a hub up and meeting there, by service and by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import cli
from app.domain.actors import CLI, SYSTEM, Actor
from app.domain.errors import NotAllowedError, UserError
from app.models.people import Party
from app.services import hub_setup
from app.shop import Shop
from app.sync.membership import need_membership
from tests.services.conftest import picture
from tests.sync.pcs import Pc, joined


def place(tmp_path: Path) -> Path:
    made = tmp_path / "server"
    made.mkdir()
    return made


def test_who_may_set_it_up(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        hub_setup.init_hub(house, staff["olga"], str(place(tmp_path)))
    made = hub_setup.init_hub(house, staff["adam"], str(tmp_path / "server"), name="Counter")
    assert made.address.startswith(str(tmp_path / "server"))
    assert made.told == ()


def test_without_a_hub_there_is_nothing_to_meet(house: Shop) -> None:
    assert not hub_setup.status(house).has_hub
    with pytest.raises(UserError, match="lives on this PC alone"):
        hub_setup.meet_now(house, CLI)


def test_two_meet_with_their_photos(house: Shop, tmp_path: Path) -> None:
    from app.models.records import File

    data = picture((10, 200, 30))
    digest = house.files.put(data)
    with house.work(SYSTEM, "test") as w:
        w.add(File, sha256=digest, size=len(data), mime="image/png")
    hub_setup.init_hub(house, CLI, str(place(tmp_path)))
    assert hub_setup.status(house).files_up == 1
    assert hub_setup.meet_now(house, CLI).sent == 0
    assert hub_setup.status(house).files_up == 0
    first = Pc(house, need_membership(house).open())
    other = joined(first, tmp_path / "other")
    other.shop.files.remove(digest)
    with house.work(SYSTEM, "test") as w:
        w.add(Party, display="Ann")
        w.add(File, sha256=digest, size=len(data), mime="image/png")
    assert hub_setup.status(house).waiting == 1
    assert hub_setup.meet_now(house, CLI).sent == 1
    assert hub_setup.meet_now(other.shop, CLI).arrived == 1
    assert other.shop.files.get(digest) == data
    status = hub_setup.status(house)
    assert (status.has_hub, status.waiting, status.files_up) == (True, 0, 0)
    hub_setup.meet_now(house, CLI)
    assert [pc.station for pc in hub_setup.status(house).others] == [11]
    first.hub.close()
    other.hub.close()
    other.shop.close()


def test_the_hub_moves_elsewhere_and_nothing_is_left_behind(house: Shop, tmp_path: Path) -> None:
    from app.sync.snapshot import read_contents

    hub_setup.init_hub(house, CLI, str(place(tmp_path)))
    with house.work(SYSTEM, "test") as w:
        party = w.add(Party, display="not sent")
    hub_setup.leave(house, CLI)
    assert not hub_setup.status(house).has_hub
    with house.work(SYSTEM, "test") as w:
        w.edit(Party, party, display="alone")
    with house.replaying() as db:
        assert db.value("SELECT count(*) FROM outbox") == 0
    (tmp_path / "other").mkdir()
    hub_setup.init_hub(house, CLI, str(tmp_path / "other"))
    with house.work(SYSTEM, "test") as w:
        w.edit(Party, party, display="together")
    assert hub_setup.meet_now(house, CLI).sent == 1
    member = need_membership(house)
    hub = member.open()
    contents = read_contents(hub, member.sealer(), hub.snapshots()[0])
    assert contents.tables["party"] == 1
    first = Pc(house, hub)
    other = joined(first, tmp_path / "pc")
    with other.shop.replaying() as db:
        assert db.value("SELECT display FROM party WHERE id=?", (party,)) == "together"
    hub.close()
    other.hub.close()
    other.shop.close()


def test_the_commands(shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from app import keys
    from app.shop_folder import write_description
    from tests.conftest import SHOP_KEY

    write_description(shop.path, {"format": 1, "shop": "commands", "key": "file"})
    keys.keep("commands", SHOP_KEY)
    shop.close()
    here = ["--shop", str(shop.path)]
    assert cli.main([*here, "sync", "--once"]) == cli.WRONG
    assert "no hub" in capsys.readouterr().err
    assert cli.main([*here, "hub", "init", str(place(tmp_path)), "--json"]) == cli.DONE
    assert json.loads(capsys.readouterr().out)["hub"].startswith(str(tmp_path / "server"))
    assert cli.main([*here, "hub", "init", str(tmp_path / "server")]) == cli.WRONG
    capsys.readouterr()
    assert cli.main([*here, "sync", "--once", "--json"]) == cli.DONE
    said = json.loads(capsys.readouterr().out)
    assert said == {"arrived": 0, "sent": 0, "lost": 0, "cases": 0, "waiting": 0}
    assert cli.main([*here, "hub", "fill"]) == cli.WRONG
    assert "cannot come from this PC" in capsys.readouterr().err
    assert cli.main([*here, "hub", "leave"]) == cli.DONE
    assert cli.main([*here, "hub", "leave"]) == cli.WRONG


def test_a_silent_pc_is_named_and_shut_out_by_command(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import keys
    from app.services import joining, pcs, unheard
    from app.shop_folder import write_description
    from tests.conftest import SHOP_KEY

    write_description(shop.path, {"format": 1, "shop": "silent", "key": "file"})
    keys.keep("silent", SHOP_KEY)
    hub_setup.init_hub(shop, CLI, str(place(tmp_path)), name="Counter")
    door = pcs.invite_pc(shop, CLI)
    joining.join_shop(tmp_path / "second", door.address, door.code, "Office").close()
    shop.close()
    here = ["--shop", str(shop.path)]
    assert cli.main([*here, "sync", "--once"]) == cli.DONE
    assert "Office" not in capsys.readouterr().err
    assert cli.main([*here, "hub", "shut-out", "11", "--silent"]) == cli.WRONG
    assert "there again" in capsys.readouterr().err
    monkeypatch.setattr(unheard, "LONG_MS", -60_000)
    assert cli.main([*here, "sync", "--once"]) == cli.DONE
    assert "Office has not been heard of" in capsys.readouterr().err
    assert cli.main([*here, "hub", "shut-out", "11", "--silent"]) == cli.DONE
    assert "The shop keeps its key" in capsys.readouterr().err
    assert cli.main([*here, "sync", "--once"]) == cli.DONE
    assert "Office" not in capsys.readouterr().err
