"""As it applies since 2024-04-29: the text, the register of its sentences, and the functions."""
