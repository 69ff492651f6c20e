"""The digest that a paper prints at its foot, for whoever holds one and compares it with what the shop says.

The seal of the row is another figure: it covers what stands on no paper as well, and a salt.
"""

from __future__ import annotations

import json
from hashlib import sha256

from app.printing.document.content import canonical_json


def printed_digest(table: str, content: str | None) -> str:
    """SHA-256 in hex of what a stored ``report`` or ``document`` prints; "" of one that was erased."""
    if content is None:
        return ""
    said = json.loads(content)
    return sha256(canonical_json(said["paper"] if table == "report" else said)).hexdigest()
