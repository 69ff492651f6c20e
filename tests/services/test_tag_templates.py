"""Templates of a shop: versions, copies, files that are given away and taken."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError, UserError
from app.models.database import Database
from app.models.shopwide import TagStock, Template
from app.printing.tag.draw import draw
from app.printing.tag.stock_json import shipped_stock, stock_data
from app.printing.tag.template import TagField, TagTemplate, Word
from app.printing.tag.template_json import template_data
from app.printing.tag.values import values_of
from app.services.tag_stocks import list_stocks, save_stock
from app.services.tag_templates import (
    copy_template,
    list_templates,
    remove_template,
    save_template,
    template_by_key,
    versions_of,
)
from app.services.tags import roll_of, tag_values
from app.services.template_files import (
    LARGEST,
    exported,
    file_name,
    import_file,
    read_file,
    with_logo,
)
from app.shop import Shop

CODE = "1000223164"
USUAL = "barbell-56x13-usual"
Saving = Callable[[TagTemplate], None]


@pytest.fixture
def save(house: Shop, staff: dict[str, Actor]) -> Saving:
    def saving(template: TagTemplate) -> None:
        with house.work(staff["adam"], "save_template") as w:
            save_template(w, template)

    return saving


def sized(template: TagTemplate, text: str) -> TagTemplate:
    return template.with_field(TagField("own", "back", words=(Word("text", text),)))


def test_each_save_is_a_version_and_old_ones_stay_known(house_db: Database, save: Saving) -> None:
    shipped = template_by_key(house_db, USUAL)
    save(sized(shipped, "one"))
    save(sized(shipped, "two"))
    newest = template_by_key(house_db, USUAL)
    assert (newest.revision, newest.title) == (3, f"{shipped.name} v3")
    assert newest.field("own").words[0].text == "two"
    assert [one.revision for one in versions_of(house_db, USUAL)] == [3, 2]
    assert template_by_key(house_db, USUAL, 2).field("own").words[0].text == "one"
    assert template_by_key(house_db, USUAL, 1) == shipped
    with pytest.raises(NotFoundError):
        template_by_key(house_db, USUAL, 9)


def test_tags_are_drawn_by_the_newest_version(house_db: Database, save: Saving, ring: int) -> None:
    (values,) = tag_values(house_db, "piece", [ring])
    before = roll_of(house_db).raster(values, 300)
    save(sized(template_by_key(house_db, USUAL), "NEW"))
    after = roll_of(house_db).draw(values, 300)
    assert after.template.revision == 2
    assert after.raster().tobytes() != before.tobytes()


def test_a_template_for_rings_is_used_for_rings_alone(house_db: Database, save: Saving) -> None:
    rings = template_by_key(house_db, USUAL)
    save(replace(rings, key="rings", name="Rings", categories=("ring",), kinds=("piece",)))
    roll = roll_of(house_db)
    assert roll.template_for(values_of(CODE, of="ring")).key == "rings"
    assert roll.template_for(values_of(CODE, of="brooch")).key == USUAL
    assert roll.template_for(values_of(CODE, kind="job")).key == USUAL


def test_put_away_it_is_as_it_was_shipped(
    house: Shop, staff: dict[str, Actor], house_db: Database, save: Saving
) -> None:
    shipped = template_by_key(house_db, USUAL)
    save(sized(shipped, "one"))
    assert [line.own for line in list_templates(house_db)].count(True) == 1
    with house.work(staff["adam"], "remove_template") as w:
        remove_template(w, USUAL)
    assert template_by_key(house_db, USUAL) == shipped
    assert template_by_key(house_db, USUAL, 2).field("own").words[0].text == "one"
    with (
        pytest.raises(NotFoundError, match="comes with Parure"),
        house.work(staff["adam"], "remove_template") as w,
    ):
        remove_template(w, "rfid-68x26-qr")


def test_a_copy_needs_a_name_of_its_own_and_a_stock_with_its_panels(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["adam"], "copy_template") as w:
        copy_template(w, USUAL, "House ring tag")
    copied = template_by_key(house_db, "house-ring-tag")
    assert (copied.name, copied.revision) == ("House ring tag", 1)
    for name, stock, said in (
        ("house RING tag", "", "called"),
        ("Flat", "flat-30x15", "no panel"),
    ):
        with (
            pytest.raises(InputError, match=said),
            house.work(staff["adam"], "copy_template") as w,
        ):
            copy_template(w, USUAL, name, stock)


def test_what_a_newer_program_saved_stops_no_printing_here(
    house: Shop, staff: dict[str, Actor], house_db: Database, save: Saving
) -> None:
    save(sized(template_by_key(house_db, USUAL), "ours"))
    for table, code, newer in (
        (Template, USUAL, {"version": 9, "revision": 9, "fields": "of tomorrow"}),
        (TagStock, "barbell-56x13", {"version": 9, "panels": "of tomorrow"}),
    ):
        kind = {"kind_code": "tag"} if table is Template else {}
        with house.work(staff["adam"], "save") as w:
            w.add(table, code=code, specification=json.dumps(newer), **kind)
    roll = roll_of(house_db)
    assert roll.stock == shipped_stock("barbell-56x13")
    assert roll.templates[0].field("own").words[0].text == "ours"
    assert len(list_stocks(house_db)) > 40


def test_only_who_changes_settings_saves_templates(house: Shop, staff: dict[str, Actor]) -> None:
    with pytest.raises(NotAllowedError), house.work(staff["sara"], "copy_template") as w:
        copy_template(w, USUAL, "Mine")


def test_a_file_holds_template_stock_and_logo_and_draws_the_same_elsewhere(
    house: Shop, staff: dict[str, Actor], house_db: Database, save: Saving
) -> None:
    logo = TagField(
        "logo", "back", kind="logo", place="fixed", x_um=12_000, width_um=7_000, height_um=5_000
    )
    picture = with_logo(template_by_key(house_db, USUAL).with_field(logo), house.files, gem(house))
    save(replace(picture, key="ours", name="Ours"))
    data = exported(house_db, "ours")
    assert file_name(template_by_key(house_db, "ours")) == "ours-v1.parure-tag.json"
    read = read_file(data)
    drawn = draw(read.template, read.stock, values_of(CODE, price="5,400"), 300)
    assert (
        drawn.raster().tobytes()
        == roll_of(house_db).draw(values_of(CODE, price="5,400"), 300).image.tobytes()
    )
    (placed,) = [one for _, one in drawn.everything() if one.field == "logo"]
    assert placed.image.mode == "1"
    assert 0 < placed.image.histogram()[0] < placed.image.width * placed.image.height
    with pytest.raises(InputError, match="called") as taken, house.work(staff["adam"], "i") as w:
        import_file(w, read)
    assert taken.value.field == "name"
    with house.work(staff["adam"], "import_template") as w:
        import_file(w, read, name="Theirs")
    with house.work(staff["adam"], "import_template") as w:
        import_file(w, read, replacing=True)
    assert template_by_key(house_db, "theirs").logo == read.template.logo
    assert template_by_key(house_db, "ours").revision == 2


def test_a_stock_that_differs_comes_beside_the_shop_s_own(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    read = read_file(exported(house_db, "rfid-68x26-qr"))
    other = replace(read.stock, width_um=69_000)
    new = replace(read.stock, key="theirs", name="Their roll")
    for stock, name in ((other, "A"), (other, "B"), (new, "C"), (read.stock, "D")):
        template = replace(read.template, stock=stock.key)
        with house.work(staff["adam"], "import_template") as w:
            import_file(w, replace(read, template=template, stock=stock), name=name)
    stocks = {line.template.name: line.template.stock for line in list_templates(house_db)}
    assert [stocks[name] for name in "ABCD"] == [
        "rfid-tag-68-26-mm-received",
        "rfid-tag-68-26-mm-received",
        "theirs",
        "rfid-68x26",
    ]
    own = [line.stock.name for line in list_stocks(house_db) if line.origin == "own"]
    assert own == ["RFID tag 68 × 26 mm, received", "Their roll"]


def bad_files() -> list[bytes]:
    template = template_data(draw_ready())
    stock = stock_data(shipped_stock("barbell-56x13"))
    whole = {"format": "parure-tag-template", "version": 1, "template": template, "stock": stock}
    changed = [
        {**whole, "format": "other"},
        {**whole, "version": 2},
        {**whole, "version": "1"},
        {**whole, "template": []},
        {**whole, "template": {**template, "version": float("inf")}},
        {**whole, "stock": {**stock, "version": float("inf")}},
        {**whole, "stock": {}},
        {**whole, "template": {**template, "stock": "another"}},
        {**whole, "template": {**template, "logo": "not base64!"}},
        {**whole, "template": {**template, "logo": "AAAA"}},
        {**whole, "template": {**template, "fields": [{"name": "x"}]}},
        {**whole, "stock": {**stock, "width_um": 10**12}},
        {**whole, "stock": {**stock, "dpi": ["300"]}},
        {key: value for key, value in whole.items() if key != "stock"},
    ]
    raw = [b"", b"\x00\xff", b"[]", b"{", b"[" * 100_000, b"%PDF-1.4", b" " * (LARGEST + 1)]
    return [*raw, *(json.dumps(one).encode() for one in changed)]


def draw_ready() -> TagTemplate:
    from app.printing.tag.template_json import shipped_templates

    return next(one for one in shipped_templates() if one.key == USUAL)


@pytest.mark.parametrize("data", bad_files(), ids=range(len(bad_files())))
def test_a_bad_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError) as refused:
        read_file(data)
    assert refused.value.remedy
    assert len(refused.value.sentence()) < 300


def test_a_picture_that_is_none_is_no_logo(house: Shop, house_db: Database) -> None:
    template = template_by_key(house_db, USUAL)
    white = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(white, "PNG")
    for data, said in ((b"no picture", "is not a picture"), (white.getvalue(), "it is white")):
        with pytest.raises(InputError, match=said):
            with_logo(template, house.files, house.files.put(data))
    assert with_logo(replace(template, logo="x"), house.files, "").logo == ""


def test_a_changed_stock_is_saved_before_its_template_is_checked(
    house: Shop, staff: dict[str, Actor], house_db: Database, save: Saving
) -> None:
    stock = shipped_stock("rat-tail-89x11")
    renamed = replace(stock.panels[0], name="flag")
    with house.work(staff["adam"], "save_stock") as w:
        save_stock(w, replace(stock, panels=(renamed,)))
    with pytest.raises(InputError, match="no panel “front”"):
        save(template_by_key(house_db, "rat-tail-89x11-usual"))


def gem(house: Shop) -> str:
    image = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.polygon(((150, 190), (20, 70), (80, 10), (220, 10), (280, 70)), fill=(60, 60, 60, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return house.files.put(out.getvalue())
