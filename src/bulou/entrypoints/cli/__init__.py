"""The `bulou` command; what needs no Django starts without it."""
