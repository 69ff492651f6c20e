"""Logos on tags from pictures of strangers, which are decoded in a process of their own."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import replace

from app.domain.errors import InputError
from app.photos import grey_picture
from app.printing.tag.logo import logo_of
from app.printing.tag.template import TagTemplate


def logo_from(picture: bytes, name: str = "The logo") -> str:
    """The logo for a template, as base64 PNG; InputError (field "logo") with why it is refused.

    ``name`` is what the person calls the file, for sentences only.
    """
    return logo_of(_in_grey(picture, name))


def with_safe_logo(template: TagTemplate) -> TagTemplate:
    """A template from a file, its logo the same to the pixel and written anew by this program."""
    if not template.logo:
        return template
    try:
        picture = b64decode(template.logo, validate=True)
    except (binascii.Error, ValueError):
        picture = b"?"
    grey = _in_grey(picture, "The logo in it")
    return replace(template, logo=b64encode(grey).decode("ascii"))


def _in_grey(picture: bytes, name: str) -> bytes:
    try:
        return grey_picture(picture, name)
    except InputError as refused:
        raise InputError(refused.title, refused.message, refused.remedy, field="logo") from refused
