"""What an open point of the text is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bulou.law.text import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """An open point of the text.

    `options` maps each value to what it means; the first is the default, the strict one. `argument` says what speaks for the
    values, `source` what was found on the point, `bears_on` the ids of the norms or sentences concerned.
    """

    name: str
    bears_on: tuple[str, ...]
    question: Text
    options: Mapping[str, Text]
    argument: Text
    source: Text

    @property
    def default(self) -> str:
        """The value that holds unless another is chosen."""
        return next(iter(self.options))


YES: Final = Text("是", "yes")
NO: Final = Text("否", "no")
NO_AUTHORITY: Final = Text("未见有权解释。", "No authority on the point was found.")
THE_TEXT: Final = Text("条文本身", "The text itself")
