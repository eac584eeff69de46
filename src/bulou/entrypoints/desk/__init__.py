"""The signed-in pages of those who handle cases."""
