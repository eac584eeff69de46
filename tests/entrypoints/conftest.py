"""The browsers through which people come in."""

from tests.browsers import browser, desk

__all__ = ["browser", "desk"]
