"""The law of 2021."""
