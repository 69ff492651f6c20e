"""The ring, its house and its window, for photos that come to it."""

from __future__ import annotations

from tests.views.evidence_fixtures import evidence_window as evidence_window
from tests.views.evidence_fixtures import keys as keys
from tests.views.evidence_fixtures import print_folder as print_folder
from tests.views.evidence_fixtures import ring as ring
