"""The browsers through which people come in, and the nodes of a journey across several."""

from tests.browsers import browser, desk
from tests.neighbours import three

__all__ = ["browser", "desk", "three"]
