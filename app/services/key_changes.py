"""After the shop's key was changed: whose database and backups are still sealed with an older one.

A PC takes a new key for all that it sends at once, and for its own database at its next start.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.domain.wording import counted
from app.models.database import Database
from app.shop import Shop
from app.sync.status import OtherPc

KEY = "key"
"""In a PC's presence: the number of the key that its database is sealed with."""


def told_key(shop: Shop) -> int:
    """What this PC tells the others of its database's key; 0 while the shop never had another one."""
    return shop.key_epoch if len(shop.keys) > 1 else 0


def keys_here(db: Database) -> tuple[int, int]:
    """The number of the key that this database is sealed with, and of the shop's newest one."""
    own = int(db.value("SELECT value FROM sync_state WHERE name = 'key_epoch'") or 1)
    return own, max(own, int(db.value("SELECT max(epoch) FROM shop_key") or 0))


def is_behind(pc: OtherPc, newest: int) -> bool:
    """Whether another PC says that it still uses an older key; an older Parure does not say."""
    try:
        said = json.loads(pc.presence)[KEY] if pc.presence else 0
    except (ValueError, KeyError, TypeError):
        return False
    return not pc.revoked_at and isinstance(said, int) and 0 < said < newest


def restart_words(db: Database, others: Sequence[OtherPc]) -> tuple[str, str]:
    """Title and sentence that say which PCs must be started anew; "" where none must."""
    own, newest = keys_here(db)
    behind = ["this PC"] if own < newest else []
    behind += [pc.name or f"PC {pc.station}" for pc in others if is_behind(pc, newest)]
    if not behind:
        return "", ""
    names = " and ".join([", ".join(behind[:-1]), behind[-1]] if len(behind) > 1 else behind)
    must = "must be started anew"
    title = f"Parure {must} on {counted(len(behind), 'PC')}"
    whose = "its database and its backups" if len(behind) == 1 else "their databases and backups"
    return title, (
        f"The shop has a new key. On {names} {whose} are sealed with the older one until Parure is"
        " closed and started again there; who has the stolen PC could open them."
    )
