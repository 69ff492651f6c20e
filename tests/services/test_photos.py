"""Photos with a piece: added once, ordered, taken off by a counter-fact, shown small."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError, StateError
from app.models.database import Database
from app.photos import shut_down
from app.services.photos import add_photo, order_photos, photo_bytes, remove_photo, say_view
from app.services.piece_cards import piece_card
from app.services.pieces import piece_row
from app.services.undo import undo
from app.shop import Shop
from tests.picture_files import camera, saved
from tests.picture_files import ring as picture_of_a_ring


@pytest.fixture(autouse=True)
def child_ends() -> Iterator[None]:
    """The decoding process ends with each test."""
    yield
    shut_down()


def test_a_photo_is_kept_and_shown_small(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    ring: int,
    picture: Callable[..., bytes],
) -> None:
    data = picture(side=900)
    changes = add_photo(house, staff["sara"], "piece", ring, data, "IMG_1.jpg", "top")
    assert changes.touches("piece")
    card = piece_card(house_db, ring)
    (photo,) = card.photos
    assert (photo.role, photo.width) == ("top", 900)
    assert photo_bytes(house, photo.sha256, 0) == data
    small = Image.open(BytesIO(photo_bytes(house, photo.sha256, 320)))
    assert max(small.size) == 320
    assert "photo" not in card.row.missing
    assert card.custody[0].what == "Photographed"


def test_the_same_photo_twice_is_one(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    ring: int,
    picture: Callable[..., bytes],
) -> None:
    for _ in range(2):
        changes = add_photo(house, staff["sara"], "piece", ring, picture(), "IMG_1.jpg")
    assert changes.work_id == 0
    assert len(piece_card(house_db, ring).photos) == 1
    assert house_db.value("SELECT count(*) FROM file") == 1


def test_order_and_removal_are_facts(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    ring: int,
    picture: Callable[..., bytes],
) -> None:
    for n in range(3):
        add_photo(house, staff["sara"], "piece", ring, picture((n, n, n)), f"{n}.jpg")
    first, second, third = piece_card(house_db, ring).photos
    with house.work(staff["sara"], "order") as w:
        order_photos(w, "piece", ring, [p.attached_id for p in (third, first, second)])
    card = piece_card(house_db, ring)
    assert [photo.sha256 for photo in card.photos] == [p.sha256 for p in (third, first, second)]
    assert piece_row(house_db, ring).photo_sha256 == third.sha256
    with house.work(staff["sara"], "remove") as w:
        remove_photo(w, card.photos[0].attached_id)
    assert piece_row(house_db, ring).photo_sha256 == first.sha256
    with pytest.raises(NotFoundError), house.work(staff["sara"], "remove") as w:
        remove_photo(w, card.photos[0].attached_id)
    assert photo_bytes(house, third.sha256)


def test_what_is_no_photo_is_refused_and_leaves_nothing(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    ring: int,
    picture: Callable[..., bytes],
) -> None:
    for data in (b"", b"%PDF-1.7", picture()[:200]):
        with pytest.raises(InputError):
            add_photo(house, staff["sara"], "piece", ring, data, "x")
    assert house_db.value("SELECT count(*) FROM file") == 0


def test_who_may_not_add_photos_is_told_so(
    house: Shop, staff: dict[str, Actor], ring: int, picture: Callable[..., bytes]
) -> None:
    with pytest.raises(NotAllowedError):
        add_photo(house, staff["adam"], "piece", ring, picture(), "x")


def test_what_is_handed_out_tells_neither_place_nor_name(
    house: Shop, staff: dict[str, Actor], house_db: Database, ring: int
) -> None:
    data = saved(picture_of_a_ring(), "JPEG", exif=camera(6))
    assert b"Ines Client" in data
    add_photo(house, staff["sara"], "piece", ring, data, "IMG_1.jpg", "top")
    (photo,) = piece_card(house_db, ring).photos
    for size in (320, 1280, 4096):
        handed = photo_bytes(house, photo.sha256, size)
        assert b"Ines" not in handed
        assert b"Exif" not in handed
        assert dict(Image.open(BytesIO(handed)).getexif()) == {}
    assert photo_bytes(house, photo.sha256, 0) == data


def test_nothing_in_the_program_hands_a_photo_out_as_it_came_in() -> None:
    app = Path(__file__).parents[2] / "app"
    asks = re.compile(r"(photo_bytes|desk\.photo|_desk\.photo)\([^()]*, (size=)?0\)")
    found = [path.name for path in app.rglob("*.py") if asks.search(path.read_text("utf-8"))]
    assert found == []


def views(db: Database, piece: int) -> list[tuple[str, str]]:
    """The first letters of each photo's digest, with its view, in order."""
    return [(one.sha256[:6], one.role) for one in piece_card(db, piece).photos]


def test_a_photo_that_is_there_is_said_to_show_a_view(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    ring: int,
    picture: Callable[..., bytes],
) -> None:
    sara = staff["sara"]
    add_photo(house, sara, "piece", ring, picture(side=300), "IMG_1.jpg", "top")
    add_photo(house, sara, "piece", ring, picture(side=320), "IMG_2.jpg")
    (first, _), (second, _) = views(house_db, ring)
    photo = piece_card(house_db, ring).photos[1].attached_id
    with house.work(sara, "say_view") as w:
        done = say_view(w, photo, "hallmark")
    assert done.message == "The photo shows the hallmark"
    assert views(house_db, ring) == [(first, "top"), (second, "hallmark")]
    told = piece_card(house_db, ring).custody[0]
    assert (told.what, told.detail) == ("Photo arranged", "hallmark")  # nobody photographed it anew
    assert [one.what for one in piece_card(house_db, ring).custody].count("Photo taken off") == 0
    with pytest.raises(NotFoundError), house.work(sara, "say_view") as w:
        say_view(w, photo, "side")  # it has another id by now
    undo(house, sara, done.work_id)
    assert views(house_db, ring) == [(first, "top"), (second, "")]


def test_a_view_is_left_to_the_photo_that_had_it_unless_it_is_said(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    ring: int,
    picture: Callable[..., bytes],
) -> None:
    sara = staff["sara"]
    for side, role in ((300, "top"), (320, "")):
        add_photo(house, sara, "piece", ring, picture(side=side), f"IMG_{side}.jpg", role)
    photo = piece_card(house_db, ring).photos[1].attached_id
    with house.work(sara, "say_view") as w:
        both = say_view(w, photo, "top")
    assert [role for _, role in views(house_db, ring)] == ["top", "top"]
    undo(house, sara, both.work_id)
    photo = piece_card(house_db, ring).photos[1].attached_id
    with house.work(sara, "say_view") as w:
        done = say_view(w, photo, "top", instead=True)
    assert done.message == "The photo shows the top; that one has none now"
    assert [role for _, role in views(house_db, ring)] == ["", "top"]
    first = piece_card(house_db, ring).photos[1].attached_id
    with pytest.raises(StateError, match="already"), house.work(sara, "say_view") as w:
        say_view(w, first, "top")
    with pytest.raises(InputError, match="no view"), house.work(sara, "say_view") as w:
        say_view(w, first, "sideways")
    with house.work(sara, "say_view") as w:
        say_view(w, first, "")
    assert [role for _, role in views(house_db, ring)] == ["", ""]
    nobody = Actor(sara.user_id, "x", "X", frozenset())
    first = piece_card(house_db, ring).photos[0].attached_id
    with pytest.raises(NotAllowedError), house.work(nobody, "say_view") as w:
        say_view(w, first, "side")
