"""By keys alone: an administrator moves the price, mends what is too long, saves, and the clerk prints it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.printing.tag.readback import reads_back
from app.services import print_jobs
from app.services.print_store import stored_job
from app.services.tag_templates import template_by_key
from app.services.tags import roll_of, tag_values
from app.views.designer.field_sheet import FieldSheet
from app.views.designer.page import DesignerPage
from tests.views.conftest import dress as dress
from tests.views.conftest import dressed as dressed
from tests.views.conftest import pool as pool
from tests.views.conftest import settings_file as settings_file
from tests.views.designer.conftest import drawn
from tests.views.floor import ALT, CTRL, SHIFT, Floor, press
from tests.views.floor import sit as sit

K = Qt.Key


def write(text: str) -> None:
    """Type where the keys are."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def test_an_administrator_designs_a_tag_by_keys_and_a_manager_prints_it(
    qtbot: QtBot, sit: Callable[[str], Floor], staff: dict[str, Actor]
) -> None:
    floor = sit("adam")
    window = floor.window
    press(window, K.Key_K, CTRL)
    write("design the tags")
    press(window, K.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page, DesignerPage))
    page = window.page
    assert isinstance(page, DesignerPage)
    qtbot.waitUntil(lambda: page._opened != "" and drawn(page))

    # Tab from the code to the price; two dots to the right and one millimetre down.
    press(window, K.Key_D, ALT)
    qtbot.waitUntil(page.canvas.hasFocus)
    names = [one.name for one in page.design.in_order()]
    while page.design.field is None or page.design.field.name != "price":
        press(window, K.Key_Tab)
        assert page.canvas.hasFocus()
    before = page.canvas.box_of("price")
    assert before is not None
    for key, mods in ((K.Key_Right, None), (K.Key_Right, None), (K.Key_Down, SHIFT)):
        press(window, key, mods or Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: drawn(page))
    after = page.canvas.box_of("price")
    assert after is not None
    assert after.left() - before.left() == 2
    assert 11 <= after.top() - before.top() <= 13

    # A line of the house's own is added: too long for its panel, so it is red and not saved.
    press(window, K.Key_A, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.editing.sheet is not None)
    sheet = page.editing.sheet
    assert isinstance(sheet, FieldSheet)
    write("motto")
    what, text = sheet.words.controls(0)[:2]
    while not what.hasFocus():
        press(window, K.Key_Tab)
    press(window, K.Key_End)
    press(window, K.Key_Tab)
    assert text.hasFocus()
    write("Hallam & Vey, jewellers since 1962, by the river")
    while not sheet.verb.hasFocus():
        press(window, K.Key_Tab)
    press(window, K.Key_Return)
    qtbot.waitUntil(lambda: page.design.field is not None and page.design.field.name == "motto")
    qtbot.waitUntil(lambda: drawn(page) and page.sketch is not None and bool(page.sketch.red))
    assert not page.save_action.isEnabled()
    press(window, K.Key_Return, CTRL)
    with closing(floor.house.reader()) as db:
        assert template_by_key(db, page.design.template.key).revision == 1

    # It is taken away again; what was mended is saved as the next version.
    press(window, K.Key_D, ALT)
    press(window, K.Key_Delete)
    assert [one.name for one in page.design.in_order()] == names
    qtbot.waitUntil(page.save_action.isEnabled)
    press(window, K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.save_action.text() == "Save as v3" and drawn(page))

    # What the manager prints from now on is this very raster.
    piece = page.trying.sample.piece_id
    job = print_jobs.print_tags(floor.house, staff["mia"], "piece", [piece]).first("print_job")
    with closing(floor.house.reader()) as db:
        values = tag_values(db, "piece", [piece])[0]
        image = roll_of(db).raster(values, 300)
        parts = [part.name for part in stored_job(db, job).parts]
    assert page.sketch is not None
    assert image.tobytes() == page.sketch.drawn.image.tobytes()
    assert reads_back(image, values.code)
    assert f"tag-{values.code}-300dpi.png" in parts
