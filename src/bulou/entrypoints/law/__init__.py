"""The law as pages that anyone may read: sentences, their scenarios, and what would change an answer."""
