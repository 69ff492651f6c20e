"""The house and its window for these pages."""

from tests.views.floor import sit as sit
