"""The measures in force from 2025-11-01."""
