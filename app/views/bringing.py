"""What threads beside the pool are given to tell the window something: printers', sync's, a phone's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from app.views.delivery import Postman, Receiver


def bringing(postman: Postman, method: Callable[..., None]) -> Callable[..., None]:
    """A function that has ``method``, a bound one of a Qt object, called in the window's thread.

    A thread may keep it for longer than the window stands: it holds nothing of the window. Were the
    thread the last to hold a page, the page's Qt objects would die in it, and the program with them.
    """
    receiver = Receiver(method)

    def bring(*values: Any) -> None:
        postman.post(partial(receiver, *values))

    return bring
