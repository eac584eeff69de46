"""What the journal raises. Every error carries its message in Chinese (`zh`) and in English (`en`)."""


class JournalError(ValueError):
    """Something given to the journal cannot be sealed or read; `str(error)` is the English message."""

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class NotCanonical(JournalError):
    """A value has no canonical form: a float, a key that is no string, a lone surrogate, a naive moment."""


class MalformedHeader(JournalError):
    """A header lacks a field, has one too many, or one of the wrong shape."""


class WentBack(JournalError):
    """An entry was to be sealed at a moment before the head of its stream (DECISIONS 16)."""


class MalformedCheckpoint(JournalError):
    """A text is not a checkpoint in the signed-note form, or a key is not a verifier key."""


class WrongSignature(JournalError):
    """A checkpoint carries no valid signature of the key it was read with."""


class UnreadablePack(JournalError):
    """A file is not a journal export at all (missing, empty, another format or a later version)."""
