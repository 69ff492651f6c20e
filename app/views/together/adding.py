"""Letting one more PC in, from the page Together."""

from __future__ import annotations

from collections.abc import Callable

from app.views.frame.desk import Desk

AddPc = Callable[[Desk], object]
add_pc: AddPc | None = None
"""Opens the sheet that sets a hub up or invites a PC; while there is none, the command is hidden."""
