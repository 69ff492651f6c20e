"""Tag templates: the shipped ones are sound, one that cannot be is refused in words."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from app.domain.errors import InputError
from app.printing.tag.stock_json import shipped_stock, shipped_stocks
from app.printing.tag.template import TagTemplate, checked_template
from app.printing.tag.template_json import (
    shipped_templates,
    template_data,
    template_from,
    usual_key,
)


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda one: one.key)
def test_shipped_templates_are_sound_on_their_stock_and_the_same_from_json(
    template: TagTemplate,
) -> None:
    assert checked_template(template, shipped_stock(template.stock)) is template
    assert template_from(template_data(template)) == template


def test_every_stock_begins_with_a_template_for_all_that_is_tagged() -> None:
    by_key = {template.key: template for template in shipped_templates()}
    for stock in shipped_stocks():
        assert {"piece", "job", "place"} <= set(by_key[usual_key(stock.key)].kinds)
    assert len({one.name for one in by_key.values()}) == len(by_key)


def change(template: TagTemplate, path: str, value: Any) -> dict[str, Any]:
    data = copy.deepcopy(template_data(template))
    place: Any = data
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("name", "", "no name"),
        ("name", 5, "not complete"),
        ("version", 2, "newer Parure"),
        ("kinds", [], "nothing that Parure knows"),
        ("kinds", ["lorry"], "nothing that Parure knows"),
        ("fields", [], "fields"),
        ("fields", "all", "not complete"),
        ("fields.0.kind", "line", "exactly once"),
        ("fields.0.leave_out", 1, "cannot be left out"),
        ("fields.0.module_um", 200, "would not scan"),
        ("fields.0.symbol", "aztec", "unknown"),
        ("fields.1.cap_um", 10**9, "text size"),
        ("fields.1.x_um", -1, "outside"),
        ("fields.1.x_um", True, "not complete"),
        ("fields.1.name", "code", "different names"),
        ("fields.1.words", [], "one to 8 words"),
        ("fields.1.words.0.what", "rhyme", "says nothing"),
        ("fields.1.words.0.text", "x", "says nothing"),
        ("fields.6.words.0.what", "price", "stand nowhere"),
        ("fields.6.leave_out", 1, "stand nowhere"),
        ("logo", "x" * 200_001, "logo cannot be"),
        ("revision", 0, "version"),
    ],
)
def test_a_template_that_cannot_be_is_refused_in_words(
    usual: TagTemplate, path: str, value: Any, said: str
) -> None:
    with pytest.raises(InputError) as refused:
        template_from(change(usual, path, value))
    assert said in refused.value.sentence()


def test_free_text_with_hidden_characters_is_refused(usual: TagTemplate) -> None:
    words = [{"what": "text", "text": "a\u202eb"}]
    with pytest.raises(InputError, match="cannot be printed"):
        template_from(change(usual, "fields.1.words", words))


def test_a_panel_that_the_stock_does_not_have_is_said(usual: TagTemplate) -> None:
    with pytest.raises(InputError, match="has no panel “back”"):
        checked_template(usual, shipped_stock("flat-30x15"))
