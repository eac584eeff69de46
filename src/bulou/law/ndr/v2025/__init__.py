"""The regulation in force from 2025-01-01."""
