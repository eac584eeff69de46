"""The edition of 2021: the text, the register of its sentences, and one file for each article that is encoded."""
