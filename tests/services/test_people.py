"""People: who signs in, who may do what, and that the shop keeps an admin."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, StateError, UserError
from app.models.database import Database
from app.services import people, sign_in
from app.services.passwords import fits, hashed
from app.shop import Shop

PASSWORD = "three small words"
NEW = "another fine phrase"


def test_everybody_signs_in_with_their_own_password(house: Shop) -> None:
    actor = sign_in.sign_in(house, " Olga ", PASSWORD)
    assert (actor.display, actor.roles, actor.initials) == (
        "Olga Marchenko",
        frozenset({"OC"}),
        "OM",
    )


def test_passwords_are_kept_as_argon2id_of_19_mib(house_db: Database) -> None:
    kept = house_db.value("SELECT argon2 FROM user WHERE login = 'olga'")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in kept


def test_a_password_is_the_same_however_its_accents_were_typed() -> None:
    assert fits("cafe\u0301 au lait", hashed("caf\u00e9 au lait"))
    assert not fits("", hashed("café au lait"))
    assert not fits("anything", "")


@pytest.mark.parametrize("password", ["", "short", "x" * 257])
def test_too_short_and_too_long_passwords_are_refused(password: str) -> None:
    with pytest.raises(InputError) as refused:
        hashed(password)
    assert refused.value.field == "password"


def test_a_wrong_password_says_how_many_tries_are_left(house: Shop) -> None:
    with pytest.raises(sign_in.SignInError) as refused:
        sign_in.sign_in(house, "olga", "not the password")
    assert refused.value.message == "Not this password. 4 tries left."
    assert refused.value.field == "password"
    with pytest.raises(sign_in.SignInError) as refused:
        sign_in.sign_in(house, "nobody", "not the password")
    assert refused.value.tries_left == 4  # says nothing of whether the account is there


def test_five_failures_make_the_pc_wait_twice_as_long_each_time(
    house: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000_000]
    monkeypatch.setattr(sign_in, "now_ms", lambda: now[0])
    waits = []
    for _ in range(16):
        with pytest.raises(sign_in.SignInError) as refused:
            sign_in.sign_in(house, "olga", "wrong wrong")
        if refused.value.wait_until:
            waits.append((refused.value.wait_until - now[0]) // 1000)
            now[0] = refused.value.wait_until
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert sign_in.sign_in(house, "olga", PASSWORD).login == "olga"
    assert sign_in.failed_tries(house, "olga").count == 0


def test_a_try_before_the_wait_is_over_counts_for_nothing(
    house: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000_000]
    monkeypatch.setattr(sign_in, "now_ms", lambda: now[0])
    for _ in range(5):
        with pytest.raises(sign_in.SignInError):
            sign_in.sign_in(house, "olga", "wrong wrong")
    with pytest.raises(sign_in.SignInError) as early:
        sign_in.sign_in(house, "olga", PASSWORD)
    assert "waits 1 second" in early.value.message
    assert sign_in.failed_tries(house, "olga").count == 5
    now[0] += 1000
    assert sign_in.sign_in(house, "olga", PASSWORD).login == "olga"


def test_a_clock_that_was_set_back_locks_nobody_out_and_lets_nobody_try_on(
    house: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000_000]
    monkeypatch.setattr(sign_in, "now_ms", lambda: now[0])

    def wrong() -> sign_in.SignInError:
        with pytest.raises(sign_in.SignInError) as refused:
            sign_in.sign_in(house, "olga", "wrong wrong")
        return refused.value

    for _ in range(5):
        wrong()
    now[0] -= 24 * 3_600_000
    assert wrong().wait_until == now[0] + 2000  # it counted, and by today's clock
    assert "waits 2 seconds" in wrong().message
    now[0] += 2000
    assert sign_in.sign_in(house, "olga", PASSWORD).login == "olga"


def test_other_accounts_do_not_wait(house: Shop) -> None:
    for _ in range(5):
        with pytest.raises(sign_in.SignInError):
            sign_in.sign_in(house, "olga", "wrong wrong")
    assert sign_in.sign_in(house, "emma", PASSWORD).login == "emma"


def test_the_second_person_is_somebody_else_who_may(house: Shop, staff: dict[str, Actor]) -> None:
    second = sign_in.second_person(house, staff["sara"], "report.approve", "mia", PASSWORD)
    assert second.login == "mia"
    with pytest.raises(NotAllowedError, match="your own work"):
        sign_in.second_person(house, staff["mia"], "report.approve", "mia", PASSWORD)
    with pytest.raises(NotAllowedError, match="Emma Castellanos may not"):
        sign_in.second_person(house, staff["sara"], "report.approve", "emma", PASSWORD)


def test_an_admin_adds_people_and_nobody_else_does(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["adam"], "add_user") as w:
        made = people.create_user(w, "Noor", "  Noor   Beaumont ", PASSWORD, ("SA", "OC"))
    reader = house.reader()
    noor = people.person(reader, made.first("user"))
    reader.close()
    assert (noor.login, noor.display, noor.roles) == ("noor", "Noor Beaumont", ("OC", "SA"))
    assert noor.role_words == "Order clerk, specialist"
    with pytest.raises(NotAllowedError), house.work(staff["mia"], "add_user") as w:
        people.create_user(w, "other", "Other", PASSWORD)


@pytest.mark.parametrize("login", ["olga", "OLGA", "", "two words", "ö", "cli", "parure", "x" * 33])
def test_sign_in_names_are_short_plain_and_free(
    house: Shop, staff: dict[str, Actor], login: str
) -> None:
    with pytest.raises(InputError) as refused, house.work(staff["adam"], "add_user") as w:
        people.create_user(w, login, "Somebody", PASSWORD)
    assert refused.value.field == "login"


def test_roles_are_given_and_taken_as_facts(house: Shop, staff: dict[str, Actor]) -> None:
    olga = staff["olga"].user_id
    with house.work(staff["adam"], "roles") as w:
        people.give_role(w, olga, "SA")
        people.take_role(w, olga, "OC")
        people.give_role(w, olga, "SA")
    reader = house.reader()
    assert people.roles_of(reader, olga) == ("SA",)
    assert reader.value('SELECT count(*) FROM "grant" WHERE user_id = ?', (olga,)) == 3
    reader.close()
    with pytest.raises(InputError), house.work(staff["adam"], "roles") as w:
        people.give_role(w, olga, "KING")


def test_the_shop_keeps_an_admin(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["adam"], "roles") as w:
        people.take_role(w, staff["first"].user_id, "AD")
    with pytest.raises(StateError, match="only person"), house.work(staff["adam"], "roles") as w:
        people.take_role(w, staff["adam"].user_id, "AD")
    with pytest.raises(StateError), house.work(staff["adam"], "leave") as w:
        people.deactivate_user(w, staff["adam"].user_id)


def test_who_has_left_cannot_sign_in_and_stays_known(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["adam"], "leave") as w:
        people.deactivate_user(w, staff["emma"].user_id)
    with pytest.raises(UserError):
        sign_in.sign_in(house, "emma", PASSWORD)
    reader = house.reader()
    assert "emma" not in {p.login for p in people.people_list(reader)}
    assert "emma" in {p.login for p in people.people_list(reader, include_gone=True)}
    assert people.name_of(reader, staff["emma"].user_id) == "Emma Castellanos"
    reader.close()
    with house.work(staff["adam"], "back") as w:
        people.reactivate_user(w, staff["emma"].user_id)
    assert sign_in.sign_in(house, "emma", PASSWORD).login == "emma"


def test_passwords_are_changed_by_their_owner_or_an_admin(
    house: Shop, staff: dict[str, Actor]
) -> None:
    olga = staff["olga"].user_id
    with (
        pytest.raises(InputError, match="old password"),
        house.work(staff["olga"], "password") as w,
    ):
        sign_in.change_password(w, olga, NEW, old="wrong wrong")
    with house.work(staff["olga"], "password") as w:
        sign_in.change_password(w, olga, NEW, old=PASSWORD)
    assert sign_in.sign_in(house, "olga", NEW).login == "olga"
    with pytest.raises(NotAllowedError), house.work(staff["mia"], "password") as w:
        sign_in.change_password(w, olga, PASSWORD)
    with house.work(staff["adam"], "password") as w:
        sign_in.change_password(w, olga, PASSWORD)
    assert sign_in.sign_in(house, "olga", PASSWORD).login == "olga"


def test_a_badge_signs_in_and_belongs_to_one_person(house: Shop, staff: dict[str, Actor]) -> None:
    with house.work(staff["adam"], "badge") as w:
        sign_in.set_badge(w, staff["owen"].user_id, "B-0017-secret")
    assert sign_in.sign_in_by_badge(house, "B-0017-secret").login == "owen"
    with pytest.raises(InputError, match="Owen"), house.work(staff["adam"], "badge") as w:
        sign_in.set_badge(w, staff["olga"].user_id, "B-0017-secret")
    for wrong in ("", "B-0018"):
        with pytest.raises(sign_in.SignInError):
            sign_in.sign_in_by_badge(house, wrong)
