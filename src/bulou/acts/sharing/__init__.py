"""Sharing with other databases: records taken in, related by people and by rule, and what is published given out."""

from bulou.acts.sharing import exporting, loading, relating  # noqa: F401  they register their acts
