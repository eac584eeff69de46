"""Guarding what is undisclosed against one's own house: accounts, marked copies, unusual reading, the broken glass."""

from bulou.acts.guarding import accounts, copies, glass, reading

__all__ = ["accounts", "copies", "glass", "reading"]
