"""The changes that make a field fit, as the designer offers them by one key."""

from __future__ import annotations

from dataclasses import replace

from app.printing.tag.template import SMALLEST_CAP_UM, TagTemplate

TRIED = ("short_form", "smaller_print", "smaller_code")
"""Fixes that are tried one after the other; leaving out is offered when none of them helps."""


def fixed(template: TagTemplate, field_name: str, fix: str) -> TagTemplate:
    """The template with this fix (by ``trouble.FIXES``) made to a field; the same if it is no change
    of the template, such as choosing a larger tag."""
    field = template.field(field_name)
    if fix == "short_form":
        field = replace(field, short=True)
    elif fix == "smaller_print":
        field = replace(field, least_cap_um=min(field.least_cap_um, SMALLEST_CAP_UM))
    elif fix == "smaller_code":
        field = replace(field, module_um=0)
    elif fix == "leave_out" and field.kind == "line" and not field.leave_out:
        last = max(one.leave_out for one in template.fields)
        field = replace(field, leave_out=last + 1)
    return template.with_field(field)
