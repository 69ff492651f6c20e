"""Backups of a shop: made into folders, proven by restoring them, kept by a rule, restored."""
