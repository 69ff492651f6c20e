"""The sample shop: eighteen months of an invented boutique, made by the services that clerks use.

Everything in it is made from a seed, as of a moment: the same seed makes the same shop, but for ids.
"""

from app.services.sample.making import make

__all__ = ["make"]
