"""Templates are kept: red is not saved, amber is; as a file, from scratch, put away, offered again."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.printing.tag.png import png
from app.services import print_jobs
from app.services.print_store import stored_job
from app.services.print_test import TEST_CODE
from app.services.tag_templates import template_by_key, versions_of
from app.services.tags import roll_of, tag_values
from app.views.designer.page import DesignerPage
from app.views.designer.template_sheets import NameSheet
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.sheet import Sheet
from tests.views.designer.conftest import drawn
from tests.views.designer.design_desk import K, _people, overlong, pin, read, refusals, sheet_of
from tests.views.floor import press


def test_what_runs_over_is_named_in_mm_and_red_is_not_saved(
    qtbot: QtBot, page: DesignerPage
) -> None:
    assert not page.save_action.isEnabled()  # nothing was changed
    overlong(page)
    qtbot.waitUntil(lambda: drawn(page))
    assert page.sketch is not None
    trouble = page.sketch.drawn.troubles[0]
    by = f"{trouble.by_um / 1000:.1f} mm"
    assert page.lights.rows["fits"].accessibleName() == f"Check fits the panel, {by} too long"
    told, zoom = page.previews.zooms["back"][1:]
    assert told.text() == f"boast {by} too long"
    assert zoom.runs_over
    assert page.lights.chip.status.tone == "bad"
    assert not page.save_action.isEnabled()
    assert "Not for live use" in page.hint_bar.state
    page.keeping.save()
    assert read(page, lambda db: versions_of(db, page.design.template.key)) == []
    page.lights.rows["fits"].fix.click()
    qtbot.waitUntil(lambda: drawn(page) and page.sketch is not None and not page.sketch.red)
    assert page.save_action.isEnabled()


def test_amber_is_saved(qtbot: QtBot, page: DesignerPage) -> None:
    overlong(page)
    page.editing.fix("boast", "leave_out")
    qtbot.waitUntil(lambda: drawn(page))
    assert page.sketch is not None
    assert {one.state for one in page.sketch.lights} >= {"warn"}
    assert page.save_action.isEnabled()


def test_what_is_saved_is_what_the_tags_are_printed_with(qtbot: QtBot, page: DesignerPage) -> None:
    page.design.choose("price")
    press(page, K.Key_Right)
    press(page, K.Key_Right)
    qtbot.waitUntil(lambda: page.save_action.isEnabled())
    assert page.save_action.text() == "Save as v2"
    page.save_action.trigger()
    key = page.design.template.key
    qtbot.waitUntil(lambda: read(page, lambda db: template_by_key(db, key)).revision == 2)
    qtbot.waitUntil(lambda: page.save_action.text() == "Save as v3" and drawn(page))
    piece = page.trying.sample.piece_id
    assert piece
    shop = page.desk.shop
    mia = next(p for p in _people(page) if p.login == "mia").actor
    job = print_jobs.print_tags(shop, mia, "piece", [piece]).first("print_job")
    with closing(shop.reader()) as db:
        parts = {part.name: part.data for part in stored_job(db, job).parts}
        values = tag_values(db, "piece", [piece])[0]
        template = roll_of(db).template_for(values)
    assert template.title == page.design.template.title
    assert page.sketch is not None
    assert parts[f"tag-{values.code}-300dpi.png"] == png(page.sketch.drawn.image, 300)


def test_a_name_that_is_taken_is_said_over_the_page(qtbot: QtBot, page: DesignerPage) -> None:
    from dataclasses import replace

    other = next(
        one.template.name
        for one in page.bench.templates
        if one.template.key != page.design.template.key
    )
    page.design.change(replace(page.design.template, name=other))
    qtbot.waitUntil(lambda: page.save_action.isEnabled())
    page.save_action.trigger()
    qtbot.waitUntil(lambda: refusals(page) != [])
    assert other in refusals(page)[0]


def test_a_template_goes_out_as_a_file_and_comes_back_under_another_name(
    qtbot: QtBot, page: DesignerPage, tmp_path: Path
) -> None:
    file = tmp_path / "given.parure-tag.json"
    page.keeping.ask_place = lambda _page, _name: str(file)
    page.keeping.export()
    qtbot.waitUntil(lambda: page.hint_bar.state == "Saved as given.parure-tag.json")
    name = page.design.template.name
    assert json.loads(file.read_text("utf-8"))["template"]["name"] == name
    page.keeping.ask_file = lambda _page: str(file)
    page.keeping.take_in()
    qtbot.waitUntil(lambda: sheet_of(page, NameSheet) is not None)
    sheet = sheet_of(page, NameSheet)
    assert name in sheet.sentence.text()
    sheet.name_field.set_text(name)
    sheet.verb.click()
    qtbot.waitUntil(lambda: sheet.name_field.error != "")
    sheet.name_field.set_text("From the other shop")
    sheet.verb.click()
    qtbot.waitUntil(lambda: page.design.template.name == "From the other shop" and drawn(page))
    assert not page.design.is_changed
    page.keeping.take_in()
    qtbot.waitUntil(lambda: sheet_of(page, NameSheet) is not None)
    sheet_of(page, NameSheet).second.click()
    qtbot.waitUntil(
        lambda: page.design.template.name == name and page.design.template.revision == 2
    )


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe\x00", b"[" * 5000, b"x" * 2_000_000])
def test_a_file_that_is_no_template_is_refused_in_a_sentence(
    qtbot: QtBot, page: DesignerPage, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "odd.json"
    file.write_bytes(data)
    page.keeping.ask_file = lambda _page: str(file)
    page.keeping.take_in()
    qtbot.waitUntil(lambda: refusals(page) != [])
    assert "cannot be taken as a tag template" in refusals(page)[0]


def test_who_may_not_save_may_look_and_print_a_test(
    qtbot: QtBot, design_as: Callable[[str], DesignerPage]
) -> None:
    page = design_as("mia")
    page.design.choose("price")
    press(page, K.Key_Right)
    qtbot.waitUntil(lambda: drawn(page))
    assert not page.save_action.isEnabled()
    assert "administrator" in page.hint_bar.state
    assert page._test.isEnabled()
    press(page, K.Key_F5)
    qtbot.waitUntil(lambda: read(page, _jobs) == 1)
    with closing(page.desk.shop.reader()) as db:
        job = stored_job(db, db.value("SELECT id FROM print_job"))
    assert page.sketch
    names = [part.name for part in job.parts]
    assert "tag-test-300dpi.png" in names
    assert job.things == []  # the tag of nothing
    assert page.trying.sample.values.code != TEST_CODE


def _drafts(db: Any) -> int:
    return int(db.value("SELECT count(*) FROM draft"))


def _jobs(db: Any) -> int:
    return int(db.value("SELECT count(*) FROM print_job"))


def test_a_test_tag_that_does_not_fit_is_refused_with_the_reason(
    qtbot: QtBot, design_as: Callable[[str], DesignerPage]
) -> None:
    page = design_as("mia")
    overlong(page)
    qtbot.waitUntil(lambda: drawn(page))
    page.rolls.test()
    qtbot.waitUntil(lambda: refusals(page) != [])
    assert "too long for this tag" in refusals(page)[0]
    assert read(page, _jobs) == 0


def test_a_template_from_scratch_is_saved_and_put_away(qtbot: QtBot, page: DesignerPage) -> None:
    page.keeping.new()
    sheet = sheet_of(page, NameSheet)
    sheet.name_field.set_text("Plain")
    sheet.stock.set_value("flat-35x22")
    sheet.verb.click()
    qtbot.waitUntil(lambda: page.design.template.name == "Plain" and drawn(page))
    assert page.design.stock.key == "flat-35x22"
    assert page.design.is_changed
    qtbot.waitUntil(lambda: page.save_action.isEnabled())
    assert page.save_action.text() == "Save as v1"
    page.save_action.trigger()
    qtbot.waitUntil(lambda: len(read(page, lambda db: versions_of(db, "plain"))) == 1)
    qtbot.waitUntil(lambda: not page.design.is_changed and drawn(page))
    page.keeping._remove("plain")
    qtbot.waitUntil(lambda: page.design.template.key != "plain")
    assert all(one.template.key != "plain" for one in page.bench.templates)


def test_leaving_changes_for_another_template_is_asked_about(
    qtbot: QtBot, page: DesignerPage
) -> None:
    page.design.choose("price")
    press(page, K.Key_Right)
    mine = page.design.template
    other = next(o.template.key for o in page.bench.templates if o.template.key != mine.key)
    page.keeping.choose(other)
    sheet = sheet_of(page, Sheet)
    assert "was changed and not saved" in sheet.sentence.text()
    assert page.templates.value == mine.key
    sheet.dismiss()
    assert page.design.template == mine


def test_what_was_not_saved_is_offered_at_the_next_start(qtbot: QtBot, page: DesignerPage) -> None:
    pin(qtbot, page, "price")
    wanted = page.design.template
    page.unsaved.keeper.keep_now()
    qtbot.waitUntil(lambda: read(page, _drafts) == 1)
    other = DesignerPage(page.desk)
    qtbot.addWidget(other)
    other.ask_bench()
    qtbot.waitUntil(lambda: other.findChildren(SentenceBar, "draft") != [])
    assert wanted.name in other.findChildren(SentenceBar, "draft")[0].title.text()
    other.unsaved.go_on()
    qtbot.waitUntil(lambda: other.design.template == wanted and drawn(other))
    assert other.design.is_changed
