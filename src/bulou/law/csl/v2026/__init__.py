"""The text as amended on 2025-10-28, in force from 2026-01-01."""
