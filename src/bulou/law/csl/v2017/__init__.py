"""The text in force from 2017-06-01 to 2025-12-31."""
