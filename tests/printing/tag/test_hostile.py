"""Texts that mean harm: each is printed as it stands or refused in words, and no tag comes or goes by it."""

from __future__ import annotations

import re

import pytest

from app.domain.codes import make_code
from app.domain.errors import UserError
from app.printing.lettering import hidden_characters
from app.printing.tag.batch import draw_batch
from app.printing.tag.draw import draw
from app.printing.tag.readback import read_back
from app.printing.tag.roll import Roll, shipped_roll
from app.printing.tag.template import TagField, Word, checked_template
from app.printing.tag.values import Said, TagValues
from tests.printing.conftest import ZplPrinter
from tests.printing.document.hostile import TOUCHED, hostile_texts


@pytest.mark.parametrize("key", ["barbell-56x13", "rat-tail-89x11", "zebra-4x2"])
def test_two_hundred_hostile_texts_stand_as_they_are_or_are_refused(key: str) -> None:
    roll = shipped_roll(key)
    printed, refused = [], []
    roll.raster(TagValues(make_code(10, 0), {"number": Said("שלום")}), 203)  # all is loaded
    for n, text in enumerate(hostile_texts()):
        code = make_code(10, n)
        try:
            with TOUCHED.watched() as touched:
                values = TagValues(code, {"category": Said(text), "number": Said(text)})
                drawn = roll.draw(values, 203)
                image = drawn.raster()
        except UserError as error:
            refused.append(error)
            continue
        finally:
            assert touched == []
        printed.append(text)
        assert not hidden_characters(text)
        assert read_back(image) == code
        said = {placed.text for _, placed in drawn.everything()}
        assert text in said or text.upper() in said or drawn.left_out
    assert len(printed) > 20
    assert len(refused) > 40
    assert all(error.remedy and len(error.sentence()) < 400 for error in refused)


def test_as_many_labels_leave_as_are_meant(roll: Roll, zpl_printer: ZplPrinter) -> None:
    many = []
    for n, text in enumerate(hostile_texts()):
        try:
            many.append(TagValues(make_code(10, n), {"category": Said(text)}))
        except UserError:
            continue
    batch = draw_batch(many, roll, 203)
    assert len(batch.images) + len(batch.refused) == len(many)
    job = batch.zpl()
    labels = re.findall(rb"\^XA\^CI28\^PW448\^LL104\^LH0,0\^FO0,0\^GFA,[^^~]*\^FS\^PQ1\^XZ\n", job)
    assert b"".join(labels) == job
    assert len(labels) == len(batch.images)
    some = job[: len(b"".join(labels[:12]))]
    ((*pictures,),) = zpl_printer([(some, roll.stock.size_dots(203))], 203)
    assert [read_back(one) for one in pictures] == list(batch.codes[:12])
    assert batch.pdf().count(b"/Type/Page/") == len(batch.images)


def test_free_text_of_a_template_is_as_literal(roll: Roll) -> None:
    usual = roll.templates[0]
    tried = 0
    for text in hostile_texts():
        field = TagField("free", "back", words=(Word("text", text[:200]),), leave_out=1)
        try:
            template = checked_template(usual.with_field(field))
        except UserError as error:
            tried += bool(error.remedy)
            continue
        image = draw(template, roll.stock, TagValues(make_code(10, 1)), 203).raster()
        assert read_back(image) == make_code(10, 1)
        tried += 1
    assert tried == 200
