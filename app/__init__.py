"""Parure: the back office of a fine-jewelry boutique."""

__version__ = "0.1.0"
