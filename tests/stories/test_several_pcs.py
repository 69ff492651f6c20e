"""A boutique grows: a second PC joins, both work, one is replaced by a new one, another is stolen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.actors import CLI, Actor
from app.domain.recovery import phrase_of
from app.services import backups, joining, pcs, restoring
from app.services.check import check
from app.services.file_tidying import seal_files_anew
from app.services.founding import found_shop
from app.services.hub_setup import init_hub, meet_now
from app.services.order_lists import view_counts
from app.services.people import create_user
from app.services.photos import keep_photo
from app.services.sign_in import sign_in
from app.services.unlocking import open_shop
from app.shop import Shop
from app.sync.hub import RevokedError
from tests.conftest import PASSWORD
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.services.conftest import picture
from tests.services.order_desk import furnished_counter
from tests.sync.conftest import hub_kind as hub_kind
from tests.sync.conftest import postgres as postgres
from tests.sync.meeting import digests
from tests.sync.pcs import hub_url

Url = Callable[[], str]


@pytest.fixture
def url(hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where the shop's PCs will meet."""
    return hub_url(hub_kind, tmp_path / "server", lambda: request.getfixturevalue("postgres"))


def start_again(shop: Shop) -> Shop:
    """The program of a PC is closed and started again."""
    shop.close()
    return open_shop(shop.path)


def meet(*shops: Shop) -> None:
    """All meet until all know all."""
    for _ in range(2):
        for shop in shops:
            meet_now(shop, CLI)
    assert len(digests(*shops)) == 1


def orders_in_review(shop: Shop) -> int:
    db = shop.reader()
    try:
        return view_counts(db)["review"]
    finally:
        db.close()


def join(first: Shop, actor: Actor, folder: Path, name: str) -> Shop:
    """On one PC somebody makes a code, on the other somebody types it."""
    door = pcs.invite_pc(first, actor)
    carried = pcs.save_door_file(door, folder.with_name(f"{name} stick"))
    return joining.join_shop(folder, str(carried), door.code, name)


def test_from_one_pc_to_two_to_a_new_one_and_a_stolen_one(url: str, tmp_path: Path) -> None:
    """Whole life of a shop's PCs, by the services that the windows call."""
    founded = found_shop(
        tmp_path / "counter",
        name="Hallam & Vey",
        currency="USD",
        zone="America/New_York",
        people="more",
        login="mia",
        display="Mia Delacroix",
        password=PASSWORD,
    )
    counter = founded.shop
    old_words = founded.phrase
    mia = sign_in(counter, "mia", PASSWORD)
    with counter.work(mia, "add_people") as w:
        create_user(w, "olga", "Olga Marchenko", PASSWORD, ("OC",))
    photo = keep_photo(counter, picture((120, 90, 60)), "ring.jpg").sha256
    stick = tmp_path / "stick"
    backups.back_up_into(counter, mia, stick)

    # The place to meet is made, the back office joins and is ready; the photo comes after.
    init_hub(counter, mia, url, name="Counter")
    office = join(counter, mia, tmp_path / "office", "Back office")
    assert office.settings.station == 11
    olga = sign_in(office, "olga", PASSWORD)
    assert not check(office).problems
    meet(counter, office)

    # Both work at the same time, in their own way.
    desk = furnished_counter(office, {"olga": olga, "mia": sign_in(office, "mia", PASSWORD)})
    desk.bring(file_of(*make_orders(10, seed=3), w06()))
    with counter.work(mia, "add_people") as w:
        create_user(w, "sara", "Sara Okafor", PASSWORD, ("SA",))
    meet(counter, office)
    assert orders_in_review(counter) == orders_in_review(office) > 0
    assert sign_in(office, "sara", PASSWORD).login == "sara"

    # The back office gets a new PC: that joins, then the old one says goodbye.
    laptop = join(office, mia, tmp_path / "laptop", "Laptop")
    with office.work(mia, "add_people") as w:
        create_user(w, "owen", "Owen Achterberg", PASSWORD, ("OA",))
    meet_now(laptop, CLI)
    pcs.say_goodbye(office, mia)
    meet(counter, laptop)
    assert sign_in(laptop, "owen", PASSWORD).login == "owen"
    with pytest.raises(RevokedError):
        meet_now(office, CLI)
    office.close()

    # The laptop is stolen. What it had not sent is lost; the rest of the shop is safe from it.
    with laptop.work(mia, "add_people") as w:
        create_user(w, "emma", "Emma Castellanos", PASSWORD, ("EC",))
    meet_now(counter, CLI)
    thief = next(pc for pc in pcs.joined_pcs(counter) if pc.name == "Laptop")
    new = pcs.shut_out(counter, mia, thief.site)
    assert new.name == "Laptop"
    assert new.phrase != old_words
    with pytest.raises(RevokedError):
        meet_now(laptop, CLI)
    laptop.close()

    # The counter goes on, with the new key from its next start; a PC that joins now has it, too.
    counter = start_again(counter)
    assert phrase_of(counter.key) == new.phrase
    seal_files_anew(counter)
    assert counter.files.get(photo)
    again = join(counter, mia, tmp_path / "again", "New laptop")
    meet(counter, again)
    assert again.settings.station == 13
    assert not check(counter).problems
    backups.back_up_into(counter, mia, tmp_path / "new stick")

    # The old stick's backup opens with the old paper, the new one's with the new paper.
    for place, words in ((stick, old_words), (tmp_path / "new stick", new.phrase)):
        choice = restoring.choices(place)[0]
        restored, _ = restoring.restore(
            choice, restoring.key_of(choice, words), tmp_path / f"restored from {place.name}"
        )
        assert restored.settings.name == "Hallam & Vey"
        restored.close()
        counter = start_again(counter)  # another copy of the shop on this PC, with another key
    for shop in (counter, again):
        shop.close()
