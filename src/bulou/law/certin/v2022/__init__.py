"""The Directions of 2022-04-28: the text, the register of its sentences, and the functions."""
