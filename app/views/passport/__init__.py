"""A piece's passport, and what lay in a place at a moment."""
