"""The edition of 2024: the text, the register of its sentences, and one file for each article that is encoded."""
