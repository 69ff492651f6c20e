"""Projections: how each *now* table is computed from facts and descriptions.

The rows that a commit touched, whether a clerk or another PC wrote them, are told by one changeset;
``refresh`` recomputes the projections of just those keys in the same transaction, and ``rebuild``
computes all of them anew, which must give the same rows.
"""

from app.models.projections.refresh import REGISTRY, all_rows, rebuild, refresh
from app.models.projections.touched import Touched, touched_by

__all__ = ["REGISTRY", "Touched", "all_rows", "rebuild", "refresh", "touched_by"]
