"""What is wrong with a vector, told in both languages with the remedy."""


class SeverityError(ValueError):
    """A vector that cannot be read or graded: `vector` as given, `zh` and `en` each with cause and remedy."""

    def __init__(self, vector: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.vector = vector
        self.zh = zh
        self.en = en
