"""The regulation of 2021."""
