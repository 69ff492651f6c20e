"""Codes in a picture: a photo of a tag from a phone, a scan of a report, a screenshot."""

from __future__ import annotations

from app.domain.errors import InputError
from app.photos import picture_codes


def codes_in_picture(data: bytes, name: str) -> list[str]:
    """The codes in a picture as a scanner would send them, each once, the largest first.

    Decoded in the process of its own that decodes photos; InputError where none can be read.
    """
    found = [f"{aim}{text}" for aim, text in picture_codes(data, name) if text.strip()]
    if not found:
        raise InputError(
            "No code in the picture",
            f"In “{name}” no code can be read.",
            "Take it closer, straight from above and sharp, with some white around the code; or"
            " type the digits.",
            field="picture",
        )
    return list(dict.fromkeys(found))
