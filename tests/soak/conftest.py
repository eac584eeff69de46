"""Nodes that know each other."""

from tests.neighbours import three

__all__ = ["three"]
