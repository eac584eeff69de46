"""The embedded database: Django's SQLite backend over a driver whose version we know (ADR 3)."""
