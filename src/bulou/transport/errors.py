"""Why something did not arrive."""


class Undeliverable(Exception):
    """It did not arrive. `reason` is short and holds nothing of the message; `final` means that trying again is vain."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class NoAnswer(Undeliverable):
    """Nobody answered there, or the answer broke off: whatever else is for the same address would fare no better now."""
