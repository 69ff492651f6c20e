"""The digest that a paper prints at its foot, for whoever holds one and compares it with what the shop says.

The seal of the row is another figure: it covers what stands on no paper as well, and a salt.
"""

from __future__ import annotations

import json
from hashlib import sha256

from app.printing.document.content import canonical_json


def printed_digest(table: str, content: str | None) -> str:
    """SHA-256 in hex of what a stored ``report`` or ``document`` prints; "" where no paper is kept.

    So it is with one that was erased, and with a report that came without its paper.
    """
    said = json.loads(content) if content else {}
    paper = said.get("paper") if table == "report" else said
    return sha256(canonical_json(paper)).hexdigest() if paper else ""
