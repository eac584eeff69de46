"""A name that cannot be read, said in both languages."""


class NameUnreadable(ValueError):
    """`zh` and `en` tell the cause and what to write instead."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en
