"""Templates as JSON: the shipped ones, the versions that a shop keeps, and exported files.

What equals the usual is left out, so that a template stays short enough to be read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any

from app.domain.errors import InputError
from app.printing.tag.template import TagField, TagTemplate, Word, checked_template
from app.resources import resource

VERSION = 1


def template_from(data: Mapping[str, Any]) -> TagTemplate:
    """A template from its JSON; InputError where it is none, cannot be, or is a newer Parure's."""
    try:
        if int(data.get("version", 0)) > VERSION:
            raise InputError(
                "A newer template",
                "This tag template was made by a newer Parure.",
                "Update Parure on this PC.",
            )
        values = _plain(TagTemplate, data, but=("fields", "kinds", "categories"))
        template = TagTemplate(
            **values,
            fields=tuple(_field(one) for one in data["fields"]),
            kinds=tuple(str(one) for one in data.get("kinds", ("piece", "job", "place"))),
            categories=tuple(str(one) for one in data.get("categories", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise InputError(
            "Not a tag template",
            f"The description of this tag template is not complete: {str(error)[:80]}.",
            "Choose another template or make it anew in the tag designer.",
        ) from error
    return checked_template(template)


def template_data(template: TagTemplate) -> dict[str, Any]:
    """A template as JSON values; ``template_from`` gives the same template back."""
    data = {"version": VERSION, **_unusual(template, but=("fields", "kinds", "categories"))}
    data["kinds"], data["categories"] = list(template.kinds), list(template.categories)
    data["fields"] = [
        {
            **_unusual(field, but=("words",)),
            **({"words": [_unusual(word) for word in field.words]} if field.words else {}),
        }
        for field in template.fields
    ]
    return data


@lru_cache(maxsize=1)
def shipped_templates() -> tuple[TagTemplate, ...]:
    """The templates that come with Parure, the usual one of each stock first."""
    files = sorted(resource("templates").glob("*.json"))
    templates = [template_from(json.loads(file.read_text("utf-8"))) for file in files]
    return tuple(sorted(templates, key=lambda one: (one.stock, not is_usual(one), one.name)))


def is_usual(template: TagTemplate) -> bool:
    """Whether this is the shipped template that a stock begins with."""
    return template.key == usual_key(template.stock)


def usual_key(stock: str) -> str:
    """The key of the shipped template that a stock begins with."""
    return f"{stock}-usual"


def _field(data: Mapping[str, Any]) -> TagField:
    words = tuple(Word(**_plain(Word, one)) for one in data.get("words", ()))
    return TagField(**_plain(TagField, data, but=("words",)), words=words)


def _plain(of: type, data: Mapping[str, Any], but: tuple[str, ...] = ()) -> dict[str, Any]:
    """The values that a dataclass knows, each of exactly its kind; a KeyError names a missing one."""
    found = {}
    for field in fields(of):
        if field.name in but:
            continue
        if field.name not in data:
            if field.default is MISSING and field.default_factory is MISSING:
                raise KeyError(field.name)
            continue
        value = data[field.name]
        kind = {"str": str, "int": int, "bool": bool}[str(field.type)]
        if type(value) is not kind:
            raise TypeError(f"{field.name} is {str(value)[:20]!r}")
        found[field.name] = value
    return found


def _unusual(thing: Any, but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        field.name: getattr(thing, field.name)
        for field in fields(thing)
        if field.name not in but
        and (field.default is MISSING or getattr(thing, field.name) != field.default)
    }
