"""The list of pages, in the order of the navigation. A new page is one function and one line here.

A page's module is imported at its first visit: the window stands before most of them are loaded.
"""

from __future__ import annotations

from app.views.frame.desk import Desk
from app.views.frame.page import Page, PageSpec


def _about(desk: Desk) -> Page:
    from app.views.about.page import AboutPage

    return AboutPage(desk)


PAGES: tuple[PageSpec, ...] = (PageSpec("about", "About", "info", _about, "Shop"),)
"""Every page of the program. ``section`` None: reached from its list and not from the navigation."""
